#pragma once

#include <torch/nn/modules/conv.h>

namespace lucency::model {

/// Whether trainedConvolution() can take the convolution of x, and is faster than LibTorch's own: in main memory, under bf16 autocast with
/// gradients, 3 x 3 filters in steps of 1 with an edge of zeros and no bias, channels a multiple of 32, on a processor that multiplies
/// bfloat16 in vectors (AVX512_BF16) but not in tiles (AMX).
bool takesTrained(const torch::nn::Conv2d& convolution, const torch::Tensor& x);

/// The convolution of x in bfloat16 with sums in float32, as an operation that can be differentiated once; gradients of filters are not
/// rounded to bfloat16. By Winograd's minimal filtering, which takes 4 products where 9 are usual: what is multiplied is rounded to
/// bfloat16 once more. Shares its work out (computeteam.h); the same numbers for any number of threads.
torch::Tensor trainedConvolution(torch::nn::Conv2d& convolution, const torch::Tensor& x);

} // namespace lucency::model
