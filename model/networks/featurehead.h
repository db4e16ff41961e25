#pragma once

#include "model/networks/network.h"

#include <torch/nn.h>

namespace lucency::model {

/// What stands between the last feature map of a backbone and the linear head, besides average pooling: nothing, a transition layer, an
/// attention branch, or both. A backbone registers its parts under their own names, "transition" and "attention".
///
/// The transition layer (Wang et al., ChestX-ray8, CVPR 2017) brings any backbone's features to S x S x D: 1 x 1 convolution to D channels,
/// norm, ReLU, then resized, by areas where they are larger and bilinear where they are smaller. The attention branch gives every place a
/// weight, which sum to one over the places: softmax of v tanh(V f) with 1 x 1 convolutions (Ilse et al., ICML 2018). It begins with equal
/// weights, which is average pooling.
class FeatureHead {
public:
    /// Registers its parts with the network, whose backbone ends in so many channels.
    FeatureHead(torch::nn::Module& network, const NetworkOptions& options, int channels);

    /// Draws its weights; for after a backbone has drawn those of all its convolutions.
    void initialise();

    /// Channels of the features that it gives.
    int channels() const { return m_channels; }

    /// The features whose plain mean over the places is what the head is to see: where places have weights, multiplied by them and by the
    /// number of places. So a class activation map is the head's weights over these features, exactly.
    torch::Tensor forward(torch::Tensor features);

    /// Folds the norm into the convolution before it.
    void fold();

    /// Whether a parameter of this name is one of its own.
    static bool owns(const std::string& name);

private:
    class Transition;
    class Attention;
    int m_channels;
    std::shared_ptr<Transition> m_transition;
    std::shared_ptr<Attention> m_attention;
};

} // namespace lucency::model
