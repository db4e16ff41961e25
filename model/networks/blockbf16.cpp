#include "model/networks/bf16vectors.h"
#include "model/networks/blockloops.h"

#include <algorithm>

namespace lucency::model {

#ifdef LUCENCY_BF16_VECTORS

namespace {

constexpr std::int64_t products = 16;

/// B^T d B of one tile and all inputs in bfloat16: products x tilesTogether x inputs.
LUCENCY_BF16_VECTORS void transformTile(const float* corner, const BlockShape& shape, Bits* into)
{
    const auto row = (shape.columns + 2) * bf16::lanes, step = tilesTogether * shape.inputs;
    for (std::int64_t c = 0; c < shape.inputs; c += bf16::lanes, corner += shape.plane() * bf16::lanes, into += bf16::lanes) {
        __m512 t[4][4];
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x) {
            const float* from = corner + x * bf16::lanes;
            bf16::transformColumn(_mm512_loadu_ps(from), _mm512_loadu_ps(from + row), _mm512_loadu_ps(from + 2 * row),
                                  _mm512_loadu_ps(from + 3 * row), t, x);
        }
        bf16::storeTransformed(t, into, step);
    }
}

} // namespace

void blockForwardBf16(const float* padded, const Bits* filters, const float* bias, const BlockShape& shape, const Reduction& reduction,
                      Reduced into, float* room)
{
    auto* const input = reinterpret_cast<Bits*>(room);
    float* const sums = room + products * tilesTogether * shape.inputs;
    const auto row = (shape.columns + 2) * bf16::lanes, step = tilesTogether * shape.inputs;
    for (std::int64_t first = 0; first < shape.tiles(); first += tilesTogether) {
        const auto count = std::min(tilesTogether, shape.tiles() - first);
        if (count < tilesTogether) std::fill_n(input, products * step, Bits{0});
        for (std::int64_t t = 0; t < count; ++t)
            transformTile(padded + (first + t) / shape.across() * 2 * row + (first + t) % shape.across() * 2 * bf16::lanes, shape,
                          input + t * shape.inputs);
        const Bits* w = filters;
        for (std::int64_t o = 0; o < shape.outputs; o += bf16::panel) {
            for (std::int64_t product = 0; product < products; ++product, w += shape.inputs * bf16::panel)
                for (std::int64_t t = 0; t < tilesTogether; t += bf16::rowsTogether)
                    bf16::multiply<bf16::rowsTogether>(input + product * step + t * shape.inputs, w, shape.inputs,
                                                       sums + (product * tilesTogether + t) * bf16::panel);
            finishTiles(sums, count, bias + o, reduction, shape.outputs, first * shape.outputs + o, into);
        }
    }
}

#else

void blockForwardBf16(const float*, const Bits*, const float*, const BlockShape&, const Reduction&, Reduced, float*) {}

#endif

} // namespace lucency::model
