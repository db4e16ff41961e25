#pragma once

#include "imaging/dicom/codestream.h"
#include "imaging/dicom/dataset.h"
#include "imaging/dicom/header.h"
#include "imaging/dicom/samples.h"

#include <vector>

namespace lucency::imaging::dicom {

/// What was learned of the pixels before any is decoded.
struct PixelFacts {
    bool trailing = false; ///< more bytes than the frames need
    bool lossy = false;
};

/// Compares what the header claims with the bytes there are, and with the head of the first compressed frame. Reads no pixels. Fails with
/// NoPixelData, UnsupportedPixelFormat, TruncatedPixelData, PixelDataMismatch or CorruptFile.
Result<PixelFacts> checkPixels(const OpenedDicom& opened, const PixelShape& shape, const std::string& subject);

/// The compressed bytes of one frame, its fragments in a row, checked like those of checkPixels(). Only for encapsulated pixels.
Result<std::vector<std::uint8_t>> frameStream(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject);

/// One frame of pixels that are not compressed and were checked, as the file has them but in the byte order of the machine. Fails with
/// TruncatedPixelData where it cannot be read.
Result<RawFrame> nativeFrame(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject);

/// Decodes one frame of pixels that were checked, to CV_16UC1 or CV_16SC1. Bits beside Bits Stored are masked off and signed values
/// extended from it; colour becomes luminance. Fails like checkPixels(), and with UnsupportedTransferSyntax.
Result<cv::Mat> decodePixels(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject);

} // namespace lucency::imaging::dicom
