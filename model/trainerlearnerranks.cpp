#include "model/trainerlearner.h"

#include <torch/torch.h>

#include <algorithm>

// What a learner does together with those of the other processes of one training.

namespace lucency::model {

/// All ranks begin alike, whatever their machines make of the seed.
void Learner::agreeOnStart()
{
    if (m_ranks.isAlone()) return;
    const torch::NoGradGuard noGradient;
    for (const auto& module : {m_network, m_average}) {
        for (auto& parameter : module->parameters())
            m_ranks.takeFromFirst(parameter);
        for (auto& buffer : module->buffers())
            m_ranks.takeFromFirst(buffer);
    }
}

/// What is dropped out has to differ from rank to rank and, after resuming with any number of them, not to depend on a saved generator.
void Learner::seedForTheStep()
{
    if (m_ranks.isAlone()) return;
    const auto place =
        static_cast<std::uint64_t>(m_step) * static_cast<std::uint64_t>(m_ranks.size()) + static_cast<std::uint64_t>(m_ranks.rank());
    torch::manual_seed(m_seed * 0x9E3779B97F4A7C15ULL + place * 0xBF58476D1CE4E5B9ULL);
}

/// Adds up losses and gradients and takes the mean of the norms' statistics, in one exchange.
double Learner::sumOverRanks(double loss)
{
    if (m_ranks.isAlone()) return loss;
    const torch::NoGradGuard noGradient;
    std::vector<torch::Tensor> parts{torch::full({1}, loss, torch::TensorOptions().device(m_device))}, gradients, statistics;
    for (auto& tensor : m_tensors) {
        if (!tensor.value.requires_grad()) continue;
        // A rank without images of its own, or without a finite loss, adds nothing.
        if (!tensor.value.grad().defined()) tensor.value.mutable_grad() = torch::zeros_like(tensor.value);
        gradients.push_back(tensor.value.grad());
    }
    for (const auto& buffer : m_network->buffers())
        if (buffer.is_floating_point()) statistics.push_back(buffer);
    for (const auto& gradient : gradients)
        parts.push_back(gradient.reshape({-1}));
    for (const auto& buffer : statistics)
        parts.push_back(buffer.reshape({-1}) / m_ranks.size());
    auto all = torch::cat(parts);
    m_ranks.sum(all);
    std::int64_t place = 1;
    const auto next = [&](const torch::Tensor& like) {
        const auto part = all.slice(0, place, place + like.numel()).view(like.sizes());
        place += like.numel();
        return part;
    };
    for (auto& gradient : gradients)
        gradient.copy_(next(gradient));
    for (auto& buffer : statistics)
        buffer.copy_(next(buffer));
    return all[0].item<double>();
}

bool Learner::anyOf(bool here) const
{
    if (m_ranks.isAlone()) return here;
    auto count = torch::tensor(here ? 1.0F : 0.0F);
    m_ranks.sum(count);
    return count.item<float>() > 0;
}

std::vector<std::vector<float>> Learner::outputs(std::span<const cv::Mat> inputs)
{
    const int all = static_cast<int>(inputs.size()), begins = m_ranks.begins(all), ends = m_ranks.ends(all);
    auto own = outputsHere(inputs.subspan(static_cast<std::size_t>(begins), static_cast<std::size_t>(ends - begins)));
    if (m_ranks.isAlone()) return own;
    const auto columns = networkOutputs();
    auto rows = torch::zeros({all, columns});
    for (int row = begins; row < ends; ++row)
        std::ranges::copy(own[static_cast<std::size_t>(row - begins)], rows.data_ptr<float>() + row * columns);
    m_ranks.sum(rows);
    std::vector<std::vector<float>> everybodys;
    for (int row = 0; row < all; ++row)
        everybodys.emplace_back(rows.data_ptr<float>() + row * columns, rows.data_ptr<float>() + (row + 1) * columns);
    return everybodys;
}

} // namespace lucency::model
