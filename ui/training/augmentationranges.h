#pragma once

#include "imaging/augmentation.h"

#include <QString>

#include <vector>

namespace lucency::ui {

/// A range of augmentation as one slider: how far from the unchanged image it reaches.
struct AugmentationSlider {
    enum class Shape {
        Around,   ///< from -strength to strength
        Share,    ///< from 1 - strength to 1 + strength
        Factor,   ///< from 1 / (1 + strength) to 1 + strength
        UpTo,     ///< from 0 to strength
        DownFrom, ///< from 1 - strength to 1
    };
    const char* key; ///< of the recipe, below "augmentation"
    imaging::AugmentationRange imaging::AugmentationRanges::*range;
    Shape shape;
    double most; ///< strength at the slider's end
    QString name, effect;
    const char* unit; ///< "°", "%" or "px"
};

/// All of them, in the order in which they are shown.
const std::vector<AugmentationSlider>& augmentationSliders();

/// The strength of a range, and the range of a strength; the probability stays as it is.
double strengthOf(const AugmentationSlider& slider, const imaging::AugmentationRange& range);
imaging::AugmentationRange rangeOf(const AugmentationSlider& slider, double strength, double probability);

/// "up to 10°", "off".
QString strengthText(const AugmentationSlider& slider, double strength);

} // namespace lucency::ui
