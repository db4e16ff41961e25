#pragma once

#include "app/evaluationlabels.h"
#include "app/predictiontable.h"
#include "imaging/result.h"
#include "model/classifier.h"

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace lucency::app {

/// Class activation maps of the images that have boxes, by path and finding.
using MapsByImage = std::map<std::string, std::map<std::string, evaluation::ActivationMap>>;

/// What a model said of a set of images.
struct ScoredForEvaluation {
    PredictionTable predictions; ///< of all findings of the model, shown to people or not; without labels
    MapsByImage maps;
    std::vector<std::pair<std::string, FailureKind>> notScored; ///< path and reason of images that were refused or failed
};

/// Scores every image as `lucency score` does. Maps are kept of images that boxes has, for the findings that it has them for. Progress is
/// called with the number of paths that are done. In a window the batches are computed in turn with others. Fails as scoreAll(), not for
/// single images.
Result<ScoredForEvaluation> scoreForEvaluation(const std::vector<std::filesystem::path>& paths, const model::Classifier& classifier,
                                               int batch, const BoxesByImage& boxes, const std::function<void(std::size_t)>& progress,
                                               std::stop_token stop = {}, bool inTurn = false);

/// Pairs reference boxes with a model's maps, by finding.
std::map<std::string, std::vector<evaluation::LocalisationCase>> placesOfMaps(const BoxesByImage& references, const MapsByImage& maps);

/// Pairs reference boxes with those that another program found; images of the predictions without a found box are misses.
std::map<std::string, std::vector<evaluation::LocalisationCase>> placesOfBoxes(const PredictionTable& predictions,
                                                                               const BoxesByImage& references, const BoxesByImage& found);

} // namespace lucency::app
