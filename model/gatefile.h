#pragma once

#include "imaging/result.h"
#include "model/gate.h"

#include <torch/types.h>

#include <map>
#include <optional>
#include <string>

namespace lucency::model {

/// The tensors "gate.*" under which a model file keeps its gate, all of one dimension so that they stay exact.
void putGate(const Gate& gate, std::map<std::string, torch::Tensor>& tensors);

/// Takes a gate out of a file's tensors; nothing where they hold none. Fails with ModelDamaged where it is incomplete or unsound.
Result<std::optional<Gate>> takeGate(std::map<std::string, torch::Tensor>& tensors, const std::string& subject);

} // namespace lucency::model
