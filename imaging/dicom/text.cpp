#include "imaging/dicom/text.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>

#include <algorithm>
#include <cstdint>

namespace lucency::imaging::dicom {

namespace {

constexpr char escape = '\x1B';

bool isPlain(const OFString& raw)
{
    return std::all_of(raw.begin(), raw.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != escape; });
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : lead >= 0xE0 && lead < 0xF0 ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0 || length > text.size() - i) return false;
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
        }
        i += length;
    }
    return true;
}

std::string fromLatin1(std::string_view raw)
{
    std::string text;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0 | (byte >> 6));
            text += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return text;
}

/// Without padding, and without control characters, which have no business in an attribute that is shown in one line.
std::string tidy(std::string text)
{
    std::erase_if(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F'; });
    const auto end = text.find_last_not_of(' ');
    text.erase(end == std::string::npos ? 0 : end + 1);
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    return text;
}

} // namespace

Text::Text(DcmItem& dataset)
{
    m_usable = m_converter.selectCharacterSet(dataset).good();
}

std::string Text::all(DcmItem& item, const DcmTagKey& key)
{
    DcmElement* element = nullptr;
    OFString raw;
    if (item.findAndGetElement(key, element).bad() || element == nullptr || element->getOFStringArray(raw).bad()) return {};
    return tidy(decode(raw, element->ident() == EVR_PN));
}

std::string Text::one(DcmItem& item, const DcmTagKey& key, unsigned long index)
{
    return tidy(valueAt(all(item, key), index));
}

std::string Text::decode(const OFString& raw, bool personName)
{
    if (isPlain(raw)) return {raw.c_str(), raw.size()};
    OFString converted;
    if (m_usable && m_converter.convertString(raw, converted, personName ? "\\^=" : "\\").good()) {
        std::string text(converted.c_str(), converted.size());
        if (isUtf8(text) && text.find(escape) == std::string::npos) return text;
    }
    m_sawUnknown = true;
    const std::string_view bytes(raw.c_str(), raw.size());
    return isUtf8(bytes) ? std::string(bytes) : fromLatin1(bytes);
}

std::string valueAt(const std::string& joined, unsigned long index)
{
    std::size_t begin = 0;
    for (; index > 0; --index) {
        const std::size_t next = joined.find('\\', begin);
        if (next == std::string::npos) return {};
        begin = next + 1;
    }
    return joined.substr(begin, joined.find('\\', begin) - begin);
}

} // namespace lucency::imaging::dicom
