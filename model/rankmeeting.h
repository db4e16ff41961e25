#pragma once

#include "imaging/result.h"

#include <torch/torch.h>

#if defined(USE_C10D_GLOO)
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif

#include <chrono>
#include <stop_token>
#include <string>

namespace lucency::model {

/// Where the processes of one training meet: at the first, or torchrun in its place.
struct Meeting {
    std::string address;
    int port = 0, rank = 0, size = 0;

    std::string place() const { return address + ":" + std::to_string(port); }
    Failure notMet(const std::string& why) const { return {FailureKind::OtherRanksNotFound, place(), why}; }
};

/// What an environment variable says; empty where it is not set.
std::string environment(const char* name);

#if defined(USE_C10D_GLOO)

/// The first process reads images and writes models while others wait for it.
constexpr std::chrono::minutes untilAnAnswer{60};

/// The processes of one training once all are there: what they may leave word for each other in, and how they talk.
struct Met {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
};

/// Waits until all processes are there, up to five minutes. Fails with OtherRanksNotFound where they do not come; with BadArgument, for all
/// who wait, naming the variable where two processes have one RANK, WORLD_SIZE is not that of rank 0 or somebody else listens at
/// MASTER_PORT; with Cancelled as soon as a stop is asked for. What LibTorch throws leaves it.
Result<Met> meet(const Meeting& meeting, const std::stop_token& stop);

#endif

} // namespace lucency::model
