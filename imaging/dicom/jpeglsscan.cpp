#include "imaging/dicom/jpeglsscan.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace lucency::imaging::dicom {

namespace {

/// Statistics of the errors in one context, A.6. What the next sample needs of them is computed when they change, not when it is wanted:
/// then it waits for nothing but a load, and that of an unsigned number, which takes fewer cycles than one of a signed.
struct alignas(16) Context {
    std::int32_t absolute = 0;     ///< A
    std::int32_t sum = 0;          ///< B
    std::uint16_t count = 1;       ///< N
    std::uint8_t correction = 128; ///< C + 128
    std::uint8_t flip = 0;         ///< 1 where errors are mapped the other way round, A.5.2
    std::uint8_t order = 0;        ///< Golomb's k
};
static_assert(sizeof(Context) == 16);

/// Contexts are addressed in bytes, so that a table look-up is an address.
constexpr int contextBytes = sizeof(Context);
constexpr int contextCount = 365;
constexpr int zeroRegion = 4 * contextBytes;

/// Statistics of the samples that end a run, A.7.2.
struct RunContext {
    std::int32_t absolute = 0;
    std::int32_t count = 1;
    std::int32_t negative = 0;
};

/// Like std::clamp, but of minimum and maximum, which the compiler turns into moves: jumps would be guessed wrong every other time.
[[gnu::always_inline]] inline int within(int value, int least, int most)
{
    return std::max(least, std::min(value, most));
}

/// Smallest k with count << k >= absolute; count is not 0.
[[gnu::always_inline]] inline unsigned golombOrder(std::int32_t absolute, std::int32_t count)
{
    const auto a = static_cast<unsigned>(absolute), n = static_cast<unsigned>(count);
    const auto order = static_cast<unsigned>(__builtin_clz(n) - __builtin_clz(a | n));
    return order + ((n << order) < a);
}

constexpr std::array<std::uint8_t, 32> runOrders = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,  2,  3,  3,  3,  3,
                                                    4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15};

/// One more or less than a correction, within its bounds, at one place more.
constexpr std::array<std::uint8_t, 258> corrections = [] {
    std::array<std::uint8_t, 258> table{};
    for (unsigned i = 0; i < table.size(); ++i)
        table[i] = static_cast<std::uint8_t>(std::clamp(i, 1U, 256U) - 1);
    return table;
}();

/// Differences of samples quantised to nine regions (A.3.3), -4 to 4, in bytes of contexts and 4 regions more; once as they are and once
/// negated.
class Gradients {
public:
    explicit Gradients(const JpegLsScan& scan)
        : m_reach((1 << scan.precision) - 1)
        , m_regions(2 * (2 * static_cast<std::size_t>(m_reach) + 1), static_cast<std::uint8_t>(zeroRegion))
    {
        const int steps[] = {scan.near + 1, scan.threshold1, scan.threshold2, scan.threshold3, m_reach + 1};
        for (int region = 1; region <= 4; ++region) {
            for (int d = steps[region - 1]; d < steps[region]; ++d)
                set(d, region);
        }
    }
    const std::uint8_t* plain() const { return m_regions.data() + m_reach; }
    /// Distance of the negated table.
    int mirrored() const { return 2 * m_reach + 1; }

private:
    void set(int difference, int region)
    {
        const auto bytes = static_cast<std::uint8_t>(zeroRegion + region * contextBytes);
        const auto minus = static_cast<std::uint8_t>(zeroRegion - region * contextBytes);
        auto* const plain = m_regions.data() + m_reach;
        auto* const turned = plain + mirrored();
        plain[difference] = turned[-difference] = bytes;
        plain[-difference] = turned[difference] = minus;
    }

    int m_reach;
    std::vector<std::uint8_t> m_regions;
};

template<class Sample, bool Near>
class ScanDecoder {
public:
    ScanDecoder(const JpegLsBits& bits, const JpegLsScan& scan)
        : m_bits(bits)
        , m_scan(scan)
        , m_largest((1 << scan.precision) - 1)
        , m_step(2 * scan.near + 1)
        , m_range((m_largest + 2 * scan.near) / m_step + 1)
        , m_errorBits(std::bit_width(static_cast<unsigned>(m_range - 1)))
        , m_limit(2 * (scan.precision + std::max(8, scan.precision)))
        , m_surelyShort(std::uint64_t{1} << (63 - std::min(24, m_limit - m_errorBits - 2)))
        , m_gradients(scan)
    {
        Context fresh;
        fresh.absolute = std::max(2, (m_range + 32) / 64);
        fresh.order = static_cast<std::uint8_t>(golombOrder(fresh.absolute, 1));
        m_contexts.fill(fresh);
        m_runContexts.fill({fresh.absolute, 1, 0});
    }

    bool decode(std::span<std::uint8_t> to);

private:
    bool decodeRow(const Sample* above, Sample* row);
    [[gnu::always_inline]] inline std::uint64_t readCode(unsigned order, std::uint64_t& position);
    [[gnu::always_inline]] inline int nextSample(Context& context, int sign, int mapped, int a, int b, int c) const;
    [[gnu::always_inline]] inline void update(Context& context, int error) const;
    [[gnu::always_inline]] inline int restored(int value) const;
    int readLong(int order, int limit);
    std::ptrdiff_t readRun(const Sample* above, Sample* row, std::ptrdiff_t x);
    bool readRunEnd(const Sample* above, Sample* row, std::ptrdiff_t x);

    const JpegLsBits& m_bits;
    const JpegLsScan m_scan;
    const int m_largest, m_step, m_range, m_errorBits, m_limit;
    const std::uint64_t m_surelyShort; ///< a code that starts like this or more is neither escaped nor longer than a window
    const Gradients m_gradients;
    std::array<Context, contextCount> m_contexts;
    std::array<RunContext, 2> m_runContexts;
    int m_runIndex = 0;
    std::uint64_t m_position = 0;
};

/// A Golomb code of any length, A.5.3: the rare long ones, and those that end a run. Negative when it is invalid.
template<class Sample, bool Near>
int ScanDecoder<Sample, Near>::readLong(int order, int limit)
{
    const int longest = limit - m_errorBits - 1;
    const std::uint64_t window = m_bits.window(m_position);
    const int zeros = std::countl_zero(window);
    if (zeros > longest) return -1;
    m_position += static_cast<unsigned>(zeros) + 1;
    const int rest = zeros == longest ? m_errorBits : order;
    const auto low = static_cast<int>((m_bits.window(m_position) >> 1) >> (63 - rest));
    m_position += static_cast<unsigned>(rest);
    const std::int64_t value = zeros == longest ? low + 1 : (std::int64_t{zeros} << order) + low;
    return value <= m_range && m_position <= m_bits.count() ? static_cast<int>(value) : -1;
}

/// The sample that ends a run, A.7.2.
template<class Sample, bool Near>
bool ScanDecoder<Sample, Near>::readRunEnd(const Sample* above, Sample* row, std::ptrdiff_t x)
{
    const int left = row[x - 1], up = above[x];
    const int type = std::abs(left - up) <= m_scan.near ? 1 : 0;
    RunContext& context = m_runContexts[static_cast<std::size_t>(type)];
    const auto order = static_cast<int>(golombOrder(context.absolute + (type == 1 ? context.count / 2 : 0), context.count));
    const int mapped = readLong(order, m_limit - runOrders[static_cast<std::size_t>(m_runIndex)] - 1);
    if (mapped < 0) return false;
    const int doubled = mapped + type;
    const int magnitude = (doubled + 1) / 2;
    const bool oddIsNegative = order != 0 || 2 * context.negative >= context.count;
    const int error = (doubled % 2 == 1) == oddIsNegative ? -magnitude : magnitude;

    if (error < 0) ++context.negative;
    context.absolute += (mapped + 1 - type) >> 1;
    if (context.count == m_scan.reset) {
        context.absolute >>= 1;
        context.count >>= 1;
        context.negative >>= 1;
    }
    ++context.count;
    const int predicted = type == 1 ? left : up;
    row[x] = static_cast<Sample>(restored(predicted + (type == 0 && left > up ? -error : error) * m_step));
    m_runIndex = std::max(0, m_runIndex - 1);
    return true;
}

/// A run of equal samples from x on and the sample that ends it, A.7.1. The place behind them; negative when a code is invalid.
template<class Sample, bool Near>
std::ptrdiff_t ScanDecoder<Sample, Near>::readRun(const Sample* above, Sample* row, std::ptrdiff_t x)
{
    const auto columns = static_cast<std::ptrdiff_t>(m_scan.columns);
    const Sample value = row[x - 1];
    const std::ptrdiff_t begin = x;
    for (;;) {
        const int order = runOrders[static_cast<std::size_t>(m_runIndex)];
        const std::uint64_t window = m_bits.window(m_position);
        if (window >> 63 == 0) {
            const auto rest = static_cast<std::ptrdiff_t>(window >> (63 - order));
            m_position += static_cast<unsigned>(order) + 1;
            if (rest >= columns - x) return -1;
            x += rest;
            break;
        }
        ++m_position;
        const std::ptrdiff_t whole = std::ptrdiff_t{1} << order, room = columns - x;
        x += std::min(whole, room);
        if (whole <= room) m_runIndex = std::min(31, m_runIndex + 1);
        if (x == columns) break;
    }
    if (m_position > m_bits.count()) return -1;
    std::fill(row + begin, row + x, value);
    if (x == columns) return x;
    return readRunEnd(above, row, x) ? x + 1 : -1;
}

/// A value brought back into the range of samples, A.4.4 and A.5.1.
template<class Sample, bool Near>
int ScanDecoder<Sample, Near>::restored(int value) const
{
    if constexpr (!Near) return value & m_largest;
    if (value < -m_scan.near)
        value += m_range * m_step;
    else if (value > m_largest + m_scan.near)
        value -= m_range * m_step;
    return within(value, 0, m_largest);
}

/// A.6.
template<class Sample, bool Near>
void ScanDecoder<Sample, Near>::update(Context& context, int error) const
{
    std::int32_t absolute = context.absolute + std::abs(error);
    std::int32_t sum = context.sum + (Near ? error * m_step : error);
    std::int32_t count = context.count;
    if (count == m_scan.reset) [[unlikely]] {
        absolute >>= 1;
        sum >>= 1;
        count >>= 1;
    }
    ++count;
    // Masks by shifts: the compiler would turn conditions into jumps.
    const int below = (sum + count - 1) >> 31, above = -sum >> 31;
    context.correction = corrections[static_cast<std::size_t>(context.correction + 1 + below - above)];
    sum = within(sum + (count & below) - (count & above), 1 - count, 0);
    const unsigned order = golombOrder(absolute, count);
    context.absolute = absolute;
    context.sum = sum;
    context.count = static_cast<std::uint16_t>(count);
    context.order = static_cast<std::uint8_t>(order);
    if constexpr (!Near) {
        // A jump, so that the next sample does not wait for the sum where it does not matter.
        context.flip = 0;
        if (order == 0) [[unlikely]]
            context.flip = 2 * sum + count <= 0;
    }
}

/// A Golomb code at a position that moves on behind it, A.5.3. More than the range when it is invalid.
template<class Sample, bool Near>
std::uint64_t ScanDecoder<Sample, Near>::readCode(unsigned order, std::uint64_t& position)
{
    const std::uint64_t window = m_bits.window(position);
    if (window < m_surelyShort) [[unlikely]] {
        m_position = position;
        const int mapped = readLong(static_cast<int>(order), m_limit);
        position = m_position;
        return static_cast<std::uint64_t>(mapped);
    }
    const auto zeros = static_cast<std::uint64_t>(__builtin_clzll(window));
    position += zeros + 1 + order;
    return ((window << zeros) >> (~order & 63)) + ((zeros - 1) << order);
}

/// The sample beside a, below b and c, A.4 and A.5.2; sign is -1 where the context stands for its mirror image.
template<class Sample, bool Near>
int ScanDecoder<Sample, Near>::nextSample(Context& context, int sign, int mapped, int a, int b, int c) const
{
    const int both = a + b, lower = std::min(a, b);
    const int gradient = within(both - c, lower, both - lower);
    const int correction = static_cast<int>(context.correction) - 128;
    const int predicted = within(gradient + ((correction ^ sign) - sign), 0, m_largest);
    // The error, or its complement where the sign is turned.
    const int turned = (mapped >> 1) ^ -((mapped ^ (Near ? 0 : context.flip) ^ sign) & 1);
    const int sample = restored(predicted + (Near ? (turned - sign) * m_step : turned - sign));
    update(context, turned ^ sign);
    return sample;
}

template<class Sample, bool Near>
bool ScanDecoder<Sample, Near>::decodeRow(const Sample* above, Sample* row)
{
    const std::uint8_t* const regions = m_gradients.plain();
    const int mirrored = m_gradients.mirrored();
    auto* const contexts = reinterpret_cast<std::uint8_t*>(m_contexts.data());
    const auto columns = static_cast<std::ptrdiff_t>(m_scan.columns);
    const auto range = static_cast<std::uint64_t>(m_range);
    std::uint64_t position = m_position;

    int a = row[-1], c = above[-1], b = above[0];
    int bc = regions[b - c];
    for (std::ptrdiff_t x = 0; x < columns;) {
        const int d = above[x + 1], db = regions[d - b];
        const int upper = 81 * db + 9 * bc - 90 * zeroRegion;
        int sign = upper >> 31;
        std::ptrdiff_t place = 0;
        if (upper == 0) {
            const int region = regions[a + (mirrored - c)] - zeroRegion;
            if (region == 0) {
                m_position = position;
                x = readRun(above, row, x);
                if (x < 0) return false;
                position = m_position;
                a = row[x - 1];
                c = above[x - 1];
                b = above[x];
                bc = regions[b - c];
                continue;
            }
            sign = region >> 31;
            place = std::abs(region);
        } else {
            const std::uint8_t* const beside = sign < 0 ? regions : regions + mirrored;
            place = std::ptrdiff_t{std::abs(upper) - zeroRegion} + beside[a - c];
        }
        Context& context = *reinterpret_cast<Context*>(contexts + place);
        const std::uint64_t mapped = readCode(context.order, position);
        if (mapped > range) [[unlikely]]
            return false;
        a = nextSample(context, sign, static_cast<int>(mapped), a, b, c);
        row[x] = static_cast<Sample>(a);
        c = b;
        b = d;
        bc = db;
        ++x;
    }
    m_position = position;
    return position <= m_bits.count();
}

template<class Sample, bool Near>
bool ScanDecoder<Sample, Near>::decode(std::span<std::uint8_t> to)
{
    // A row with the samples beside its ends, A.2.1: before the first that of the row above, behind the last the last again.
    const std::size_t columns = m_scan.columns, width = columns + 2, rowBytes = columns * sizeof(Sample);
    if (to.size() / rowBytes < m_scan.rows) return false;
    std::vector<Sample> rows(2 * width);
    Sample *above = rows.data() + 1, *row = above + width;
    for (std::uint32_t y = 0; y < m_scan.rows; ++y) {
        above[columns] = above[columns - 1];
        row[-1] = above[0];
        if (!decodeRow(above, row)) return false;
        std::memcpy(to.data() + y * rowBytes, row, rowBytes);
        std::swap(above, row);
    }
    return m_bits.isEnded() && m_bits.isPadding(m_position);
}

template<class Sample>
bool decodeAs(const JpegLsBits& bits, const JpegLsScan& scan, std::span<std::uint8_t> to)
{
    return scan.near == 0 ? ScanDecoder<Sample, false>(bits, scan).decode(to) : ScanDecoder<Sample, true>(bits, scan).decode(to);
}

} // namespace

bool decodeJpegLsScan(const JpegLsBits& bits, const JpegLsScan& scan, std::span<std::uint8_t> to)
{
    return scan.precision <= 8 ? decodeAs<std::uint8_t>(bits, scan, to) : decodeAs<std::uint16_t>(bits, scan, to);
}

} // namespace lucency::imaging::dicom
