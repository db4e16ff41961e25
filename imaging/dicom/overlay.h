#pragma once

#include "imaging/dicom/dataset.h"
#include "imaging/dicom/header.h"

#include <optional>

namespace lucency::imaging::dicom {

/// Reads the overlay planes of one frame, PS3.3 C.9.2 and C.9.3, and remarks on those that have marks and cannot be drawn. Without a frame
/// only the header is wanted: planes of the first one, and those in bits of Pixel Data without their marks. Allocates no more than the
/// bytes of the planes, or of the frame that they are embedded in, justify.
void describeOverlays(const OpenedDicom& opened, const PixelShape& shape, std::optional<int> frame, Radiograph& radiograph);

} // namespace lucency::imaging::dicom
