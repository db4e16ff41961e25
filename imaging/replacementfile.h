#pragma once

#include "imaging/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace lucency::imaging {

/// A file that takes the place of another only when it is complete: written under a hidden temporary name in the same folder, renamed by
/// commit(). Without commit() nothing remains. One thread.
class ReplacementFile {
public:
    /// With the permissions of the file that it replaces, or else those of any new file. Fails with CannotWrite or DiskFull; the subject is
    /// the target.
    static Result<ReplacementFile> open(const std::filesystem::path& target);

    ReplacementFile(ReplacementFile&& other) noexcept;
    ReplacementFile& operator=(ReplacementFile&&) = delete;
    ~ReplacementFile();

    Done write(const void* bytes, std::size_t count);
    Done write(const std::string& text) { return write(text.data(), text.size()); }

    /// Puts the file in place: ToDisk only once the disk has it, so that it survives a loss of power too; InTime as soon as every reader
    /// can have it whole, which suits files that can be made anew. Nothing may be written afterwards.
    enum class Durable { ToDisk, InTime };
    Done commit(Durable durable = Durable::ToDisk);

private:
    ReplacementFile(std::filesystem::path target, std::string temporary, int descriptor);
    Failure failure(int error) const;

    std::filesystem::path m_target;
    std::string m_temporary; ///< empty once committed
    int m_descriptor = -1;
};

/// Writes bytes as a ReplacementFile: a reader sees the old file or the whole new one. For files that can be made anew: see
/// Durable::InTime. Fails with CannotWrite or DiskFull, and leaves nothing behind then. Thread-safe for different files.
Done writeAtomically(const std::filesystem::path& file, std::string_view bytes);

} // namespace lucency::imaging
