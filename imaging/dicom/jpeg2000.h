#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lucency::imaging::dicom {

/// A decoded JPEG 2000 image with all components at full size, component by component.
struct Jpeg2000Image {
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    int precision = 0;
    bool isSigned = false;
    std::vector<std::vector<std::int32_t>> components;
};

enum class Jpeg2000Outcome { Decoded, Damaged, Unsupported };

/// Decodes a JPEG 2000 codestream, bare or within a JP2 file, with OpenJPEG. Streams that end early are Damaged, never half an image.
/// Colour transforms of the stream (RCT, ICT) are undone. Up to 4 components of up to 16 bits. Thread-safe.
Jpeg2000Outcome decodeJpeg2000(std::span<const std::uint8_t> stream, Jpeg2000Image& image);

} // namespace lucency::imaging::dicom
