#include "model/computeturn.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace lucency::model {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Seconds longestWait{2}; // for one turn

/// Who computes. One for the process, because its cores are.
struct Cores {
    std::mutex mutex;                ///< guards everything below but the first
    std::atomic<bool> taken = false; ///< whether there are turns; read without the mutex between the layers of a network
    std::condition_variable_any changed;
    int onScreen = 0, background = 0; ///< turns that live
    long turn = 0;                    ///< number of the last one that was taken
    int trainings = 0;
    Clock::time_point backgroundTaken{}, backgroundGivenUp{};
    Seconds lastBackground{0}; ///< how long it was
    Seconds givenWay{0};

    void tell()
    {
        taken = onScreen + background > 0;
        changed.notify_all();
    }
    /// From when on training has had its share since the last background turn.
    Clock::time_point backgroundFrom() const
    {
        return trainings == 0 ? Clock::time_point{} : backgroundGivenUp + std::chrono::duration_cast<Clock::duration>(lastBackground);
    }
};

Cores& cores()
{
    static Cores one;
    return one;
}

enum class Here : char { Nothing, Training, Helper };
thread_local Here here = Here::Nothing;

} // namespace

ComputeTurn ComputeTurn::take(ComputeClaim claim, const std::stop_token& stop)
{
    auto& all = cores();
    std::unique_lock lock(all.mutex);
    if (claim == ComputeClaim::OnScreen) {
        ++all.onScreen;
    } else {
        for (;;) {
            const auto isFree = [&] { return all.onScreen + all.background == 0; };
            const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(longestWait);
            if (!all.changed.wait_until(lock, stop, until, isFree)) {
                if (stop.stop_requested()) return {};
                break; // whoever has the turn hangs
            }
            const auto from = all.backgroundFrom();
            if (Clock::now() >= from) break;
            // Whatever changes meanwhile is looked at again: training may end, something may come on screen.
            all.changed.wait_until(lock, stop, from, [&] { return !isFree() || all.backgroundFrom() != from; });
            if (stop.stop_requested()) return {};
        }
        ++all.background;
        all.backgroundTaken = Clock::now();
    }
    ++all.turn;
    all.tell();
    return ComputeTurn(claim);
}

ComputeTurn& ComputeTurn::operator=(ComputeTurn&& other) noexcept
{
    if (this == &other) return *this;
    giveUp();
    m_claim = other.m_claim;
    m_held = std::exchange(other.m_held, false);
    return *this;
}

void ComputeTurn::giveUp()
{
    if (!std::exchange(m_held, false)) return;
    auto& all = cores();
    const std::lock_guard lock(all.mutex);
    if (m_claim == ComputeClaim::OnScreen) {
        --all.onScreen;
    } else {
        --all.background;
        all.backgroundGivenUp = Clock::now();
        all.lastBackground = std::min(Seconds(all.backgroundGivenUp - all.backgroundTaken), longestWait);
    }
    all.tell();
}

GivesWay::GivesWay(As as)
    : m_as(as)
    , m_before(here != Here::Nothing)
{
    if (m_before) return;
    here = as == As::Training ? Here::Training : Here::Helper;
    if (as == As::Helper) return;
    auto& all = cores();
    const std::lock_guard lock(all.mutex);
    ++all.trainings;
}

GivesWay::~GivesWay()
{
    if (m_before) return;
    here = Here::Nothing;
    if (m_as == As::Helper) return;
    auto& all = cores();
    const std::lock_guard lock(all.mutex);
    --all.trainings;
    all.changed.notify_all();
}

void giveWay()
{
    auto& all = cores();
    if (here == Here::Nothing || !all.taken.load(std::memory_order_relaxed)) return;
    const auto begun = Clock::now();
    std::unique_lock lock(all.mutex);
    // A turn that takes this long hangs, and is not waited for again.
    thread_local long waitedFor = 0;
    const long last = all.turn;
    if (last == waitedFor) return;
    const auto until = begun + std::chrono::duration_cast<Clock::duration>(longestWait);
    if (!all.changed.wait_until(lock, until, [&] { return all.onScreen + all.background == 0; })) waitedFor = all.turn;
    if (here == Here::Training) all.givenWay += Clock::now() - begun;
}

double secondsGivenWay()
{
    auto& all = cores();
    const std::lock_guard lock(all.mutex);
    return all.givenWay.count();
}

} // namespace lucency::model
