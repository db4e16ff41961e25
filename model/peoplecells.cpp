#include "model/peoplecells.h"

#include "model/celltext.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace lucency::model {

namespace {

constexpr double daysOfYear = 365.25;

} // namespace

double yearsOf(std::string_view cell)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const std::string text = trimmed(cell);
    if (text.empty()) return unknown;
    if (const auto count = wholeNumber(std::string_view(text).substr(0, text.size() - 1)); count && text.size() <= 4) {
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
    std::string code = trimmed(text);
    std::ranges::transform(code, code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return code;
}

} // namespace lucency::model
