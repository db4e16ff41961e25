#pragma once

#include <torch/nn/modules/batchnorm.h>

namespace lucency::model {

/// A batch norm in evaluation and the ReLU behind it as one pass over memory, for networks that normalise before they convolve, where the
/// norm cannot be folded into a convolution. Keeps the numbers, not the module.
class NormRelu {
public:
    NormRelu() = default;
    explicit NormRelu(const torch::nn::BatchNorm2d& norm);

    bool isReady() const { return m_scale.defined(); }

    /// Whether x can be taken: in main memory, float32 or bfloat16, its channels side by side, and no gradient asked for.
    static bool takes(const torch::Tensor& x);

    /// max(0, norm(x)), N x C x H x W and dense in channels-last order; x may be the first channels of a wider map.
    torch::Tensor operator()(const torch::Tensor& x) const;

private:
    torch::Tensor m_scale, m_shift; ///< float32, one a channel
};

/// max(0, x), in place where no gradient is asked for. LibTorch 1.13 takes bfloat16 through float32 and back for it. What is no number
/// stays none.
torch::Tensor rectified(torch::Tensor x);

} // namespace lucency::model
