#pragma once

#include "app/training/survey.h"
#include "imaging/result.h"
#include "model/classifier.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

/// Finds images and labels as the wizard does, but reads no pixel: seconds where looking at all images takes minutes. Fails in the
/// outcome, as surveyData() does.
SurveyOutcome surveyLabels(const DataChoice& choice, const std::stop_token& stop);

/// For each finding of a model the one of the data that has its name, whatever its capitals and without what stands in brackets behind it;
/// none where no name or more than one fits. A label that would fit several findings of the model, such as pneumonia in children and in
/// adults, is the one's that has its very name, else nobody's: whom the images show, somebody has to say.
std::map<std::string, std::string> sameFindings(const std::vector<std::string>& ofModel, const std::vector<std::string>& ofData);

/// A model that is to be tried on labelled images.
struct ModelTest {
    std::filesystem::path model;
    model::ClassifierOptions options;
    SurveyPtr survey;                            ///< surveyed with labels, or more
    std::map<std::string, std::string> meanings; ///< finding of the model to finding of the data; others are not measured
    std::filesystem::path folder;                ///< for what comes out; it is made
};

/// What came of it.
struct TestedModel {
    std::filesystem::path predictions; ///< predictions.csv of the folder; beside it predictions.json, as `lucency evaluate` writes them
    std::size_t images = 0, notScored = 0;
};

/// Scores all labelled images with the model, without its gate, and measures it at its own operating points. Takes as long as scoring does.
/// Progress tells images done, on a worker. Fails as Classifier::load(), with NoLabelledImages where no finding has a meaning or no image
/// could be scored, CannotWrite, DiskFull, and Cancelled; then nothing is left in the folder.
Result<TestedModel> testModel(const ModelTest& test, const std::function<void(std::size_t done, std::size_t all)>& progress,
                              std::stop_token stop = {});

} // namespace lucency::app
