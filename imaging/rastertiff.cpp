#include "imaging/rasterdecoders.h"

#include <tiffio.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace lucency::imaging {
namespace {

/// The bytes that libtiff reads from.
struct TiffBytes {
    std::span<const std::uint8_t> bytes;
    std::uint64_t at = 0;
};

tmsize_t readBytes(thandle_t handle, void* out, tmsize_t size)
{
    auto& file = *static_cast<TiffBytes*>(handle);
    const std::uint64_t left = file.at < file.bytes.size() ? file.bytes.size() - file.at : 0;
    const std::uint64_t count = std::min<std::uint64_t>(left, static_cast<std::uint64_t>(size));
    std::memcpy(out, file.bytes.data() + file.at, count);
    file.at += count;
    return static_cast<tmsize_t>(count);
}
tmsize_t writeNothing(thandle_t, void*, tmsize_t)
{
    return -1;
}
toff_t seekBytes(thandle_t handle, toff_t offset, int whence)
{
    auto& file = *static_cast<TiffBytes*>(handle);
    file.at = whence == SEEK_CUR ? file.at + offset : whence == SEEK_END ? file.bytes.size() + offset : offset;
    return file.at;
}
int closeNothing(thandle_t)
{
    return 0;
}
toff_t sizeOf(thandle_t handle)
{
    return static_cast<TiffBytes*>(handle)->bytes.size();
}
int swallow(TIFF*, void*, const char*, const char*, va_list)
{
    return 1;
} // this file's messages stay off stderr

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffFile = std::unique_ptr<TIFF, CloseTiff>;

/// Opens the page whose directory is at the offset. The first directory is not read for a later one: it may be the damaged one.
TiffFile openTiff(TiffBytes& bytes, std::uint64_t directory)
{
    TIFFOpenOptions* const options = TIFFOpenOptionsAlloc();
    if (!options) throw std::bad_alloc();
    TIFFOpenOptionsSetErrorHandlerExtR(options, swallow, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options, swallow, nullptr);
    TiffFile file(
        TIFFClientOpenExt("tiff", "rhm", &bytes, readBytes, writeNothing, seekBytes, closeNothing, sizeOf, nullptr, nullptr, options));
    TIFFOpenOptionsFree(options);
    if (file && !TIFFSetSubDirectory(file.get(), directory)) file.reset();
    return file;
}

struct TiffHeader {
    std::uint32_t columns = 0;
    std::uint32_t rows = 0;
    std::uint16_t depth = 1;
    std::uint16_t channels = 1;
    std::uint16_t photometric = PHOTOMETRIC_MINISBLACK;
    std::uint16_t planar = PLANARCONFIG_CONTIG;
    std::uint16_t format = SAMPLEFORMAT_UINT;
    std::uint16_t compression = COMPRESSION_NONE;
    bool tiled = false;
    std::uint32_t blockColumns = 0; ///< of a tile or strip
    std::uint32_t blockRows = 0;
};

TiffHeader readTags(TIFF* file)
{
    TiffHeader h;
    TIFFGetField(file, TIFFTAG_IMAGEWIDTH, &h.columns);
    TIFFGetField(file, TIFFTAG_IMAGELENGTH, &h.rows);
    TIFFGetFieldDefaulted(file, TIFFTAG_BITSPERSAMPLE, &h.depth);
    TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLESPERPIXEL, &h.channels);
    TIFFGetField(file, TIFFTAG_PHOTOMETRIC, &h.photometric);
    TIFFGetFieldDefaulted(file, TIFFTAG_PLANARCONFIG, &h.planar);
    TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLEFORMAT, &h.format);
    TIFFGetFieldDefaulted(file, TIFFTAG_COMPRESSION, &h.compression);
    h.tiled = TIFFIsTiled(file) != 0;
    h.blockColumns = h.columns;
    h.blockRows = h.rows;
    if (h.tiled) {
        TIFFGetField(file, TIFFTAG_TILEWIDTH, &h.blockColumns);
        TIFFGetField(file, TIFFTAG_TILELENGTH, &h.blockRows);
    } else {
        TIFFGetFieldDefaulted(file, TIFFTAG_ROWSPERSTRIP, &h.blockRows);
        h.blockRows = std::min(h.blockRows, h.rows);
    }
    return h;
}

Done checkFormat(const TiffHeader& h)
{
    const bool grey = h.photometric == PHOTOMETRIC_MINISBLACK || h.photometric == PHOTOMETRIC_MINISWHITE;
    const bool depth = h.depth == 1 || h.depth == 2 || h.depth == 4 || h.depth == 8 || h.depth == 12 || h.depth == 16;
    const bool palette = h.photometric == PHOTOMETRIC_PALETTE && h.depth <= 8;
    const bool colour = (h.photometric == PHOTOMETRIC_RGB || (h.photometric == PHOTOMETRIC_YCBCR && h.compression == COMPRESSION_JPEG)) &&
                        h.channels >= 3 && (h.depth == 8 || h.depth == 16);
    const bool unsignedValues = h.format == SAMPLEFORMAT_UINT || h.format == SAMPLEFORMAT_VOID;
    const bool signedValues = h.format == SAMPLEFORMAT_INT && h.depth == 16 && grey;
    const bool several = h.channels > 1 && h.depth < 8;
    const bool size = h.channels >= 1 && h.channels <= 8 && h.blockColumns > 0 && h.blockRows > 0;
    if (depth && (grey || palette || colour) && (unsignedValues || signedValues) && !several && size) return done();
    return rasterFailure(FailureKind::UnsupportedPixelFormat, "TIFF of " + std::to_string(h.channels) + " x " + std::to_string(h.depth) +
                                                                  " bits, photometric " + std::to_string(h.photometric) +
                                                                  ", sample format " + std::to_string(h.format));
}

/// The most that one compressed byte can become.
std::uint64_t largestRatio(std::uint16_t compression)
{
    switch (compression) {
    case COMPRESSION_NONE:
        return 1;
    case COMPRESSION_PACKBITS:
        return 64;
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE:
        return 1032;
    case COMPRESSION_LZW:
        return 2800; // 4,096 codes: the longest string over its twelve bits
    default:
        return 16384;
    }
}

/// Every strip or tile must lie within the file, and all of them must be able to hold the pixels.
Done checkBlocks(TIFF* file, const TiffHeader& h, std::uint64_t fileBytes)
{
    const std::uint32_t blocks = h.tiled ? TIFFNumberOfTiles(file) : TIFFNumberOfStrips(file);
    std::uint64_t total = 0;
    for (std::uint32_t i = 0; i < blocks; ++i) {
        const std::uint64_t at = TIFFGetStrileOffset(file, i);
        const std::uint64_t bytes = TIFFGetStrileByteCount(file, i);
        if (at > fileBytes || bytes > fileBytes - at || at == 0 || bytes == 0)
            return rasterFailure(FailureKind::TruncatedPixelData, "TIFF strip or tile " + std::to_string(i) + " is not in the file");
        total += bytes;
    }
    const std::uint64_t needed = (std::uint64_t{h.columns} * h.depth + 7) / 8 * h.channels * h.rows;
    if (needed > std::min(total, fileBytes) * largestRatio(h.compression))
        return rasterFailure(FailureKind::TruncatedPixelData, "the TIFF is too short for its dimensions");
    const auto block = static_cast<std::uint64_t>(h.tiled ? TIFFTileSize64(file) : TIFFStripSize64(file));
    if (block == 0 || block > 4 * needed + 16'000'000)
        return rasterFailure(FailureKind::CorruptFile, "TIFF with a block larger than its image");
    return done();
}

/// Turns decoded rows into grey values.
class TiffRow {
public:
    TiffRow(TIFF* file, const TiffHeader& header)
        : m_header(header)
    {
        std::uint16_t* map[3] = {};
        if (header.photometric != PHOTOMETRIC_PALETTE || !TIFFGetField(file, TIFFTAG_COLORMAP, &map[0], &map[1], &map[2])) return;
        const std::size_t count = std::size_t{1} << header.depth;
        bool narrow = true; // some writers fill the 16-bit map with 8-bit values
        for (std::size_t i = 0; i < count; ++i)
            for (const std::uint16_t* channel : map)
                narrow = narrow && channel[i] < 256;
        for (std::size_t i = 0; i < count; ++i) {
            std::uint8_t rgb[3];
            for (int k = 0; k < 3; ++k)
                rgb[k] = static_cast<std::uint8_t>(narrow ? map[k][i] : map[k][i] >> 8);
            m_coloured.push_back(luminanceRow(rgb, 3, 1, &m_palette.emplace_back()));
        }
    }

    bool usable() const { return m_header.photometric != PHOTOMETRIC_PALETTE || !m_palette.empty(); }
    bool colour() const { return m_colour; }

    /// From one interleaved row, or from one row of each plane.
    void convert(const std::uint8_t* const* planes, int columns, std::uint16_t* out)
    {
        const bool separate = m_header.planar == PLANARCONFIG_SEPARATE;
        const int channels = m_header.channels;
        if (m_header.photometric == PHOTOMETRIC_RGB || m_header.photometric == PHOTOMETRIC_YCBCR) {
            m_samples.resize(static_cast<std::size_t>(columns) * 3);
            for (int x = 0; x < columns; ++x)
                for (int k = 0; k < 3; ++k)
                    m_samples[static_cast<std::size_t>(x) * 3 + static_cast<std::size_t>(k)] =
                        static_cast<std::uint16_t>(separate ? sample(planes[k], x) : sample(planes[0], x * channels + k));
            m_colour |= luminanceRow(m_samples.data(), 3, columns, out);
            return;
        }
        const unsigned highest = (1u << m_header.depth) - 1;
        for (int x = 0; x < columns; ++x) {
            const unsigned value = sample(planes[0], separate ? x : x * channels);
            if (!m_palette.empty()) {
                m_colour |= m_coloured[value];
                out[x] = m_palette[value];
            } else {
                out[x] = static_cast<std::uint16_t>(m_header.depth < 8 ? value * 255u / highest : value);
            }
        }
    }

private:
    unsigned sample(const std::uint8_t* row, int index) const
    {
        switch (m_header.depth) {
        case 8:
            return row[index];
        case 16: {
            std::uint16_t value = 0;
            std::memcpy(&value, row + 2 * static_cast<std::ptrdiff_t>(index), 2);
            return value;
        }
        case 12: {
            const std::uint8_t* const pair = row + static_cast<std::ptrdiff_t>(index) / 2 * 3;
            return index % 2 ? (pair[1] & 15u) << 8 | pair[2] : static_cast<unsigned>(pair[0]) << 4 | pair[1] >> 4;
        }
        default: {
            const int bit = index * m_header.depth;
            return static_cast<unsigned>(row[bit / 8] >> (8 - m_header.depth - bit % 8)) & ((1u << m_header.depth) - 1);
        }
        }
    }

    const TiffHeader& m_header;
    std::vector<std::uint16_t> m_palette;
    std::vector<bool> m_coloured;
    std::vector<std::uint16_t> m_samples;
    bool m_colour = false;
};

/// Decodes block after block; a block that gives fewer bytes than its rows is a failure.
Done decodeBlocks(TIFF* file, const TiffHeader& h, RasterImage& image)
{
    TiffRow row(file, h);
    if (!row.usable()) return rasterFailure(FailureKind::CorruptFile, "TIFF without its palette");
    const std::size_t planes = h.planar == PLANARCONFIG_SEPARATE ? h.channels : 1;
    const auto blockBytes = static_cast<std::size_t>(h.tiled ? TIFFTileSize64(file) : TIFFStripSize64(file));
    const auto stride = static_cast<std::size_t>(h.tiled ? TIFFTileRowSize64(file) : TIFFScanlineSize64(file));
    if (stride * h.blockRows > blockBytes || stride < (std::size_t{h.blockColumns} * h.depth * (planes > 1 ? 1u : h.channels) + 7) / 8)
        return rasterFailure(FailureKind::UnsupportedPixelFormat, "TIFF with subsampled rows");
    std::vector<std::vector<std::uint8_t>> buffers(planes, std::vector<std::uint8_t>(blockBytes));
    image.pixels.create(image.rows, image.columns, CV_16UC1);
    std::vector<const std::uint8_t*> rows(planes);
    for (std::uint32_t y = 0; y < h.rows; y += h.blockRows) {
        const std::uint32_t high = std::min(h.blockRows, h.rows - y);
        for (std::uint32_t x = 0; x < h.columns; x += h.blockColumns) {
            for (std::size_t p = 0; p < planes; ++p) {
                const auto sample = static_cast<std::uint16_t>(p);
                const auto size = static_cast<tmsize_t>(h.tiled ? blockBytes : stride * high);
                const tmsize_t got = h.tiled ? TIFFReadEncodedTile(file, TIFFComputeTile(file, x, y, 0, sample), buffers[p].data(), size)
                                             : TIFFReadEncodedStrip(file, TIFFComputeStrip(file, y, sample), buffers[p].data(), size);
                if (got < size) return rasterFailure(FailureKind::CorruptFile, "a strip or tile of the TIFF is damaged");
            }
            const auto wide = static_cast<int>(std::min(h.blockColumns, h.columns - x));
            for (std::uint32_t i = 0; i < high; ++i) {
                for (std::size_t p = 0; p < planes; ++p)
                    rows[p] = buffers[p].data() + i * stride;
                row.convert(rows.data(), wide, image.pixels.ptr<std::uint16_t>(static_cast<int>(y + i)) + x);
            }
        }
    }
    image.colour = row.colour();
    return done();
}

} // namespace

Result<RasterImage> decodeTiff(const RasterSource& source)
{
    const Result<std::vector<std::uint64_t>> pages = tiffPages(source);
    if (!pages) return pages.error();
    if (pages->empty()) return rasterFailure(FailureKind::TruncatedPixelData, "TIFF without a directory");
    if (const Done checked = checkPage(source.page, pages->size()); !checked) return checked.error();
    TiffBytes bytes{source.bytes};
    const TiffFile file = openTiff(bytes, (*pages)[static_cast<std::size_t>(source.page)]);
    if (!file) return rasterFailure(FailureKind::TruncatedPixelData, "the TIFF's directory cannot be read");
    const TiffHeader header = readTags(file.get());
    if (const Done checked = checkDimensions(header.columns, header.rows, source.limits); !checked) return checked.error();
    if (const Done checked = checkFormat(header); !checked) return checked.error();
    RasterImage image;
    image.rows = static_cast<int>(header.rows);
    image.columns = static_cast<int>(header.columns);
    image.bits = header.depth <= 8 ? 8 : header.depth;
    std::uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(file.get(), TIFFTAG_ORIENTATION, &orientation);
    image.orientation = orientation;
    image.lowIsBright = header.photometric == PHOTOMETRIC_MINISWHITE;
    const int colours = header.photometric == PHOTOMETRIC_RGB || header.photometric == PHOTOMETRIC_YCBCR ? 3 : 1;
    image.alpha = header.channels > colours;
    image.lossy = header.compression == COMPRESSION_JPEG || header.compression == COMPRESSION_OJPEG;
    image.pages = static_cast<int>(pages->size());
    if (source.headerOnly) return image;
    if (const Done checked = checkBlocks(file.get(), header, source.bytes.size()); !checked) return checked.error();
    if (header.photometric == PHOTOMETRIC_YCBCR) TIFFSetField(file.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    if (const Done decoded = decodeBlocks(file.get(), header, image); !decoded) return decoded.error();
    if (header.format == SAMPLEFORMAT_INT)
        image.pixels = cv::Mat(image.pixels.rows, image.pixels.cols, CV_16SC1, image.pixels.data, image.pixels.step).clone();
    return image;
}

} // namespace lucency::imaging
