#pragma once

#include "model/recipe.h"

#include <torch/types.h>

#include <span>
#include <string>
#include <vector>

namespace lucency::model {

/// A parameter with all that follows it through training. The tensors have the same strides.
struct TrainedTensor {
    std::string name;
    torch::Tensor value;   ///< the parameter itself, whose gradient is used
    torch::Tensor average; ///< its exponential moving average; the parameter itself when the decay is 0
    torch::Tensor first;   ///< Adam's first moment, or SGD's velocity
    torch::Tensor second;  ///< Adam's second moment; undefined for SGD
    bool decays = false;   ///< weight decay applies
    double rate = 1;       ///< times the learning rate
    long frozenSteps = 0;  ///< steps at the start in which it has no gradient; Adam's moments are young when it begins to learn
};

struct OptimiserOptions {
    OptimiserKind kind = OptimiserKind::AdamW;
    double learningRate = 1e-3, weightDecay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double momentum = 0.9; ///< SGD
    double averaging = 0;  ///< decay of the average in this step
};

/// One step over all parameters and their averages; in main memory in one pass: AdamW (Loshchilov and Hutter, ICLR 2019), Adam with weight
/// decay as a part of the gradient, or SGD with Nesterov's momentum, all as PyTorch has them. Step counts from 1. Parameters without a
/// gradient keep their value.
void stepOptimiser(std::vector<TrainedTensor>& tensors, const OptimiserOptions& options, long step);

/// The same step for one parameter in operations that any device has.
void stepAnywhere(TrainedTensor& tensor, const OptimiserOptions& options, long step);

/// Scales all gradients so that their joint norm is at most the given one; returns the norm before. Not finite: nothing is scaled.
double clipGradients(std::vector<TrainedTensor>& tensors, double largestNorm);

/// Learning rate of the one-cycle policy (Smith and Topin 2018, cosine): peak / 25 rising to peak over the warm-up share, then falling to
/// peak / 10,000 at the last step. Step counts from 0.
double oneCycle(long step, long steps, double peak, double warmUp);

/// Learning rate of the recipe's schedule at a step (from 0) of so many, in an epoch (from 0). All but one-cycle rise evenly over the
/// warm-up share; then cosine falls to peak / 10,000 at the last step, step falls by its factor every so many epochs, and plateau by it
/// once a reduction.
double scheduledRate(const TrainingPlan& plan, long step, long steps, int epoch, int reductions);

/// How often the plateau schedule has reduced the rate after epochs with these validation metrics.
int plateauReductions(const TrainingPlan& plan, std::span<const double> metrics);

} // namespace lucency::model
