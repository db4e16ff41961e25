#pragma once

#include "model/gate.h"

#include <array>
#include <vector>

namespace lucency::model {

/// Features of one image, one row an image.
using FeatureRows = std::vector<std::vector<float>>;

/// What a gate is fitted to: training images in each of the ways that it tells apart (upright ones mirrored, too), and validation images
/// as they are, those of each data source by themselves.
struct GateImages {
    std::array<FeatureRows, gateClasses> training;
    std::vector<FeatureRows> validation;
    int first = 0, count = 0; ///< of the features that the distance is about
};

/// Validation images under which a source has no limits of its own.
inline constexpr std::size_t fewestOfSource = 40;

/// Fits a gate: ridge-penalised multinomial regression, and the Mahalanobis distance from the upright training images with a shrunken
/// covariance. Limits: the probability of being upright that all but 0.5 % of the validation images reach, and a distance a tenth beyond
/// what all but 1 % keep; of all images together and of those of each source with at least fewestOfSource, so that no source pays for being
/// the smaller one. The one odd image of a small source sets no limit. The same images give the same gate. Every way of the
/// training images needs at least two of them, all with as many features, and the validation images at least one.
Gate fitGate(const GateImages& images);

} // namespace lucency::model
