#include "imaging/dicom/palette.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>

#include <optional>

namespace lucency::imaging::dicom {

namespace {

struct Channel {
    int first = 0;
    std::vector<std::uint16_t> entries; ///< 16 bits
};

std::optional<Channel> channel(DcmItem& dataset, const DcmTagKey& descriptor, const DcmTagKey& data)
{
    Uint16 count = 0, first = 0, bits = 0;
    Sint16 signedFirst = 0;
    if (dataset.findAndGetUint16(descriptor, count, 0).bad() || dataset.findAndGetUint16(descriptor, bits, 2).bad()) return std::nullopt;
    Channel found;
    if (dataset.findAndGetUint16(descriptor, first, 1).good())
        found.first = first;
    else if (dataset.findAndGetSint16(descriptor, signedFirst, 1).good())
        found.first = signedFirst;
    const std::size_t entries = count == 0 ? 65536 : count;
    DcmElement* element = nullptr;
    Uint16* words = nullptr;
    if (dataset.findAndGetElement(data, element).bad() || element == nullptr) return std::nullopt;
    const std::size_t bytes = element->getLength();
    if (element->getUint16Array(words).bad() || words == nullptr) return std::nullopt;
    const bool packed = bytes / 2 < entries;
    if (packed && bytes < entries) return std::nullopt;
    found.entries.resize(entries);
    for (std::size_t i = 0; i < entries; ++i) {
        const unsigned value = !packed ? words[i] : i % 2 == 0 ? words[i / 2] & 0xFFU : static_cast<unsigned>(words[i / 2]) >> 8;
        found.entries[i] = static_cast<std::uint16_t>(packed || (bits == 8 && value < 256) ? (value & 0xFF) * 257 : value);
    }
    return found;
}

} // namespace

Result<Palette> readPalette(DcmItem& dataset, const std::string& subject)
{
    const std::optional<Channel> red = channel(dataset, DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData),
                                 green = channel(dataset, DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData),
                                 blue = channel(dataset, DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData);
    if (!red || !green || !blue || green->entries.size() != red->entries.size() || blue->entries.size() != red->entries.size()) {
        return Failure{FailureKind::UnsupportedPixelFormat, subject, "palette absent, segmented or damaged"};
    }
    Palette palette{red->first, std::vector<std::uint16_t>(red->entries.size())};
    for (std::size_t i = 0; i < palette.luminance.size(); ++i) {
        const std::uint64_t sum =
            std::uint64_t{red->entries[i]} * 299 + std::uint64_t{green->entries[i]} * 587 + std::uint64_t{blue->entries[i]} * 114;
        palette.luminance[i] = static_cast<std::uint16_t>((sum + 500) / 1000);
    }
    return palette;
}

} // namespace lucency::imaging::dicom
