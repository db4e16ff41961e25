#include "model/modelfile.h"

#include "model/networkroom.h"
#include "model/weights.h"

#include <algorithm>

namespace lucency::model {

namespace {

Result<WeightsFile> readModel(const std::filesystem::path& file)
{
    auto weights = readWeights(file);
    if (weights && !weights->manifest) return Failure{FailureKind::NotAModel, file.string(), "weights without a manifest"};
    return weights;
}

/// Whether both describe the same function of an image; what is said about its results may differ.
bool isSameNetwork(const ModelManifest& a, const ModelManifest& b)
{
    const auto isSameFinding = [](const FindingEntry& x, const FindingEntry& y) { return x.name == y.name; };
    return a.architecture == b.architecture && a.transitionSize == b.transitionSize && a.transitionDepth == b.transitionDepth &&
           a.attention == b.attention && a.softmax == b.softmax && a.preprocessing.inputSize == b.preprocessing.inputSize &&
           a.preprocessing.channels == b.preprocessing.channels && a.preprocessing.normalisation == b.preprocessing.normalisation &&
           std::ranges::equal(a.findings, b.findings, isSameFinding);
}

} // namespace

namespace room {

Result<ModelManifest> readManifest(const std::filesystem::path& file)
{
    auto weights = readModel(file);
    if (!weights) return weights.error();
    return *std::move(weights->manifest);
}

Result<ModelManifest> copyModel(const std::filesystem::path& from, const ModelManifest& manifest, const std::filesystem::path& to)
{
    auto weights = readModel(from);
    if (!weights) return weights.error();
    if (!isSameNetwork(*weights->manifest, manifest)) return Failure{FailureKind::ModelMismatch, from.string(), "another network"};
    weights->manifest = manifest;
    if (auto written = writeWeights(to, *weights); !written) return written.error();
    return readManifest(to);
}

} // namespace room
} // namespace lucency::model
