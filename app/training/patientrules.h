#pragma once

#include "app/training/survey.h"

#include <vector>

namespace lucency::app {

/// Ways to tell the patient from the names of the images, those of public data sets first, then by how well they fit. Each matches nine
/// of ten images or more, and finds at least three people and fewer people than images.
std::vector<PatientRule> rulesFor(const model::Cohort& cohort);

} // namespace lucency::app
