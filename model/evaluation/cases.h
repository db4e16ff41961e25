#pragma once

#include "imaging/result.h"

#include <optional>
#include <span>

namespace lucency::evaluation {

/// What is wrong with a set of cases: lengths that differ, NaN, labels other than 0 and 1; nothing when all is well.
std::optional<Failure> faultIn(std::span<const double> probabilities, std::span<const int> labels);

} // namespace lucency::evaluation
