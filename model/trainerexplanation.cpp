#include "model/activationmaps.h"
#include "model/trainerlearner.h"

#include <torch/torch.h>

#include <algorithm>

// Where in an image the network that learns sees what it says.

namespace lucency::model {

/// A tensor of N planes of channels from interleaved float images.
torch::Tensor Learner::inputTensor(std::span<const cv::Mat> inputs) const
{
    const std::int64_t size = m_input.inputSize, channels = m_input.channels;
    auto tensor = torch::empty({static_cast<std::int64_t>(inputs.size()), size, size, channels});
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const cv::Mat input = inputs[i].isContinuous() ? inputs[i] : inputs[i].clone();
        std::copy_n(reinterpret_cast<const float*>(input.data), size * size * channels,
                    tensor.data_ptr<float>() + static_cast<std::int64_t>(i) * size * size * channels);
    }
    return tensor.permute({0, 3, 1, 2}).contiguous(at::MemoryFormat::ChannelsLast);
}

std::vector<std::vector<cv::Mat>> Learner::activations(std::span<const cv::Mat> inputs)
{
    if (inputs.empty()) return {};
    m_average->eval();
    auto head = m_average->poolingHeadWeight();
    torch::Tensor maps;
    if (head.defined()) {
        const torch::NoGradGuard noGradient;
        const auto output = m_average->forward(inputTensor(inputs).to(m_device));
        maps = classActivationMaps(head.to(torch::kFloat32), output.features, exclusive());
    } else {
        const torch::AutoGradMode gradients(true);
        const auto output = m_average->forward(inputTensor(inputs).to(m_device).requires_grad_(true));
        maps = gradientMaps(output.logits, output.features, exclusive());
    }
    auto images = mapImages(maps.detach());
    if (exclusive())
        for (auto& ofInput : images)
            ofInput.erase(ofInput.begin()); // of "No Finding"
    return images;
}

} // namespace lucency::model
