#include "model/networks/normloops.h"

#include "model/networks/widestvectors.h"

#include <algorithm>
#include <cmath>

namespace lucency::model {

namespace {

// The loops over memory: a map is places x channels, the channels of a place side by side. Written once for both types, compiled once for
// each and for each width of vectors.

template<class T>
inline __attribute__((always_inline)) void addUpBody(const T* x, std::int64_t places, std::int64_t channels, const float* about, float* sum,
                                                     float* squares)
{
    for (std::int64_t p = 0; p < places; ++p, x += channels)
        for (std::int64_t c = 0; c < channels; ++c) {
            const float value = widened(x[c]) - about[c];
            sum[c] += value;
            squares[c] += value * value;
        }
}

template<class T>
inline __attribute__((always_inline)) void applyBody(const T* x, const T* added, T* y, std::int64_t places, std::int64_t channels,
                                                     const float* scale, const float* shift, bool relu)
{
    const float lowest = relu ? 0.0F : -INFINITY;
    for (std::int64_t p = 0; p < places; ++p, x += channels, y += channels) {
        if (added) {
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = widened(x[c]) * scale[c] + shift[c] + widened(added[c]);
                y[c] = narrowed(value < lowest ? lowest : value, T{});
            }
            added += channels;
        } else {
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = widened(x[c]) * scale[c] + shift[c];
                y[c] = narrowed(value < lowest ? lowest : value, T{});
            }
        }
    }
}

/// Sums of the gradient g behind the norm and of g times (x - mean); g itself goes to kept where that is given. Where y is given, g is zero
/// where y is not positive; with relu and without y, where norm(x) is not.
template<class T>
inline __attribute__((always_inline)) void gradientSumsBody(const T* x, const T* y, const T* gradient, T* kept, std::int64_t places,
                                                            std::int64_t channels, const float* scale, const float* shift,
                                                            const float* mean, bool relu, float* sum, float* products)
{
    for (std::int64_t p = 0; p < places; ++p, x += channels, gradient += channels) {
        if (y) {
            for (std::int64_t c = 0; c < channels; ++c) {
                const float g = widened(y[c]) > 0 ? widened(gradient[c]) : 0.0F;
                kept[c] = narrowed(g, T{});
                sum[c] += g;
                products[c] += g * (widened(x[c]) - mean[c]);
            }
            y += channels;
            kept += channels;
        } else {
            const float lowest = relu ? 0.0F : -INFINITY;
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = widened(x[c]);
                const float g = value * scale[c] + shift[c] > lowest ? widened(gradient[c]) : 0.0F;
                sum[c] += g;
                products[c] += g * (value - mean[c]);
            }
        }
    }
}

/// The gradient before the norm: scale * g - slope * x - offset.
template<class T>
inline __attribute__((always_inline)) void gradientBody(const T* x, const T* gradient, T* into, std::int64_t places, std::int64_t channels,
                                                        const float* scale, const float* shift, const float* slope, const float* offset,
                                                        bool relu)
{
    const float lowest = relu ? 0.0F : -INFINITY;
    for (std::int64_t p = 0; p < places; ++p, x += channels, gradient += channels, into += channels)
        for (std::int64_t c = 0; c < channels; ++c) {
            const float value = widened(x[c]);
            const float g = value * scale[c] + shift[c] > lowest ? widened(gradient[c]) : 0.0F;
            into[c] = narrowed(scale[c] * g - slope[c] * value - offset[c], T{});
        }
}

constexpr std::uint8_t nobody = 255; ///< no neighbour is positive

/// One row of what is pooled, and which of the nine neighbours each value comes from.
template<class T>
inline __attribute__((always_inline)) void poolBody(const T* map, std::int64_t rows, std::int64_t columns, std::int64_t channels,
                                                    std::int64_t row, const float* scale, const float* shift, T* y, std::uint8_t* from,
                                                    float* best)
{
    const std::int64_t across = (columns + 1) / 2;
    for (std::int64_t column = 0; column < across; ++column, y += channels, from += channels) {
        for (std::int64_t c = 0; c < channels; ++c) {
            best[c] = 0;
            from[c] = nobody;
        }
        for (std::int64_t n = 0; n < 9; ++n) {
            const auto r = 2 * row - 1 + n / 3, k = 2 * column - 1 + n % 3;
            if (r < 0 || r >= rows || k < 0 || k >= columns) continue;
            const T* x = map + (r * columns + k) * channels;
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = widened(x[c]) * scale[c] + shift[c];
                from[c] = value <= best[c] ? from[c] : static_cast<std::uint8_t>(n); // what is no number is taken, and seen
                best[c] = value <= best[c] ? best[c] : value;
            }
        }
        for (std::int64_t c = 0; c < channels; ++c)
            y[c] = narrowed(best[c], T{});
    }
}

/// The gradient of one row of a map behind the norm: each place collects from the windows that took its value. At most two windows lie over
/// a row or column.
template<class T>
inline __attribute__((always_inline)) void unpoolBody(const T* gradient, const std::uint8_t* from, std::int64_t rows, std::int64_t columns,
                                                      std::int64_t channels, std::int64_t row, float* g)
{
    const std::int64_t down = (rows + 1) / 2, across = (columns + 1) / 2;
    std::fill(g, g + columns * channels, 0.0F);
    for (std::int64_t r = row / 2; r <= (row + 1) / 2 && r < down; ++r)
        for (std::int64_t column = 0; column < columns; ++column)
            for (std::int64_t k = column / 2; k <= (column + 1) / 2 && k < across; ++k) {
                const auto own = static_cast<std::uint8_t>((row - 2 * r + 1) * 3 + (column - 2 * k + 1));
                const T* theirs = gradient + (r * across + k) * channels;
                const std::uint8_t* taken = from + (r * across + k) * channels;
                float* mine = g + column * channels;
                for (std::int64_t c = 0; c < channels; ++c)
                    mine[c] += taken[c] == own ? widened(theirs[c]) : 0.0F;
            }
}

} // namespace

#define LUCENCY_FOR(T)                                                                                                                     \
    LUCENCY_WIDEST void addUp(const T* x, std::int64_t places, std::int64_t channels, const float* about, float* sum, float* squares)      \
    {                                                                                                                                      \
        addUpBody(x, places, channels, about, sum, squares);                                                                               \
    }                                                                                                                                      \
    LUCENCY_WIDEST void apply(const T* x, const T* added, T* y, std::int64_t places, std::int64_t channels, const float* scale,            \
                              const float* shift, bool relu)                                                                               \
    {                                                                                                                                      \
        applyBody(x, added, y, places, channels, scale, shift, relu);                                                                      \
    }                                                                                                                                      \
    LUCENCY_WIDEST void gradientSums(const T* x, const T* y, const T* gradient, T* kept, std::int64_t places, std::int64_t channels,       \
                                     const float* scale, const float* shift, const float* mean, bool relu, float* sum, float* products)    \
    {                                                                                                                                      \
        gradientSumsBody(x, y, gradient, kept, places, channels, scale, shift, mean, relu, sum, products);                                 \
    }                                                                                                                                      \
    LUCENCY_WIDEST void gradientOf(const T* x, const T* gradient, T* into, std::int64_t places, std::int64_t channels, const float* scale, \
                                   const float* shift, const float* slope, const float* offset, bool relu)                                 \
    {                                                                                                                                      \
        gradientBody(x, gradient, into, places, channels, scale, shift, slope, offset, relu);                                              \
    }                                                                                                                                      \
    LUCENCY_WIDEST void pool(const T* map, std::int64_t rows, std::int64_t columns, std::int64_t channels, std::int64_t row,               \
                             const float* scale, const float* shift, T* y, std::uint8_t* from, float* best)                                \
    {                                                                                                                                      \
        poolBody(map, rows, columns, channels, row, scale, shift, y, from, best);                                                          \
    }                                                                                                                                      \
    LUCENCY_WIDEST void unpool(const T* gradient, const std::uint8_t* from, std::int64_t rows, std::int64_t columns,                       \
                               std::int64_t channels, std::int64_t row, float* g)                                                          \
    {                                                                                                                                      \
        unpoolBody(gradient, from, rows, columns, channels, row, g);                                                                       \
    }

LUCENCY_FOR(float)
LUCENCY_FOR(Bits)
#undef LUCENCY_FOR

LUCENCY_WIDEST void unpooledSums(const float* x, const float* g, std::int64_t places, std::int64_t channels, const float* mean, float* sum,
                                 float* products)
{
    for (std::int64_t p = 0; p < places; ++p, x += channels, g += channels)
        for (std::int64_t c = 0; c < channels; ++c) {
            sum[c] += g[c];
            products[c] += g[c] * (x[c] - mean[c]);
        }
}

LUCENCY_WIDEST void unpooledSums(const Bits* x, const float* g, std::int64_t places, std::int64_t channels, const float* mean, float* sum,
                                 float* products)
{
    for (std::int64_t p = 0; p < places; ++p, x += channels, g += channels)
        for (std::int64_t c = 0; c < channels; ++c) {
            sum[c] += g[c];
            products[c] += g[c] * (widened(x[c]) - mean[c]);
        }
}

LUCENCY_WIDEST void unpooledGradient(const float* x, const float* g, float* into, std::int64_t places, std::int64_t channels,
                                     const float* scale, const float* slope, const float* offset)
{
    for (std::int64_t p = 0; p < places; ++p, x += channels, g += channels, into += channels)
        for (std::int64_t c = 0; c < channels; ++c)
            into[c] = scale[c] * g[c] - slope[c] * x[c] - offset[c];
}

LUCENCY_WIDEST void unpooledGradient(const Bits* x, const float* g, Bits* into, std::int64_t places, std::int64_t channels,
                                     const float* scale, const float* slope, const float* offset)
{
    for (std::int64_t p = 0; p < places; ++p, x += channels, g += channels, into += channels)
        for (std::int64_t c = 0; c < channels; ++c)
            into[c] = narrowed(scale[c] * g[c] - slope[c] * widened(x[c]) - offset[c], Bits{});
}

} // namespace lucency::model
