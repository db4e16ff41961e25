#pragma once

#include "imaging/result.h"

#include <span>

namespace lucency::evaluation {

/// An interval estimate: a value with the ends of its 95 % interval.
struct Interval {
    double value = 0, low = 0, high = 0;
};

/// Area under the ROC curve of probabilities against labels (0 or 1), ties counted half, with the interval of DeLong (Biometrics 1988) on
/// the logit scale. Fails with BadNumber for NaN and NoLabelledImages when one class is empty.
Result<Interval> auc(std::span<const double> probabilities, std::span<const int> labels);

} // namespace lucency::evaluation
