#pragma once

#include "imaging/radiograph.h"
#include "imaging/read.h"
#include "imaging/result.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace lucency::imaging {

/// Whether the first bytes of a file are those of a PNG, JPEG, TIFF or BMP file. Twelve bytes are enough; fewer are no raster file.
bool looksLikeRaster(std::span<const std::uint8_t> head);

/// Reads a PNG, JPEG, TIFF or BMP file, 8 or 16 bit, grey or colour: 8-bit values stay 0 to 255, equal channels are grey exactly, other
/// colours become luminance, the orientation of a JPEG (Exif), PNG (eXIf) and TIFF is applied. A page of a TIFF is a frame, each with its
/// own size; other files have one. A truncated or damaged file is a failure, never half an image. Dimensions are checked against the limits
/// and the file's length before anything is allocated. Thread-safe. Fails with a kind whose subject is the path, BadArgument for a frame
/// that is not there.
Result<Radiograph> readRaster(const std::filesystem::path& file, const ReadLimits& limits, int frame = 0);

/// Like readRaster() of the first frame, but the header alone: pixels are left empty.
Result<Radiograph> readRasterHeader(const std::filesystem::path& file, const ReadLimits& limits);

} // namespace lucency::imaging
