#pragma once

#include "imaging/result.h"
#include "model/evaluation/confusion.h"
#include "model/evaluation/tally.h"

#include <span>
#include <string>

namespace lucency::evaluation {

/// A threshold and what it does to the cases that it was chosen on.
struct ChosenThreshold {
    double threshold = 0.5;
    Confusion counts;
    bool reached = true; ///< false when no threshold fulfils the aim; then the nearest one is given
};

/// Chooses a threshold among the midpoints between neighbouring probabilities: for "youden" or "f1" the best one (the highest threshold
/// among equals), for "sensitivity>=X" the one of the best specificity that has it, for "specificity>=X" the other way round, for "cost=X"
/// the cheapest one where a missed case costs X times a false alarm. Fails with BadArgument for an unknown aim, BadNumber, or
/// NoLabelledImages when one class is empty.
Result<ChosenThreshold> chooseThreshold(std::span<const double> probabilities, std::span<const int> labels, const std::string& aim);

/// The same of cases that are sorted already.
Result<ChosenThreshold> chooseThreshold(const Tally& tally, const std::string& aim);

/// A threshold where recalibration has put it.
struct CarriedThreshold {
    double threshold = 0.5;
    long changedCalls = 0; ///< cases that lie on its other side now
};

/// Carries a threshold over to recalibrated probabilities, which rise with those before: the same cases lie at or over it wherever any two
/// on its two sides are still told apart. Where the threshold lies within a step of the recalibration, and so do cases on both sides of it,
/// the whole step lies at or over it. Recalibrated is the threshold's own value; after[i] is that of before[i].
CarriedThreshold carryThreshold(double threshold, double recalibrated, std::span<const double> before, std::span<const double> after);

/// Whether chooseThreshold() knows the aim.
bool isAim(const std::string& text);

} // namespace lucency::evaluation
