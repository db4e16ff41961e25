#include "imaging/rasterdecoders.h"

#include <libdeflate.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace lucency::imaging {
namespace {

// PNG specification, third edition. Everything is read here and nothing by a library that fills what is missing with grey.

constexpr std::size_t SignatureBytes = 8;
constexpr std::size_t ChunkOverhead = 12;
constexpr std::uint64_t LargestDeflateRatio = 1032; ///< 258 bytes for two bits

std::uint32_t bigEndian(const std::uint8_t* p)
{
    return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}

constexpr std::uint32_t name(const char (&letters)[5])
{
    return static_cast<std::uint32_t>(letters[0]) << 24 | static_cast<std::uint32_t>(letters[1]) << 16 |
           static_cast<std::uint32_t>(letters[2]) << 8 | static_cast<std::uint32_t>(letters[3]);
}

enum ColourType : std::uint8_t { Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6 };

struct PngHeader {
    int columns = 0;
    int rows = 0;
    int depth = 8;
    std::uint8_t type = Grey;
    bool interlaced = false;

    int channels() const { return type == Colour ? 3 : type == GreyAlpha ? 2 : type == ColourAlpha ? 4 : 1; }
    std::size_t rowBytes(int width) const
    {
        return (static_cast<std::size_t>(width) * static_cast<std::size_t>(channels() * depth) + 7) / 8;
    }
    int bytesPerPixel() const { return std::max(1, channels() * depth / 8); }
};

/// One of the seven reduced images of Adam7, or the whole image.
struct Pass {
    int x0, y0, dx, dy;
    int columns(const PngHeader& h) const { return h.columns <= x0 ? 0 : (h.columns - x0 + dx - 1) / dx; }
    int rows(const PngHeader& h) const { return h.rows <= y0 ? 0 : (h.rows - y0 + dy - 1) / dy; }
};
constexpr Pass Whole[] = {{0, 0, 1, 1}};
constexpr Pass Adam7[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

std::span<const Pass> passes(const PngHeader& header)
{
    return header.interlaced ? std::span<const Pass>(Adam7) : std::span<const Pass>(Whole);
}

std::uint64_t filteredBytes(const PngHeader& header)
{
    std::uint64_t bytes = 0;
    for (const Pass& pass : passes(header))
        if (pass.columns(header) > 0) bytes += static_cast<std::uint64_t>(pass.rows(header)) * (header.rowBytes(pass.columns(header)) + 1);
    return bytes;
}

/// What the chunks of a file say, with the compressed pixels in one piece.
struct PngChunks {
    PngHeader header;
    std::array<std::array<std::uint8_t, 3>, 256> palette{};
    std::size_t paletteSize = 0;
    bool transparency = false;
    std::optional<int> orientation;
    std::vector<std::span<const std::uint8_t>> pixelData;
    std::size_t pixelBytes = 0;
};

Done parseHeader(std::span<const std::uint8_t> data, const ReadLimits& limits, PngHeader& header)
{
    if (data.size() != 13) return rasterFailure(FailureKind::CorruptFile, "PNG header of wrong length");
    const std::uint32_t columns = bigEndian(data.data());
    const std::uint32_t rows = bigEndian(data.data() + 4);
    if (const Done checked = checkDimensions(columns, rows, limits); !checked) return checked.error();
    header.columns = static_cast<int>(columns);
    header.rows = static_cast<int>(rows);
    header.depth = data[8];
    header.type = data[9];
    header.interlaced = data[12] == 1;
    const bool whole = header.depth == 8 || header.depth == 16;
    const bool part = header.depth == 1 || header.depth == 2 || header.depth == 4;
    const bool fits = header.type == Grey                                                               ? whole || part
                      : header.type == Palette                                                          ? header.depth == 8 || part
                      : header.type == Colour || header.type == GreyAlpha || header.type == ColourAlpha ? whole
                                                                                                        : false;
    if (!fits || data[10] != 0 || data[11] != 0 || data[12] > 1)
        return rasterFailure(FailureKind::CorruptFile, "PNG header with an undefined combination of values");
    return done();
}

/// The orientation for the header alone: it may stand behind the pixels, which are passed over. Damage here is for reading in full to find.
Done peekOrientation(const RasterSource& source, std::size_t at, PngChunks& chunks)
{
    const std::span<const std::uint8_t> bytes = source.bytes;
    while (at <= bytes.size() && bytes.size() - at >= ChunkOverhead) {
        const std::uint32_t length = bigEndian(bytes.data() + at);
        const std::uint32_t type = bigEndian(bytes.data() + at + 4);
        if (type == name("IEND")) return done();
        if (length > bytes.size() - at - ChunkOverhead) break;
        if (type == name("eXIf")) {
            chunks.orientation = exifOrientation(bytes.subspan(at + 8, length), ExifPrefix::Optional);
            return done();
        }
        at += ChunkOverhead + length;
    }
    if (source.whole) return done();
    return rasterFailure(FailureKind::TruncatedPixelData, "the orientation may stand behind these bytes");
}

/// Walks the chunks up to IEND; checks the sums of those that matter.
Done walkChunks(const RasterSource& source, PngChunks& chunks)
{
    const std::span<const std::uint8_t> bytes = source.bytes;
    bool pixelsEnded = false;
    for (std::size_t at = SignatureBytes; at <= bytes.size();) {
        if (bytes.size() - at < ChunkOverhead) break;
        const std::uint32_t length = bigEndian(bytes.data() + at);
        const std::uint32_t type = bigEndian(bytes.data() + at + 4);
        const bool critical = (type & 0x20000000u) == 0;
        const bool orients = type == name("eXIf"); // a radiograph on its head because of a damaged chunk would be no less wrong
        if (length > 0x7fffffffu) return rasterFailure(FailureKind::CorruptFile, "PNG chunk with an impossible length");
        if (length > bytes.size() - at - ChunkOverhead) break;
        const std::span<const std::uint8_t> data = bytes.subspan(at + 8, length);
        if ((critical || orients) && libdeflate_crc32(0, bytes.data() + at + 4, length + 4u) != bigEndian(data.data() + length))
            return rasterFailure(FailureKind::CorruptFile, "checksum of a PNG chunk is wrong");
        if ((at == SignatureBytes) != (type == name("IHDR")))
            return rasterFailure(FailureKind::CorruptFile, "PNG header is missing or repeated");
        if (type == name("IHDR")) {
            if (const Done parsed = parseHeader(data, source.limits, chunks.header); !parsed) return parsed.error();
            if (source.headerOnly) return peekOrientation(source, at + ChunkOverhead + length, chunks);
        } else if (orients) {
            if (!chunks.orientation) chunks.orientation = exifOrientation(data, ExifPrefix::Optional);
        } else if (type == name("PLTE")) {
            if (length % 3 || length > 768) return rasterFailure(FailureKind::CorruptFile, "PNG palette of wrong length");
            chunks.paletteSize = length / 3;
            std::memcpy(chunks.palette.data(), data.data(), length);
        } else if (type == name("tRNS")) {
            chunks.transparency = true;
        } else if (type == name("IDAT")) {
            if (pixelsEnded) return rasterFailure(FailureKind::CorruptFile, "PNG pixel data is not in one piece");
            chunks.pixelData.push_back(data);
            chunks.pixelBytes += data.size();
        } else if (type == name("IEND")) {
            if (chunks.pixelData.empty()) return rasterFailure(FailureKind::NoPixelData, "PNG without pixel data");
            return done();
        } else if (critical) {
            return rasterFailure(FailureKind::CorruptFile, "PNG with an unknown critical chunk");
        }
        pixelsEnded = !chunks.pixelData.empty() && type != name("IDAT");
        at += ChunkOverhead + length;
    }
    return rasterFailure(FailureKind::TruncatedPixelData, "PNG ends before its end chunk");
}

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

/// Streams that go on after the last row: libdeflate wants the exact size, so zlib fills the rows and stops there.
bool inflateFirst(std::span<const std::uint8_t> compressed, std::uint8_t* out, std::size_t size)
{
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return false;
    stream.next_in = const_cast<Bytef*>(compressed.data());
    stream.avail_in = static_cast<uInt>(compressed.size());
    stream.next_out = out;
    stream.avail_out = static_cast<uInt>(size);
    const int state = inflate(&stream, Z_SYNC_FLUSH);
    inflateEnd(&stream);
    return (state == Z_OK || state == Z_STREAM_END || state == Z_BUF_ERROR) && stream.avail_out == 0;
}

/// The filtered rows of all passes; sets surplus when the stream holds more.
Result<std::unique_ptr<std::uint8_t[]>> inflatePixels(const PngChunks& chunks, bool& surplus)
{
    const std::uint64_t size = filteredBytes(chunks.header);
    if (size > chunks.pixelBytes * LargestDeflateRatio)
        return rasterFailure(FailureKind::TruncatedPixelData, "the compressed data is too short for the dimensions");
    std::unique_ptr<std::uint8_t[]> joined;
    std::span<const std::uint8_t> compressed = chunks.pixelData.front();
    if (chunks.pixelData.size() > 1) {
        joined.reset(new std::uint8_t[chunks.pixelBytes]);
        std::size_t at = 0;
        for (const auto& piece : chunks.pixelData) {
            std::memcpy(joined.get() + at, piece.data(), piece.size());
            at += piece.size();
        }
        compressed = {joined.get(), chunks.pixelBytes};
    }
    std::unique_ptr<std::uint8_t[]> rows(new std::uint8_t[size]);
    const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
    if (!decompressor) throw std::bad_alloc();
    std::size_t actual = 0;
    switch (libdeflate_zlib_decompress(decompressor.get(), compressed.data(), compressed.size(), rows.get(), size, &actual)) {
    case LIBDEFLATE_SUCCESS:
        if (actual < size) return rasterFailure(FailureKind::TruncatedPixelData, "fewer rows than the header says");
        return rows;
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        if (size > 0xffffffffu || compressed.size() > 0xffffffffu || !inflateFirst(compressed, rows.get(), size)) break;
        surplus = true;
        return rows;
    default:
        break;
    }
    return rasterFailure(FailureKind::CorruptFile, "the compressed pixel data is damaged");
}

/// Grey values of one unfiltered row, columns apart by step.
class PngRow {
public:
    explicit PngRow(const PngChunks& chunks)
        : m_chunks(chunks)
    {
        const std::size_t count = std::size_t{1} << std::min(8, chunks.header.depth);
        const unsigned highest = static_cast<unsigned>(count - 1);
        m_known = chunks.header.type == Palette ? chunks.paletteSize : count;
        for (std::size_t i = 0; i < count; ++i) {
            if (chunks.header.type == Palette)
                m_paletteColour[i] = luminanceRow(chunks.palette[i].data(), 3, 1, &m_grey[i]);
            else
                m_grey[i] = static_cast<std::uint16_t>(static_cast<unsigned>(i) * 255u / highest);
        }
    }

    void toGrey(const std::uint8_t* row, int columns, std::uint16_t* grey)
    {
        const PngHeader& h = m_chunks.header;
        if (h.depth < 8 || h.type == Palette) return looked(row, columns, grey);
        if (h.depth == 8) {
            if (h.type == Grey || h.type == GreyAlpha)
                for (std::ptrdiff_t x = 0, step = h.channels(); x < columns; ++x)
                    grey[x] = row[x * step];
            else
                m_colour |= luminanceRow(row, h.channels(), columns, grey);
            return;
        }
        if (h.type == Grey || h.type == GreyAlpha) {
            for (std::ptrdiff_t x = 0, step = std::ptrdiff_t{2} * h.channels(); x < columns; ++x)
                grey[x] = static_cast<std::uint16_t>(row[x * step] << 8 | row[x * step + 1]);
            return;
        }
        m_wide.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(h.channels()));
        for (std::size_t i = 0; i < m_wide.size(); ++i)
            m_wide[i] = static_cast<std::uint16_t>(row[2 * i] << 8 | row[2 * i + 1]);
        m_colour |= luminanceRow(m_wide.data(), h.channels(), columns, grey);
    }

    bool colour() const { return m_colour; }
    bool outsidePalette() const { return m_outside; }

private:
    void looked(const std::uint8_t* row, int columns, std::uint16_t* grey)
    {
        const int depth = m_chunks.header.depth;
        const unsigned mask = (1u << depth) - 1;
        for (int x = 0; x < columns; ++x) {
            const int bit = x * depth;
            const unsigned index = static_cast<unsigned>(row[bit / 8] >> (8 - depth - bit % 8)) & mask;
            m_outside |= index >= m_known;
            m_colour |= m_paletteColour[index];
            grey[x] = m_grey[index];
        }
    }

    const PngChunks& m_chunks;
    std::array<std::uint16_t, 256> m_grey{};
    std::array<bool, 256> m_paletteColour{};
    std::size_t m_known = 256;
    std::vector<std::uint16_t> m_wide;
    bool m_colour = false;
    bool m_outside = false;
};

Done fillPixels(const PngChunks& chunks, std::uint8_t* filtered, RasterImage& image)
{
    const PngHeader& header = chunks.header;
    image.pixels.create(header.rows, header.columns, CV_16UC1);
    PngRow row(chunks);
    std::vector<std::uint16_t> spread;
    for (const Pass& pass : passes(header)) {
        const int columns = pass.columns(header);
        const int rows = pass.rows(header);
        if (columns == 0 || rows == 0) continue;
        const std::size_t stride = header.rowBytes(columns) + 1;
        if (!unfilterPng(filtered, static_cast<std::size_t>(rows), stride - 1, header.bytesPerPixel()))
            return rasterFailure(FailureKind::CorruptFile, "PNG row with an unknown filter");
        for (int y = 0; y < rows; ++y, filtered += stride) {
            auto* const target = image.pixels.ptr<std::uint16_t>(pass.y0 + y * pass.dy);
            if (!header.interlaced) {
                row.toGrey(filtered + 1, columns, target);
                continue;
            }
            spread.resize(static_cast<std::size_t>(columns));
            row.toGrey(filtered + 1, columns, spread.data());
            for (int x = 0; x < columns; ++x)
                target[pass.x0 + x * pass.dx] = spread[static_cast<std::size_t>(x)];
        }
    }
    if (row.outsidePalette()) return rasterFailure(FailureKind::CorruptFile, "PNG pixel outside its palette");
    image.colour = row.colour();
    return done();
}

} // namespace

Result<RasterImage> decodePng(const RasterSource& source)
{
    PngChunks chunks;
    if (const Done walked = walkChunks(source, chunks); !walked) return walked.error();
    const PngHeader& header = chunks.header;
    RasterImage image;
    image.rows = header.rows;
    image.columns = header.columns;
    image.bits = header.depth == 16 ? 16 : 8;
    image.orientation = chunks.orientation.value_or(1);
    image.alpha = header.type == GreyAlpha || header.type == ColourAlpha || chunks.transparency;
    if (source.headerOnly) return image;
    if (header.type == Palette && chunks.paletteSize == 0) return rasterFailure(FailureKind::CorruptFile, "PNG without its palette");
    const Result<std::unique_ptr<std::uint8_t[]>> filtered = inflatePixels(chunks, image.surplus);
    if (!filtered) return filtered.error();
    if (const Done filled = fillPixels(chunks, filtered.value().get(), image); !filled) return filled.error();
    return image;
}

} // namespace lucency::imaging
