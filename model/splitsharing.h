#pragma once

#include "model/cohort.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lucency::model {

/// What the parts of one source should hold of what is shared out, as shares; zero for a part that takes nothing more.
using PartShares = std::array<double, 3>;

/// Patients who stay together, and how much they add to each of the counts that the parts share out.
struct Circle {
    std::vector<std::size_t> images;
    std::vector<std::pair<std::size_t, double>> adds; ///< (count, amount), each count once
    std::optional<Part> pinned;                       ///< the part that they are in already
    std::array<bool, 3> open{true, true, true};       ///< parts that may take them
};

/// Something that the parts should hold their share of, and how much that matters.
struct SharedCount {
    double weight = 1;
    std::size_t source = 0;
};

/// Gives each circle a part, so that the parts' counts come close to what they should be. The circles come in the order in which they are
/// placed; pinned ones stay where they are.
std::vector<Part> shareOut(const std::vector<Circle>& circles, const std::vector<SharedCount>& counts,
                           const std::vector<PartShares>& sharesOfSources);

/// The circles of a cohort in the order in which they are shared out: shuffled by the seed, then those with most images first; and what is
/// counted of them.
std::vector<Circle> circlesOf(const Cohort& cohort, const std::map<std::size_t, std::vector<std::size_t>>& imagesOf, std::uint64_t seed,
                              std::vector<SharedCount>& counts);

} // namespace lucency::model
