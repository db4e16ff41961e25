#pragma once

#include "imaging/dicom/bytes.h"
#include "imaging/dicom/structure.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdatset.h>

#include <memory>

namespace lucency::imaging::dicom {

/// A DICOM file whose structure was found sound and whose elements DCMTK holds; long values stay in the file until they are asked for.
struct OpenedDicom {
    std::shared_ptr<ByteSource> bytes; ///< the file, or the inflated data set
    Preface preface;
    Structure structure;
    std::unique_ptr<DcmDataset> dataset;
};

/// Opens a DICOM file: preface, bounded inflating, bounded walk, and only then DCMTK. Fails with NotFound, Unreadable, NotAnImage,
/// UnsupportedTransferSyntax, NestedTooDeep, TooLarge, TruncatedPixelData or CorruptFile.
Result<OpenedDicom> openDicom(const std::filesystem::path& file, const ReadLimits& limits);

} // namespace lucency::imaging::dicom
