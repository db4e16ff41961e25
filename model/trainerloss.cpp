#include "model/trainerloss.h"

#include <torch/torch.h>

namespace lucency::model {

torch::Tensor maskedLoss(const torch::Tensor& logits, const torch::Tensor& labels, const LossWeights& weights, double smoothing)
{
    const auto known = labels.isnan().logical_not();
    const auto target = torch::where(known, labels, torch::zeros_like(labels)) * (1 - smoothing) + smoothing / 2;
    const auto terms = torch::binary_cross_entropy_with_logits(logits, target, {}, weights.positive, at::Reduction::None);
    // Selecting instead of multiplying by zero: an infinite logit under an unknown label must not become NaN.
    const auto kept = torch::where(known, terms, torch::zeros_like(terms)) * weights.finding;
    return kept.sum() / static_cast<double>(logits.size(0));
}

} // namespace lucency::model
