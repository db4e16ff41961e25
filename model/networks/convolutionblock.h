#pragma once

#include <torch/nn/modules/conv.h>

namespace lucency::model {

/// dropout(ELU(max pool(convolution(x)))), of 3 x 3 filters with an edge of zeros and a pool of 2 x 2, as one operation that can be
/// differentiated once; dropped is the share that is dropped. In main memory in float32, but that under bf16 autocast the way forward
/// multiplies in bfloat16 where winogradIsFast() and there are more than a few inputs. The same numbers for any number of threads; what is
/// dropped is drawn from LibTorch's default generator. See takesReduced() for what it can take.
torch::Tensor reducedConvolution(torch::nn::Conv2d& convolution, const torch::Tensor& x, double dropped);

/// Whether reducedConvolution() can take the convolution of x: in main memory and float32, an even number of rows and columns, 32 outputs
/// or a multiple, and 16 inputs or a multiple, or few.
bool takesReduced(const torch::nn::Conv2d& convolution, const torch::Tensor& x);

} // namespace lucency::model
