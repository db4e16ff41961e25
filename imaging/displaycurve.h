#pragma once

#include "imaging/display.h"

#include <cstdint>
#include <vector>

namespace lucency::imaging {

/// The display pipeline from stored value to brightness, 0 black to 1 white, for every value that pixels of this type can hold. The file's
/// inversion is applied, padding is black.
struct DisplayCurve {
    int first = 0;
    std::vector<float> brightness; ///< 65,536 entries, of the stored values first, first + 1, ...
};
DisplayCurve displayCurve(const Radiograph& radiograph, const VoiChoice& choice, bool invert = false);

/// How often each stored value occurs, padding left out.
struct StoredHistogram {
    int first = 0;
    std::vector<std::uint32_t> counts;
    std::uint64_t total = 0;

    /// The stored value below or at which this share of the pixels lies.
    int percentile(double share) const;
};
StoredHistogram storedHistogram(const Radiograph& radiograph);

/// Lowest value that a pixel of this type can hold: 0, or -32,768 for signed ones.
int firstStored(const Radiograph& radiograph);

} // namespace lucency::imaging
