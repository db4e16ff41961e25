#pragma once

#include <QString>

#include <string>
#include <vector>

namespace lucency::app {

/// What a key of a recipe holds.
enum class KeyKind { Text, Flag, Whole, Number, Choice, Range, List, Table };

/// One key of the recipe, explained for people. Keys of entries in lists have a star in place of the number: "data.*.name".
struct RecipeKey {
    std::string name;
    KeyKind kind = KeyKind::Text;
    QString explanation;
    double lowest = 0, highest = 0;   ///< of numbers, and of what a range may reach
    std::vector<std::string> choices; ///< of a choice
};

/// Every key that model::toJson() writes, in its order.
const std::vector<RecipeKey>& recipeKeys();

/// The key that explains this one ("data.0.name"); null where there is none.
const RecipeKey* recipeKey(const std::string& key);

/// A key and its value as JSON.
struct RecipeValue {
    std::string key, json;
};

/// The keys of a recipe in full, one a line: "training.epochs", "findings.0.name". Lists of plain values, ranges and the classes of a
/// source stay whole.
std::vector<RecipeValue> recipeValues(const std::string& recipeJson);

} // namespace lucency::app
