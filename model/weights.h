#pragma once

#include "imaging/result.h"
#include "model/gate.h"
#include "model/manifest.h"

#include <torch/nn/module.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace lucency::model {

/// Named tensors as they stand in a file, and its manifest where it has one.
struct WeightsFile {
    std::map<std::string, torch::Tensor> tensors;
    std::optional<ModelManifest> manifest;
    std::optional<Gate> gate;                    ///< not among the tensors
    std::map<std::string, std::string> metadata; ///< every entry of __metadata__, as strings
};

/// Reads .safetensors or a .pth state dict (zip format, without running any code it holds). Every offset, shape and type is checked
/// against the file's length before anything is allocated. Fails with NotFound, Unreadable, NotAModel, ModelDamaged or ModelTooNew.
Result<WeightsFile> readWeights(const std::filesystem::path& file);

/// Writes .safetensors atomically (temporary file, flush, rename), with the manifest and the SHA-256 of the tensor bytes and of the header
/// in __metadata__. With half, floating tensors of two and more dimensions are stored as float16; norms and biases stay exact. Refuses
/// non-finite values (BadNumber). Fails with CannotWrite or DiskFull.
Done writeWeights(const std::filesystem::path& file, const WeightsFile& weights, bool half = false);

/// Gives the tensors of a foreign file the names that torchvision has today: DataParallel's "module." is taken away, and the "norm.1" of
/// DenseNet files from before torchvision 0.3 becomes "norm1". Names that are today's already stay.
void renameForeign(WeightsFile& weights);

/// Copies tensors into a module's parameters and buffers by name. Fails with ModelMismatch naming the first missing, surplus or
/// misshapen tensor and its shapes.
Done copyIntoModule(const WeightsFile& weights, torch::nn::Module& module, const std::string& subject);

} // namespace lucency::model
