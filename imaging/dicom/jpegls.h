#pragma once

#include <cstdint>
#include <span>

namespace lucency::imaging::dicom {

/// What a JPEG-LS frame has to be to be decoded here.
struct JpegLsShape {
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    int precision = 0; ///< bits of a sample, 2 to 16
};

/// Decodes a JPEG-LS stream (ISO/IEC 14495-1) of one component and this shape, lossless or near-lossless, with the default parameters or
/// those of an LSE segment. Samples go to to, which has room for all of them, as bytes up to 8 bits and as words of the machine above. True
/// only when the stream is decoded without a flaw up to the marker that ends it: every code valid, no pixel missing, no bit left over but
/// the padding. Otherwise, and for all that this decoder does not know (other markers, restart intervals, mapping tables, point transforms,
/// a largest sample that is not all ones), false, with to in any state. Thread-safe. Throws std::bad_alloc.
bool decodeJpegLs(std::span<const std::uint8_t> stream, const JpegLsShape& shape, std::span<std::uint8_t> to);

} // namespace lucency::imaging::dicom
