#include "model/networks/architectures.h"
#include "model/networks/featurehead.h"

#include <array>
#include <optional>
#include <vector>

namespace lucency::model {
namespace {

namespace nn = torch::nn;

nn::Conv2d convolution(int inputs, int outputs, int kernel, int stride)
{
    return nn::Conv2d(nn::Conv2dOptions(inputs, outputs, kernel).stride(stride).padding(kernel / 2).bias(false));
}

/// A basic block (two 3 x 3 convolutions) or, with bottleneck, a 1 x 1, a 3 x 3 and a 1 x 1 to four times the width.
class Block final : public nn::Module {
public:
    Block(int inputs, int width, int stride, bool bottleneck)
    {
        const int outputs = bottleneck ? 4 * width : width;
        if (bottleneck) {
            add(convolution(inputs, width, 1, 1));
            add(convolution(width, width, 3, stride));
            add(convolution(width, outputs, 1, 1));
        } else {
            add(convolution(inputs, width, 3, stride));
            add(convolution(width, width, 3, 1));
        }
        if (stride != 1 || inputs != outputs)
            m_downsample = register_module("downsample", nn::Sequential(convolution(inputs, outputs, 1, stride), nn::BatchNorm2d(outputs)));
    }

    torch::Tensor forward(const torch::Tensor& input)
    {
        torch::Tensor x = input;
        for (std::size_t i = 0; i < m_convolutions.size(); ++i) {
            x = convolve(m_convolutions[i], x);
            if (!m_norms[i].is_empty()) x = m_norms[i](x);
            if (i + 1 < m_convolutions.size()) x.relu_();
        }
        return x.add_(m_downsample.is_empty() ? input : m_downsample->forward(input)).relu_();
    }

    void fold()
    {
        for (std::size_t i = 0; i < m_convolutions.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            m_convolutions[i] = replace_module("conv" + number, foldNorm(m_convolutions[i], m_norms[i]));
            m_norms[i] = nullptr;
            unregister_module("bn" + number);
        }
        if (m_downsample.is_empty()) return;
        const auto parts = m_downsample->children();
        const auto folded = foldNorm(nn::Conv2d(std::dynamic_pointer_cast<nn::Conv2dImpl>(parts[0])),
                                     nn::BatchNorm2d(std::dynamic_pointer_cast<nn::BatchNorm2dImpl>(parts[1])));
        m_downsample = replace_module("downsample", nn::Sequential(folded));
    }

private:
    void add(nn::Conv2d conv)
    {
        const std::string number = std::to_string(m_convolutions.size() + 1);
        m_norms.push_back(nn::BatchNorm2d(conv->options.out_channels()));
        m_convolutions.push_back(register_module("conv" + number, std::move(conv)));
        register_module("bn" + number, m_norms.back());
    }

    std::vector<nn::Conv2d> m_convolutions;
    std::vector<nn::BatchNorm2d> m_norms;
    nn::Sequential m_downsample{nullptr};
};

class Stage final : public nn::Module {
public:
    Stage(int inputs, int width, int stride, int blocks, bool bottleneck)
    {
        const int outputs = bottleneck ? 4 * width : width;
        for (int i = 0; i < blocks; ++i)
            m_blocks.push_back(register_module(std::to_string(i),
                                               std::make_shared<Block>(i == 0 ? inputs : outputs, width, i == 0 ? stride : 1, bottleneck)));
    }

    torch::Tensor forward(torch::Tensor x)
    {
        for (auto& block : m_blocks)
            x = block->forward(x);
        return x;
    }

    void fold()
    {
        for (auto& block : m_blocks)
            block->fold();
    }

private:
    std::vector<std::shared_ptr<Block>> m_blocks;
};

class ResNet final : public Network {
public:
    ResNet(const NetworkOptions& options, const std::array<int, 4>& blocks, bool bottleneck)
        : m_conv1(register_module("conv1", convolution(options.inputChannels, 64, 7, 2)))
        , m_bn1(register_module("bn1", nn::BatchNorm2d(64)))
    {
        int inputs = 64;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const int width = 64 << i;
            m_stages[i] = register_module("layer" + std::to_string(i + 1),
                                          std::make_shared<Stage>(inputs, width, i == 0 ? 1 : 2, blocks[i], bottleneck));
            inputs = bottleneck ? 4 * width : width;
        }
        m_top.emplace(*this, options, inputs);
        m_fc = register_module("fc", nn::Linear(m_top->channels(), options.outputs));
        for (auto& module : modules(false))
            if (auto* conv = module->as<nn::Conv2d>()) nn::init::kaiming_normal_(conv->weight, 0, torch::kFanOut, torch::kReLU);
        m_top->initialise();
    }

    NetworkOutput forward(torch::Tensor images) override
    {
        torch::Tensor x = torch::max_pool2d((m_bn1.is_empty() ? convolve(m_conv1, images) : m_bn1(m_conv1(images))).relu_(), 3, 2, 1);
        for (auto& stage : m_stages)
            x = stage->forward(x);
        x = m_top->forward(x);
        // The head has few numbers to add up and is kept in full precision when the rest is not.
        return {m_fc(torch::adaptive_avg_pool2d(x.to(m_fc->weight.scalar_type()), {1, 1}).flatten(1)), x};
    }

    void prepareForInference() override
    {
        m_conv1 = replace_module("conv1", foldNorm(m_conv1, m_bn1));
        m_bn1 = nullptr;
        unregister_module("bn1");
        for (auto& stage : m_stages)
            stage->fold();
        m_top->fold();
    }

    torch::Tensor poolingHeadWeight() const override { return m_fc->weight; }
    std::string headPrefix() const override { return "fc"; }

    int stageOf(const std::string& name) const override
    {
        if (name.starts_with("fc.") || FeatureHead::owns(name)) return 0;
        return name.starts_with("layer") ? '5' - name[5] : 5;
    }

private:
    nn::Conv2d m_conv1;
    nn::BatchNorm2d m_bn1; ///< empty once it is folded
    std::array<std::shared_ptr<Stage>, 4> m_stages;
    std::optional<FeatureHead> m_top;
    nn::Linear m_fc{nullptr};
};

} // namespace

std::shared_ptr<Network> makeResNet(const NetworkOptions& options)
{
    if (options.architecture == "resnet18") return std::make_shared<ResNet>(options, std::array{2, 2, 2, 2}, false);
    return std::make_shared<ResNet>(options, std::array{3, 4, 6, 3}, options.architecture == "resnet50");
}

} // namespace lucency::model
