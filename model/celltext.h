#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lucency::model {

/// Without blanks at the ends.
std::string trimmed(std::string_view text);

/// With ASCII letters in lower case.
std::string lowerCase(std::string text);

/// A number that is written in digits alone.
std::optional<int> wholeNumber(std::string_view text);

} // namespace lucency::model
