#pragma once

#include "model/split.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace lucency::test {

/// What people make out of an image.
using Change = std::function<cv::Mat(const cv::Mat&)>;

cv::Mat turned(const cv::Mat& image, double degrees, int border = cv::BORDER_REPLICATE);
/// By a share of each side.
cv::Mat cropped(const cv::Mat& image, double share);
/// Half as wide at the right and at the bottom.
cv::Mat framed(const cv::Mat& image, int top, int left, int grey);
/// By pixels, black beside.
cv::Mat shifted(const cv::Mat& image, double x, double y);
cv::Mat mirrored(const cv::Mat& image);
cv::Mat inverted(const cv::Mat& image);
cv::Mat equalised(const cv::Mat& image);
cv::Mat withGamma(const cv::Mat& image, double gamma);
cv::Mat noisy(const cv::Mat& image, double levels);
cv::Mat lettered(const cv::Mat& image);

/// Values of 16 bits as a cohort keeps them: bytes, of so many pixels a side; of their own size without.
cv::Mat bytesOf(const cv::Mat& values, int side = 0);
/// A drawn person, as a cohort would keep the image.
cv::Mat person(std::uint64_t seed, std::uint64_t visit = 0, int side = 224);
/// Some of them, drawn once.
constexpr int people = 20;
const std::vector<cv::Mat>& persons();

/// For each image the lowest that pairs join it with, directly or through others.
std::vector<std::size_t> joined(std::size_t count, const model::Twins& twins);

} // namespace lucency::test
