#include "app/workbench/latesttask.h"

#include <utility>

namespace lucency::app {

LatestTask::LatestTask()
    : m_worker([this](const std::stop_token& stop) { work(stop); })
{
}

LatestTask::~LatestTask()
{
    cancel();
    m_worker.request_stop();
    m_wake.notify_all();
    m_worker.join();
}

void LatestTask::run(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_running.request_stop();
        m_next = std::move(task);
    }
    m_wake.notify_one();
}

void LatestTask::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_running.request_stop();
    m_next.reset();
}

void LatestTask::work(const std::stop_token& stop)
{
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }) || stop.stop_requested()) return;
        const Task task = std::move(*m_next);
        m_next.reset();
        m_running = {};
        const auto token = m_running.get_token();
        lock.unlock();
        task(token);
    }
}

} // namespace lucency::app
