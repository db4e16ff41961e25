#include "imaging/rasterdecoders.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace lucency::imaging {
namespace {

std::uint32_t littleEndian(const std::uint8_t* p, int bytes)
{
    std::uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | p[i];
    return value;
}

enum Compression : std::uint32_t { Plain = 0, RunLength8 = 1, RunLength4 = 2, Fields = 3, FieldsAlpha = 6 };

struct BmpHeader {
    int columns = 0;
    int rows = 0;
    bool topDown = false;
    int depth = 0;
    std::uint32_t compression = Plain;
    std::uint32_t pixelsAt = 0;
    std::array<std::uint32_t, 4> masks{}; ///< red, green, blue, alpha
    std::vector<std::array<std::uint8_t, 3>> palette;
};

Done parsePalette(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t entryBytes, std::uint32_t used, BmpHeader& header)
{
    const std::uint32_t most = 1u << header.depth;
    const std::uint32_t count = used == 0 || used > most ? most : used;
    if (at > bytes.size() || bytes.size() - at < count * entryBytes)
        return rasterFailure(FailureKind::TruncatedPixelData, "BMP ends within its palette");
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint8_t* const entry = bytes.data() + at + i * entryBytes;
        header.palette.push_back({entry[2], entry[1], entry[0]});
    }
    return done();
}

Result<BmpHeader> parseHeader(const RasterSource& source)
{
    const std::span<const std::uint8_t> bytes = source.bytes;
    const Failure tooShort = rasterFailure(FailureKind::TruncatedPixelData, "BMP ends within its header");
    if (bytes.size() < 26) return tooShort;
    BmpHeader header;
    header.pixelsAt = littleEndian(bytes.data() + 10, 4);
    const std::uint32_t size = littleEndian(bytes.data() + 14, 4);
    const bool old = size == 12;
    if (!old && size < 40) return rasterFailure(FailureKind::CorruptFile, "BMP header of unknown length");
    if (bytes.size() < 14 + std::size_t{size}) return tooShort;
    const std::uint8_t* const info = bytes.data() + 14;
    const auto width = old ? static_cast<std::int64_t>(littleEndian(info + 4, 2)) : static_cast<std::int32_t>(littleEndian(info + 4, 4));
    const auto height = old ? static_cast<std::int64_t>(littleEndian(info + 6, 2)) : static_cast<std::int32_t>(littleEndian(info + 8, 4));
    header.topDown = height < 0;
    const std::int64_t rows = height < 0 ? -static_cast<std::int64_t>(height) : height;
    if (width <= 0) return rasterFailure(FailureKind::InvalidDimensions, "BMP without columns");
    if (const Done checked = checkDimensions(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(rows), source.limits); !checked)
        return checked.error();
    header.columns = static_cast<int>(width);
    header.rows = static_cast<int>(rows);
    header.depth = static_cast<int>(littleEndian(info + (old ? 10 : 14), 2));
    header.compression = old ? static_cast<std::uint32_t>(Plain) : littleEndian(info + 16, 4);
    const std::uint32_t used = old ? 0 : littleEndian(info + 32, 4);
    if (header.depth == 1 || header.depth == 4 || header.depth == 8) {
        if (const Done parsed = parsePalette(bytes, 14 + std::size_t{size}, old ? 3 : 4, used, header); !parsed) return parsed.error();
    } else if (header.compression == Fields || header.compression == FieldsAlpha) {
        const std::size_t masks = header.compression == FieldsAlpha || size >= 56 ? 4 : 3;
        if (bytes.size() < 54 + masks * 4) return tooShort;
        for (std::size_t i = 0; i < masks; ++i)
            header.masks[i] = littleEndian(bytes.data() + 54 + 4 * i, 4);
    } else if (header.depth == 16) {
        header.masks = {0x7c00, 0x03e0, 0x001f, 0};
    }
    return header;
}

/// A field of a pixel spread over 0 to 255.
std::uint8_t field(std::uint32_t pixel, std::uint32_t mask)
{
    if (mask == 0) return 0;
    const int shift = std::countr_zero(mask);
    const std::uint64_t highest = mask >> shift;
    return static_cast<std::uint8_t>(((pixel & mask) >> shift) * 255ull / highest);
}

/// The palette indices of a run-length encoded image. What the file skips is index 0 by definition; what it cuts off is an error. Writers
/// may fill a row up to whole words of 32 bits, as rows without compression are; that surplus is no part of the image.
Result<std::vector<std::uint8_t>> expandRuns(std::span<const std::uint8_t> in, const BmpHeader& header)
{
    const auto columns = static_cast<std::size_t>(header.columns);
    const auto rows = static_cast<std::size_t>(header.rows);
    // A row takes at least its two-byte end, or a jump of four bytes over 255 rows.
    if (rows > (in.size() / 2 + 1) * 255) return rasterFailure(FailureKind::TruncatedPixelData, "BMP too short for its rows");
    std::vector<std::uint8_t> out(columns * rows, 0);
    const bool nibbles = header.compression == RunLength4;
    const std::size_t inWord = nibbles ? 8 : 4;
    const std::size_t filled = (columns + inWord - 1) / inWord * inWord;
    std::size_t x = 0;
    std::size_t y = 0;
    const auto put = [&](std::uint8_t index) {
        if (x >= filled || y >= rows) return false;
        if (x < columns) out[y * columns + x] = index;
        ++x;
        return true;
    };
    const Failure wide = rasterFailure(FailureKind::CorruptFile, "BMP run beyond the image");
    for (std::size_t at = 0; at + 2 <= in.size();) {
        const std::size_t count = in[at];
        const std::uint8_t value = in[at + 1];
        at += 2;
        if (count > 0) {
            for (std::size_t i = 0; i < count; ++i)
                if (!put(!nibbles ? value : i % 2 ? value & 15 : value >> 4)) return wide;
        } else if (value == 0) {
            x = 0;
            ++y;
        } else if (value == 1) {
            return out;
        } else if (value == 2) {
            if (at + 2 > in.size()) break;
            x += in[at];
            y += in[at + 1];
            at += 2;
        } else {
            const std::size_t bytes = nibbles ? (value + 1u) / 2 : value;
            if (at + bytes > in.size()) break;
            for (std::size_t i = 0; i < value; ++i)
                if (!put(!nibbles ? in[at + i] : i % 2 ? in[at + i / 2] & 15 : in[at + i / 2] >> 4)) return wide;
            at += bytes + bytes % 2;
        }
    }
    return rasterFailure(FailureKind::TruncatedPixelData, "BMP ends before its last run");
}

struct BmpRow {
    const BmpHeader& header;
    std::array<std::uint16_t, 256> grey{};
    std::array<bool, 256> coloured{};
    bool outside = false;
    bool colour = false;

    explicit BmpRow(const BmpHeader& h)
        : header(h)
    {
        for (std::size_t i = 0; i < h.palette.size(); ++i)
            coloured[i] = luminanceRow(h.palette[i].data(), 3, 1, &grey[i]);
    }

    std::uint16_t looked(unsigned index)
    {
        outside |= index >= header.palette.size();
        colour |= coloured[index];
        return grey[index];
    }

    void convert(const std::uint8_t* row, std::uint16_t* out)
    {
        for (int x = 0; x < header.columns; ++x) {
            if (header.depth <= 8) {
                const int bit = x * header.depth;
                out[x] = looked(static_cast<unsigned>(row[bit / 8] >> (8 - header.depth - bit % 8)) & ((1u << header.depth) - 1));
                continue;
            }
            const int bytes = header.depth / 8;
            const std::uint8_t* const p = row + static_cast<std::ptrdiff_t>(x) * bytes;
            std::uint8_t rgb[3] = {p[2 % bytes], p[1], p[0]};
            if (header.masks[0] != 0) {
                const std::uint32_t pixel = littleEndian(p, bytes);
                for (std::size_t k = 0; k < 3; ++k)
                    rgb[k] = field(pixel, header.masks[k]);
            }
            colour |= luminanceRow(rgb, 3, 1, out + x);
        }
    }
};

} // namespace

Result<RasterImage> decodeBmp(const RasterSource& source)
{
    const Result<BmpHeader> parsed = parseHeader(source);
    if (!parsed) return parsed.error();
    const BmpHeader& header = parsed.value();
    const bool plain =
        header.compression == Plain && (header.depth <= 8 ? !header.palette.empty() : header.depth % 8 == 0 && header.depth <= 32);
    const bool fields = (header.compression == Fields || header.compression == FieldsAlpha) && (header.depth == 16 || header.depth == 32);
    const bool runs = (header.compression == RunLength8 && header.depth == 8) || (header.compression == RunLength4 && header.depth == 4);
    if (!plain && !fields && !runs)
        return rasterFailure(FailureKind::UnsupportedPixelFormat,
                             "BMP of " + std::to_string(header.depth) + " bits, compression " + std::to_string(header.compression));
    RasterImage image;
    image.rows = header.rows;
    image.columns = header.columns;
    image.alpha = header.masks[3] != 0;
    if (source.headerOnly) return image;
    if (header.pixelsAt > source.bytes.size()) return rasterFailure(FailureKind::TruncatedPixelData, "BMP ends before its pixels");
    std::span<const std::uint8_t> pixels = source.bytes.subspan(header.pixelsAt);
    std::size_t stride = (static_cast<std::size_t>(header.columns) * static_cast<std::size_t>(header.depth) + 31) / 32 * 4;
    BmpHeader expanded = header;
    std::vector<std::uint8_t> indices;
    if (runs) {
        Result<std::vector<std::uint8_t>> run = expandRuns(pixels, header);
        if (!run) return run.error();
        indices = std::move(run).value();
        pixels = indices;
        stride = static_cast<std::size_t>(header.columns);
        expanded.depth = 8;
    }
    if (pixels.size() < stride * static_cast<std::size_t>(header.rows))
        return rasterFailure(FailureKind::TruncatedPixelData, "BMP ends before its last row");
    image.pixels.create(image.rows, image.columns, CV_16UC1);
    BmpRow row(expanded);
    for (int y = 0; y < image.rows; ++y)
        row.convert(pixels.data() + stride * static_cast<std::size_t>(y),
                    image.pixels.ptr<std::uint16_t>(header.topDown ? y : image.rows - 1 - y));
    if (row.outside) return rasterFailure(FailureKind::CorruptFile, "BMP pixel outside its palette");
    image.colour = row.colour;
    return image;
}

} // namespace lucency::imaging
