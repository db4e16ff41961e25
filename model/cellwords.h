#pragma once

#include <string>

namespace lucency::model {

/// Whether a cell or a folder's name says that nothing is known, as pandas, Excel and people write it: empty, nan, N/A, #N/A, NA, null,
/// unknown, missing, ?, - and the like, in any case. "None" is a word for no finding, see meansNoFinding(), and none of these.
bool meansUnknown(const std::string& written);

/// Whether a cell of the patients' column names nobody: as meansUnknown(), and "None".
bool meansNobody(const std::string& written);

/// Whether a cell says "present" without saying of what: positive, pos, present.
bool meansPresent(const std::string& written);

/// Whether a cell says "absent" without saying of what: negative, neg, absent.
bool meansAbsent(const std::string& written);

/// Whether a cell is no more than ticked: x, +, *, a tick.
bool isTick(const std::string& written);

} // namespace lucency::model
