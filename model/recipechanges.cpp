#include "model/recipechanges.h"

#include "model/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace lucency::model {

namespace {

using nlohmann::json;

/// What is long, a text or a list, would hide the names of the keys.
std::string shown(const json& value)
{
    constexpr std::size_t longest = 60;
    auto text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    return text.size() > longest ? "another" : text;
}

void compare(const json& begun, const json& now, const std::string& key, std::vector<std::string>& changes)
{
    if (begun == now) return;
    const auto below = [&](const std::string& step) { return key.empty() ? step : key + "." + step; };
    const auto& nothing = json();
    if (begun.is_object() && now.is_object()) {
        for (const auto& [step, value] : now.items())
            compare(begun.contains(step) ? begun.at(step) : nothing, value, below(step), changes);
        for (const auto& [step, value] : begun.items())
            if (!now.contains(step)) compare(value, nothing, below(step), changes);
        return;
    }
    // Lists of objects have keys of their own; ranges are values.
    const auto hasObjects = [](const json& list) { return list.is_array() && !list.empty() && list.front().is_object(); };
    if (hasObjects(begun) && hasObjects(now)) {
        for (std::size_t i = 0; i < std::max(begun.size(), now.size()); ++i)
            compare(i < begun.size() ? begun[i] : nothing, i < now.size() ? now[i] : nothing, below(std::to_string(i)), changes);
        return;
    }
    const auto before = shown(begun), after = shown(now);
    changes.push_back(before == after ? key + " is another than the run began with"
                                      : key + " is " + after + ", the run began with " + before);
}

} // namespace

std::string recipeChanges(const Recipe& begun, const Recipe& now)
{
    std::vector<std::string> changes;
    compare(json::parse(toJson(begun)), json::parse(toJson(now)), "", changes);
    constexpr std::size_t named = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(changes.size(), named); ++i)
        text += (i == 0 ? "" : "; ") + changes[i];
    if (changes.size() > named) text += "; and " + std::to_string(changes.size() - named) + " more";
    return text;
}

Done checkRecipe(const std::filesystem::path& file, const std::string& learntWith, const Recipe& now)
{
    if (learntWith == sha256(toJson(now))) return done();
    const auto written = sha256OfFile(file);
    const auto begun = readRecipe(file);
    if (!written || !begun || *written != learntWith)
        return Failure{FailureKind::ModelMismatch, file.string(), "it is not the recipe that the run began with"};
    const auto changes = recipeChanges(*begun, now);
    return changes.empty() ? done() : Done(Failure{FailureKind::ModelMismatch, file.string(), changes});
}

} // namespace lucency::model
