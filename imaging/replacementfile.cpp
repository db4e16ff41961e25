#include "imaging/replacementfile.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace lucency::imaging {
namespace {

FailureKind kindOf(int error)
{
    // A limit on the size of files (EFBIG) leaves as little room as a full disk.
    return error == ENOSPC || error == EDQUOT || error == EFBIG ? FailureKind::DiskFull : FailureKind::CannotWrite;
}

/// A new file beside the target, with the permissions that any new file gets. As mkostemp(), whose files are their owner's alone: what
/// those of others are, only changing the umask of the whole process would tell. -1 with errno where none can be made.
int openBeside(const std::filesystem::path& target, std::string& made)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    constexpr std::size_t longestName = 200; // bytes; a whole name of 255 would leave no room for the ending
    constexpr int attempts = 100;
    const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
    const auto begin = (folder / ("." + target.filename().string().substr(0, longestName) + ".")).string();
    for (int attempt = 0; attempt < attempts; ++attempt) {
        std::array<unsigned char, 6> random{};
        if (::getentropy(random.data(), random.size()) != 0) return -1;
        made = begin;
        for (const auto number : random)
            made += letters[number % letters.size()];
        const int descriptor = ::open(made.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
}

} // namespace

ReplacementFile::ReplacementFile(std::filesystem::path target, std::string temporary, int descriptor)
    : m_target(std::move(target))
    , m_temporary(std::move(temporary))
    , m_descriptor(descriptor)
{
}

ReplacementFile::ReplacementFile(ReplacementFile&& other) noexcept
    : m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, {}))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

ReplacementFile::~ReplacementFile()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

Result<ReplacementFile> ReplacementFile::open(const std::filesystem::path& wanted)
{
    std::error_code unknown;
    // What a link points at is replaced, not the link; a device or a folder is nobody's to replace.
    const auto target = std::filesystem::is_symlink(wanted, unknown) ? std::filesystem::weakly_canonical(wanted, unknown) : wanted;
    if (std::filesystem::exists(target, unknown) && !std::filesystem::is_regular_file(target, unknown))
        return Failure{FailureKind::CannotWrite, wanted.string(), "is no regular file"};
    std::string temporary;
    const int descriptor = openBeside(target, temporary);
    if (descriptor < 0) return Failure{kindOf(errno), target.string(), std::generic_category().message(errno)};
    // What somebody keeps to themselves, or shares with a group, stays so.
    struct stat replaced {};
    if (::stat(target.c_str(), &replaced) == 0) ::fchmod(descriptor, replaced.st_mode & 0777);
    return ReplacementFile(target, std::move(temporary), descriptor);
}

Failure ReplacementFile::failure(int error) const
{
    return {kindOf(error), m_target.string(), std::generic_category().message(error)};
}

Done ReplacementFile::write(const void* bytes, std::size_t count)
{
    const char* next = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t written = ::write(m_descriptor, next, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failure(errno);
        next += written;
        count -= static_cast<std::size_t>(written);
    }
    return done();
}

Done ReplacementFile::commit(Durable durable)
{
    if (durable == Durable::ToDisk && ::fsync(m_descriptor) != 0) return failure(errno);
    if (::close(std::exchange(m_descriptor, -1)) != 0) return failure(errno);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) return failure(errno);
    m_temporary.clear();
    if (durable == Durable::InTime) return done();
    // The rename is on the disk only when the folder is; a folder that cannot be flushed is no reason to call the file lost.
    const auto folder = m_target.has_parent_path() ? m_target.parent_path() : std::filesystem::path(".");
    if (const int parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); parent >= 0) {
        ::fsync(parent);
        ::close(parent);
    }
    return done();
}

Done writeAtomically(const std::filesystem::path& file, std::string_view bytes)
{
    auto replacement = ReplacementFile::open(file);
    if (!replacement) return replacement.error();
    if (auto written = replacement->write(bytes.data(), bytes.size()); !written) return written;
    return replacement->commit(ReplacementFile::Durable::InTime);
}

} // namespace lucency::imaging
