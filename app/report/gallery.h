#pragma once

#include "app/report/sections.h"
#include "model/classifier.h"

#include <stop_token>

namespace lucency::app::report {

/// Test images that the model called rightly and wrongly, those that it was surest of first, drawn small; with heat maps where a
/// classifier is given that knows the finding. Images that cannot be read are left out and counted. The pictures are of patients: they are
/// for a report that stays where the images are.
void addGalleries(Blocks& blocks, const Material& material, const ReportedFinding& finding, const model::Classifier* classifier,
                  std::stop_token stop);

} // namespace lucency::app::report
