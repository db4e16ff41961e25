#include "model/recipe.h"

#include "model/jsonobject.h"
#include "model/recipeaugmentation.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <regex>
#include <sstream>
#include <unordered_set>

namespace lucency::model {

namespace {

using nlohmann::json;

constexpr double oldest = 130;

template<class Value, std::size_t Count>
using Words = std::array<std::pair<Value, const char*>, Count>;

constexpr Words<SourceKind, 3> sourceKinds{
    {{SourceKind::Folders, "folders"}, {SourceKind::Table, "table"}, {SourceKind::Phantoms, "phantoms"}}};
constexpr Words<PositiveWeight, 3> positiveWeights{
    {{PositiveWeight::None, "none"}, {PositiveWeight::Root, "root"}, {PositiveWeight::Balanced, "balanced"}}};
constexpr Words<imaging::Normalisation, 5> normalisations{{{imaging::Normalisation::MinMax, "minmax"},
                                                           {imaging::Normalisation::ImageNet, "imagenet"},
                                                           {imaging::Normalisation::Unit, "unit"},
                                                           {imaging::Normalisation::Percentiles, "percentiles"},
                                                           {imaging::Normalisation::MeanStd, "meanstd"}}};

template<class Value, std::size_t Count>
const char* word(const Words<Value, Count>& words, Value value)
{
    for (const auto& [each, text] : words)
        if (each == value) return text;
    return "";
}

template<class Value, std::size_t Count>
void choice(JsonObject& object, const std::string& key, const Words<Value, Count>& words, Value& value)
{
    std::string text = word(words, value), known;
    object.text(key, text);
    for (const auto& [each, name] : words) {
        if (text == name) {
            value = each;
            return;
        }
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    object.fail(key, "must be one of " + known);
}

/// Reads what follows "sensitivity>=" and the like; true for the aims that evaluation knows.
bool isAim(const std::string& aim)
{
    if (aim == "youden" || aim == "f1") return true;
    for (const std::string_view prefix : {"sensitivity>=", "specificity>="}) {
        if (!aim.starts_with(prefix)) continue;
        double least = 0;
        const auto* end = aim.data() + aim.size();
        const auto [stop, error] = std::from_chars(aim.data() + prefix.size(), end, least);
        return error == std::errc() && stop == end && least > 0 && least < 1;
    }
    return false;
}

/// One number, or the first epoch's and the last one's.
void readShare(JsonObject& object, DataSource& source)
{
    constexpr double most = 100;
    if (!object.has("share")) return;
    const auto& given = object.take("share");
    std::vector<double> shares;
    const auto fits = [](const json& each) { return each.is_number() && each.get<double>() >= 0 && each.get<double>() <= most; };
    if (fits(given)) shares = {given.get<double>()};
    if (given.is_array() && given.size() == 2 && std::all_of(given.begin(), given.end(), fits)) shares = given.get<std::vector<double>>();
    if (shares.empty()) return object.fail("share", "a number from 0 to 100, or [first epoch, last epoch], is needed");
    source.share = shares.front();
    if (shares.size() == 2) source.lastShare = shares.back();
}

void readSource(JsonObject object, DataSource& source, const json& classes)
{
    object.text("name", source.name);
    choice(object, "kind", sourceKinds, source.kind);
    object.texts("folders", source.folders);
    object.texts("knows", source.knows);
    object.text("table", source.table);
    object.text("imageColumn", source.imageColumn);
    object.text("labelColumn", source.labelColumn);
    object.text("ageColumn", source.ageColumn);
    object.text("sexColumn", source.sexColumn);
    object.text("viewColumn", source.viewColumn);
    object.texts("patientPatterns", source.patientPatterns);
    object.number("minimumAge", source.minimumAge, 0, oldest);
    object.number("maximumAge", source.maximumAge, 0, oldest);
    object.integer("count", source.count, 0, 1'000'000);
    readShare(object, source);
    object.take("classes");
    if (classes.is_object()) {
        for (const auto& [folder, present] : classes.items()) {
            if (!present.is_array() || std::any_of(present.begin(), present.end(), [](const json& each) { return !each.is_string(); }))
                return object.fail("classes." + folder, "a list of findings is needed");
            source.classes[folder] = present.get<std::vector<std::string>>();
        }
    } else if (!classes.is_null()) {
        object.fail("classes", "an object of folder: [findings] is needed");
    }
    for (const auto& pattern : source.patientPatterns) {
        try {
            if (std::regex(pattern).mark_count() < 1)
                object.fail("patientPatterns", "a group that holds the patient is needed: " + pattern);
        } catch (const std::regex_error&) {
            object.fail("patientPatterns", "not a regular expression: " + pattern);
        }
    }
    if (source.name.empty()) object.fail("name", "a name is needed");
    if (source.knows.empty()) object.fail("knows", "the findings that these labels tell are needed");
    if (source.kind == SourceKind::Folders && (source.folders.size() != 1 || source.classes.empty()))
        object.fail("folders", "one folder and its classes are needed");
    if (source.kind == SourceKind::Table && (source.folders.empty() || source.table.empty()))
        object.fail("table", "folders and a table are needed");
    if (source.kind == SourceKind::Phantoms && source.count < 1) object.fail("count", "how many phantoms is needed");
    object.finish();
}

void readTraining(JsonObject object, TrainingPlan& plan)
{
    object.integer("epochs", plan.epochs, 1, 10'000);
    object.integer("batch", plan.batch, 1, 4096);
    object.number("learningRate", plan.learningRate, 1e-8, 10);
    object.number("warmUp", plan.warmUp, 0, 0.9);
    object.number("weightDecay", plan.weightDecay, 0, 10);
    object.number("gradientClip", plan.gradientClip, 0, 1e6);
    object.number("averaging", plan.averaging, 0, 0.999999);
    object.number("labelSmoothing", plan.labelSmoothing, 0, 0.5);
    choice(object, "positiveWeight", positiveWeights, plan.positiveWeight);
    object.number("positiveWeightLimit", plan.positiveWeightLimit, 1, 1e6);
    object.text("precision", plan.precision);
    object.integer("patience", plan.patience, 0, 10'000);
    object.text("metric", plan.metric);
    object.integer("metricPositives", plan.metricPositives, 1, 1'000'000);
    if (plan.precision != "bf16" && plan.precision != "fp32") object.fail("precision", "must be bf16 or fp32");
    if (plan.metric != "macro-auc" && plan.metric != "loss" && plan.metric != "last" && !plan.metric.starts_with("auc:"))
        object.fail("metric", "must be macro-auc, loss, last or auc:FINDING");
    object.finish();
}

/// What no single key can say: names that must agree with each other.
std::optional<std::string> disagreement(const Recipe& recipe)
{
    std::unordered_set<std::string> outputs, sources;
    for (const auto& finding : recipe.findings)
        if (!outputs.insert(finding.name).second) return "findings: " + finding.name + " stands twice";
    for (std::size_t i = 0; i < recipe.data.size(); ++i) {
        const auto& source = recipe.data[i];
        const auto key = "data." + std::to_string(i);
        if (!sources.insert(source.name).second) return key + ".name: " + source.name + " stands twice";
        for (const auto& name : source.knows)
            if (!outputs.contains(name)) return key + ".knows: " + name + " is not among the findings";
        for (const auto& [folder, present] : source.classes)
            for (const auto& name : present)
                if (std::find(source.knows.begin(), source.knows.end(), name) == source.knows.end())
                    return key + ".classes." + folder + ": " + name + " is not among what the source knows";
    }
    if (recipe.training.metric.starts_with("auc:") && !outputs.contains(recipe.training.metric.substr(4)))
        return "training.metric: " + recipe.training.metric.substr(4) + " is not among the findings";
    if (recipe.split.validation + recipe.split.test >= 1) return "split: nothing is left for training";
    return std::nullopt;
}

json optional(const std::optional<double>& value)
{
    return value ? json(*value) : json(nullptr);
}

Result<Recipe> recipeFrom(const json& root, const std::string& subject)
{
    std::optional<Failure> failure;
    Recipe recipe;
    JsonObject object(root, "", subject, failure);
    object.integer("format", recipe.format, 1, 1);
    object.text("name", recipe.name);
    object.text("title", recipe.title);
    object.text("description", recipe.description);
    object.text("version", recipe.version);
    object.integer("seed", recipe.seed);
    object.integer("cacheSize", recipe.cacheSize, 16, 2048);
    object.text("architecture", recipe.architecture);
    object.text("initialWeights", recipe.initialWeights);
    object.text("operatingPointAim", recipe.operatingPointAim);
    if (!isAim(recipe.operatingPointAim)) object.fail("operatingPointAim", "must be youden, f1, sensitivity>=X or specificity>=X");

    if (const auto& sources = object.take("data"); sources.is_array()) {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const json classes = sources[i].is_object() && sources[i].contains("classes") ? sources[i].at("classes") : json(nullptr);
            readSource(JsonObject(sources[i], "data." + std::to_string(i), subject, failure), recipe.data.emplace_back(), classes);
        }
    }
    if (const auto& findings = object.take("findings"); findings.is_array()) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            JsonObject entry(findings[i], "findings." + std::to_string(i), subject, failure);
            auto& finding = recipe.findings.emplace_back();
            entry.text("name", finding.name);
            entry.number("weight", finding.weight, 0, 1000);
            entry.number("minimumAge", finding.minimumAge, 0, oldest);
            entry.number("maximumAge", finding.maximumAge, 0, oldest);
            entry.text("limits", finding.limits);
            if (finding.name.empty()) entry.fail("name", "a name is needed");
            entry.finish();
        }
    }
    if (object.has("split")) {
        JsonObject split(object.take("split"), "split", subject, failure);
        split.text("list", recipe.split.list);
        split.number("validation", recipe.split.validation, 0.01, 0.9);
        split.number("test", recipe.split.test, 0.01, 0.9);
        split.finish();
    }
    if (object.has("input")) {
        JsonObject input(object.take("input"), "input", subject, failure);
        input.integer("size", recipe.input.inputSize, 16, 2048);
        input.integer("channels", recipe.input.channels, 1, 3);
        choice(input, "normalisation", normalisations, recipe.input.normalisation);
        if (recipe.input.channels == 2) input.fail("channels", "must be 1 or 3");
        input.finish();
    }
    if (object.has("augmentation"))
        readAugmentation(JsonObject(object.take("augmentation"), "augmentation", subject, failure), recipe.augmentation);
    if (object.has("training")) readTraining(JsonObject(object.take("training"), "training", subject, failure), recipe.training);
    if (recipe.data.empty()) object.fail("data", "at least one source is needed");
    if (recipe.findings.empty()) object.fail("findings", "at least one finding is needed");
    object.finish();
    if (failure) return *std::move(failure);
    if (const auto why = disagreement(recipe)) return Failure{FailureKind::BadRecipe, subject, *why};
    return recipe;
}

Result<json> parse(const std::string& text, const std::string& subject)
{
    try {
        return json::parse(text);
    } catch (const json::exception& error) {
        return Failure{FailureKind::BadRecipe, subject, error.what()};
    }
}

/// Puts "a.0.b=value" into the JSON. Missing objects on the way are made, so that the schema's own check names a wrong key.
Done applySetting(json& root, const std::string& setting)
{
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) return Failure{FailureKind::BadRecipe, setting, "a setting reads key=value"};
    const auto key = setting.substr(0, equals), text = setting.substr(equals + 1);
    json value = json::parse(text, nullptr, false);
    if (value.is_discarded()) value = text;
    json* place = &root;
    std::istringstream steps(key);
    for (std::string step; std::getline(steps, step, '.');) {
        if (place->is_array()) {
            std::size_t index = 0;
            const auto [stop, error] = std::from_chars(step.data(), step.data() + step.size(), index);
            if (error != std::errc() || stop != step.data() + step.size() || index >= place->size())
                return Failure{FailureKind::BadRecipe, setting, key + ": no such entry"};
            place = &(*place)[index];
        } else if (place->is_object() || place->is_null()) {
            place = &(*place)[step];
        } else {
            return Failure{FailureKind::BadRecipe, setting, key + ": no such key"};
        }
    }
    *place = std::move(value);
    return done();
}

Result<std::string> contents(const std::filesystem::path& file)
{
    std::error_code unknown;
    if (!std::filesystem::exists(file, unknown)) return Failure{FailureKind::NotFound, file.string(), ""};
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || !(text << stream.rdbuf())) return Failure{FailureKind::Unreadable, file.string(), ""};
    return text.str();
}

} // namespace

bool isBetter(const TrainingPlan& plan, double metric, double best)
{
    return plan.metric == "last" || metric >= best;
}

double shareAt(const DataSource& source, int epoch, int epochs)
{
    if (!source.lastShare || epochs < 2) return source.share;
    return source.share + (*source.lastShare - source.share) * epoch / (epochs - 1);
}

Result<Recipe> recipeFromJson(const std::string& text, const std::string& subject)
{
    auto root = parse(text, subject);
    if (!root) return root.error();
    return recipeFrom(*root, subject);
}

std::string toJson(const Recipe& recipe)
{
    nlohmann::ordered_json root;
    root["format"] = recipe.format;
    root["name"] = recipe.name;
    root["title"] = recipe.title;
    root["description"] = recipe.description;
    root["version"] = recipe.version;
    root["seed"] = recipe.seed;
    for (const auto& source : recipe.data) {
        nlohmann::ordered_json each;
        each["name"] = source.name;
        each["kind"] = word(sourceKinds, source.kind);
        each["folders"] = source.folders;
        each["knows"] = source.knows;
        each["classes"] = source.classes;
        each["table"] = source.table;
        each["imageColumn"] = source.imageColumn;
        each["labelColumn"] = source.labelColumn;
        each["ageColumn"] = source.ageColumn;
        each["sexColumn"] = source.sexColumn;
        each["viewColumn"] = source.viewColumn;
        each["patientPatterns"] = source.patientPatterns;
        each["minimumAge"] = optional(source.minimumAge);
        each["maximumAge"] = optional(source.maximumAge);
        each["count"] = source.count;
        each["share"] = source.lastShare ? json{source.share, *source.lastShare} : json(source.share);
        root["data"].push_back(std::move(each));
    }
    for (const auto& finding : recipe.findings) {
        nlohmann::ordered_json each;
        each["name"] = finding.name;
        each["weight"] = finding.weight;
        each["minimumAge"] = optional(finding.minimumAge);
        each["maximumAge"] = optional(finding.maximumAge);
        each["limits"] = finding.limits;
        root["findings"].push_back(std::move(each));
    }
    root["split"]["list"] = recipe.split.list;
    root["split"]["validation"] = recipe.split.validation;
    root["split"]["test"] = recipe.split.test;
    root["input"]["size"] = recipe.input.inputSize;
    root["input"]["channels"] = recipe.input.channels;
    root["input"]["normalisation"] = word(normalisations, recipe.input.normalisation);
    root["cacheSize"] = recipe.cacheSize;
    root["architecture"] = recipe.architecture;
    root["initialWeights"] = recipe.initialWeights;
    root["augmentation"] = augmentationToJson(recipe.augmentation);
    const auto& plan = recipe.training;
    auto& training = root["training"];
    training["epochs"] = plan.epochs;
    training["batch"] = plan.batch;
    training["learningRate"] = plan.learningRate;
    training["warmUp"] = plan.warmUp;
    training["weightDecay"] = plan.weightDecay;
    training["gradientClip"] = plan.gradientClip;
    training["averaging"] = plan.averaging;
    training["labelSmoothing"] = plan.labelSmoothing;
    training["positiveWeight"] = word(positiveWeights, plan.positiveWeight);
    training["positiveWeightLimit"] = plan.positiveWeightLimit;
    training["precision"] = plan.precision;
    training["patience"] = plan.patience;
    training["metric"] = plan.metric;
    training["metricPositives"] = plan.metricPositives;
    root["operatingPointAim"] = recipe.operatingPointAim;
    return root.dump(2) + "\n";
}

Result<Recipe> readRecipe(const std::filesystem::path& file, std::span<const std::string> settings)
{
    const auto text = contents(file);
    if (!text) return text.error();
    auto root = parse(*text, file.string());
    if (!root) return root.error();
    for (const auto& setting : settings)
        if (auto applied = applySetting(*root, setting); !applied) return applied.error();
    return recipeFrom(*root, file.string());
}

Result<std::vector<std::array<std::string, 2>>> listRecipes(const std::filesystem::path& folder)
{
    std::vector<std::array<std::string, 2>> recipes;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        if (entry->path().extension() != ".json") continue;
        auto recipe = readRecipe(entry->path());
        if (!recipe) return recipe.error();
        recipes.push_back({entry->path().stem().string(), recipe->title});
    }
    if (failed) return Failure{FailureKind::Unreadable, folder.string(), failed.message()};
    std::sort(recipes.begin(), recipes.end());
    return recipes;
}

} // namespace lucency::model
