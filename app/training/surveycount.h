#pragma once

#include "app/training/survey.h"

namespace lucency::app {

/// Counts the images and people of a survey's cohort by finding, and what the data say beside: parts, ages, images with several findings.
void countFindings(Survey& survey);

} // namespace lucency::app
