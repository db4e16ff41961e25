#include "model/activationmaps.h"

#include <torch/torch.h>

namespace lucency::model {

namespace {

/// Exclusive classes are told apart by what speaks for one and not for the others.
torch::Tensor againstOthers(const torch::Tensor& byOutput, std::int64_t dimension, bool exclusive)
{
    return exclusive ? byOutput - byOutput.mean(dimension, true) : byOutput;
}

} // namespace

torch::Tensor classActivationMaps(const torch::Tensor& head, const torch::Tensor& features, bool exclusive)
{
    return torch::einsum("kc,nchw->nkhw", {againstOthers(head, 0, exclusive), features.to(torch::kFloat32)});
}

torch::Tensor gradientMaps(const torch::Tensor& logits, const torch::Tensor& features, bool exclusive)
{
    const torch::Tensor targets = againstOthers(logits, 1, exclusive);
    std::vector<torch::Tensor> maps;
    for (std::int64_t k = 0; k < targets.size(1); ++k) {
        const auto gradient = torch::autograd::grad({targets.select(1, k).sum()}, {features}, {}, true)[0];
        maps.push_back((gradient.mean({2, 3}, true) * features).sum(1).relu().detach());
    }
    return torch::stack(maps, 1);
}

std::vector<std::vector<cv::Mat>> mapImages(const torch::Tensor& maps)
{
    const torch::Tensor plain = maps.to(torch::kCPU, torch::kFloat32).contiguous();
    const int rows = static_cast<int>(plain.size(2)), columns = static_cast<int>(plain.size(3));
    std::vector<std::vector<cv::Mat>> images(static_cast<std::size_t>(plain.size(0)));
    float* next = plain.data_ptr<float>();
    for (auto& ofInput : images)
        for (std::int64_t k = 0; k < plain.size(1); ++k, next += rows * columns)
            ofInput.push_back(cv::Mat(rows, columns, CV_32FC1, next).clone());
    return images;
}

} // namespace lucency::model
