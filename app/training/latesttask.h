#pragma once

#include <QObject>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace lucency::app {

/// Runs jobs on a thread of its own of which only the newest counts: starting one stops the one that runs and drops its answer. All
/// functions belong to the thread of the object.
class LatestTask : public QObject {
    Q_OBJECT

public:
    /// Run on the thread of the object, and only while its job is the newest.
    using Answer = std::function<void()>;
    using Tell = std::function<void(Answer)>;
    /// Works on the task's thread, may tell how it goes, and returns what is to be done with what it found.
    using Job = std::function<Answer(const std::stop_token& stop, const Tell& tell)>;

    explicit LatestTask(QObject* parent = nullptr);
    /// Stops the job that runs and waits for it.
    ~LatestTask() override;

    void start(Job job);
    /// Stops the job that runs; neither it nor one that waits is answered.
    void stop();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void runningChanged(bool running);

private:
    struct Waiting {
        Job job;
        std::uint64_t ticket = 0;
    };
    void work(const std::stop_token& stop);
    void tell(std::uint64_t ticket, Answer answer, bool last);
    void setRunning(bool running);

    std::uint64_t m_ticket = 0;
    bool m_running = false;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Waiting> m_waiting;
    std::stop_source m_stopJob;
    std::jthread m_worker; ///< last, so that it ends before what it uses
};

} // namespace lucency::app
