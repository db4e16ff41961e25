#pragma once

#include "imaging/radiograph.h"

#include <string_view>

namespace lucency::imaging {

/// What a Body Part Examined (0018,0015) means for a reader of chest radiographs.
enum class BodyPart { Unknown, Chest, Other };

/// From the defined terms of PS3.16 annex L, the words of CID 4031, and the names that vendors write instead. Words nobody knows are
/// Unknown, not Other.
BodyPart bodyPartMeaning(std::string_view bodyPartExamined);

/// What the whole header says: Body Part Examined, and only where that says nothing the words of the series and the study description.
BodyPart bodyPartOf(const Identity& identity);

} // namespace lucency::imaging
