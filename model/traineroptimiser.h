#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

namespace lucency::model {

/// A parameter with all that follows it through training. The tensors have the same strides.
struct TrainedTensor {
    std::string name;
    torch::Tensor value;         ///< the parameter itself, whose gradient is used
    torch::Tensor average;       ///< its exponential moving average; the parameter itself when the decay is 0
    torch::Tensor first, second; ///< Adam's moments
    bool decays = false;         ///< weight decay applies
};

struct AdamWOptions {
    double learningRate = 1e-3, weightDecay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double averaging = 0; ///< decay of the average in this step
};

/// One AdamW step (Loshchilov and Hutter, ICLR 2019) over all parameters and their averages; in main memory in one pass. Step counts
/// from 1. Parameters without a gradient keep their value.
void stepAdamW(std::vector<TrainedTensor>& tensors, const AdamWOptions& options, long step);

/// The same step for one parameter in operations that any device has.
void stepAdamWAnywhere(TrainedTensor& tensor, const AdamWOptions& options, long step);

/// Scales all gradients so that their joint norm is at most the given one; returns the norm before. Not finite: nothing is scaled.
double clipGradients(std::vector<TrainedTensor>& tensors, double largestNorm);

/// Learning rate of the one-cycle policy (Smith and Topin 2018, cosine): peak / 25 rising to peak over the warm-up share, then falling to
/// peak / 10,000 at the last step. Step counts from 0.
double oneCycle(long step, long steps, double peak, double warmUp);

} // namespace lucency::model
