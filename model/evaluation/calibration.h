#pragma once

#include "imaging/result.h"
#include "model/evaluation/auc.h"

#include <span>

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

/// Expected calibration error over equally wide bins (Naeini et al., AAAI 2015): the mean over the cases of |mean probability - share of
/// positives| of their bin. A probability of 1 belongs to the last bin.
Result<double> calibrationError(std::span<const double> probabilities, std::span<const int> labels, int bins = 10);

} // namespace lucency::evaluation
