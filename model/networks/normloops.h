#pragma once

#include <cstdint>

namespace lucency::model {

using Bits = std::uint16_t; ///< a bfloat16

// The loops of normed() over memory. A map is places x channels, the channels of a place side by side; scale, shift and the like hold one
// number a channel. norm(x) = scale * x + shift.

/// Adds x - about and its square to the sums of each channel.
void addUp(const float* x, std::int64_t places, std::int64_t channels, const float* about, float* sum, float* squares);
void addUp(const Bits* x, std::int64_t places, std::int64_t channels, const float* about, float* sum, float* squares);

/// y = norm(x), or norm(x) + added where that is given; with relu not less than zero.
void apply(const float* x, const float* added, float* y, std::int64_t places, std::int64_t channels, const float* scale, const float* shift,
           bool relu);
void apply(const Bits* x, const Bits* added, Bits* y, std::int64_t places, std::int64_t channels, const float* scale, const float* shift,
           bool relu);

/// Adds the gradient g behind the norm, and g times (x - mean), to the sums of each channel. Where y is given, g is zero where y is not
/// positive, and goes to kept; with relu and without y it is zero where norm(x) is not positive.
void gradientSums(const float* x, const float* y, const float* gradient, float* kept, std::int64_t places, std::int64_t channels,
                  const float* scale, const float* shift, const float* mean, bool relu, float* sum, float* products);
void gradientSums(const Bits* x, const Bits* y, const Bits* gradient, Bits* kept, std::int64_t places, std::int64_t channels,
                  const float* scale, const float* shift, const float* mean, bool relu, float* sum, float* products);

/// The gradient before the norm: scale * g - slope * x - offset, g as above.
void gradientOf(const float* x, const float* gradient, float* into, std::int64_t places, std::int64_t channels, const float* scale,
                const float* shift, const float* slope, const float* offset, bool relu);
void gradientOf(const Bits* x, const Bits* gradient, Bits* into, std::int64_t places, std::int64_t channels, const float* scale,
                const float* shift, const float* slope, const float* offset, bool relu);

/// One row of relu(norm(x)) pooled over 3 x 3 places in steps of 2, and which of the nine each value comes from. Best is room for channels
/// numbers.
void pool(const float* map, std::int64_t rows, std::int64_t columns, std::int64_t channels, std::int64_t row, const float* scale,
          const float* shift, float* y, std::uint8_t* from, float* best);
void pool(const Bits* map, std::int64_t rows, std::int64_t columns, std::int64_t channels, std::int64_t row, const float* scale,
          const float* shift, Bits* y, std::uint8_t* from, float* best);

/// The gradient of one row of the map that was pooled, behind the norm.
void unpool(const float* gradient, const std::uint8_t* from, std::int64_t rows, std::int64_t columns, std::int64_t channels,
            std::int64_t row, float* g);
void unpool(const Bits* gradient, const std::uint8_t* from, std::int64_t rows, std::int64_t columns, std::int64_t channels,
            std::int64_t row, float* g);

/// As gradientSums() and gradientOf(), of what unpool() gives.
void unpooledSums(const float* x, const float* g, std::int64_t places, std::int64_t channels, const float* mean, float* sum,
                  float* products);
void unpooledSums(const Bits* x, const float* g, std::int64_t places, std::int64_t channels, const float* mean, float* sum,
                  float* products);
void unpooledGradient(const float* x, const float* g, float* into, std::int64_t places, std::int64_t channels, const float* scale,
                      const float* slope, const float* offset);
void unpooledGradient(const Bits* x, const float* g, Bits* into, std::int64_t places, std::int64_t channels, const float* scale,
                      const float* slope, const float* offset);

} // namespace lucency::model
