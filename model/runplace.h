#pragma once

#include "imaging/result.h"

#include <filesystem>

namespace lucency::model {

/// Writes place.json beside the recipe of a run: {"data_folder": absolute path}. Fails with CannotWrite or DiskFull.
Done writePlace(const std::filesystem::path& runFolder, const std::filesystem::path& dataFolder);

/// The folder that a run's data lay in when it last trained; it may be gone, or be another machine's. Fails with NotFound where the run has
/// no place.json (runs of earlier versions), Unreadable, or CorruptFile.
Result<std::filesystem::path> readPlace(const std::filesystem::path& runFolder);

} // namespace lucency::model
