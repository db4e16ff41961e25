#pragma once

#include "imaging/result.h"
#include "model/evaluation/auc.h"

#include <cstdint>
#include <span>

namespace lucency::evaluation {

/// Area under the precision-recall curve as a step function (average precision, as scikit-learn defines it); cases with the same
/// probability are called together. Fails with BadNumber, and with NoLabelledImages without a positive case.
Result<double> averagePrecision(std::span<const double> probabilities, std::span<const int> labels);

/// The same of cases that are sorted already.
Result<double> averagePrecision(const Tally& tally);

/// The same with a 95 % percentile interval from a bootstrap over groups (patients): one number a case, equal for cases of one patient. The
/// same seed gives the same interval on every machine. Resamples without a positive case are drawn again.
Result<Interval> averagePrecision(std::span<const double> probabilities, std::span<const int> labels, std::span<const int> groups,
                                  int resamples, std::uint64_t seed);

} // namespace lucency::evaluation
