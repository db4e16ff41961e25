#pragma once

#include "imaging/result.h"

#include <filesystem>
#include <string_view>

namespace lucency::imaging {

/// Writes bytes beside the file under another name and puts it in place when it is complete: a reader sees the old file or the whole new
/// one. Fails with CannotWrite or DiskFull, and leaves nothing behind then. Thread-safe for different files.
Done writeAtomically(const std::filesystem::path& file, std::string_view bytes);

} // namespace lucency::imaging
