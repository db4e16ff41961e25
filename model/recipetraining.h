#pragma once

#include "model/jsonobject.h"
#include "model/recipe.h"

namespace lucency::model {

/// Reads the object "training" of a recipe.
void readTraining(JsonObject object, TrainingPlan& plan);

nlohmann::ordered_json trainingToJson(const TrainingPlan& plan);

} // namespace lucency::model
