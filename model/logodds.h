#pragma once

#include "model/manifest.h"

#include <span>
#include <vector>

namespace lucency::model {

/// The log-odds of each output of a network: its own logit, or, among exclusive classes (softmax), what speaks for it against all others
/// together.
std::vector<double> logOdds(std::span<const float> outputs, bool exclusive);

/// The probability of a finding whose log-odds are these, as its calibration has it.
double calibrated(const FindingEntry& finding, double logit);

} // namespace lucency::model
