#include "model/networks/architectures.h"
#include "model/networks/axisnorm.h"
#include "model/networks/blockloops.h"
#include "model/networks/convolutionblock.h"
#include "model/networks/denselayer.h"
#include "model/networks/trainednorm.h"
#include "model/networks/yieldpoint.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace lucency::model {
namespace {

namespace nn = torch::nn;
namespace F = torch::nn::functional;

// Keras adds 1e-3 to a variance where PyTorch adds 1e-5; its slow running mean (0.99) is not taken over, for it needs thousands of steps.
nn::BatchNorm2dOptions batchNorm(int features)
{
    return nn::BatchNorm2dOptions(features).eps(1e-3);
}

nn::Conv2dOptions convolution(int inputs, int outputs)
{
    return nn::Conv2dOptions(inputs, outputs, 3).padding(1);
}

class Cnn64 final : public Network {
public:
    explicit Cnn64(const NetworkOptions& options)
        : m_norm0(register_module("norm0", nn::BatchNorm2d(batchNorm(options.inputChannels))))
        , m_conv1(register_module("conv1", nn::Conv2d(convolution(options.inputChannels, 32))))
        , m_conv2(register_module("conv2", nn::Conv2d(convolution(32, 64))))
        , m_norm2(register_module("norm2", nn::BatchNorm2d(batchNorm(options.inputSize / 4))))
        , m_conv3(register_module("conv3", nn::Conv2d(convolution(64, 128))))
        , m_norm3(register_module("norm3", nn::BatchNorm2d(batchNorm(128))))
        , m_conv4(register_module("conv4", nn::Conv2d(convolution(128, 256))))
        , m_dense1(register_module("dense1", nn::Linear(256 * (options.inputSize / 16) * (options.inputSize / 16), 128)))
        , m_dense2(register_module("dense2", nn::Linear(128, 256)))
        , m_head(register_module("head", nn::Linear(256, options.outputs)))
    {
        for (auto& module : modules(false)) { // Keras initialises so, and the thesis changed nothing
            if (auto* conv = module->as<nn::Conv2d>()) {
                nn::init::xavier_uniform_(conv->weight);
                nn::init::zeros_(conv->bias);
            } else if (auto* dense = module->as<nn::Linear>()) {
                nn::init::xavier_uniform_(dense->weight);
                nn::init::zeros_(dense->bias);
            }
        }
    }

    NetworkOutput forward(torch::Tensor images) override
    {
        torch::Tensor x = yieldPoint(reduced(m_conv1, normedInRuns(m_norm0, images), 0.25));
        x = yieldPoint(reduced(m_conv2, x, 0.25));
        std::vector<torch::Tensor> stages;
        tellStage(x, stages);
        x = normedInRuns(m_norm2, x.permute({0, 2, 3, 1})).permute({0, 3, 1, 2}); // over rows, see architectures.h; side by side in memory
        x = yieldPoint(reduced(m_conv3, x, 0.5));
        tellStage(x, stages);
        x = normed(m_norm3, x, AfterNorm::Nothing);
        torch::Tensor features;
        if (is_training()) {
            x = reduced(m_conv4, x, 0.25);
        } else { // Grad-CAM needs the features on the way to the output.
            features = F::elu(m_conv4(x));
            tellStage(features, stages);
            x = torch::max_pool2d(features, 2);
        }
        x = F::dropout(F::elu(linear(m_dense1, x.flatten(1))), F::DropoutFuncOptions().p(0.5).training(is_training()));
        x = F::dropout(F::elu(linear(m_dense2, x)), F::DropoutFuncOptions().p(0.5).training(is_training()));
        return {linear(m_head, x), features, std::move(stages)};
    }

    bool sharesItsWork() const override { return is_training() && m_ownLoops; }
    torch::Tensor poolingHeadWeight() const override { return {}; }
    std::string headPrefix() const override { return "head"; }

    int stageOf(const std::string& name) const override
    {
        using Stage = std::pair<std::string_view, int>; // a norm learns with the convolution behind it
        constexpr std::array<Stage, 9> stages{{{"dense2.", 1},
                                               {"dense1.", 2},
                                               {"conv4.", 3},
                                               {"norm3.", 3},
                                               {"conv3.", 4},
                                               {"norm2.", 4},
                                               {"conv2.", 5},
                                               {"conv1.", 6},
                                               {"norm0.", 6}}};
        const auto* found = std::ranges::find_if(stages, [&](const Stage& stage) { return name.starts_with(stage.first); });
        return found == stages.end() ? 0 : found->second;
    }

private:
    torch::Tensor linear(nn::Linear& layer, const torch::Tensor& x) const { return sharesItsWork() ? dense(layer, x) : layer(x); }

    torch::Tensor reduced(nn::Conv2d& convolution, const torch::Tensor& x, double dropped) const
    {
        if (sharesItsWork() && takesReduced(convolution, x)) return reducedConvolution(convolution, x, dropped);
        // ELU rises, so that the largest may be taken before it: a quarter of the work, and the same numbers.
        return F::dropout(F::elu(torch::max_pool2d(convolution(x), 2)), F::DropoutFuncOptions().p(dropped).training(is_training()));
    }

    const bool m_ownLoops = loopsAreFast();
    nn::BatchNorm2d m_norm0;
    nn::Conv2d m_conv1, m_conv2;
    nn::BatchNorm2d m_norm2;
    nn::Conv2d m_conv3;
    nn::BatchNorm2d m_norm3;
    nn::Conv2d m_conv4;
    nn::Linear m_dense1, m_dense2, m_head;
};

} // namespace

std::shared_ptr<Network> makeCnn64(const NetworkOptions& options)
{
    return std::make_shared<Cnn64>(options);
}

} // namespace lucency::model
