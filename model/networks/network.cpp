#include "model/networks/network.h"

#include "model/networks/architectures.h"
#include "model/networks/trainedconvolution.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace lucency::model {
namespace {

struct Architecture {
    std::string_view name;
    int smallestInput; ///< smaller images vanish in its reductions
    int multipleOf;    ///< of which the input size has to be one
    std::shared_ptr<Network> (*make)(const NetworkOptions&);
};

constexpr std::array architectures{
    Architecture{"cnn64", 16, 16, makeCnn64},
    Architecture{"resnet18", 32, 1, makeResNet},
    Architecture{"resnet34", 32, 1, makeResNet},
    Architecture{"resnet50", 32, 1, makeResNet},
    Architecture{"densenet121", 32, 1, makeDenseNet121},
};

constexpr int largestInput = 4096;
constexpr int mostOutputs = 10'000;
constexpr int largestTransition = 64;
constexpr int deepestTransition = 4096;

/// Of the network that this thread makes.
thread_local Filling fillingHere = Filling::Random;

class FillingHere {
public:
    explicit FillingHere(Filling filling) { fillingHere = filling; }
    ~FillingHere() { fillingHere = Filling::Random; }
    FillingHere(const FillingHere&) = delete;
    FillingHere& operator=(const FillingHere&) = delete;
};

/// LibTorch fills each convolution with random numbers as it is made; so one of a single weight is made and given its size afterwards.
torch::nn::Conv2d unfilled(const torch::nn::Conv2dOptions& wanted)
{
    auto single = wanted;
    torch::nn::Conv2d layer(single.in_channels(1).out_channels(1));
    layer->options.in_channels(wanted.in_channels()).out_channels(wanted.out_channels());
    const auto& kernel = *wanted.kernel_size();
    layer->weight.set_data(torch::empty({wanted.out_channels(), wanted.in_channels(), kernel[0], kernel[1]}));
    if (wanted.bias()) layer->bias.set_data(torch::empty({wanted.out_channels()}));
    return layer;
}

std::optional<std::string> wrongHead(const NetworkOptions& options)
{
    const int size = options.transitionSize, depth = options.transitionDepth;
    if ((size > 0) != (depth > 0) || size < 0 || depth < 0 || size > largestTransition || depth > deepestTransition)
        return "a transition layer needs a size (at most " + std::to_string(largestTransition) + ") and a depth (at most " +
               std::to_string(deepestTransition) + ")";
    if (options.architecture == "cnn64" && (size > 0 || options.attention))
        return "a transition layer or an attention branch needs a backbone whose last feature map is pooled";
    return std::nullopt;
}

} // namespace

torch::nn::Conv2d convolution(int inputs, int outputs, int kernel, int stride)
{
    const auto options = torch::nn::Conv2dOptions(inputs, outputs, kernel).stride(stride).padding(kernel / 2).bias(false);
    return fillingHere == Filling::Random ? torch::nn::Conv2d(options) : unfilled(options);
}

void fillConvolutions(torch::nn::Module& network, const std::function<void(torch::Tensor&)>& fill)
{
    if (fillingHere != Filling::Random) return;
    for (auto& module : network.modules(false))
        if (auto* layer = module->as<torch::nn::Conv2d>()) fill(layer->weight);
}

torch::nn::Conv2d foldNorm(const torch::nn::Conv2d& convolution, const torch::nn::BatchNorm2d& norm)
{
    const torch::NoGradGuard noGradients;
    // In double precision, so that the folded network differs from the original by less than a float rounds.
    const auto scale = norm->weight.to(torch::kFloat64) / torch::sqrt(norm->running_var.to(torch::kFloat64) + norm->options.eps());
    const auto shift = norm->bias.to(torch::kFloat64) - norm->running_mean.to(torch::kFloat64) * scale;
    const auto& plain = convolution->options;
    auto folded = unfilled(torch::nn::Conv2dOptions(plain.in_channels(), plain.out_channels(), plain.kernel_size())
                               .stride(plain.stride())
                               .padding(plain.padding())
                               .bias(true));
    folded->weight.copy_(convolution->weight.to(torch::kFloat64) * scale.view({-1, 1, 1, 1}));
    folded->bias.copy_(shift);
    folded->eval();
    return folded;
}

torch::Tensor convolve(torch::nn::Conv2d& convolution, const torch::Tensor& x)
{
    if (takesTrained(convolution, x)) return trainedConvolution(convolution, x);
    if (at::GradMode::is_enabled() || !at::hasMKLDNN() || !x.device().is_cpu() || x.scalar_type() != torch::kFloat32) return convolution(x);
    const auto& options = convolution->options;
    const std::int64_t padding[] = {options.kernel_size()->at(0) / 2, options.kernel_size()->at(1) / 2};
    return at::mkldnn_convolution(x, convolution->weight, convolution->bias, padding, options.stride(), options.dilation(),
                                  options.groups());
}

Result<std::shared_ptr<Network>> makeNetwork(const NetworkOptions& options, Filling filling)
{
    const auto* found = std::ranges::find(architectures, std::string_view(options.architecture), &Architecture::name);
    if (found == architectures.end()) return Failure{FailureKind::BadArgument, options.architecture, "unknown architecture"};
    if (options.inputChannels != 1 && options.inputChannels != 3)
        return Failure{FailureKind::BadArgument, std::to_string(options.inputChannels), "a network takes 1 or 3 input channels"};
    if (options.inputSize < found->smallestInput || options.inputSize > largestInput || options.inputSize % found->multipleOf != 0)
        return Failure{FailureKind::BadArgument, std::to_string(options.inputSize),
                       "input size that " + options.architecture + " cannot take (at least " + std::to_string(found->smallestInput) +
                           ", a multiple of " + std::to_string(found->multipleOf) + ")"};
    if (options.outputs < 1 || options.outputs > mostOutputs)
        return Failure{FailureKind::BadArgument, std::to_string(options.outputs), "number of outputs out of range"};
    if (const auto wrong = wrongHead(options)) return Failure{FailureKind::BadArgument, options.architecture, *wrong};
    try {
        const FillingHere scope(filling);
        return found->make(options);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, options.architecture, {}};
    } catch (const std::exception& e) {
        return Failure{FailureKind::Internal, options.architecture, e.what()};
    }
}

NetworkOptions networkOptions(const ModelManifest& manifest)
{
    return {manifest.architecture,
            manifest.preprocessing.channels,
            manifest.preprocessing.inputSize,
            static_cast<int>(manifest.findings.size()),
            manifest.transitionSize,
            manifest.transitionDepth,
            manifest.attention};
}

} // namespace lucency::model
