#include "app/decodepool.h"

#include "app/background.h"

#include <cmath>
#include <exception>
#include <iterator>
#include <new>
#include <utility>

namespace lucency::app {

namespace {

Result<PreparedImage> prepare(const DecodeJob& job, ReadingMarks* marks)
{
    try {
        const auto reading = marks ? marks->begin(job.path) : Result<ReadingMarks::Reading>(ReadingMarks::Reading{});
        if (!reading) return reading.error();
        if (const auto same = checkSameFile(job.known, job.path); !same) return same.error();
        auto prepared = job.scorer->prepare(job.path, job.frame);
        // A label table knows ages that PNG files do not.
        if (prepared && !prepared->age.isKnown()) prepared->age.years = job.ageYears;
        return prepared;
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, job.path, {}};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, job.path, error.what()};
    }
}

} // namespace

DecodePool::DecodePool(int threads, std::function<void()> ready, std::shared_ptr<ReadingMarks> marks)
    : m_ready(std::move(ready))
    , m_marks(std::move(marks))
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

DecodePool::~DecodePool()
{
    for (std::jthread& thread : m_threads)
        thread.request_stop();
    m_threads.clear(); // joins
}

void DecodePool::push(DecodeJob job, bool first)
{
    {
        const std::lock_guard lock(m_mutex);
        if (first)
            m_jobs.push_front(std::move(job));
        else
            m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

std::vector<Decoded> DecodePool::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_decoded, {});
}

std::vector<DecodeJob> DecodePool::clear()
{
    const std::lock_guard lock(m_mutex);
    std::vector<DecodeJob> jobs(std::make_move_iterator(m_jobs.begin()), std::make_move_iterator(m_jobs.end()));
    m_jobs.clear();
    return jobs;
}

int DecodePool::outstanding() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_jobs.size() + m_decoded.size()) + m_inHand;
}

void DecodePool::work(const std::stop_token& stop)
{
    becomeBackgroundThread();
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested()) return;
        DecodeJob job = std::move(m_jobs.front());
        m_jobs.pop_front();
        ++m_inHand;
        lock.unlock();
        Result<PreparedImage> image = prepare(job, m_marks.get());
        lock.lock();
        --m_inHand;
        m_decoded.push_back({std::move(job), std::move(image)});
        lock.unlock();
        m_ready();
    }
}

} // namespace lucency::app
