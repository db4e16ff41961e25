#pragma once

#include "model/recipe.h"

#include <QString>

#include <filesystem>

namespace lucency::app {

/// What the wizard hands to the training queue: all that a run needs. The run folder, once it is made, is the same as one of
/// `lucency train`.
struct TrainingOrder {
    model::Recipe recipe; ///< complete: its findings are named
    std::filesystem::path dataFolder, runFolder;
    QString note; ///< of the person who ordered it, may be empty
};

} // namespace lucency::app
