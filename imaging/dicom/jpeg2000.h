#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lucency::imaging::dicom {

/// A decoded JPEG 2000 image with all components at the same size, component by component.
struct Jpeg2000Image {
    std::uint32_t left = 0, top = 0; ///< of the image on the reference grid, ISO/IEC 15444-1 B.2, at full size
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    int precision = 0;
    bool isSigned = false;
    std::vector<std::vector<std::int32_t>> components;
};

enum class Jpeg2000Outcome { Decoded, Damaged, Unsupported };

/// Decodes a JPEG 2000 codestream, bare or within a JP2 file, with OpenJPEG. Streams that end early are Damaged, never half an image.
/// Colour transforms of the stream (RCT, ICT) are undone. Up to 4 components of up to 16 bits. Without the finest reduction wavelet levels
/// rows and columns are smaller by 2^reduction, rounded as ISO/IEC 15444-1 B-15 does; Damaged where the stream has fewer levels.
/// Thread-safe.
Jpeg2000Outcome decodeJpeg2000(std::span<const std::uint8_t> stream, Jpeg2000Image& image, int reduction = 0);

} // namespace lucency::imaging::dicom
