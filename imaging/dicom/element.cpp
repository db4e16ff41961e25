#include "imaging/dicom/element.h"

#include <algorithm>
#include <string_view>

namespace lucency::imaging::dicom {

namespace {

std::uint16_t word(std::span<const std::uint8_t> at, bool bigEndian)
{
    return static_cast<std::uint16_t>(bigEndian ? (at[0] << 8) | at[1] : (at[1] << 8) | at[0]);
}

std::uint32_t doubleWord(std::span<const std::uint8_t> at, bool bigEndian)
{
    const std::uint32_t first = word(at, bigEndian), second = word(at.subspan(2), bigEndian);
    return bigEndian ? (first << 16) | second : (second << 16) | first;
}

constexpr std::string_view shortVrs = "AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US";
constexpr std::string_view longVrs = "OB OW OF OD OL OV SQ UN UC UR UT SV UV";

bool contains(std::string_view names, char first, char second)
{
    for (std::size_t i = 0; i + 1 < names.size(); i += 3) {
        if (names[i] == first && names[i + 1] == second) return true;
    }
    return false;
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/// Two capitals that are no known VR are taken for one of the future, whose length has four bytes; anything else has two, as DCMTK does.
bool hasLongLength(char first, char second)
{
    if (contains(shortVrs, first, second)) return false;
    return contains(longVrs, first, second) || (isUpper(first) && isUpper(second));
}

} // namespace

bool isKnownVr(char first, char second)
{
    return contains(shortVrs, first, second) || contains(longVrs, first, second);
}

std::optional<ElementHead> readHead(ByteSource& bytes, std::uint64_t offset, Encoding encoding)
{
    std::array<std::uint8_t, 12> raw{};
    const std::span<std::uint8_t> all(raw);
    if (!bytes.read(offset, all.first(8))) return std::nullopt;
    ElementHead head;
    head.tag = tag(word(all, encoding.bigEndian), word(all.subspan(2), encoding.bigEndian));
    head.value = offset + 8;
    // Items and delimiters never state a VR.
    if (!encoding.explicitVr || head.tag >> 16 == 0xFFFE) {
        head.length = doubleWord(all.subspan(4), encoding.bigEndian);
        return head;
    }
    head.vr = {static_cast<char>(raw[4]), static_cast<char>(raw[5])};
    if (!hasLongLength(head.vr[0], head.vr[1])) {
        head.length = word(all.subspan(6), encoding.bigEndian);
        return head;
    }
    if (!bytes.read(offset + 8, all.subspan(8, 4))) return std::nullopt;
    head.length = doubleWord(all.subspan(8), encoding.bigEndian);
    head.value = offset + 12;
    return head;
}

std::optional<Encoding> guessEncoding(std::span<const std::uint8_t> first)
{
    if (first.size() < 8) return std::nullopt;
    const std::uint16_t little = word(first, false), big = word(first, true);
    Encoding encoding;
    encoding.explicitVr = isKnownVr(static_cast<char>(first[4]), static_cast<char>(first[5]));
    encoding.bigEndian = encoding.explicitVr && big < little;
    // A data set begins with a low, even group: 0008 in every image, 0004 in a DICOMDIR, 0002 where the preamble alone is missing.
    const std::uint16_t group = encoding.bigEndian ? big : little;
    if (group == 0 || group > 0x0020 || group % 2 != 0) return std::nullopt;
    if (encoding.explicitVr) return encoding;
    const std::uint32_t length = doubleWord(first.subspan(4), false);
    if (length > 4096) return std::nullopt;
    return encoding;
}

} // namespace lucency::imaging::dicom
