#include "imaging/dicom/header.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>

#include <algorithm>

namespace lucency::imaging::dicom {

namespace {

/// Whether Overlay Data holds a set bit: modalities write planes that are empty, and of those nothing is missing.
bool hasSetBits(DcmElement& data)
{
    Uint16* words = nullptr;
    if (data.getUint16Array(words).good() && words != nullptr)
        return std::any_of(words, words + data.getLength() / 2, [](Uint16 word) { return word != 0; });
    Uint8* bytes = nullptr;
    if (data.getUint8Array(bytes).good() && bytes != nullptr)
        return std::any_of(bytes, bytes + data.getLength(), [](Uint8 byte) { return byte != 0; });
    return data.getLength() > 0; // unreadable is not empty
}

/// A plane in bits of the pixels that are not those of the stored value, as it was written until 2003 (PS3.3 C.9.2, Overlay Bit Position).
bool isEmbedded(DcmItem& dataset, Uint16 group, const PixelShape& shape)
{
    Uint16 position = 0;
    if (dataset.findAndGetUint16(DcmTagKey(group, 0x0102), position).bad() || position >= shape.bitsAllocated) return false;
    return position > shape.highBit || position + shape.bitsStored <= shape.highBit;
}

} // namespace

void describeOverlays(DcmItem& dataset, const PixelShape& shape, Radiograph& radiograph)
{
    constexpr Uint16 firstGroup = 0x6000, lastGroup = 0x601E; // a plane has an even group, PS3.5 section 7.6
    for (Uint16 group = firstGroup; group <= lastGroup; group = static_cast<Uint16>(group + 2)) {
        DcmElement* data = nullptr;
        const bool separate = dataset.findAndGetElement(DcmTagKey(group, 0x3000), data).good() && data != nullptr && data->getLength() > 0;
        if (separate ? hasSetBits(*data) : isEmbedded(dataset, group, shape)) return remark(radiograph, Remark::OverlayNotShown);
    }
}

} // namespace lucency::imaging::dicom
