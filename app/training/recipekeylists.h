#pragma once

#include "app/training/recipekeys.h"

#include <vector>

namespace lucency::app {

/// The keys below "augmentation", and those of how a network learns, each in the order of model::toJson().
void addAugmentationKeys(std::vector<RecipeKey>& keys);
void addTrainingKeys(std::vector<RecipeKey>& keys);

} // namespace lucency::app
