#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lucency::model {

/// Whether a text is UTF-8 (RFC 3629): no overlong forms, surrogates or cut-off characters.
bool isUtf8(std::string_view text);

/// A text of Windows-1252, which Excel writes in western Europe, as UTF-8; bytes that stand for nothing become U+FFFD.
std::string fromWindows1252(std::string_view text);

/// The text itself where it is UTF-8, otherwise read as Windows-1252.
std::string asUtf8(std::string text);

/// The text with U+FFFD for each byte that is no part of UTF-8, so that it can be shown.
std::string showable(std::string_view text);

/// How a text begins: the bytes of a byte order mark, none where there is none, and whether it says UTF-16.
struct ByteOrderMark {
    std::size_t bytes = 0;
    bool utf16 = false, bigEndian = false;
};
ByteOrderMark byteOrderMarkOf(std::string_view text);

/// Turns UTF-16 that comes in pieces of any length into UTF-8; lone surrogates become U+FFFD.
class Utf16Text {
public:
    explicit Utf16Text(bool bigEndian)
        : m_bigEndian(bigEndian)
    {
    }
    std::string next(std::string_view piece);

private:
    void take(char32_t unit, std::string& text);

    bool m_bigEndian;
    int m_half = -1;        ///< the first byte of a unit that is not whole yet
    char32_t m_leading = 0; ///< a surrogate that waits for its other half
};

} // namespace lucency::model
