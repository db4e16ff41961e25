#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace lucency::imaging {

/// From which value to which one is drawn evenly, and for what share of the images.
struct AugmentationRange {
    double low = 0;
    double high = 0;
    double probability = 1; ///< 0 to 1; the other images keep the neutral value
};

/// What may happen to a training image. A range whose low and high are its neutral value does nothing. A vertical flip does not exist:
/// no radiograph is read upside down.
struct AugmentationRanges {
    AugmentationRange rotation{0, 0, 1};   ///< degrees, counter-clockwise
    AugmentationRange zoom{1, 1, 1};       ///< factor; over 1 enlarges
    AugmentationRange stretch{1, 1, 1};    ///< width over height, the area kept: sites crop and squeeze differently
    AugmentationRange shiftX{0, 0, 1};     ///< share of the width, to the right
    AugmentationRange shiftY{0, 0, 1};     ///< share of the height, downwards
    AugmentationRange shear{0, 0, 1};      ///< degrees, along the rows
    double horizontalFlip = 0;             ///< probability. The heart is on the left: a flip is for recipes that ask for it
    AugmentationRange crop{1, 1, 1};       ///< share of the side that is kept, at an even place
    AugmentationRange brightness{0, 0, 1}; ///< added, as a share of 255
    AugmentationRange contrast{1, 1, 1};   ///< factor about the image's mean
    AugmentationRange gamma{1, 1, 1};      ///< exponent of value / 255
    AugmentationRange noise{0, 0, 1};      ///< standard deviation of normal noise, as a share of 255
    AugmentationRange blur{0, 0, 1};       ///< standard deviation of a Gaussian, in pixels of the output
    AugmentationRange cutOut{0, 0, 1};     ///< side of a square filled with the image's mean, as a share of the side
};

/// One training image drawn from a radiograph (CV_8UC1, at least 1 x 1): outputSize x outputSize, CV_32FC1, values 0 to 255. All
/// geometry is one warp with the border replicated and, where it reduces, area-averaged beforehand. The same image, ranges and seed give
/// the same pixels in any thread. An empty image gives an empty one.
cv::Mat augment(const cv::Mat& grey8, int outputSize, const AugmentationRanges& ranges, std::uint64_t sampleSeed);

} // namespace lucency::imaging
