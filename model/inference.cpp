#include "model/inference.h"

#include "model/activationmaps.h"
#include "model/device.h"
#include "model/foreignweights.h"
#include "model/inputbatch.h"
#include "model/networkroom.h"
#include "model/networks/network.h"
#include "model/scriptinference.h"
#include "model/sha256.h"
#include "model/torchzip.h"
#include "model/weights.h"

#include <torch/torch.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif
#include <dlfcn.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>
#include <variant>

namespace lucency::model {
namespace {

std::string nameOf(const torch::Device& device, torch::ScalarType type)
{
    return device.str() + (type == torch::kBFloat16 ? " (bf16)" : " (fp32)");
}

class NetworkInference final : public Inference {
public:
    NetworkInference(std::shared_ptr<Network> network, const torch::Device& device, bool softmax, bool judged, std::string file)
        : m_network(std::move(network))
        , m_device(device)
        , m_softmax(softmax)
        , m_file(std::move(file))
    {
        const torch::NoGradGuard noGradients;
        m_network->eval();
        m_network->prepareForInference();
        for (auto& parameter : m_network->parameters())
            parameter.set_requires_grad(false);
        m_network->to(m_device);
        m_network->tellStages(judged);
        m_head = m_network->poolingHeadWeight();
        if (m_head.defined()) m_head = m_head.to(torch::kFloat32);
        for (auto& module : m_network->modules(false))
            if (auto* convolution = module->as<torch::nn::Conv2d>())
                m_convolutions.push_back(
                    {convolution, convolution->weight.detach().contiguous(torch::MemoryFormat::ChannelsLast), biasOf(*convolution)});
        use(torch::kFloat32);
    }

    bool computeInBFloat16(bool wanted) override
    {
        // Without a pooled head the network is too small to gain, and its dense layers would lose the most.
        use(wanted && m_head.defined() ? torch::kBFloat16 : torch::kFloat32);
        return m_type == torch::kBFloat16;
    }

    Result<InferenceOutput> run(std::span<const cv::Mat> inputs, bool activations) const override
    {
        try {
            const torch::Tensor batch = inputBatch(inputs).to(m_device, m_type);
            return activations && !m_head.defined() ? withGradients(batch) : inOnePass(batch, activations);
        } catch (const std::exception& e) {
            return computingFailure(e, m_file);
        }
    }

    std::string deviceName() const override { return nameOf(m_device, m_type); }

    void settlePrecision() override { m_convolutions.clear(); }

private:
    /// A convolution and its weights in full precision.
    struct Exact {
        torch::nn::Conv2dImpl* convolution;
        torch::Tensor weight, bias;
    };

    /// Detached, as the weight is: the parameter itself changes its type.
    static torch::Tensor biasOf(const torch::nn::Conv2dImpl& convolution)
    {
        return convolution.bias.defined() ? convolution.bias.detach() : convolution.bias;
    }

    /// Norms and the head stay in full precision; they take both.
    void use(torch::ScalarType type)
    {
        const torch::NoGradGuard noGradients;
        for (const Exact& exact : m_convolutions) {
            exact.convolution->weight.set_data(exact.weight.to(type));
            if (exact.bias.defined()) exact.convolution->bias.set_data(exact.bias.to(type));
        }
        m_type = type;
    }

    static std::vector<float> plain(const torch::Tensor& logits)
    {
        const torch::Tensor flat = logits.detach().to(torch::kCPU, torch::kFloat32).contiguous();
        return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
    }

    /// The stages of each input side by side.
    static std::vector<std::vector<float>> rowsOf(const std::vector<torch::Tensor>& stages)
    {
        std::vector<std::vector<float>> rows;
        if (stages.empty()) return rows;
        const auto all = torch::cat(stages, 1).detach().to(torch::kCPU).contiguous();
        for (std::int64_t i = 0; i < all.size(0); ++i)
            rows.emplace_back(all.data_ptr<float>() + i * all.size(1), all.data_ptr<float>() + (i + 1) * all.size(1));
        return rows;
    }

    InferenceOutput inOnePass(const torch::Tensor& batch, bool activations) const
    {
        const torch::InferenceMode noGradients;
        const NetworkOutput output = m_network->forward(batch);
        InferenceOutput result{plain(output.logits), {}, rowsOf(output.stages)};
        if (activations) result.activations = mapImages(classActivationMaps(m_head, output.features, m_softmax));
        return result;
    }

    InferenceOutput withGradients(const torch::Tensor& batch) const
    {
        const torch::AutoGradMode gradients(true);
        torch::Tensor images = batch.detach().requires_grad_(true);
        const NetworkOutput output = m_network->forward(images);
        return {plain(output.logits), mapImages(gradientMaps(output.logits, output.features, m_softmax)), rowsOf(output.stages)};
    }

    std::shared_ptr<Network> m_network;
    torch::Device m_device;
    torch::ScalarType m_type = torch::kFloat32;
    std::vector<Exact> m_convolutions; ///< of m_network, until the precision is settled
    torch::Tensor m_head;              ///< undefined without global pooling
    bool m_softmax;
    std::string m_file;
};

Result<ModelManifest> manifestOfForeign(WeightsFile& weights, const std::filesystem::path& file, const ClassifierOptions& options)
{
    const std::string subject = file.string();
    if (auto checked = checkForeign(options.foreign, subject); !checked) return checked.error();
    renameForeign(weights);
    if (const auto bad = firstNotFinite(weights.tensors); !bad.empty())
        return Failure{FailureKind::BadNumber, subject, bad + " holds a value that is no number"};
    for (const char* name : {"conv1.weight", "features.conv0.weight"})
        if (const auto first = weights.tensors.find(name); first != weights.tensors.end() && first->second.dim() == 4)
            return manifestOf(*options.foreign, file, first->second.size(1) == 1 ? 1 : 3);
    return Failure{FailureKind::ModelMismatch, subject, "lacks the first convolution of " + options.foreign->architecture};
}

} // namespace

namespace room {

std::string computingCircumstances()
{
    std::string all = at::show_config(); // versions and build of LibTorch and oneDNN, and which instructions LibTorch uses
    for (const char* name : {"DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA", "DNNL_DEFAULT_FPMATH_MODE", "ONEDNN_DEFAULT_FPMATH_MODE"})
        if (const char* value = std::getenv(name)) // NOLINT(concurrency-mt-unsafe): nobody sets the environment
            all += std::string(name) + "=" + value + "\n";
#if defined(__x86_64__)
    // Vendor, then family, model and features: leaves of CPUID without what differs from core to core (the local APIC's number).
    for (const auto& [leaf, part] : {std::pair{0U, 0U}, {1U, 0U}, {7U, 0U}, {7U, 1U}}) {
        unsigned a = 0, b = 0, c = 0, d = 0;
        if (!__get_cpuid_count(leaf, part, &a, &b, &c, &d)) continue;
        for (const unsigned value : {a, leaf == 1 ? 0U : b, c, d})
            all += std::to_string(value) + " ";
    }
#endif
    // A new build may compute otherwise: of the program, or of the library in which this stands.
    const auto addBuild = [&all](const std::filesystem::path& file) {
        std::error_code unknown;
        all += std::to_string(std::filesystem::file_size(file, unknown)) + " ";
        all += std::to_string(std::filesystem::last_write_time(file, unknown).time_since_epoch().count()) + "\n";
    };
    addBuild("/proc/self/exe");
    Dl_info here{};
    if (::dladdr(reinterpret_cast<const void*>(&computingCircumstances), &here) != 0 && here.dli_fname) addBuild(here.dli_fname);
    return all;
}

Result<std::unique_ptr<Inference>> loadInference(const std::filesystem::path& file, const ClassifierOptions& options,
                                                 ModelManifest& manifest, std::optional<Gate>& gate)
{
    const std::string subject = file.string();
    const auto device = deviceNamed(options.device);
    if (!device) return device.error();
    if (holdsTorchScript(file)) return loadScript(file, options, *device, manifest);
    auto weights = readWeights(file);
    if (!weights) return weights.error();
    gate = weights->gate;
    if (weights->manifest) {
        manifest = *weights->manifest;
    } else {
        auto made = manifestOfForeign(*weights, file, options);
        if (!made) return made.error();
        manifest = *std::move(made);
        auto digest = sha256OfFile(file);
        if (!digest) return digest.error();
        manifest.fileSha256 = *std::move(digest);
    }
    auto network = makeNetwork(networkOptions(manifest), Filling::Nothing);
    if (!network) return network.error();
    if (auto copied = copyIntoModule(*weights, **network, subject); !copied) return copied.error();
    std::unique_ptr<Inference> inference =
        std::make_unique<NetworkInference>(*std::move(network), *device, manifest.softmax, gate.has_value(), subject);
    if (!weights->manifest)
        if (auto works = tryForeign(*inference, manifest.preprocessing, subject); !works) return works.error();
    return inference;
}

} // namespace room
} // namespace lucency::model
