#pragma once

#include "imaging/radiograph.h"
#include "imaging/read.h"
#include "imaging/result.h"

#include <filesystem>
#include <vector>

namespace lucency::imaging::dicom {

/// read() and readHeader() for DICOM files. Thread-safe.
Result<Radiograph> readDicom(const std::filesystem::path& file, int frame, const ReadLimits& limits);
Result<Radiograph> readDicomHeader(const std::filesystem::path& file, const ReadLimits& limits);

/// readPreview() for DICOM files; fails where there is none, with kinds that nobody sees. Thread-safe.
Result<Radiograph> readDicomPreview(const std::filesystem::path& file, int frame, const ReadLimits& limits);

/// The image files that a DICOMDIR references, in its order, PS3.3 annex F. Names that lead out of its folder are left out; upper and lower
/// case are matched to what is on the disc. Fails like readHeader(), and with NotAnImage when the file is no DICOMDIR.
Result<std::vector<std::filesystem::path>> readDicomdir(const std::filesystem::path& file, const ReadLimits& limits = {});

} // namespace lucency::imaging::dicom
