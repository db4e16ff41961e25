#include "model/precisiontrial.h"

#include "imaging/phantom.h"
#include "imaging/preprocess.h"
#include "model/logodds.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <future>
#include <optional>
#include <vector>

namespace lucency::model {
namespace {

/// Real radiographs and noise moved up to 4 times as much as the few images of a trial (six networks, 60 images), hence less than 0.01.
constexpr double mostMoved = 0.0025;

/// Radiographs to try a precision on, as the network takes them: an adult with findings, a child without, and
/// noise.
std::vector<cv::Mat> trialInputs(const imaging::Preprocessing& how)
{
    using imaging::PhantomFinding;
    const auto draw = [&how](std::uint64_t seed) {
        imaging::PhantomDescription person = imaging::describePhantom(seed, seed == 3);
        person.size = std::min(how.inputSize, 256);
        if (seed % 2 == 0) person.findings = {PhantomFinding::Effusion, PhantomFinding::Consolidation};
        const auto phantom = imaging::drawPhantom(person);
        return imaging::preprocess(imaging::phantomRadiograph(phantom, imaging::phantomIdentity(person, 0)), how);
    };
    // Side by side: somebody waits for the model.
    std::vector<std::future<cv::Mat>> drawn;
    for (const std::uint64_t seed : {2U, 3U})
        drawn.push_back(std::async(std::launch::async, draw, seed));
    std::vector<cv::Mat> inputs;
    for (auto& input : drawn)
        inputs.push_back(input.get());
    // Noise, too: what is like no radiograph is where a network loses the most.
    inputs.emplace_back(how.inputSize, how.inputSize, CV_32FC(how.channels));
    cv::RNG(1).fill(inputs.back(), cv::RNG::UNIFORM, -1, 1);
    return inputs;
}

/// The calibrated probabilities of every output; empty when the network does not run.
std::vector<double> probabilities(const Inference& inference, const ModelManifest& manifest, const std::vector<cv::Mat>& inputs)
{
    std::vector<double> all;
    const auto output = inference.run(inputs, false);
    if (!output) return all;
    const std::size_t outputs = manifest.findings.size();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto logits = logOdds({output->logits.data() + i * outputs, outputs}, manifest.softmax);
        for (std::size_t k = 0; k < outputs; ++k)
            all.push_back(calibrated(manifest.findings[k], logits[k]));
    }
    return all;
}

/// Leaves the network in the precision that the trial finds. Nothing where there was no trial: it has only one, or did not run. What is
/// lost depends on the weights as much as on the architecture (deep residual sums lose the most), so it is tried.
std::optional<bool> isFaithful(Inference& inference, const ModelManifest& manifest)
{
    const auto inputs = trialInputs(manifest.preprocessing);
    const auto exact = probabilities(inference, manifest, inputs);
    if (!inference.computeInBFloat16(true)) return std::nullopt;
    const auto reduced = probabilities(inference, manifest, inputs);
    bool faithful = exact.size() == reduced.size() && !exact.empty();
    for (std::size_t i = 0; i < exact.size() && faithful; ++i)
        faithful = std::abs(exact[i] - reduced[i]) <= mostMoved; // false for what is no number, too
    if (!faithful) inference.computeInBFloat16(false);
    if (exact.empty() || reduced.empty()) return std::nullopt;
    return faithful;
}

} // namespace

bool gainsFromBFloat16(const std::string& deviceName)
{
    if (deviceName.starts_with("cuda")) return true;
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

void choosePrecision(Inference& inference, const ModelManifest& manifest, const PrecisionMemo& memo)
{
    const std::string device = inference.deviceName();
    if (!gainsFromBFloat16(device) || manifest.architecture == "torchscript") return;
    if (!device.starts_with("cpu")) {
        isFaithful(inference, manifest);
        return;
    }
    const auto circumstances = trialCircumstances(manifest);
    if (const auto known = memo.recall(circumstances)) {
        inference.computeInBFloat16(*known);
        return;
    }
    if (const auto found = isFaithful(inference, manifest)) memo.keep(circumstances, *found);
}

std::string trialCircumstances(const ModelManifest& manifest)
{
    // Foreign weights are described by their file and by what was said about them.
    return manifest.fileSha256 + "\n" + toJson(manifest) + "\n" + std::to_string(mostMoved) + "\n" + computingCircumstances();
}

} // namespace lucency::model
