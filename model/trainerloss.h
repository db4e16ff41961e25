#pragma once

#include "model/recipe.h"

#include <torch/types.h>

#include <array>

namespace lucency::model {

/// Weights of the terms of the loss, one a finding.
struct LossWeights {
    torch::Tensor finding;  ///< of the finding's whole term
    torch::Tensor positive; ///< of its present cases against its absent ones
};

/// Which loss, and what it takes from the recipe besides the weights.
struct LossOptions {
    LossKind kind = LossKind::CrossEntropy;
    double smoothing = 0;  ///< moves targets from 0 and 1 by half of itself; softmax: shares itself among all classes
    double focalGamma = 2; ///< 0 is the plain cross-entropy
    /// Each term times the weight of its truth (row: absent, present) and call (column; present from a probability of one half on). That
    /// is the mask of Keras's "weighted categorical cross-entropy", a cost for wrong calls; it has no gradient of its own.
    std::array<std::array<double, 2>, 2> penalty{{{1, 1}, {1, 1}}};
};

/// The options of a recipe; smoothing is for learning and not for measuring.
LossOptions lossOptions(const TrainingPlan& plan, bool smoothed);

/// The loss over the known labels (N x findings, 0 or 1; NaN: unknown, without any gradient), summed over findings and averaged over the
/// images. Outputs are N x findings logits in the type of the labels; for Softmax N x (findings + 1), the first "No Finding".
///
/// With a target y, weight w and positive weight p: cross-entropy p y softplus(-z) + (1 - y) softplus(z); focal the same with the factors
/// (1 - q)^gamma and q^gamma of the probability q; hinge p y max(0, 1 - z) + (1 - y) max(0, 1 + z); Euclidean (q - y)^2, times p where
/// present; all times w. Softmax: minus the sum over the classes of target times weight times log q, the weight of "No Finding" one and of
/// a finding w p; several present findings share the target; where none is known to be present but some are unknown, any of the classes
/// that remain possible is right. Its penalty takes a call of one finding for another as the dearer of the two errors.
torch::Tensor maskedLoss(const torch::Tensor& outputs, const torch::Tensor& labels, const LossWeights& weights, const LossOptions& options);

} // namespace lucency::model
