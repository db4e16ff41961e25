#pragma once

#include "imaging/dicom/jpeglsbits.h"

#include <cstdint>
#include <span>

namespace lucency::imaging::dicom {

/// Parameters of a JPEG-LS scan of one component, ISO/IEC 14495-1 annexes A and C.
struct JpegLsScan {
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    int precision = 0;
    int near = 0; ///< largest difference from the original
    int threshold1 = 0, threshold2 = 0, threshold3 = 0;
    int reset = 64; ///< at most 255
};

/// Decodes the samples of a scan to bytes (precision up to 8) or words; false as soon as a code is invalid or the bits do not end with the
/// last sample. Memory: two rows and tables of at most 0.3 MB. Thread-safe. Throws std::bad_alloc.
bool decodeJpegLsScan(const JpegLsBits& bits, const JpegLsScan& scan, std::span<std::uint8_t> to);

} // namespace lucency::imaging::dicom
