#pragma once

#include "model/manifest.h"

#include <filesystem>
#include <optional>

namespace lucency::model {

/// What a .safetensors file says of itself at its beginning, at once and unverified, for work that may begin before the model is loaded and
/// is thrown away where it was in vain. Nothing where there is no manifest or it cannot be read: Classifier::load() says why.
std::optional<ModelManifest> peekManifest(const std::filesystem::path& file);

/// Whether it is a .safetensors file whose header names tensors and no manifest: weights that somebody else made. No exception leaves it.
bool holdsWeightsAlone(const std::filesystem::path& file);

} // namespace lucency::model
