#pragma once

#include "model/networks/normloops.h"

#include <cstdint>

// Vectors of bfloat16 for loops that run only where winogradIsFast() says so. Every function with vectors asks for them, and nothing of the
// standard library is compiled for them: a copy of it that needs these instructions could be the one that all other files are linked to.
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define LUCENCY_BF16_VECTORS __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,fma")))
#define LUCENCY_BF16_INLINED LUCENCY_BF16_VECTORS inline __attribute__((always_inline))

namespace lucency::model::bf16 {

constexpr std::int64_t lanes = 16, panel = 32, rowsTogether = 8, pair = 2;
LUCENCY_BF16_INLINED __m512 load(const Bits* from)
{
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))), 16));
}

LUCENCY_BF16_INLINED void store(Bits* to, __m512 values)
{
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(values)));
}

/// B^T d B of F(2 x 2, 3 x 3) in two halves: a column of a tile d into t, and t along its rows into products that are step apart.
LUCENCY_BF16_INLINED void transformColumn(__m512 d0, __m512 d1, __m512 d2, __m512 d3, __m512 (&t)[4][4], int column)
{
    t[0][column] = d0 - d2;
    t[1][column] = d1 + d2;
    t[2][column] = d2 - d1;
    t[3][column] = d1 - d3;
}

LUCENCY_BF16_INLINED void storeTransformed(const __m512 (&t)[4][4], Bits* to, std::int64_t step)
{
#pragma GCC unroll 4
    for (int row = 0; row < 4; ++row, to += 4 * step) {
        store(to, t[row][0] - t[row][2]);
        store(to + step, t[row][1] + t[row][2]);
        store(to + 2 * step, t[row][2] - t[row][1]);
        store(to + 3 * step, t[row][1] - t[row][3]);
    }
}

/// Numbers of two vectors side by side: those of the first in the lower halves.
LUCENCY_BF16_INLINED __m512i sideBySide(__m512 first, __m512 second)
{
    const auto lower = _mm512_cvtepu16_epi32(reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(first)));
    const auto upper = _mm512_cvtepu16_epi32(reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(second)));
    return _mm512_or_si512(lower, _mm512_slli_epi32(upper, 16));
}

/// Adds the products of pairs of bfloat16.
LUCENCY_BF16_INLINED __m512 addProducts(__m512 sum, __m512i one, __m512i other)
{
    return _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(one), reinterpret_cast<__m512bh>(other));
}

LUCENCY_BF16_INLINED __m512i pairEverywhere(const Bits* from)
{
    std::int32_t both;
    __builtin_memcpy(&both, from, sizeof both);
    return _mm512_set1_epi32(both);
}

/// Products of some tiles and 32 outputs, summed over all inputs.
template<int Tiles>
LUCENCY_BF16_VECTORS void multiply(const Bits* input, const Bits* filters, std::int64_t inputs, float* into)
{
    __m512 sums[Tiles][2];
#pragma GCC unroll 8
    for (int t = 0; t < Tiles; ++t)
        sums[t][0] = sums[t][1] = _mm512_setzero_ps();
    for (std::int64_t i = 0; i < inputs; i += pair, filters += pair * panel) {
        const auto w0 = _mm512_loadu_si512(filters), w1 = _mm512_loadu_si512(filters + panel);
#pragma GCC unroll 8
        for (int t = 0; t < Tiles; ++t) {
            const auto x = pairEverywhere(input + t * inputs + i);
            sums[t][0] = addProducts(sums[t][0], w0, x);
            sums[t][1] = addProducts(sums[t][1], w1, x);
        }
    }
#pragma GCC unroll 8
    for (int t = 0; t < Tiles; ++t) {
        _mm512_storeu_ps(into + t * panel, sums[t][0]);
        _mm512_storeu_ps(into + t * panel + lanes, sums[t][1]);
    }
}

using Multiply = void (*)(const Bits* input, const Bits* filters, std::int64_t inputs, float* into);
inline constexpr Multiply multiplies[rowsTogether] = {multiply<1>, multiply<2>, multiply<3>, multiply<4>,
                                                      multiply<5>, multiply<6>, multiply<7>, multiply<8>};

} // namespace lucency::model::bf16
#endif
