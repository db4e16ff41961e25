#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>
#include <dcmtk/dcmdata/dcspchrs.h>

#include <string>

namespace lucency::imaging::dicom {

/// The text of a data set in UTF-8, by its Specific Character Set (0008,0005), PS3.5 section 6.1 and PS3.3 C.12.1.1.2.
class Text {
public:
    explicit Text(DcmItem& dataset);

    /// All values of an element, joined by backslashes as in the file, without padding; empty when absent.
    std::string all(DcmItem& item, const DcmTagKey& key);

    /// One value of an element, counted from 0; empty when absent.
    std::string one(DcmItem& item, const DcmTagKey& key, unsigned long index = 0);

    /// Whether anything could not be decoded as stated and was taken for UTF-8 or Latin-1 instead.
    bool sawUnknown() const { return m_sawUnknown; }

private:
    std::string decode(const OFString& raw, bool personName);

    DcmSpecificCharacterSet m_converter;
    bool m_extended = false;  ///< code extensions are in use
    std::string m_initialSet; ///< the first defined term
    bool m_usable = false;
    bool m_sawUnknown = false;
};

/// The part of a multi-valued text that stands between two backslashes.
std::string valueAt(const std::string& joined, unsigned long index);

} // namespace lucency::imaging::dicom
