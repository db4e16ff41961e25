#pragma once

#include "imaging/result.h"
#include "model/pixelcache.h"
#include "model/recordlog.h"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace lucency::model {

/// What the system says of a file; one that was written to, replaced or restored differs in it.
struct FileState {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modified = 0, changed = 0; ///< nanoseconds

    bool operator==(const FileState&) const = default;
};

/// Of a file or what a link leads to. Fails with NotFound or Unreadable.
Result<FileState> stateOf(const std::filesystem::path& file);

/// Remembers the content keys of files from run to run, so that files that have not changed need not be read. Thread-safe; several
/// processes may use one file.
class ContentIndex {
public:
    /// Fails as RecordLog::open() does.
    static Result<std::unique_ptr<ContentIndex>> open(const std::filesystem::path& file);

    /// The SHA-256 of the file's content, computed where nothing is known of the file in this state. Fails with NotFound or Unreadable.
    Result<ContentKey> keyOf(const std::filesystem::path& file, const FileState& state);

private:
    struct Known {
        FileState state;
        ContentKey key;
    };

    explicit ContentIndex(RecordLog log);

    std::mutex m_mutex;
    RecordLog m_log;
    std::unordered_map<ContentKey, Known, ContentKeyHash> m_known; ///< by the SHA-256 of the path
};

/// SHA-256 of bytes, and of a file.
ContentKey contentKey(std::string_view bytes);
Result<ContentKey> contentKeyOfFile(const std::filesystem::path& file);

} // namespace lucency::model
