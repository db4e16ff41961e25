#pragma once

#include "imaging/dicom/text.h"
#include "imaging/radiograph.h"
#include "imaging/read.h"
#include "imaging/result.h"

#include <string>

namespace lucency::imaging::dicom {

/// The Image Pixel Module, PS3.3 C.7.6.3, made sense of.
struct PixelShape {
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    int samples = 1;
    int bitsAllocated = 16;
    int bitsStored = 16;
    int highBit = 15;
    bool isSigned = false;
    bool planar = false;
    int frames = 1;
    std::string photometric;

    bool isMonochrome() const { return photometric.starts_with("MONOCHROME"); }
    std::uint64_t pixels() const { return std::uint64_t{rows} * columns; }
    /// Bytes of a frame that is not compressed; YBR_FULL_422 has two samples a pixel there.
    std::uint64_t nativeFrameBytes() const;
};

/// Fails with InvalidDimensions, TooLarge or UnsupportedPixelFormat.
Result<PixelShape> readShape(DcmItem& dataset, const ReadLimits& limits, const std::string& subject);

/// Fills identity, meaning, spacing, aspect, bits and the remarks that follow from them.
void describe(DcmItem& dataset, const PixelShape& shape, Radiograph& radiograph);

/// Parts of describe(), in files of their own.
void describeMeaning(DcmItem& dataset, const PixelShape& shape, Text& text, Radiograph& radiograph);
void describeSpacing(DcmItem& dataset, Radiograph& radiograph);

/// Adds a remark once.
void remark(Radiograph& radiograph, Remark remark);

} // namespace lucency::imaging::dicom
