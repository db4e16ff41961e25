#include "app/training/latesttask.h"

#include "app/background.h"

namespace lucency::app {

LatestTask::LatestTask(QObject* parent)
    : QObject(parent)
    , m_worker([this](const std::stop_token& stop) { work(stop); })
{
}

LatestTask::~LatestTask()
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.reset();
        m_stopJob.request_stop();
    }
    m_worker.request_stop();
    m_worker.join();
}

void LatestTask::start(Job job)
{
    ++m_ticket;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting = Waiting{std::move(job), m_ticket};
        m_stopJob.request_stop();
    }
    m_wake.notify_one();
    setRunning(true);
}

void LatestTask::stop()
{
    ++m_ticket;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.reset();
        m_stopJob.request_stop();
    }
    setRunning(false);
}

void LatestTask::setRunning(bool running)
{
    if (m_running == running) return;
    m_running = running;
    Q_EMIT runningChanged(running);
}

/// Posts to the thread of the object; Qt drops what is still posted to an object that is gone.
void LatestTask::tell(std::uint64_t ticket, Answer answer, bool last)
{
    QMetaObject::invokeMethod(
        this,
        [this, ticket, last, answer = std::move(answer)] {
            if (ticket != m_ticket) return;
            if (last) setRunning(false);
            if (answer) answer();
        },
        Qt::QueuedConnection);
}

void LatestTask::work(const std::stop_token& stop)
{
    becomeBackgroundThread();
    for (;;) {
        Waiting next;
        std::stop_token stopJob;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_waiting.has_value(); })) return;
            if (stop.stop_requested()) return;
            next = *std::move(m_waiting);
            m_waiting.reset();
            m_stopJob = std::stop_source();
            stopJob = m_stopJob.get_token();
        }
        const auto ticket = next.ticket;
        auto answer = next.job(stopJob, [this, ticket](Answer told) { tell(ticket, std::move(told), false); });
        if (!stopJob.stop_requested()) tell(ticket, std::move(answer), true);
    }
}

} // namespace lucency::app
