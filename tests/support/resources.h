#pragma once

#include <filesystem>

namespace lucency::test {

/// The folder of what is shipped with the program, from the test's own place in the build tree.
inline std::filesystem::path resourceFolder()
{
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "share" / "lucency";
}

} // namespace lucency::test
