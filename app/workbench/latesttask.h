#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace lucency::app {

/// A thread that works on the newest task alone: a new one stops the one that runs and takes the place of the one that waits. Tasks hand
/// their answers to the thread that wants them, with a ticket of their own. The destructor stops and waits.
class LatestTask {
public:
    using Task = std::function<void(const std::stop_token&)>;

    LatestTask();
    ~LatestTask();

    void run(Task task);
    void cancel();

private:
    void work(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Task> m_next;
    std::stop_source m_running;
    std::jthread m_worker;
};

} // namespace lucency::app
