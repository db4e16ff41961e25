#pragma once

#include <torch/types.h>

namespace lucency::model {

/// Weights of the terms of the loss, one a finding.
struct LossWeights {
    torch::Tensor finding;  ///< of the finding's whole term
    torch::Tensor positive; ///< of its present cases against its absent ones
};

/// Binary cross-entropy over the known labels (NaN: unknown, without any gradient), summed over findings and averaged over the images.
/// Logits and labels are N x findings in float32; smoothing moves targets from 0 and 1 by half of itself.
torch::Tensor maskedLoss(const torch::Tensor& logits, const torch::Tensor& labels, const LossWeights& weights, double smoothing);

} // namespace lucency::model
