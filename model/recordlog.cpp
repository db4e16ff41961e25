#include "model/recordlog.h"

#include <libdeflate.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lucency::model {

namespace {

constexpr std::string_view magic = "lucency records 1\n";
constexpr std::size_t headerBytes = 64;
constexpr std::size_t checkBytes = sizeof(std::uint32_t);

using Header = std::array<std::byte, headerBytes>;

Header headerFor(std::size_t recordBytes)
{
    Header header{};
    std::memcpy(header.data(), magic.data(), magic.size());
    const auto size = static_cast<std::uint32_t>(recordBytes);
    std::memcpy(header.data() + 32, &size, sizeof size);
    const auto check = checksum({header.data(), headerBytes - checkBytes});
    std::memcpy(header.data() + headerBytes - checkBytes, &check, sizeof check);
    return header;
}

std::uint64_t sizeOf(int descriptor)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// Bytes that could be read, fewer than asked for at the end of the file.
std::size_t readAt(int descriptor, std::span<std::byte> into, std::uint64_t offset)
{
    std::size_t done = 0;
    while (done < into.size()) {
        const auto got = ::pread(descriptor, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

} // namespace

std::uint32_t checksum(std::span<const std::byte> bytes)
{
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

int writeAt(int descriptor, std::span<const std::byte> bytes, std::uint64_t offset)
{
    while (!bytes.empty()) {
        const auto written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return 0;
}

Failure writeFailure(const std::filesystem::path& file, int error)
{
    // A limit on the size of files (EFBIG) leaves as little room as a full disk.
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return {full ? FailureKind::DiskFull : FailureKind::CannotWrite, file.string(), std::generic_category().message(error)};
}

FileLock::FileLock(int descriptor)
    : m_descriptor(descriptor)
{
    while (::flock(m_descriptor, LOCK_EX) != 0 && errno == EINTR)
        ;
}

FileLock::~FileLock()
{
    ::flock(m_descriptor, LOCK_UN);
}

RecordLog::RecordLog(std::filesystem::path file, int descriptor, std::size_t recordBytes)
    : m_file(std::move(file))
    , m_descriptor(descriptor)
    , m_stride(recordBytes + checkBytes)
    , m_read(headerBytes)
{
}

RecordLog::RecordLog(RecordLog&& other) noexcept
    : m_file(std::move(other.m_file))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_stride(other.m_stride)
    , m_read(other.m_read)
    , m_damaged(other.m_damaged)
{
}

RecordLog::~RecordLog()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
}

Result<RecordLog> RecordLog::open(const std::filesystem::path& file, std::size_t recordBytes)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) return writeFailure(file, errno);
    RecordLog log(file, descriptor, recordBytes);
    const auto wanted = headerFor(recordBytes);
    const FileLock alone(descriptor);
    Header found{};
    if (readAt(descriptor, found, 0) == headerBytes && found == wanted) return log;
    // Nobody maps a log, so that it can be emptied in place.
    if (::ftruncate(descriptor, 0) != 0) return writeFailure(file, errno);
    if (const int error = writeAt(descriptor, wanted, 0)) return writeFailure(file, error);
    return log;
}

void RecordLog::readNew(const std::function<void(std::span<const std::byte>)>& use)
{
    std::vector<std::byte> block(m_stride * 4096);
    for (;;) {
        const auto whole = readAt(m_descriptor, block, m_read) / m_stride;
        if (whole == 0) return;
        for (std::size_t i = 0; i < whole; ++i) {
            const std::span<const std::byte> record(block.data() + i * m_stride, m_stride - checkBytes);
            std::uint32_t written = 0;
            std::memcpy(&written, record.data() + record.size(), checkBytes);
            if (written == checksum(record))
                use(record);
            else
                ++m_damaged;
        }
        m_read += whole * m_stride;
    }
}

Done RecordLog::append(std::span<const std::byte> record)
{
    std::vector<std::byte> bytes(record.begin(), record.end());
    const auto check = checksum(record);
    bytes.resize(m_stride);
    std::memcpy(bytes.data() + record.size(), &check, checkBytes);
    const FileLock alone(m_descriptor);
    // A torn record at the end is written over.
    const auto size = sizeOf(m_descriptor);
    const auto end = size < headerBytes ? headerBytes : headerBytes + (size - headerBytes) / m_stride * m_stride;
    if (const int error = writeAt(m_descriptor, bytes, end)) {
        [[maybe_unused]] const int shortened = ::ftruncate(m_descriptor, static_cast<off_t>(end));
        return writeFailure(m_file, error);
    }
    return done();
}

} // namespace lucency::model
