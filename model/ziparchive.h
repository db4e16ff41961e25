#pragma once

#include "imaging/result.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace lucency::model {

/// The zip archives that torch writes (APPNOTE.TXT 6.3, with ZIP64): tensors are never compressed, the code of TorchScript is. Every offset
/// is checked against the file's length when the archive is opened, every CRC-32 when an entry is read.
class ZipArchive {
public:
    /// Fails with NotAModel, ModelDamaged (truncated) or Unreadable.
    static Result<ZipArchive> open(const std::filesystem::path& file);

    /// The folder in which all entries lie, with its slash; torch.save() calls it after the file.
    const std::string& folder() const { return m_folder; }
    bool contains(const std::string& name) const { return m_entries.contains(m_folder + name); }
    /// The size of an uncompressed entry below folder(); zero when there is none.
    std::uint64_t size(const std::string& name) const;

    /// Reads a whole entry of folder() into memory that holds size() bytes. Fails with ModelDamaged when its CRC-32 differs.
    Done read(const std::string& name, void* into);

    /// Reads every entry of the archive, inflates what is compressed and compares its CRC-32: for files that something else will read.
    /// Fails with ModelDamaged naming the first that differs, or NotAModel for a compression that torch does not write. Memory: two
    /// megabytes.
    Done verify();

private:
    struct Entry {
        std::uint64_t header = 0, size = 0, packed = 0;
        std::uint32_t crc = 0;
        std::uint16_t method = 0; ///< 0: stored, 8: deflated

        bool isStored() const { return method == 0; }
    };

    Done readDirectory();
    Result<std::string> directoryBytes(std::uint64_t& count);
    bool parseEntry(std::string_view& rest);
    Result<std::uint64_t> dataOf(const Entry& entry, const std::string& name);
    Result<std::uint32_t> storedCrc(const Entry& entry, std::uint64_t data, const std::string& name);
    Result<std::uint32_t> inflatedCrc(const Entry& entry, std::uint64_t data, const std::string& name);
    bool readAt(std::uint64_t position, void* into, std::uint64_t count);

    std::ifstream m_stream;
    std::uint64_t m_fileBytes = 0;
    std::string m_subject, m_folder;
    std::map<std::string, Entry> m_entries;
};

} // namespace lucency::model
