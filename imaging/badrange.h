#pragma once

#include "imaging/augmentation.h"

#include <string_view>

namespace lucency::imaging {

/// The first range that is no range, by its name in recipes ("shiftX"): not finite, falling, or with a probability outside 0 to 1. Empty
/// where all are ranges; with others augment() gives an empty image.
std::string_view badRange(const AugmentationRanges& ranges);

} // namespace lucency::imaging
