#pragma once

#include "model/cohort.h"
#include "model/split.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace lucency::model {

/// Images with the same pixels as another one, where one of them has a finding and another is said not to have it: groups of indices into
/// the cohort, sorted. The twins name the pairs that are looked at; samePixels is asked of each.
std::vector<std::vector<std::size_t>> contradictions(const Cohort& cohort, const Twins& twins,
                                                     const std::function<bool(std::size_t, std::size_t)>& samePixels);

/// What people should be told of them, with the first by name; empty where there are none.
std::string describeContradictions(const Cohort& cohort, const std::vector<std::vector<std::size_t>>& groups);

} // namespace lucency::model
