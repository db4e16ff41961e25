#pragma once

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>

namespace lucency::model {

/// The part of an image (CV_8UC1) that is left when a uniform border is cut off: at most a quarter of each side.
cv::Rect contentOf(const cv::Mat& image);

/// How bright each place of an image is beside its neighbours, and not in itself: local mean and contrast are taken away, so that exposure
/// and most changes of tone are too, and an inverted image has the same with the other sign. Square, CV_8SC1, of the content alone.
cv::Mat reliefOf(const cv::Mat& image, int side);

/// What is kept of an image to find others that show the same.
struct ImageLook {
    static constexpr int side = 28;
    static constexpr std::size_t waves = 57; ///< with at most 8 half periods along the image

    std::array<std::int16_t, waves> spectrum{};    ///< a cosine transform of the ranks of its grey levels, of length 32767
    std::array<std::int8_t, side * side> relief{}; ///< reliefOf()
    bool isPlain = true;                           ///< nothing is to be seen: the rest is 0
};

/// Of a CV_8UC1 or CV_32FC1 image with at least one pixel.
ImageLook lookAt(const cv::Mat& image);

/// How many half periods a wave of the spectrum has across and down. Those with an odd number across change sign when the image is
/// mirrored.
struct Wave {
    int across = 0, down = 0;
};
const std::array<Wave, ImageLook::waves>& lookWaves();

} // namespace lucency::model
