#include "imaging/rasterdecoders.h"

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>

#include <memory>
#include <optional>

namespace lucency::imaging {
namespace {

// libjpeg repairs a damaged stream with grey and a warning. Every warning is taken for what it is here: pixels that the file does not hold.

struct JpegErrors {
    jpeg_error_mgr manager; ///< first, so that libjpeg's pointer is also ours
    std::jmp_buf escape;
    int code;
};

[[noreturn]] void leave(j_common_ptr info)
{
    auto* const errors = reinterpret_cast<JpegErrors*>(info->err);
    errors->code = info->err->msg_code;
    std::longjmp(errors->escape, 1);
}

void onMessage(j_common_ptr info, int level)
{
    if (level < 0) leave(info);
}

void saySilently(j_common_ptr) {}

Failure failureOf(int code)
{
    switch (code) {
    case JWRN_JPEG_EOF:
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
        return rasterFailure(FailureKind::TruncatedPixelData, "JPEG ends before its last row");
    case JERR_EMPTY_IMAGE:
    case JERR_IMAGE_TOO_BIG:
        return rasterFailure(FailureKind::InvalidDimensions, "JPEG with unusable dimensions");
    case JERR_NO_IMAGE:
        return rasterFailure(FailureKind::NoPixelData, "JPEG without pixel data");
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
        return rasterFailure(FailureKind::UnsupportedPixelFormat, "JPEG process that is not baseline, extended or progressive");
    case JERR_OUT_OF_MEMORY:
        return rasterFailure(FailureKind::OutOfMemory, "JPEG");
    default:
        return rasterFailure(FailureKind::CorruptFile, "the JPEG stream is damaged (libjpeg code " + std::to_string(code) + ")");
    }
}

/// A pixel takes at least 1/1024 of a byte: one bit for the block of 64, chroma reduced away and a margin.
constexpr std::uint64_t PixelsPerByte = 1024;

/// The decompressor and what outlives a jump out of libjpeg.
class JpegFile {
public:
    explicit JpegFile(const RasterSource& source)
        : m_source(source)
    {
        m_info.err = jpeg_std_error(&m_errors.manager);
        m_errors.manager.error_exit = leave;
        m_errors.manager.emit_message = onMessage;
        m_errors.manager.output_message = saySilently;
    }
    ~JpegFile() { jpeg_destroy_decompress(&m_info); }
    JpegFile(const JpegFile&) = delete;
    JpegFile& operator=(const JpegFile&) = delete;

    // Between setjmp and a jump there is no object with a destructor in these functions.
    bool readHeader()
    {
        if (setjmp(m_errors.escape)) return false;
        jpeg_create_decompress(&m_info);
        jpeg_mem_src(&m_info, m_source.bytes.data(), m_source.bytes.size());
        jpeg_save_markers(&m_info, JPEG_APP0 + 1, 0xffff);
        jpeg_read_header(&m_info, TRUE);
        return true;
    }
    bool start(J_COLOR_SPACE colours)
    {
        if (setjmp(m_errors.escape)) return false;
        m_info.out_color_space = colours;
        return jpeg_start_decompress(&m_info) == TRUE;
    }
    bool readRow(std::uint8_t* row)
    {
        if (setjmp(m_errors.escape)) return false;
        JSAMPROW rows[1] = {row};
        return jpeg_read_scanlines(&m_info, rows, 1) == 1;
    }
    bool finish()
    {
        if (setjmp(m_errors.escape)) return false;
        return jpeg_finish_decompress(&m_info) == TRUE;
    }

    const jpeg_decompress_struct& info() const { return m_info; }
    Failure failure() const { return failureOf(m_errors.code); }

private:
    const RasterSource& m_source;
    jpeg_decompress_struct m_info{};
    JpegErrors m_errors{};
};

/// Orientation by the first Exif segment; 1 where there is none.
int orientationOf(const jpeg_decompress_struct& info)
{
    for (const jpeg_marker_struct* marker = info.marker_list; marker; marker = marker->next)
        if (const std::optional<int> orientation = exifOrientation({marker->data, marker->data_length}, ExifPrefix::Required))
            return *orientation;
    return 1;
}

J_COLOR_SPACE wanted(const jpeg_decompress_struct& info)
{
    switch (info.jpeg_color_space) {
    case JCS_GRAYSCALE:
        return JCS_GRAYSCALE;
    case JCS_YCbCr:
        return JCS_YCbCr; // Y is the luminance, and neutral chroma says that the channels are equal
    case JCS_RGB:
        return JCS_RGB;
    case JCS_CMYK:
    case JCS_YCCK:
        return JCS_CMYK;
    default:
        return JCS_UNKNOWN;
    }
}

/// Y of interleaved YCbCr; returns whether any chroma is not neutral.
bool takeLuma(const std::uint8_t* row, int columns, std::uint16_t* grey)
{
    unsigned chroma = 0;
    for (int x = 0; x < columns; ++x, row += 3) {
        grey[x] = row[0];
        chroma |= (row[1] ^ 128u) | (row[2] ^ 128u);
    }
    return chroma != 0;
}

/// Luminance of CMYK; Adobe's files hold it inverted.
bool takeInk(const std::uint8_t* row, int columns, bool adobe, std::uint16_t* grey)
{
    bool colour = false;
    for (int x = 0; x < columns; ++x, row += 4) {
        std::uint8_t rgb[3];
        for (int k = 0; k < 3; ++k) {
            const unsigned light = adobe ? row[k] : 255u - row[k];
            const unsigned key = adobe ? row[3] : 255u - row[3];
            rgb[k] = static_cast<std::uint8_t>((light * key + 127) / 255);
        }
        colour |= luminanceRow(rgb, 3, 1, grey + x);
    }
    return colour;
}

Done decodeRows(JpegFile& file, RasterImage& image)
{
    const jpeg_decompress_struct& info = file.info();
    image.pixels.create(image.rows, image.columns, CV_16UC1);
    const std::unique_ptr<std::uint8_t[]> row(new std::uint8_t[static_cast<std::size_t>(image.columns) * 4]);
    for (int y = 0; y < image.rows; ++y) {
        if (!file.readRow(row.get())) return file.failure();
        auto* const grey = image.pixels.ptr<std::uint16_t>(y);
        switch (info.out_color_space) {
        case JCS_GRAYSCALE:
            for (int x = 0; x < image.columns; ++x)
                grey[x] = row[static_cast<std::size_t>(x)];
            break;
        case JCS_YCbCr:
            image.colour |= takeLuma(row.get(), image.columns, grey);
            break;
        case JCS_RGB:
            image.colour |= luminanceRow(row.get(), 3, image.columns, grey);
            break;
        default:
            image.colour |= takeInk(row.get(), image.columns, info.saw_Adobe_marker, grey);
            break;
        }
    }
    if (!file.finish()) return file.failure();
    return done();
}

} // namespace

Result<RasterImage> decodeJpeg(const RasterSource& source)
{
    JpegFile file(source);
    if (!file.readHeader()) return file.failure();
    const jpeg_decompress_struct& info = file.info();
    if (const Done checked = checkDimensions(info.image_width, info.image_height, source.limits); !checked) return checked.error();
    RasterImage image;
    image.rows = static_cast<int>(info.image_height);
    image.columns = static_cast<int>(info.image_width);
    image.lossy = true;
    image.orientation = orientationOf(info);
    const J_COLOR_SPACE colours = wanted(info);
    if (colours == JCS_UNKNOWN || info.data_precision != 8)
        return rasterFailure(FailureKind::UnsupportedPixelFormat, "JPEG with " + std::to_string(info.num_components) + " components");
    if (source.headerOnly) return image;
    if (static_cast<std::uint64_t>(image.rows) * info.image_width > source.bytes.size() * PixelsPerByte)
        return rasterFailure(FailureKind::TruncatedPixelData, "the JPEG is too short for its dimensions");
    if (!file.start(colours)) return file.failure();
    if (const Done decoded = decodeRows(file, image); !decoded) return decoded.error();
    return image;
}

} // namespace lucency::imaging
