#pragma once

#include "imaging/overlay.h"
#include "imaging/remark.h"

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lucency::imaging {

/// Where a spacing comes from. It decides how lengths measured with it are labelled.
enum class SpacingSource {
    None,       ///< no usable spacing: lengths are in pixels
    Calibrated, ///< Pixel Spacing (0028,0030), calibrated or with Imager Pixel Spacing absent
    AtDetector, ///< Imager Pixel Spacing (0018,1164): true only in the plane of the detector
    Magnified,  ///< Imager Pixel Spacing divided by Estimated Radiographic Magnification Factor (0018,1114)
};

/// Millimetres between the centres of neighbouring pixels; zero when the source is None.
struct PixelSpacing {
    double row = 0;    ///< between rows (vertical)
    double column = 0; ///< between columns (horizontal)
    SpacingSource source = SpacingSource::None;
};

/// VOI LUT Function (0028,1056), PS3.3 C.11.2.1.2 and C.11.2.1.3.
enum class VoiFunction { Linear, LinearExact, Sigmoid };

/// One pair of Window Center and Window Width (0028,1050/1051), in units after the Modality LUT.
struct VoiWindow {
    double center = 0;
    double width = 1;
    VoiFunction function = VoiFunction::Linear;
    std::string explanation; ///< UTF-8, may be empty
};

/// A Modality LUT or an item of the VOI LUT Sequence (0028,3010), PS3.3 C.11.1.1 and C.11.2.1.1. Inputs below firstMapped take the
/// first entry, inputs beyond the last take the last.
struct LookupTable {
    int firstMapped = 0;
    int bits = 16; ///< significant bits of an entry: the output range is 0 to 2^bits - 1
    std::vector<std::uint16_t> entries;
    std::string explanation; ///< UTF-8, may be empty
};

enum class Photometric { Monochrome1, Monochrome2 };

/// How stored values become what is shown, before any choice of the reader.
struct PresentationMeaning {
    Photometric photometric = Photometric::Monochrome2;
    bool presentationInverse = false;          ///< Presentation LUT Shape (2050,0020) is INVERSE
    double rescaleSlope = 1;                   ///< (0028,1053)
    double rescaleIntercept = 0;               ///< (0028,1052)
    std::optional<LookupTable> modalityLut;    ///< replaces slope and intercept where present
    std::vector<VoiWindow> windows;            ///< in the order of the file
    std::vector<LookupTable> voiLuts;          ///< in the order of the file
    std::optional<std::array<int, 2>> padding; ///< lowest and highest stored value of Pixel Padding (0028,0120/0121), inclusive

    /// True when low values after the VOI stage are shown bright, that is when exactly one of MONOCHROME1 and INVERSE holds for files
    /// without and INVERSE decides for files with a Presentation LUT Shape (PS3.3 C.11.6).
    bool inverted() const;
    bool hasPresentationShape = false;
};

enum class View { Unknown, Frontal, FrontalPA, FrontalAP, Lateral, Other };

/// Who and what is shown: the attributes of a DICOM file in Unicode (UTF-8), or what is known of a raster file. Empty means absent.
struct Identity {
    std::string patientId, patientName, birthDate, sex, age;
    std::string studyUid, seriesUid, sopInstanceUid, sopClassUid;
    std::string studyDate, studyTime, accessionNumber, studyDescription, seriesDescription;
    std::string institution, manufacturer, modelName, modality, bodyPart, viewPosition, laterality;
    std::string seriesNumber, instanceNumber;
    std::array<std::string, 2>
        patientOrientation;    ///< (0020,0020): direction of the rows (to the right edge), of the columns (to the bottom)
    View view = View::Unknown; ///< from View Position, View Code Sequence and Patient Orientation
    bool isDicom = false;
};

/// One frame as it is stored, with all that is needed to show, score and name it. Copies share the pixels, which nobody writes to.
struct Radiograph {
    cv::Mat pixels; ///< CV_16UC1, or CV_16SC1 for signed stored values; continuous; never empty
    int rows = 0;   ///< of the image, also known where only the header was read and pixels are empty
    int columns = 0;
    int bitsStored = 16; ///< significant bits; 8 for 8-bit files
    /// Pixels of readPreview(): to be looked at until the full ones come, never to be scored, measured or written.
    bool coarse = false;
    PresentationMeaning meaning;
    PixelSpacing spacing;
    double pixelAspect = 1; ///< height of a pixel over its width, from Pixel Aspect Ratio (0028,0034) or unequal spacing
    Identity identity;
    std::string path;           ///< the file it was read from, as given
    std::string transferSyntax; ///< UID; empty for raster files
    int frame = 0;              ///< 0-based
    int frameCount = 1;
    std::vector<Remark> remarks; ///< in the order found, each once
    /// Overlay planes of this frame in the order of their groups, also those that cannot be drawn; to be looked at, never scored.
    std::vector<OverlayPlane> overlays;
};

} // namespace lucency::imaging
