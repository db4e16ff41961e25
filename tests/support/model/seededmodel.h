#pragma once

#include "model/manifest.h"

#include <filesystem>

namespace lucency::test {

/// A manifest of two validated findings ("Effusion", "Mass") and one that is not ("Nodule"), one channel.
model::ModelManifest seededManifest(const std::string& architecture = "resnet18", int inputSize = 64);

/// Writes a network with seeded random weights that nobody trained. False when that fails.
bool writeSeededModel(const std::filesystem::path& file, const model::ModelManifest& manifest);

} // namespace lucency::test
