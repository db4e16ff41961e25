#pragma once

#include "model/recipe.h"

#include <optional>
#include <string>

namespace lucency::model {

/// What no single key can say, such as names that must agree with each other: the offending key and why, or nothing.
std::optional<std::string> disagreement(const Recipe& recipe);

} // namespace lucency::model
