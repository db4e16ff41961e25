#pragma once

#include "model/evaluation/auc.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace lucency::evaluation {

/// Cases from the highest probability down, so that each resample costs one pass and no sorting.
struct Ranking {
    std::vector<std::size_t> order;
    std::vector<char> endsTie; ///< the next case has a lower probability
};
Ranking rankCases(std::span<const double> probabilities);

/// A figure of cases of which each counts weight times; NaN where these cases have none.
using WeightedFigure = std::function<double(const std::vector<double>& weights)>;

/// The 95 % percentile interval of a figure when whole groups are drawn with replacement, around the value given. The same seed gives the
/// same interval on every machine.
Interval bootstrap(const WeightedFigure& figure, double value, std::span<const int> groups, int resamples, std::uint64_t seed);

} // namespace lucency::evaluation
