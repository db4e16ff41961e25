#include "tests/support/jpeglswriter.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace lucency::test {

namespace {

constexpr int runLengths[32] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15};

/// Bits in bytes, with a zero after each byte FF, A.1.
class Bits {
public:
    void put(std::uint32_t value, int count)
    {
        for (int i = count - 1; i >= 0; --i)
            putBit((value >> i) & 1U);
    }
    QByteArray finish()
    {
        while (m_free != 8)
            putBit(0);
        if (m_bytes.endsWith('\xFF')) m_bytes.append('\0');
        return m_bytes;
    }

private:
    void putBit(unsigned bit)
    {
        if (m_free == 8 && m_bytes.endsWith('\xFF')) m_free = 7;
        m_byte = m_byte << 1 | bit;
        if (--m_free > 0) return;
        m_bytes.append(static_cast<char>(m_byte));
        m_byte = 0;
        m_free = 8;
    }

    QByteArray m_bytes;
    unsigned m_byte = 0;
    int m_free = 8;
};

struct Statistics {
    int a = 0, b = 0, c = 0, n = 1;
};

class Encoder {
public:
    Encoder(const std::vector<std::uint16_t>& samples, const JpegLsWriting& w)
        : m_columns(w.columns)
        , m_rows(w.rows)
        , m_near(w.near)
        , m_largest((1 << w.precision) - 1)
        , m_range((m_largest + 2 * w.near) / (2 * w.near + 1) + 1)
        , m_errorBits(static_cast<int>(std::ceil(std::log2(m_range))))
        , m_limit(2 * (w.precision + std::max(8, w.precision)))
        , m_reset(w.reset != 0 ? w.reset : 64)
        , m_samples(samples.begin(), samples.end())
        , m_contexts(365)
    {
        setThresholds(w);
        for (Statistics& context : m_contexts)
            context.a = std::max(2, (m_range + 32) / 64);
        for (Statistics& context : m_ends)
            context.a = std::max(2, (m_range + 32) / 64);
    }
    QByteArray encoded()
    {
        for (int y = 0; y < m_rows; ++y) {
            for (int x = 0; x < m_columns;)
                x = encode(x, y);
        }
        return m_bits.finish();
    }
    int threshold(int i) const { return m_thresholds[i]; }

private:
    /// C.2.4.1.1.1.
    void setThresholds(const JpegLsWriting& w)
    {
        const int given[] = {w.threshold1, w.threshold2, w.threshold3}, basic[] = {3, 7, 21}, nears[] = {3, 5, 7};
        for (int i = 0; i < 3; ++i) {
            int value = given[i];
            if (value == 0) {
                const int factor = m_largest >= 128 ? (std::min(m_largest, 4095) + 128) / 256 : 256 / (m_largest + 1);
                value = m_largest >= 128 ? factor * (basic[i] - i - 2) + i + 2 + nears[i] * m_near
                                         : std::max(i + 2, basic[i] / factor + nears[i] * m_near);
                const int least = i == 0 ? m_near + 1 : m_thresholds[i - 1];
                if (value < least || value > m_largest) value = least;
            }
            m_thresholds[i] = value;
        }
    }
    /// A reconstructed sample with those outside of the image as A.2.1 has them.
    int at(int x, int y) const
    {
        if (y < 0) return 0;
        if (x < 0) return y == 0 ? 0 : at(0, y - 1);
        return m_samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns) +
                         static_cast<std::size_t>(std::min(x, m_columns - 1))];
    }
    int& here(int x, int y)
    {
        return m_samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(x)];
    }
    int region(int difference) const
    {
        const int size = std::abs(difference);
        const int found = size >= m_thresholds[2] ? 4 : size >= m_thresholds[1] ? 3 : size >= m_thresholds[0] ? 2 : size > m_near ? 1 : 0;
        return difference < 0 ? -found : found;
    }
    int encode(int x, int y)
    {
        const int a = at(x - 1, y), b = at(x, y - 1), c = at(x - 1, y - 1), d = at(x + 1, y - 1);
        const int q = 81 * region(d - b) + 9 * region(b - c) + region(c - a);
        if (q == 0) return encodeRun(x, y);
        const int sign = q < 0 ? -1 : 1;
        Statistics& context = m_contexts[static_cast<std::size_t>(std::abs(q))];
        int predicted = c >= std::max(a, b) ? std::min(a, b) : c <= std::min(a, b) ? std::max(a, b) : a + b - c;
        predicted = std::clamp(predicted + sign * context.c, 0, m_largest);
        const int error = quantised(sign * (here(x, y) - predicted));
        here(x, y) = restored(predicted + sign * error * (2 * m_near + 1));
        const int reduced = modulo(error);
        int k = 0;
        while ((context.n << k) < context.a)
            ++k;
        const bool turned = m_near == 0 && k == 0 && 2 * context.b <= -context.n;
        const int mapped = turned ? (reduced >= 0 ? 2 * reduced + 1 : -2 * (reduced + 1)) : (reduced >= 0 ? 2 * reduced : -2 * reduced - 1);
        golomb(mapped, k, m_limit);
        update(context, reduced);
        return x + 1;
    }
    int encodeRun(int x, int y)
    {
        const int value = at(x - 1, y);
        int length = 0;
        while (x + length < m_columns && std::abs(here(x + length, y) - value) <= m_near)
            here(x + length++, y) = value;
        const int end = x + length;
        for (; length >= 1 << runLengths[m_runIndex]; m_runIndex = std::min(31, m_runIndex + 1)) {
            m_bits.put(1, 1);
            length -= 1 << runLengths[m_runIndex];
        }
        if (end == m_columns) {
            if (length > 0) m_bits.put(1, 1);
            return end;
        }
        m_bits.put(static_cast<std::uint32_t>(length), runLengths[m_runIndex] + 1);
        encodeRunEnd(end, y);
        return end + 1;
    }
    void encodeRunEnd(int x, int y)
    {
        const int a = at(x - 1, y), b = at(x, y - 1), type = std::abs(a - b) <= m_near ? 1 : 0, sign = type == 0 && a > b ? -1 : 1;
        const int predicted = type == 1 ? a : b, error = quantised(sign * (here(x, y) - predicted));
        here(x, y) = restored(predicted + sign * error * (2 * m_near + 1));
        const int reduced = modulo(error);
        Statistics& end = m_ends[type]; // b counts negative errors
        int k = 0;
        while ((end.n << k) < end.a + (type == 1 ? end.n / 2 : 0))
            ++k;
        const bool map = (k == 0 && reduced > 0 && 2 * end.b < end.n) || (reduced < 0 && (2 * end.b >= end.n || k != 0));
        const int mapped = 2 * std::abs(reduced) - type - (map ? 1 : 0);
        golomb(mapped, k, m_limit - runLengths[m_runIndex] - 1);
        if (reduced < 0) ++end.b;
        end.a += (mapped + 1 - type) / 2;
        if (end.n == m_reset) {
            end.a /= 2;
            end.b /= 2;
            end.n /= 2;
        }
        ++end.n;
        m_runIndex = std::max(0, m_runIndex - 1);
    }
    int quantised(int error) const { return error > 0 ? (error + m_near) / (2 * m_near + 1) : -((m_near - error) / (2 * m_near + 1)); }
    int restored(int value) const { return std::clamp(value, 0, m_largest); }
    int modulo(int error) const
    {
        if (error < 0) error += m_range;
        return error >= (m_range + 1) / 2 ? error - m_range : error;
    }
    void golomb(int mapped, int k, int limit)
    {
        const int high = mapped >> k, longest = limit - m_errorBits - 1;
        for (int i = 0; i < std::min(high, longest); ++i)
            m_bits.put(0, 1);
        m_bits.put(1, 1);
        if (high < longest)
            m_bits.put(static_cast<std::uint32_t>(mapped) & ((1U << k) - 1), k);
        else
            m_bits.put(static_cast<std::uint32_t>(mapped - 1), m_errorBits);
    }
    void update(Statistics& context, int error) const
    {
        context.b += error * (2 * m_near + 1);
        context.a += std::abs(error);
        if (context.n == m_reset) {
            context.a >>= 1;
            context.b >>= 1;
            context.n >>= 1;
        }
        ++context.n;
        if (context.b <= -context.n) {
            context.b = std::max(context.b + context.n, 1 - context.n);
            context.c = std::max(context.c - 1, -128);
        } else if (context.b > 0) {
            context.b = std::min(context.b - context.n, 0);
            context.c = std::min(context.c + 1, 127);
        }
    }

    int m_columns, m_rows, m_near, m_largest, m_range, m_errorBits, m_limit, m_reset;
    int m_thresholds[3] = {};
    std::vector<int> m_samples; ///< reconstructed as far as encoded
    std::vector<Statistics> m_contexts;
    Statistics m_ends[2];
    int m_runIndex = 0;
    Bits m_bits;
};

void putWord(QByteArray& to, int value)
{
    to.append(static_cast<char>(value >> 8)).append(static_cast<char>(value));
}

} // namespace

QByteArray jpegLsStream(const std::vector<std::uint16_t>& samples, const JpegLsWriting& writing)
{
    Encoder encoder(samples, writing);
    QByteArray stream = QByteArray::fromHex("FFD8FFF7000B");
    stream.append(static_cast<char>(writing.precision));
    putWord(stream, writing.rows);
    putWord(stream, writing.columns);
    stream.append(QByteArray::fromHex("01011100"));
    if (writing.presets) {
        stream.append(QByteArray::fromHex("FFF8000D01"));
        for (const int value : {(1 << writing.precision) - 1, encoder.threshold(0), encoder.threshold(1), encoder.threshold(2),
                                writing.reset != 0 ? writing.reset : 64})
            putWord(stream, value);
    }
    stream.append(QByteArray::fromHex("FFDA00080101 00")).append(static_cast<char>(writing.near)).append(QByteArray::fromHex("0000"));
    stream.append(encoder.encoded());
    return stream.append("\xFF\xD9");
}

} // namespace lucency::test
