#pragma once

#include "imaging/augmentation.h"
#include "model/jsonobject.h"

namespace lucency::model {

/// Reads the object "augmentation" of a recipe: a range is [low, high] or [low, high, probability].
void readAugmentation(JsonObject object, imaging::AugmentationRanges& ranges);

nlohmann::ordered_json augmentationToJson(const imaging::AugmentationRanges& ranges);

} // namespace lucency::model
