#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/gate.h"
#include "model/partinputs.h"
#include "model/recipe.h"

#include <opencv2/core/mat.hpp>

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace lucency::model {

/// The features of inputs that a gate judges by, one row an input.
using GateFeatures = std::function<std::vector<std::vector<float>>(std::span<const cv::Mat>)>;

/// The real radiographs of the training part that a gate is fitted to, the same ones for the same seed: as many of each source as of any
/// other where there are so many, the sources taking turns, so that what is rare among the images is as much at home as what is not.
std::vector<std::size_t> gateImages(const Recipe& recipe, const Cohort& cohort, std::span<const std::size_t> training);

/// A gate for a trained network, from gateImages() upright, mirrored, turned and inverted, half of them once more in a field with bands
/// around it (imaging::collimated()), and from real radiographs of the validation part, source by source. Nothing where there are too few
/// to set its limits: fewer than 100 and 40. Stages holds how many features each of the network's stages gives. Fails as Pixels::at() does,
/// or with Cancelled.
Result<std::optional<Gate>> fitGateFor(const Recipe& recipe, const Cohort& cohort, const PartInputs& training, const PartInputs& validation,
                                       std::span<const int> stages, const GateFeatures& features, const std::stop_token& stop);

} // namespace lucency::model
