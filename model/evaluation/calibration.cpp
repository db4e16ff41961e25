#include "model/evaluation/calibration.h"

#include "model/evaluation/cases.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lucency::evaluation {

namespace {

double sigmoid(double x)
{
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// Cross-entropy of sigmoid(f) against target, without overflow.
double crossEntropy(double f, double target)
{
    return std::max(f, 0.0) - target * f + std::log1p(std::exp(-std::abs(f)));
}

} // namespace

double plattProbability(const PlattFit& fit, double logit)
{
    return sigmoid(fit.slope * logit + fit.offset);
}

Result<PlattFit> fitPlatt(std::span<const double> logits, std::span<const int> labels)
{
    if (auto fault = faultIn(logits, labels)) return *std::move(fault);
    for (const double logit : logits)
        if (!std::isfinite(logit)) return Failure{FailureKind::BadNumber, "logit", ""};
    const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
    const auto negatives = static_cast<double>(labels.size()) - positives;
    if (positives == 0 || negatives == 0) return Failure{FailureKind::NoLabelledImages, "label", "both classes are needed"};
    const double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
    const auto loss = [&](const PlattFit& fit) {
        double sum = 0;
        for (std::size_t i = 0; i < logits.size(); ++i)
            sum += crossEntropy(fit.slope * logits[i] + fit.offset, labels[i] == 1 ? high : low);
        return sum;
    };

    PlattFit fit{0, std::log((positives + 1) / (negatives + 1))};
    double current = loss(fit);
    for (int round = 0; round < 200; ++round) {
        double g1 = 0, g2 = 0, h11 = 1e-12, h12 = 0, h22 = 1e-12;
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const double p = sigmoid(fit.slope * logits[i] + fit.offset);
            const double d = p - (labels[i] == 1 ? high : low), w = p * (1 - p);
            g1 += d * logits[i];
            g2 += d;
            h11 += w * logits[i] * logits[i];
            h12 += w * logits[i];
            h22 += w;
        }
        if (std::abs(g1) < 1e-10 && std::abs(g2) < 1e-10) break;
        const double determinant = h11 * h22 - h12 * h12;
        if (!(determinant > 0)) break;
        const double d1 = -(h22 * g1 - h12 * g2) / determinant, d2 = -(h11 * g2 - h12 * g1) / determinant;
        double step = 1;
        bool better = false;
        for (; step > 1e-12 && !better; step /= 2) {
            const PlattFit next{fit.slope + step * d1, fit.offset + step * d2};
            const double there = loss(next);
            if (there > current + 1e-4 * step * (g1 * d1 + g2 * d2)) continue;
            better = there < current;
            fit = next;
            current = there;
            break;
        }
        if (!better) break;
    }
    if (fit.slope < 0) return PlattFit{0, std::log((positives + 1) / (negatives + 1))};
    return fit;
}

Result<double> brierScore(std::span<const double> probabilities, std::span<const int> labels)
{
    if (auto fault = faultIn(probabilities, labels)) return *std::move(fault);
    if (labels.empty()) return Failure{FailureKind::NoLabelledImages, "label", ""};
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        sum += (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
    return sum / static_cast<double>(labels.size());
}

Result<double> calibrationError(std::span<const double> probabilities, std::span<const int> labels, int bins)
{
    if (auto fault = faultIn(probabilities, labels)) return *std::move(fault);
    if (labels.empty()) return Failure{FailureKind::NoLabelledImages, "label", ""};
    if (bins < 1) return Failure{FailureKind::BadArgument, "bins", ""};
    std::vector<double> gap(static_cast<std::size_t>(bins));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (probabilities[i] < 0 || probabilities[i] > 1)
            return Failure{FailureKind::BadNumber, "probability", "row " + std::to_string(i + 1)};
        const auto bin = std::min(static_cast<std::size_t>(probabilities[i] * bins), gap.size() - 1);
        gap[bin] += probabilities[i] - labels[i];
    }
    double sum = 0;
    for (const double each : gap)
        sum += std::abs(each);
    return sum / static_cast<double>(labels.size());
}

} // namespace lucency::evaluation
