#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace lucency::imaging::dicom {

/// The bits of an entropy-coded segment of JPEG-LS up to the next marker, without those stuffed in after each byte FF (ISO/IEC 14495-1
/// A.1), so that a code can be read at any bit with one load. Behind the last of them come zeros.
class JpegLsBits {
public:
    /// Takes the segment from the start of what is given. Throws std::bad_alloc.
    explicit JpegLsBits(std::span<const std::uint8_t> segment);

    std::uint64_t count() const { return m_count; }

    /// Whether the segment ends with a marker, and not because there is no more.
    bool isEnded() const { return m_ended; }

    /// Whether all bits from position on are zeros that only fill a byte.
    bool isPadding(std::uint64_t position) const { return position <= m_count && m_count - position < 8 && window(position) >> 56 == 0; }

    /// The next 57 bits or more from position on, at the top. Position may lie behind the last bit by slack at most.
    [[gnu::always_inline]] std::uint64_t window(std::uint64_t position) const
    {
        std::uint64_t word;
        std::memcpy(&word, m_bytes.get() + (position >> 3), sizeof(word));
        if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
        return word << (position & 7);
    }

    static constexpr std::uint64_t slack = 128;

private:
    std::unique_ptr<std::uint8_t[]> m_bytes;
    std::uint64_t m_count = 0;
    bool m_ended = false;
};

} // namespace lucency::imaging::dicom
