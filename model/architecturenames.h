#pragma once

#include <string>
#include <vector>

namespace lucency::model {

/// The names that makeNetwork() knows, in the order in which they are offered to people.
std::vector<std::string> architectureNames();

} // namespace lucency::model
