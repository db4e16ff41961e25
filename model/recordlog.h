#pragma once

#include "imaging/result.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace lucency::model {

/// CRC-32 (ISO 3309) of bytes.
std::uint32_t checksum(std::span<const std::byte> bytes);

/// A file that holds its lock, alone, for as long as this lives. Other processes and other openers in this one wait.
class FileLock {
public:
    explicit FileLock(int descriptor);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int m_descriptor;
};

/// A file of records of one size, to which several processes may append at once. A record that was torn by a crash or damaged on the disk
/// is passed over when reading; a file of another form, or of another size of record, is replaced by an empty one. One thread an object.
class RecordLog {
public:
    /// Opens or makes the file. Fails with CannotWrite, DiskFull or Unreadable naming it.
    static Result<RecordLog> open(const std::filesystem::path& file, std::size_t recordBytes);

    RecordLog(RecordLog&& other) noexcept;
    RecordLog& operator=(RecordLog&&) = delete;
    ~RecordLog();

    /// Hands out every intact record that was not handed out before, in the order in which they were written.
    void readNew(const std::function<void(std::span<const std::byte>)>& use);

    /// Fails with CannotWrite or DiskFull; then nothing was appended.
    Done append(std::span<const std::byte> record);

    int descriptor() const { return m_descriptor; }
    std::size_t damagedRecords() const { return m_damaged; }

private:
    RecordLog(std::filesystem::path file, int descriptor, std::size_t recordBytes);

    std::filesystem::path m_file;
    int m_descriptor = -1;
    std::size_t m_stride;
    std::uint64_t m_read; ///< bytes of the file that were handed out
    std::size_t m_damaged = 0;
};

/// Writes all bytes at an offset. Returns errno, 0 for success.
int writeAt(int descriptor, std::span<const std::byte> bytes, std::uint64_t offset);

/// What an errno of writing means: DiskFull or CannotWrite, naming the file.
Failure writeFailure(const std::filesystem::path& file, int error);

} // namespace lucency::model
