#pragma once

#include <torch/nn/modules/linear.h>

namespace lucency::model {

/// A linear layer of x (N x inputs) that can be differentiated once. In main memory and float32, with a multiple of 64 inputs, by loops of
/// our own, whatever autocast says: LibTorch takes it to the plainest BLAS there, or rounds all weights to bfloat16 first. Elsewhere
/// LibTorch's. The same numbers for any number of threads.
torch::Tensor dense(torch::nn::Linear& layer, const torch::Tensor& x);

} // namespace lucency::model
