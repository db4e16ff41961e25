#pragma once

#include "model/classifier.h"
#include "model/inference.h"
#include "model/manifest.h"

#include <c10/core/Device.h>

#include <filesystem>
#include <memory>

namespace lucency::model {

/// Loads a TorchScript file and makes its manifest of options.foreign. It is run as it was saved, but weights of another precision than
/// fp32 are converted where it needs that. Fails as Classifier::load() does; a script that cannot work on inputs as it will get them fails
/// with ModelMismatch or BadNumber.
Result<std::unique_ptr<Inference>> loadScript(const std::filesystem::path& file, const ClassifierOptions& options,
                                              const c10::Device& device, ModelManifest& manifest);

} // namespace lucency::model
