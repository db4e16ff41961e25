#pragma once

#include "app/predictiontable.h"
#include "model/evaluation/findingreport.h"

#include <functional>
#include <vector>

namespace lucency::app {

/// One number a patient for each image, in the order of the patients' names.
std::vector<int> patientNumbers(const PredictionTable& table);

/// Whether a finding takes part in its figures on an image: something is predicted, and its label is known.
bool isCase(const PredictionTable::Finding& finding, std::size_t image);

/// The cases of a finding in a table, in the order of its images, with sex, age band, view and scanner as groups. With isShownFor(), they
/// are told apart by whether a finding is shown for people of their age.
evaluation::FindingCases casesOf(const PredictionTable& table, const std::vector<int>& patients, const PredictionTable::Finding& finding,
                                 const std::function<bool(const PredictedImage&)>& isShownFor = {});

} // namespace lucency::app
