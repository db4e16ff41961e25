#pragma once

#include "model/rankmeeting.h"
#include "model/ranks.h"

#include <torch/types.h>

#include <chrono>
#include <exception>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace lucency::model {

/// Whether each process has a device of its own: one that no other names. A process that has none says nothing.
bool eachHasItsOwn(const std::vector<std::string>& devices);

#if defined(USE_C10D_GLOO)

/// Waits for what the processes do together; whatever goes wrong there is a process that is lost.
template<typename Begin>
void together(int rank, const Begin& begin)
{
    try {
        begin()->wait(untilAnAnswer);
    } catch (const std::exception& error) {
        throw LostRank(rank, error.what());
    }
}

/// What the processes do together with tensors on their devices, through a group of c10d that works there (NCCL). A device does not notice
/// that another process has ended, and would wait for it for ever: each process says through Gloo that it has begun, and what all have
/// begun is waited for at most as long as a transfer may take. Throws LostRank. One thread.
template<typename Group>
class DeviceExchange {
public:
    DeviceExchange(c10::intrusive_ptr<Group> group, c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo, int rank,
                   std::chrono::seconds longest = std::chrono::minutes(5))
        : m_group(std::move(group))
        , m_gloo(std::move(gloo))
        , m_rank(rank)
        , m_longest(longest)
    {
    }

    void sum(torch::Tensor& tensor) const
    {
        carryOut(tensor, [this](auto& here) { return m_group->allreduce(here); });
    }
    void takeFromFirst(torch::Tensor& tensor) const
    {
        carryOut(tensor, [this](auto& here) { return m_group->broadcast(here); });
    }

private:
    template<typename Begin>
    void carryOut(torch::Tensor& tensor, const Begin& begin) const
    {
        std::vector<torch::Tensor> here{tensor.contiguous()};
        try {
            const auto work = begin(here);
            std::vector<torch::Tensor> begun{torch::ones({1})};
            together(m_rank, [&] { return m_gloo->allreduce(begun); });
            const auto until = std::chrono::steady_clock::now() + m_longest;
            while (!work->isCompleted()) {
                if (std::chrono::steady_clock::now() > until) throw LostRank(m_rank, "no answer from its device");
                std::this_thread::sleep_for(aLook);
            }
            if (const auto error = work->exception()) std::rethrow_exception(error);
            work->wait(); // so that what is computed next on the device comes after it
        } catch (const LostRank&) {
            throw;
        } catch (const std::exception& error) {
            throw LostRank(m_rank, error.what());
        }
        if (!here.front().is_same(tensor)) tensor.copy_(here.front());
    }

    static constexpr std::chrono::microseconds aLook{100};

    c10::intrusive_ptr<Group> m_group;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> m_gloo;
    int m_rank;
    std::chrono::seconds m_longest;
};

#endif

} // namespace lucency::model
