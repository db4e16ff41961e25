#pragma once

#include "imaging/result.h"

#include <optional>
#include <span>
#include <vector>

namespace lucency::model {

/// What a gate takes an image for.
enum class GateClass { Upright, QuarterTurn, HalfTurn, ThreeQuarterTurn, Inverted };
inline constexpr int gateClasses = 5;

/// What is fitted with a model to refuse images that it should not score: a linear classifier of how a radiograph stands and whether black
/// and white are swapped, and a distance from the training images, both on the means of the network's feature maps, their limits taken
/// from validation images. A mirrored radiograph counts as upright: nothing but its letters and the heart tell it from one of situs
/// inversus.
struct Gate {
    std::vector<float> centre, scale; ///< of each feature; what follows is on (feature - centre) / scale
    std::vector<float> weights, bias; ///< gateClasses x features, gateClasses
    float leastUpright = 0;           ///< probability of Upright under which an image is refused
    int first = 0;                    ///< of the features that the distance is about
    std::vector<float> home, axes;    ///< their mean, and count x count: the Mahalanobis distance is |axes (x - home)|
    float farthest = 0;               ///< distance over which an image is refused
    long trainingImages = 0, validationImages = 0;
};

struct GateVerdict {
    GateClass likeliest = GateClass::Upright;
    double upright = 1;  ///< probability
    double distance = 0; ///< from the training images, 1 at the limit
    /// Why the image is refused: Rotated, InvertedImage or NotAChestRadiograph (unlike the training images).
    std::optional<FailureKind> refusal;
};

/// Whether the parts of a gate fit together and hold numbers; what was read from a file may not.
bool isSound(const Gate& gate);

/// Judges the features of one image, as many as the gate's. What is no number is refused.
GateVerdict judge(const Gate& gate, std::span<const float> features);

} // namespace lucency::model
