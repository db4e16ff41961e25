#pragma once

#include "imaging/result.h"
#include "model/cohort.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lucency::model {

/// What the images of a run hold, as CSV: path,sha256 with the SHA-256 of each file, as Pixels::contents() gives them; empty for an image
/// that could not be read.
std::string contentsCsv(const Cohort& cohort, const std::vector<std::string>& contents);

/// Why a run whose images are not those that it began with cannot go on: ModelMismatch, naming up to three of them. Names none where the
/// file that says what it began with is not there or cannot be read.
Failure changedContents(const std::filesystem::path& begunWith, const Cohort& cohort, const std::vector<std::string>& contents);

} // namespace lucency::model
