#include "imaging/dicom/text.h"

#include "imaging/dicom/iso2022.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>

#include <algorithm>
#include <cstdint>
#include <optional>

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
    OFString terms;
    dataset.findAndGetOFStringArray(DCM_SpecificCharacterSet, terms);
    const std::string all(terms.c_str(), terms.size());
    m_initialSet = tidy(valueAt(all, 0));
    m_extended = all.find('\\') != std::string::npos || m_initialSet.starts_with("ISO 2022");
    m_usable = !m_extended && m_converter.selectCharacterSet(dataset).good();
}

std::string Text::all(DcmItem& item, const DcmTagKey& key)
{
    DcmElement* element = nullptr;
    OFString raw;
    if (item.findAndGetElement(key, element).bad() || element == nullptr || element->getOFStringArray(raw).bad()) return {};
    const bool personName = element->ident() == EVR_PN;
    std::string text = tidy(decode(raw, personName));
    // Empty components and groups at the end of a name mean nothing.
    if (personName) text.erase(text.find_last_not_of("^= ") + 1);
    return text;
}

std::string Text::one(DcmItem& item, const DcmTagKey& key, unsigned long index)
{
    return tidy(valueAt(all(item, key), index));
}

std::string Text::decode(const OFString& raw, bool personName)
{
    if (isPlain(raw)) return {raw.c_str(), raw.size()};
    if (m_extended) {
        if (std::optional<std::string> text = decodeIso2022({raw.c_str(), raw.size()}, m_initialSet)) return *text;
    }
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
