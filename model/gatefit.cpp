#include "model/gatefit.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lucency::model {

namespace {

constexpr double upToUpright = 0.005, upToDistance = 0.01, distanceMargin = 1.1;
constexpr float mostUpright = 0.5; ///< the limit is never stricter: a radiograph that is upright rather than not is let through

torch::Tensor asTensor(const FeatureRows& rows)
{
    auto tensor = torch::empty({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows.empty() ? 0 : rows.front().size())});
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::copy(rows[i].begin(), rows[i].end(), tensor.data_ptr<float>() + i * rows[i].size());
    return tensor;
}

std::vector<float> asVector(const torch::Tensor& tensor)
{
    const auto plain = tensor.to(torch::kFloat32).contiguous();
    return {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()};
}

/// Weights and bias, by gradient steps from zero: the objective is convex, so nothing is drawn.
std::pair<torch::Tensor, torch::Tensor> regress(const torch::Tensor& x, const torch::Tensor& classes)
{
    const torch::AutoGradMode gradients(true);
    auto weights = torch::zeros({gateClasses, x.size(1)}).requires_grad_(true);
    auto bias = torch::zeros({gateClasses}).requires_grad_(true);
    const double ridge = 50.0 / static_cast<double>(x.size(0)); // as scikit-learn's C = 0.01
    torch::optim::LBFGS optimiser({weights, bias}, torch::optim::LBFGSOptions(1).max_iter(200).line_search_fn("strong_wolfe"));
    optimiser.step([&] {
        optimiser.zero_grad();
        auto loss = torch::cross_entropy_loss(torch::addmm(bias, x, weights.t()), classes) + ridge * weights.square().sum();
        loss.backward();
        return loss;
    });
    return {weights.detach(), bias.detach()};
}

double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double above = values[std::min(below + 1, values.size() - 1)];
    return values[below] + (above - values[below]) * (place - static_cast<double>(below));
}

/// How upright validation images look, and how far out they lie.
struct Judged {
    std::vector<double> uprights, distances;
};

Judged judged(const Gate& gate, const FeatureRows& rows)
{
    Judged all;
    for (const auto& features : rows) {
        const auto verdict = judge(gate, features);
        all.uprights.push_back(verdict.upright);
        all.distances.push_back(verdict.distance);
    }
    return all;
}

/// Widens the limits so far to what these images need when a share of them may lie beyond; shareOfOne is that of a single image.
void widen(Gate& gate, const Judged& images, double shareOfOne)
{
    const double upright = quantile(images.uprights, std::max(upToUpright, shareOfOne));
    const double distance = distanceMargin * quantile(images.distances, 1 - std::max(upToDistance, shareOfOne));
    gate.leastUpright = std::min(gate.leastUpright, static_cast<float>(upright));
    gate.farthest = std::max(gate.farthest, static_cast<float>(distance));
}

/// Puts the limits where validation images ask for them.
void setLimits(Gate& gate, const std::vector<FeatureRows>& validation)
{
    gate.farthest = 1; // distances are told in this
    Judged all;
    std::vector<Judged> sources;
    for (const auto& rows : validation) {
        sources.push_back(judged(gate, rows));
        all.uprights.insert(all.uprights.end(), sources.back().uprights.begin(), sources.back().uprights.end());
        all.distances.insert(all.distances.end(), sources.back().distances.begin(), sources.back().distances.end());
    }
    gate.validationImages = static_cast<long>(all.distances.size());
    gate.leastUpright = mostUpright;
    gate.farthest = 0;
    widen(gate, all, 0);
    if (validation.size() < 2) return;
    for (const auto& source : sources)
        if (source.distances.size() >= fewestOfSource) widen(gate, source, 1 / static_cast<double>(source.distances.size() - 1));
}

} // namespace

Gate fitGate(const GateImages& images)
{
    std::vector<torch::Tensor> parts;
    std::vector<std::int64_t> classes;
    for (std::size_t k = 0; k < images.training.size(); ++k) {
        parts.push_back(asTensor(images.training[k]));
        classes.insert(classes.end(), images.training[k].size(), static_cast<std::int64_t>(k));
    }
    const torch::NoGradGuard noGradients;
    const auto all = torch::cat(parts);
    const auto centre = all.mean(0);
    const auto scale = all.std(0, false).clamp_min(1e-6);
    const auto standard = (all - centre) / scale;
    const auto [weights, bias] = regress(standard, torch::tensor(classes));

    const auto upright = standard.narrow(0, 0, parts[0].size(0)).narrow(1, images.first, images.count).to(torch::kFloat64);
    const auto home = upright.mean(0);
    const auto deviations = upright - home;
    auto covariance = deviations.t().matmul(deviations) / static_cast<double>(upright.size(0) - 1);
    // A tenth of a percent of the mean variance on the diagonal: axes along which the training images do not vary must not decide alone.
    covariance += torch::eye(images.count, torch::kFloat64) * (1e-3 * covariance.trace() / images.count);
    const auto [values, vectors] = torch::linalg_eigh(covariance);
    const auto axes = vectors.t() / values.clamp_min(1e-12).sqrt().unsqueeze(1);

    Gate gate{asVector(centre), asVector(scale), asVector(weights), asVector(bias), 0, images.first, asVector(home), asVector(axes), 1};
    gate.trainingImages = static_cast<long>(images.training[0].size());
    setLimits(gate, images.validation);
    return gate;
}

} // namespace lucency::model
