#include "model/evaluation/averageprecision.h"

#include "model/evaluation/bootstrap.h"

#include <cmath>

namespace lucency::evaluation {

Result<double> averagePrecision(const Tally& tally)
{
    if (tally.positives == 0) return Failure{FailureKind::NoLabelledImages, "label", "a positive case is needed"};
    double called = 0, right = 0, area = 0;
    for (const auto& step : tally.steps) {
        called += static_cast<double>(step.positives + step.negatives);
        right += static_cast<double>(step.positives);
        area += static_cast<double>(step.positives) * (right / called);
    }
    return area / right;
}

Result<double> averagePrecision(std::span<const double> probabilities, std::span<const int> labels)
{
    const auto tally = tallyOf(probabilities, labels);
    if (!tally) return tally.error();
    return averagePrecision(*tally);
}

Result<Interval> averagePrecision(std::span<const double> probabilities, std::span<const int> labels, std::span<const int> groups,
                                  int resamples, std::uint64_t seed)
{
    const auto value = averagePrecision(probabilities, labels);
    if (!value) return value.error();
    if (groups.size() != labels.size()) return Failure{FailureKind::BadArgument, "groups", "as many groups as labels are needed"};
    const RankedCases cases(probabilities, labels, groups);
    return bootstrap([&](std::span<const double> weights) { return weightedAveragePrecision(cases, weights); }, *value, cases, resamples,
                     seed);
}

} // namespace lucency::evaluation
