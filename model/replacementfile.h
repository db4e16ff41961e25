#pragma once

#include "imaging/result.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace lucency::model {

/// A file that takes the place of another only when it is complete: written under a hidden temporary name in the same folder, flushed to
/// the disk, renamed by commit(). Without commit() nothing remains. One thread.
class ReplacementFile {
public:
    /// Fails with CannotWrite or DiskFull; the subject is the target.
    static Result<ReplacementFile> open(const std::filesystem::path& target);

    ReplacementFile(ReplacementFile&& other) noexcept;
    ReplacementFile& operator=(ReplacementFile&&) = delete;
    ~ReplacementFile();

    Done write(const void* bytes, std::size_t count);
    Done write(const std::string& text) { return write(text.data(), text.size()); }

    /// Puts the file in place. Nothing may be written afterwards.
    Done commit();

private:
    ReplacementFile(std::filesystem::path target, std::string temporary, int descriptor);
    Failure failure(int error) const;

    std::filesystem::path m_target;
    std::string m_temporary; ///< empty once committed
    int m_descriptor = -1;
};

} // namespace lucency::model
