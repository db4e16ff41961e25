#include "model/networks/winogradloops.h"

#include "model/networks/bf16vectors.h"

#include <algorithm>

#ifdef LUCENCY_BF16_VECTORS
#include <cpuid.h>
#endif

namespace lucency::model {

#ifdef LUCENCY_BF16_VECTORS

namespace {

using bf16::lanes, bf16::pair, bf16::panel, bf16::rowsTogether;

constexpr std::int64_t apart = 32; ///< numbers between products, so that sixteen of them do not meet in the same lines of a cache

alignas(64) constexpr Bits nothing[mostWinogradChannels] = {};

/// A tile on its way through the maps.
struct Tile {
    std::int64_t image, row, column;
};

inline Tile tileAt(const TiledMaps& maps, std::int64_t index)
{
    const auto across = maps.across(), row = index / across;
    return {row / maps.down(), row % maps.down(), index % across};
}

inline void goOn(const TiledMaps& maps, Tile& tile)
{
    if (++tile.column < maps.across()) return;
    tile.column = 0;
    if (++tile.row < maps.down()) return;
    tile.row = 0;
    ++tile.image;
}

/// Where the places of a window of a map lie; outside there are zeros.
template<int Rows, int Columns>
struct Window {
    Window(const Bits* map, const TiledMaps& maps, std::int64_t channels, std::int64_t image, std::int64_t top, std::int64_t left)
    {
        for (int r = 0; r < Rows; ++r)
            for (int c = 0; c < Columns; ++c) {
                const bool inside = top + r >= 0 && top + r < maps.rows && left + c >= 0 && left + c < maps.columns;
                place[r][c] = inside ? map + ((image * maps.rows + top + r) * maps.columns + left + c) * channels : nothing;
            }
    }
    const Bits* place[Rows][Columns];
};

/// B^T d B of a tile and all inputs; products are step apart.
LUCENCY_BF16_VECTORS void transformInput(const Window<4, 4>& d, std::int64_t inputs, Bits* into, std::int64_t step)
{
    for (std::int64_t c = 0; c < inputs; c += lanes, into += lanes) {
        __m512 t[4][4];
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x)
            bf16::transformColumn(bf16::load(d.place[0][x] + c), bf16::load(d.place[1][x] + c), bf16::load(d.place[2][x] + c),
                                  bf16::load(d.place[3][x] + c), t, x);
        bf16::storeTransformed(t, into, step);
    }
}

/// A^T m A of a tile and 32 outputs.
LUCENCY_BF16_VECTORS void finish(const float* multiplied, std::int64_t step, Bits* const (&y)[2][2])
{
    for (std::int64_t o = 0; o < panel; o += lanes) {
        const float* m = multiplied + o;
        __m512 above[4], below[4];
#pragma GCC unroll 4
        for (int x = 0; x < 4; ++x, m += step) {
            const __m512 m0 = _mm512_loadu_ps(m), m1 = _mm512_loadu_ps(m + 4 * step), m2 = _mm512_loadu_ps(m + 8 * step),
                         m3 = _mm512_loadu_ps(m + 12 * step);
            above[x] = m0 + m1 + m2;
            below[x] = m1 - m2 - m3;
        }
        bf16::store(y[0][0] + o, above[0] + above[1] + above[2]);
        if (y[0][1]) bf16::store(y[0][1] + o, above[1] - above[2] - above[3]);
        if (y[1][0]) bf16::store(y[1][0] + o, below[0] + below[1] + below[2]);
        if (y[1][1]) bf16::store(y[1][1] + o, below[1] - below[2] - below[3]);
    }
}

/// G g G^T of one vector of filters, whose nine numbers are step apart.
LUCENCY_BF16_INLINED void transformFilter(const float* weight, std::int64_t step, __m512 (&u)[winogradProducts])
{
    const __m512 half = _mm512_set1_ps(0.5F);
    __m512 g[4][3];
#pragma GCC unroll 3
    for (int x = 0; x < 3; ++x) {
        const __m512 w0 = _mm512_loadu_ps(weight + x * step), w1 = _mm512_loadu_ps(weight + (3 + x) * step),
                     w2 = _mm512_loadu_ps(weight + (6 + x) * step);
        g[0][x] = w0;
        g[1][x] = (w0 + w1 + w2) * half;
        g[2][x] = (w0 - w1 + w2) * half;
        g[3][x] = w2;
    }
#pragma GCC unroll 4
    for (int y = 0; y < 4; ++y) {
        u[4 * y] = g[y][0];
        u[4 * y + 1] = (g[y][0] + g[y][1] + g[y][2]) * half;
        u[4 * y + 2] = (g[y][0] - g[y][1] + g[y][2]) * half;
        u[4 * y + 3] = g[y][2];
    }
}

// Of a window of 4 x 4 or a tile of 2 x 2, the two rows that a row of products comes from, and their signs.
struct RowOfInput {
    int first, second;
    float sign;
};
constexpr RowOfInput rowsOfInput[4] = {{0, 2, -1}, {1, 2, 1}, {2, 1, -1}, {1, 3, -1}};
constexpr float rowsOfGradient[4][2] = {{1, 0}, {1, 1}, {1, -1}, {0, -1}};

LUCENCY_BF16_INLINED void inputProducts(const Window<4, 4>& d, const RowOfInput& row, std::int64_t c, __m512 (&v)[4])
{
    const __m512 sign = _mm512_set1_ps(row.sign);
    __m512 t[4];
#pragma GCC unroll 4
    for (int x = 0; x < 4; ++x)
        t[x] = _mm512_fmadd_ps(bf16::load(d.place[row.second][x] + c), sign, bf16::load(d.place[row.first][x] + c));
    v[0] = t[0] - t[2];
    v[1] = t[1] + t[2];
    v[2] = t[2] - t[1];
    v[3] = t[1] - t[3];
}

LUCENCY_BF16_INLINED void gradientProducts(const Window<2, 2>& g, const float (&row)[2], std::int64_t k, __m512 (&d)[4])
{
    const __m512 upper = _mm512_set1_ps(row[0]), lower = _mm512_set1_ps(row[1]);
    const __m512 t0 = bf16::load(g.place[0][0] + k) * upper + bf16::load(g.place[1][0] + k) * lower,
                 t1 = bf16::load(g.place[0][1] + k) * upper + bf16::load(g.place[1][1] + k) * lower;
    d[0] = t0;
    d[1] = t0 + t1;
    d[2] = t0 - t1;
    d[3] = _mm512_setzero_ps() - t1;
}

/// Where winogradBackward() keeps what it multiplies: of each of four products, channels in panels (32 of the input, 8 of the gradient),
/// and of a panel pairs of tiles, so that one instruction sums over both.
struct Paired {
    Paired(std::int64_t tiles, std::int64_t numberOfChannels, std::int64_t wide)
        : pairs((tiles + 1) / 2)
        , channels(numberOfChannels)
        , width(wide)
        , panelStep(pairs * pair * wide)
        , productStep(panelStep * (channels / wide) + apart)
    {
    }
    std::int64_t numbers() const { return 4 * productStep; }
    std::int64_t pairs, channels, width, panelStep, productStep;
};

LUCENCY_BF16_VECTORS void pairInputs(const Window<4, 4>& one, const Window<4, 4>& other, std::int64_t row, const Paired& paired, Bits* into)
{
    for (std::int64_t c = 0; c < paired.channels; c += lanes) {
        __m512 a[4], b[4];
        inputProducts(one, rowsOfInput[row], c, a);
        inputProducts(other, rowsOfInput[row], c, b);
        Bits* to = into + c / panel * paired.panelStep + c % panel * pair;
#pragma GCC unroll 4
        for (int j = 0; j < 4; ++j)
            _mm512_storeu_si512(to + j * paired.productStep, bf16::sideBySide(a[j], b[j]));
    }
}

LUCENCY_BF16_VECTORS void pairGradients(const Window<2, 2>& one, const Window<2, 2>& other, std::int64_t row, const Paired& paired,
                                        Bits* into)
{
    for (std::int64_t k = 0; k < paired.channels; k += lanes) {
        __m512 a[4], b[4];
        gradientProducts(one, rowsOfGradient[row], k, a);
        gradientProducts(other, rowsOfGradient[row], k, b);
        Bits* to = into + k / rowsTogether * paired.panelStep;
#pragma GCC unroll 4
        for (int j = 0; j < 4; ++j, to += paired.productStep) {
            const auto both = bf16::sideBySide(a[j], b[j]);
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_castsi512_si256(both));
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + paired.panelStep), _mm512_extracti64x4_epi64(both, 1));
        }
    }
}

/// Sums of 8 outputs and 32 inputs over all pairs of tiles.
LUCENCY_BF16_VECTORS void multiplyPairs(const Bits* gradient, const Bits* input, std::int64_t pairs, bool begins, float* into,
                                        std::int64_t step)
{
    __m512 sums[rowsTogether][2];
#pragma GCC unroll 8
    for (int k = 0; k < rowsTogether; ++k) {
        sums[k][0] = begins ? _mm512_setzero_ps() : _mm512_loadu_ps(into + k * step);
        sums[k][1] = begins ? _mm512_setzero_ps() : _mm512_loadu_ps(into + k * step + lanes);
    }
    for (std::int64_t p = 0; p < pairs; ++p, gradient += pair * rowsTogether, input += pair * panel) {
        const auto x0 = _mm512_loadu_si512(input), x1 = _mm512_loadu_si512(input + panel);
#pragma GCC unroll 8
        for (int k = 0; k < rowsTogether; ++k) {
            const auto g = bf16::pairEverywhere(gradient + pair * k);
            sums[k][0] = bf16::addProducts(sums[k][0], x0, g);
            sums[k][1] = bf16::addProducts(sums[k][1], x1, g);
        }
    }
#pragma GCC unroll 8
    for (int k = 0; k < rowsTogether; ++k) {
        _mm512_storeu_ps(into + k * step, sums[k][0]);
        _mm512_storeu_ps(into + k * step + lanes, sums[k][1]);
    }
}

std::int64_t inputStep(const TiledMaps& maps, std::int64_t count)
{
    return count * maps.inputs + apart;
}

std::int64_t sumsStep(std::int64_t count)
{
    return count * panel + apart;
}

} // namespace

bool winogradIsFast()
{
    static const bool fast = [] {
        if (!__builtin_cpu_supports("avx512bf16") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq") ||
            !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("fma"))
            return false;
        unsigned a = 0, b = 0, c = 0, d = 0;
        constexpr unsigned amxBf16 = 1U << 22; // CPUID.(EAX=07H,ECX=0):EDX (Intel, Software Developer's Manual, volume 2A)
        return !(__get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & amxBf16));
    }();
    return fast;
}

LUCENCY_BF16_VECTORS void winogradFilters(const float* weight, const TiledMaps& maps, std::int64_t first, Bits* filters)
{
    for (std::int64_t o = 0; o < panel; ++o)
        for (std::int64_t i = 0; i < maps.inputs; i += lanes) {
            __m512 u[winogradProducts];
            transformFilter(weight + (first + o) * 9 * maps.inputs + i, maps.inputs, u);
            for (std::int64_t product = 0; product < winogradProducts; ++product) {
                std::int32_t pairs[lanes / pair];
                const auto narrow = _mm512_cvtneps_pbh(u[product]);
                __builtin_memcpy(pairs, &narrow, sizeof pairs);
                Bits* to = filters + (product * maps.inputs + i) * panel + o * pair;
                for (const auto both : pairs) {
                    __builtin_memcpy(to, &both, sizeof both);
                    to += pair * panel;
                }
            }
        }
}

LUCENCY_BF16_VECTORS void winogradFiltersBack(const float* weight, const TiledMaps& maps, std::int64_t first, Bits* filters)
{
    const std::int64_t step = 9 * maps.inputs;
    for (std::int64_t o = 0; o < maps.outputs; o += pair)
        for (std::int64_t i = 0; i < panel; i += lanes) {
            __m512 one[winogradProducts], other[winogradProducts];
            // From the last of the nine to the first: the filter is turned round.
            const float* last = weight + o * step + 8 * maps.inputs + first + i;
            transformFilter(last, -maps.inputs, one);
            transformFilter(last + step, -maps.inputs, other);
            for (std::int64_t product = 0; product < winogradProducts; ++product)
                _mm512_storeu_si512(filters + (product * maps.outputs + o) * panel + i * pair,
                                    bf16::sideBySide(one[product], other[product]));
        }
}

std::int64_t winogradForwardRoom(const TiledMaps& maps, std::int64_t count)
{
    return winogradProducts *
           (inputStep(maps, count) * static_cast<std::int64_t>(sizeof(Bits)) + sumsStep(count) * static_cast<std::int64_t>(sizeof(float)));
}

void winogradForward(const Bits* x, const Bits* filters, const TiledMaps& maps, std::int64_t first, std::int64_t count, Bits* y,
                     std::uint8_t* room)
{
    const auto step = inputStep(maps, count), sumStep = sumsStep(count);
    auto* const input = reinterpret_cast<Bits*>(room);
    auto* const sums = reinterpret_cast<float*>(input + winogradProducts * step);
    auto tile = tileAt(maps, first);
    for (std::int64_t t = 0; t < count; ++t, goOn(maps, tile))
        transformInput({x, maps, maps.inputs, tile.image, 2 * tile.row - 1, 2 * tile.column - 1}, maps.inputs, input + t * maps.inputs,
                       step);
    for (std::int64_t o = 0; o < maps.outputs; o += panel) {
        for (std::int64_t product = 0; product < winogradProducts; ++product, filters += maps.inputs * panel)
            for (std::int64_t t = 0; t < count; t += rowsTogether)
                bf16::multiplies[std::min(rowsTogether, count - t) - 1](input + product * step + t * maps.inputs, filters, maps.inputs,
                                                                        sums + product * sumStep + t * panel);
        tile = tileAt(maps, first);
        for (std::int64_t t = 0; t < count; ++t, goOn(maps, tile)) {
            Bits* const corner = y + ((tile.image * maps.rows + 2 * tile.row) * maps.columns + 2 * tile.column) * maps.outputs + o;
            const bool right = 2 * tile.column + 1 < maps.columns, under = 2 * tile.row + 1 < maps.rows;
            Bits* const below = corner + maps.columns * maps.outputs;
            finish(sums + t * panel, sumStep,
                   {{corner, right ? corner + maps.outputs : nullptr},
                    {under ? below : nullptr, right && under ? below + maps.outputs : nullptr}});
        }
    }
}

std::int64_t winogradBackwardRoom(const TiledMaps& maps, const WinogradSums& which, std::int64_t count)
{
    return (Paired(count, maps.inputs, panel).numbers() + Paired(count, which.outputs, rowsTogether).numbers()) *
           static_cast<std::int64_t>(sizeof(Bits));
}

void winogradBackward(const Bits* x, const Bits* gradient, const TiledMaps& maps, const WinogradSums& which, std::int64_t first,
                      std::int64_t count, bool begins, float* sums, std::uint8_t* room)
{
    const Paired ofInput(count, maps.inputs, panel), ofGradient(count, which.outputs, rowsTogether);
    auto* const inputs = reinterpret_cast<Bits*>(room);
    auto* const gradients = inputs + ofInput.numbers();
    auto tile = tileAt(maps, first);
    for (std::int64_t p = 0; p < ofInput.pairs; ++p) {
        const auto one = tile;
        goOn(maps, tile);
        auto other = tile;
        if (2 * p + 1 == count) other.row = maps.down() + 1; // none: zeros
        goOn(maps, tile);
        const auto inputWindow = [&](const Tile& at) {
            return Window<4, 4>(x, maps, maps.inputs, at.image, 2 * at.row - 1, 2 * at.column - 1);
        };
        const auto gradientWindow = [&](const Tile& at) {
            return Window<2, 2>(gradient + which.firstOutput, maps, maps.outputs, at.image, 2 * at.row, 2 * at.column);
        };
        pairInputs(inputWindow(one), inputWindow(other), which.row, ofInput, inputs + p * pair * panel);
        pairGradients(gradientWindow(one), gradientWindow(other), which.row, ofGradient, gradients + p * pair * rowsTogether);
    }
    for (std::int64_t j = 0; j < 4; ++j)
        for (std::int64_t i = 0; i < maps.inputs; i += panel)
            for (std::int64_t o = 0; o < which.outputs; o += rowsTogether)
                multiplyPairs(gradients + j * ofGradient.productStep + o / rowsTogether * ofGradient.panelStep,
                              inputs + j * ofInput.productStep + i / panel * ofInput.panelStep, ofInput.pairs, begins,
                              sums + (j * which.outputs + o) * maps.inputs + i, maps.inputs);
}

LUCENCY_BF16_VECTORS void winogradCollect(const float* sums, std::int64_t parts, std::int64_t partStep, std::int64_t productStep,
                                          std::int64_t inputs, float* gradient)
{
    const __m512 half = _mm512_set1_ps(0.5F);
    for (std::int64_t i = 0; i < inputs; i += lanes) {
        __m512 t[3][4];
        for (int j = 0; j < 4; ++j) {
            __m512 u[4];
            for (int row = 0; row < 4; ++row) {
                const float* from = sums + (4 * row + j) * productStep + i;
                u[row] = _mm512_loadu_ps(from);
                for (std::int64_t part = 1; part < parts; ++part)
                    u[row] += _mm512_loadu_ps(from += partStep);
            }
            const __m512 even = (u[1] + u[2]) * half, odd = (u[1] - u[2]) * half;
            t[0][j] = u[0] + even;
            t[1][j] = odd;
            t[2][j] = even + u[3];
        }
        for (int row = 0; row < 3; ++row) {
            const __m512 even = (t[row][1] + t[row][2]) * half, odd = (t[row][1] - t[row][2]) * half;
            float* to = gradient + 3 * row * inputs + i;
            _mm512_storeu_ps(to, t[row][0] + even);
            _mm512_storeu_ps(to + inputs, odd);
            _mm512_storeu_ps(to + 2 * inputs, even + t[row][3]);
        }
    }
}

#else

bool winogradIsFast()
{
    return false;
}
void winogradFilters(const float*, const TiledMaps&, std::int64_t, Bits*) {}
void winogradFiltersBack(const float*, const TiledMaps&, std::int64_t, Bits*) {}
std::int64_t winogradForwardRoom(const TiledMaps&, std::int64_t)
{
    return 0;
}
void winogradForward(const Bits*, const Bits*, const TiledMaps&, std::int64_t, std::int64_t, Bits*, std::uint8_t*) {}
std::int64_t winogradBackwardRoom(const TiledMaps&, const WinogradSums&, std::int64_t)
{
    return 0;
}
void winogradBackward(const Bits*, const Bits*, const TiledMaps&, const WinogradSums&, std::int64_t, std::int64_t, bool, float*,
                      std::uint8_t*)
{
}
void winogradCollect(const float*, std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*) {}

#endif

} // namespace lucency::model
