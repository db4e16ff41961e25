#include "model/recipeagreement.h"

#include "model/architecturenames.h"
#include "model/datafolder.h"
#include "model/findingnames.h"
#include "model/trainervalidation.h"

#include <algorithm>
#include <unordered_set>

namespace lucency::model {

namespace {

using Names = std::unordered_set<std::string>;

std::optional<std::string> sourceDisagreement(const DataSource& source, const std::string& key, const Names& outputs)
{
    // The findings of a recipe that has none yet are those that lie in the data.
    const bool open = outputs.empty();
    for (const auto& name : source.knows)
        if (!open && !outputs.contains(name)) return key + ".knows: " + name + " is not among the findings";
    for (const auto& [folder, present] : source.classes) {
        for (const auto& name : present) {
            const bool known = source.knows.empty() ? open || outputs.contains(name)
                                                    : std::find(source.knows.begin(), source.knows.end(), name) != source.knows.end();
            // A class that stands for itself is a finding that is not learnt.
            if (!known && plainName(name) != plainName(folder))
                return key + ".classes." + folder + ": " + name + " is not among what the source knows";
        }
    }
    return std::nullopt;
}

std::optional<std::string> networkDisagreement(const Recipe& recipe)
{
    const auto known = architectureNames();
    if (std::find(known.begin(), known.end(), recipe.architecture) == known.end()) {
        std::string names;
        for (const auto& name : known)
            names += (names.empty() ? "" : ", ") + name;
        return "architecture: must be one of " + names;
    }
    const bool pools = recipe.architecture != "cnn64";
    if ((recipe.transitionSize > 0) != (recipe.transitionDepth > 0)) return "transition: size and depth are needed, or neither";
    if (recipe.transitionSize > 0 && !pools) return "transition: " + recipe.architecture + " has no feature map that is pooled";
    if (recipe.attention && !pools) return "attention: " + recipe.architecture + " has no feature map that is pooled";
    return std::nullopt;
}

} // namespace

std::optional<std::string> disagreement(const Recipe& recipe)
{
    Names outputs, sources;
    for (const auto& finding : recipe.findings)
        if (!outputs.insert(finding.name).second) return "findings: " + finding.name + " stands twice";
    const bool found = std::any_of(recipe.data.begin(), recipe.data.end(), [](const auto& each) { return each.kind == SourceKind::Found; });
    if (outputs.empty() && !found) return "findings: at least one finding is needed";
    for (std::size_t i = 0; i < recipe.data.size(); ++i) {
        const auto key = "data." + std::to_string(i);
        if (!sources.insert(recipe.data[i].name).second) return key + ".name: " + recipe.data[i].name + " stands twice";
        if (auto why = sourceDisagreement(recipe.data[i], key, outputs)) return why;
    }
    const auto measured = findingOfMetric(spellMetric(recipe.training.metric, recipe.findings));
    if (!measured.empty() && !outputs.empty() && !outputs.contains(measured))
        return "training.metric: " + measured + " is not among the findings";
    if (recipe.split.validation + recipe.split.test >= 1) return "split: nothing is left for training";
    return networkDisagreement(recipe);
}

} // namespace lucency::model
