#pragma once

#include "imaging/result.h"
#include "model/cohort.h"

#include <filesystem>

namespace lucency::model {

/// Makes people with an image that an official list of training images lacks the test part; sources of which it names no image are left
/// alone. The list is text, a name or path a line, in the encodings of a table; images are met as in a table. What it brought about is
/// added to the remarks. Fails with Unreadable, or with NoLabelledImages where it names none of the images.
Done honourTrainingList(const std::filesystem::path& file, const std::filesystem::path& dataFolder, Cohort& cohort);

} // namespace lucency::model
