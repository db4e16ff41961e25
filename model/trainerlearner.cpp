#include "model/trainerlearner.h"

#include "model/device.h"
#include "model/lowprecision.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lucency::model {

namespace {

/// A tensor of N planes of channels from interleaved float images.
torch::Tensor tensorOf(std::span<const cv::Mat> inputs, const imaging::Preprocessing& how)
{
    const std::int64_t size = how.inputSize, channels = how.channels;
    auto tensor = torch::empty({static_cast<std::int64_t>(inputs.size()), size, size, channels});
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const cv::Mat input = inputs[i].isContinuous() ? inputs[i] : inputs[i].clone();
        std::copy_n(reinterpret_cast<const float*>(input.data), size * size * channels,
                    tensor.data_ptr<float>() + static_cast<std::int64_t>(i) * size * size * channels);
    }
    return tensor.permute({0, 3, 1, 2}).contiguous(at::MemoryFormat::ChannelsLast);
}

std::string hexadecimal(const torch::Tensor& bytes)
{
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (std::int64_t i = 0; i < bytes.numel(); ++i) {
        text += digits[bytes.data_ptr<std::uint8_t>()[i] >> 4];
        text += digits[bytes.data_ptr<std::uint8_t>()[i] & 15];
    }
    return text;
}

torch::Tensor bytesOf(const std::string& text)
{
    auto bytes = torch::empty({static_cast<std::int64_t>(text.size() / 2)}, torch::kUInt8);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.data_ptr<std::uint8_t>()[i / 2] = static_cast<std::uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16));
    return bytes;
}

/// A copy in main memory.
torch::Tensor copyOf(const torch::Tensor& tensor)
{
    return tensor.detach().to(torch::kCPU, tensor.scalar_type(), false, true);
}

void keep(std::map<std::string, torch::Tensor>& tensors, const std::string& prefix, const torch::nn::Module& module)
{
    for (const auto& entry : module.named_parameters())
        tensors[prefix + entry.key()] = copyOf(entry.value());
    for (const auto& entry : module.named_buffers())
        tensors[prefix + entry.key()] = copyOf(entry.value());
}

/// The entries whose names begin with prefix, without it.
WeightsFile partOf(const std::map<std::string, torch::Tensor>& tensors, const std::string& prefix)
{
    WeightsFile part;
    for (const auto& [name, tensor] : tensors)
        if (name.starts_with(prefix)) part.tensors[name.substr(prefix.size())] = tensor;
    return part;
}

/// Copies weights from a file; the head stays as it is where its shape differs.
Done beginWith(const std::string& file, Network& network)
{
    auto weights = readWeights(file);
    if (!weights) return weights.error();
    std::map<std::string, torch::Tensor> own;
    keep(own, "", network);
    for (auto& [name, tensor] : weights->tensors) {
        const auto mine = own.find(name);
        if (name.starts_with(network.headPrefix() + ".") && mine != own.end() && mine->second.sizes() != tensor.sizes())
            tensor = mine->second;
    }
    return copyIntoModule(*weights, network, file);
}

} // namespace

Result<Learner> Learner::make(const Recipe& recipe, LossWeights weights, long steps, const std::string& device)
{
    const auto there = deviceNamed(device);
    if (!there) return there.error();
    NetworkOptions options;
    options.architecture = recipe.architecture;
    options.inputChannels = recipe.input.channels;
    options.inputSize = recipe.input.inputSize;
    options.outputs = static_cast<int>(recipe.findings.size());
    torch::manual_seed(recipe.seed);
    auto network = makeNetwork(options);
    if (!network) return network.error();
    auto average = makeNetwork(options);
    if (!average) return average.error();

    Learner learner;
    learner.m_plan = recipe.training;
    learner.m_input = recipe.input;
    learner.m_device = *there;
    learner.m_weightsThere = {weights.finding.to(*there), weights.positive.to(*there)};
    learner.m_weights = std::move(weights);
    learner.m_steps = steps;
    learner.m_network = *std::move(network);
    learner.m_average = *std::move(average);
    if (!recipe.initialWeights.empty())
        if (auto begun = beginWith(recipe.initialWeights, *learner.m_network); !begun) return begun.error();
    WeightsFile initial;
    keep(initial.tensors, "", *learner.m_network);
    if (auto copied = copyIntoModule(initial, *learner.m_average, recipe.architecture); !copied) return copied.error();

    const torch::NoGradGuard noGradient;
    learner.m_network->to(*there);
    learner.m_average->to(*there);
    auto averages = learner.m_average->named_parameters();
    for (const auto& entry : learner.m_network->named_parameters()) {
        auto value = entry.value();
        auto follower = averages[entry.key()];
        if (value.dim() == 4) {
            value.set_data(value.contiguous(at::MemoryFormat::ChannelsLast));
            follower.set_data(follower.contiguous(at::MemoryFormat::ChannelsLast));
        }
        learner.m_tensors.push_back({entry.key(), value, follower, torch::zeros_like(value), torch::zeros_like(value), value.dim() > 1});
    }
    learner.m_network->train();
    learner.m_average->eval();
    return learner;
}

double Learner::learningRate() const
{
    return oneCycle(m_step, m_steps, m_plan.learningRate, m_plan.warmUp);
}

double Learner::lastLearningRate() const
{
    return oneCycle(std::max(0L, m_step - 1), m_steps, m_plan.learningRate, m_plan.warmUp);
}

double Learner::learn(const Batch& batch)
{
    const std::int64_t size = m_input.inputSize;
    auto images = torch::from_blob(const_cast<float*>(batch.images.data()), {batch.count, m_input.channels, size, size})
                      .clone(at::MemoryFormat::ChannelsLast)
                      .to(m_device);
    const auto findings = m_weights.finding.size(0);
    const auto labels = torch::from_blob(const_cast<float*>(batch.labels.data()), {batch.count, findings}).clone().to(m_device);
    m_network->train();
    m_network->zero_grad();
    torch::Tensor logits;
    {
        const LowPrecision low(m_plan.precision == "bf16", m_device.type());
        logits = m_network->forward(images).logits;
    }
    const auto loss = maskedLoss(logits.to(torch::kFloat32), labels, m_weightsThere, m_plan.labelSmoothing);
    const double value = loss.item<double>();
    if (!std::isfinite(value)) return value;
    loss.backward();
    if (!std::isfinite(clipGradients(m_tensors, m_plan.gradientClip))) return std::nan("");

    AdamWOptions options;
    options.learningRate = learningRate();
    options.weightDecay = m_plan.weightDecay;
    // A young average follows closely, so that it does not remember the random start.
    const auto age = static_cast<double>(m_step);
    options.averaging = std::min(m_plan.averaging, (1 + age) / (10 + age));
    stepAdamW(m_tensors, options, ++m_step);
    const torch::NoGradGuard noGradient;
    auto averages = m_average->named_buffers();
    for (const auto& entry : m_network->named_buffers()) {
        if (entry.value().is_floating_point())
            averages[entry.key()].lerp_(entry.value(), 1 - options.averaging);
        else
            averages[entry.key()].copy_(entry.value());
    }
    return value;
}

std::vector<std::vector<double>> Learner::score(std::span<const cv::Mat> inputs)
{
    const torch::NoGradGuard noGradient;
    m_average->eval();
    std::vector<std::vector<double>> rows;
    constexpr std::size_t together = 32;
    for (std::size_t first = 0; first < inputs.size(); first += together) {
        const auto images = tensorOf(inputs.subspan(first, std::min(together, inputs.size() - first)), m_input).to(m_device);
        torch::Tensor logits;
        {
            const LowPrecision low(m_plan.precision == "bf16", m_device.type());
            logits = m_average->forward(images).logits;
        }
        logits = logits.to(torch::kCPU, torch::kFloat64).contiguous();
        for (std::int64_t row = 0; row < logits.size(0); ++row) {
            const auto* values = logits.data_ptr<double>() + row * logits.size(1);
            rows.emplace_back(values, values + logits.size(1));
        }
    }
    return rows;
}

double Learner::lossOf(const std::vector<std::vector<double>>& logits, const std::vector<std::vector<Label>>& labels) const
{
    if (logits.empty()) return 0;
    const auto rows = static_cast<std::int64_t>(logits.size()), columns = m_weights.finding.size(0);
    auto values = torch::empty({rows, columns}), known = torch::empty({rows, columns});
    for (std::int64_t r = 0; r < rows; ++r) {
        for (std::int64_t c = 0; c < columns; ++c) {
            const auto label = labels[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
            values.data_ptr<float>()[r * columns + c] =
                static_cast<float>(logits[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]);
            known.data_ptr<float>()[r * columns + c] =
                label == Label::Unknown ? std::nanf("") : static_cast<float>(label == Label::Present);
        }
    }
    return maskedLoss(values, known, m_weights, 0).item<double>();
}

WeightsFile Learner::averaged() const
{
    WeightsFile weights;
    keep(weights.tensors, "", *m_average);
    return weights;
}

void Learner::save(Checkpoint& checkpoint) const
{
    checkpoint.tensors.clear();
    keep(checkpoint.tensors, "model.", *m_network);
    keep(checkpoint.tensors, "average.", *m_average);
    for (const auto& tensor : m_tensors) {
        checkpoint.tensors["first." + tensor.name] = copyOf(tensor.first);
        checkpoint.tensors["second." + tensor.name] = copyOf(tensor.second);
    }
    checkpoint.step = m_step;
    checkpoint.generator = hexadecimal(at::detail::getDefaultCPUGenerator().get_state());
}

Done Learner::restore(const Checkpoint& checkpoint, const std::string& subject)
{
    const torch::NoGradGuard noGradient;
    for (const auto& [prefix, module] :
         {std::pair<const char*, torch::nn::Module*>{"model.", m_network.get()}, {"average.", m_average.get()}})
        if (auto copied = copyIntoModule(partOf(checkpoint.tensors, prefix), *module, subject); !copied) return copied;
    for (auto& tensor : m_tensors) {
        for (const auto& [prefix, moment] :
             {std::pair<const char*, torch::Tensor*>{"first.", &tensor.first}, {"second.", &tensor.second}}) {
            const auto saved = checkpoint.tensors.find(prefix + tensor.name);
            if (saved == checkpoint.tensors.end() || saved->second.sizes() != moment->sizes())
                return Failure{FailureKind::ModelMismatch, subject, prefix + tensor.name};
            moment->copy_(saved->second);
        }
    }
    m_step = checkpoint.step;
    auto generator = at::detail::getDefaultCPUGenerator();
    generator.set_state(bytesOf(checkpoint.generator));
    return done();
}

Done Learner::restoreAverage(const WeightsFile& weights, const std::string& subject)
{
    return copyIntoModule(weights, *m_average, subject);
}

} // namespace lucency::model
