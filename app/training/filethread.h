#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace lucency::app {

/// A thread for short work with files, done in the order in which it is given, so that no slow disk holds up a window.
class FileThread {
public:
    /// Takes the thread's stop token, which is asked when the object goes: work that changes nothing may then end early.
    using Work = std::function<void(const std::stop_token& stop)>;

    FileThread();
    /// Ends when all that was given is done.
    ~FileThread();
    FileThread(const FileThread&) = delete;
    FileThread& operator=(const FileThread&) = delete;

    void post(Work work);

private:
    void run(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Work> m_work;
    std::jthread m_thread;
};

} // namespace lucency::app
