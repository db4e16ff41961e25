#include "model/networks/blockloops.h"
#include "model/networks/blockvectors.h"
#include "model/networks/widestvectors.h"

#include <algorithm>
#include <bit>

namespace lucency::model {

namespace {

constexpr std::int64_t nearestMemory = 24 * 1024; ///< of 32 kB and more
constexpr std::int64_t chunk = 64;                ///< outputs whose filters of 16 inputs fit there, too
constexpr int windowPlaces = 16;

std::int64_t rowsOfBand(const BlockShape& shape)
{
    const auto row = (shape.columns + 2) * lanes * static_cast<std::int64_t>(sizeof(float));
    return std::clamp((nearestMemory / row - 2) / 2, std::int64_t{1}, shape.rows / 2);
}

/// In one store.
LUCENCY_INLINED void put(Slope* to, Slope slope)
{
    const auto bits = std::bit_cast<std::uint64_t>(slope);
    __builtin_memcpy(static_cast<void*>(to), &bits, sizeof bits);
}

/// Adds a list of slopes of one place in the tile to the window of 4 x 4 places that they reach.
template<int Code>
LUCENCY_INLINED const Slope* addTo(Floats (&window)[windowPlaces], const Slope* slope, std::int32_t count, const float* filters)
{
    for (const Slope* const end = slope + count; slope < end; ++slope) {
        const float* w = filters + slope->place;
        const Floats size = Floats{} + slope->size;
#pragma GCC unroll 9
        for (int tap = 0; tap < 9; ++tap)
            window[(Code / 2 + tap / 3) * 4 + Code % 2 + tap % 3] += size * load(w + tap * lanes);
    }
    return slope;
}

} // namespace

SlopeLists::SlopeLists(const BlockShape& shape)
    : bands((shape.rows / 2 + rowsOfBand(shape) - 1) / rowsOfBand(shape))
    , bandTiles(rowsOfBand(shape) * shape.across())
    , chunks((shape.outputs + chunk - 1) / chunk)
    , outputs(shape.outputs)
    , tiles(shape.tiles())
{
}

LUCENCY_WIDEST void listSlopes(const float* gradient, Reduced from, float kept, const BlockShape& shape, const SlopesOfImage& into,
                               float* bias)
{
    const SlopeLists lists(shape);
    std::fill_n(into.outputCounts, lists.outputLists(), 0);
    const auto row = static_cast<std::int32_t>(shape.columns + 2);
    const std::int32_t places[droppedCode + 1] = {0, 1, row, row + 1, 0};
    Slope* ofTile = into.ofTiles;
    std::int32_t* tileCounts = into.tileCounts;
    for (std::int64_t tile = 0; tile < shape.tiles(); ++tile) {
        const auto corner = static_cast<std::int32_t>(tile / shape.across() * 2 * row + tile % shape.across() * 2);
        const auto list = tile / lists.bandTiles * shape.outputs;
        Slope* ofOutput = into.ofOutputs + list * lists.bandTiles;
        std::int32_t* count = into.outputCounts + list;
        for (std::int64_t first = 0; first < shape.outputs; first += chunk) {
            const auto together = std::min(chunk, shape.outputs - first);
            const std::uint8_t* const codes = from.code + first;
            // Where each place's slopes begin, and then where the next one goes: a byte for each, in one register.
            std::uint64_t ends = 0;
            if (ofTile) {
                for (std::int64_t o = 0; o < together; ++o)
                    ends += std::uint64_t{1} << (8 * codes[o]);
                for (int code = 0; code < droppedCode; ++code)
                    *tileCounts++ = static_cast<std::int32_t>(ends >> (8 * code) & 0xff);
                ends = (ends << 8) + (ends << 16) + (ends << 24) + (ends << 32);
            }
            for (std::int64_t o = 0; o < together; o += lanes) {
                const Floats y = load(from.y + first + o) * kept; // before it was divided
                const Floats slope = load(gradient + first + o) / kept * (y > 0 ? Floats{} + 1 : y + 1);
                Bytes code16;
                __builtin_memcpy(&code16, codes + o, sizeof code16);
                store(bias + first + o,
                      load(bias + first + o) + (__builtin_convertvector(code16, Integers) < droppedCode ? slope : Floats{}));
                float sizes[lanes];
                store(sizes, slope);
                for (std::int64_t lane = 0; lane < lanes; ++lane, ofOutput += lists.bandTiles, ++count) {
                    const auto code = codes[o + lane];
                    // Written in any case, and counted or overwritten: a branch here would be guessed wrong half of the time.
                    put(ofOutput + *count, {corner + places[code], sizes[lane]});
                    *count += code != droppedCode;
                    if (!ofTile) continue;
                    put(ofTile + (ends >> (8 * code) & 0xff), {static_cast<std::int32_t>((o + lane) * 9 * lanes), sizes[lane]});
                    ends += std::uint64_t{1} << (8 * code);
                }
            }
            if (ofTile) ofTile += together;
        }
        gradient += shape.outputs;
        from.y += shape.outputs;
        from.code += shape.outputs;
    }
}

LUCENCY_WIDEST void gatherFilters(const float* weight, const BlockShape& shape, std::int64_t first, float* filters)
{
    for (std::int64_t i = 0; i < shape.outputs * 9; ++i)
        store(filters + i * lanes, load(weight + i * shape.inputs + first));
}

LUCENCY_WIDEST void inputBackward(const SlopesOfImage& slopes, const float* filters, const BlockShape& shape, float* paddedGradient)
{
    const SlopeLists lists(shape);
    const auto row = (shape.columns + 2) * lanes;
    for (std::int64_t i = 0; i < lists.chunks * shape.inputs / lanes; ++i) {
        const auto which = i % lists.chunks, block = i / lists.chunks;
        const float* w = filters + (block * shape.outputs + which * chunk) * 9 * lanes;
        for (std::int64_t tile = 0; tile < shape.tiles(); ++tile) {
            float* corner =
                paddedGradient + block * shape.plane() * lanes + tile / shape.across() * 2 * row + tile % shape.across() * 2 * lanes;
            Floats window[windowPlaces];
#pragma GCC unroll 16
            for (int place = 0; place < windowPlaces; ++place)
                window[place] = load(corner + place / 4 * row + place % 4 * lanes);
            const Slope* slope = slopes.ofTiles + tile * shape.outputs + which * chunk;
            const std::int32_t* count = slopes.tileCounts + (tile * lists.chunks + which) * 4;
            slope = addTo<0>(window, slope, count[0], w);
            slope = addTo<1>(window, slope, count[1], w);
            slope = addTo<2>(window, slope, count[2], w);
            addTo<3>(window, slope, count[3], w);
#pragma GCC unroll 16
            for (int place = 0; place < windowPlaces; ++place)
                store(corner + place / 4 * row + place % 4 * lanes, window[place]);
        }
    }
}

LUCENCY_WIDEST void filterBackward(const SlopesOfImage& slopes, const float* padded, const BlockShape& shape, float* gradient)
{
    const SlopeLists lists(shape);
    const auto row = (shape.columns + 2) * lanes;
    for (std::int64_t list = 0; list < lists.outputLists(); ++list) {
        float* const sum = gradient + list % shape.outputs * 9 * lanes;
        Floats sums[9];
#pragma GCC unroll 9
        for (int tap = 0; tap < 9; ++tap)
            sums[tap] = load(sum + tap * lanes);
        const Slope* slope = slopes.ofOutputs + list * lists.bandTiles;
        for (const Slope* const end = slope + slopes.outputCounts[list]; slope < end; ++slope) {
            const float* x = padded + slope->place * lanes;
            const Floats size = Floats{} + slope->size;
#pragma GCC unroll 9
            for (int tap = 0; tap < 9; ++tap)
                sums[tap] += size * load(x + tap / 3 * row + tap % 3 * lanes);
        }
#pragma GCC unroll 9
        for (int tap = 0; tap < 9; ++tap)
            store(sum + tap * lanes, sums[tap]);
    }
}

LUCENCY_WIDEST void addFilters(const float* parts, std::int64_t count, const BlockShape& shape, std::int64_t output, float* gradient)
{
    const auto part = shape.inputs * shape.outputs * 9;
    for (std::int64_t i = 0; i < shape.inputs; i += lanes)
        for (std::int64_t tap = 0; tap < 9; ++tap) {
            const float* from = parts + i * shape.outputs * 9 + (output * 9 + tap) * lanes;
            Floats sum = load(from);
            for (std::int64_t k = 1; k < count; ++k)
                sum += load(from + k * part);
            store(gradient + (output * 9 + tap) * shape.inputs + i, sum);
        }
}

LUCENCY_WIDEST void unpad(const float* padded, const BlockShape& shape, float* x)
{
    for (std::int64_t first = 0; first < shape.inputs; first += lanes, padded += shape.plane() * lanes) {
        float* to = x + first;
        for (std::int64_t r = 0; r < shape.rows; ++r) {
            const float* from = padded + ((r + 1) * (shape.columns + 2) + 1) * lanes;
            for (std::int64_t c = 0; c < shape.columns; ++c, from += lanes, to += shape.inputs)
                store(to, load(from));
        }
    }
}

} // namespace lucency::model
