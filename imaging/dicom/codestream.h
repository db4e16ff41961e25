#pragma once

#include "imaging/dicom/bytes.h"
#include "imaging/dicom/structure.h"

#include <optional>
#include <string_view>

namespace lucency::imaging::dicom {

/// The compression of an encapsulated transfer syntax that Lucency decodes.
enum class Codec { Rle, JpegDct, JpegLossless, JpegLs, Jpeg2000 };

/// The codec of a transfer syntax; nothing for one that is not supported.
std::optional<Codec> codecOf(std::string_view transferSyntax);

/// Whether pixels went through a lossy encoding under this transfer syntax by definition.
bool isLossySyntax(std::string_view transferSyntax);

/// What a compressed frame says about itself.
struct FrameFacts {
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    int components = 0;
    int precision = 0; ///< bits of a sample
    bool lossless = true;
    std::uint64_t smallest = 0; ///< bytes that a complete stream of this shape cannot be shorter than
};

/// Reads the head of a JPEG, JPEG-LS or JPEG 2000 frame in the first of its fragments; nothing when it has none that makes sense.
std::optional<FrameFacts> frameFacts(ByteSource& bytes, Extent fragment, Codec codec);

/// How many samples one compressed byte can stand for at most, by codec; what a file claims beyond is not allocated for.
std::uint64_t samplesPerByte(Codec codec);

} // namespace lucency::imaging::dicom
