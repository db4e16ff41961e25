#include "app/training/recipekeys.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace lucency::app {

namespace {

using json = nlohmann::ordered_json;

/// "data.0.name" as "data.*.name".
std::string starred(const std::string& key)
{
    std::string name;
    for (std::size_t begin = 0; begin <= key.size();) {
        const auto end = std::min(key.find('.', begin), key.size());
        const auto step = key.substr(begin, end - begin);
        const bool number = !step.empty() && std::all_of(step.begin(), step.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
        name += (name.empty() ? "" : ".") + (number ? std::string("*") : step);
        begin = end + 1;
    }
    return name;
}

void addValues(const json& value, const std::string& key, std::vector<RecipeValue>& values)
{
    const auto* known = recipeKey(key);
    const bool branches = !known && (value.is_object() || (value.is_array() && !value.empty() && value.front().is_object()));
    if (!branches) {
        // A list of entries that has none has no keys either.
        if (known || !value.is_array() || !value.empty())
            values.push_back({key, value.dump(-1, ' ', false, json::error_handler_t::replace)});
        return;
    }
    if (value.is_object())
        for (const auto& [name, each] : value.items())
            addValues(each, key.empty() ? name : key + "." + name, values);
    else
        for (std::size_t i = 0; i < value.size(); ++i)
            addValues(value[i], key + "." + std::to_string(i), values);
}

} // namespace

const RecipeKey* recipeKey(const std::string& key)
{
    const auto name = starred(key);
    const auto& all = recipeKeys();
    const auto found = std::find_if(all.begin(), all.end(), [&](const RecipeKey& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<RecipeValue> recipeValues(const std::string& recipeJson)
{
    std::vector<RecipeValue> values;
    const auto root = json::parse(recipeJson, nullptr, false);
    if (!root.is_discarded()) addValues(root, "", values);
    return values;
}

} // namespace lucency::app
