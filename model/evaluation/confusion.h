#pragma once

#include "imaging/result.h"
#include "model/evaluation/auc.h"

#include <span>

namespace lucency::evaluation {

/// Cases by label and by call at a threshold, and the figures that follow from them. A figure without cases to stand on is 0, as in
/// scikit-learn with zero_division=0.
struct Confusion {
    long truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;

    long positives() const { return truePositives + falseNegatives; }
    long negatives() const { return trueNegatives + falsePositives; }
    double sensitivity() const;
    double specificity() const;
    double precision() const;
    double npv() const;
    double f1() const;
    double accuracy() const;
    double balancedAccuracy() const;
    double mcc() const; ///< Matthews correlation coefficient
    double youden() const { return sensitivity() + specificity() - 1; }
};

/// Counts calls: positive where the probability is at or over the threshold. Fails with BadNumber for NaN and labels other than 0 and 1.
Result<Confusion> confusionAt(std::span<const double> probabilities, std::span<const int> labels, double threshold);

/// A share (successes of trials) with Wilson's 95 % interval (J. Am. Stat. Assoc. 1927). Without trials: 0 with the interval 0 to 1.
Interval wilson(long successes, long trials);

} // namespace lucency::evaluation
