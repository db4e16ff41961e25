#include "imaging/atomicfile.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace lucency::imaging {

namespace {

Failure writingFailed(const std::filesystem::path& file, int error)
{
    const bool full = error == ENOSPC || error == EDQUOT;
    return {full ? FailureKind::DiskFull : FailureKind::CannotWrite, file.string(), std::generic_category().message(error)};
}

} // namespace

Done writeAtomically(const std::filesystem::path& file, std::string_view bytes)
{
    const std::filesystem::path part = file.string() + ".part" + std::to_string(::getpid());
    const int handle = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (handle < 0) return writingFailed(file, errno);
    int error = 0;
    while (!bytes.empty() && error == 0) {
        const ssize_t written = ::write(handle, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            error = errno;
    }
    if (::close(handle) != 0 && error == 0) error = errno;
    if (error == 0 && ::rename(part.c_str(), file.c_str()) != 0) error = errno;
    if (error == 0) return done();
    ::unlink(part.c_str());
    return writingFailed(file, error);
}

} // namespace lucency::imaging
