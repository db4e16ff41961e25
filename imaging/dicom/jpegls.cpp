#include "imaging/dicom/jpegls.h"

#include "imaging/dicom/jpeglsscan.h"

#include <algorithm>
#include <optional>

namespace lucency::imaging::dicom {

namespace {

constexpr std::uint8_t startOfFrame = 0xF7, presetParameters = 0xF8, startOfScan = 0xDA, comment = 0xFE;

unsigned wordAt(std::span<const std::uint8_t> bytes, std::size_t at)
{
    return unsigned{bytes[at]} << 8 | bytes[at + 1];
}

/// Thresholds and reset of an LSE segment; 0 stands for the default, as it does in the stream.
struct Presets {
    int threshold1 = 0, threshold2 = 0, threshold3 = 0, reset = 0;
};

/// Default thresholds, ISO/IEC 14495-1 C.2.4.1.1.1.
Presets defaultPresets(int largest, int near)
{
    const auto within = [largest](int value, int least) { return value > largest || value < least ? least : value; };
    Presets presets;
    if (largest >= 128) {
        const int factor = (std::min(largest, 4095) + 128) / 256;
        presets.threshold1 = within(factor + 2 + 3 * near, near + 1);
        presets.threshold2 = within(factor * 4 + 3 + 5 * near, presets.threshold1);
        presets.threshold3 = within(factor * 17 + 4 + 7 * near, presets.threshold2);
    } else {
        const int factor = 256 / (largest + 1);
        presets.threshold1 = within(std::max(2, 3 / factor + 3 * near), near + 1);
        presets.threshold2 = within(std::max(3, 7 / factor + 5 * near), presets.threshold1);
        presets.threshold3 = within(std::max(4, 21 / factor + 7 * near), presets.threshold2);
    }
    presets.reset = 64;
    return presets;
}

/// The parameters of a scan with the presets put in; nothing where they contradict each other.
std::optional<JpegLsScan> scanOf(const JpegLsShape& shape, int near, const Presets& presets)
{
    const int largest = (1 << shape.precision) - 1;
    if (near > std::min(255, largest / 2)) return std::nullopt;
    const Presets usual = defaultPresets(largest, near);
    const auto given = [](int value, int otherwise) { return value != 0 ? value : otherwise; };
    JpegLsScan scan{shape.rows, shape.columns, shape.precision, near, 0, 0, 0, 0};
    scan.threshold1 = given(presets.threshold1, usual.threshold1);
    scan.threshold2 = given(presets.threshold2, usual.threshold2);
    scan.threshold3 = given(presets.threshold3, usual.threshold3);
    scan.reset = given(presets.reset, usual.reset);
    if (scan.threshold1 <= near || scan.threshold2 < scan.threshold1 || scan.threshold3 < scan.threshold2) return std::nullopt;
    if (scan.threshold3 > largest || scan.reset < 3 || scan.reset > 255) return std::nullopt;
    return scan;
}

bool isFrame(std::span<const std::uint8_t> body, const JpegLsShape& shape)
{
    return body.size() == 9 && body[0] == shape.precision && wordAt(body, 1) == shape.rows && wordAt(body, 3) == shape.columns &&
           body[5] == 1;
}

/// An LSE segment with preset parameters, C.2.4.1.1; nothing for other tables and for a largest sample of its own.
std::optional<Presets> presetsOf(std::span<const std::uint8_t> body, const JpegLsShape& shape)
{
    if (body.size() != 11 || body[0] != 1) return std::nullopt;
    const unsigned largest = wordAt(body, 1);
    if (largest != 0 && largest != (1U << shape.precision) - 1) return std::nullopt;
    const auto number = [body](std::size_t at) { return static_cast<int>(wordAt(body, at)); };
    return Presets{number(3), number(5), number(7), number(9)};
}

} // namespace

bool decodeJpegLs(std::span<const std::uint8_t> stream, const JpegLsShape& shape, std::span<std::uint8_t> to)
{
    if (shape.precision < 2 || shape.precision > 16 || shape.rows == 0 || shape.columns == 0) return false;
    if (stream.size() < 4 || wordAt(stream, 0) != 0xFFD8) return false;
    Presets presets;
    bool framed = false;
    std::size_t at = 2;
    for (;;) {
        if (stream.size() - at < 4 || stream[at] != 0xFF) return false;
        const std::uint8_t marker = stream[at + 1];
        const std::size_t length = wordAt(stream, at + 2);
        if (length < 2 || length > stream.size() - at - 2) return false;
        const std::span<const std::uint8_t> body = stream.subspan(at + 4, length - 2);
        at += 2 + length;
        if (marker == startOfFrame) {
            if (framed || !isFrame(body, shape)) return false;
            framed = true;
        } else if (marker == presetParameters) {
            const std::optional<Presets> read = presetsOf(body, shape);
            if (!read) return false;
            presets = *read;
        } else if (marker == startOfScan) {
            // One component, no mapping table, not interleaved, no point transform.
            if (!framed || body.size() != 6 || body[0] != 1 || body[2] != 0 || body[4] != 0 || body[5] != 0) return false;
            const std::optional<JpegLsScan> scan = scanOf(shape, body[3], presets);
            return scan && decodeJpegLsScan(JpegLsBits(stream.subspan(at)), *scan, to);
        } else if (marker != comment) {
            return false;
        }
    }
}

} // namespace lucency::imaging::dicom
