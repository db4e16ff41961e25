#include "imaging/dicom/coarse.h"

#include "imaging/dicom/jpeg2000.h"
#include "imaging/dicom/pixels.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace lucency::imaging::dicom {

namespace {

constexpr std::uint64_t smallestPreviewed = 1'500'000; ///< pixels: below, the full image is there soon enough
constexpr std::uint64_t smallestCoarse = 150'000;      ///< pixels: fewer are no radiograph any more

/// The most wavelet levels that can be left out: 2 for 2,000 x 2,000 pixels, 3 for 4,000 x 4,000.
int reductionFor(std::uint64_t pixels)
{
    int levels = 1;
    while (levels < 5 && pixels >> (2 * levels + 2) >= smallestCoarse)
        ++levels;
    return levels;
}

struct Range {
    int lowest = 0, highest = 0;
};

Range storedRange(const PixelShape& shape)
{
    if (shape.isSigned) return {-(1 << (shape.bitsStored - 1)), (1 << (shape.bitsStored - 1)) - 1};
    return {0, (1 << shape.bitsStored) - 1};
}

/// Low-pass coefficients as stored values, at their own small size.
cv::Mat smallPixels(const Jpeg2000Image& image, const PixelShape& shape, Range range)
{
    cv::Mat pixels(static_cast<int>(image.rows), static_cast<int>(image.columns), shape.isSigned ? CV_16SC1 : CV_16UC1);
    auto* const to = reinterpret_cast<std::uint16_t*>(pixels.data);
    const std::vector<std::int32_t>& from = image.components.front();
    for (std::size_t i = 0; i < from.size(); ++i)
        to[i] = static_cast<std::uint16_t>(std::clamp(from[i], range.lowest, range.highest));
    return pixels;
}

/// A low-pass coefficient n of a level stands at 2n of the next finer one (ISO/IEC 15444-1 annex F, symmetric filters around even places),
/// not between 2n and 2n + 1 as a mean would: cv::resize() would move the picture by (2^levels - 1) / 2 pixels.
cv::Mat enlarged(const cv::Mat& small, const PixelShape& shape, int levels)
{
    const double scale = 1.0 / (1 << levels);
    cv::Mat full;
    cv::warpAffine(small, full, cv::Matx23d(scale, 0, 0, 0, scale, 0),
                   cv::Size(static_cast<int>(shape.columns), static_cast<int>(shape.rows)), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return full;
}

} // namespace

bool isWorthPreviewing(std::string_view transferSyntax, const PixelShape& shape)
{
    // Bits below the stored ones, or a palette's indices, have no mean that could be shown.
    return codecOf(transferSyntax) == Codec::Jpeg2000 && shape.isMonochrome() && shape.samples == 1 && shape.bitsAllocated <= 16 &&
           shape.highBit == shape.bitsStored - 1 && shape.pixels() >= smallestPreviewed;
}

Result<cv::Mat> coarsePixels(const OpenedDicom& opened, const PixelShape& shape, int frame, const std::string& subject)
{
    const Result<std::vector<std::uint8_t>> stream = frameStream(opened, shape, frame, subject);
    if (!stream) return stream.error();
    const int levels = reductionFor(shape.pixels());
    Jpeg2000Image image;
    if (decodeJpeg2000(*stream, image, levels) != Jpeg2000Outcome::Decoded) {
        return Failure{FailureKind::CorruptFile, subject, "no image without the finest levels"};
    }
    // An image that does not begin at the origin of its grid would have to be moved; nobody writes such in DICOM.
    const auto reduced = [levels](std::uint32_t length) { return (length + (1U << levels) - 1) >> levels; };
    if (image.components.size() != 1 || image.left != 0 || image.top != 0 || image.columns != reduced(shape.columns) ||
        image.rows != reduced(shape.rows)) {
        return Failure{FailureKind::PixelDataMismatch, subject, "a coarse image of another shape"};
    }
    // Where the header reads sign or bits otherwise than the stream, the full image is masked, but the wavelets here have mixed before
    // that. Low-pass coefficients themselves overshoot the stored values by a little only.
    const Range range = storedRange(shape);
    const int overshoot = (range.highest - range.lowest) / 4 + 1;
    const auto [lowest, highest] = std::ranges::minmax_element(image.components.front());
    if (image.isSigned != shape.isSigned || *lowest < range.lowest - overshoot || *highest > range.highest + overshoot) {
        return Failure{FailureKind::UnsupportedPixelFormat, subject, "compressed values are not the stored ones"};
    }
    return enlarged(smallPixels(image, shape, range), shape, levels);
}

} // namespace lucency::imaging::dicom
