#pragma once

#include "model/recipe.h"

#include <filesystem>
#include <string>

namespace lucency::model {

/// In which keys a recipe differs from that which a run began with, as a sentence for people: each by name with both values, as in
/// "training.epochs is 5, the run began with 2"; of more than four the others are counted. Empty where nothing differs.
std::string recipeChanges(const Recipe& begun, const Recipe& now);

/// Whether a run may go on with a recipe: its file is that of the SHA-256 with which the run's state was learnt, and says the same. A file
/// of an earlier version, which lacks keys that have come since, means their defaults. Fails with ModelMismatch whose subject is the file
/// and whose detail names the keys.
Done checkRecipe(const std::filesystem::path& file, const std::string& learntWith, const Recipe& now);

} // namespace lucency::model
