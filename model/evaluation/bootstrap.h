#pragma once

#include "model/evaluation/auc.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace lucency::evaluation {

/// Cases from the highest score down and the groups (patients) that they belong to, laid out so that a resample costs one pass and no
/// sorting. The arrays are in the order of the ranks.
struct RankedCases {
    RankedCases(std::span<const double> scores, std::span<const int> labels, std::span<const int> groups);

    std::vector<std::size_t> order; ///< the cases, by rank
    std::vector<double> scores;
    std::vector<int> labels;
    std::vector<char> endsTie;          ///< the next case has a lower score
    std::vector<std::uint32_t> members; ///< ranks, group after group in the order of their numbers
    std::vector<std::uint32_t> begins;  ///< where each group begins in members; one more than there are groups

    std::size_t groupCount() const { return begins.size() - 1; }
};

/// Area under the ROC curve and average precision with each case (by rank) counted weight times; NaN where a class is missing.
double weightedAuc(const RankedCases& cases, std::span<const double> weights);
double weightedAveragePrecision(const RankedCases& cases, std::span<const double> weights);

/// A figure of cases of which each (by rank) counts weight times; NaN where these cases have none.
using WeightedFigure = std::function<double(std::span<const double> weights)>;

/// Several such figures at once, written into a row.
using WeightedFigures = std::function<void(std::span<const double> weights, std::span<double> row)>;

/// The 95 % percentile interval of a figure when whole groups are drawn with replacement, around the value given. A resample without the
/// figure is drawn again. The same seed gives the same interval on every machine.
Interval bootstrap(const WeightedFigure& figure, double value, const RankedCases& cases, int resamples, std::uint64_t seed);

/// The same for many figures from the same resamples, one interval a value. A figure that most resamples do not have gets the ends NaN;
/// so do all without resamples, or after a stop.
std::vector<Interval> bootstrap(const WeightedFigures& figures, std::span<const double> values, const RankedCases& cases, int resamples,
                                std::uint64_t seed, std::stop_token stop = {});

} // namespace lucency::evaluation
