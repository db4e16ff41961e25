#include "app/training/filethread.h"

#include <utility>

namespace lucency::app {

FileThread::FileThread()
    : m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

FileThread::~FileThread()
{
    m_thread.request_stop();
    m_thread.join();
}

void FileThread::post(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_work.push_back(std::move(work));
    }
    m_wake.notify_one();
}

void FileThread::run(const std::stop_token& stop)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, stop, [this] { return !m_work.empty(); });
        if (m_work.empty()) return;
        const Work work = std::move(m_work.front());
        m_work.pop_front();
        lock.unlock();
        work(stop);
    }
}

} // namespace lucency::app
