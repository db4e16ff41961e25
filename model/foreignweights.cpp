#include "model/foreignweights.h"

#include <opencv2/core.hpp>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lucency::model {
namespace {

/// From black to white across the image.
cv::Mat wedge(int size)
{
    cv::Mat grey(size, size, CV_32FC1);
    const float step = 255.0F / static_cast<float>(std::max(1, 2 * (size - 1)));
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x)
            grey.at<float>(y, x) = step * static_cast<float>(x + y);
    return grey;
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

std::array<cv::Mat, 2> trialWedges(const imaging::Preprocessing& how)
{
    const cv::Mat grey = wedge(how.inputSize), dark = grey.mul(grey, 1 / 255.0);
    // Most normalisations undo whatever is done to the range before them.
    return {imaging::normalise(grey, how), imaging::normalise(dark, how) * 0.5};
}

Done tryForeign(const Inference& inference, const imaging::Preprocessing& how, const std::string& subject)
{
    const cv::Mat input = trialWedges(how).front();
    const auto output = inference.run({&input, 1}, false);
    if (!output && output.error().kind == FailureKind::Internal) {
        const std::string side = std::to_string(how.inputSize);
        const std::string size = side + " x " + side + " pixels in " + (how.channels == 1 ? "one channel" : "three channels");
        return Failure{FailureKind::ModelMismatch, subject, "it fails on an input of " + size + ": " + output.error().detail};
    }
    if (!output) return output.error();
    if (!std::ranges::all_of(output->logits, [](float value) { return std::isfinite(value); }))
        return Failure{FailureKind::BadNumber, subject, "its scores are no numbers"};
    return done();
}

} // namespace lucency::model
