#include "model/weights.h"

#include "model/gatefile.h"
#include "model/safetensors.h"
#include "model/torchzip.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

namespace lucency::model {
namespace {

std::string shapeText(const torch::Tensor& tensor)
{
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

Done copy(const WeightsFile& weights, torch::nn::Module& module, const std::string& subject)
{
    const torch::NoGradGuard noGradients;
    std::set<std::string> used;
    for (const auto& named : {module.named_parameters(), module.named_buffers()}) {
        for (const auto& target : named) {
            const auto source = weights.tensors.find(target.key());
            if (source == weights.tensors.end()) {
                // Files of others often lack the counters, which nothing but cumulative averages needs.
                if (target.key().ends_with("num_batches_tracked")) continue;
                return Failure{FailureKind::ModelMismatch, subject, "lacks " + target.key() + " " + shapeText(target.value())};
            }
            if (source->second.sizes() != target.value().sizes())
                return Failure{FailureKind::ModelMismatch, subject,
                               target.key() + " is " + shapeText(source->second) + " instead of " + shapeText(target.value())};
            used.insert(target.key());
        }
    }
    for (const auto& [name, tensor] : weights.tensors)
        if (!used.contains(name))
            return Failure{FailureKind::ModelMismatch, subject, "has " + name + " " + shapeText(tensor) + " too many"};
    // Only now, so that a file that does not fit leaves the module as it was.
    for (auto& named : {module.named_parameters(), module.named_buffers()})
        for (const auto& target : named)
            if (used.contains(target.key())) torch::Tensor(target.value()).copy_(weights.tensors.at(target.key()));
    return done();
}

Result<WeightsFile> readFile(const std::filesystem::path& file)
{
    const std::string subject = file.string();
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (status.type() == std::filesystem::file_type::not_found) return Failure{FailureKind::NotFound, subject, {}};
    if (status.type() == std::filesystem::file_type::directory) return Failure{FailureKind::NotAModel, subject, "is a folder"};
    // Opening a pipe or a device can wait for ever.
    if (status.type() != std::filesystem::file_type::regular)
        return Failure{FailureKind::Unreadable, subject, error ? error.message() : "is no regular file"};
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Failure{FailureKind::Unreadable, subject, error.message()};
    std::array<char, 4> start{};
    stream.read(start.data(), start.size());
    const std::string_view magic(start.data(), static_cast<std::size_t>(stream.gcount()));
    stream.close();
    if (magic == "PK\3\4") return readTorchZip(file);
    if (looksLikeSafetensors(file)) return readSafetensors(file);
    if (magic.starts_with("\x80\x02"))
        return Failure{FailureKind::NotAModel, subject, "the format of torch.save() before 1.6: load it and save it again"};
    return Failure{FailureKind::NotAModel, subject, "neither .safetensors nor the zip format of torch.save()"};
}

} // namespace

Result<WeightsFile> readWeights(const std::filesystem::path& file)
{
    auto weights = readFile(file);
    if (!weights) return weights;
    auto gate = takeGate(weights->tensors, file.string());
    if (!gate) return gate.error();
    weights->gate = *std::move(gate);
    return weights;
}

void renameForeign(WeightsFile& weights)
{
    static const std::regex oldDenseNet(R"((.*denselayer\d+\.(?:norm|relu|conv))\.([12]\..*))");
    constexpr std::string_view parallel = "module.";
    const bool wrapped = !weights.tensors.empty() &&
                         std::ranges::all_of(weights.tensors, [&](const auto& entry) { return entry.first.starts_with(parallel); });
    std::map<std::string, torch::Tensor> renamed;
    for (const auto& [name, tensor] : weights.tensors)
        renamed[std::regex_replace(wrapped ? name.substr(parallel.size()) : name, oldDenseNet, "$1$2")] = tensor;
    weights.tensors = std::move(renamed);
}

Done copyIntoModule(const WeightsFile& weights, torch::nn::Module& module, const std::string& subject)
{
    try {
        return copy(weights, module, subject);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, subject, {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::ModelMismatch, subject, e.what()};
    }
}

} // namespace lucency::model
