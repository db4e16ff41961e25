#include "imaging/dicom/header.h"

#include <dcmtk/dcmdata/dcdeftag.h>

#include <cmath>

namespace lucency::imaging::dicom {

namespace {

struct Pair {
    double row = 0;
    double column = 0;
};

/// Two values that are both usable: present, finite and above zero.
std::optional<Pair> pairOf(DcmItem& dataset, const DcmTagKey& key)
{
    Float64 row = 0, column = 0;
    if (dataset.findAndGetFloat64(key, row, 0).bad() || dataset.findAndGetFloat64(key, column, 1).bad()) return std::nullopt;
    if (!std::isfinite(row) || !std::isfinite(column) || row <= 0 || column <= 0) return std::nullopt;
    return Pair{row, column};
}

bool nearlyEqual(const Pair& a, const Pair& b)
{
    return std::abs(a.row - b.row) <= 1e-4 * b.row && std::abs(a.column - b.column) <= 1e-4 * b.column;
}

/// PS3.3 section 10.7.1: Pixel Spacing that differs from Imager Pixel Spacing was calibrated; where both agree nothing was, and lengths are
/// those in the plane of the detector, unless the magnification is known.
PixelSpacing spacingOf(DcmItem& dataset)
{
    const std::optional<Pair> pixel = pairOf(dataset, DCM_PixelSpacing);
    std::optional<Pair> imager = pairOf(dataset, DCM_ImagerPixelSpacing);
    if (pixel && (!imager || !nearlyEqual(*pixel, *imager))) return {pixel->row, pixel->column, SpacingSource::Calibrated};
    // A digitised film is its own detector.
    if (!imager) imager = pairOf(dataset, DCM_NominalScannedPixelSpacing);
    if (!imager) return {};
    Float64 magnification = 0;
    if (dataset.findAndGetFloat64(DCM_EstimatedRadiographicMagnificationFactor, magnification).good() && std::isfinite(magnification) &&
        magnification > 0) {
        return {imager->row / magnification, imager->column / magnification, SpacingSource::Magnified};
    }
    return {imager->row, imager->column, SpacingSource::AtDetector};
}

} // namespace

void describeSpacing(DcmItem& dataset, Radiograph& radiograph)
{
    radiograph.spacing = spacingOf(dataset);
    if (radiograph.spacing.source == SpacingSource::None) {
        remark(radiograph, Remark::NoPixelSpacing);
        // Pixel Aspect Ratio speaks only where no spacing does, PS3.3 C.7.6.3.1.7: vertical, then horizontal.
        Sint32 vertical = 0, horizontal = 0;
        if (dataset.findAndGetSint32(DCM_PixelAspectRatio, vertical, 0).good() &&
            dataset.findAndGetSint32(DCM_PixelAspectRatio, horizontal, 1).good() && vertical > 0 && horizontal > 0) {
            radiograph.pixelAspect = static_cast<double>(vertical) / horizontal;
        }
    } else {
        radiograph.pixelAspect = radiograph.spacing.row / radiograph.spacing.column;
    }
    // Beyond any detector the value is a mistake, and a picture drawn by it a line.
    if (radiograph.pixelAspect < 0.1 || radiograph.pixelAspect > 10) radiograph.pixelAspect = 1;
}

} // namespace lucency::imaging::dicom
