#pragma once

#include "imaging/result.h"

#include <opencv2/core/mat.hpp>
#include <torch/types.h>

#include <exception>
#include <span>
#include <string>

namespace lucency::model {

/// Inputs, at least one, of one size and type (CV_32FC1 or CV_32FC3) as N x C x H x W in channels-last order, which is how OpenCV keeps an
/// image: one copy and no permutation.
torch::Tensor inputBatch(std::span<const cv::Mat> inputs);

/// What LibTorch threw while it computed, as OutOfMemory or Internal of that file. The detail is its own sentence, without the traces of
/// its stack and of a script's.
Failure computingFailure(const std::exception& e, const std::string& file);

} // namespace lucency::model
