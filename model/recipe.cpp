#include "model/recipe.h"

#include "model/evaluation/operatingpoint.h"
#include "model/findingword.h"
#include "model/jsonobject.h"
#include "model/recipeagreement.h"
#include "model/recipeaugmentation.h"
#include "model/recipesource.h"
#include "model/recipetraining.h"
#include "model/recipewords.h"

namespace lucency::model {

namespace {

using nlohmann::json;

void readFinding(JsonObject object, RecipeFinding& finding)
{
    object.text("name", finding.name);
    object.number("weight", finding.weight, 0, 1000);
    object.number("minimumAge", finding.minimumAge, 0, oldest);
    object.number("maximumAge", finding.maximumAge, 0, oldest);
    object.text("limits", finding.limits);
    if (finding.name.empty()) object.fail("name", "a name is needed");
    if (finding.minimumAge && finding.maximumAge && *finding.maximumAge < *finding.minimumAge)
        object.fail("maximumAge", "must not lie below minimumAge");
    // A model of such a name would not be read again.
    if (!finding.name.empty() && !isFindingName(finding.name)) object.fail("name", "holds ';', '=' or control characters, or spaces alone");
    object.finish();
}

void readSplitPlan(JsonObject object, SplitPlan& plan)
{
    object.text("list", plan.list);
    object.text("trainingList", plan.trainingList);
    object.number("validation", plan.validation, 0.01, 0.9);
    object.number("test", plan.test, 0.01, 0.9);
    object.finish();
}

void readInput(JsonObject object, imaging::Preprocessing& input)
{
    object.integer("size", input.inputSize, 16, 2048);
    object.integer("channels", input.channels, 1, 3);
    choice(object, "normalisation", normalisations, input.normalisation);
    if (input.channels == 2) object.fail("channels", "must be 1 or 3");
    object.finish();
}

void readTransition(JsonObject object, Recipe& recipe)
{
    object.integer("size", recipe.transitionSize, 0, 64);
    object.integer("depth", recipe.transitionDepth, 0, 4096);
    object.finish();
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
    if (!evaluation::isAim(recipe.operatingPointAim))
        object.fail("operatingPointAim", "must be youden, f1, sensitivity>=X, specificity>=X or cost=X");

    const auto inside = [&](const std::string& key) { return JsonObject(object.take(key), key, subject, failure); };
    const auto entries = [&](const std::string& key, const auto& read) {
        if (!object.has(key)) return;
        const auto& list = object.take(key);
        if (!list.is_array()) return object.fail(key, "a list is needed");
        for (std::size_t i = 0; i < list.size(); ++i)
            read(JsonObject(list[i], key + "." + std::to_string(i), subject, failure));
    };
    entries("data", [&](JsonObject entry) { readSource(std::move(entry), recipe.data.emplace_back()); });
    entries("findings", [&](JsonObject entry) { readFinding(std::move(entry), recipe.findings.emplace_back()); });
    if (object.has("split")) readSplitPlan(inside("split"), recipe.split);
    if (object.has("input")) readInput(inside("input"), recipe.input);
    if (object.has("transition")) readTransition(inside("transition"), recipe);
    object.flag("attention", recipe.attention);
    if (object.has("augmentation")) readAugmentation(inside("augmentation"), recipe.augmentation);
    if (object.has("training")) readTraining(inside("training"), recipe.training);
    if (recipe.data.empty()) object.fail("data", "at least one source is needed");
    object.finish();
    if (failure) return *std::move(failure);
    if (const auto why = disagreement(recipe)) return Failure{FailureKind::BadRecipe, subject, *why};
    return recipe;
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
    try {
        const auto parsed = parseOnce(text, subject);
        if (!parsed) return parsed.error();
        return recipeFrom(*parsed, subject);
    } catch (const json::exception& error) {
        return Failure{FailureKind::BadRecipe, subject, error.what()};
    }
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
    for (const auto& source : recipe.data)
        root["data"].push_back(sourceToJson(source));
    root["findings"] = nlohmann::ordered_json::array();
    for (const auto& finding : recipe.findings) {
        nlohmann::ordered_json each;
        each["name"] = finding.name;
        each["weight"] = finding.weight;
        each["minimumAge"] = jsonOf(finding.minimumAge);
        each["maximumAge"] = jsonOf(finding.maximumAge);
        each["limits"] = finding.limits;
        root["findings"].push_back(std::move(each));
    }
    root["split"]["list"] = recipe.split.list;
    root["split"]["trainingList"] = recipe.split.trainingList;
    root["split"]["validation"] = recipe.split.validation;
    root["split"]["test"] = recipe.split.test;
    root["input"]["size"] = recipe.input.inputSize;
    root["input"]["channels"] = recipe.input.channels;
    root["input"]["normalisation"] = word(normalisations, recipe.input.normalisation);
    root["cacheSize"] = recipe.cacheSize;
    root["architecture"] = recipe.architecture;
    root["transition"]["size"] = recipe.transitionSize;
    root["transition"]["depth"] = recipe.transitionDepth;
    root["attention"] = recipe.attention;
    root["initialWeights"] = recipe.initialWeights;
    root["augmentation"] = augmentationToJson(recipe.augmentation);
    root["training"] = trainingToJson(recipe.training);
    root["operatingPointAim"] = recipe.operatingPointAim;
    return root.dump(2) + "\n";
}

} // namespace lucency::model
