#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

namespace lucency::imaging::dicom {

/// Gives a data set what its functional groups (PS3.3 C.7.6.16) say of a frame, in the places where images of one frame have it: windows
/// and VOI LUTs, rescale, spacing and orientation; those of the frame before those of all frames. A data set without groups stays as it is.
void applyFunctionalGroups(DcmItem& dataset, int frame);

} // namespace lucency::imaging::dicom
