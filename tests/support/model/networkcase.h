#pragma once

#include "model/manifest.h"
#include "model/networks/network.h"
#include "model/weights.h"

#include <opencv2/core.hpp>
#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

namespace lucency::test {

using namespace lucency::model;

inline constexpr int outputs = 3;
inline const std::vector<std::string> names{"Effusion", "Mass", "Nodule"};

inline ModelManifest manifestFor(const std::string& architecture, int size, int channels)
{
    ModelManifest manifest;
    manifest.name = "seeded";
    manifest.version = "7";
    manifest.architecture = architecture;
    manifest.preprocessing = {size, channels, imaging::Normalisation::MinMax};
    for (const auto& name : names) {
        FindingEntry finding;
        finding.name = name;
        finding.validated = true;
        manifest.findings.push_back(finding);
    }
    return manifest;
}

/// A seeded network whose norms have seen images, so that folding them changes something.
inline std::shared_ptr<Network> seededNetwork(const ModelManifest& manifest)
{
    torch::manual_seed(11);
    auto network = *makeNetwork(networkOptions(manifest));
    const torch::NoGradGuard noGradients;
    for (auto& named : network->named_parameters())
        if (named.value().dim() == 1) named.value().add_(torch::rand_like(named.value()) * 0.3);
    const int size = manifest.preprocessing.inputSize;
    for (auto& module : network->modules(false)) // one pass gives the norms the statistics that training would
        if (auto* norm = module->as<torch::nn::BatchNorm2d>()) norm->options.momentum(1.0);
    network->forward(torch::rand({16, manifest.preprocessing.channels, size, size}) * 2 - 1); // as the inputs below
    network->eval();
    return network;
}

inline WeightsFile weightsOf(const Network& network, const ModelManifest& manifest)
{
    WeightsFile weights;
    for (const auto& named : {network.named_parameters(), network.named_buffers()})
        for (const auto& tensor : named)
            weights.tensors[tensor.key()] = tensor.value().detach().clone();
    weights.manifest = manifest;
    return weights;
}

inline std::vector<cv::Mat> noise(int count, int size, int channels)
{
    std::vector<cv::Mat> images;
    cv::RNG generator(5);
    for (int i = 0; i < count; ++i) {
        cv::Mat image(size, size, CV_32FC(channels));
        generator.fill(image, cv::RNG::UNIFORM, -1, 1);
        images.push_back(image);
    }
    return images;
}

/// The same images as torch sees them: N x C x H x W.
inline torch::Tensor asTensor(const std::vector<cv::Mat>& images)
{
    std::vector<torch::Tensor> tensors;
    for (const cv::Mat& image : images)
        tensors.push_back(torch::from_blob(image.data, {image.rows, image.cols, image.channels()}).clone().permute({2, 0, 1}));
    return torch::stack(tensors).contiguous();
}

} // namespace lucency::test
