#pragma once

#include "app/training/runstate.h"
#include "app/training/trainingqueue.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace lucency::app {

/// The training thread behind a TrainingQueue: trains one run at a time and tells what happens. The public functions are called on the
/// queue's thread; what is told is posted to it.
class TrainingWorker {
public:
    /// Runs something on the queue's thread.
    using Tell = std::function<void(std::function<void(TrainingQueue&)>)>;

    TrainingWorker(TrainingQueueOptions options, Tell tell);
    /// Stops after the batch in hand, with the state saved.
    ~TrainingWorker();

    /// Goes on with the run in a folder, whose recipe and place are there. Only while none is in hand. ended() of the queue follows.
    void train(const QueuedRun& run);
    /// The run in hand ends its batch and is saved.
    void stop();
    /// The run in hand is evaluated with its best epoch so far.
    void finishNow();

private:
    using Clock = std::chrono::steady_clock;
    struct Job {
        QueuedRun run;
        std::stop_source stop, finish;
    };

    void work(const std::stop_token& stop);
    Result<model::TrainingOutcome> carryOut(const Job& job);
    Result<model::TrainingRequest> requestFor(const Job& job);
    void report(const QString& folder, const std::filesystem::path& dataFolder, const std::stop_token& stop);
    void progressed(const QString& folder, const model::TrainingProgress& progress);

    const TrainingQueueOptions m_options;
    const Tell m_tell;
    Clock::time_point m_told{};
    std::optional<model::TrainingStage> m_toldStage;
    std::mutex m_mutex; ///< guards m_job
    std::condition_variable_any m_wake;
    std::optional<Job> m_job;
    std::jthread m_thread;
};

} // namespace lucency::app
