#pragma once

#include "model/manifest.h"

#include <filesystem>
#include <string>

namespace lucency::test {

/// A manifest of two validated findings ("Effusion", "Mass") and one that is not ("Nodule"), one channel.
model::ModelManifest seededManifest(const std::string& architecture = "resnet18", int inputSize = 64);

/// Writes a network with seeded random weights that nobody trained. False when that fails.
bool writeSeededModel(const std::filesystem::path& file, const model::ModelManifest& manifest);

/// Writes a TorchScript file that gives three outputs for each image of three channels: what the words are, as Python, for the images x and
/// the three weights self.weight, such as "x.mean([2, 3]).mul(self.weight)".
void writeScript(const std::filesystem::path& file, const std::string& answer);

} // namespace lucency::test
