#include "model/computeteam.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace lucency::model {

namespace {

thread_local ComputeTeam* teamHere = nullptr;

constexpr int looks = 20000; ///< before one sleeps, some tenths of a millisecond: most of what lies between two pieces of a step

/// Looks a while whether something has come true.
template<class Condition>
bool comesTrueSoon(const Condition& condition)
{
    for (int look = 0; look < looks; ++look) {
        if (condition()) return true;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    return false;
}

} // namespace

struct ComputeTeam::Job {
    std::int64_t pieces = 0;
    const PieceOfWork* work = nullptr;
    std::atomic<std::int64_t> next = 0;
    std::mutex mutex;
    std::exception_ptr trouble;
};

ComputeTeam::ComputeTeam(int threads)
{
    for (int i = 1; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { attend(stop); });
}

ComputeTeam::~ComputeTeam()
{
    for (auto& thread : m_threads)
        thread.request_stop();
}

void ComputeTeam::take(Job& job)
{
    try {
        for (auto piece = job.next++; piece < job.pieces; piece = job.next++)
            (*job.work)(piece);
    } catch (...) {
        const std::lock_guard lock(job.mutex);
        if (!job.trouble) job.trouble = std::current_exception();
        job.next = job.pieces;
    }
}

void ComputeTeam::attend(const std::stop_token& stop)
{
    const ComputeThreadsHere one(1);
    for (std::uint64_t seen = 0;;) {
        comesTrueSoon([&] { return m_jobs != seen || stop.stop_requested(); });
        std::unique_lock lock(m_mutex);
        if (!m_begun.wait(lock, stop, [&] { return m_jobs != seen; })) return;
        seen = m_jobs;
        if (!m_job) continue; // the others have done it
        Job& job = *m_job;
        ++m_busy;
        lock.unlock();
        take(job);
        lock.lock();
        if (--m_busy == 0) m_ended.notify_one();
    }
}

void ComputeTeam::share(std::int64_t pieces, const PieceOfWork& work)
{
    Job job;
    job.pieces = pieces;
    job.work = &work;
    const bool alone = m_threads.empty() || pieces < 2 || m_job; // a piece that shares its own work
    if (!alone) {
        const std::lock_guard lock(m_mutex);
        m_job = &job;
        ++m_jobs;
        m_begun.notify_all();
    }
    take(job);
    if (!alone) {
        {
            const std::lock_guard lock(m_mutex);
            m_job = nullptr; // who comes now finds nothing to do
        }
        comesTrueSoon([&] { return m_busy == 0; });
        std::unique_lock lock(m_mutex);
        m_ended.wait(lock, [&] { return m_busy == 0; });
    }
    if (job.trouble) std::rethrow_exception(job.trouble);
}

ComputeTeam::Here::Here(ComputeTeam* team)
    : m_team(team)
    , m_before(teamHere)
{
    if (!m_team) return;
    m_one.emplace(1);
    teamHere = m_team;
}

ComputeTeam::Here::~Here()
{
    if (m_team) teamHere = m_before;
}

void shareOut(std::int64_t pieces, const PieceOfWork& work)
{
    if (teamHere) {
        teamHere->share(pieces, work);
        return;
    }
    std::atomic<std::int64_t> next = 0;
    at::parallel_for(0, std::min<std::int64_t>(at::get_num_threads(), pieces), 1, [&](std::int64_t, std::int64_t) {
        for (auto piece = next++; piece < pieces; piece = next++)
            work(piece);
    });
}

} // namespace lucency::model
