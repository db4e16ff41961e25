#pragma once

#include "model/networks/normloops.h"

#include <cstdint>

namespace lucency::model {

// The loops of reducedConvolution() over memory, of one image each unless said otherwise. Places of a map run row by row. A "tile" is a
// place of the pooled map: four places of the convolved one. Filters are outputs x 9 x inputs, as LibTorch keeps them side by side.

/// A convolution with 3 x 3 filters over an edge of zeros. Rows and columns are even; outputs are a multiple of 32, and inputs of 16 (or
/// few: see firstForward()).
struct BlockShape {
    std::int64_t rows = 0, columns = 0, inputs = 0, outputs = 0;

    std::int64_t across() const { return columns / 2; }
    std::int64_t tiles() const { return rows / 2 * across(); }
    std::int64_t pooled() const { return tiles() * outputs; }
    std::int64_t plane() const { return (rows + 2) * (columns + 2); } ///< places, with the edge
};

/// Whether the processor has vectors as wide as these loops want them (AVX-512). Without, they are right but slower than LibTorch's
/// operations.
bool loopsAreFast();

/// What becomes of the largest of four values: ELU of it and the bias, then dropout by the image's seed.
struct Reduction {
    float kept = 1; ///< the share that is not dropped; those are divided by it
    std::uint32_t seed[2] = {0, 0};
};

constexpr std::uint8_t droppedCode = 4; ///< beside 0 to 3, the place in its tile from which a value comes

/// What one image leaves behind: the pooled values (tiles x outputs) and where they come from.
struct Reduced {
    float* y = nullptr;
    std::uint8_t* code = nullptr;
};

/// x (places x channels) in blocks of 16 channels, each a map with an edge of zeros: inputs / 16 x plane x 16.
void pad(const float* x, const BlockShape& shape, float* padded);

/// Filters for blockForward(), of 32 outputs from first: 16 x inputs x 32. (Winograd's minimal filtering F(2 x 2, 3 x 3): Lavin and Gray,
/// CVPR 2016.)
void transformFilters(const float* weight, const BlockShape& shape, std::int64_t first, float* filters);

/// Room that blockForward() works in, in numbers.
std::int64_t forwardRoom(const BlockShape& shape);

/// The whole block. Filters are those of all outputs, 32 after 32.
void blockForward(const float* padded, const float* filters, const float* bias, const BlockShape& shape, const Reduction& reduction,
                  Reduced into, float* room);

/// The same, multiplied in bfloat16 and summed in float32, on a processor of which winogradIsFast() says so. Filters are those of
/// winogradFilters().
void blockForwardBf16(const float* padded, const Bits* filters, const float* bias, const BlockShape& shape, const Reduction& reduction,
                      Reduced into, float* room);

/// What both end with: of so many of tilesTogether tiles and 32 outputs, A^T m A of the products (16 x tilesTogether x 32) and what becomes
/// of it, at a place of the image's pooled values.
constexpr std::int64_t tilesTogether = 16;
void finishTiles(const float* multiplied, std::int64_t count, const float* bias, const Reduction& reduction, std::int64_t outputs,
                 std::int64_t place, Reduced into);

/// The gradient of one value before the pool: how large, and where. One of four values of a tile and output has one, and none where it was
/// dropped: so the way back costs a fraction of the way forward.
struct Slope {
    std::int32_t place = 0;
    float size = 0;
};

/// Where the slopes of an image are listed twice: for each output within bands of rows (which fit a processor's nearest memory) with the
/// place of their window's corner in a padded map; and for each tile within 64 outputs, by their place in the tile, with their output's
/// filters.
struct SlopeLists {
    explicit SlopeLists(const BlockShape& shape);
    std::int64_t bands, bandTiles, chunks, outputs, tiles;
    std::int64_t outputLists() const { return bands * outputs; }
    std::int64_t outputSlopes() const { return outputLists() * bandTiles; } ///< room for them: lists are bandTiles apart
    std::int64_t tileLists() const { return tiles * chunks * 4; }
    std::int64_t tileSlopes() const { return tiles * outputs; } ///< room for them: tiles are outputs apart, and chunks 64
};

struct SlopesOfImage {
    Slope* ofOutputs = nullptr;
    std::int32_t* outputCounts = nullptr;
    Slope* ofTiles = nullptr; ///< null where the input's gradient is not wanted
    std::int32_t* tileCounts = nullptr;
};

/// Lists the slopes from the gradient of what the block gave; adds to the gradient of the bias.
void listSlopes(const float* gradient, Reduced from, float kept, const BlockShape& shape, const SlopesOfImage& into, float* bias);

/// Filters of 16 inputs from first, for inputBackward(): outputs x 9 x 16.
void gatherFilters(const float* weight, const BlockShape& shape, std::int64_t first, float* filters);

/// Adds to the gradient of the padded map. Filters are those of all inputs, 16 after 16.
void inputBackward(const SlopesOfImage& slopes, const float* filters, const BlockShape& shape, float* paddedGradient);

/// Adds to the gradient of the filters of 16 inputs, whose block of pad() is given: outputs x 9 x 16.
void filterBackward(const SlopesOfImage& slopes, const float* padded, const BlockShape& shape, float* gradient);

/// One output's filters' gradient (9 x inputs, of outputs x 9 x inputs) from so many parts of it, each inputs / 16 x outputs x 9 x 16.
void addFilters(const float* parts, std::int64_t count, const BlockShape& shape, std::int64_t output, float* gradient);

/// The inside of a padded map: places x inputs.
void unpad(const float* padded, const BlockShape& shape, float* x);

/// A convolution of few inputs, one or three as a rule: x is inputs x rows x columns, its edge added by padPlanes(). Filters are inputs x 9
/// x outputs.
void padPlanes(const float* x, const BlockShape& shape, float* padded);
void firstForward(const float* padded, const float* filters, const float* bias, const BlockShape& shape, const Reduction& reduction,
                  Reduced into);

/// The filters of firstBackward(): for each input, output and place of its tile they lie in a window of 4 x 4 places.
void placeFilters(const float* weight, const BlockShape& shape, float* placed);

/// Adds to the gradients of the placed filters and of the bias, and to that of the padded image unless it is null.
void firstBackward(const float* padded, const float* placed, const float* gradient, Reduced from, float kept, const BlockShape& shape,
                   float* placedGradient, float* bias, float* paddedGradient);

/// The gradient of the filters (outputs x 9 x inputs) from that of the placed ones.
void collectFilters(const float* placedGradient, const BlockShape& shape, float* gradient);

} // namespace lucency::model
