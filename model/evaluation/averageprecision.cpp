#include "model/evaluation/averageprecision.h"

#include "model/evaluation/bootstrap.h"
#include "model/evaluation/cases.h"

#include <cmath>
#include <vector>

namespace lucency::evaluation {

namespace {

/// Average precision with each case counted weight times; NaN without a positive case.
double weighted(const Ranking& ranking, std::span<const int> labels, const std::vector<double>& weights)
{
    double positives = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        positives += labels[i] == 1 ? weights[i] : 0;
    if (positives <= 0) return std::nan("");
    double called = 0, right = 0, counted = 0, area = 0;
    for (std::size_t i = 0; i < ranking.order.size(); ++i) {
        const auto index = ranking.order[i];
        called += weights[index];
        if (labels[index] == 1) right += weights[index];
        if (!ranking.endsTie[i] || called <= 0) continue;
        area += (right - counted) / positives * (right / called);
        counted = right;
    }
    return area;
}

} // namespace

Result<double> averagePrecision(std::span<const double> probabilities, std::span<const int> labels)
{
    if (auto fault = faultIn(probabilities, labels)) return *std::move(fault);
    const double area = weighted(rankCases(probabilities), labels, std::vector<double>(labels.size(), 1.0));
    if (std::isnan(area)) return Failure{FailureKind::NoLabelledImages, "label", "a positive case is needed"};
    return area;
}

Result<Interval> averagePrecision(std::span<const double> probabilities, std::span<const int> labels, std::span<const int> groups,
                                  int resamples, std::uint64_t seed)
{
    const auto value = averagePrecision(probabilities, labels);
    if (!value) return value.error();
    if (groups.size() != labels.size()) return Failure{FailureKind::BadArgument, "groups", "as many groups as labels are needed"};
    const auto ranking = rankCases(probabilities);
    return bootstrap([&](const std::vector<double>& weights) { return weighted(ranking, labels, weights); }, *value, groups, resamples,
                     seed);
}

} // namespace lucency::evaluation
