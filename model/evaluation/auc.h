#pragma once

#include "imaging/result.h"
#include "model/evaluation/tally.h"

#include <cstdint>
#include <span>

namespace lucency::evaluation {

/// An interval estimate: a value with the ends of its 95 % interval.
struct Interval {
    double value = 0, low = 0, high = 0;
};

/// Area under the ROC curve of probabilities against labels (0 or 1), ties counted half, with the interval of DeLong (Biometrics 1988) on
/// the logit scale. Where one side has a single case, nothing is known of its spread: 0 to 1. Fails with BadNumber for NaN and
/// NoLabelledImages when one class is empty.
Result<Interval> auc(std::span<const double> probabilities, std::span<const int> labels);

/// The same of cases that are sorted already.
Result<Interval> auc(const Tally& tally);

/// The same area with a 95 % percentile interval from a bootstrap over groups (patients), one number a case. DeLong takes every image for a
/// case of its own; where patients have several images, this one is the honest interval. Resamples that lack a class are drawn again.
Result<Interval> aucByGroup(std::span<const double> probabilities, std::span<const int> labels, std::span<const int> groups, int resamples,
                            std::uint64_t seed);

/// Standardised partial area up to a false positive rate (McClish, Medical Decision Making 1989): 0.5 for chance, 1 for a perfect ranking,
/// the same as scikit-learn's roc_auc_score(max_fpr). Fails with BadArgument outside (0, 1] and NoLabelledImages when one class is empty.
Result<double> partialAuc(const Tally& tally, double highestFalsePositiveRate);

} // namespace lucency::evaluation
