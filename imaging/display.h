#pragma once

#include "imaging/radiograph.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace lucency::imaging {

/// Which VOI transformation is applied after the modality stage.
struct VoiChoice {
    enum class Origin { File, FullRange, Automatic, Preset, Reader };
    Origin origin = Origin::FullRange;
    std::variant<VoiWindow, LookupTable> transform = VoiWindow{};
    std::string name; ///< explanation of the file, or a key for ui to translate ("full-range", "automatic", preset keys)
};

/// All choices for this image in the order of the reading room: windows and LUTs of the file by their own explanations (the first is the
/// default), full range, automatic (robust percentiles without padding), presets for the modality. Never empty. When the file has none,
/// automatic comes first; an 8-bit raster file is a picture already, and full range (its values as they are) comes first. The presets
/// go by the image and are named "lungs", "mediastinum", "high-contrast" and "low-contrast"; those of CT "lung", "mediastinum" and "bone".
std::vector<VoiChoice> voiChoices(const Radiograph& radiograph);

/// The first of voiChoices(), without the work for the others.
VoiChoice defaultChoice(const Radiograph& radiograph);

/// The display pipeline modality LUT -> VOI -> presentation as one table from stored value to grey level, PS3.3 C.11 and PS3.4 N.2.
/// Cheap to copy; building one takes well under a millisecond.
class DisplayTable {
public:
    /// With invert the reader's own inversion is added to that of the file.
    DisplayTable(const Radiograph& radiograph, const VoiChoice& choice, bool invert = false);

    /// Grey level 0 to 255 of one stored value.
    std::uint8_t at(int stored) const { return m_grey[static_cast<std::size_t>(stored - m_first)]; }

    /// Maps stored values (CV_16UC1 or CV_16SC1, any region) to CV_8UC1 of the same size.
    void apply(const cv::Mat& stored, cv::Mat& grey) const;

private:
    int m_first = 0; ///< stored value of the first entry
    std::vector<std::uint8_t> m_grey;
};

/// The default display of a radiograph as CV_8UC1, pixel for pixel.
cv::Mat renderDefault(const Radiograph& radiograph);

/// Stored value after the modality stage, in its units.
double modalityValue(const Radiograph& radiograph, int stored);

} // namespace lucency::imaging
