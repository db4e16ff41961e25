#include "model/gate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::model {

namespace {

std::array<double, gateClasses> probabilities(const Gate& gate, const std::vector<double>& standard)
{
    std::array<double, gateClasses> shares{};
    double sum = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
        shares[k] = gate.bias[k];
        for (std::size_t i = 0; i < standard.size(); ++i)
            shares[k] += static_cast<double>(gate.weights[k * standard.size() + i]) * standard[i];
    }
    const double largest = *std::ranges::max_element(shares);
    for (double& share : shares)
        sum += share = std::exp(share - largest);
    for (double& share : shares)
        share /= sum;
    return shares;
}

double distance(const Gate& gate, const std::vector<double>& standard)
{
    const auto first = static_cast<std::size_t>(gate.first), count = gate.home.size();
    double squares = 0;
    for (std::size_t row = 0; row < count; ++row) {
        double along = 0;
        for (std::size_t i = 0; i < count; ++i)
            along += static_cast<double>(gate.axes[row * count + i]) * (standard[first + i] - static_cast<double>(gate.home[i]));
        squares += along * along;
    }
    return std::sqrt(squares);
}

} // namespace

bool isSound(const Gate& gate)
{
    const auto features = gate.centre.size(), count = gate.home.size();
    const auto numbers = [](const std::vector<float>& values) {
        return std::ranges::all_of(values, [](float v) { return std::isfinite(v); });
    };
    return features > 0 && gate.scale.size() == features && gate.weights.size() == features * gateClasses &&
           gate.bias.size() == gateClasses && count > 0 && gate.axes.size() == count * count && gate.first >= 0 &&
           static_cast<std::size_t>(gate.first) + count <= features && std::ranges::all_of(gate.scale, [](float v) { return v > 0; }) &&
           gate.farthest > 0 && std::isfinite(gate.farthest) && gate.leastUpright >= 0 && gate.leastUpright < 1 && numbers(gate.centre) &&
           numbers(gate.scale) && numbers(gate.weights) && numbers(gate.bias) && numbers(gate.home) && numbers(gate.axes);
}

GateVerdict judge(const Gate& gate, std::span<const float> features)
{
    std::vector<double> standard(features.size());
    for (std::size_t i = 0; i < features.size(); ++i)
        standard[i] = (static_cast<double>(features[i]) - static_cast<double>(gate.centre[i])) / static_cast<double>(gate.scale[i]);
    const auto shares = probabilities(gate, standard);
    GateVerdict verdict;
    verdict.likeliest = static_cast<GateClass>(std::ranges::max_element(shares) - shares.begin());
    verdict.upright = shares[0];
    verdict.distance = distance(gate, standard) / static_cast<double>(gate.farthest);
    const bool near = verdict.distance <= 1; // false for what is no number, too
    const bool upright = verdict.upright >= static_cast<double>(gate.leastUpright);
    if (near && upright) return verdict;
    // What lies far out may still be a radiograph on its side; what is like neither says so.
    constexpr double sure = 0.6;
    const double likeliest = shares[static_cast<std::size_t>(verdict.likeliest)];
    if (upright || verdict.likeliest == GateClass::Upright || likeliest < sure || !(verdict.distance < 4))
        verdict.refusal = FailureKind::NotAChestRadiograph;
    else
        verdict.refusal = verdict.likeliest == GateClass::Inverted ? FailureKind::InvertedImage : FailureKind::Rotated;
    return verdict;
}

} // namespace lucency::model
