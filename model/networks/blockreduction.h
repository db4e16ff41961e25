#pragma once

#include "model/networks/blockloops.h"
#include "model/networks/blockvectors.h"

namespace lucency::model {

/// Even bits for 16 numbered values from first: two rounds of multiplying and folding (Wellons' lowbias32), each begun by half of the seed.
LUCENCY_INLINED Words evenBits(std::int64_t first, const std::uint32_t (&seed)[2])
{
    Words x = Words{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} + static_cast<std::uint32_t>(first);
    for (const auto half : seed) {
        x ^= half;
        x ^= x >> 16;
        x *= 0x7feb352dU;
        x ^= x >> 15;
        x *= 0x846ca68bU;
        x ^= x >> 16;
    }
    return x;
}

/// Of 16 tiles' values the largest, the bias, ELU and dropout. What is no number stays none.
LUCENCY_INLINED void reduce(Floats y0, Floats y1, Floats y2, Floats y3, Floats bias, const Reduction& reduction, std::int64_t place,
                            const Reduced& into)
{
    Integers code{};
    Floats best = y0;
    const auto take = [&](Floats y, std::int32_t which) {
        code = y > best ? Integers{} + which : code;
        best = y > best ? y : best;
    };
    take(y1, 1);
    take(y2, 2);
    take(y3, 3);
    // Nothing is larger than what is no number; but its sum with anything is none, either.
    best += bias + 0 * (y0 + y1 + y2 + y3);
    Floats y = best > 0 ? best : exponentialLessOne(best > 0 ? Floats{} : best);
    if (reduction.kept < 1) {
        const auto bits = reinterpret_cast<Integers>(evenBits(place, reduction.seed) >> 8);
        const Integers limit = Integers{} + static_cast<std::int32_t>(reduction.kept * 0x1p24F);
        y *= bits < limit ? Floats{} + 1 / reduction.kept : Floats{};
        code = bits < limit ? code : Integers{} + droppedCode;
    }
    store(into.y + place, y);
    const auto bytes = __builtin_convertvector(code, Bytes);
    __builtin_memcpy(into.code + place, &bytes, sizeof bytes);
}

} // namespace lucency::model
