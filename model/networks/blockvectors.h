#pragma once

#include <cstdint>

// Sixteen numbers at once, in as many registers as the processor needs for them. For loops that are compiled for each width of vectors, see
// widestvectors.h; everything here is inlined into them. Comparisons stand directly before their ?: everywhere: GCC 12 takes one that is
// kept in a variable apart number by number.

namespace lucency::model {

constexpr std::int64_t lanes = 16;

using Floats = float __attribute__((vector_size(64)));
using Integers = std::int32_t __attribute__((vector_size(64)));
using Words = std::uint32_t __attribute__((vector_size(64)));
using Bytes = std::uint8_t __attribute__((vector_size(16)));

#define LUCENCY_INLINED inline __attribute__((always_inline))

LUCENCY_INLINED Floats load(const float* from)
{
    Floats values;
    __builtin_memcpy(&values, from, sizeof values);
    return values;
}

LUCENCY_INLINED void store(float* to, Floats values)
{
    __builtin_memcpy(to, &values, sizeof values);
}

/// e^x - 1 for x not over 0, to about two units in the last place. The polynomial is that of Cephes' expf.
LUCENCY_INLINED Floats exponentialLessOne(Floats x)
{
    constexpr float magic = 12582912.0F; // what is added to it is rounded to whole numbers
    x = x < -87.0F ? Floats{} - 87.0F : x;
    const Floats shifted = x * 1.44269504F + magic;
    const Floats n = shifted - magic;
    const Floats r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    Floats p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r;
    const auto power = reinterpret_cast<Floats>((reinterpret_cast<Integers>(shifted) << 23) + (127 << 23));
    return p * power + (power - 1);
}

} // namespace lucency::model
