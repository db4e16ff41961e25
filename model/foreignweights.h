#pragma once

#include "imaging/preprocess.h"
#include "imaging/result.h"
#include "model/classifier.h"
#include "model/inference.h"
#include "model/manifest.h"

#include <opencv2/core/mat.hpp>
#include <torch/types.h>

#include <array>
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

/// Two inputs to try a network of which nobody knows anything on: grey wedges, because a network that scales its input by itself would make
/// no number out of an even one. The second has another range, mean and deviation than the first.
std::array<cv::Mat, 2> trialWedges(const imaging::Preprocessing& how);

/// Runs a network of which nobody knows whether it can work on an input such as it will get: the first of trialWedges(). Fails with
/// ModelMismatch where it cannot run on such an input, with BadNumber where it gives no numbers, and with OutOfMemory; the detail says what
/// is wrong in words.
Done tryForeign(const Inference& inference, const imaging::Preprocessing& how, const std::string& subject);

} // namespace lucency::model
