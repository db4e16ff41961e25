#pragma once

#include <string_view>

namespace lucency::imaging {

/// Odd, but usable: facts about an image that a careful reader wants to know. Each has one slug, as the command line prints it.
enum class Remark {
    Inverted, ///< low stored values are bright; shown and scored the right way round
    NoPixelSpacing,
    NoPreamble,          ///< DICOM without the 128-byte preamble and "DICM"
    NoMetaHeader,        ///< DICOM without file meta information: the transfer syntax was guessed
    UnknownCharacterSet, ///< some text could not be turned into Unicode
    LossyCompressed,
    ColourConverted, ///< colour pixels were turned into luminance
    AlphaIgnored,
    MultiFrame,        ///< one frame of several: of a DICOM file, or the pages of a TIFF
    OverlayNotShown,   ///< a DICOM overlay plane, PS3.3 C.9.2, that cannot be drawn: marks or text over the image are missing
    TrailingPixelData, ///< more bytes than the frames need; the surplus was ignored
    ViewUnknown,       ///< neither frontal nor lateral is stated: the reader must judge
    BodyPartUnknown,
    NoVoi, ///< no window and no VOI LUT: shown with an automatic window
    AgeUnknown,
    OutsideTrainingAges, ///< the patient's age is outside that of the training data of every finding
};

/// The fixed lower-case word of a remark, for example "no-pixel-spacing".
std::string_view slug(Remark remark);

} // namespace lucency::imaging
