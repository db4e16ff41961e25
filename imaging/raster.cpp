#include "imaging/raster.h"

#include "imaging/rasterdecoders.h"

#include <opencv2/core.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <new>
#include <system_error>

namespace lucency::imaging {
namespace {

enum class RasterFormat { None, Png, Jpeg, Tiff, Bmp };

RasterFormat formatOf(std::span<const std::uint8_t> head)
{
    const auto begins = [head](std::initializer_list<int> bytes) {
        return std::equal(bytes.begin(), bytes.end(), head.begin(), [](int wanted, std::uint8_t is) { return wanted == is; });
    };
    if (head.size() < 12) return RasterFormat::None;
    if (begins({0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})) return RasterFormat::Png;
    if (begins({0xff, 0xd8, 0xff})) return RasterFormat::Jpeg;
    if (begins({'I', 'I', 42, 0}) || begins({'M', 'M', 0, 42}) || begins({'I', 'I', 43, 0}) || begins({'M', 'M', 0, 43}))
        return RasterFormat::Tiff;
    // Two letters are little; the four reserved bytes of a BMP file are zero.
    if (begins({'B', 'M'}) && head[6] == 0 && head[7] == 0 && head[8] == 0 && head[9] == 0) return RasterFormat::Bmp;
    return RasterFormat::None;
}

Result<RasterImage> decode(const RasterSource& source)
{
    const RasterFormat format = formatOf(source.bytes);
    if (format != RasterFormat::Tiff && format != RasterFormat::None)
        if (const Done checked = checkPage(source.page, 1); !checked) return checked.error();
    switch (format) {
    case RasterFormat::Png:
        return decodePng(source);
    case RasterFormat::Jpeg:
        return decodeJpeg(source);
    case RasterFormat::Tiff:
        return decodeTiff(source);
    case RasterFormat::Bmp:
        return decodeBmp(source);
    case RasterFormat::None:
        break;
    }
    return rasterFailure(FailureKind::NotAnImage, "neither PNG, JPEG, TIFF nor BMP");
}

class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& file)
        : m_descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
    }
    ~OpenFile()
    {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

struct FileBytes {
    std::unique_ptr<std::uint8_t[]> data;
    std::size_t size = 0;
    bool whole = true;
};

std::string systemMessage(int code)
{
    return std::generic_category().message(code);
}

/// Reads at most `most` bytes of a regular file.
Result<FileBytes> readBytes(const std::filesystem::path& path, std::uint64_t most)
{
    const OpenFile file(path);
    if (file.descriptor() < 0)
        return rasterFailure(errno == ENOENT || errno == ENOTDIR ? FailureKind::NotFound : FailureKind::Unreadable, systemMessage(errno));
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0) return rasterFailure(FailureKind::Unreadable, systemMessage(errno));
    if (!S_ISREG(status.st_mode)) return rasterFailure(FailureKind::Unreadable, "not a regular file");
    const auto length = static_cast<std::uint64_t>(status.st_size);
    FileBytes bytes;
    bytes.whole = length <= most;
    const auto wanted = static_cast<std::size_t>(std::min(length, most));
    bytes.data.reset(new std::uint8_t[std::max<std::size_t>(wanted, 1)]);
    while (bytes.size < wanted) {
        const ssize_t got = ::read(file.descriptor(), bytes.data.get() + bytes.size, wanted - bytes.size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return rasterFailure(FailureKind::Unreadable, systemMessage(errno));
        if (got == 0) break;
        bytes.size += static_cast<std::size_t>(got);
    }
    return bytes;
}

/// Turns an image upright: TIFF 6.0, tag 274. A mirrored radiograph has its heart on the wrong side.
void turnUpright(RasterImage& image)
{
    const int orientation = image.orientation;
    if (orientation < 2 || orientation > 8) return;
    if (orientation >= 5) std::swap(image.rows, image.columns);
    if (image.pixels.empty()) return;
    if (orientation >= 5) image.pixels = image.pixels.t();
    const bool mirrored = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    const bool overturned = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    if (!mirrored && !overturned) return;
    cv::Mat turned;
    cv::flip(image.pixels, turned, mirrored && overturned ? -1 : mirrored ? 1 : 0);
    image.pixels = turned;
}

Radiograph radiographOf(RasterImage&& image, const std::filesystem::path& file, int page)
{
    turnUpright(image);
    Radiograph radiograph;
    radiograph.rows = image.rows;
    radiograph.columns = image.columns;
    radiograph.pixels = std::move(image.pixels);
    radiograph.bitsStored = image.bits;
    radiograph.meaning.photometric = image.lowIsBright ? Photometric::Monochrome1 : Photometric::Monochrome2;
    radiograph.path = file.string();
    radiograph.frame = page;
    radiograph.frameCount = image.pages;
    // Resolutions in raster files (dots per inch, pHYs) are those of a print or a screen, never of the patient.
    if (image.lowIsBright) radiograph.remarks.push_back(Remark::Inverted);
    radiograph.remarks.push_back(Remark::NoPixelSpacing);
    if (image.lossy) radiograph.remarks.push_back(Remark::LossyCompressed);
    if (image.colour) radiograph.remarks.push_back(Remark::ColourConverted);
    if (image.alpha) radiograph.remarks.push_back(Remark::AlphaIgnored);
    if (image.pages > 1) radiograph.remarks.push_back(Remark::MultiFrame);
    if (image.surplus) radiograph.remarks.push_back(Remark::TrailingPixelData);
    return radiograph;
}

Result<Radiograph> readFile(const std::filesystem::path& file, const ReadLimits& limits, int page, bool headerOnly)
{
    constexpr std::uint64_t HeadBytes = 262'144;
    Failure failure;
    try {
        Result<FileBytes> bytes = readBytes(file, headerOnly ? HeadBytes : limits.inflatedBytes);
        if (bytes && !bytes->whole && !headerOnly)
            failure = rasterFailure(FailureKind::TooLarge, "the file is longer than any image within the limits");
        else if (bytes) {
            Result<RasterImage> image = decode({{bytes->data.get(), bytes->size}, limits, page, headerOnly, bytes->whole});
            if (image) return radiographOf(std::move(image).value(), file, page);
            failure = image.error();
            if (headerOnly && !bytes->whole) { // what is wanted may stand later, as the directory of a TIFF at its end
                bytes = readBytes(file, limits.inflatedBytes);
                if (bytes) {
                    image = decode({{bytes->data.get(), bytes->size}, limits, page, headerOnly});
                    if (image) return radiographOf(std::move(image).value(), file, page);
                    failure = image.error();
                }
            }
        } else {
            failure = bytes.error();
        }
    } catch (const std::bad_alloc&) {
        failure = rasterFailure(FailureKind::OutOfMemory, "raster file");
    } catch (const std::exception& e) {
        failure = rasterFailure(FailureKind::Internal, e.what());
    }
    failure.subject = file.string();
    return failure;
}

} // namespace

Done checkDimensions(std::uint64_t columns, std::uint64_t rows, const ReadLimits& limits)
{
    const std::string size = std::to_string(columns) + " x " + std::to_string(rows);
    if (columns == 0 || rows == 0 || columns > 0x7fffffffu || rows > 0x7fffffffu)
        return rasterFailure(FailureKind::InvalidDimensions, size);
    if (columns * rows > limits.pixels) return rasterFailure(FailureKind::TooLarge, size);
    return done();
}

bool looksLikeRaster(std::span<const std::uint8_t> head)
{
    return formatOf(head) != RasterFormat::None;
}

Result<Radiograph> readRaster(const std::filesystem::path& file, const ReadLimits& limits, int frame)
{
    return readFile(file, limits, frame, false);
}

Result<Radiograph> readRasterHeader(const std::filesystem::path& file, const ReadLimits& limits)
{
    return readFile(file, limits, 0, true);
}

} // namespace lucency::imaging
