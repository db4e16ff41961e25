#pragma once

#include "imaging/phantom.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lucency::app {

/// What `lucency phantom` was asked for.
struct PhantomRequest {
    std::uint64_t seed = 1;
    int count = 24;
    int studiesPerPatient = 1;
    int size = 1024;
    bool child = false;
    bool worklist = false; ///< the bundled worklist: count, seed, child, studies and findings are its own
    std::vector<imaging::PhantomFinding> findings;
};

/// One image to draw: the description, and which study of its patient it is (from 0).
struct PhantomOrder {
    imaging::PhantomDescription description;
    int study = 0;
};

/// Number of images of a request.
int orderCount(const PhantomRequest& request);

/// The index-th image of a request; equal for equal requests. Patients are numbered from the seed on and have studiesPerPatient images
/// each. With findings named, every second image has none and the others have them in turn; without, a clinical mix is drawn: of adults
/// 45 % have none, the others one or two that come and go between studies; of children half have none, the others Consolidation or
/// Infiltration.
PhantomOrder orderAt(const PhantomRequest& request, int index);

/// Base name of the image, for example "PHANTOM-0003_001.dcm", in the manner of the NIH files: patient and follow-up.
std::string orderFileName(const PhantomOrder& order, imaging::PhantomFormat format);

/// Headers and rows of the two tables in the manner of NIH ChestX-ray14; rows end in a line feed. Boxes are in pixels of a 1024 x 1024
/// original there, whatever the size (rows = columns) of the image that is written.
std::string labelHeader();
std::string labelRow(const PhantomOrder& order, const std::string& fileName);
std::string boxHeader();
std::string boxRows(const std::vector<imaging::PhantomBox>& boxes, int imageSize, const std::string& fileName);

} // namespace lucency::app
