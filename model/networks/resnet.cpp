#include "model/networks/architectures.h"
#include "model/networks/featurehead.h"
#include "model/networks/normrelu.h"
#include "model/networks/trainednorm.h"
#include "model/networks/yieldpoint.h"

#include <array>
#include <optional>
#include <vector>

namespace lucency::model {
namespace {

namespace nn = torch::nn;

/// The 7 x 7 convolution in steps of 2 over a single channel, as one of 4 x 4 over the four places of each 2 x 2: a single channel leaves
/// most of a vector empty, and takes oneDNN as long as a fifth of the whole network when it learns.
torch::Tensor convolveGrey(const torch::Tensor& images, const torch::Tensor& weight)
{
    const auto padded = [](std::int64_t size) { return 2 * ((size + 1) / 2 + 3) - size - 3; };
    const auto places = torch::pixel_unshuffle(torch::constant_pad_nd(images, {3, padded(images.size(3)), 3, padded(images.size(2))}), 2);
    const auto taps = torch::pixel_unshuffle(torch::constant_pad_nd(weight, {0, 1, 0, 1}), 2);
    return torch::conv2d(places.contiguous(torch::MemoryFormat::ChannelsLast), taps.contiguous(torch::MemoryFormat::ChannelsLast));
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
        if (stride != 1 || inputs != outputs) {
            m_reduction = convolution(inputs, outputs, 1, stride);
            m_reductionNorm = nn::BatchNorm2d(outputs);
            m_downsample = register_module("downsample", nn::Sequential(m_reduction, m_reductionNorm));
        }
    }

    torch::Tensor forward(const torch::Tensor& input)
    {
        torch::Tensor x = input;
        const auto last = m_convolutions.size() - 1;
        for (std::size_t i = 0; i < last; ++i) {
            x = convolve(m_convolutions[i], x);
            x = m_norms[i].is_empty() ? rectified(x) : normed(m_norms[i], x, AfterNorm::Relu);
            yieldPoint(x);
        }
        x = convolve(m_convolutions[last], x);
        const auto shortcut = m_downsample.is_empty() ? input : reduced(input);
        return m_norms[last].is_empty() ? rectified(x.add_(shortcut)) : normed(m_norms[last], x, AfterNorm::Relu, shortcut);
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
        m_reduction = foldNorm(m_reduction, m_reductionNorm);
        m_reductionNorm = nullptr;
        m_downsample = replace_module("downsample", nn::Sequential(m_reduction));
    }

private:
    torch::Tensor reduced(const torch::Tensor& input)
    {
        const auto x = convolve(m_reduction, input);
        return m_reductionNorm.is_empty() ? x : normed(m_reductionNorm, x, AfterNorm::Nothing);
    }

    void add(nn::Conv2d conv)
    {
        const std::string number = std::to_string(m_convolutions.size() + 1);
        m_norms.push_back(nn::BatchNorm2d(conv->options.out_channels()));
        m_convolutions.push_back(register_module("conv" + number, std::move(conv)));
        register_module("bn" + number, m_norms.back());
    }

    std::vector<nn::Conv2d> m_convolutions;
    std::vector<nn::BatchNorm2d> m_norms;
    nn::Sequential m_downsample{nullptr}; ///< of the two below
    nn::Conv2d m_reduction{nullptr};
    nn::BatchNorm2d m_reductionNorm{nullptr}; ///< empty once it is folded
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
            x = yieldPoint(block->forward(x));
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
        fillConvolutions(*this, [](torch::Tensor& weight) { nn::init::kaiming_normal_(weight, 0, torch::kFanOut, torch::kReLU); });
        m_top->initialise();
    }

    NetworkOutput forward(torch::Tensor images) override
    {
        torch::Tensor x = m_bn1.is_empty() ? torch::max_pool2d(rectified(convolve(m_conv1, images)), 3, 2, 1)
                                           : normed(m_bn1, stem(images), AfterNorm::ReluAndPool);
        yieldPoint(x);
        std::vector<torch::Tensor> stages;
        for (auto& stage : m_stages) {
            x = stage->forward(x);
            if (stage != m_stages.front()) tellStage(x, stages);
        }
        x = m_top->forward(x);
        // The head has few numbers to add up and is kept in full precision when the rest is not.
        return {m_fc(torch::adaptive_avg_pool2d(x.to(m_fc->weight.scalar_type()), {1, 1}).flatten(1)), x, std::move(stages)};
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
    torch::Tensor stem(const torch::Tensor& images)
    {
        return is_training() && images.size(1) == 1 && images.is_cpu() ? convolveGrey(images, m_conv1->weight) : m_conv1(images);
    }

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
