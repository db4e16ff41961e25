#include "model/networks/architectures.h"
#include "model/networks/featurehead.h"
#include "model/networks/normrelu.h"
#include "model/networks/yieldpoint.h"

#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace lucency::model {
namespace {

namespace nn = torch::nn;

constexpr int growth = 32;
constexpr int bottleneckWidth = 4 * growth;
constexpr std::array layersOfBlock{6, 12, 24, 16};

/// Norm, ReLU, 1 x 1, norm, ReLU, 3 x 3: 32 new channels from all channels before it.
class DenseLayer final : public nn::Module {
public:
    explicit DenseLayer(int inputs)
        : m_norm1(register_module("norm1", nn::BatchNorm2d(inputs)))
        , m_conv1(register_module("conv1", convolution(inputs, bottleneckWidth, 1)))
        , m_norm2(register_module("norm2", nn::BatchNorm2d(bottleneckWidth)))
        , m_conv2(register_module("conv2", convolution(bottleneckWidth, growth, 3)))
    {
    }

    torch::Tensor forward(const torch::Tensor& x)
    {
        const bool atOnce = m_first.isReady() && NormRelu::takes(x);
        return convolve(m_conv2, rectified(reduced(atOnce ? m_first(x) : m_norm1(x).relu_())));
    }

    void fold()
    {
        m_first = NormRelu(m_norm1);
        m_conv1 = replace_module("conv1", foldNorm(m_conv1, m_norm2));
        m_norm2 = nullptr;
        unregister_module("norm2");
    }

private:
    torch::Tensor reduced(const torch::Tensor& x) { return m_norm2.is_empty() ? convolve(m_conv1, x) : m_norm2(m_conv1(x)); }

    nn::BatchNorm2d m_norm1;
    NormRelu m_first; ///< norm1 and the ReLU behind it, once folded
    nn::Conv2d m_conv1;
    nn::BatchNorm2d m_norm2; ///< empty once it is folded
    nn::Conv2d m_conv2;
};

class DenseBlock final : public nn::Module {
public:
    DenseBlock(int inputs, int layers)
        : m_channels(inputs + layers * growth)
    {
        for (int i = 0; i < layers; ++i)
            m_layers.push_back(register_module("denselayer" + std::to_string(i + 1), std::make_shared<DenseLayer>(inputs + i * growth)));
    }

    torch::Tensor forward(torch::Tensor x)
    {
        if (NormRelu::takes(x)) return filled(x);
        for (auto& layer : m_layers)
            x = yieldPoint(torch::cat({x, layer->forward(x)}, 1));
        return x;
    }

    void fold()
    {
        for (auto& layer : m_layers)
            layer->fold();
    }

private:
    /// Every layer puts its channels behind those before it in one map, instead of copying them all once a layer.
    torch::Tensor filled(const torch::Tensor& x)
    {
        auto map = torch::empty({x.size(0), m_channels, x.size(2), x.size(3)}, x.options(), torch::MemoryFormat::ChannelsLast);
        auto channels = x.size(1);
        map.narrow(1, 0, channels).copy_(x);
        for (auto& layer : m_layers) {
            map.narrow(1, channels, growth).copy_(layer->forward(map.narrow(1, 0, channels)));
            channels += growth;
        }
        return map;
    }

    const std::int64_t m_channels; ///< of what leaves the block
    std::vector<std::shared_ptr<DenseLayer>> m_layers;
};

/// Halves the channels and the size between two dense blocks.
class Transition final : public nn::Module {
public:
    explicit Transition(int inputs)
        : m_norm(register_module("norm", nn::BatchNorm2d(inputs)))
        , m_conv(register_module("conv", convolution(inputs, inputs / 2, 1)))
    {
    }

    torch::Tensor forward(const torch::Tensor& x)
    {
        // A mean and a 1 x 1 convolution may change places: a quarter of the work.
        if (m_first.isReady() && NormRelu::takes(x)) return convolve(m_conv, torch::avg_pool2d(m_first(x), 2, 2));
        return torch::avg_pool2d(convolve(m_conv, m_norm(x).relu_()), 2, 2);
    }

    void fold() { m_first = NormRelu(m_norm); }

private:
    nn::BatchNorm2d m_norm;
    NormRelu m_first; ///< the norm and the ReLU behind it, once folded
    nn::Conv2d m_conv;
};

/// Everything before the head; torchvision keeps it under one name.
class Features final : public nn::Module {
public:
    explicit Features(int inputChannels)
        : m_conv0(register_module("conv0", convolution(inputChannels, 2 * growth, 7, 2)))
        , m_norm0(register_module("norm0", nn::BatchNorm2d(2 * growth)))
    {
        int channels = 2 * growth;
        for (std::size_t i = 0; i < layersOfBlock.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            m_blocks.push_back(register_module("denseblock" + number, std::make_shared<DenseBlock>(channels, layersOfBlock[i])));
            channels += layersOfBlock[i] * growth;
            if (i + 1 == layersOfBlock.size()) break;
            m_transitions.push_back(register_module("transition" + number, std::make_shared<Transition>(channels)));
            channels /= 2;
        }
        m_norm5 = register_module("norm5", nn::BatchNorm2d(channels));
        m_channels = channels;
    }

    int channels() const { return m_channels; }

    /// Tells the map before each halving and the last one.
    torch::Tensor forward(const torch::Tensor& images, const std::function<void(const torch::Tensor&)>& tell)
    {
        torch::Tensor x = rectified(m_norm0.is_empty() ? convolve(m_conv0, images) : m_norm0(m_conv0(images)));
        x = yieldPoint(torch::max_pool2d(x, 3, 2, 1));
        for (std::size_t i = 0; i < m_blocks.size(); ++i) {
            x = m_blocks[i]->forward(x);
            if (i > 0 && i < m_transitions.size()) tell(x);
            if (i < m_transitions.size()) x = m_transitions[i]->forward(x);
        }
        x = m_last.isReady() && NormRelu::takes(x) ? m_last(x) : m_norm5(x).relu_();
        tell(x);
        return x;
    }

    void fold()
    {
        m_conv0 = replace_module("conv0", foldNorm(m_conv0, m_norm0));
        m_norm0 = nullptr;
        unregister_module("norm0");
        for (auto& block : m_blocks)
            block->fold();
        for (auto& transition : m_transitions)
            transition->fold();
        m_last = NormRelu(m_norm5);
    }

private:
    nn::Conv2d m_conv0;
    nn::BatchNorm2d m_norm0; ///< empty once it is folded
    std::vector<std::shared_ptr<DenseBlock>> m_blocks;
    std::vector<std::shared_ptr<Transition>> m_transitions;
    nn::BatchNorm2d m_norm5{nullptr};
    NormRelu m_last; ///< norm5 and the ReLU behind it, once folded
    int m_channels = 0;
};

class DenseNet final : public Network {
public:
    explicit DenseNet(const NetworkOptions& options)
        : m_features(register_module("features", std::make_shared<Features>(options.inputChannels)))
    {
        m_top.emplace(*this, options, m_features->channels());
        m_classifier = register_module("classifier", nn::Linear(m_top->channels(), options.outputs));
        fillConvolutions(*this, [](torch::Tensor& weight) { nn::init::kaiming_normal_(weight); });
        m_top->initialise();
        nn::init::zeros_(m_classifier->bias);
    }

    NetworkOutput forward(torch::Tensor images) override
    {
        std::vector<torch::Tensor> stages;
        const auto tell = [&](const torch::Tensor& map) { tellStage(map, stages); };
        const torch::Tensor features = m_top->forward(m_features->forward(images, tell));
        // The head has few numbers to add up and is kept in full precision when the rest is not.
        const torch::Tensor pooled = torch::adaptive_avg_pool2d(features.to(m_classifier->weight.scalar_type()), {1, 1});
        return {m_classifier(pooled.flatten(1)), features, std::move(stages)};
    }

    void prepareForInference() override
    {
        m_features->fold();
        m_top->fold();
    }

    torch::Tensor poolingHeadWeight() const override { return m_classifier->weight; }
    std::string headPrefix() const override { return "classifier"; }

    int stageOf(const std::string& name) const override
    {
        if (name.starts_with("classifier.") || FeatureHead::owns(name)) return 0;
        constexpr std::string_view block = "features.denseblock", transition = "features.transition";
        if (name.starts_with("features.norm5.")) return 1;
        if (name.starts_with(block)) return '5' - name[block.size()];
        return name.starts_with(transition) ? '5' - name[transition.size()] : 5;
    }

private:
    std::shared_ptr<Features> m_features;
    std::optional<FeatureHead> m_top;
    nn::Linear m_classifier{nullptr};
};

} // namespace

std::shared_ptr<Network> makeDenseNet121(const NetworkOptions& options)
{
    return std::make_shared<DenseNet>(options);
}

} // namespace lucency::model
