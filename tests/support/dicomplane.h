#pragma once

#include "tests/support/dicommaker.h"

#include <set>

namespace lucency::test {

/// An overlay plane as a modality would describe it (PS3.3 C.9.2), by default over the whole of DicomMaker::chest().
struct DicomPlane {
    unsigned group = 0x6000;
    int rows = 47, columns = 61;
    int top = 1, left = 1; ///< Overlay Origin, counted from 1
    QByteArray type = "G";
    QByteArray vr = "OW";
    std::set<std::size_t> bits = {}; ///< set ones, counted along the rows, frame after frame
    int frames = 0;                  ///< Number of Frames in Overlay; 0 for none stated
};

/// Some of a plane's bits, three of its corners among them.
std::set<std::size_t> someBits(int rows, int columns, unsigned seed = 1);

/// The value of Overlay Data, in words or bytes as the plane has them.
std::vector<std::uint32_t> packed(const DicomPlane& plane);

/// Adds the plane's elements but Overlay Data, or all of them.
void describe(DicomSet& set, const DicomPlane& plane);
void add(DicomSet& set, const DicomPlane& plane);

} // namespace lucency::test
