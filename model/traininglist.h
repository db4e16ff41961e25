#pragma once

#include "imaging/result.h"
#include "model/cohort.h"

#include <filesystem>
#include <stop_token>

namespace lucency::model {

/// Makes people with an image that an official list of training images lacks the test part; sources of which it names no image are left
/// alone. The list is text, a name or path a line, in the encodings of a table; images are met as in a table. What it brought about is
/// added to the remarks. Fails with Unreadable, with NoLabelledImages where it names none of the images, or with Cancelled.
Done honourTrainingList(const std::filesystem::path& file, const std::filesystem::path& dataFolder, Cohort& cohort,
                        const std::stop_token& stop = {});

} // namespace lucency::model
