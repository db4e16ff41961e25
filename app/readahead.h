#pragma once

#include "imaging/radiograph.h"
#include "imaging/result.h"

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lucency::app {

/// A first frame that was read, or why not, and how long that took.
struct ReadFrame {
    Result<imaging::Radiograph> radiograph;
    double milliseconds = 0;
};

/// Reads the first frames of the first files while the model is loaded, which keeps one processor busy at most. It stops by itself when
/// what waits to be taken holds the given number of bytes. take() is for any thread; everything else for the owner.
class ReadAhead {
public:
    explicit ReadAhead(std::vector<std::filesystem::path> paths, std::size_t mostBytes = std::size_t{192} << 20, int threads = 1);

    /// What was read of a file; nothing when it was not begun. From the first call on no further file is begun. Waits for the one in hand.
    std::optional<ReadFrame> take(std::size_t index);

    std::size_t begun();     ///< files
    std::size_t bytesRead(); ///< of pixels, taken or not

private:
    void work(const std::stop_token& stop);

    const std::vector<std::filesystem::path> m_paths;
    const std::size_t m_most;
    std::mutex m_mutex; ///< guards everything below
    std::condition_variable m_changed;
    std::size_t m_begun = 0, m_bytes = 0;
    bool m_closed = false;
    std::vector<std::optional<ReadFrame>> m_read;
    std::vector<bool> m_finished;
    std::vector<std::jthread> m_threads; ///< last, so that they end before what they use
};

} // namespace lucency::app
