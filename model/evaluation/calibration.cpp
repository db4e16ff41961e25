#include "model/evaluation/calibration.h"

#include "model/evaluation/cases.h"
#include "model/evaluation/confusion.h"

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

std::size_t calibrationBin(double probability, int bins)
{
    // Edges as multiples of one width, as numpy.linspace makes them, so that a probability on an edge lands where scikit-learn puts it.
    const double width = 1.0 / bins;
    auto bin = static_cast<int>(std::clamp(probability * bins, 0.0, bins - 1.0));
    while (bin > 0 && probability <= bin * width)
        --bin;
    while (bin + 1 < bins && probability > (bin + 1) * width)
        ++bin;
    return static_cast<std::size_t>(bin);
}

Result<std::vector<CalibrationBin>> calibrationCurve(std::span<const double> probabilities, std::span<const int> labels, int bins)
{
    if (auto fault = faultIn(probabilities, labels)) return *std::move(fault);
    if (bins < 1) return Failure{FailureKind::BadArgument, "bins", std::to_string(bins)};
    std::vector<CalibrationBin> curve(static_cast<std::size_t>(bins));
    std::vector<double> sums(curve.size());
    std::vector<long> positives(curve.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (probabilities[i] < 0 || probabilities[i] > 1)
            return Failure{FailureKind::BadNumber, "probability", "row " + std::to_string(i + 1)};
        const auto bin = calibrationBin(probabilities[i], bins);
        ++curve[bin].cases;
        sums[bin] += probabilities[i];
        positives[bin] += labels[i];
    }
    for (std::size_t bin = 0; bin < curve.size(); ++bin) {
        curve[bin].low = static_cast<double>(bin) / bins;
        curve[bin].high = static_cast<double>(bin + 1) / bins;
        curve[bin].share = wilson(positives[bin], curve[bin].cases);
        if (curve[bin].cases > 0) curve[bin].meanProbability = sums[bin] / static_cast<double>(curve[bin].cases);
    }
    return curve;
}

Result<double> calibrationError(std::span<const double> probabilities, std::span<const int> labels, int bins)
{
    const auto curve = calibrationCurve(probabilities, labels, bins);
    if (!curve) return curve.error();
    if (labels.empty()) return Failure{FailureKind::NoLabelledImages, "label", ""};
    double sum = 0;
    for (const auto& bin : *curve)
        if (bin.cases > 0) sum += static_cast<double>(bin.cases) * std::abs(bin.meanProbability - bin.share.value);
    return sum / static_cast<double>(labels.size());
}

double logitOf(double probability)
{
    constexpr double closest = 1e-12;
    const double kept = std::clamp(probability, closest, 1 - closest);
    return std::log(kept) - std::log1p(-kept);
}

Result<IsotonicFit> fitIsotonic(std::span<const double> scores, std::span<const int> labels)
{
    const auto tally = tallyOf(scores, labels);
    if (!tally) return tally.error();
    if (tally->positives == 0 || tally->negatives == 0) return Failure{FailureKind::NoLabelledImages, "label", "both classes are needed"};
    struct Block {
        double first, last; // scores
        long positives, cases;
        bool exceeds(const Block& next) const
        {
            return static_cast<double>(positives) * static_cast<double>(next.cases) >=
                   static_cast<double>(next.positives) * static_cast<double>(cases);
        }
    };
    std::vector<Block> blocks;
    for (auto step = tally->steps.crbegin(); step != tally->steps.crend(); ++step) {
        blocks.push_back({step->score, step->score, step->positives, step->positives + step->negatives});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].exceeds(blocks.back())) {
            auto& into = blocks[blocks.size() - 2];
            into.last = blocks.back().last;
            into.positives += blocks.back().positives;
            into.cases += blocks.back().cases;
            blocks.pop_back();
        }
    }
    IsotonicFit fit;
    for (const auto& block : blocks) {
        const double share = static_cast<double>(block.positives) / static_cast<double>(block.cases);
        fit.scores.push_back(block.first);
        fit.probabilities.push_back(share);
        if (block.last == block.first) continue;
        fit.scores.push_back(block.last);
        fit.probabilities.push_back(share);
    }
    return fit;
}

double isotonicProbability(const IsotonicFit& fit, double score)
{
    if (fit.scores.empty()) return undefined;
    const auto after = std::upper_bound(fit.scores.begin(), fit.scores.end(), score);
    if (after == fit.scores.begin()) return fit.probabilities.front();
    if (after == fit.scores.end()) return fit.probabilities.back();
    const auto next = static_cast<std::size_t>(after - fit.scores.begin());
    const double low = fit.scores[next - 1], high = fit.scores[next];
    return fit.probabilities[next - 1] + (fit.probabilities[next] - fit.probabilities[next - 1]) * ((score - low) / (high - low));
}

} // namespace lucency::evaluation
