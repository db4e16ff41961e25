#pragma once

#include <torch/nn/modules/batchnorm.h>

namespace lucency::model {

/// What a batch norm is followed by.
enum class AfterNorm {
    Nothing,
    Relu,
    ReluAndPool, ///< ReLU, then the largest of 3 x 3 neighbours in steps of 2, the edge left out
};

/// norm(x), or of norm(x) + added, what follows it. In main memory with channels side by side, while the norm learns, the forward pass goes
/// twice over memory and the backward pass twice, in float32 whatever x is; elsewhere it is LibTorch's own operations. The same numbers for
/// any number of threads. Nothing is added before a pool. Thread-safe for different norms.
torch::Tensor normed(torch::nn::BatchNorm2d& norm, const torch::Tensor& x, AfterNorm after, const torch::Tensor& added = {});

} // namespace lucency::model
