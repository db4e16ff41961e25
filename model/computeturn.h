#pragma once

#include <stop_token>
#include <utility>

namespace lucency::model {

/// Why somebody wants the processor that training computes on.
enum class ComputeClaim {
    OnScreen,   ///< somebody waits for it: at once, and training stands still until it is done
    Background, ///< a batch of what waits: in turn with training, for about as long as training has had
};

/// The processor for one piece of scoring while a training goes on in the same process. Two networks that compute on the same cores at the
/// same time each take many times as long; so training gives way as long as a turn lives, between the layers of its network and between its
/// images. Where nobody trains a turn costs nothing. It may be given up on another thread than took it. Safe on any thread.
class ComputeTurn {
public:
    ComputeTurn() = default; ///< none

    /// OnScreen never waits. Background waits until training has had about as much time as the last background turn took, and while another
    /// has a turn, though for nobody longer than two seconds. After a stop it returns at once, without a turn.
    static ComputeTurn take(ComputeClaim claim, const std::stop_token& stop = {});

    ComputeTurn(ComputeTurn&& other) noexcept
        : m_claim(other.m_claim)
        , m_held(std::exchange(other.m_held, false))
    {
    }
    ComputeTurn& operator=(ComputeTurn&& other) noexcept;
    ~ComputeTurn() { giveUp(); }

    bool isHeld() const { return m_held; }
    void giveUp();

private:
    explicit ComputeTurn(ComputeClaim claim)
        : m_claim(claim)
        , m_held(true)
    {
    }
    ComputeClaim m_claim = ComputeClaim::Background;
    bool m_held = false;
};

/// For as long as it lives, this thread belongs to a training: giveWay() stops it while somebody has a turn, and background turns are taken
/// alternately with it. The threads that read and augment images for a training are helpers, which give way but do not count as one.
class GivesWay {
public:
    enum class As { Training, Helper };
    explicit GivesWay(As as = As::Training);
    ~GivesWay();
    GivesWay(const GivesWay&) = delete;
    GivesWay& operator=(const GivesWay&) = delete;

private:
    const As m_as;
    const bool m_before;
};

/// Where training may be interrupted. On a thread that gives way it waits until nobody has a turn, but not more than two seconds for one
/// turn, so that nothing that hangs can hold training up; elsewhere, and while nobody has a turn, it costs a look at one number. Changes no
/// result.
void giveWay();

/// Seconds that trainings of this process have stood still in giveWay() so far, on the threads that train.
double secondsGivenWay();

} // namespace lucency::model
