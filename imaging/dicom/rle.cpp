#include "imaging/dicom/rle.h"

#include <algorithm>
#include <bit>

namespace lucency::imaging::dicom {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t headLength = 64;
constexpr std::size_t mostSegments = 15;

/// The bytes of one segment, each a step from the one before.
class Segment {
public:
    Segment(std::uint8_t* to, std::size_t step, std::uint64_t wanted)
        : m_to(to)
        , m_step(step)
        , m_wanted(wanted)
    {
    }

    RleOutcome decode(Bytes runs)
    {
        std::size_t at = 0;
        while (at < runs.size()) {
            // A segment of an odd length is padded; nobody codes single zeros for long.
            if (m_made >= m_wanted && std::ranges::all_of(runs.subspan(at), [](std::uint8_t byte) { return byte == 0; })) break;
            const std::uint8_t control = runs[at++];
            if (control == 128) continue;
            const std::size_t count = control < 128 ? control + std::size_t{1} : 257 - std::size_t{control};
            const std::size_t coded = control < 128 ? count : 1;
            if (coded > runs.size() - at) break;
            const Bytes source = runs.subspan(at, coded);
            at += coded;
            // One byte more: some code the padding of pixels of an odd number too.
            if (m_made + count > m_wanted + 1) return RleOutcome::OtherShape;
            const std::size_t kept = std::min<std::uint64_t>(count, m_wanted - std::min(m_made, m_wanted));
            for (std::size_t i = 0; i < kept; ++i)
                m_to[m_step * (m_made + i)] = source[coded == count ? i : 0];
            m_made += count;
        }
        return m_made >= m_wanted ? RleOutcome::Whole : RleOutcome::EndsEarly;
    }

private:
    std::uint8_t* m_to;
    std::size_t m_step;
    std::uint64_t m_wanted, m_made = 0;
};

} // namespace

RleOutcome decodeRle(Bytes stream, const RleShape& shape, std::span<std::uint8_t> to)
{
    static_assert(std::endian::native == std::endian::little);
    const auto bytes = static_cast<std::size_t>(shape.bytesPerSample), segments = static_cast<std::size_t>(shape.samples) * bytes;
    if (stream.size() < headLength) return RleOutcome::EndsEarly;
    const auto number = [&](std::size_t at) {
        return std::size_t{stream[at]} | std::size_t{stream[at + 1]} << 8 | std::size_t{stream[at + 2]} << 16 |
               std::size_t{stream[at + 3]} << 24;
    };
    if (segments == 0 || segments > mostSegments || number(0) != segments) return RleOutcome::OtherShape;
    for (std::size_t s = 0; s < segments; ++s) {
        const std::size_t begin = number(4 + 4 * s), end = s + 1 < segments ? number(8 + 4 * s) : stream.size();
        if (begin < headLength || begin > end || end > stream.size()) return RleOutcome::EndsEarly;
        // The most significant byte of a sample comes first.
        const std::size_t component = s / bytes, byte = bytes - 1 - s % bytes;
        Segment segment(to.data() + component * shape.pixels * bytes + byte, bytes, shape.pixels);
        if (const RleOutcome outcome = segment.decode(stream.subspan(begin, end - begin)); outcome != RleOutcome::Whole) return outcome;
    }
    return RleOutcome::Whole;
}

} // namespace lucency::imaging::dicom
