#include "imaging/dicom/jpeglsbits.h"

namespace lucency::imaging::dicom {

namespace {

bool hasFF(std::uint64_t word)
{
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    return ((~word - ones) & word & tops) != 0;
}

/// Bits put together to bytes: those of the last byte wait at the top of a word.
class BitWriter {
public:
    explicit BitWriter(std::uint8_t* to)
        : m_begin(to)
        , m_to(to)
    {
    }

    void putWord(std::uint64_t word)
    {
        store(m_waiting | word >> m_bits);
        m_to += 8;
        m_waiting = (word << 1) << (63 - m_bits);
    }
    void put(std::uint8_t byte, unsigned bits)
    {
        m_waiting |= std::uint64_t{byte} << (64 - bits - m_bits);
        m_bits += bits;
        if (m_bits < 8) return;
        *m_to++ = static_cast<std::uint8_t>(m_waiting >> 56);
        m_waiting <<= 8;
        m_bits -= 8;
    }
    std::uint64_t count() const { return static_cast<std::uint64_t>(m_to - m_begin) * 8 + m_bits; }
    std::uint8_t* finish()
    {
        *m_to++ = static_cast<std::uint8_t>(m_waiting >> 56);
        return m_to;
    }

private:
    void store(std::uint64_t word)
    {
        if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
        std::memcpy(m_to, &word, sizeof(word));
    }

    std::uint8_t* m_begin;
    std::uint8_t* m_to;
    std::uint64_t m_waiting = 0;
    unsigned m_bits = 0;
};

} // namespace

JpegLsBits::JpegLsBits(std::span<const std::uint8_t> segment)
    : m_bytes(std::make_unique_for_overwrite<std::uint8_t[]>(segment.size() + 1 + slack / 8 + sizeof(std::uint64_t)))
{
    BitWriter writer(m_bytes.get());
    const std::uint8_t* from = segment.data();
    const std::uint8_t* const end = from + segment.size();
    bool afterFF = false;
    while (from < end) {
        if (!afterFF && end - from >= 8) {
            std::uint64_t word;
            std::memcpy(&word, from, sizeof(word));
            if (!hasFF(word)) {
                if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
                writer.putWord(word);
                from += 8;
                continue;
            }
        }
        const std::uint8_t byte = *from;
        if (byte == 0xFF && (end - from < 2 || from[1] >= 0x80)) {
            m_ended = end - from >= 2;
            break;
        }
        writer.put(byte, afterFF ? 7 : 8);
        afterFF = byte == 0xFF;
        ++from;
    }
    m_count = writer.count();
    std::memset(writer.finish(), 0, slack / 8 + sizeof(std::uint64_t));
}

} // namespace lucency::imaging::dicom
