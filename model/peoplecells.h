#pragma once

#include <string>
#include <string_view>

namespace lucency::model {

/// Years from a cell of a table: a plain number ("45.5") or an age string of DICOM (PS3.5 6.2, AS: "045Y", "540M"), of either case and with
/// fewer digits too; NaN from anything else.
double yearsOf(std::string_view cell);

/// What people are grouped by, sex or view, whatever its case and the blanks around it: "pa" is "PA".
std::string groupCode(std::string_view text);

} // namespace lucency::model
