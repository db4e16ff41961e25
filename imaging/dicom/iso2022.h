#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lucency::imaging::dicom {

/// Turns text with code extensions (several values of Specific Character Set, PS3.3 C.12.1.1.2 and PS3.5 section 6.1.2.5) into UTF-8.
/// initialSet is the first defined term, or empty for ASCII. Nothing when a byte or an escape sequence has no meaning. DCMTK's own
/// conversion cannot be used where it was built on the iconv of the C library: it refuses the Japanese sets.
std::optional<std::string> decodeIso2022(std::string_view raw, std::string_view initialSet);

} // namespace lucency::imaging::dicom
