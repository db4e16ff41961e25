#pragma once

#include <opencv2/core/mat.hpp>

namespace lucency::imaging {

/// How much of each place belongs to the lung fields of a frontal chest radiograph as it is usually framed: two ellipses with soft edges,
/// rows x columns, CV_32FC1, 0 to 1. An average, not a segmentation.
cv::Mat lungFields(int rows, int columns);

/// The lung fields of one radiograph in the surroundings of another, whose brightness and contrast are brought to those of the first. Both
/// CV_8UC1 of the same size; where they are not, the first as it is. A network that is shown such images cannot tell the finding by what
/// lies outside the lungs.
cv::Mat inSurroundingsOf(const cv::Mat& chest, const cv::Mat& other);

} // namespace lucency::imaging
