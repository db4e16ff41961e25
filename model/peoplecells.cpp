#include "model/peoplecells.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace lucency::model {

namespace {

constexpr double daysOfYear = 365.25;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

} // namespace

double yearsOf(std::string_view text)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    text = trimmed(text);
    if (text.empty()) return unknown;
    if (const auto count = digits(text.substr(0, text.size() - 1)); count && text.size() <= 4) {
        switch (text.back()) {
        case 'Y':
        case 'y':
            return *count;
        case 'M':
        case 'm':
            return *count / 12.0;
        case 'W':
        case 'w':
            return *count * 7 / daysOfYear;
        case 'D':
        case 'd':
            return *count / daysOfYear;
        default:
            break;
        }
    }
    double years = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), years);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(years) && years >= 0 ? years : unknown;
}

std::string groupCode(std::string_view text)
{
    std::string code(trimmed(text));
    std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return code;
}

} // namespace lucency::model
