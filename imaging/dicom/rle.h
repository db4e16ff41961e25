#pragma once

#include <cstdint>
#include <span>

namespace lucency::imaging::dicom {

/// What an RLE frame has to hold.
struct RleShape {
    std::uint64_t pixels = 0;
    int samples = 1;
    int bytesPerSample = 1;
};

enum class RleOutcome {
    Whole,
    OtherShape, ///< another number of segments, or segments of more bytes than there are pixels: it is a frame of another shape
    EndsEarly,  ///< bytes are missing
};

/// Decodes an RLE frame (PS3.5 annex G), its fragments joined, into the samples of each component in turn, as words of a little-endian
/// machine. to has room for all of them; what lies in it is of use only when the frame is whole. Thread-safe.
RleOutcome decodeRle(std::span<const std::uint8_t> stream, const RleShape& shape, std::span<std::uint8_t> to);

} // namespace lucency::imaging::dicom
