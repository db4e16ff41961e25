#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace lucency::imaging {

/// The radiograph as it comes where the exposed field is smaller than the image: in every other case reduced into the field, else cut off
/// by it, with even bands, all black or all white, along one to four sides, up to a quarter of the height and a tenth of the width each
/// (DICOM PS3.3 C.7.6.11 calls what lies there a shutter). CV_32FC1, 0 to 255, as it is given; the same image and seed give the same bands,
/// and in any thread the same pixels. An image of less than 16 x 16 pixels is given back as it is.
cv::Mat collimated(const cv::Mat& grey, std::uint64_t seed);

} // namespace lucency::imaging
