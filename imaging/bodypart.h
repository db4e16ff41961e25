#pragma once

#include <string_view>

namespace lucency::imaging {

/// What a Body Part Examined (0018,0015) means for a reader of chest radiographs.
enum class BodyPart { Unknown, Chest, Other };

/// From the defined terms of PS3.16 annex L, the words of CID 4031, and the names that vendors write instead. Words nobody knows are
/// Unknown, not Other.
BodyPart bodyPartMeaning(std::string_view bodyPartExamined);

} // namespace lucency::imaging
