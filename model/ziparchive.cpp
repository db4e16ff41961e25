#include "model/ziparchive.h"

#include "imaging/regularfile.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace lucency::model {
namespace {

constexpr std::uint64_t endRecordBytes = 22;
constexpr std::uint64_t end64Bytes = 56;
constexpr std::uint64_t locator64Bytes = 20;
constexpr std::uint64_t centralBytes = 46;
constexpr std::uint64_t localBytes = 30;
constexpr std::uint64_t largestDirectory = 64 << 20;
constexpr std::uint64_t pieceBytes = 1 << 20; // read at a time where an entry is only verified
constexpr std::uint16_t stored = 0, deflated = 8;

template<class T>
T at(std::string_view bytes, std::size_t offset)
{
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// Replaces the fields that are all ones by those of the ZIP64 extra field, in the order of the standard.
bool widen(std::string_view extra, std::vector<std::uint64_t*> fields)
{
    constexpr std::uint64_t inExtra = 0xffffffff;
    std::erase_if(fields, [](const std::uint64_t* field) { return *field != inExtra; });
    while (!fields.empty() && extra.size() >= 4) {
        const auto id = at<std::uint16_t>(extra, 0), length = at<std::uint16_t>(extra, 2);
        if (extra.size() - 4 < length) return false;
        if (id == 1) {
            if (length < 8 * fields.size()) return false;
            for (std::size_t i = 0; i < fields.size(); ++i)
                *fields[i] = at<std::uint64_t>(extra, 4 + 8 * i);
            return true;
        }
        extra.remove_prefix(4u + length);
    }
    return fields.empty();
}

} // namespace

Result<ZipArchive> ZipArchive::open(const std::filesystem::path& file)
{
    if (auto regular = imaging::checkRegularFile(file); !regular) return regular.error();
    ZipArchive archive;
    archive.m_subject = file.string();
    archive.m_stream.open(file, std::ios::binary);
    std::error_code unknown;
    archive.m_fileBytes = std::filesystem::file_size(file, unknown);
    if (!archive.m_stream || unknown) return Failure{FailureKind::Unreadable, archive.m_subject, unknown.message()};
    if (auto read = archive.readDirectory(); !read) return read.error();
    return archive;
}

bool ZipArchive::readAt(std::uint64_t position, void* into, std::uint64_t count)
{
    if (position > m_fileBytes || count > m_fileBytes - position) return false;
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(position));
    return static_cast<bool>(m_stream.read(static_cast<char*>(into), static_cast<std::streamsize>(count)));
}

/// Finds the end record, which stands before a comment of at most 65,535 bytes, and reads the central directory that it points at.
Result<std::string> ZipArchive::directoryBytes(std::uint64_t& count)
{
    const std::uint64_t tailBytes = std::min<std::uint64_t>(m_fileBytes, endRecordBytes + 0xffff);
    std::string tail(tailBytes, '\0');
    if (!readAt(m_fileBytes - tailBytes, tail.data(), tailBytes)) return Failure{FailureKind::Unreadable, m_subject, {}};
    const auto found = tail.rfind("PK\5\6");
    if (found == std::string::npos || tail.size() - found < endRecordBytes)
        return Failure{FailureKind::ModelDamaged, m_subject, "truncated: the zip archive has no end"};
    const std::string_view end = std::string_view(tail).substr(found);
    count = at<std::uint16_t>(end, 10);
    std::uint64_t bytes = at<std::uint32_t>(end, 12), offset = at<std::uint32_t>(end, 16);
    if (found >= locator64Bytes && tail.compare(found - locator64Bytes, 4, "PK\6\7") == 0) {
        std::string wide(end64Bytes, '\0');
        if (!readAt(at<std::uint64_t>(tail, found - locator64Bytes + 8), wide.data(), end64Bytes) || wide.compare(0, 4, "PK\6\6") != 0)
            return Failure{FailureKind::ModelDamaged, m_subject, "its zip directory is lost"};
        count = at<std::uint64_t>(wide, 32);
        bytes = at<std::uint64_t>(wide, 40);
        offset = at<std::uint64_t>(wide, 48);
    }
    if (bytes > largestDirectory || bytes > m_fileBytes || count > bytes / centralBytes)
        return Failure{FailureKind::ModelDamaged, m_subject, "its zip directory is impossible"};
    std::string directory(bytes, '\0');
    if (!readAt(offset, directory.data(), bytes)) return Failure{FailureKind::ModelDamaged, m_subject, "its zip directory is lost"};
    return directory;
}

/// Takes one entry off the directory; false when it is malformed or outside the file.
bool ZipArchive::parseEntry(std::string_view& rest)
{
    if (rest.size() < centralBytes || !rest.starts_with("PK\1\2")) return false;
    const auto method = at<std::uint16_t>(rest, 10);
    const std::size_t name = at<std::uint16_t>(rest, 28), extra = at<std::uint16_t>(rest, 30), comment = at<std::uint16_t>(rest, 32);
    if (rest.size() - centralBytes < name + extra + comment) return false;
    std::uint64_t packed = at<std::uint32_t>(rest, 20), size = at<std::uint32_t>(rest, 24), header = at<std::uint32_t>(rest, 42);
    if (!widen(rest.substr(centralBytes + name, extra), {&size, &packed, &header})) return false;
    if (header > m_fileBytes || packed > m_fileBytes - header || (method == stored && packed != size)) return false;
    const Entry entry{header, size, packed, at<std::uint32_t>(rest, 16), method};
    // Of two entries of one name, another reader could take the one that was not verified.
    if (!m_entries.emplace(std::string(rest.substr(centralBytes, name)), entry).second) return false;
    rest.remove_prefix(centralBytes + name + extra + comment);
    return true;
}

Done ZipArchive::readDirectory()
{
    std::uint64_t count = 0;
    const auto directory = directoryBytes(count);
    if (!directory) return directory.error();
    std::string_view rest = *directory;
    for (std::uint64_t i = 0; i < count; ++i)
        if (!parseEntry(rest)) return Failure{FailureKind::NotAModel, m_subject, "its zip directory is malformed"};
    for (const auto& [name, entry] : m_entries)
        if (name == "data.pkl" || name.ends_with("/data.pkl")) m_folder = name.substr(0, name.size() - std::string_view("data.pkl").size());
    return done();
}

std::uint64_t ZipArchive::size(const std::string& name) const
{
    const auto found = m_entries.find(m_folder + name);
    return found == m_entries.end() || !found->second.isStored() ? 0 : found->second.size;
}

Done ZipArchive::read(const std::string& name, void* into)
{
    const auto found = m_entries.find(m_folder + name);
    if (found == m_entries.end()) return Failure{FailureKind::NotAModel, m_subject, "has no entry " + name};
    const Entry& entry = found->second;
    if (!entry.isStored())
        return Failure{FailureKind::NotAModel, m_subject, "entry " + name + " is compressed, which torch.save() never does"};
    const auto data = dataOf(entry, name);
    if (!data) return data.error();
    if (!readAt(*data, into, entry.size)) return Failure{FailureKind::ModelDamaged, m_subject, "entry " + name + " is truncated"};
    if (crc32_z(0, static_cast<const Bytef*>(into), entry.size) != entry.crc)
        return Failure{FailureKind::ModelDamaged, m_subject, "the CRC-32 of entry " + name + " differs"};
    return done();
}

/// Where the bytes of an entry begin: behind its local header, whose name and extra field may be longer than the directory's.
Result<std::uint64_t> ZipArchive::dataOf(const Entry& entry, const std::string& name)
{
    std::string local(localBytes, '\0');
    if (!readAt(entry.header, local.data(), localBytes) || !local.starts_with("PK\3\4"))
        return Failure{FailureKind::ModelDamaged, m_subject, "entry " + name + " is lost"};
    return entry.header + localBytes + at<std::uint16_t>(local, 26) + at<std::uint16_t>(local, 28);
}

Result<std::uint32_t> ZipArchive::storedCrc(const Entry& entry, std::uint64_t data, const std::string& name)
{
    std::string piece(std::min(pieceBytes, entry.size), '\0');
    uLong crc = 0;
    for (std::uint64_t done = 0; done < entry.size;) {
        const std::uint64_t bytes = std::min(pieceBytes, entry.size - done);
        if (!readAt(data + done, piece.data(), bytes))
            return Failure{FailureKind::ModelDamaged, m_subject, "entry " + name + " is truncated"};
        crc = crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), bytes);
        done += bytes;
    }
    return static_cast<std::uint32_t>(crc);
}

Result<std::uint32_t> ZipArchive::inflatedCrc(const Entry& entry, std::uint64_t data, const std::string& name)
{
    const Failure damaged{FailureKind::ModelDamaged, m_subject, "entry " + name + " cannot be inflated"};
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return Failure{FailureKind::OutOfMemory, m_subject, {}};
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> ended(&stream, &inflateEnd);
    std::string packed(std::min(pieceBytes, entry.packed), '\0'), piece(pieceBytes, '\0');
    std::uint64_t taken = 0, made = 0;
    uLong crc = 0;
    for (int state = Z_OK; state != Z_STREAM_END;) {
        if (stream.avail_in == 0) {
            const std::uint64_t bytes = std::min(pieceBytes, entry.packed - taken);
            if (bytes == 0 || !readAt(data + taken, packed.data(), bytes)) return damaged;
            taken += bytes;
            stream.next_in = reinterpret_cast<Bytef*>(packed.data());
            stream.avail_in = static_cast<uInt>(bytes);
        }
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(pieceBytes);
        state = inflate(&stream, Z_NO_FLUSH);
        const std::uint64_t bytes = pieceBytes - stream.avail_out;
        made += bytes;
        if ((state != Z_OK && state != Z_STREAM_END) || made > entry.size) return damaged;
        crc = crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), bytes);
    }
    if (made != entry.size) return damaged;
    return static_cast<std::uint32_t>(crc);
}

Done ZipArchive::verify()
{
    for (const auto& [name, entry] : m_entries) {
        if (entry.method != stored && entry.method != deflated)
            return Failure{FailureKind::NotAModel, m_subject, "entry " + name + " is compressed in a way that torch does not write"};
        const auto data = dataOf(entry, name);
        if (!data) return data.error();
        const auto crc = entry.isStored() ? storedCrc(entry, *data, name) : inflatedCrc(entry, *data, name);
        if (!crc) return crc.error();
        if (*crc != entry.crc) return Failure{FailureKind::ModelDamaged, m_subject, "the CRC-32 of entry " + name + " differs"};
    }
    return done();
}

} // namespace lucency::model
