#include "model/textencoding.h"

#include <array>

namespace lucency::model {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// Windows-1252 differs from Latin-1 in these (WHATWG Encoding, index windows-1252); five bytes of it stand for nothing.
constexpr std::array<char32_t, 32> windowsOnly{0x20AC,      replacement, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
                                               0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, replacement, 0x017D, replacement,
                                               replacement, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
                                               0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, replacement, 0x017E, 0x0178};

void append(std::string& text, char32_t point)
{
    const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xC0 | point >> 6);
        add(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        add(0xE0 | point >> 12);
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    } else {
        add(0xF0 | point >> 18);
        add(0x80 | (point >> 12 & 0x3F));
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    }
}

/// Bytes of the character that begins at a place; 0 where none does.
std::size_t characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
    const auto first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xC2 && first < 0xE0   ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    const auto second = byte(1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool outside = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return overlong || outside ? 0 : length;
}

} // namespace

bool isUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto length = characterAt(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string fromWindows1252(std::string_view text)
{
    std::string converted;
    for (const char letter : text) {
        const char32_t byte = static_cast<unsigned char>(letter);
        append(converted, byte >= 0x80 && byte < 0xA0 ? windowsOnly[byte - 0x80] : byte);
    }
    return converted;
}

std::string asUtf8(std::string text)
{
    return isUtf8(text) ? std::move(text) : fromWindows1252(text);
}

std::string showable(std::string_view text)
{
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = characterAt(text, at);
        if (length == 0)
            append(shown, replacement);
        else
            shown += text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return shown;
}

ByteOrderMark byteOrderMarkOf(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) return {3, false, false};
    if (text.starts_with("\xFF\xFE")) return {2, true, false};
    if (text.starts_with("\xFE\xFF")) return {2, true, true};
    return {};
}

std::string Utf16Text::next(std::string_view piece)
{
    std::string text;
    for (const char letter : piece) {
        const int byte = static_cast<unsigned char>(letter);
        if (m_half < 0) {
            m_half = byte;
            continue;
        }
        take(static_cast<char32_t>(m_bigEndian ? m_half << 8 | byte : byte << 8 | m_half), text);
        m_half = -1;
    }
    return text;
}

void Utf16Text::take(char32_t unit, std::string& text)
{
    const bool leads = unit >= 0xD800 && unit < 0xDC00, follows = unit >= 0xDC00 && unit < 0xE000;
    if (m_leading != 0 && follows) {
        append(text, 0x10000 + ((m_leading - 0xD800) << 10) + (unit - 0xDC00));
        m_leading = 0;
        return;
    }
    if (m_leading != 0) append(text, replacement);
    m_leading = leads ? unit : 0;
    if (!leads) append(text, follows ? replacement : unit);
}

} // namespace lucency::model
