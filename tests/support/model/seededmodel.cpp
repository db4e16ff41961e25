#include "tests/support/model/seededmodel.h"

#include "model/networks/network.h"
#include "model/weights.h"

#include <torch/script.h>
#include <torch/torch.h>

namespace lucency::test {

model::ModelManifest seededManifest(const std::string& architecture, int inputSize)
{
    model::ModelManifest manifest;
    manifest.name = "seeded";
    manifest.version = "1";
    manifest.architecture = architecture;
    manifest.preprocessing = {inputSize, 1, imaging::Normalisation::MinMax};
    for (const char* name : {"Effusion", "Mass", "Nodule"}) {
        model::FindingEntry finding;
        finding.name = name;
        finding.validated = manifest.findings.size() < 2;
        manifest.findings.push_back(finding);
    }
    return manifest;
}

bool writeSeededModel(const std::filesystem::path& file, const model::ModelManifest& manifest)
{
    torch::manual_seed(21);
    const auto network = model::makeNetwork(model::networkOptions(manifest));
    if (!network) return false;
    model::WeightsFile weights;
    for (const auto& named : {(*network)->named_parameters(), (*network)->named_buffers()})
        for (const auto& tensor : named)
            weights.tensors[tensor.key()] = tensor.value().detach();
    weights.manifest = manifest;
    return model::writeWeights(file, weights).has_value();
}

void writeScript(const std::filesystem::path& file, const std::string& answer)
{
    torch::jit::Module module("small");
    module.register_parameter("weight", torch::linspace(-1, 1, 3), false);
    module.define("def forward(self, x):\n    return " + answer + "\n");
    module.save(file.string());
}

} // namespace lucency::test
