#include "model/foreignweights.h"

#include <opencv2/core.hpp>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lucency::model {
namespace {

cv::Mat wedge(const imaging::Preprocessing& how)
{
    cv::Mat grey(how.inputSize, how.inputSize, CV_32FC1);
    const float step = 255.0F / static_cast<float>(std::max(1, 2 * (how.inputSize - 1)));
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x)
            grey.at<float>(y, x) = step * static_cast<float>(x + y);
    return imaging::normalise(grey, how);
}

} // namespace

Done checkForeign(const std::optional<ForeignWeights>& foreign, const std::string& subject)
{
    if (!foreign) return Failure{FailureKind::NotAModel, subject, "it has no manifest, so its architecture and findings must be named"};
    if (foreign->findings.empty()) return Failure{FailureKind::BadArgument, subject, "its findings must be named"};
    if (foreign->inputSize < 1 || foreign->inputSize > 4096)
        return Failure{FailureKind::BadArgument, std::to_string(foreign->inputSize), "input size"};
    return done();
}

ModelManifest manifestOf(const ForeignWeights& foreign, const std::filesystem::path& file, int channels)
{
    ModelManifest manifest;
    manifest.name = file.stem().string();
    manifest.version = "foreign";
    manifest.architecture = foreign.architecture.empty() ? "torchscript" : foreign.architecture;
    manifest.preprocessing = {foreign.inputSize, channels, foreign.normalisation};
    for (const std::string& name : foreign.findings) {
        FindingEntry finding;
        finding.name = name;
        finding.operatingPoint.aim = "0.5, not chosen on any data";
        finding.validated = true; // shown because the person asked for these weights by name
        finding.limits = "Weights made elsewhere: Lucency knows of no validation.";
        manifest.findings.push_back(std::move(finding));
    }
    return manifest;
}

std::string firstNotFinite(const std::map<std::string, torch::Tensor>& tensors)
{
    for (const auto& [name, tensor] : tensors)
        if (tensor.is_floating_point() && !torch::isfinite(tensor).all().item<bool>()) return name;
    return {};
}

Done tryForeign(const Inference& inference, const imaging::Preprocessing& how, const std::string& subject, int images)
{
    const std::vector<cv::Mat> inputs(static_cast<std::size_t>(images), wedge(how));
    const auto output = inference.run(inputs, false);
    if (!output && output.error().kind == FailureKind::Internal) {
        const std::string side = std::to_string(how.inputSize);
        const std::string input = side + " x " + side + " pixels in " + (how.channels == 1 ? "one channel" : "three channels");
        return Failure{FailureKind::ModelMismatch, subject, "it fails on an input of " + input + ": " + output.error().detail};
    }
    if (!output) return output.error();
    if (!std::ranges::all_of(output->logits, [](float value) { return std::isfinite(value); }))
        return Failure{FailureKind::BadNumber, subject, "its scores are no numbers"};
    return done();
}

} // namespace lucency::model
