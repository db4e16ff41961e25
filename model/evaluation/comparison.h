#pragma once

#include "imaging/result.h"
#include "model/evaluation/confusion.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace lucency::evaluation {

/// Two models on the same cases: the areas under their ROC curves and the test of DeLong (Biometrics 1988) for their difference.
struct PairedAuc {
    Interval first, second;
    Interval difference; ///< first - second, with its normal interval
    double standardError = 0;
    double z = undefined, p = undefined; ///< two-sided; undefined where the models rank the cases in the same way, so nothing varies
};

/// Fails with BadNumber, BadArgument (lengths that differ), or NoLabelledImages with fewer than two cases of a class.
Result<PairedAuc> compareAuc(std::span<const double> first, std::span<const double> second, std::span<const int> labels);

/// The difference of the areas (first - second) with the percentile interval of a bootstrap over groups (patients).
Result<Interval> aucDifferenceByGroup(std::span<const double> first, std::span<const double> second, std::span<const int> labels,
                                      std::span<const int> groups, int resamples, std::uint64_t seed, std::stop_token stop = {});

/// Calls of two models on the same cases, and the exact test of McNemar (Psychometrika 1947): two-sided binomial over the cases that one
/// of them alone called right. Without such cases there is nothing to test, and p is undefined (statsmodels says 1 there).
struct McNemar {
    long bothRight = 0, firstAlone = 0, secondAlone = 0, bothWrong = 0;
    double p = undefined;
};
McNemar mcNemar(long bothRight, long firstAlone, long secondAlone, long bothWrong);

/// Counts what each calls right at its own threshold (positive at or over it). Fails as confusionAt().
Result<McNemar> compareCalls(std::span<const double> first, double firstThreshold, std::span<const double> second, double secondThreshold,
                             std::span<const int> labels);

} // namespace lucency::evaluation
