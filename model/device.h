#pragma once

#include "imaging/result.h"

#include <c10/core/Device.h>

#include <string>

namespace lucency::model {

/// The device that "auto", "cpu", "cuda" or "cuda:N" names; "auto" is the first CUDA device where there is one. Fails with BadArgument for
/// other words and DeviceUnavailable where LibTorch does not find the device.
Result<c10::Device> deviceNamed(const std::string& name);

/// The device that one of several processes takes for "auto" or "cuda" on a machine with so many GPUs: that of its LOCAL_RANK, which is
/// counted from 0 on each machine (torchrun sets it). Other names, and words that are no number, leave the device as it is.
std::string deviceOfProcess(const std::string& name, const std::string& localRank, int gpus);

} // namespace lucency::model
