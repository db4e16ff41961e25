#include "app/readahead.h"

#include "imaging/read.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lucency::app {

namespace {

ReadFrame readFirstFrame(const std::filesystem::path& path)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto read = [&]() -> Result<imaging::Radiograph> {
        try {
            return imaging::read(path, 0);
        } catch (const std::bad_alloc&) {
            return Failure{FailureKind::OutOfMemory, path.string(), {}};
        } catch (const std::exception& e) {
            return Failure{FailureKind::Internal, path.string(), e.what()};
        }
    };
    ReadFrame frame{read(), 0};
    frame.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
    return frame;
}

} // namespace

ReadAhead::ReadAhead(std::vector<std::filesystem::path> paths, std::size_t mostBytes, int threads)
    : m_paths(std::move(paths))
    , m_most(mostBytes)
    , m_read(m_paths.size())
    , m_finished(m_paths.size(), false)
{
    for (int i = 0; i < std::max(1, threads); ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

void ReadAhead::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!m_closed && !stop.stop_requested() && m_begun < m_paths.size() && m_bytes < m_most) {
        const std::size_t index = m_begun++;
        lock.unlock();
        auto frame = readFirstFrame(m_paths[index]);
        lock.lock();
        if (frame.radiograph) m_bytes += frame.radiograph->pixels.total() * frame.radiograph->pixels.elemSize();
        m_read[index] = std::move(frame);
        m_finished[index] = true;
        m_changed.notify_all();
    }
}

std::size_t ReadAhead::begun()
{
    const std::lock_guard lock(m_mutex);
    return m_begun;
}

std::size_t ReadAhead::bytesRead()
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

std::optional<ReadFrame> ReadAhead::take(std::size_t index)
{
    std::unique_lock lock(m_mutex);
    m_closed = true;
    if (index >= m_begun) return std::nullopt;
    m_changed.wait(lock, [&] { return static_cast<bool>(m_finished[index]); });
    return std::exchange(m_read[index], std::nullopt);
}

} // namespace lucency::app
