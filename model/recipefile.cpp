#include "model/recipe.h"

#include "imaging/regularfile.h"
#include "model/jsonobject.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

namespace lucency::model {

namespace {

using nlohmann::json;

/// Puts "a.0.b=value" into the JSON. Missing objects on the way are made, so that the schema's own check names a wrong key.
Done applySetting(json& root, const std::string& setting)
{
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) return Failure{FailureKind::BadRecipe, setting, "a setting reads key=value"};
    const auto key = setting.substr(0, equals), text = setting.substr(equals + 1);
    json value = json::parse(text, nullptr, false);
    if (value.is_discarded()) value = text;
    json* place = &root;
    // Entries of a list that the recipe leaves as it is by default can be set too.
    static const json usual = json::parse(toJson(Recipe()));
    const json* byDefault = &usual;
    std::istringstream steps(key);
    for (std::string step; std::getline(steps, step, '.');) {
        if (place->is_array()) {
            std::size_t index = 0;
            const auto [stop, error] = std::from_chars(step.data(), step.data() + step.size(), index);
            if (error != std::errc() || stop != step.data() + step.size() || index >= place->size())
                return Failure{FailureKind::BadRecipe, setting, key + ": no such entry"};
            place = &(*place)[index];
            byDefault = nullptr;
        } else if (place->is_object() || place->is_null()) {
            byDefault = byDefault && byDefault->is_object() && byDefault->contains(step) ? &byDefault->at(step) : nullptr;
            place = &(*place)[step];
            if (place->is_null() && byDefault && byDefault->is_array()) *place = *byDefault;
        } else {
            return Failure{FailureKind::BadRecipe, setting, key + ": no such key"};
        }
    }
    *place = std::move(value);
    return done();
}

Result<std::string> contents(const std::filesystem::path& file)
{
    if (auto regular = imaging::checkRegularFile(file); !regular) return regular.error();
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (stream && stream.peek() == std::ifstream::traits_type::eof() && !stream.bad()) return std::string(); // nothing to put into a stream
    if (!stream || !(text << stream.rdbuf())) return Failure{FailureKind::Unreadable, file.string(), ""};
    return text.str();
}

} // namespace

Result<Recipe> readRecipe(const std::filesystem::path& file, std::span<const std::string> settings)
{
    const auto text = contents(file);
    if (!text) return text.error();
    if (settings.empty()) return recipeFromJson(*text, file.string());
    auto parsed = parseOnce(*text, file.string());
    if (!parsed) return parsed.error();
    json root = *std::move(parsed);
    for (const auto& setting : settings)
        if (auto applied = applySetting(root, setting); !applied) return applied.error();
    return recipeFromJson(root.dump(-1, ' ', false, json::error_handler_t::replace), file.string());
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
