#include "model/evaluation/auc.h"

#include "model/evaluation/bootstrap.h"
#include "model/evaluation/cases.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace lucency::evaluation {

namespace {

Failure oneClass()
{
    return {FailureKind::NoLabelledImages, "label", "both classes are needed"};
}

/// The ends of the interval of an area that is 0 or 1, where the logit is infinite: the exact bound for a perfect separation is that of
/// the smaller class (rule of three generalised).
Interval perfect(double area, double smallerClass)
{
    const double slack = 1 - std::pow(0.025, 1 / smallerClass);
    return {area, area <= 0 ? 0 : 1 - slack, area >= 1 ? 1 : slack};
}

} // namespace

Result<Interval> auc(std::span<const double> probabilities, std::span<const int> labels)
{
    const auto tally = tallyOf(probabilities, labels);
    if (!tally) return tally.error();
    return auc(*tally);
}

Result<Interval> auc(const Tally& tally)
{
    if (tally.positives == 0 || tally.negatives == 0) return oneClass();
    const auto m = static_cast<double>(tally.positives), n = static_cast<double>(tally.negatives);
    // The share of the other class that each case stands on the right side of (DeLong's placements), the same for all cases of a step.
    // Sums of whole numbers first: the area is exact, whatever the order of the cases.
    double pairs = 0, above = 0;
    for (const auto& step : tally.steps) {
        pairs += static_cast<double>(step.negatives) * (above + static_cast<double>(step.positives) / 2);
        above += static_cast<double>(step.positives);
    }
    const double area = pairs / m / n;
    double ofPositives = 0, ofNegatives = 0, positivesAbove = 0, negativesAbove = 0;
    for (const auto& step : tally.steps) {
        const auto positives = static_cast<double>(step.positives), negatives = static_cast<double>(step.negatives);
        const double overNegatives = (n - negativesAbove - negatives / 2) / n - area;
        const double underPositives = (positivesAbove + positives / 2) / m - area;
        ofPositives += positives * overNegatives * overNegatives;
        ofNegatives += negatives * underPositives * underPositives;
        positivesAbove += positives;
        negativesAbove += negatives;
    }
    if (area <= 0 || area >= 1) return perfect(area, std::min(m, n));
    if (tally.positives < 2 || tally.negatives < 2) return Interval{area, 0, 1};
    const double deviation = std::sqrt(ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n);
    const double z = boost::math::quantile(boost::math::normal(), 0.975);
    const double logit = std::log(area / (1 - area)), reach = z * deviation / (area * (1 - area));
    return Interval{area, 1 / (1 + std::exp(-(logit - reach))), 1 / (1 + std::exp(-(logit + reach)))};
}

Result<Interval> aucByGroup(std::span<const double> probabilities, std::span<const int> labels, std::span<const int> groups, int resamples,
                            std::uint64_t seed)
{
    const auto whole = auc(probabilities, labels);
    if (!whole) return whole.error();
    if (groups.size() != labels.size()) return Failure{FailureKind::BadArgument, "groups", "as many groups as labels are needed"};
    const RankedCases cases(probabilities, labels, groups);
    return bootstrap([&](std::span<const double> weights) { return weightedAuc(cases, weights); }, whole->value, cases, resamples, seed);
}

Result<double> partialAuc(const Tally& tally, double highestFalsePositiveRate)
{
    if (!(highestFalsePositiveRate > 0 && highestFalsePositiveRate <= 1))
        return Failure{FailureKind::BadArgument, "false positive rate", "above 0, at most 1"};
    if (tally.positives == 0 || tally.negatives == 0) return oneClass();
    const auto m = static_cast<double>(tally.positives), n = static_cast<double>(tally.negatives);
    double area = 0, rate = 0, sensitivity = 0;
    for (const auto& step : tally.steps) {
        double nextRate = rate + static_cast<double>(step.negatives) / n;
        double nextSensitivity = sensitivity + static_cast<double>(step.positives) / m;
        const bool beyond = nextRate > highestFalsePositiveRate;
        if (beyond) {
            nextSensitivity = sensitivity + (nextSensitivity - sensitivity) * (highestFalsePositiveRate - rate) / (nextRate - rate);
            nextRate = highestFalsePositiveRate;
        }
        area += (nextRate - rate) * (sensitivity + nextSensitivity) / 2;
        rate = nextRate;
        sensitivity = nextSensitivity;
        if (beyond) break;
    }
    const double chance = highestFalsePositiveRate * highestFalsePositiveRate / 2;
    if (highestFalsePositiveRate >= 1) return area;
    return (1 + (area - chance) / (highestFalsePositiveRate - chance)) / 2;
}

} // namespace lucency::evaluation
