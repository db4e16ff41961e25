#pragma once

#include "model/computethreads.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lucency::model {

/// Pieces of work, numbered from 0. They are done in any order and at the same time.
using PieceOfWork = std::function<void(std::int64_t piece)>;

/// Threads that take pieces of the work of another thread. Nobody waits for a thread that the system does not let run unless it has begun a
/// piece, and who waits soon sleeps: where other programs, or the threads that prepare images, want the processors, OpenMP's threads spin
/// for each other instead. Belongs to the thread that made it, and lets nothing run once it is gone.
class ComputeTeam {
public:
    /// So many threads with the caller, at least one.
    explicit ComputeTeam(int threads);
    ~ComputeTeam();
    ComputeTeam(const ComputeTeam&) = delete;
    ComputeTeam& operator=(const ComputeTeam&) = delete;

    /// Returns when all is done; throws the first exception of a piece then.
    void share(std::int64_t pieces, const PieceOfWork& work);

    /// While it lives, shareOut() on this thread gives work to the team, and LibTorch's own operations called here take one thread.
    class Here {
    public:
        explicit Here(ComputeTeam* team);
        ~Here();
        Here(const Here&) = delete;
        Here& operator=(const Here&) = delete;

    private:
        ComputeTeam* const m_team;
        ComputeTeam* const m_before;
        std::optional<ComputeThreadsHere> m_one;
    };

private:
    struct Job;
    void attend(const std::stop_token& stop);
    void take(Job& job);

    std::mutex m_mutex;
    std::condition_variable_any m_begun;
    std::condition_variable m_ended;
    Job* m_job = nullptr;
    std::atomic<std::uint64_t> m_jobs = 0; ///< given out so far, for those who look before they sleep
    std::atomic<int> m_busy = 0;
    std::vector<std::jthread> m_threads; ///< last, so that they end before what they use
};

/// Does the pieces on the team of this thread, or without one on LibTorch's threads. Returns when all is done; throws what a piece threw.
void shareOut(std::int64_t pieces, const PieceOfWork& work);

} // namespace lucency::model
