#pragma once

#include "imaging/result.h"
#include "model/evaluation/auc.h"

#include <span>
#include <vector>

namespace lucency::evaluation {

/// probability = sigmoid(slope * logit + offset).
struct PlattFit {
    double slope = 1, offset = 0;
};

/// Platt scaling with his smoothed targets (Advances in Large Margin Classifiers, 1999), fitted by Newton's method with line search (Lin,
/// Lin and Weng, Machine Learning 2007); the same as scikit-learn's sigmoid calibration. A slope is never negative: where the logits rank
/// the wrong way round, it is 0 and the offset says the share of positives. Fails with BadNumber, or NoLabelledImages when one class is
/// empty.
Result<PlattFit> fitPlatt(std::span<const double> logits, std::span<const int> labels);

double plattProbability(const PlattFit& fit, double logit);

/// Mean squared difference of probability and label.
Result<double> brierScore(std::span<const double> probabilities, std::span<const int> labels);

/// Cases whose probabilities lie in one of equally wide bins: over low, up to and with high (the first bin has 0 as well), which are the
/// bins of scikit-learn's calibration_curve. The share of positives has Wilson's interval.
struct CalibrationBin {
    double low = 0, high = 0;
    long cases = 0;
    double meanProbability = undefined;
    Interval share;
};

/// All bins, those without cases too. Fails with BadNumber (NaN, a probability outside 0 to 1), and BadArgument for less than one bin.
Result<std::vector<CalibrationBin>> calibrationCurve(std::span<const double> probabilities, std::span<const int> labels, int bins = 10);

/// The bin (from 0) that a probability belongs to.
std::size_t calibrationBin(double probability, int bins);

/// Expected calibration error over equally wide bins (Naeini et al., AAAI 2015): the mean over the cases of |mean probability - share of
/// positives| of their bin in calibrationCurve().
Result<double> calibrationError(std::span<const double> probabilities, std::span<const int> labels, int bins = 10);

/// A rising function through knots (Zadrozny and Elkan, KDD 2002): straight between two of them, level beyond the first and the last.
struct IsotonicFit {
    std::vector<double> scores, probabilities; ///< of the knots, scores rising
};

/// Isotonic regression of labels on scores by pooling adjacent violators; cases with the same score are taken together. The same as
/// scikit-learn's IsotonicRegression(out_of_bounds="clip"). Fails with BadNumber, or NoLabelledImages when one class is empty.
Result<IsotonicFit> fitIsotonic(std::span<const double> scores, std::span<const int> labels);

double isotonicProbability(const IsotonicFit& fit, double score);

/// Logit of a probability, with those closer than 1e-12 to 0 or 1 taken to be that close.
double logitOf(double probability);

} // namespace lucency::evaluation
