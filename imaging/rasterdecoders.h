#pragma once

#include "imaging/read.h"
#include "imaging/result.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lucency::imaging {

/// What a raster decoder hands to readRaster(): grey values and what had to be done to get them.
struct RasterImage {
    cv::Mat pixels; ///< CV_16UC1 (or CV_16SC1 from a signed TIFF); empty when the header alone was asked for
    int rows = 0;
    int columns = 0;
    int bits = 8;        ///< 8: values 0..255; up to 16 otherwise
    int orientation = 1; ///< as TIFF and Exif number it: how the stored rows have to be turned to stand upright
    bool lowIsBright = false;
    bool colour = false; ///< unequal channels were turned into luminance
    bool alpha = false;
    bool lossy = false;
    int pages = 1;        ///< of the file
    bool surplus = false; ///< more bytes than the pixels need
};

/// The encoded file and what is wanted of it.
struct RasterSource {
    std::span<const std::uint8_t> bytes;
    const ReadLimits& limits;
    int page = 0; ///< 0-based; only a TIFF has more than one
    bool headerOnly = false;
    bool whole = true; ///< false: the file goes on behind the bytes; a decoder that needs more of it fails and is asked again with all
};

// Each throws nothing but std::bad_alloc and cv::Exception and leaves the subject of a Failure empty.
Result<RasterImage> decodePng(const RasterSource& source);
Result<RasterImage> decodeJpeg(const RasterSource& source);
Result<RasterImage> decodeTiff(const RasterSource& source);
Result<RasterImage> decodeBmp(const RasterSource& source);

inline Failure rasterFailure(FailureKind kind, std::string detail)
{
    return Failure{kind, {}, std::move(detail)};
}

/// Where the directories of a TIFF's pages are (TIFF 6.0 section 2, BigTIFF alike), in the order of the file. Previews and masks beside a
/// page are none. A page that the file refers to but does not hold is counted: reading it fails. Fails with TooLarge beyond the limit of
/// frames, and with TruncatedPixelData where the file goes on behind the bytes and so may the pages.
Result<std::vector<std::uint64_t>> tiffPages(const RasterSource& source);

/// BadArgument for a page that is not there.
Done checkPage(int page, std::size_t pages);

/// Whether the six letters "Exif" and two zeros come before the directory: in a JPEG segment always, in a PNG chunk by some writers only.
enum class ExifPrefix { Required, Optional };

/// Orientation (tag 274) of Exif data, Exif 2.32 section 4.6.2, as the file has it; nothing where the data is no Exif directory or names
/// none.
std::optional<int> exifOrientation(std::span<const std::uint8_t> data, ExifPrefix prefix);

/// InvalidDimensions for nothing or more than a decoder can count, TooLarge beyond the limits.
Done checkDimensions(std::uint64_t columns, std::uint64_t rows, const ReadLimits& limits);

/// Luminance of one row of interleaved pixels (red, green, blue first; further channels are skipped) by the weights of Rec. 601 in
/// 15 bits. They add to one, so equal channels keep their value exactly. Returns whether any pixel's channels differ.
template<class T>
bool luminanceRow(const T* rgb, int channels, int columns, std::uint16_t* grey)
{
    unsigned differs = 0;
    for (int x = 0; x < columns; ++x, rgb += channels) {
        const unsigned r = rgb[0];
        const unsigned g = rgb[1];
        const unsigned b = rgb[2];
        differs |= (r ^ g) | (r ^ b);
        grey[x] = static_cast<std::uint16_t>((r * 9798u + g * 19235u + b * 3735u + 16384u) >> 15);
    }
    return differs != 0;
}

/// Undoes the filters of one pass of a PNG image in place: each row is a filter byte and rowBytes bytes. False for an unknown filter.
bool unfilterPng(std::uint8_t* rows, std::size_t rowCount, std::size_t rowBytes, int bytesPerPixel);

} // namespace lucency::imaging
