#pragma once

#include "imaging/dicom/structure.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace lucency::imaging::dicom {

constexpr std::uint32_t undefinedLength = 0xFFFFFFFF;

constexpr std::uint32_t tag(std::uint16_t group, std::uint16_t element)
{
    return (std::uint32_t{group} << 16) | element;
}
constexpr std::uint32_t itemTag = tag(0xFFFE, 0xE000);
constexpr std::uint32_t itemEndTag = tag(0xFFFE, 0xE00D);
constexpr std::uint32_t sequenceEndTag = tag(0xFFFE, 0xE0DD);
constexpr std::uint32_t pixelDataTag = tag(0x7FE0, 0x0010);

/// The head of a data element, PS3.5 section 7.1.2 and 7.1.3.
struct ElementHead {
    std::uint32_t tag = 0;
    std::array<char, 2> vr{'?', '?'}; ///< '?' where the encoding states none
    std::uint32_t length = 0;
    std::uint64_t value = 0; ///< where the value begins

    bool is(const char* name) const { return vr[0] == name[0] && vr[1] == name[1]; }
};

/// The head at offset, or nothing where the bytes end before it does.
std::optional<ElementHead> readHead(ByteSource& bytes, std::uint64_t offset, Encoding encoding);

/// Whether two bytes are a value representation of PS3.5 table 6.2-1.
bool isKnownVr(char first, char second);

/// The encoding that the first element of a data set speaks for; nothing when the bytes are no plausible element.
std::optional<Encoding> guessEncoding(std::span<const std::uint8_t> first);

} // namespace lucency::imaging::dicom
