#pragma once

#include "model/split.h"

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace lucency::model {

/// What an image looks like at 17 x 16 pixels: a difference hash of 256 bits.
using ImageHash = std::array<std::uint64_t, 4>;

/// Of a CV_8UC1 or CV_32FC1 image with at least one pixel.
ImageHash differenceHash(const cv::Mat& image);

/// Pairs of images that look the same: hashes at most so many bits apart, and everything joined by them. Of more than two images that
/// look the same not every pair is named, yet all of them are linked by pairs. First index lower, sorted; images without a hash have no
/// twin. The time grows hardly faster than the number of images.
Twins findTwins(std::span<const std::optional<ImageHash>> hashes, int bitsApart = 6);

} // namespace lucency::model
