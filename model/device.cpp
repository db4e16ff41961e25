#include "model/device.h"

#include <torch/torch.h>

#include <regex>

namespace lucency::model {

Result<c10::Device> deviceNamed(const std::string& name)
{
    static const std::regex pattern("auto|cpu|cuda(:[0-9]{1,3})?");
    if (!std::regex_match(name, pattern)) return Failure{FailureKind::BadArgument, name, "a device is auto, cpu, cuda or cuda:N"};
    const bool cuda = torch::cuda::is_available();
    if (name == "cpu" || (name == "auto" && !cuda)) return torch::Device(torch::kCPU);
    if (!cuda) return Failure{FailureKind::DeviceUnavailable, name, "LibTorch finds no CUDA device"};
    const int index = name.starts_with("cuda:") ? std::stoi(name.substr(5)) : 0;
    if (index >= static_cast<int>(torch::cuda::device_count()))
        return Failure{FailureKind::DeviceUnavailable, name, "there are " + std::to_string(torch::cuda::device_count()) + " CUDA devices"};
    return torch::Device(torch::kCUDA, static_cast<torch::DeviceIndex>(index));
}

} // namespace lucency::model
