#include "model/networks/axisnorm.h"

#include "model/computeteam.h"
#include "model/networks/normloops.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace lucency::model {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// A run of one channel is worked on as places of sixteen channels that are alike, by the loops that norms over the innermost axis have.
constexpr std::int64_t lanes = 16;
using Alike = std::array<float, lanes>;

Alike alike(double value)
{
    Alike numbers;
    numbers.fill(static_cast<float>(value));
    return numbers;
}

struct Runs {
    explicit Runs(const torch::Tensor& x)
        : images(x.size(0))
        , channels(x.size(1))
        , length(x.size(2) * x.size(3))
    {
    }
    std::int64_t place(std::int64_t image, std::int64_t channel) const { return (image * channels + channel) * length; }
    double all() const { return static_cast<double>(images * length); }

    std::int64_t images, channels, length;
};

/// Two sums over a channel's runs: within a run in float32, over the runs in double.
template<class AddRun>
std::pair<double, double> sumsOf(const Runs& runs, std::int64_t channel, AddRun&& addRun)
{
    std::pair<double, double> sums;
    for (std::int64_t image = 0; image < runs.images; ++image) {
        Alike first{}, second{};
        addRun(runs.place(image, channel), first.data(), second.data());
        sums.first += std::accumulate(first.begin(), first.end(), 0.0);
        sums.second += std::accumulate(second.begin(), second.end(), 0.0);
    }
    return sums;
}

class RunsFunction : public torch::autograd::Function<RunsFunction> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight, const Variable& bias,
                            torch::nn::BatchNorm2dImpl* norm)
    {
        const torch::NoGradGuard noGradients;
        const Runs runs(x);
        const auto y = torch::empty(x.sizes()), mean = torch::empty({runs.channels}), inverse = torch::empty({runs.channels}),
                   variance = torch::empty({runs.channels});
        const float* const from = x.data_ptr<float>();
        shareOut(runs.channels, [&](std::int64_t channel) {
            // About the running mean, so that little is lost to the difference of large squares.
            const auto middle = norm->running_mean.data_ptr<float>()[channel];
            const auto about = alike(static_cast<double>(middle));
            const auto sums = sumsOf(runs, channel, [&](std::int64_t place, float* sum, float* squares) {
                addUp(from + place, runs.length / lanes, lanes, about.data(), sum, squares);
            });
            const double apart = sums.first / runs.all(), centre = static_cast<double>(middle) + apart;
            const double spread = std::max(0.0, sums.second / runs.all() - apart * apart);
            const double inverted = 1 / std::sqrt(spread + norm->options.eps());
            mean.data_ptr<float>()[channel] = static_cast<float>(centre);
            variance.data_ptr<float>()[channel] = static_cast<float>(spread);
            inverse.data_ptr<float>()[channel] = static_cast<float>(inverted);
            const double factor = static_cast<double>(weight.data_ptr<float>()[channel]) * inverted;
            const auto scale = alike(factor), shift = alike(static_cast<double>(bias.data_ptr<float>()[channel]) - centre * factor);
            for (std::int64_t image = 0; image < runs.images; ++image) {
                const auto place = runs.place(image, channel);
                model::apply(from + place, nullptr, y.data_ptr<float>() + place, runs.length / lanes, lanes, scale.data(), shift.data(),
                             false);
            }
        });
        const double share = norm->options.momentum().value_or(0.1);
        norm->running_mean.lerp_(mean, share);
        norm->running_var.lerp_(variance * (runs.all() / std::max(1.0, runs.all() - 1)), share);
        norm->num_batches_tracked.add_(1);
        context->save_for_backward({x, weight, mean, inverse});
        context->saved_data["wantsInput"] = x.requires_grad();
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputs)
    {
        const auto saved = context->get_saved_variables();
        const auto x = saved[0].detach(), weight = saved[1].detach(), mean = saved[2], inverse = saved[3];
        const auto gradient = outputs[0].to(torch::kFloat32).contiguous();
        const Runs runs(x);
        const bool wantsInput = context->saved_data["wantsInput"].toBool();
        const auto slopeOfWeight = torch::empty({runs.channels}), slopeOfBias = torch::empty({runs.channels}),
                   back = wantsInput ? torch::empty(x.sizes()) : torch::Tensor();
        shareOut(runs.channels, [&](std::int64_t channel) {
            const double centre = static_cast<double>(mean.data_ptr<float>()[channel]),
                         inverted = static_cast<double>(inverse.data_ptr<float>()[channel]),
                         factor = static_cast<double>(weight.data_ptr<float>()[channel]) * inverted;
            const auto scale = alike(factor), nothing = alike(0), middle = alike(centre);
            const auto sums = sumsOf(runs, channel, [&](std::int64_t place, float* sum, float* products) {
                gradientSums(x.data_ptr<float>() + place, nullptr, gradient.data_ptr<float>() + place, nullptr, runs.length / lanes, lanes,
                             scale.data(), nothing.data(), middle.data(), false, sum, products);
            });
            slopeOfBias.data_ptr<float>()[channel] = static_cast<float>(sums.first);
            slopeOfWeight.data_ptr<float>()[channel] = static_cast<float>(sums.second * inverted);
            if (!wantsInput) return;
            const double tilt = factor * inverted * inverted * sums.second / runs.all();
            const auto slope = alike(tilt), offset = alike(factor * sums.first / runs.all() - tilt * centre);
            for (std::int64_t image = 0; image < runs.images; ++image) {
                const auto place = runs.place(image, channel);
                gradientOf(x.data_ptr<float>() + place, gradient.data_ptr<float>() + place, back.data_ptr<float>() + place,
                           runs.length / lanes, lanes, scale.data(), nothing.data(), slope.data(), offset.data(), false);
            }
        });
        return {back, slopeOfWeight, slopeOfBias, {}};
    }
};

} // namespace

torch::Tensor normedInRuns(torch::nn::BatchNorm2d& norm, const torch::Tensor& x)
{
    const bool takes = norm->is_training() && norm->running_mean.defined() && norm->weight.scalar_type() == torch::kFloat32 && x.is_cpu() &&
                       x.dim() == 4 && x.scalar_type() == torch::kFloat32 && x.size(0) > 0 && x.size(2) * x.size(3) % lanes == 0;
    return takes ? RunsFunction::apply(x.contiguous(), norm->weight, norm->bias, norm.get()) : norm(x);
}

} // namespace lucency::model
