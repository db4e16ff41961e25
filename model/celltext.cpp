#include "model/celltext.h"

#include <algorithm>
#include <charconv>

namespace lucency::model {

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::optional<int> wholeNumber(std::string_view text)
{
    if (text.starts_with('-')) return std::nullopt; // "-0" is a number, too
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace lucency::model
