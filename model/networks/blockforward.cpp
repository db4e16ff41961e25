#include "model/networks/blockloops.h"
#include "model/networks/blockreduction.h"
#include "model/networks/blockvectors.h"
#include "model/networks/widestvectors.h"

#include <algorithm>

namespace lucency::model {

namespace {

constexpr std::int64_t outputsTogether = 2 * lanes, products = 16;

/// B^T d B of so many tiles from first, all inputs: products x tilesTogether x inputs.
LUCENCY_WIDEST void transformInput(const float* padded, const BlockShape& shape, std::int64_t first, std::int64_t count, float* into)
{
    const auto step = tilesTogether * shape.inputs, row = (shape.columns + 2) * lanes;
    for (std::int64_t t = 0; t < count; ++t) {
        const auto tile = first + t;
        const float* corner = padded + tile / shape.across() * 2 * row + tile % shape.across() * 2 * lanes;
        for (std::int64_t c = 0; c < shape.inputs; c += lanes, corner += shape.plane() * lanes) {
            Floats d[4][4];
            for (int x = 0; x < 4; ++x) {
                const Floats d0 = load(corner + x * lanes), d1 = load(corner + row + x * lanes), d2 = load(corner + 2 * row + x * lanes),
                             d3 = load(corner + 3 * row + x * lanes);
                d[0][x] = d0 - d2;
                d[1][x] = d1 + d2;
                d[2][x] = d2 - d1;
                d[3][x] = d1 - d3;
            }
            float* to = into + t * shape.inputs + c;
            for (int y = 0; y < 4; ++y, to += 4 * step) {
                store(to, d[y][0] - d[y][2]);
                store(to + step, d[y][1] + d[y][2]);
                store(to + 2 * step, d[y][2] - d[y][1]);
                store(to + 3 * step, d[y][1] - d[y][3]);
            }
        }
    }
}

/// Products of some tiles and 32 outputs, summed over the inputs.
template<int Tiles>
LUCENCY_INLINED void multiplyBody(const float* input, const float* filters, std::int64_t inputs, float* into)
{
    for (std::int64_t product = 0; product < products; ++product)
        for (std::int64_t t = 0; t < tilesTogether; t += Tiles) {
            const float* x = input + (product * tilesTogether + t) * inputs;
            const float* w = filters + product * inputs * outputsTogether;
            Floats sums[Tiles][2]{};
            for (std::int64_t i = 0; i < inputs; ++i, w += outputsTogether) {
                const Floats w0 = load(w), w1 = load(w + lanes);
#pragma GCC unroll 8
                for (int k = 0; k < Tiles; ++k) {
                    sums[k][0] += x[k * inputs + i] * w0;
                    sums[k][1] += x[k * inputs + i] * w1;
                }
            }
            float* to = into + (product * tilesTogether + t) * outputsTogether;
#pragma GCC unroll 8
            for (int k = 0; k < Tiles; ++k, to += outputsTogether) {
                store(to, sums[k][0]);
                store(to + lanes, sums[k][1]);
            }
        }
}

using Multiply = void (*)(const float* input, const float* filters, std::int64_t inputs, float* into);

// As many sums at once as the registers hold.
#ifdef LUCENCY_WIDTHS
__attribute__((target("arch=x86-64-v4"))) void multiplyV4(const float* input, const float* filters, std::int64_t inputs, float* into)
{
    multiplyBody<8>(input, filters, inputs, into);
}
__attribute__((target("arch=x86-64-v3"))) void multiplyV3(const float* input, const float* filters, std::int64_t inputs, float* into)
{
    multiplyBody<2>(input, filters, inputs, into);
}
#endif
void multiplyPlain(const float* input, const float* filters, std::int64_t inputs, float* into)
{
    multiplyBody<1>(input, filters, inputs, into);
}

Multiply multiply()
{
#ifdef LUCENCY_WIDTHS
    if (__builtin_cpu_supports("x86-64-v4")) return multiplyV4;
    if (__builtin_cpu_supports("x86-64-v3")) return multiplyV3;
#endif
    return multiplyPlain;
}

} // namespace

bool loopsAreFast()
{
#ifdef LUCENCY_WIDTHS
    return __builtin_cpu_supports("x86-64-v4");
#else
    return false;
#endif
}

LUCENCY_WIDEST void pad(const float* x, const BlockShape& shape, float* padded)
{
    const auto row = (shape.columns + 2) * lanes;
    for (std::int64_t first = 0; first < shape.inputs; first += lanes) {
        std::fill_n(padded, row, 0.0F);
        const float* from = x + first;
        for (std::int64_t r = 0; r < shape.rows; ++r) {
            float* to = padded + (r + 1) * row;
            std::fill_n(to, lanes, 0.0F);
            for (std::int64_t c = 0; c < shape.columns; ++c, from += shape.inputs)
                store(to += lanes, load(from));
            std::fill_n(to + lanes, lanes, 0.0F);
        }
        padded += shape.plane() * lanes;
        std::fill_n(padded - row, row, 0.0F);
    }
}

LUCENCY_WIDEST void transformFilters(const float* weight, const BlockShape& shape, std::int64_t first, float* filters)
{
    for (std::int64_t o = 0; o < outputsTogether; ++o)
        for (std::int64_t i = 0; i < shape.inputs; i += lanes) {
            const float* w = weight + (first + o) * 9 * shape.inputs + i;
            Floats g[4][3];
            for (int x = 0; x < 3; ++x) {
                const Floats w0 = load(w + x * shape.inputs), w1 = load(w + (3 + x) * shape.inputs), w2 = load(w + (6 + x) * shape.inputs);
                g[0][x] = w0;
                g[1][x] = (w0 + w1 + w2) * 0.5F;
                g[2][x] = (w0 - w1 + w2) * 0.5F;
                g[3][x] = w2;
            }
            float* to = filters + i * outputsTogether + o;
            const auto keep = [&](Floats values) {
                for (int lane = 0; lane < lanes; ++lane)
                    to[lane * outputsTogether] = values[lane];
                to += shape.inputs * outputsTogether;
            };
            for (int y = 0; y < 4; ++y) {
                keep(g[y][0]);
                keep((g[y][0] + g[y][1] + g[y][2]) * 0.5F);
                keep((g[y][0] - g[y][1] + g[y][2]) * 0.5F);
                keep(g[y][2]);
            }
        }
}

LUCENCY_WIDEST void finishTiles(const float* multiplied, std::int64_t count, const float* bias, const Reduction& reduction,
                                std::int64_t outputs, std::int64_t place, Reduced into)
{
    constexpr auto step = tilesTogether * outputsTogether;
    for (std::int64_t t = 0; t < count; ++t)
        for (std::int64_t o = 0; o < outputsTogether; o += lanes) {
            const float* m = multiplied + t * outputsTogether + o;
            Floats above[4], below[4];
            for (int x = 0; x < 4; ++x, m += step) {
                const Floats m0 = load(m), m1 = load(m + 4 * step), m2 = load(m + 8 * step), m3 = load(m + 12 * step);
                above[x] = m0 + m1 + m2;
                below[x] = m1 - m2 - m3;
            }
            const auto at = place + t * outputs + o;
            reduce(above[0] + above[1] + above[2], above[1] - above[2] - above[3], below[0] + below[1] + below[2],
                   below[1] - below[2] - below[3], load(bias + o), reduction, at, into);
        }
}

std::int64_t forwardRoom(const BlockShape& shape)
{
    return products * tilesTogether * (shape.inputs + outputsTogether);
}

void blockForward(const float* padded, const float* filters, const float* bias, const BlockShape& shape, const Reduction& reduction,
                  Reduced into, float* room)
{
    static const Multiply multiplied = multiply();
    float* const sums = room + products * tilesTogether * shape.inputs;
    for (std::int64_t first = 0; first < shape.tiles(); first += tilesTogether) {
        const auto count = std::min(tilesTogether, shape.tiles() - first);
        if (count < tilesTogether) std::fill_n(room, products * tilesTogether * shape.inputs, 0.0F);
        transformInput(padded, shape, first, count, room);
        for (std::int64_t o = 0; o < shape.outputs; o += outputsTogether) {
            multiplied(room, filters + o * products * shape.inputs, shape.inputs, sums);
            finishTiles(sums, count, bias + o, reduction, shape.outputs, first * shape.outputs + o, into);
        }
    }
}

} // namespace lucency::model
