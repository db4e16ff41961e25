#pragma once

#include "imaging/preprocess.h"
#include "imaging/result.h"
#include "model/classifier.h"
#include "model/inference.h"
#include "model/manifest.h"

#include <torch/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace lucency::model {

/// Whether enough is said of weights without a manifest. Fails with NotAModel where nothing is, and with BadArgument.
Done checkForeign(const std::optional<ForeignWeights>& foreign, const std::string& subject);

/// The manifest of weights made elsewhere, whose network takes so many channels. Its findings are shown: a person asked for these weights
/// by name.
ModelManifest manifestOf(const ForeignWeights& foreign, const std::filesystem::path& file, int channels);

/// The name of the first tensor with a value that is not finite; empty where all are numbers.
std::string firstNotFinite(const std::map<std::string, torch::Tensor>& tensors);

/// Runs a network of which nobody knows whether it can work on an input such as it will get: a grey wedge, because a network that scales
/// its input by itself would make no number out of an even one. Fails with ModelMismatch where it cannot run on such an input, with
/// BadNumber where it gives no numbers, and with OutOfMemory; the detail says what is wrong in words.
Done tryForeign(const Inference& inference, const imaging::Preprocessing& how, const std::string& subject, int images = 1);

} // namespace lucency::model
