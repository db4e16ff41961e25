#pragma once

#include "imaging/dicom/header.h"

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace lucency::imaging::dicom {

/// A decoded frame as bytes, before its bits are given their meaning.
struct RawFrame {
    std::vector<std::uint8_t> bytes;
    int bytesPerSample = 2;
    std::string photometric; ///< after decoding
    bool planar = false;
    bool subsampled = false; ///< Y Y Cb Cr of uncompressed YBR_FULL_422
    bool clamp = false;      ///< lossy values may overshoot Bits Stored: saturate instead of masking
};

/// The three tables of PALETTE COLOR, PS3.3 C.7.6.3.1.5, as luminance of 16 bits by stored value from first on.
struct Palette {
    int first = 0;
    std::vector<std::uint16_t> luminance;
};

/// Stored values of a grey frame: CV_16SC1 when the shape is signed, else CV_16UC1.
cv::Mat greyFrom(const RawFrame& raw, const PixelShape& shape);

/// Luminance of a colour frame (RGB or YBR), CV_16UC1 with the bits of the shape. Equal red, green and blue give their own value.
cv::Mat luminanceFrom(const RawFrame& raw, const PixelShape& shape);

/// Luminance of a palette frame, CV_16UC1 with 16 bits.
cv::Mat luminanceFrom(const RawFrame& raw, const PixelShape& shape, const Palette& palette);

} // namespace lucency::imaging::dicom
