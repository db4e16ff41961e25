#pragma once

#include "model/weights.h"

#include <torch/types.h>

namespace lucency::model {

/// Whether a zip file made by torch holds a TorchScript module instead of a state dict. False when it is no such file.
bool holdsTorchScript(const std::filesystem::path& file);

/// Whether every entry of a TorchScript file is as it was written, which torch::jit::load() does not ask: a flipped bit would be scored
/// with. Fails with ModelDamaged, NotAModel or Unreadable.
Done verifyTorchScript(const std::filesystem::path& file);

/// Reads a state dict of torch.save(): a dictionary of tensors, or a checkpoint with one under "state_dict" or "model". A prefix
/// "module." that all names share is taken off. See readWeights().
Result<WeightsFile> readTorchZip(const std::filesystem::path& file);

} // namespace lucency::model
