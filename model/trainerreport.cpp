#include "model/trainerreport.h"

#include "imaging/augmentation.h"
#include "model/csv.h"
#include "model/evaluationjson.h"
#include "model/modelcard.h"
#include "model/runevaluation.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <sstream>

namespace lucency::model {

namespace {

using nlohmann::ordered_json;

/// A change of an image of grey values from 0 to 255.
using Change = std::function<cv::Mat(const cv::Mat&)>;

/// An input as grey values from 0 to 255, whatever its normalisation.
cv::Mat greyOf(const cv::Mat& input)
{
    cv::Mat plane;
    if (input.channels() == 1)
        plane = input;
    else
        cv::extractChannel(input, plane, 0);
    cv::Mat grey;
    cv::normalize(plane, grey, 0, 255, cv::NORM_MINMAX, CV_32F);
    return grey;
}

Change augmented(const imaging::AugmentationRanges& ranges)
{
    return [ranges](const cv::Mat& grey) {
        cv::Mat bytes;
        grey.convertTo(bytes, CV_8U);
        return imaging::augment(bytes, grey.rows, ranges, 1);
    };
}

std::vector<std::pair<std::string, Change>> changes()
{
    const auto only = [](imaging::AugmentationRange imaging::AugmentationRanges::*which, double value) {
        imaging::AugmentationRanges ranges;
        (ranges.*which) = {value, value, 1};
        return augmented(ranges);
    };
    using Ranges = imaging::AugmentationRanges;
    return {{"64 pixels",
             [](const cv::Mat& grey) {
                 cv::Mat small, back;
                 cv::resize(grey, small, {64, 64}, 0, 0, cv::INTER_AREA);
                 cv::resize(small, back, grey.size(), 0, 0, cv::INTER_LINEAR);
                 return back;
             }},
            {"upper corners black",
             [](const cv::Mat& grey) {
                 cv::Mat hidden = grey.clone();
                 const int side = grey.cols / 5;
                 hidden(cv::Rect(0, 0, side, side)).setTo(0);
                 hidden(cv::Rect(grey.cols - side, 0, side, side)).setTo(0);
                 return hidden;
             }},
            {"turned by 7 degrees", only(&Ranges::rotation, 7)},
            {"enlarged by 15 %", only(&Ranges::zoom, 1.15)},
            {"stretched by 15 %", only(&Ranges::stretch, 1.15)},
            {"gamma 1.4", only(&Ranges::gamma, 1.4)},
            {"gamma 0.7", only(&Ranges::gamma, 0.7)},
            {"noise of 3 %", only(&Ranges::noise, 0.03)}};
}

using LogitsByChange = std::map<std::string, std::vector<std::vector<double>>>;

Result<LogitsByChange> scoreChanged(const PartInputs& test, const imaging::Preprocessing& how, const ScoreInputs& score)
{
    LogitsByChange logits;
    for (const auto& [name, change] : changes()) {
        const auto changed = [&how, &make = change](const cv::Mat& input) { return imaging::normalise(make(greyOf(input)), how); };
        auto scored = scorePart(test, how, score, changed);
        if (!scored) return scored.error();
        logits[name] = *std::move(scored);
    }
    return logits;
}

ordered_json toJson(const Discrimination& found)
{
    auto json = intervalJson(found.auc);
    json["positives"] = found.positives;
    json["negatives"] = found.negatives;
    return json;
}

ordered_json toJson(const FindingEvaluation& result)
{
    ordered_json json;
    const bool chosen = result.calibrated;
    addFigures(json, result.report, {chosen ? "validation" : "default", chosen ? std::optional(result.chosen.reached) : std::nullopt});
    json["unlabelled_images"] = result.unlabelled;
    if (result.calibrated) json["calibration"] = {{"slope", result.platt.slope}, {"offset", result.platt.offset}};
    json["validation"] = {{"positives", result.validationPositives}, {"negatives", result.validationNegatives}};
    json["validated"] = result.validated;
    if (!result.reason.empty()) json["reason"] = result.reason;
    if (result.againstNoFinding) json["against_no_finding"] = toJson(*result.againstNoFinding);
    if (result.phantoms) json["phantoms"] = toJson(*result.phantoms);
    for (const auto& [change, found] : result.robustness)
        json["changed_images"][change] = toJson(found);
    return json;
}

/// Images and patients of one part, and how many of the images have each finding. What could not be read is counted apart.
ordered_json partJson(const RunFacts& facts, Part part)
{
    long unreadable = 0;
    ordered_json cases;
    for (const auto& finding : facts.cohort.findings)
        cases[finding] = {{"positives", 0}, {"negatives", 0}};
    for (std::size_t i = 0; i < facts.cohort.images.size(); ++i) {
        if (facts.split.parts[i] != part) continue;
        if (!facts.isUsed(i)) {
            ++unreadable;
            continue;
        }
        const auto& image = facts.cohort.images[i];
        for (std::size_t f = 0; f < image.labels.size(); ++f) {
            if (image.labels[f] == Label::Unknown) continue;
            auto& count = cases[facts.cohort.findings[f]][image.labels[f] == Label::Present ? "positives" : "negatives"];
            count = count.get<long>() + 1;
        }
    }
    const auto used = countUsed(facts, part);
    return {{"images", used.images}, {"patients", used.patients}, {"unreadable", unreadable}, {"findings", cases}};
}

ordered_json dataJson(const RunFacts& facts)
{
    auto data = ordered_json::array();
    for (std::size_t s = 0; s < facts.cohort.counts.size(); ++s) {
        const auto& count = facts.cohort.counts[s];
        const int source = static_cast<int>(s);
        const auto used = countUsed(facts, {}, source);
        const auto unreadable = std::ranges::count_if(
            facts.unreadable, [&](const LostImage& lost) { return facts.cohort.images[lost.index].source == source; });
        data.push_back({{"name", count.name},
                        {"synthetic", facts.recipe.data[s].kind == SourceKind::Phantoms},
                        {"images", used.images},
                        {"patients", used.patients},
                        {"train", countUsed(facts, Part::Train, source).images},
                        {"validation", countUsed(facts, Part::Validation, source).images},
                        {"test", countUsed(facts, Part::Test, source).images},
                        {"table_rows", count.tableRows},
                        {"rows_without_image", count.rowsWithoutImage},
                        {"images_without_row", count.imagesWithoutRow},
                        {"left_out",
                         {{"age", count.outsideAges},
                          {"no_known_finding", count.unlabelled},
                          {"other_finding", count.unknownFindings},
                          {"without_finding", count.withoutFinding},
                          {"outside_parts", count.outsideParts},
                          {"unreadable", unreadable}}},
                        {"images_of_unknown_patients", count.ownPatients}});
    }
    return data;
}

std::string reportJson(const RunFacts& facts, const RunEvaluation& run)
{
    ordered_json report;
    report["format"] = 1;
    report["model"] = facts.recipe.name + " " + facts.recipe.version;
    report["program"] = facts.request.programVersion;
    report["best_epoch"] = facts.bestEpoch;
    report["recipe_sha256"] = facts.recipeSha256;
    if (facts.endedEarly) report["ended_early"] = {{"epochs", facts.history.size()}, {"of", facts.recipe.training.epochs}};
    report["aim"] = facts.recipe.operatingPointAim;
    report["bootstrap"] = {{"resamples", evaluation::ReportOptions{}.resamples}, {"seed", facts.recipe.seed}, {"unit", "patient"}};
    std::vector<evaluation::FindingReport> reports;
    for (const auto& each : run.findings)
        reports.push_back(each.report);
    report["remarks"] = remarksOn(reports);
    report["data"] = dataJson(facts);
    report["data_remarks"] = facts.cohort.remarks;
    for (const auto& remark : facts.split.remarks)
        report["data_remarks"].push_back(remark);
    auto& split = report["split"];
    split["sha256"] = facts.splitSha256;
    split["patients_in_two_parts"] = sharedPatients(facts.cohort, facts.split).size();
    split["linked_patients"] = facts.split.linkedPatients;
    split["pairs_that_look_the_same"] = facts.split.twins;
    split["pairs_in_two_parts"] = facts.split.tornTwins;
    split["images_compared"] = "aligned"; // a report without this compared hashes alone
    for (const Part part : {Part::Train, Part::Validation, Part::Test})
        split[partName(part)] = partJson(facts, part);
    report["unreadable"] = ordered_json::array();
    for (const auto& lost : facts.unreadable)
        report["unreadable"].push_back({{"path", facts.cohort.images[lost.index].path},
                                        {"part", partName(facts.split.parts[lost.index])},
                                        {"reason", slug(lost.why.kind)}});
    for (const auto& each : run.findings)
        report["findings"][each.name()] = toJson(each);
    addAverages(report, run.overall);
    for (const auto& each : run.findings)
        addSubgroups(report, each.report);
    return report.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string numberText(double value)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

void addPredictions(std::ostringstream& text, const RunFacts& facts, const ScoredPart& part, const std::vector<FindingEvaluation>& findings)
{
    for (std::size_t row = 0; row < part.members.size(); ++row) {
        const auto& image = facts.cohort.images[part.members[row]];
        for (std::size_t f = 0; f < findings.size(); ++f) {
            text << csvField(image.path) << "," << csvField(image.patient) << "," << csvField(findings[f].name()) << ",";
            if (image.labels[f] != Label::Unknown) text << (image.labels[f] == Label::Present ? 1 : 0);
            text << "," << numberText(evaluation::plattProbability(findings[f].platt, part.logits[row][f])) << "\n";
        }
    }
}

Estimate estimate(const evaluation::Interval& interval)
{
    return {interval.value, interval.low, interval.high};
}

ModelManifest manifestOf(const RunFacts& facts, const std::vector<FindingEvaluation>& findings)
{
    auto manifest = plainManifest(facts.recipe, facts.request.programVersion, facts.splitSha256);
    const std::size_t firstFinding = manifest.softmax ? 1 : 0; // before it stands "No Finding"
    for (std::size_t f = 0; f < findings.size(); ++f) {
        const auto& result = findings[f];
        auto& entry = manifest.findings[firstFinding + f];
        entry.calibration = {result.platt.slope, result.platt.offset};
        if (result.calibrated) {
            const auto& counts = result.chosen.counts;
            entry.operatingPoint = {result.chosen.threshold,
                                    facts.recipe.operatingPointAim,
                                    estimate(evaluation::wilson(counts.truePositives, counts.positives())),
                                    estimate(evaluation::wilson(counts.trueNegatives, counts.negatives())),
                                    static_cast<int>(counts.positives()),
                                    static_cast<int>(counts.negatives()),
                                    "validation part of the run"};
        }
        const auto& report = result.report;
        if (result.measured()) entry.auc = estimate(report.aucByPatient.low < report.auc.low ? report.aucByPatient : report.auc);
        entry.testPositives = static_cast<int>(report.positives);
        entry.testNegatives = static_cast<int>(report.negatives);
        entry.validated = result.validated;
        if (!result.reason.empty())
            entry.limits += (entry.limits.empty() ? "" : " ") + std::string("Not validated: ") + result.reason + ".";
    }
    // Of two exclusive classes one is what the other is not.
    if (manifest.softmax && findings.size() == 1) manifest.findings[0].calibration = {findings[0].platt.slope, -findings[0].platt.offset};
    manifest.provenance["bestEpoch"] = std::to_string(facts.bestEpoch);
    manifest.provenance["recipeSha256"] = facts.recipeSha256;
    if (facts.endedEarly)
        manifest.provenance["endedEarly"] =
            "after " + std::to_string(facts.history.size()) + " of " + std::to_string(facts.recipe.training.epochs) + " epochs";
    return manifest;
}

/// What is known of the people, so that groups of them can be told apart in the predictions too.
std::string peopleCsv(const Cohort& cohort, std::initializer_list<const ScoredPart*> parts)
{
    std::ostringstream text;
    text << "path,sex,age,view,scanner\n";
    for (const auto* part : parts)
        for (const auto member : part->members) {
            const auto& image = cohort.images[member];
            text << csvField(image.path) << ',' << csvField(image.sex) << ',';
            if (!std::isnan(image.age)) text << image.age;
            text << ',' << csvField(image.view) << ',' << csvField(image.scanner) << '\n';
        }
    return text.str();
}

} // namespace

bool RunFacts::isUsed(std::size_t image) const
{
    return !std::ranges::binary_search(unreadable, image, {}, &LostImage::index);
}

UsedCount countUsed(const RunFacts& facts, std::optional<Part> part, std::optional<int> source)
{
    UsedCount used;
    std::set<std::string> patients;
    for (std::size_t i = 0; i < facts.cohort.images.size(); ++i) {
        const auto& image = facts.cohort.images[i];
        if ((part && facts.split.parts[i] != *part) || (source && image.source != *source) || !facts.isUsed(i)) continue;
        ++used.images;
        patients.insert(image.patient);
    }
    used.patients = static_cast<long>(patients.size());
    return used;
}

std::size_t imagesScoredAtTheEnd(std::size_t validation, std::size_t test)
{
    return validation + test * (1 + changes().size());
}

Result<RunReport> reportRun(const RunFacts& facts, const PartInputs& validation, const PartInputs& test, const ScoreInputs& score)
{
    auto onValidation = scorePart(validation, facts.recipe.input, score), onTest = scorePart(test, facts.recipe.input, score);
    if (!onValidation) return onValidation.error();
    if (!onTest) return onTest.error();
    const auto changed = scoreChanged(test, facts.recipe.input, score);
    if (!changed) return changed.error();
    const ScoredPart fitted{validation.members, *std::move(onValidation)}, measured{test.members, *std::move(onTest)};
    const auto run = evaluateRun(facts.recipe, facts.cohort, fitted, measured, *changed);
    if (!run) return run.error();
    const auto& findings = run->findings;
    std::ostringstream predictions;
    predictions << "path,patient_id,finding,label,probability\n";
    addPredictions(predictions, facts, fitted, findings);
    addPredictions(predictions, facts, measured, findings);
    if (auto withdrawn = withdrawReport(facts.folder); !withdrawn) return withdrawn.error();
    if (auto written = replaceFile(facts.folder.predictions(), predictions.str()); !written) return written.error();
    if (auto written = replaceFile(facts.folder.people(), peopleCsv(facts.cohort, {&fitted, &measured})); !written) return written.error();
    if (auto written = replaceFile(facts.folder.card(), modelCard(facts, *run)); !written) return written.error();
    return RunReport{manifestOf(facts, findings), reportJson(facts, *run)};
}

} // namespace lucency::model
