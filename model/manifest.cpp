#include "model/manifest.h"

#include "model/findingword.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

namespace lucency::model {
namespace {

using imaging::Normalisation;
using nlohmann::json;

constexpr int newestFormat = 1;
constexpr std::size_t mostFindings = 10'000;

constexpr std::array<std::pair<Normalisation, std::string_view>, 5> normalisations{{{Normalisation::MinMax, "minmax"},
                                                                                    {Normalisation::ImageNet, "imagenet"},
                                                                                    {Normalisation::Unit, "unit"},
                                                                                    {Normalisation::Percentiles, "percentiles"},
                                                                                    {Normalisation::MeanStd, "meanstd"}}};

json estimateJson(const Estimate& estimate)
{
    return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}};
}

json findingJson(const FindingEntry& finding)
{
    const OperatingPoint& point = finding.operatingPoint;
    json described = {
        {"name", finding.name},
        {"calibration", {{"slope", finding.calibration.slope}, {"offset", finding.calibration.offset}}},
        {"operating_point",
         {{"threshold", point.threshold},
          {"aim", point.aim},
          {"sensitivity", estimateJson(point.sensitivity)},
          {"specificity", estimateJson(point.specificity)},
          {"positives", point.positives},
          {"negatives", point.negatives},
          {"data", point.data}}},
        {"test_positives", finding.testPositives},
        {"test_negatives", finding.testNegatives},
        {"validated", finding.validated},
        {"limits", finding.limits},
    };
    if (finding.auc) described["auc"] = estimateJson(*finding.auc);
    if (finding.minimumAge) described["minimum_age"] = *finding.minimumAge;
    if (finding.maximumAge) described["maximum_age"] = *finding.maximumAge;
    return described;
}

/// Thrown within this file: a key that is missing or holds something else.
struct Wrong {
    FailureKind kind;
    std::string key;
};

const json& member(const json& object, const std::string& path, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end()) throw Wrong{FailureKind::NotAModel, path + key};
    return *found;
}

const json& object(const json& parent, const std::string& path, const char* key)
{
    const json& value = member(parent, path, key);
    if (!value.is_object()) throw Wrong{FailureKind::NotAModel, path + key};
    return value;
}

std::string text(const json& parent, const std::string& path, const char* key)
{
    const json& value = member(parent, path, key);
    if (!value.is_string()) throw Wrong{FailureKind::NotAModel, path + key};
    return value.get<std::string>();
}

bool truth(const json& parent, const std::string& path, const char* key)
{
    const json& value = member(parent, path, key);
    if (!value.is_boolean()) throw Wrong{FailureKind::NotAModel, path + key};
    return value.get<bool>();
}

double number(const json& parent, const std::string& path, const char* key)
{
    const json& value = member(parent, path, key);
    if (!value.is_number() || !std::isfinite(value.get<double>())) throw Wrong{FailureKind::BadNumber, path + key};
    return value.get<double>();
}

double share(const json& parent, const std::string& path, const char* key)
{
    const double value = number(parent, path, key);
    if (value < 0 || value > 1) throw Wrong{FailureKind::BadNumber, path + key};
    return value;
}

int whole(const json& parent, const std::string& path, const char* key, int least, int most = std::numeric_limits<int>::max())
{
    const double value = number(parent, path, key);
    if (value < least || value > most || value != std::floor(value)) throw Wrong{FailureKind::BadNumber, path + key};
    return static_cast<int>(value);
}

Estimate estimate(const json& parent, const std::string& path, const char* key)
{
    const json& value = object(parent, path, key);
    const std::string inner = path + key + ".";
    return {share(value, inner, "value"), share(value, inner, "low"), share(value, inner, "high")};
}

std::optional<double> optionalAge(const json& parent, const std::string& path, const char* key)
{
    if (!parent.contains(key) || parent[key].is_null()) return std::nullopt;
    const double age = number(parent, path, key);
    if (age < 0) throw Wrong{FailureKind::BadNumber, path + key};
    return age;
}

FindingEntry finding(const json& described, const std::string& path)
{
    if (!described.is_object()) throw Wrong{FailureKind::NotAModel, path};
    FindingEntry entry;
    entry.name = text(described, path, "name");
    if (!isFindingName(entry.name)) throw Wrong{FailureKind::NotAModel, path + "name"};
    const json& calibration = object(described, path, "calibration");
    entry.calibration = {number(calibration, path + "calibration.", "slope"), number(calibration, path + "calibration.", "offset")};
    const json& point = object(described, path, "operating_point");
    const std::string inner = path + "operating_point.";
    entry.operatingPoint = {share(point, inner, "threshold"),
                            text(point, inner, "aim"),
                            estimate(point, inner, "sensitivity"),
                            estimate(point, inner, "specificity"),
                            whole(point, inner, "positives", 0),
                            whole(point, inner, "negatives", 0),
                            text(point, inner, "data")};
    if (described.contains("auc") && !described["auc"].is_null()) entry.auc = estimate(described, path, "auc");
    entry.testPositives = whole(described, path, "test_positives", 0);
    entry.testNegatives = whole(described, path, "test_negatives", 0);
    entry.validated = truth(described, path, "validated");
    entry.minimumAge = optionalAge(described, path, "minimum_age");
    entry.maximumAge = optionalAge(described, path, "maximum_age");
    entry.limits = text(described, path, "limits");
    return entry;
}

imaging::Preprocessing preprocessing(const json& described)
{
    const std::string path = "preprocessing.";
    imaging::Preprocessing how;
    how.inputSize = whole(described, path, "input_size", 1, 4096);
    how.channels = whole(described, path, "channels", 1, 3);
    if (how.channels == 2) throw Wrong{FailureKind::BadNumber, path + "channels"};
    const auto normalisation = normalisationFromName(text(described, path, "normalisation"));
    if (!normalisation) throw Wrong{FailureKind::NotAModel, path + "normalisation"};
    how.normalisation = *normalisation;
    return how;
}

ModelManifest manifest(const json& parsed)
{
    ModelManifest read;
    read.formatVersion = whole(parsed, "", "format_version", 1, newestFormat);
    read.name = text(parsed, "", "name");
    read.version = text(parsed, "", "version");
    read.architecture = text(parsed, "", "architecture");
    if (parsed.contains("transition")) {
        const json& transition = object(parsed, "", "transition");
        read.transitionSize = whole(transition, "transition.", "size", 1, 64);
        read.transitionDepth = whole(transition, "transition.", "depth", 1, 4096);
    }
    if (parsed.contains("attention")) read.attention = truth(parsed, "", "attention");
    read.preprocessing = preprocessing(object(parsed, "", "preprocessing"));
    read.softmax = truth(parsed, "", "softmax");
    read.trainingSplitSha256 = text(parsed, "", "training_split_sha256");
    for (const auto& [key, value] : object(parsed, "", "provenance").items()) {
        if (!value.is_string()) throw Wrong{FailureKind::NotAModel, "provenance." + key};
        read.provenance[key] = value.get<std::string>();
    }
    const json& findings = member(parsed, "", "findings");
    if (!findings.is_array() || findings.empty() || findings.size() > mostFindings) throw Wrong{FailureKind::NotAModel, "findings"};
    std::set<std::string> names;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        read.findings.push_back(finding(findings[i], "findings[" + std::to_string(i) + "]."));
        if (!names.insert(read.findings.back().name).second)
            throw Wrong{FailureKind::NotAModel, "findings[" + std::to_string(i) + "].name"};
    }
    return read;
}

} // namespace

std::string_view normalisationName(Normalisation normalisation)
{
    return std::ranges::find(normalisations, normalisation, &std::pair<Normalisation, std::string_view>::first)->second;
}

std::optional<Normalisation> normalisationFromName(std::string_view name)
{
    const auto* found = std::ranges::find(normalisations, name, &std::pair<Normalisation, std::string_view>::second);
    if (found == normalisations.end()) return std::nullopt;
    return found->first;
}

std::string toJson(const ModelManifest& manifest)
{
    json findings = json::array();
    for (const FindingEntry& finding : manifest.findings)
        findings.push_back(findingJson(finding));
    json described = {
        {"format_version", manifest.formatVersion},
        {"name", manifest.name},
        {"version", manifest.version},
        {"architecture", manifest.architecture},
        {"preprocessing",
         {{"input_size", manifest.preprocessing.inputSize},
          {"channels", manifest.preprocessing.channels},
          {"normalisation", normalisationName(manifest.preprocessing.normalisation)}}},
        {"findings", findings},
        {"softmax", manifest.softmax},
        {"provenance", manifest.provenance},
        {"training_split_sha256", manifest.trainingSplitSha256},
    };
    // Written only where they are, so that older programs, which would build another network, say what is wrong, and other files stay
    // equal.
    if (manifest.transitionSize > 0) described["transition"] = {{"size", manifest.transitionSize}, {"depth", manifest.transitionDepth}};
    if (manifest.attention) described["attention"] = true;
    return described.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<ModelManifest> manifestFromJson(const std::string& text, const std::string& subject)
{
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object()) return Failure{FailureKind::NotAModel, subject, "its manifest is not JSON"};
    try {
        // A newer format may hold anything else, so its version is looked at first.
        if (number(parsed, "", "format_version") > newestFormat)
            return Failure{FailureKind::ModelTooNew, subject, "manifest format " + parsed["format_version"].dump()};
        return manifest(parsed);
    } catch (const Wrong& wrong) {
        return Failure{wrong.kind, subject, "manifest key " + wrong.key};
    } catch (const std::exception& e) {
        return Failure{FailureKind::NotAModel, subject, e.what()};
    }
}

} // namespace lucency::model
