#pragma once

#include "imaging/dicom/dataset.h"
#include "imaging/dicom/header.h"

#include <string_view>

namespace lucency::imaging::dicom {

/// Whether a coarse image of such frames is worth making: JPEG 2000, grey, large, and stored values that can be averaged as they stand.
bool isWorthPreviewing(std::string_view transferSyntax, const PixelShape& shape);

/// The pixels of one frame without its finest wavelet levels, enlarged linearly to rows x columns, CV_16UC1 or CV_16SC1 within Bits
/// Stored. For frames that isWorthPreviewing() and whose file was checked. Fails like checkPixels(), and with UnsupportedPixelFormat
/// where the compressed values are not the stored ones.
Result<cv::Mat> coarsePixels(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject);

} // namespace lucency::imaging::dicom
