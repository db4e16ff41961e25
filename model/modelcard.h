#pragma once

#include "model/runevaluation.h"
#include "model/trainerreport.h"

#include <string>

namespace lucency::model {

/// The model card of a run (Markdown): what it is for, what it was trained and measured on, every figure with its interval, and its limits.
std::string modelCard(const RunFacts& facts, const RunEvaluation& run);

} // namespace lucency::model
