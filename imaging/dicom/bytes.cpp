#include "imaging/dicom/bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace lucency::imaging::dicom {

namespace {

/// A file behind a window of 64 KiB, so that walking a header costs few system calls and skipping pixels costs none.
class FileBytes : public ByteSource {
public:
    FileBytes(int descriptor, std::uint64_t size)
        : m_descriptor(descriptor)
        , m_size(size)
    {
    }
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;
    ~FileBytes() override { ::close(m_descriptor); }

    std::uint64_t size() const override { return m_size; }

    bool read(std::uint64_t offset, std::span<std::uint8_t> to) override
    {
        if (offset > m_size || to.size() > m_size - offset) return false;
        if (to.empty()) return true;
        if (to.size() > windowSize) return readAt(offset, to) == to.size();
        if (offset < m_windowStart || offset + to.size() > m_windowStart + m_window.size()) {
            m_window.resize(windowSize);
            m_windowStart = offset;
            m_window.resize(readAt(offset, m_window));
        }
        if (offset + to.size() > m_windowStart + m_window.size()) return false;
        std::memcpy(to.data(), m_window.data() + (offset - m_windowStart), to.size());
        return true;
    }

private:
    static constexpr std::size_t windowSize = 65536;

    std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> to) const
    {
        std::size_t got = 0;
        while (got < to.size()) {
            const ssize_t n = ::pread(m_descriptor, to.data() + got, to.size() - got, static_cast<off_t>(offset + got));
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) break;
            got += static_cast<std::size_t>(n);
        }
        return got;
    }

    int m_descriptor;
    std::uint64_t m_size;
    std::uint64_t m_windowStart = 0;
    std::vector<std::uint8_t> m_window;
};

Failure failed(const std::filesystem::path& file, int error)
{
    const bool missing = error == ENOENT || error == ENOTDIR;
    return Failure{missing ? FailureKind::NotFound : FailureKind::Unreadable, file.string(), std::generic_category().message(error)};
}

} // namespace

Result<std::shared_ptr<ByteSource>> openFile(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return failed(file, errno);
    struct stat facts {};
    if (::fstat(descriptor, &facts) != 0) {
        const int error = errno;
        ::close(descriptor);
        return failed(file, error);
    }
    if (!S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return Failure{FailureKind::Unreadable, file.string(), "not a regular file"};
    }
    // A disc or a share that fails says so at the first byte.
    std::uint8_t first = 0;
    if (::pread(descriptor, &first, 1, 0) < 0) {
        const int error = errno;
        ::close(descriptor);
        return failed(file, error);
    }
    return std::shared_ptr<ByteSource>(std::make_shared<FileBytes>(descriptor, static_cast<std::uint64_t>(facts.st_size)));
}

bool MemoryBytes::read(std::uint64_t offset, std::span<std::uint8_t> to)
{
    if (offset > m_bytes.size() || to.size() > m_bytes.size() - offset) return false;
    std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
    return true;
}

} // namespace lucency::imaging::dicom
