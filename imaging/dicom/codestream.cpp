#include "imaging/dicom/codestream.h"

#include <algorithm>
#include <array>

namespace lucency::imaging::dicom {

namespace {

/// Big-endian numbers from a fragment, never beyond its end.
class Cursor {
public:
    Cursor(ByteSource& bytes, Extent extent)
        : m_bytes(bytes)
        , m_position(extent.offset)
        , m_end(extent.offset + extent.length)
    {
    }

    std::optional<std::uint32_t> number(int count)
    {
        std::array<std::uint8_t, 4> raw{};
        const auto size = static_cast<std::uint64_t>(count);
        if (size > m_end - m_position || !m_bytes.read(m_position, std::span(raw).first(size))) return std::nullopt;
        m_position += size;
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i)
            value = (value << 8) | raw[static_cast<std::size_t>(i)];
        return value;
    }
    std::uint32_t numberOr(int count, std::uint32_t otherwise) { return number(count).value_or(otherwise); }
    bool skip(std::uint64_t count)
    {
        if (count > m_end - m_position) return false;
        m_position += count;
        return true;
    }
    std::uint64_t position() const { return m_position; }
    void seek(std::uint64_t position) { m_position = std::min(position, m_end); }

private:
    ByteSource& m_bytes;
    std::uint64_t m_position;
    std::uint64_t m_end;
};

/// Start of frame of ISO/IEC 10918-1 B.2.2, or of ISO/IEC 14495-1 (F7); C4, C8 and CC are other things.
bool isStartOfFrame(std::uint32_t marker)
{
    if (marker == 0xFFF7) return true;
    return marker >= 0xFFC0 && marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC;
}

/// The near-lossless parameter of the first scan: 0 when lossless.
bool scanIsNearLossless(Cursor& cursor)
{
    for (;;) {
        const std::optional<std::uint32_t> marker = cursor.number(2), length = cursor.number(2);
        if (!marker || !length || *length < 2) return false;
        if (*marker != 0xFFDA) {
            if (!cursor.skip(*length - 2)) return false;
            continue;
        }
        const std::uint32_t components = cursor.numberOr(1, 0);
        return cursor.skip(std::uint64_t{components} * 2) && cursor.numberOr(1, 0) != 0;
    }
}

std::optional<FrameFacts> jpegFacts(Cursor cursor)
{
    if (cursor.number(2) != 0xFFD8) return std::nullopt;
    for (;;) {
        std::optional<std::uint32_t> marker = cursor.number(2);
        while (marker == 0xFFFF) {
            cursor.seek(cursor.position() - 1);
            marker = cursor.number(2);
        }
        const std::optional<std::uint32_t> length = cursor.number(2);
        if (!marker || !length || *marker < 0xFFC0 || *length < 2 || *marker == 0xFFDA) return std::nullopt;
        if (!isStartOfFrame(*marker)) {
            if (!cursor.skip(*length - 2)) return std::nullopt;
            continue;
        }
        const std::uint64_t next = cursor.position() + *length - 2;
        FrameFacts facts;
        facts.precision = static_cast<int>(cursor.numberOr(1, 0));
        facts.rows = cursor.numberOr(2, 0);
        facts.columns = cursor.numberOr(2, 0);
        facts.components = static_cast<int>(cursor.numberOr(1, 0));
        cursor.seek(next);
        facts.lossless = *marker == 0xFFC3 || (*marker == 0xFFF7 && !scanIsNearLossless(cursor));
        return facts;
    }
}

struct SizeMarker {
    std::uint64_t right, bottom, left, top, tileWidth, tileHeight, tileLeft, tileTop;
    std::uint32_t components;
};

std::uint64_t ceilDivide(std::uint64_t a, std::uint64_t b)
{
    return (a + b - 1) / b;
}

/// Packets of one component of the whole image at every resolution under a coding style (COD or COC body from the decomposition levels on):
/// each takes a byte at least, so a file that is shorter is a trap for whoever allocates precincts.
std::uint64_t packets(Cursor& cursor, const SizeMarker& size, bool ownPrecincts, bool& reversible)
{
    const std::uint32_t levels = std::min<std::uint32_t>(cursor.numberOr(1, 0), 32);
    cursor.skip(3);
    reversible = cursor.numberOr(1, 0) == 1;
    std::uint64_t total = 0;
    for (std::uint32_t r = 0; r <= levels; ++r) {
        const std::uint32_t exponents = ownPrecincts ? cursor.numberOr(1, 0xFF) : 0xFF;
        const std::uint64_t scale = std::uint64_t{1} << (levels - r);
        const std::uint64_t width = ceilDivide(size.right - size.left, scale), height = ceilDivide(size.bottom - size.top, scale);
        total += ceilDivide(width, std::uint64_t{1} << (exponents & 15)) * ceilDivide(height, std::uint64_t{1} << (exponents >> 4));
    }
    return total;
}

std::optional<FrameFacts> codestreamFacts(Cursor cursor)
{
    if (cursor.number(2) != 0xFF4F || cursor.number(2) != 0xFF51) return std::nullopt;
    const std::uint64_t begin = cursor.position();
    const std::uint32_t length = cursor.numberOr(2, 0);
    cursor.skip(2);
    SizeMarker size{};
    for (std::uint64_t* value :
         {&size.right, &size.bottom, &size.left, &size.top, &size.tileWidth, &size.tileHeight, &size.tileLeft, &size.tileTop}) {
        *value = cursor.numberOr(4, 0);
    }
    size.components = cursor.numberOr(2, 0);
    const std::uint32_t depth = cursor.numberOr(1, 0);
    if (size.right <= size.left || size.bottom <= size.top || size.tileWidth == 0 || size.tileHeight == 0 || size.components == 0)
        return std::nullopt;
    if (size.tileLeft > size.left || size.tileTop > size.top) return std::nullopt;

    FrameFacts facts;
    facts.columns = static_cast<std::uint32_t>(size.right - size.left);
    facts.rows = static_cast<std::uint32_t>(size.bottom - size.top);
    facts.components = static_cast<int>(size.components);
    facts.precision = static_cast<int>(depth & 0x7F) + 1;
    // A tile-part takes 14 bytes for its markers alone.
    facts.smallest = 14 * ceilDivide(size.right - size.tileLeft, size.tileWidth) * ceilDivide(size.bottom - size.tileTop, size.tileHeight);
    cursor.seek(begin + length);
    for (;;) {
        const std::optional<std::uint32_t> marker = cursor.number(2);
        const std::uint64_t segment = cursor.position();
        const std::optional<std::uint32_t> segmentLength = cursor.number(2);
        if (!marker || !segmentLength || *marker == 0xFF90) return facts; // start of the first tile-part
        if (*marker == 0xFF52) {                                          // COD
            const bool ownPrecincts = (cursor.numberOr(1, 0) & 1) != 0;
            cursor.skip(1);
            const std::uint64_t layers = cursor.numberOr(2, 1);
            cursor.skip(1);
            facts.smallest += layers * size.components * packets(cursor, size, ownPrecincts, facts.lossless);
        } else if (*marker == 0xFF53) { // COC
            cursor.skip(size.components < 257 ? 1 : 2);
            const bool ownPrecincts = (cursor.numberOr(1, 0) & 1) != 0;
            bool reversible = true;
            facts.smallest = std::max(facts.smallest, packets(cursor, size, ownPrecincts, reversible));
        }
        cursor.seek(segment + *segmentLength);
    }
}

/// A codestream alone, as DICOM demands, or within the boxes of a JP2 file, as some write it.
std::optional<FrameFacts> jpeg2000Facts(Cursor cursor)
{
    const std::uint64_t begin = cursor.position();
    if (cursor.number(4) != 0x0000000C) {
        cursor.seek(begin);
        return codestreamFacts(cursor);
    }
    cursor.seek(begin);
    for (;;) {
        const std::uint64_t box = cursor.position();
        const std::optional<std::uint32_t> length = cursor.number(4), type = cursor.number(4);
        if (!length || !type) return std::nullopt;
        if (*type == 0x6A703263) return codestreamFacts(cursor); // jp2c
        if (*length < 8) return std::nullopt;
        cursor.seek(box + *length);
    }
}

} // namespace

std::optional<Codec> codecOf(std::string_view transferSyntax)
{
    if (transferSyntax == "1.2.840.10008.1.2.5") return Codec::Rle;
    constexpr std::string_view jpeg = "1.2.840.10008.1.2.4.";
    if (!transferSyntax.starts_with(jpeg)) return std::nullopt;
    const std::string_view process = transferSyntax.substr(jpeg.size());
    if (process == "50" || process == "51" || process == "53" || process == "55") return Codec::JpegDct;
    if (process == "57" || process == "70") return Codec::JpegLossless;
    if (process == "80" || process == "81") return Codec::JpegLs;
    if (process == "90" || process == "91") return Codec::Jpeg2000;
    return std::nullopt;
}

bool isLossySyntax(std::string_view transferSyntax)
{
    return codecOf(transferSyntax) == Codec::JpegDct;
}

std::optional<FrameFacts> frameFacts(ByteSource& bytes, Extent fragment, Codec codec)
{
    switch (codec) {
    case Codec::Rle:
        return std::nullopt;
    case Codec::JpegDct:
    case Codec::JpegLossless:
    case Codec::JpegLs:
        return jpegFacts(Cursor(bytes, fragment));
    case Codec::Jpeg2000:
        return jpeg2000Facts(Cursor(bytes, fragment));
    }
    return std::nullopt;
}

std::uint64_t samplesPerByte(Codec codec)
{
    switch (codec) {
    case Codec::Rle:
        return 64; // 128 equal bytes in 2
    case Codec::JpegDct:
        return 1024; // a block of 64 takes 2 bits when sequential; progressive scans share them
    case Codec::JpegLossless:
        return 8;       // a bit a sample
    case Codec::JpegLs: // runs
    case Codec::Jpeg2000:
        return 4096; // empty code blocks
    }
    return 1;
}

} // namespace lucency::imaging::dicom
