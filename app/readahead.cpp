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

std::size_t bytesOf(const FrameAhead& frame)
{
    if (frame.prepared) return frame.prepared->image.input.total() * frame.prepared->image.input.elemSize();
    if (!frame.read->radiograph) return 0;
    const cv::Mat& pixels = frame.read->radiograph->pixels;
    return pixels.total() * pixels.elemSize();
}

} // namespace

ReadAhead::ReadAhead(std::vector<std::filesystem::path> paths, std::optional<imaging::Preprocessing> how, std::size_t mostBytes,
                     int threads)
    : m_paths(std::move(paths))
    , m_how(how)
    , m_most(mostBytes)
    , m_done(m_paths.size())
    , m_finished(m_paths.size(), false)
{
    for (int i = 0; i < std::max(1, threads); ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

FrameAhead ReadAhead::frameOf(const std::filesystem::path& path) const
{
    if (!m_how) return {readFirstFrame(path), std::nullopt, {}};
    auto prepared = prepareRadiograph(path, 0, *m_how);
    prepared.radiograph.pixels.release();
    return {std::nullopt, std::move(prepared), *m_how};
}

void ReadAhead::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!m_closed && !stop.stop_requested() && m_begun < m_paths.size() && m_bytes < m_most) {
        const std::size_t index = m_begun++;
        lock.unlock();
        auto frame = frameOf(m_paths[index]);
        lock.lock();
        m_bytes += bytesOf(frame);
        m_done[index] = std::move(frame);
        m_finished[index] = true;
        m_changed.notify_all();
    }
}

std::size_t ReadAhead::begun()
{
    const std::lock_guard lock(m_mutex);
    return m_begun;
}

std::size_t ReadAhead::bytesKept()
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

std::optional<FrameAhead> ReadAhead::take(std::size_t index)
{
    std::unique_lock lock(m_mutex);
    m_closed = true;
    if (index >= m_begun) return std::nullopt;
    m_changed.wait(lock, [&] { return static_cast<bool>(m_finished[index]); });
    return std::exchange(m_done[index], std::nullopt);
}

} // namespace lucency::app
