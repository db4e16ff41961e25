#include "model/trainerloss.h"

#include <torch/torch.h>

#include <algorithm>
#include <limits>

namespace lucency::model {

namespace {

bool weighs(const LossOptions& options)
{
    for (const auto& row : options.penalty)
        for (const double weight : row)
            if (weight != 1) return true;
    return false;
}

/// The weight of each pair of truth and call, both of them true or false.
torch::Tensor penalties(const torch::Tensor& truth, const torch::Tensor& call, const LossOptions& options, const torch::Tensor& like)
{
    const auto& cost = options.penalty;
    const auto chosen = [&](double absent, double present) {
        return torch::where(call, torch::full({}, present, like.options()), torch::full({}, absent, like.options()));
    };
    return torch::where(truth, chosen(cost[1][0], cost[1][1]), chosen(cost[0][0], cost[0][1]));
}

/// One term a logit, before the weights of findings.
torch::Tensor binaryTerms(const torch::Tensor& z, const torch::Tensor& target, const torch::Tensor& present, const torch::Tensor& positive,
                          const LossOptions& options)
{
    switch (options.kind) {
    case LossKind::Focal: {
        // Powers as exponentials of logarithms: where a probability rounds to 0, a power below one would have an infinite slope.
        const auto logQ = torch::log_sigmoid(z), logNotQ = torch::log_sigmoid(-z);
        return -(positive * target * (logNotQ * options.focalGamma).exp() * logQ +
                 (1 - target) * (logQ * options.focalGamma).exp() * logNotQ);
    }
    case LossKind::Hinge:
        return positive * target * (1 - z).clamp_min(0) + (1 - target) * (1 + z).clamp_min(0);
    case LossKind::Euclidean:
        return (z.sigmoid() - target).square() * torch::where(present, positive, torch::ones_like(positive));
    case LossKind::CrossEntropy:
    case LossKind::Softmax:
        break;
    }
    return torch::binary_cross_entropy_with_logits(z, target, {}, positive, at::Reduction::None);
}

torch::Tensor binaryLoss(const torch::Tensor& logits, const torch::Tensor& labels, const LossWeights& weights, const LossOptions& options)
{
    const auto known = labels.isnan().logical_not();
    // Selecting before anything is computed: an infinite logit under an unknown label must not become NaN, nor its gradient.
    const auto z = torch::where(known, logits, torch::zeros_like(logits));
    const auto truth = torch::where(known, labels, torch::zeros_like(labels));
    const auto target = truth * (1 - options.smoothing) + options.smoothing / 2;
    auto terms = binaryTerms(z, target, truth > 0.5, weights.positive, options);
    if (weighs(options)) terms = terms * penalties(truth > 0.5, z.detach() >= 0, options, z);
    return (torch::where(known, terms, torch::zeros_like(terms)) * weights.finding).sum();
}

torch::Tensor softmaxLoss(const torch::Tensor& outputs, const torch::Tensor& labels, const LossWeights& weights, const LossOptions& options)
{
    const auto classes = outputs.size(1);
    const auto unknown = labels.isnan();
    const auto present = labels > 0.5; // false for NaN
    const auto some = present.any(1), certain = some.logical_or(unknown.any(1).logical_not());
    const auto none = some.logical_not().unsqueeze(1);

    // Where the class is known.
    const auto shares = torch::cat({none, present}, 1).to(outputs.scalar_type());
    const auto target = shares / shares.sum(1, true) * (1 - options.smoothing) + options.smoothing / static_cast<double>(classes);
    const auto weight = torch::cat({torch::ones({1}, weights.finding.options()), weights.finding * weights.positive});
    auto terms = -(target * weight * outputs.log_softmax(1)).sum(1);
    if (weighs(options)) {
        const auto called = outputs.detach().argmax(1);
        const auto right = shares.gather(1, called.unsqueeze(1)).squeeze(1) > 0;
        const double mistaken = std::max(options.penalty[0][1], options.penalty[1][0]);
        const auto cost = torch::where(some.logical_and(called > 0).logical_and(right.logical_not()),
                                       torch::full({}, mistaken, outputs.options()), penalties(some, called > 0, options, outputs));
        terms = terms * cost;
    }

    // Where it is one of several. A row with a known class counts as possible anywhere, so that it has no infinite logarithm.
    const auto possible = torch::cat({torch::ones_like(none), unknown.logical_or(certain.unsqueeze(1))}, 1);
    const auto barred = outputs.masked_fill(possible.logical_not(), -std::numeric_limits<double>::infinity());
    const auto open = outputs.logsumexp(1) - barred.logsumexp(1);
    const auto anything = unknown.all(1); // nothing is known: no term, and no rounding of one either
    const auto zero = torch::zeros_like(open);
    return torch::where(certain, terms, torch::where(anything, zero, open)).sum();
}

} // namespace

LossOptions lossOptions(const TrainingPlan& plan, bool smoothed)
{
    return {plan.loss, smoothed ? plan.labelSmoothing : 0, plan.focalGamma, plan.penalty};
}

torch::Tensor maskedLoss(const torch::Tensor& outputs, const torch::Tensor& labels, const LossWeights& weights, const LossOptions& options)
{
    const auto sum =
        options.kind == LossKind::Softmax ? softmaxLoss(outputs, labels, weights, options) : binaryLoss(outputs, labels, weights, options);
    return sum / static_cast<double>(outputs.size(0));
}

} // namespace lucency::model
