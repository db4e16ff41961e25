#include "model/scriptinference.h"

#include "model/foreignweights.h"
#include "model/inputbatch.h"
#include "model/sha256.h"
#include "model/torchzip.h"

#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace lucency::model {
namespace {

/// Its outputs are all that is known of a TorchScript module.
class ScriptInference final : public Inference {
public:
    ScriptInference(torch::jit::Module module, const torch::Device& device, std::size_t outputs, std::string file)
        : m_module(std::move(module))
        , m_device(device)
        , m_outputs(outputs)
        , m_file(std::move(file))
    {
    }

    Result<InferenceOutput> run(std::span<const cv::Mat> inputs, bool) const override
    {
        if (!m_oneByOne) return pass(inputs);
        InferenceOutput all;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const auto one = pass(inputs.subspan(i, 1));
            if (!one) return one;
            all.logits.insert(all.logits.end(), one->logits.begin(), one->logits.end());
        }
        return all;
    }

    /// A script may have been recorded for one image only, or mix those that it gets together.
    void takeOneByOne() { m_oneByOne = true; }

    bool computeInBFloat16(bool) override { return false; }
    void settlePrecision() override {}
    std::string deviceName() const override { return m_device.str() + " (fp32)"; }

private:
    Result<InferenceOutput> pass(std::span<const cv::Mat> inputs) const
    {
        try {
            const torch::InferenceMode noGradients;
            auto module = m_module; // forward() is not const; the copy shares its weights
            const auto answer = module.forward({inputBatch(inputs).contiguous().to(m_device)});
            if (!answer.isTensor()) return mismatch("its output is no tensor but of the type " + answer.tagKind());
            const torch::Tensor logits = answer.toTensor().to(torch::kCPU, torch::kFloat32).contiguous();
            if (logits.sizes() != torch::IntArrayRef{static_cast<std::int64_t>(inputs.size()), static_cast<std::int64_t>(m_outputs)})
                return mismatch(shapeWords(logits, inputs.size()));
            return InferenceOutput{{logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel()}, {}, {}};
        } catch (const std::exception& e) {
            return computingFailure(e, m_file);
        }
    }

    std::string shapeWords(const torch::Tensor& logits, std::size_t images) const
    {
        const std::string named = m_outputs == 1 ? "1 finding is named" : std::to_string(m_outputs) + " findings are named";
        if (logits.dim() == 2 && logits.size(0) == static_cast<std::int64_t>(images))
            return "it gives " + std::to_string(logits.size(1)) + (logits.size(1) == 1 ? " number" : " numbers") + " an image, but " +
                   named;
        std::string shape;
        for (const std::int64_t extent : logits.sizes())
            shape += (shape.empty() ? "" : " x ") + std::to_string(extent);
        return "its output for " + std::to_string(images) + (images == 1 ? " image" : " images") + " has the shape " +
               (shape.empty() ? "of a single number" : shape) + ", not one number for each finding, and " + named;
    }

    Failure mismatch(std::string detail) const { return {FailureKind::ModelMismatch, m_file, std::move(detail)}; }

    torch::jit::Module m_module;
    torch::Device m_device;
    std::size_t m_outputs;
    std::string m_file;
    bool m_oneByOne = false;
};

/// The first parameter with a value that is no number. Buffers may hold infinities, as masks do.
std::string parameterWithoutNumber(const torch::jit::Module& module)
{
    for (const auto& parameter : module.named_parameters())
        if (parameter.value.is_floating_point() && !torch::isfinite(parameter.value).all().item<bool>()) return parameter.name;
    return {};
}

/// Brings every tensor of another floating type to fp32, in place. Returns whether there was one.
bool convertToFloat(torch::jit::Module& module)
{
    const torch::NoGradGuard noGradients;
    bool converted = false;
    for (const auto& named : module.named_attributes()) {
        if (!named.value.isTensor()) continue;
        torch::Tensor tensor = named.value.toTensor();
        if (!tensor.defined() || !tensor.is_floating_point() || tensor.scalar_type() == torch::kFloat32) continue;
        tensor.set_data(tensor.to(torch::kFloat32));
        converted = true;
    }
    return converted;
}

/// How many channels it takes, most likely first: its first convolution says so, where it shows it.
std::array<int, 2> channelsOf(const torch::jit::Module& module)
{
    for (const auto& parameter : module.parameters())
        if (parameter.dim() == 4) return parameter.size(1) == 1 ? std::array{1, 3} : std::array{3, 1};
    return {3, 1};
}

/// How far logits may move with the size of the batch alone, as a part of them and at least of 1. Sums in another order move fp32 by a few
/// millionths; of half and bf16 a single rounding is up to 0.004. What mixes the images moves them by more, and a script that is taken for
/// such a one loses time alone.
double mostMoved(const torch::jit::Module& module)
{
    for (const auto& named : module.named_attributes())
        if (named.value.isTensor() && named.value.toTensor().defined() && named.value.toTensor().is_floating_point() &&
            named.value.toTensor().itemsize() < sizeof(float))
            return 1e-2;
    return 1e-4;
}

/// Whether it gives each of two different images what it gives it alone.
bool keepsImagesApart(const ScriptInference& script, const imaging::Preprocessing& how, double tolerance)
{
    const auto inputs = trialWedges(how);
    const auto together = script.run(inputs, false);
    if (!together) return false;
    const std::size_t outputs = together->logits.size() / inputs.size();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto alone = script.run({&inputs[i], 1}, false);
        if (!alone) return false;
        for (std::size_t k = 0; k < outputs; ++k) {
            const double one = alone->logits[k], other = together->logits[i * outputs + k];
            if (!(std::abs(one - other) <= tolerance * std::max(1.0, std::abs(one)))) return false; // nor what is no number
        }
    }
    return true;
}

/// Finds the channels with which it works, and leaves them in the manifest.
Result<std::unique_ptr<ScriptInference>> tryScript(const torch::jit::Module& module, const torch::Device& device,
                                                   const std::string& subject, ModelManifest& manifest)
{
    auto script = std::make_unique<ScriptInference>(module, device, manifest.findings.size(), subject);
    std::optional<Failure> wrong;
    for (const int channels : channelsOf(module)) {
        manifest.preprocessing.channels = channels;
        const auto works = tryForeign(*script, manifest.preprocessing, subject);
        if (works) {
            if (!keepsImagesApart(*script, manifest.preprocessing, mostMoved(module))) script->takeOneByOne();
            return script;
        }
        if (!wrong) wrong = works.error();
    }
    return *wrong;
}

} // namespace

Result<std::unique_ptr<Inference>> loadScript(const std::filesystem::path& file, const ClassifierOptions& options,
                                              const c10::Device& device, ModelManifest& manifest)
{
    const std::string subject = file.string();
    if (auto checked = checkForeign(options.foreign, subject); !checked) return checked.error();
    try {
        if (auto verified = verifyTorchScript(file); !verified) return verified.error();
        auto module = torch::jit::load(subject, device);
        module.eval();
        if (const auto bad = parameterWithoutNumber(module); !bad.empty())
            return Failure{FailureKind::BadNumber, subject, bad + " holds a value that is no number"};
        manifest = manifestOf(*options.foreign, file, channelsOf(module).front());
        manifest.architecture = "torchscript";
        auto script = tryScript(module, device, subject, manifest);
        if (!script && script.error().kind == FailureKind::ModelMismatch && convertToFloat(module))
            script = tryScript(module, device, subject, manifest);
        if (!script) return script.error();
        auto digest = sha256OfFile(file);
        if (!digest) return digest.error();
        manifest.fileSha256 = *std::move(digest);
        return std::unique_ptr<Inference>(*std::move(script));
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, subject, {}};
    } catch (const std::exception& e) {
        auto failure = computingFailure(e, subject);
        if (failure.kind == FailureKind::Internal) failure.kind = FailureKind::NotAModel;
        return failure;
    }
}

} // namespace lucency::model
