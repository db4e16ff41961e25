#include "model/networks/blockloops.h"
#include "model/networks/blockreduction.h"
#include "model/networks/blockvectors.h"
#include "model/networks/widestvectors.h"

#include <algorithm>

// The first convolution of a network has so few inputs that its vectors run over outputs on the way forward. On the way back they run over
// the window of 4 x 4 places that a tile sees.

namespace lucency::model {

namespace {

constexpr std::int64_t windowSide = 4, codes = 4;

LUCENCY_INLINED Floats windowAt(const float* corner, std::int64_t row)
{
    Floats window;
    for (int y = 0; y < windowSide; ++y)
        __builtin_memcpy(reinterpret_cast<float*>(&window) + y * windowSide, corner + y * row, windowSide * sizeof(float));
    return window;
}

/// Where in its window a filter's number lies, for each place of the tile.
std::int64_t inWindow(std::int64_t code, std::int64_t tap)
{
    return (code / 2 + tap / 3) * windowSide + code % 2 + tap % 3;
}

} // namespace

void padPlanes(const float* x, const BlockShape& shape, float* padded)
{
    std::fill_n(padded, shape.inputs * shape.plane(), 0.0F);
    for (std::int64_t i = 0; i < shape.inputs; ++i, padded += shape.plane())
        for (std::int64_t r = 0; r < shape.rows; ++r, x += shape.columns)
            std::copy_n(x, shape.columns, padded + (r + 1) * (shape.columns + 2) + 1);
}

LUCENCY_WIDEST void firstForward(const float* padded, const float* filters, const float* bias, const BlockShape& shape,
                                 const Reduction& reduction, Reduced into)
{
    const auto row = shape.columns + 2;
    for (std::int64_t tile = 0; tile < shape.tiles(); ++tile)
        for (std::int64_t o = 0; o < shape.outputs; o += lanes) {
            Floats y0{}, y1{}, y2{}, y3{};
            const float* corner = padded + tile / shape.across() * 2 * row + tile % shape.across() * 2;
            const float* w = filters + o;
            for (std::int64_t i = 0; i < shape.inputs; ++i, corner += shape.plane())
#pragma GCC unroll 9
                for (int tap = 0; tap < 9; ++tap, w += shape.outputs) {
                    const Floats weight = load(w);
                    const float* x = corner + tap / 3 * row + tap % 3;
                    y0 += x[0] * weight;
                    y1 += x[1] * weight;
                    y2 += x[row] * weight;
                    y3 += x[row + 1] * weight;
                }
            reduce(y0, y1, y2, y3, load(bias + o), reduction, tile * shape.outputs + o, into);
        }
}

void placeFilters(const float* weight, const BlockShape& shape, float* placed)
{
    std::fill_n(placed, shape.inputs * shape.outputs * codes * lanes, 0.0F);
    for (std::int64_t i = 0; i < shape.inputs; ++i)
        for (std::int64_t o = 0; o < shape.outputs; ++o)
            for (std::int64_t code = 0; code < codes; ++code, placed += lanes)
                for (std::int64_t tap = 0; tap < 9; ++tap)
                    placed[inWindow(code, tap)] = weight[(o * 9 + tap) * shape.inputs + i];
}

LUCENCY_WIDEST void firstBackward(const float* padded, const float* placed, const float* gradient, Reduced from, float kept,
                                  const BlockShape& shape, float* placedGradient, float* bias, float* paddedGradient)
{
    const auto row = shape.columns + 2, step = shape.outputs * codes * lanes;
    for (std::int64_t tile = 0; tile < shape.tiles(); ++tile) {
        const auto corner = tile / shape.across() * 2 * row + tile % shape.across() * 2;
        for (std::int64_t o = 0; o < shape.outputs; o += lanes, gradient += lanes, from.y += lanes, from.code += lanes) {
            const Floats y = load(from.y) * kept; // before it was divided
            Bytes code;
            __builtin_memcpy(&code, from.code, sizeof code);
            const Floats slope =
                __builtin_convertvector(code, Integers) != droppedCode ? load(gradient) / kept * (y > 0 ? Floats{} + 1 : y + 1) : Floats{};
            store(bias + o, load(bias + o) + slope);
            for (std::int64_t i = 0; i < shape.inputs; ++i) {
                const Floats window = windowAt(padded + i * shape.plane() + corner, row);
                Floats back{};
                for (std::int64_t lane = 0; lane < lanes; ++lane) {
                    const auto at = i * step + ((o + lane) * codes + from.code[lane] % codes) * lanes;
                    const Floats size = Floats{} + slope[lane];
                    store(placedGradient + at, load(placedGradient + at) + size * window);
                    back += size * load(placed + at);
                }
                if (!paddedGradient) continue;
                float* to = paddedGradient + i * shape.plane() + corner;
                const Floats sum = windowAt(to, row) + back;
                for (int r = 0; r < windowSide; ++r)
                    __builtin_memcpy(to + r * row, reinterpret_cast<const float*>(&sum) + r * windowSide, windowSide * sizeof(float));
            }
        }
    }
}

void collectFilters(const float* placedGradient, const BlockShape& shape, float* gradient)
{
    std::fill_n(gradient, shape.outputs * 9 * shape.inputs, 0.0F);
    for (std::int64_t i = 0; i < shape.inputs; ++i)
        for (std::int64_t o = 0; o < shape.outputs; ++o)
            for (std::int64_t code = 0; code < codes; ++code, placedGradient += lanes)
                for (std::int64_t tap = 0; tap < 9; ++tap)
                    gradient[(o * 9 + tap) * shape.inputs + i] += placedGradient[inWindow(code, tap)];
}

} // namespace lucency::model
