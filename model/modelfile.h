#pragma once

#include "imaging/result.h"
#include "model/manifest.h"

#include <filesystem>

namespace lucency::model {

/// What a model file says of itself, after the whole file was verified; takes as long as reading it. Fails as Classifier::load() does with
/// a file that is none, and with NotAModel for weights without a manifest.
Result<ModelManifest> readManifest(const std::filesystem::path& file);

/// Writes a copy of a model with another manifest, such as other operating points: same weights, value for value, same gate, same network.
/// Atomic. Returns the manifest as it is read back, with the SHA-256 of the new file. Fails as readManifest(), with ModelMismatch where the
/// manifest names another network, preprocessing or findings than the file's own, CannotWrite or DiskFull.
Result<ModelManifest> copyModel(const std::filesystem::path& from, const ModelManifest& manifest, const std::filesystem::path& to);

} // namespace lucency::model
