#pragma once

#include <filesystem>

namespace lucency::app {

/// The folder of what is shipped with the program (models, recipes, samples): ../share/lucency from the executable's own folder, or
/// LUCENCY_RESOURCES where that is set.
std::filesystem::path resourceFolder();

/// The model that is used when none is named.
std::filesystem::path defaultModel();

/// The folder of what can be made anew: lucency below XDG_CACHE_HOME, or below ~/.cache where that is not set.
std::filesystem::path cacheFolder();

/// The file that keeps in which precision each model is computed here; see model::ClassifierOptions.
std::filesystem::path precisionMemo();

} // namespace lucency::app
