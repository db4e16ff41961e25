#include "model/trainertransfer.h"

#include "model/foreignweights.h"
#include "model/networks/featurehead.h"
#include "model/networks/network.h"
#include "model/torchzip.h"
#include "model/weights.h"

#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <optional>

namespace lucency::model {

namespace {

std::map<std::string, torch::Tensor> tensorsOf(const Network& network)
{
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& named : {network.named_parameters(), network.named_buffers()})
        for (const auto& entry : named)
            tensors[entry.key()] = entry.value().detach();
    return tensors;
}

/// Whether a model's outputs are those of the recipe, as far as its file says.
bool sameOutputs(const std::optional<ModelManifest>& manifest, const Recipe& recipe)
{
    if (!manifest) return true;
    if (manifest->softmax != (recipe.training.loss == LossKind::Softmax)) return false;
    const std::size_t first = manifest->softmax ? 1 : 0;
    if (manifest->findings.size() != recipe.findings.size() + first) return false;
    for (std::size_t f = 0; f < recipe.findings.size(); ++f)
        if (manifest->findings[f + first].name != recipe.findings[f].name) return false;
    return true;
}

/// The filters of a first convolution for another number of channels, grey images being the same in all; nothing where that is not all
/// that differs.
std::optional<torch::Tensor> forChannels(const torch::Tensor& filters, const torch::Tensor& wanted)
{
    if (filters.dim() != 4 || wanted.dim() != 4 || !filters.is_floating_point()) return std::nullopt;
    auto sizes = filters.sizes().vec();
    sizes[1] = wanted.size(1);
    if (torch::IntArrayRef(sizes) != wanted.sizes()) return std::nullopt;
    if (filters.size(1) == 3 && wanted.size(1) == 1) return filters.sum(1, true);
    if (filters.size(1) == 1 && wanted.size(1) == 3) return filters.expand(sizes) / 3;
    return std::nullopt;
}

} // namespace

NetworkOptions networkOptions(const Recipe& recipe)
{
    const int exclusive = recipe.training.loss == LossKind::Softmax ? 1 : 0;
    return {recipe.architecture,   recipe.input.channels,  recipe.input.inputSize, static_cast<int>(recipe.findings.size()) + exclusive,
            recipe.transitionSize, recipe.transitionDepth, recipe.attention};
}

Result<std::vector<std::string>> beginWith(const std::filesystem::path& file, const Recipe& recipe, Network& network)
{
    auto weights = readWeights(file);
    if (!weights && holdsTorchScript(file))
        return Failure{FailureKind::BadRecipe, file.string(), "initialWeights takes .safetensors or .pth, and this is TorchScript"};
    if (!weights) return weights.error();
    renameForeign(*weights);
    // A network that begins with it would learn nothing, and blame the loss.
    if (const auto bad = firstNotFinite(weights->tensors); !bad.empty())
        return Failure{FailureKind::BadNumber, file.string(), bad + " holds a value that is no number"};
    const auto& manifest = weights->manifest;
    if (manifest && manifest->architecture != recipe.architecture)
        return Failure{FailureKind::ModelMismatch, file.string(),
                       "initial weights of " + manifest->architecture + ", but the recipe trains " + recipe.architecture};

    std::vector<std::string> remarks;
    const auto own = tensorsOf(network);
    const auto head = network.headPrefix() + ".";
    auto& theirs = weights->tensors;
    bool newHead = !sameOutputs(manifest, recipe), newLayers = false;
    for (const auto& [name, tensor] : own)
        if (name.starts_with(head)) newHead = newHead || !theirs.contains(name) || theirs.at(name).sizes() != tensor.sizes();
    for (const auto& [name, tensor] : own) {
        if (name.starts_with(head) && newHead) {
            theirs[name] = tensor;
        } else if (FeatureHead::owns(name)) {
            if (theirs.contains(name) && theirs.at(name).sizes() == tensor.sizes()) continue;
            theirs[name] = tensor;
            newLayers = true;
        } else if (const auto found = theirs.find(name); found != theirs.end()) {
            const auto filters = forChannels(found->second, tensor);
            if (!filters || found->second.sizes() == tensor.sizes()) continue;
            remarks.push_back("initial weights: filters for " + std::to_string(found->second.size(1)) + " channels made to fit " +
                              std::to_string(tensor.size(1)));
            theirs[name] = *filters;
        }
    }
    bool dropped = false;
    std::erase_if(theirs, [&](const auto& entry) {
        const bool surplus = !own.contains(entry.first) && (entry.first.starts_with(head) || FeatureHead::owns(entry.first));
        dropped = dropped || surplus;
        return surplus;
    });
    if (newHead) remarks.push_back("initial weights: the head is for other outputs and begins anew");
    if (newLayers) remarks.push_back("initial weights: the layers between backbone and head begin anew");
    if (dropped) remarks.push_back("initial weights: layers over the file's backbone are left out");
    if (auto copied = copyIntoModule(*weights, network, file.string()); !copied) return copied.error();
    return remarks;
}

} // namespace lucency::model
