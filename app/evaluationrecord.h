#pragma once

#include "app/evaluation.h"
#include "imaging/result.h"

#include <string>
#include <utility>
#include <vector>

namespace lucency::app {

/// What a report tells beside the figures.
struct EvaluationSource {
    std::string model;                                          ///< name and version; empty without one
    std::string predictions;                                    ///< file, empty without one
    std::vector<std::pair<std::string, FailureKind>> notScored; ///< path and reason of images that were refused or failed
    std::string modelFile = {};                                 ///< of the model; empty without one
    std::string dataFolder = {};                                ///< that notScored is named below; empty where it lies anywhere
    bool passedOn = false; ///< whether the report goes where the files are not: it then has their names without their places
};

/// The report as JSON: doc/evaluation.md says what each key means. Figures that are undefined are null.
std::string evaluationJson(const Evaluation& evaluation, const EvaluationSource& source);

/// A table of what was evaluated with the probabilities that the figures of its evaluationJson() are of: recalibrated where the report says
/// how. Of a text that is no such report it stays as it is.
PredictionTable recalibrated(PredictionTable table, const std::string& evaluationJson);

/// The main figures as a table for people, and what to bear in mind with them.
std::string evaluationTable(const Evaluation& evaluation, const EvaluationSource& source);

} // namespace lucency::app
