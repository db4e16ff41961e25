#pragma once

#include "model/jsonobject.h"
#include "model/recipe.h"

namespace lucency::model {

/// Reads one entry of "data" of a recipe. What only several keys together can get wrong is named by the first of them.
void readSource(JsonObject object, DataSource& source);

nlohmann::ordered_json sourceToJson(const DataSource& source);

} // namespace lucency::model
