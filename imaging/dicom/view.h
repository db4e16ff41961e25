#pragma once

#include "imaging/radiograph.h"

#include <string>
#include <string_view>

namespace lucency::imaging::dicom {

/// What a header says about the projection. All in UTF-8, empty where absent.
struct ViewEvidence {
    std::string viewPosition; ///< (0018,5101)
    std::string codeValue;    ///< of the first item of View Code Sequence (0054,0220): SNOMED CT or its former SRT form
    std::string codeMeaning;
    std::string seriesDescription;
    std::array<std::string, 2> orientation; ///< Patient Orientation (0020,0020)
};

/// The view, from the most specific statement that says anything: View Position, View Code Sequence (PS3.16 CID 4010), Patient Orientation,
/// and at last the words of the series description. Obliques, decubitus and mammographic views are Other.
View viewFrom(const ViewEvidence& evidence);

} // namespace lucency::imaging::dicom
