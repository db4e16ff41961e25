#pragma once

#include "imaging/result.h"

#include <c10/core/Device.h>

#include <string>

namespace lucency::model {

/// The device that "auto", "cpu", "cuda" or "cuda:N" names; "auto" is the first CUDA device where there is one. Fails with BadArgument for
/// other words and DeviceUnavailable where LibTorch does not find the device.
Result<c10::Device> deviceNamed(const std::string& name);

} // namespace lucency::model
