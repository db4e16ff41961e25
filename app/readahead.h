#pragma once

#include "app/preparation.h"
#include "imaging/preprocess.h"

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lucency::app {

/// What was done of a first frame: read or also prepared.
struct FrameAhead {
    std::optional<ReadFrame> read;
    std::optional<PreparedRadiograph> prepared; ///< without pixels
    imaging::Preprocessing how;                 ///< of what is prepared
};

/// Reads the first frames of the first files while the model is loaded, which keeps one processor busy at most, and prepares them for the
/// network where it is known beforehand how; their pixels, which take ten times as much, are then let go. It stops by itself when what
/// waits to be taken holds the given number of bytes. take() is for any thread; everything else for the owner.
class ReadAhead {
public:
    explicit ReadAhead(std::vector<std::filesystem::path> paths, std::optional<imaging::Preprocessing> how = std::nullopt,
                       std::size_t mostBytes = std::size_t{192} << 20, int threads = 1);

    /// What was done of a file; nothing when it was not begun. From the first call on no further file is begun. Waits for the one in hand.
    std::optional<FrameAhead> take(std::size_t index);

    std::size_t begun();     ///< files
    std::size_t bytesKept(); ///< of pixels and inputs, taken or not

private:
    void work(const std::stop_token& stop);
    FrameAhead frameOf(const std::filesystem::path& path) const;

    const std::vector<std::filesystem::path> m_paths;
    const std::optional<imaging::Preprocessing> m_how;
    const std::size_t m_most;
    std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_changed;
    std::size_t m_begun = 0, m_bytes = 0;
    bool m_closed = false;
    std::vector<std::optional<FrameAhead>> m_done;
    std::vector<bool> m_finished;
    std::vector<std::jthread> m_threads; ///< last, so that they end before what they use
};

} // namespace lucency::app
