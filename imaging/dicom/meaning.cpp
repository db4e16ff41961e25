#include "imaging/dicom/header.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>
#include <dcmtk/dcmdata/dcsequen.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace lucency::imaging::dicom {

namespace {

std::optional<double> decimal(DcmItem& dataset, const DcmTagKey& key, unsigned long index = 0)
{
    Float64 value = 0;
    if (dataset.findAndGetFloat64(key, value, index).bad() || !std::isfinite(value)) return std::nullopt;
    return value;
}

/// A value whose representation is US or SS; which of them an implicit file cannot tell.
std::optional<int> wordAt(DcmItem& dataset, const DcmTagKey& key, unsigned long index, bool isSigned)
{
    DcmElement* element = nullptr;
    if (dataset.findAndGetElement(key, element).bad() || element == nullptr) return std::nullopt;
    Uint16 word = 0;
    Sint16 signedWord = 0;
    if (element->getUint16(word, index).bad()) {
        if (element->getSint16(signedWord, index).bad()) return std::nullopt;
        word = static_cast<Uint16>(signedWord);
        isSigned = true;
    }
    return isSigned ? static_cast<Sint16>(word) : word;
}

/// The words of LUT Data (0028,3006); 8-bit entries are sometimes packed two a word, PS3.3 C.11.1.1.1.
std::vector<std::uint16_t> lutData(DcmItem& item, std::size_t count)
{
    DcmElement* element = nullptr;
    if (item.findAndGetElement(DCM_LUTData, element).bad() || element == nullptr) return {};
    const std::size_t bytes = element->getLength();
    Uint16* words = nullptr;
    if (element->getUint16Array(words).bad() || words == nullptr) {
        Sint16* signedWords = nullptr;
        if (element->getSint16Array(signedWords).bad() || signedWords == nullptr) return {};
        words = reinterpret_cast<Uint16*>(signedWords);
    }
    if (bytes / 2 >= count) return {words, words + count};
    if (bytes < count) return {};
    std::vector<std::uint16_t> entries(count);
    for (std::size_t i = 0; i < count; ++i)
        entries[i] = static_cast<std::uint16_t>(i % 2 == 0 ? words[i / 2] & 0xFF : words[i / 2] >> 8);
    return entries;
}

/// Modality LUT and VOI LUT items have the same three attributes, PS3.3 C.11.1 and C.11.2. Nothing when they do not fit together.
std::optional<LookupTable> lookupTable(DcmItem& item, bool signedInput, Text& text)
{
    const std::optional<int> entries = wordAt(item, DCM_LUTDescriptor, 0, false), first = wordAt(item, DCM_LUTDescriptor, 1, signedInput),
                             bits = wordAt(item, DCM_LUTDescriptor, 2, false);
    if (!entries || !first || !bits) return std::nullopt;
    const auto count = static_cast<std::size_t>((*entries & 0xFFFF) == 0 ? 65536 : *entries & 0xFFFF);
    LookupTable table;
    table.entries = lutData(item, count);
    if (table.entries.empty()) return std::nullopt;
    table.firstMapped = *first;
    // The stated depth must hold every entry: files that say 8 and store 12 bits are common.
    const int needed =
        static_cast<int>(std::bit_width(static_cast<unsigned>(*std::max_element(table.entries.begin(), table.entries.end()))));
    table.bits = *bits < 1 || *bits > 16 ? std::max(needed, 1) : std::max(*bits, needed);
    table.explanation = text.all(item, DCM_LUTExplanation);
    return table;
}

VoiFunction voiFunction(const std::string& name)
{
    if (name == "LINEAR_EXACT") return VoiFunction::LinearExact;
    return name == "SIGMOID" ? VoiFunction::Sigmoid : VoiFunction::Linear;
}

void describeWindows(DcmItem& dataset, Text& text, PresentationMeaning& meaning)
{
    const VoiFunction function = voiFunction(text.all(dataset, DCM_VOILUTFunction));
    for (unsigned long i = 0; i < 64; ++i) {
        const std::optional<double> center = decimal(dataset, DCM_WindowCenter, i), width = decimal(dataset, DCM_WindowWidth, i);
        if (!center || !width) break;
        // LINEAR needs a width of at least 1, the others more than 0.
        if (*width <= 0 || (function == VoiFunction::Linear && *width < 1)) continue;
        meaning.windows.push_back(VoiWindow{*center, *width, function, text.one(dataset, DCM_WindowCenterWidthExplanation, i)});
    }
}

void describeModality(DcmItem& dataset, bool isSigned, Text& text, PresentationMeaning& meaning)
{
    DcmItem* item = nullptr;
    if (dataset.findAndGetSequenceItem(DCM_ModalityLUTSequence, item, 0).good() && item != nullptr) {
        meaning.modalityLut = lookupTable(*item, isSigned, text);
        if (meaning.modalityLut) return;
    }
    const std::optional<double> slope = decimal(dataset, DCM_RescaleSlope), intercept = decimal(dataset, DCM_RescaleIntercept);
    if (slope && *slope != 0 && intercept) {
        meaning.rescaleSlope = *slope;
        meaning.rescaleIntercept = *intercept;
    }
}

void describePadding(DcmItem& dataset, bool isSigned, PresentationMeaning& meaning)
{
    const std::optional<int> value = wordAt(dataset, DCM_PixelPaddingValue, 0, isSigned);
    if (!value) return;
    const int limit = wordAt(dataset, DCM_PixelPaddingRangeLimit, 0, isSigned).value_or(*value);
    meaning.padding = std::array<int, 2>{std::min(*value, limit), std::max(*value, limit)};
}

} // namespace

void describeMeaning(DcmItem& dataset, const PixelShape& shape, Text& text, Radiograph& radiograph)
{
    PresentationMeaning& meaning = radiograph.meaning;
    if (!shape.isMonochrome()) {
        // Luminance is shown as it is: the grey-scale pipeline is not defined for colour.
        remark(radiograph, Remark::ColourConverted);
        return;
    }
    meaning.photometric = shape.photometric == "MONOCHROME1" ? Photometric::Monochrome1 : Photometric::Monochrome2;
    const std::string presentation = text.all(dataset, DCM_PresentationLUTShape);
    meaning.hasPresentationShape = presentation == "INVERSE" || presentation == "IDENTITY";
    meaning.presentationInverse = presentation == "INVERSE";
    describeModality(dataset, shape.isSigned, text, meaning);
    describeWindows(dataset, text, meaning);
    DcmSequenceOfItems* luts = nullptr;
    if (dataset.findAndGetSequence(DCM_VOILUTSequence, luts).good() && luts != nullptr) {
        // What enters the VOI LUT is signed when the modality stage can give negative values.
        const bool signedInput = !meaning.modalityLut && (shape.isSigned || meaning.rescaleIntercept < 0);
        for (unsigned long i = 0; i < std::min(luts->card(), 64UL); ++i) {
            if (std::optional<LookupTable> table = lookupTable(*luts->getItem(i), signedInput, text))
                meaning.voiLuts.push_back(std::move(*table));
        }
    }
    describePadding(dataset, shape.isSigned, meaning);
    if (meaning.inverted()) remark(radiograph, Remark::Inverted);
    if (meaning.windows.empty() && meaning.voiLuts.empty()) remark(radiograph, Remark::NoVoi);
}

} // namespace lucency::imaging::dicom
