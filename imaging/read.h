#pragma once

#include "imaging/radiograph.h"
#include "imaging/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace lucency::imaging {

/// Bounds that a file must justify before anything is allocated for it.
struct ReadLimits {
    std::uint64_t pixels = 200'000'000;          ///< rows x columns of one frame
    std::uint64_t inflatedBytes = 1'500'000'000; ///< of a deflated data set
    int sequenceDepth = 64;
    int frames = 10'000;
};

/// Reads one frame (0-based; each page of a TIFF is one) of a PNG, JPEG, TIFF, BMP or DICOM file; the content decides, not the name. Stored
/// values are exact for lossless encodings. Thread-safe. Fails with a kind whose subject is the path, BadArgument for a frame that is not
/// there.
Result<Radiograph> read(const std::filesystem::path& file, int frame = 0, const ReadLimits& limits = {});

/// A first look at a frame that read() takes long for: a JPEG 2000 frame of one sample and 1.5 million pixels or more, decoded without its
/// finest wavelet levels and enlarged to its full rows and columns, every detail where it belongs; marked coarse. About a fifteenth of the
/// work of read(). Nothing for any other file, nor for one that is damaged or unreadable: read() tells why. Thread-safe; bounded as read()
/// is.
std::optional<Radiograph> readPreview(const std::filesystem::path& file, int frame = 0, const ReadLimits& limits = {});

/// The header alone: like read() with pixels left empty, without decoding them. Truncation of compressed pixels is not seen.
Result<Radiograph> readHeader(const std::filesystem::path& file, const ReadLimits& limits = {});

/// Whether the header speaks for scoring: fails with NotARadiograph (CT, MR, ...), NotAChestRadiograph (body part, mammography, dental)
/// or NotFrontal (lateral). Unknown is not refused. Coarse pixels are never scored: Internal.
Done checkScorable(const Radiograph& radiograph);

/// Files below the given files and folders that may be images, sorted by path, each once; DICOMDIR files are resolved to what they
/// reference; label tables (.csv, .txt, .json, ...) and hidden files are left out when they are found in a folder, never when named.
/// Links are followed, never in circles; those to nothing are in the list too. Fails with NotFound, Unreadable or EmptyFolder.
Result<std::vector<std::filesystem::path>> findImages(const std::vector<std::filesystem::path>& paths, std::stop_token stop = {});

} // namespace lucency::imaging
