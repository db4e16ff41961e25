#pragma once

#include "model/imagelook.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace lucency::model {

/// An earlier image that may show the same as a later one, or its mirror image, or its inverse.
struct LikeLook {
    std::uint32_t image = 0;
    std::int16_t score = 0; ///< the cosine between the two, times 10,000
    bool mirrored = false, inverted = false;

    friend bool operator==(const LikeLook&, const LikeLook&) = default;
};

/// For each look the earlier ones that are most like it, the best first, and no more than a few: a list to be checked, since different
/// chest radiographs look much alike at so few waves. What all of the looks have in common counts for nothing. Every look is compared with
/// every other: the time grows with the square of their number (112,120 take some seconds). The same on any number of threads. Empty lists
/// after a stop.
std::vector<std::vector<LikeLook>> likeLooks(std::span<const ImageLook> looks, int threads, const std::stop_token& stop = {});

} // namespace lucency::model
