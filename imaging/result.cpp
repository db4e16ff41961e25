#include "imaging/result.h"

namespace lucency {

std::string_view slug(FailureKind kind)
{
    switch (kind) {
    case FailureKind::NotFound:
        return "not-found";
    case FailureKind::Unreadable:
        return "unreadable";
    case FailureKind::EmptyFolder:
        return "empty-folder";
    case FailureKind::NotAnImage:
        return "not-an-image";
    case FailureKind::NoPixelData:
        return "no-pixel-data";
    case FailureKind::UnsupportedTransferSyntax:
        return "unsupported-transfer-syntax";
    case FailureKind::UnsupportedPixelFormat:
        return "unsupported-pixel-format";
    case FailureKind::TruncatedPixelData:
        return "truncated-pixel-data";
    case FailureKind::PixelDataMismatch:
        return "pixel-data-mismatch";
    case FailureKind::InvalidDimensions:
        return "invalid-dimensions";
    case FailureKind::TooLarge:
        return "too-large";
    case FailureKind::NestedTooDeep:
        return "nested-too-deep";
    case FailureKind::CorruptFile:
        return "corrupt-file";
    case FailureKind::EndedProgram:
        return "ended-program";
    case FailureKind::FileChanged:
        return "file-changed";
    case FailureKind::NotARadiograph:
        return "not-a-radiograph";
    case FailureKind::NotAChestRadiograph:
        return "not-a-chest-radiograph";
    case FailureKind::NotFrontal:
        return "not-frontal";
    case FailureKind::Rotated:
        return "rotated";
    case FailureKind::InvertedImage:
        return "inverted-image";
    case FailureKind::NotAModel:
        return "not-a-model";
    case FailureKind::ModelDamaged:
        return "model-damaged";
    case FailureKind::ModelMismatch:
        return "model-mismatch";
    case FailureKind::ModelTooNew:
        return "model-too-new";
    case FailureKind::DeviceUnavailable:
        return "device-unavailable";
    case FailureKind::OtherRanksNotFound:
        return "other-ranks-not-found";
    case FailureKind::NotALabelTable:
        return "not-a-label-table";
    case FailureKind::MissingColumn:
        return "missing-column";
    case FailureKind::UnknownFinding:
        return "unknown-finding";
    case FailureKind::NoLabelledImages:
        return "no-labelled-images";
    case FailureKind::BadRecipe:
        return "bad-recipe";
    case FailureKind::BadArgument:
        return "bad-argument";
    case FailureKind::BadNumber:
        return "bad-number";
    case FailureKind::StoreTooNew:
        return "store-too-new";
    case FailureKind::StoreDamaged:
        return "store-damaged";
    case FailureKind::StoreBusy:
        return "store-busy";
    case FailureKind::CannotWrite:
        return "cannot-write";
    case FailureKind::DiskFull:
        return "disk-full";
    case FailureKind::OutOfMemory:
        return "out-of-memory";
    case FailureKind::Cancelled:
        return "cancelled";
    case FailureKind::Internal:
        return "internal";
    }
    return "internal";
}

} // namespace lucency
