#include "model/traineroptimiser.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lucency::model {

namespace {

struct Coefficients {
    float keep, rate, beta1, beta2, scale, epsilon, averaging;
};

/// The inner loop. One pass instead of ten operations of LibTorch: it reads and writes eleven million parameters four times over.
void adamw(float* __restrict value, const float* __restrict gradient, float* __restrict first, float* __restrict second,
           float* __restrict average, std::int64_t count, const Coefficients& c)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i];
        const float m = first[i] = c.beta1 * first[i] + (1 - c.beta1) * g;
        const float v = second[i] = c.beta2 * second[i] + (1 - c.beta2) * g * g;
        const float stepped = c.keep * value[i] - c.rate * m / (std::sqrt(v) * c.scale + c.epsilon);
        value[i] = stepped;
        average[i] += (1 - c.averaging) * (stepped - average[i]);
    }
}

} // namespace

void stepAdamW(std::vector<TrainedTensor>& tensors, const AdamWOptions& options, long step)
{
    const torch::NoGradGuard noGradient;
    const double correction1 = 1 - std::pow(options.beta1, static_cast<double>(step));
    const double correction2 = 1 - std::pow(options.beta2, static_cast<double>(step));
    for (auto& tensor : tensors) {
        auto gradient = tensor.value.grad();
        if (!gradient.defined()) continue;
        if (!tensor.value.is_cpu()) {
            stepAdamWAnywhere(tensor, options, step);
            continue;
        }
        if (gradient.strides() != tensor.value.strides()) gradient = torch::empty_like(tensor.value).copy_(gradient);
        const Coefficients c{static_cast<float>(1 - (tensor.decays ? options.learningRate * options.weightDecay : 0)),
                             static_cast<float>(options.learningRate / correction1),
                             static_cast<float>(options.beta1),
                             static_cast<float>(options.beta2),
                             static_cast<float>(1 / std::sqrt(correction2)),
                             static_cast<float>(options.epsilon),
                             static_cast<float>(options.averaging)};
        adamw(tensor.value.data_ptr<float>(), gradient.data_ptr<float>(), tensor.first.data_ptr<float>(), tensor.second.data_ptr<float>(),
              tensor.average.data_ptr<float>(), tensor.value.numel(), c);
    }
}

void stepAdamWAnywhere(TrainedTensor& tensor, const AdamWOptions& options, long step)
{
    const torch::NoGradGuard noGradient;
    const auto gradient = tensor.value.grad();
    const double correction1 = 1 - std::pow(options.beta1, static_cast<double>(step));
    const double correction2 = 1 - std::pow(options.beta2, static_cast<double>(step));
    tensor.first.mul_(options.beta1).add_(gradient, 1 - options.beta1);
    tensor.second.mul_(options.beta2).addcmul_(gradient, gradient, 1 - options.beta2);
    if (tensor.decays) tensor.value.mul_(1 - options.learningRate * options.weightDecay);
    const auto spread = tensor.second.sqrt().div_(std::sqrt(correction2)).add_(options.epsilon);
    tensor.value.addcdiv_(tensor.first, spread, -options.learningRate / correction1);
    tensor.average.lerp_(tensor.value, 1 - options.averaging);
}

double clipGradients(std::vector<TrainedTensor>& tensors, double largestNorm)
{
    const torch::NoGradGuard noGradient;
    double squares = 0;
    for (const auto& tensor : tensors) {
        if (!tensor.value.grad().defined()) continue;
        const double norm = tensor.value.grad().norm().item<double>();
        squares += norm * norm;
    }
    const double norm = std::sqrt(squares);
    if (largestNorm > 0 && std::isfinite(norm) && norm > largestNorm)
        for (auto& tensor : tensors)
            if (tensor.value.grad().defined()) tensor.value.mutable_grad().mul_(largestNorm / (norm + 1e-6));
    return norm;
}

double oneCycle(long step, long steps, double peak, double warmUp)
{
    const auto between = [](double from, double to, double share) {
        return to + (from - to) * (1 + std::cos(std::numbers::pi * std::min(1.0, std::max(0.0, share)))) / 2;
    };
    const double top = warmUp * static_cast<double>(steps), here = static_cast<double>(step);
    if (here < top) return between(peak / 25, peak, here / top);
    const double rest = static_cast<double>(steps) - 1 - top;
    return between(peak, peak / 1e4, rest > 0 ? (here - top) / rest : 1);
}

} // namespace lucency::model
