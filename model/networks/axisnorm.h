#pragma once

#include <torch/nn/modules/batchnorm.h>

namespace lucency::model {

/// norm(x) where each of the norm's channels is one run of memory in each image: of an N x C x H x W map in that order, where C may be what
/// the norm takes for channels. While the norm learns, in main memory and float32, it is done channel by channel in two passes forward and
/// two back; elsewhere by LibTorch. The same numbers for any number of threads.
torch::Tensor normedInRuns(torch::nn::BatchNorm2d& norm, const torch::Tensor& x);

} // namespace lucency::model
