#include "imaging/remark.h"

namespace lucency::imaging {

std::string_view slug(Remark remark) {
    switch (remark) {
    case Remark::Inverted: return "inverted";
    case Remark::NoPixelSpacing: return "no-pixel-spacing";
    case Remark::NoPreamble: return "no-preamble";
    case Remark::NoMetaHeader: return "no-meta-header";
    case Remark::UnknownCharacterSet: return "unknown-character-set";
    case Remark::LossyCompressed: return "lossy-compressed";
    case Remark::ColourConverted: return "colour-converted";
    case Remark::AlphaIgnored: return "alpha-ignored";
    case Remark::MultiFrame: return "multi-frame";
    case Remark::OverlayNotShown: return "overlay-not-shown";
    case Remark::TrailingPixelData: return "trailing-pixel-data";
    case Remark::ViewUnknown: return "view-unknown";
    case Remark::BodyPartUnknown: return "body-part-unknown";
    case Remark::NoVoi: return "no-voi";
    case Remark::AgeUnknown: return "age-unknown";
    case Remark::OutsideTrainingAges: return "outside-training-ages";
    }
    return "internal";
}

} // namespace lucency::imaging
