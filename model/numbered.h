#pragma once

#include <string>

namespace lucency::model {

/// A count with its word: "1 image", "0 images", "2 images".
inline std::string numbered(long count, const char* one, const char* several)
{
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

} // namespace lucency::model
