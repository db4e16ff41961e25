#pragma once

#include "imaging/result.h"
#include "model/manifest.h"

#include <torch/nn.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lucency::model {

/// Which network: names and parameters as in recipes and manifests.
struct NetworkOptions {
    std::string architecture; ///< "cnn64", "resnet18", "resnet34", "resnet50", "densenet121"
    int inputChannels = 1;
    int inputSize = 224;
    int outputs = 1;
    int transitionSize = 0, transitionDepth = 0; ///< of a transition layer over the backbone; 0 for none
    bool attention = false;                      ///< of an attention branch over the backbone
};

/// One forward pass: logits (N x outputs) and the last feature map before pooling (N x C x h x w), from which class activation maps come.
struct NetworkOutput {
    torch::Tensor logits;
    torch::Tensor features;
    std::vector<torch::Tensor> stages; ///< means of each channel (N x C, float32) after the backbone's last stages, where asked for
};

/// A classifier network. State-dict names of the torchvision families equal torchvision's.
class Network : public torch::nn::Module {
public:
    virtual NetworkOutput forward(torch::Tensor images) = 0;

    /// Whether forward() fills the stages; they are what a gate judges by.
    void tellStages(bool wanted) { m_tellsStages = wanted; }

    /// Whether forward() and its way back give most of their work to shareOut() (computeteam.h), and little to LibTorch's threads.
    virtual bool sharesItsWork() const { return false; }

    /// Weights (outputs x C) of the linear head behind global average pooling, for class activation maps; undefined without such a head
    /// (then Grad-CAM on features is used).
    virtual torch::Tensor poolingHeadWeight() const = 0;

    /// Makes an evaluated network faster for good: folds batch norms into the convolutions before them where that is exact. It can then
    /// neither be trained nor saved.
    virtual void prepareForInference() {}

    /// Names (state-dict prefixes) of the head, which transfer replaces: "fc", "classifier".
    virtual std::string headPrefix() const = 0;

    /// How many stages lie between a parameter or buffer of this name and the output: 0 for the head and what stands over the backbone,
    /// 1 for the backbone's last stage, and so on to its first convolution. Transfer freezes all but 0 and lets early stages learn slowly.
    virtual int stageOf(const std::string& name) const = 0;

protected:
    /// Adds the means of a stage's map where they are asked for.
    void tellStage(const torch::Tensor& map, std::vector<torch::Tensor>& stages) const
    {
        if (m_tellsStages) stages.push_back(map.to(torch::kFloat32).mean({2, 3}));
    }

private:
    bool m_tellsStages = false;
};

/// What the convolutions of a new network hold: random numbers, or whatever memory held before, for those whose weights are read next.
enum class Filling { Random, Nothing };

/// Fails with BadArgument for an unknown architecture, a size that it cannot take, or a layer over a backbone that has no last feature map
/// (cnn64). Initialised as torchvision (cnn64: Keras) does, from torch's default generator; with Filling::Nothing
/// every weight has to be set before anything is computed.
Result<std::shared_ptr<Network>> makeNetwork(const NetworkOptions& options, Filling filling = Filling::Random);

/// The network that a model's manifest describes.
NetworkOptions networkOptions(const ModelManifest& manifest);

} // namespace lucency::model
