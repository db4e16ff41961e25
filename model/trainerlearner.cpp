#include "model/trainerlearner.h"

#include "model/computeturn.h"
#include "model/device.h"
#include "model/logodds.h"
#include "model/lowprecision.h"
#include "model/memory.h"
#include "model/trainertransfer.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace lucency::model {

namespace {

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

/// What a forward pass changes besides the gradients, to take back a pass that memory did not suffice for.
class BeforeThePass {
public:
    BeforeThePass(const torch::nn::Module& network, const torch::Device& device)
        : m_buffers(network.buffers())
        , m_device(device)
        , m_generator(generatorOf(device).get_state())
    {
        for (const auto& buffer : m_buffers)
            m_values.push_back(buffer.clone());
    }

    void restore()
    {
        const torch::NoGradGuard noGradient;
        for (std::size_t i = 0; i < m_buffers.size(); ++i)
            m_buffers[i].copy_(m_values[i]);
        generatorOf(m_device).set_state(m_generator);
    }

    static at::Generator generatorOf(const torch::Device& device) { return at::globalContext().defaultGenerator(device); }

private:
    std::vector<torch::Tensor> m_buffers, m_values;
    torch::Device m_device;
    torch::Tensor m_generator;
};

} // namespace

LossWeights lossWeights(const Recipe& recipe, const Cohort& cohort, const std::vector<std::size_t>& training)
{
    const auto findings = cohort.findings.size();
    std::vector<float> weight(findings), positive(findings);
    for (std::size_t f = 0; f < findings; ++f) {
        double present = 0, absent = 0;
        for (const auto i : training) {
            present += cohort.images[i].labels[f] == Label::Present ? 1 : 0;
            absent += cohort.images[i].labels[f] == Label::Absent ? 1 : 0;
        }
        const double ratio = absent / std::max(1.0, present);
        double factor = 1;
        if (recipe.training.positiveWeight == PositiveWeight::Root) factor = std::sqrt(ratio);
        if (recipe.training.positiveWeight == PositiveWeight::Balanced) factor = ratio;
        const double limit = recipe.training.positiveWeightLimit;
        weight[f] = static_cast<float>(recipe.findings[f].weight);
        positive[f] = static_cast<float>(std::clamp(factor, 1 / limit, limit));
    }
    return {torch::tensor(weight), torch::tensor(positive)};
}

Result<Learner> Learner::make(const Recipe& recipe, LossWeights weights, const LearningSteps& steps, const std::string& device,
                              const Ranks& ranks)
{
    const auto there = deviceNamed(ranks.deviceHere(device));
    if (!there) return there.error();
    const auto options = networkOptions(recipe);
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
    learner.m_ranks = ranks;
    learner.m_seed = recipe.seed;
    learner.m_network = *std::move(network);
    learner.m_average = *std::move(average);
    if (!recipe.initialWeights.empty()) {
        auto begun = beginWith(recipe.initialWeights, recipe, *learner.m_network);
        if (!begun) return begun.error();
        learner.m_remarks = *std::move(begun);
    }
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
        const int stage = learner.m_network->stageOf(entry.key());
        const auto second = recipe.training.optimiser == OptimiserKind::Sgd ? torch::Tensor() : torch::zeros_like(value);
        learner.m_tensors.push_back({entry.key(), value, follower, torch::zeros_like(value), second, value.dim() > 1,
                                     std::pow(recipe.training.layerDecay, stage), stage > 0 ? steps.frozen : 0});
    }
    learner.m_average->eval();
    if (const auto way = learner.m_ranks.exchangeOn(*there); !way.empty()) learner.m_remarks.push_back(way);
    learner.agreeOnStart();
    return learner;
}

void Learner::beginEpoch(int epoch, int reductions)
{
    m_epoch = epoch;
    m_reductions = reductions;
    m_frozen = epoch < m_plan.frozenEpochs;
    for (auto& tensor : m_tensors)
        tensor.value.set_requires_grad(!m_frozen || m_network->stageOf(tensor.name) == 0);
    m_network->train(!m_frozen && m_dropout); // a frozen backbone keeps its statistics, too
    for (auto& entry : m_network->named_modules("", false)) {
        const bool learns = !m_frozen || m_network->stageOf(entry.key() + ".") == 0;
        if (learns && (m_dropout || entry.value()->as<torch::nn::BatchNorm2d>())) entry.value()->train();
    }
}

double Learner::learningRate() const
{
    return scheduledRate(m_plan, m_step, m_steps.all, m_epoch, m_reductions);
}

double Learner::lastLearningRate() const
{
    return scheduledRate(m_plan, std::max(0L, m_step - 1), m_steps.all, m_epoch, m_reductions);
}

/// Adds the gradient of some images of the batch; returns their part of its loss.
double Learner::accumulate(const Batch& batch, int first, int count)
{
    const std::int64_t size = m_input.inputSize, plane = m_input.channels * size * size, findings = m_weights.finding.size(0);
    auto* pixels = const_cast<float*>(batch.images.data()) + first * plane;
    auto* known = const_cast<float*>(batch.labels.data()) + first * findings;
    const auto images = torch::from_blob(pixels, {count, m_input.channels, size, size}).clone(at::MemoryFormat::ChannelsLast).to(m_device);
    const auto labels = torch::from_blob(known, {count, findings}).clone().to(m_device);
    torch::Tensor outputs;
    {
        const LowPrecision low(m_plan.precision == "bf16", m_device.type());
        outputs = m_network->forward(images).logits;
    }
    auto loss = maskedLoss(outputs.to(torch::kFloat32), labels, m_weightsThere, lossOptions(m_plan, true));
    const int whole = batch.whole > 0 ? batch.whole : batch.count;
    if (count != whole) loss = loss * (static_cast<double>(count) / whole);
    const double value = loss.item<double>();
    if (std::isfinite(value)) loss.backward();
    return value;
}

/// The gradient of the batch, in parts where memory asks for it; returns its loss.
double Learner::accumulate(const Batch& batch)
{
    for (;;) {
        BeforeThePass before(*m_network, m_device);
        try {
            m_network->zero_grad(true); // the first gradients are then taken, not added to zeros
            const int together = m_microBatch > 0 ? std::min(m_microBatch, batch.count) : batch.count;
            double sum = 0;
            for (int first = 0; first < batch.count && std::isfinite(sum); first += together)
                sum += accumulate(batch, first, std::min(together, batch.count - first));
            return sum;
        } catch (const std::exception& error) {
            const int together = m_microBatch > 0 ? m_microBatch : batch.count;
            if (!isOutOfMemory(error) || together <= 1) throw;
            m_microBatch = (together + 1) / 2;
        }
        before.restore();
    }
}

double Learner::learn(const Batch& batch)
{
    seedForTheStep();
    const bool shares = m_device.is_cpu() && m_network->sharesItsWork();
    if (shares && !m_team) m_team = std::make_unique<ComputeTeam>(at::get_num_threads());
    const ComputeTeam::Here here(shares ? m_team.get() : nullptr);
    const double value = sumOverRanks(accumulate(batch));
    if (!std::isfinite(value)) return value;
    giveWay();
    if (!std::isfinite(clipGradients(m_tensors, m_plan.gradientClip))) return std::nan("");

    OptimiserOptions options;
    options.kind = m_plan.optimiser;
    options.momentum = m_plan.momentum;
    options.learningRate = learningRate();
    options.weightDecay = m_plan.weightDecay;
    // A young average follows closely, so that it does not remember the random start.
    const auto age = static_cast<double>(m_step);
    options.averaging = std::min(m_plan.averaging, (1 + age) / (10 + age));
    stepOptimiser(m_tensors, options, ++m_step);
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

std::vector<std::vector<float>> Learner::outputsHere(std::span<const cv::Mat> inputs)
{
    return rowsOf(inputs, [](const NetworkOutput& output) { return output.logits; });
}

Learner::StageFeatures Learner::stageFeatures(std::span<const cv::Mat> inputs)
{
    StageFeatures features;
    m_average->tellStages(true);
    features.rows = rowsOf(inputs, [&](const NetworkOutput& output) {
        features.sizes.clear();
        for (const auto& stage : output.stages)
            features.sizes.push_back(static_cast<int>(stage.size(1)));
        return torch::cat(output.stages, 1);
    });
    m_average->tellStages(false);
    return features;
}

std::vector<std::vector<float>> Learner::rowsOf(std::span<const cv::Mat> inputs,
                                                const std::function<torch::Tensor(const NetworkOutput&)>& part)
{
    const torch::NoGradGuard noGradient;
    m_average->eval();
    std::vector<std::vector<float>> rows;
    std::size_t together = 32;
    for (std::size_t first = 0; first < inputs.size();) {
        const auto some = inputs.subspan(first, std::min(together, inputs.size() - first));
        torch::Tensor given;
        try {
            const auto images = inputTensor(some).to(m_device);
            const LowPrecision low(m_plan.precision == "bf16", m_device.type());
            given = part(m_average->forward(images)).to(torch::kCPU, torch::kFloat32).contiguous();
        } catch (const std::exception& error) {
            if (!isOutOfMemory(error) || together == 1) throw;
            together /= 2;
            continue;
        }
        for (std::int64_t row = 0; row < given.size(0); ++row) {
            const auto* values = given.data_ptr<float>() + row * given.size(1);
            rows.emplace_back(values, values + given.size(1));
        }
        first += some.size();
    }
    return rows;
}

std::vector<std::vector<double>> Learner::findingLogits(const std::vector<std::vector<float>>& outputs) const
{
    std::vector<std::vector<double>> rows;
    for (const auto& row : outputs) {
        rows.push_back(logOdds(row, exclusive()));
        if (exclusive()) rows.back().erase(rows.back().begin()); // of "No Finding"
    }
    return rows;
}

double Learner::lossOf(const std::vector<std::vector<float>>& outputs, const std::vector<std::vector<Label>>& labels) const
{
    if (outputs.empty()) return 0;
    const auto rows = static_cast<std::int64_t>(outputs.size()), findings = m_weights.finding.size(0);
    const auto columns = static_cast<std::int64_t>(outputs.front().size());
    auto values = torch::empty({rows, columns}), known = torch::empty({rows, findings});
    for (std::int64_t r = 0; r < rows; ++r) {
        std::copy_n(outputs[static_cast<std::size_t>(r)].begin(), columns, values.data_ptr<float>() + r * columns);
        for (std::int64_t f = 0; f < findings; ++f) {
            const auto label = labels[static_cast<std::size_t>(r)][static_cast<std::size_t>(f)];
            known.data_ptr<float>()[r * findings + f] =
                label == Label::Unknown ? std::nanf("") : static_cast<float>(label == Label::Present);
        }
    }
    return maskedLoss(values, known, m_weights, lossOptions(m_plan, false)).item<double>();
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
        if (tensor.second.defined()) checkpoint.tensors["second." + tensor.name] = copyOf(tensor.second);
    }
    checkpoint.step = m_step;
    checkpoint.microBatch = m_microBatch;
    checkpoint.generator = hexadecimal(BeforeThePass::generatorOf(torch::kCPU).get_state());
    checkpoint.deviceGenerator = m_device.is_cpu() ? "" : hexadecimal(BeforeThePass::generatorOf(m_device).get_state());
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
            if (!moment->defined()) continue;
            const auto saved = checkpoint.tensors.find(prefix + tensor.name);
            if (saved == checkpoint.tensors.end() || saved->second.sizes() != moment->sizes())
                return Failure{FailureKind::ModelMismatch, subject, prefix + tensor.name};
            moment->copy_(saved->second);
        }
    }
    m_step = checkpoint.step;
    m_microBatch = checkpoint.microBatch;
    BeforeThePass::generatorOf(torch::kCPU).set_state(bytesOf(checkpoint.generator));
    // A run that goes on elsewhere than it began has no state for the new device.
    if (!m_device.is_cpu() && !checkpoint.deviceGenerator.empty())
        BeforeThePass::generatorOf(m_device).set_state(bytesOf(checkpoint.deviceGenerator));
    return done();
}

Done Learner::restoreAverage(const WeightsFile& weights, const std::string& subject)
{
    return copyIntoModule(weights, *m_average, subject);
}

} // namespace lucency::model
