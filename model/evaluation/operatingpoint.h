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

/// Whether chooseThreshold() knows the aim.
bool isAim(const std::string& text);

} // namespace lucency::evaluation
