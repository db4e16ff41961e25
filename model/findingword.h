#pragma once

#include <string_view>

namespace lucency::model {

/// Whether a finding may be called so: not blank, and without what would make the lists "A=0.1;B=0.9" of a table of scores unreadable,
/// which are ';', '=' and control characters.
bool isFindingName(std::string_view name);

} // namespace lucency::model
