#pragma once

#include "imaging/result.h"
#include "model/evaluation/auc.h"

#include <span>

namespace lucency::evaluation {

/// Cases by label and by call at a threshold, and the figures that follow from them. A figure without cases to stand on (0 / 0) is
/// undefined, that is NaN; scikit-learn calls it 0 unless asked otherwise.
struct Confusion {
    long truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;

    long positives() const { return truePositives + falseNegatives; }
    long negatives() const { return trueNegatives + falsePositives; }
    long called() const { return truePositives + falsePositives; }
    long notCalled() const { return trueNegatives + falseNegatives; }
    long cases() const { return positives() + negatives(); }
    double sensitivity() const; ///< recall
    double specificity() const;
    double precision() const; ///< positive predictive value, among these cases
    double npv() const;       ///< negative predictive value, among these cases
    double f1() const;
    double accuracy() const;
    double balancedAccuracy() const; ///< also the AUC of the calls alone ("hard labels")
    double mcc() const;              ///< Matthews correlation coefficient
    double youden() const { return sensitivity() + specificity() - 1; }
    /// The same cases with the absent class in the place of the present one.
    Confusion ofAbsent() const { return {trueNegatives, falseNegatives, truePositives, falsePositives}; }

    Confusion& operator+=(const Confusion& other);
};

/// Counts calls: positive where the probability is at or over the threshold. Fails with BadNumber for NaN and labels other than 0 and 1.
Result<Confusion> confusionAt(std::span<const double> probabilities, std::span<const int> labels, double threshold);

/// A share (successes of trials) with Wilson's 95 % interval (J. Am. Stat. Assoc. 1927). Without trials it is undefined, in 0 to 1.
Interval wilson(long successes, long trials);

/// What a call is worth where the share of people with the finding is prevalence, by Bayes' theorem: positive and negative predictive
/// value. Undefined where nothing would be called so.
struct PredictiveValues {
    double prevalence = 0, ppv = undefined, npv = undefined;
};
PredictiveValues predictiveValues(double sensitivity, double specificity, double prevalence);

} // namespace lucency::evaluation
