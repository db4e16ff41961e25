#pragma once

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace lucency::test {

/// How a JPEG-LS stream is written. Parameters of 0 are the defaults of ISO/IEC 14495-1.
struct JpegLsWriting {
    int columns = 0, rows = 0;
    int precision = 8; ///< 2 to 16
    int near = 0;
    int threshold1 = 0, threshold2 = 0, threshold3 = 0, reset = 0;
    bool presets = false; ///< with an LSE segment
};

/// A JPEG-LS stream of one component, written after the text of the standard and with no thought of speed: what it is about is any
/// precision and any parameters, which no encoder at hand takes.
QByteArray jpegLsStream(const std::vector<std::uint16_t>& samples, const JpegLsWriting& writing);

} // namespace lucency::test
