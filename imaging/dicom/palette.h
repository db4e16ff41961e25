#pragma once

#include "imaging/dicom/samples.h"
#include "imaging/result.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

namespace lucency::imaging::dicom {

/// The colour tables (0028,1101) to (0028,1203) as luminance. Fails with UnsupportedPixelFormat when they are absent, segmented or damaged.
Result<Palette> readPalette(DcmItem& dataset, const std::string& subject);

} // namespace lucency::imaging::dicom
