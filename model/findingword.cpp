#include "model/findingword.h"

#include <algorithm>

namespace lucency::model {

bool isFindingName(std::string_view name)
{
    const auto breaksLists = [](char c) { return c == ';' || c == '=' || static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    return std::ranges::any_of(name, [](char c) { return c != ' '; }) && std::ranges::none_of(name, breaksLists);
}

} // namespace lucency::model
