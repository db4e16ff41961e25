#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/gate.h"
#include "model/recipe.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace lucency::model {

/// The features of inputs that a gate judges by, one row an input.
using GateFeatures = std::function<std::vector<std::vector<float>>(std::span<const cv::Mat>)>;

/// A gate for a trained network, from some of the real radiographs of its training part, upright, mirrored, turned and inverted, and from
/// those of its validation part. Nothing where there are too few to set its limits: fewer than 100 and 40. Stages holds how many features
/// each of the network's stages gives. Fails as decodeForScoring() does.
Result<std::optional<Gate>> fitGateFor(const Recipe& recipe, const Cohort& cohort, std::span<const std::size_t> training,
                                       std::span<const std::size_t> validation, const std::filesystem::path& dataFolder, int threads,
                                       std::span<const int> stages, const GateFeatures& features, std::stop_token stop);

} // namespace lucency::model
