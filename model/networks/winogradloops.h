#pragma once

#include "model/networks/normloops.h"

#include <cstdint>

namespace lucency::model {

// The loops of trainedConvolution() for 3 x 3 filters in steps of 1: Winograd's minimal filtering F(2 x 2, 3 x 3) (Lavin and Gray, CVPR
// 2016), whose products are of bfloat16 and summed in float32. A map is bfloat16, its channels side by side; a "tile" is 2 x 2 places of
// it, in rows from image to image; what lies outside of a map is zero. Filters are outputs x 9 x inputs, as LibTorch keeps them side by
// side.

/// Maps before and behind a convolution: inputs and outputs are their channels, multiples of 32 up to mostWinogradChannels.
struct TiledMaps {
    std::int64_t images = 0, rows = 0, columns = 0, inputs = 0, outputs = 0;

    std::int64_t down() const { return (rows + 1) / 2; }
    std::int64_t across() const { return (columns + 1) / 2; }
    std::int64_t tiles() const { return images * down() * across(); }
    TiledMaps turned() const { return {images, rows, columns, outputs, inputs}; } ///< of the way back
};

constexpr std::int64_t mostWinogradChannels = 2048;
constexpr std::int64_t winogradProducts = 16; ///< of a tile and a pair of channels

/// Whether the processor can run these loops, and has nothing faster: it multiplies bfloat16 in vectors (AVX512_BF16) but not in tiles
/// (AMX).
bool winogradIsFast();

/// Transformed filters of 32 outputs from first for winogradForward(): winogradProducts x inputs x 32 numbers.
void winogradFilters(const float* weight, const TiledMaps& maps, std::int64_t first, Bits* filters);

/// The same of the convolution that takes a gradient back: of 32 of its outputs, which are inputs here, from first.
void winogradFiltersBack(const float* weight, const TiledMaps& maps, std::int64_t first, Bits* filters);

/// The convolved map at so many tiles from first, and the bytes of room that it needs. Filters are those of all outputs, 32 after 32.
void winogradForward(const Bits* x, const Bits* filters, const TiledMaps& maps, std::int64_t first, std::int64_t count, Bits* y,
                     std::uint8_t* room);
std::int64_t winogradForwardRoom(const TiledMaps& maps, std::int64_t count);

/// A quarter of the products that the filters' gradient is made of, summed over some tiles: row is 0 to 3, outputs are so many (a multiple
/// of 32) from firstOutput. Sums are 4 x outputs x inputs, to which is added unless they are begun.
struct WinogradSums {
    std::int64_t row = 0, firstOutput = 0, outputs = 0;
};
void winogradBackward(const Bits* x, const Bits* gradient, const TiledMaps& maps, const WinogradSums& which, std::int64_t first,
                      std::int64_t count, bool begins, float* sums, std::uint8_t* room);
std::int64_t winogradBackwardRoom(const TiledMaps& maps, const WinogradSums& which, std::int64_t count);

/// The filters' gradient (9 x inputs) of one output from its sums of all products in so many parts: part p's product q of input i is at
/// p * partStep + q * productStep + i.
void winogradCollect(const float* sums, std::int64_t parts, std::int64_t partStep, std::int64_t productStep, std::int64_t inputs,
                     float* gradient);

} // namespace lucency::model
