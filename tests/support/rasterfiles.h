#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <vector>

namespace lucency::test {

using Bytes = std::vector<std::uint8_t>;

/// What OpenCV decodes, as 16-bit grey by the reader's rule: equal channels as they are, others by luminance. Empty where it cannot.
cv::Mat expectedGrey(const Bytes& file);

/// Largest difference of two images; 1e9 where their sizes or types differ.
double largestDifference(const cv::Mat& a, const cv::Mat& b);

/// A smooth image that ends in noise, so that encoders choose every kind of filter. The type is CV_8U or CV_16U of any channels.
cv::Mat scene(int columns, int rows, int type);

/// cv::imencode.
Bytes encoded(const char* extension, const cv::Mat& image, const std::vector<int>& options = {});

/// Puts a big-endian number in its place.
void put32(Bytes& bytes, std::size_t at, std::uint32_t value);

/// A PNG whose header says something else, with a right checksum. Values below zero stay as they are.
Bytes withHeader(Bytes png, std::uint32_t columns, std::uint32_t rows, int depth = -1, int type = -1, int interlace = -1);

/// Appends a PNG chunk with its checksum.
void appendChunk(Bytes& png, const char* type, const Bytes& data);

/// A PNG made by hand of filtered rows.
Bytes pngOf(int columns, int rows, int depth, int type, const Bytes& filteredRows, const Bytes& palette = {}, bool interlaced = false);

/// A BMP made by hand.
Bytes bmpOf(int depth, std::uint32_t compression, int columns, int rows, const Bytes& palette, const Bytes& pixels);

/// A BMP palette of 0, 85, 170 and 255.
const Bytes& fourGreys();

} // namespace lucency::test
