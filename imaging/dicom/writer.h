#pragma once

#include "imaging/radiograph.h"
#include "imaging/result.h"

#include <filesystem>

namespace lucency::imaging {

/// How an image was made, for the modules of PS3.3 A.26 that Radiograph has no place for. Zero or empty is left out.
struct Acquisition {
    double kilovolts = 0;
    double distanceToDetector = 0; ///< millimetres
    double exposureMicroAmpereSeconds = 0;
    bool qualityControlSubject = false; ///< not a person: (0010,0200)
};

enum class DicomEncoding { ExplicitLittleEndian, JpegLsLossless };

/// Writes a Digital X-Ray Image - For Presentation (PS3.3 A.26), or a Computed Radiography Image where the identity's modality is CR,
/// atomically. Stored values, windows, spacing and identity are those of the radiograph; text is written as ISO_IR 192. Thread-safe.
/// Fails with UnsupportedPixelFormat for signed, coarse or no pixels, CannotWrite, DiskFull.
Done writeDicom(const Radiograph& radiograph, const Acquisition& acquisition, DicomEncoding encoding, const std::filesystem::path& file);

} // namespace lucency::imaging
