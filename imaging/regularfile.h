#pragma once

#include "imaging/result.h"

#include <filesystem>

namespace lucency::imaging {

/// Whether a path that a person named is a file with an end, links followed: opening a pipe or a device can wait for ever. Fails with
/// NotFound, or with Unreadable for a folder, a pipe, a device, and what stands behind a folder that may not be entered.
Done checkRegularFile(const std::filesystem::path& file);

} // namespace lucency::imaging
