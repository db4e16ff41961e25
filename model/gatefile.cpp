#include "model/gatefile.h"

#include <torch/torch.h>

#include <array>
#include <string_view>

namespace lucency::model {

namespace {

constexpr std::string_view prefix = "gate.";

/// What is no list of its own: limits and counts.
constexpr std::int64_t numbers = 5;

torch::Tensor asTensor(const std::vector<float>& values)
{
    return torch::tensor(values, torch::kFloat32);
}

} // namespace

void putGate(const Gate& gate, std::map<std::string, torch::Tensor>& tensors)
{
    const auto put = [&](const char* name, torch::Tensor value) { tensors[std::string(prefix) + name] = std::move(value); };
    put("centre", asTensor(gate.centre));
    put("scale", asTensor(gate.scale));
    put("weights", asTensor(gate.weights));
    put("bias", asTensor(gate.bias));
    put("home", asTensor(gate.home));
    put("axes", asTensor(gate.axes));
    put("numbers", asTensor({gate.leastUpright, static_cast<float>(gate.first), gate.farthest, static_cast<float>(gate.trainingImages),
                             static_cast<float>(gate.validationImages)}));
}

Result<std::optional<Gate>> takeGate(std::map<std::string, torch::Tensor>& tensors, const std::string& subject)
{
    std::map<std::string, torch::Tensor> own;
    for (auto each = tensors.lower_bound(std::string(prefix)); each != tensors.end() && each->first.starts_with(prefix);) {
        own[each->first.substr(prefix.size())] = each->second;
        each = tensors.erase(each);
    }
    if (own.empty()) return std::optional<Gate>{};
    const auto damaged = [&](const std::string& what) { return Failure{FailureKind::ModelDamaged, subject, "gate: " + what}; };
    Gate gate;
    std::vector<float> plain;
    const std::array<std::pair<const char*, std::vector<float>*>, 7> parts{{{"centre", &gate.centre},
                                                                            {"scale", &gate.scale},
                                                                            {"weights", &gate.weights},
                                                                            {"bias", &gate.bias},
                                                                            {"home", &gate.home},
                                                                            {"axes", &gate.axes},
                                                                            {"numbers", &plain}}};
    for (const auto& [name, values] : parts) {
        const auto found = own.find(name);
        if (found == own.end()) return damaged(std::string("lacks ") + name);
        const auto flat = found->second.to(torch::kCPU, torch::kFloat32).contiguous();
        values->assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
    }
    if (own.size() != parts.size()) return damaged("holds what is not known");
    if (plain.size() != numbers) return damaged("numbers");
    gate.leastUpright = plain[0];
    gate.first = static_cast<int>(plain[1]);
    gate.farthest = plain[2];
    gate.trainingImages = static_cast<long>(plain[3]);
    gate.validationImages = static_cast<long>(plain[4]);
    if (!isSound(gate)) return damaged("parts that do not fit together");
    return std::optional<Gate>(std::move(gate));
}

} // namespace lucency::model
