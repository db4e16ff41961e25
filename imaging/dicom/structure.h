#pragma once

#include "imaging/dicom/bytes.h"
#include "imaging/read.h"

#include <optional>
#include <string>
#include <string_view>

namespace lucency::imaging::dicom {

/// How the elements of a data set are written, PS3.5 section 7.1 and annex A.
struct Encoding {
    bool explicitVr = true;
    bool bigEndian = false;
};

/// What comes before the data set, PS3.10 section 7.1.
struct Preface {
    std::uint64_t datasetOffset = 0;
    std::string transferSyntax; ///< as stated, or guessed from the first element where no meta header states one
    Encoding encoding;          ///< of the data set (after inflating, where it is deflated)
    bool deflated = false;
    bool encapsulated = false; ///< the transfer syntax puts pixels in fragments
    bool preamble = true;
    bool metaHeader = true;
};

/// A value's place in the byte source.
struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// Where the pixels are. For encapsulated pixels fragments[0] is the Basic Offset Table, PS3.5 annex A.4.
struct PixelElement {
    Extent value;               ///< as far as it is there
    std::uint64_t declared = 0; ///< length that the element states
    bool encapsulated = false;
    bool words = true;      ///< written as 16-bit words (OW), which big endian turns
    bool truncated = false; ///< the file ends before the element does
    std::vector<Extent> fragments;
};

/// The shape of a data set, found without recursion and without reading values.
struct Structure {
    std::optional<PixelElement> pixels; ///< Pixel Data (7FE0,0010) at the top level
    bool floatPixels = false;           ///< Float or Double Float Pixel Data instead
    std::size_t elements = 0;
};

/// Whether bytes from the start of a file can be DICOM: "DICM" after the preamble, or a plausible first element without one.
bool hasMagic(std::span<const std::uint8_t> head);
bool looksLikeDataset(std::span<const std::uint8_t> head);

/// Reads the file meta information. Fails with NotAnImage or CorruptFile.
Result<Preface> readPreface(ByteSource& bytes, const std::string& subject);

/// Walks the data set from offset to the end in a loop of its own, so that what is parsed recursively later is known to be no deeper than
/// the limit. Fails with NestedTooDeep, TooLarge (elements or fragments out of proportion) or CorruptFile; damage after the pixels is let
/// pass.
Result<Structure> walk(ByteSource& bytes, std::uint64_t offset, Encoding encoding, const ReadLimits& limits, const std::string& subject);

} // namespace lucency::imaging::dicom
