#include "model/contentindex.h"

#include "model/sha256.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/stat.h>
#include <system_error>
#include <type_traits>

namespace lucency::model {

namespace {

struct Record {
    ContentKey path;
    FileState state;
    ContentKey key;
};
static_assert(sizeof(Record) == 104 && std::is_trivially_copyable_v<Record>);

/// A file that was touched so lately may be written to again without its times changing: clocks of file systems are coarse.
constexpr std::int64_t settled = 2'000'000'000;

std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

unsigned digit(char c)
{
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

ContentKey fromHexadecimal(const std::string& text)
{
    ContentKey key{};
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::uint8_t>(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
    return key;
}

} // namespace

Result<FileState> stateOf(const std::filesystem::path& file)
{
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        const auto kind = errno == ENOENT || errno == ENOTDIR ? FailureKind::NotFound : FailureKind::Unreadable;
        return Failure{kind, file.string(), std::generic_category().message(errno)};
    }
    return FileState{static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
                     static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

ContentKey contentKey(std::string_view bytes)
{
    return fromHexadecimal(sha256(bytes));
}

Result<ContentKey> contentKeyOfFile(const std::filesystem::path& file)
{
    const auto digest = sha256OfFile(file);
    if (!digest) return digest.error();
    return fromHexadecimal(*digest);
}

ContentIndex::ContentIndex(RecordLog log)
    : m_log(std::move(log))
{
    m_log.readNew([this](std::span<const std::byte> bytes) {
        Record record;
        std::memcpy(&record, bytes.data(), sizeof record);
        m_known.insert_or_assign(record.path, Known{record.state, record.key});
    });
}

Result<std::unique_ptr<ContentIndex>> ContentIndex::open(const std::filesystem::path& file)
{
    auto log = RecordLog::open(file, sizeof(Record));
    if (!log) return log.error();
    return std::unique_ptr<ContentIndex>(new ContentIndex(*std::move(log)));
}

Result<ContentKey> ContentIndex::keyOf(const std::filesystem::path& file, const FileState& state)
{
    std::error_code unknown;
    const auto path = contentKey(std::filesystem::absolute(file, unknown).lexically_normal().string());
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_known.find(path);
        if (known != m_known.end() && known->second.state == state) return known->second.key;
    }
    const auto key = contentKeyOfFile(file);
    if (!key) return key;
    const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    if (now - std::max(state.modified, state.changed) < settled) return key;
    const Record record{path, state, *key};
    const std::lock_guard lock(m_mutex);
    m_known.insert_or_assign(path, Known{state, *key});
    // What cannot be remembered is computed again next time.
    [[maybe_unused]] const auto remembered = m_log.append(std::as_bytes(std::span(&record, 1)));
    return key;
}

} // namespace lucency::model
