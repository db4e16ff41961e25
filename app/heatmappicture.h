#pragma once

#include "app/scoring.h"

#include <filesystem>

namespace lucency::app {

/// The name of the picture of an image: its place among the inputs and the input's own base name reduced to letters, digits, '-', '_' and
/// '.'; nothing that a file says of itself.
std::string heatMapName(const ScoredImage& image);

/// Draws the default display with the heat map of the leading finding (model::leadingScore()), the marks of overlay planes, the finding's
/// name and probability, and "not for primary diagnosis", and writes it as a PNG below folder, atomically. Large radiographs are reduced.
/// Fails with CannotWrite or DiskFull.
Done writeHeatMap(const imaging::Radiograph& radiograph, const ScoredImage& image, const std::filesystem::path& folder);

} // namespace lucency::app
