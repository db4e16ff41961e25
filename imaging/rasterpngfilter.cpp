#include "imaging/rasterdecoders.h"

#include <cstdlib>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace lucency::imaging {
namespace {

enum Filter : std::uint8_t { None, Sub, Up, Average, Paeth };

int paeth(int a, int b, int c)
{
    const int pa = std::abs(b - c);
    const int pb = std::abs(a - c);
    const int pc = std::abs(a + b - 2 * c);
    if (pa <= pb && pa <= pc) return a;
    return pb <= pc ? b : c;
}

/// One row by the letter of the PNG specification, section 9.2; above is nullptr for the first row.
void unfilterRow(std::uint8_t filter, std::uint8_t* row, const std::uint8_t* above, std::size_t bytes, std::size_t bpp)
{
    for (std::size_t i = 0; i < bytes; ++i) {
        const int a = i >= bpp ? row[i - bpp] : 0;
        const int b = above ? above[i] : 0;
        const int c = above && i >= bpp ? above[i - bpp] : 0;
        int prediction = 0;
        switch (filter) {
        case Sub:
            prediction = a;
            break;
        case Up:
            prediction = b;
            break;
        case Average:
            prediction = (a + b) / 2;
            break;
        case Paeth:
            prediction = paeth(a, b, c);
            break;
        default:
            break;
        }
        row[i] = static_cast<std::uint8_t>(row[i] + prediction);
    }
}

#if defined(__SSE2__)

// Average and Paeth need the pixel to the left, so that a row by itself cannot be vectorised. Several rows can: when row i runs i pixels
// behind row i - 1, all that the rows of one diagonal need is known. A vector of eight 16-bit lanes holds such a diagonal: 8 / BPP rows
// of BPP channels, row i in the lanes from i * BPP on.

__m128i choose(__m128i mask, __m128i yes, __m128i no)
{
    return _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no));
}
__m128i magnitude(__m128i v)
{
    return _mm_max_epi16(v, _mm_sub_epi16(_mm_setzero_si128(), v));
}

struct FilterMasks {
    __m128i left;    ///< lanes that use the pixel to the left
    __m128i above;   ///< lanes that use the pixel above
    __m128i corner;  ///< lanes that use the pixel above to the left
    __m128i average; ///< lanes that take the mean of left and above
    bool onlyPaeth;
};

/// The state of a diagonal that moves right over BPP-byte pixels.
template<int BPP>
struct Diagonal {
    __m128i current = _mm_setzero_si128(); ///< the pixels of the last step: left of those of this step
    __m128i above = _mm_setzero_si128();   ///< what was above those

    template<bool OnlyPaeth>
    __m128i step(__m128i filtered, __m128i firstRowAbove, const FilterMasks& masks)
    {
        const __m128i c0 = above;
        above = _mm_or_si128(_mm_slli_si128(current, 2 * BPP), firstRowAbove);
        // None, Sub and Up are Paeth with the unused neighbours at zero.
        const __m128i a = OnlyPaeth ? current : _mm_and_si128(current, masks.left);
        const __m128i b = OnlyPaeth ? above : _mm_and_si128(above, masks.above);
        const __m128i c = OnlyPaeth ? c0 : _mm_and_si128(c0, masks.corner);
        const __m128i bc = _mm_sub_epi16(b, c);
        const __m128i ac = _mm_sub_epi16(a, c);
        const __m128i pa = magnitude(bc);
        const __m128i pb = magnitude(ac);
        const __m128i pc = magnitude(_mm_add_epi16(bc, ac));
        const __m128i least = _mm_min_epi16(pa, _mm_min_epi16(pb, pc));
        __m128i prediction = choose(_mm_cmpeq_epi16(least, pa), a, choose(_mm_cmpeq_epi16(least, pb), b, c));
        if (!OnlyPaeth) prediction = choose(masks.average, _mm_srli_epi16(_mm_add_epi16(a, b), 1), prediction);
        current = _mm_and_si128(_mm_add_epi16(filtered, prediction), _mm_set1_epi16(0xff));
        return current;
    }
};

/// Up to 8 / BPP rows that are unfiltered together.
template<int BPP>
struct RowGroup {
    static constexpr int Rows = 8 / BPP;
    std::uint8_t* row[8] = {};
    const std::uint8_t* above = nullptr; ///< the finished row above the first, never nullptr
    int rows = 0;
    std::ptrdiff_t pixels = 0;
    FilterMasks masks{};
    Diagonal<BPP> diagonal;

    /// One step whose diagonal sticks out of the image: only what is inside is touched.
    template<bool OnlyPaeth>
    void edgeStep(std::ptrdiff_t t)
    {
        alignas(16) std::uint16_t filtered[8] = {};
        alignas(16) std::uint16_t first[8] = {};
        for (int i = 0; i < rows; ++i)
            if (t - i >= 0 && t - i < pixels)
                for (int k = 0; k < BPP; ++k)
                    filtered[i * BPP + k] = row[i][(t - i) * BPP + k];
        if (t < pixels)
            for (int k = 0; k < BPP; ++k)
                first[k] = above[t * BPP + k];
        alignas(16) std::uint16_t plain[8];
        _mm_store_si128(reinterpret_cast<__m128i*>(plain),
                        diagonal.template step<OnlyPaeth>(_mm_load_si128(reinterpret_cast<const __m128i*>(filtered)),
                                                          _mm_load_si128(reinterpret_cast<const __m128i*>(first)), masks));
        for (int i = 0; i < rows; ++i)
            if (t - i >= 0 && t - i < pixels)
                for (int k = 0; k < BPP; ++k)
                    row[i][(t - i) * BPP + k] = static_cast<std::uint8_t>(plain[i * BPP + k]);
    }

    /// A step inside the image for pixels of several bytes.
    template<bool OnlyPaeth>
    void innerStep(std::ptrdiff_t t)
    {
        alignas(16) std::uint8_t filtered[16] = {};
        alignas(8) std::uint8_t first[8] = {};
        for (int i = 0; i < Rows; ++i)
            std::memcpy(filtered + i * BPP, row[i < rows ? i : 0] + (t - (i < rows ? i : 0)) * BPP, BPP);
        std::memcpy(first, above + t * BPP, BPP);
        const __m128i zero = _mm_setzero_si128();
        const __m128i plain =
            diagonal.template step<OnlyPaeth>(_mm_unpacklo_epi8(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(filtered)), zero),
                                              _mm_unpacklo_epi8(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(first)), zero), masks);
        alignas(16) std::uint8_t out[16];
        _mm_store_si128(reinterpret_cast<__m128i*>(out), _mm_packus_epi16(plain, plain));
        for (int i = 0; i < rows; ++i)
            std::memcpy(row[i] + (t - i) * BPP, out + i * BPP, BPP);
    }

    template<bool OnlyPaeth>
    void run()
    {
        const std::ptrdiff_t steps = pixels + rows - 1;
        std::ptrdiff_t t = 0;
        for (; t < Rows && t < steps; ++t)
            edgeStep<OnlyPaeth>(t);
        if constexpr (BPP == 1)
            for (; t + 8 <= pixels; t += 8)
                innerBlock<OnlyPaeth>(t);
        else
            for (; t < pixels; ++t)
                innerStep<OnlyPaeth>(t);
        for (; t < steps; ++t)
            edgeStep<OnlyPaeth>(t);
    }

    /// Eight steps inside the image for pixels of one byte: the bytes come and go through two 8 x 8 transpositions.
    template<bool OnlyPaeth>
    void innerBlock(std::ptrdiff_t t)
    {
        __m128i lanes[8];
        for (int i = 0; i < 8; ++i) {
            const int j = i < rows ? i : 0;
            lanes[i] = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(row[j] + (t - j)));
        }
        __m128i steps[4]; // two steps a vector
        transpose(lanes, steps);
        const __m128i zero = _mm_setzero_si128();
        __m128i first = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(above + t));
        __m128i plain[8];
        for (int s = 0; s < 8; s += 2) {
            const __m128i low = _mm_set_epi32(0, 0, 0, 0xff);
            plain[s] = diagonal.template step<OnlyPaeth>(_mm_unpacklo_epi8(steps[s / 2], zero), _mm_and_si128(first, low), masks);
            first = _mm_srli_si128(first, 1);
            plain[s + 1] = diagonal.template step<OnlyPaeth>(_mm_unpackhi_epi8(steps[s / 2], zero), _mm_and_si128(first, low), masks);
            first = _mm_srli_si128(first, 1);
        }
        for (int s = 0; s < 8; ++s)
            lanes[s] = _mm_packus_epi16(plain[s], zero);
        transpose(lanes, steps);
        for (int i = 0; i < rows; ++i) {
            const __m128i bytes = i % 2 ? _mm_srli_si128(steps[i / 2], 8) : steps[i / 2];
            _mm_storel_epi64(reinterpret_cast<__m128i*>(row[i] + (t - i)), bytes);
        }
    }

    /// Eight rows of eight bytes into eight columns, two to a vector.
    static void transpose(const __m128i (&in)[8], __m128i (&out)[4])
    {
        const __m128i a = _mm_unpacklo_epi8(in[0], in[1]);
        const __m128i b = _mm_unpacklo_epi8(in[2], in[3]);
        const __m128i c = _mm_unpacklo_epi8(in[4], in[5]);
        const __m128i d = _mm_unpacklo_epi8(in[6], in[7]);
        const __m128i ab0 = _mm_unpacklo_epi16(a, b);
        const __m128i ab1 = _mm_unpackhi_epi16(a, b);
        const __m128i cd0 = _mm_unpacklo_epi16(c, d);
        const __m128i cd1 = _mm_unpackhi_epi16(c, d);
        out[0] = _mm_unpacklo_epi32(ab0, cd0);
        out[1] = _mm_unpackhi_epi32(ab0, cd0);
        out[2] = _mm_unpacklo_epi32(ab1, cd1);
        out[3] = _mm_unpackhi_epi32(ab1, cd1);
    }
};

FilterMasks masksOf(const std::uint8_t* filters, int rows, int bpp)
{
    alignas(16) std::uint16_t left[8] = {};
    alignas(16) std::uint16_t above[8] = {};
    alignas(16) std::uint16_t corner[8] = {};
    alignas(16) std::uint16_t average[8] = {};
    bool onlyPaeth = true;
    for (int i = 0; i < rows; ++i) {
        const std::uint8_t filter = filters[i];
        onlyPaeth = onlyPaeth && filter == Paeth;
        for (int k = i * bpp; k < (i + 1) * bpp; ++k) {
            left[k] = filter == Sub || filter == Average || filter == Paeth ? 0xffff : 0;
            above[k] = filter == Up || filter == Average || filter == Paeth ? 0xffff : 0;
            corner[k] = filter == Paeth ? 0xffff : 0;
            average[k] = filter == Average ? 0xffff : 0;
        }
    }
    const auto load = [](const std::uint16_t* lanes) { return _mm_load_si128(reinterpret_cast<const __m128i*>(lanes)); };
    return {load(left), load(above), load(corner), load(average), onlyPaeth};
}

template<int BPP>
void unfilterDiagonally(std::uint8_t* rows, std::size_t rowCount, std::size_t rowBytes, const std::uint8_t* zeros)
{
    const std::size_t stride = rowBytes + 1;
    for (std::size_t y = 0; y < rowCount;) {
        RowGroup<BPP> group;
        std::uint8_t filters[8] = {};
        group.above = y ? rows + (y - 1) * stride + 1 : zeros;
        group.pixels = static_cast<std::ptrdiff_t>(rowBytes / BPP);
        for (; group.rows < RowGroup<BPP>::Rows && y < rowCount; ++y, ++group.rows) {
            filters[group.rows] = rows[y * stride];
            group.row[group.rows] = rows + y * stride + 1;
        }
        group.masks = masksOf(filters, group.rows, BPP);
        group.masks.onlyPaeth ? group.template run<true>() : group.template run<false>();
    }
}

#endif

} // namespace

bool unfilterPng(std::uint8_t* rows, std::size_t rowCount, std::size_t rowBytes, int bytesPerPixel)
{
    const std::size_t stride = rowBytes + 1;
    for (std::size_t y = 0; y < rowCount; ++y)
        if (rows[y * stride] > Paeth) return false;
#if defined(__SSE2__)
    const std::vector<std::uint8_t> zeros(rowBytes, 0);
    switch (bytesPerPixel) {
    case 1:
        unfilterDiagonally<1>(rows, rowCount, rowBytes, zeros.data());
        return true;
    case 2:
        unfilterDiagonally<2>(rows, rowCount, rowBytes, zeros.data());
        return true;
    case 3:
        unfilterDiagonally<3>(rows, rowCount, rowBytes, zeros.data());
        return true;
    case 4:
        unfilterDiagonally<4>(rows, rowCount, rowBytes, zeros.data());
        return true;
    case 6:
        unfilterDiagonally<6>(rows, rowCount, rowBytes, zeros.data());
        return true;
    case 8:
        unfilterDiagonally<8>(rows, rowCount, rowBytes, zeros.data());
        return true;
    default:
        break;
    }
#endif
    for (std::size_t y = 0; y < rowCount; ++y)
        unfilterRow(rows[y * stride], rows + y * stride + 1, y ? rows + (y - 1) * stride + 1 : nullptr, rowBytes,
                    static_cast<std::size_t>(bytesPerPixel));
    return true;
}

} // namespace lucency::imaging
