#pragma once

#include "imaging/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace lucency::imaging::dicom {

/// Bytes that can be read at any place: a file, or what was inflated from one. Not thread-safe: each reader has its own.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    virtual std::uint64_t size() const = 0;

    /// Fills all of to with the bytes from offset on; false when they are not all there or cannot be read.
    virtual bool read(std::uint64_t offset, std::span<std::uint8_t> to) = 0;
};

/// Opens a regular file for reading, without ever waiting for one (a pipe or a device is refused). Fails with NotFound or Unreadable.
Result<std::shared_ptr<ByteSource>> openFile(const std::filesystem::path& file);

/// Bytes in memory.
class MemoryBytes : public ByteSource {
public:
    explicit MemoryBytes(std::vector<std::uint8_t> bytes)
        : m_bytes(std::move(bytes))
    {
    }

    std::uint64_t size() const override { return m_bytes.size(); }
    bool read(std::uint64_t offset, std::span<std::uint8_t> to) override;
    std::span<const std::uint8_t> bytes() const { return m_bytes; }

private:
    std::vector<std::uint8_t> m_bytes;
};

} // namespace lucency::imaging::dicom
