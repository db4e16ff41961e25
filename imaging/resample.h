#pragma once

#include <opencv2/core/mat.hpp>
#include <opencv2/core/matx.hpp>

namespace lucency::imaging {

/// An image reduced to size; each pixel is the mean of the area that it covers. Type kept.
cv::Mat reduced(const cv::Mat& image, cv::Size size);

/// Fills every pixel of into (allocated, of the image's type) with what lies at its place in the image, interpolated linearly; beyond the
/// edge the edge goes on. toImage leads from pixel centres of into to pixel centres of the image, both at whole numbers.
void resample(const cv::Mat& image, const cv::Matx23d& toImage, cv::Mat& into);

} // namespace lucency::imaging
