#pragma once

#include "model/weights.h"

#include <torch/types.h>

namespace lucency::model {

/// Reads .safetensors: eight bytes of header length, a JSON header, the tensors without holes. See readWeights().
Result<WeightsFile> readSafetensors(const std::filesystem::path& file);

/// Whether a file begins as .safetensors does: a plausible header length and an opening brace.
bool looksLikeSafetensors(const std::filesystem::path& file);

} // namespace lucency::model
