#include "model/device.h"

#include <torch/torch.h>

#include <charconv>
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

std::string deviceOfProcess(const std::string& name, const std::string& localRank, int gpus)
{
    int rank = 0;
    const auto [end, error] = std::from_chars(localRank.data(), localRank.data() + localRank.size(), rank);
    const bool counts = error == std::errc() && end == localRank.data() + localRank.size() && rank >= 0;
    if ((name != "auto" && name != "cuda") || !counts || gpus < 1) return name;
    return "cuda:" + std::to_string(rank % gpus); // a process that is shown its own GPU alone takes that
}

} // namespace lucency::model
