#pragma once

#include "imaging/radiograph.h"
#include "imaging/result.h"

#include <opencv2/core/types.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lucency::imaging {

/// What is drawn into a phantom. Names (phantomFindingName) are those of the NIH vocabulary where it has them.
enum class PhantomFinding { Effusion, Consolidation, Nodule, Mass, Pneumothorax, Cardiomegaly, Infiltration, Atelectasis };
std::string phantomFindingName(PhantomFinding finding);
std::optional<PhantomFinding> phantomFinding(const std::string& name);

/// The person and the exposure. The same description and seed give the same pixels on every machine of the same processor family.
struct PhantomDescription {
    std::uint64_t seed = 1;     ///< anatomy: the same seed is the same person
    std::uint64_t exposure = 0; ///< noise, positioning and breathing of one exposure of that person
    int size = 1024;            ///< rows = columns
    double ageYears = 50;
    bool female = false;
    double habitus = 0;           ///< -1 slender to +1 stout
    bool anteroposterior = false; ///< AP (bedside) instead of PA
    std::vector<PhantomFinding> findings;
};

/// A finding's exact bounding box in pixels of the image, from the projected extent of what was added.
struct PhantomBox {
    PhantomFinding finding;
    cv::Rect2d box;
};

struct Phantom {
    cv::Mat pixels; ///< CV_16UC1, 12 bits, MONOCHROME2: bone bright
    PixelSpacing spacing;
    std::vector<PhantomBox> boxes;
    PhantomDescription description;
};

/// A person drawn from a seed: age, sex, habitus and view follow the distribution of an adult worklist (or of children aged 1 to 5 with
/// child set).
PhantomDescription describePhantom(std::uint64_t seed, bool child = false);

/// Traces X-rays through the thorax of the description; sizes outside 16 to 8192 and measures outside their ranges are taken as the
/// nearest that is possible. Thread-safe; 0.2 to 0.5 s for 1024 pixels, 2 ms for 64. Throws std::bad_alloc alone.
Phantom drawPhantom(const PhantomDescription& description);

enum class PhantomFormat { Dicom, DicomJpegLs, Png };

/// Who the synthetic person claims to be. Names say that they are not real.
struct PhantomIdentity {
    std::string patientId, patientName, birthDate, studyUid, seriesUid, sopInstanceUid, studyDate, studyTime, accessionNumber;
};
PhantomIdentity phantomIdentity(const PhantomDescription& description, int study);

/// The phantom as reading it back gives it: 12 bits of 16, three VOI windows, spacing at the detector, DX of the chest.
Radiograph phantomRadiograph(const Phantom& phantom, const PhantomIdentity& identity);

/// Writes a DX DICOM file (12 bits stored, uncompressed or JPEG-LS lossless) or a PNG whose 16 bits are filled, atomically. Fails with
/// CannotWrite, DiskFull or OutOfMemory.
Done writePhantom(const Phantom& phantom, const PhantomIdentity& identity, PhantomFormat format, const std::filesystem::path& file);

} // namespace lucency::imaging
