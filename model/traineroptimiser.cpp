#include "model/traineroptimiser.h"

#include "model/computeteam.h"
#include "model/networks/widestvectors.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <numeric>
#include <optional>

namespace lucency::model {

namespace {

struct Coefficients {
    float keep, rate, beta1, beta2, scale, epsilon, averaging, decay;
};

/// The inner loop. One pass instead of ten operations of LibTorch: it reads and writes eleven million parameters four times over. Weight
/// decay is a part of the gradient (Adam) or of the value (AdamW): one of decay and 1 - keep is zero.
LUCENCY_WIDEST void adam(float* __restrict value, const float* __restrict gradient, float* __restrict first, float* __restrict second,
                         float* __restrict average, std::int64_t count, const Coefficients& c)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] + c.decay * value[i];
        const float m = first[i] = c.beta1 * first[i] + (1 - c.beta1) * g;
        const float v = second[i] = c.beta2 * second[i] + (1 - c.beta2) * g * g;
        const float stepped = c.keep * value[i] - c.rate * m / (std::sqrt(v) * c.scale + c.epsilon);
        value[i] = stepped;
        average[i] += (1 - c.averaging) * (stepped - average[i]);
    }
}

LUCENCY_WIDEST void nesterov(float* __restrict value, const float* __restrict gradient, float* __restrict velocity,
                             float* __restrict average, std::int64_t count, float momentum, const Coefficients& c)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] + c.decay * value[i];
        const float v = velocity[i] = momentum * velocity[i] + g;
        const float stepped = value[i] - c.rate * (g + momentum * v);
        value[i] = stepped;
        average[i] += (1 - c.averaging) * (stepped - average[i]);
    }
}

/// The sum of squares. Sixteen sums side by side, so that vectors can be added.
LUCENCY_WIDEST double squaresOf(const float* values, std::int64_t count)
{
    constexpr std::int64_t lanes = 16;
    double sums[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (std::int64_t lane = 0; lane < lanes; ++lane)
            sums[lane] += static_cast<double>(values[i + lane]) * static_cast<double>(values[i + lane]);
    for (; i < count; ++i)
        sums[0] += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    return std::accumulate(std::begin(sums), std::end(sums), 0.0);
}

/// All numbers of many tensors in pieces of a fixed size, which threads can share.
class Pieces {
public:
    void add(std::int64_t numbers, std::size_t tensor)
    {
        for (std::int64_t begin = 0; begin < numbers; begin += together)
            m_pieces.push_back({tensor, begin, std::min(numbers, begin + together)});
    }
    struct Piece {
        std::size_t tensor;
        std::int64_t begin, end;
    };
    std::int64_t count() const { return static_cast<std::int64_t>(m_pieces.size()); }
    const Piece& operator[](std::int64_t i) const { return m_pieces[static_cast<std::size_t>(i)]; }

private:
    static constexpr std::int64_t together = 1 << 15;
    std::vector<Piece> m_pieces;
};

/// What one parameter takes from the options.
struct OwnStep {
    double rate, decay, correction1, correction2;
};

OwnStep ownStep(const TrainedTensor& tensor, const OptimiserOptions& options, long step)
{
    const auto age = static_cast<double>(std::max(1L, step - tensor.frozenSteps));
    return {options.learningRate * tensor.rate, tensor.decays ? options.weightDecay : 0, 1 - std::pow(options.beta1, age),
            1 - std::pow(options.beta2, age)};
}

} // namespace

void stepOptimiser(std::vector<TrainedTensor>& tensors, const OptimiserOptions& options, long step)
{
    const torch::NoGradGuard noGradient;
    const bool sgd = options.kind == OptimiserKind::Sgd, adamw = options.kind == OptimiserKind::AdamW;
    struct Numbers {
        torch::Tensor gradient; ///< with the value's strides
        float *value, *first, *second, *average;
        Coefficients c;
    };
    std::vector<Numbers> all;
    Pieces pieces;
    for (auto& tensor : tensors) {
        auto gradient = tensor.value.grad();
        if (!gradient.defined()) continue;
        if (!tensor.value.is_cpu()) {
            stepAnywhere(tensor, options, step);
            continue;
        }
        if (gradient.strides() != tensor.value.strides()) gradient = torch::empty_like(tensor.value).copy_(gradient);
        const auto own = ownStep(tensor, options, step);
        pieces.add(tensor.value.numel(), all.size());
        all.push_back({gradient, tensor.value.data_ptr<float>(), tensor.first.data_ptr<float>(),
                       sgd ? nullptr : tensor.second.data_ptr<float>(), tensor.average.data_ptr<float>(),
                       Coefficients{static_cast<float>(1 - (adamw ? own.rate * own.decay : 0)),
                                    static_cast<float>(sgd ? own.rate : own.rate / own.correction1), static_cast<float>(options.beta1),
                                    static_cast<float>(options.beta2), static_cast<float>(1 / std::sqrt(own.correction2)),
                                    static_cast<float>(options.epsilon), static_cast<float>(options.averaging),
                                    static_cast<float>(adamw ? 0 : own.decay)}});
    }
    shareOut(pieces.count(), [&](std::int64_t i) {
        const auto [which, begin, end] = pieces[i];
        const auto& n = all[which];
        const auto* slope = n.gradient.data_ptr<float>() + begin;
        if (sgd)
            nesterov(n.value + begin, slope, n.first + begin, n.average + begin, end - begin, static_cast<float>(options.momentum), n.c);
        else
            adam(n.value + begin, slope, n.first + begin, n.second + begin, n.average + begin, end - begin, n.c);
    });
}

void stepAnywhere(TrainedTensor& tensor, const OptimiserOptions& options, long step)
{
    const torch::NoGradGuard noGradient;
    const auto own = ownStep(tensor, options, step);
    const bool adamw = options.kind == OptimiserKind::AdamW;
    const auto gradient = adamw || own.decay == 0 ? tensor.value.grad() : tensor.value.grad().add(tensor.value, own.decay);
    if (options.kind == OptimiserKind::Sgd) {
        tensor.first.mul_(options.momentum).add_(gradient);
        tensor.value.sub_(gradient.add(tensor.first, options.momentum), own.rate);
    } else {
        tensor.first.mul_(options.beta1).add_(gradient, 1 - options.beta1);
        tensor.second.mul_(options.beta2).addcmul_(gradient, gradient, 1 - options.beta2);
        if (adamw && own.decay > 0) tensor.value.mul_(1 - own.rate * own.decay);
        const auto spread = tensor.second.sqrt().div_(std::sqrt(own.correction2)).add_(options.epsilon);
        tensor.value.addcdiv_(tensor.first, spread, -own.rate / own.correction1);
    }
    tensor.average.lerp_(tensor.value, 1 - options.averaging);
}

double clipGradients(std::vector<TrainedTensor>& tensors, double largestNorm)
{
    const torch::NoGradGuard noGradient;
    double squares = 0;
    std::vector<float*> here;
    std::vector<torch::Tensor> elsewhere;
    Pieces pieces;
    for (const auto& tensor : tensors) {
        const auto& gradient = tensor.value.grad();
        if (!gradient.defined()) continue;
        if (gradient.is_cpu() && gradient.scalar_type() == torch::kFloat32 && gradient.is_non_overlapping_and_dense()) {
            pieces.add(gradient.numel(), here.size());
            here.push_back(gradient.data_ptr<float>());
        } else {
            const double norm = gradient.norm().item<double>();
            squares += norm * norm;
            elsewhere.push_back(gradient);
        }
    }
    std::vector<double> parts(static_cast<std::size_t>(pieces.count()));
    shareOut(pieces.count(), [&](std::int64_t i) {
        const auto [which, begin, end] = pieces[i];
        parts[static_cast<std::size_t>(i)] = squaresOf(here[which] + begin, end - begin);
    });
    const double norm = std::sqrt(std::accumulate(parts.begin(), parts.end(), squares));
    if (!(largestNorm > 0 && std::isfinite(norm) && norm > largestNorm)) return norm;
    const auto factor = static_cast<float>(largestNorm / (norm + 1e-6));
    shareOut(pieces.count(), [&](std::int64_t i) {
        const auto [which, begin, end] = pieces[i];
        std::for_each(here[which] + begin, here[which] + end, [factor](float& value) { value *= factor; });
    });
    for (auto& gradient : elsewhere)
        gradient.mul_(factor);
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

double scheduledRate(const TrainingPlan& plan, long step, long steps, int epoch, int reductions)
{
    const double peak = plan.learningRate;
    if (plan.schedule == Schedule::OneCycle) return oneCycle(step, steps, peak, plan.warmUp);
    const double top = plan.warmUp * static_cast<double>(steps), here = static_cast<double>(step);
    const double rising = top > 0 ? std::min(1.0, (here + 1) / top) : 1;
    switch (plan.schedule) {
    case Schedule::Cosine: {
        const double rest = static_cast<double>(steps) - 1 - top;
        const double share = rest > 0 ? std::clamp((here - top) / rest, 0.0, 1.0) : 1;
        return rising < 1 ? peak * rising : peak / 1e4 + (peak - peak / 1e4) * (1 + std::cos(std::numbers::pi * share)) / 2;
    }
    case Schedule::Step:
        return peak * rising * std::pow(plan.stepFactor, epoch / std::max(1, plan.stepEpochs));
    case Schedule::Plateau:
        return peak * rising * std::pow(plan.stepFactor, reductions);
    case Schedule::OneCycle:
    case Schedule::Constant:
        break;
    }
    return peak * rising;
}

int plateauReductions(const TrainingPlan& plan, std::span<const double> metrics)
{
    int reductions = 0, waited = 0;
    std::optional<double> best;
    for (const double metric : metrics) {
        // An equal metric is no better one: a network that stands still waits.
        if (!best || metric > *best) {
            best = metric;
            waited = 0;
        } else if (++waited >= std::max(1, plan.stepEpochs)) {
            ++reductions;
            waited = 0;
        }
    }
    return reductions;
}

} // namespace lucency::model
