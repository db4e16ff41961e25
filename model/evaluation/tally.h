#pragma once

#include "imaging/result.h"

#include <limits>
#include <span>
#include <vector>

namespace lucency::evaluation {

/// What a figure is where there are no cases for it to stand on, such as 0 / 0: never 0.
inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// The cases that share a score.
struct Step {
    double score = 0;
    long positives = 0, negatives = 0;
};

/// All that ROC and precision-recall analysis needs of a set of cases: its distinct scores, from the highest down.
struct Tally {
    std::vector<Step> steps;
    long positives = 0, negatives = 0;
};

/// Sorts the cases once. Scores may be any number but NaN. Fails with BadNumber (NaN, or a label other than 0 and 1; the detail names the
/// row, from 1) and BadArgument (lengths that differ); one class alone, or nothing, is a tally as well.
Result<Tally> tallyOf(std::span<const double> scores, std::span<const int> labels);

} // namespace lucency::evaluation
