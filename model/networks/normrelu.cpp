#include "model/networks/normrelu.h"

#include <torch/torch.h>

#include <algorithm>
#include <bit>
#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define LUCENCY_WIDEST_VECTORS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LUCENCY_WIDEST_VECTORS
#endif

namespace lucency::model {

namespace {

/// To the nearest, ties to even, as the processor's own conversion does. What is no number stays none.
inline std::uint16_t toBFloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto rounded = static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
    return (bits & 0x7FFFFFFFU) > 0x7F800000U ? std::uint16_t{0x7FC0} : rounded;
}

inline float fromBFloat16(std::uint16_t value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

// Not std::max: it would turn what is no number into a zero that looks like a result.
inline float relu(float value)
{
    return value < 0 ? 0.0F : value;
}

LUCENCY_WIDEST_VECTORS
void pass(const std::uint16_t* __restrict in, std::int64_t step, std::uint16_t* __restrict out, std::int64_t places, std::int64_t channels,
          const float* __restrict scale, const float* __restrict shift)
{
    for (std::int64_t p = 0; p < places; ++p, in += step, out += channels)
        for (std::int64_t c = 0; c < channels; ++c)
            out[c] = toBFloat16(relu(fromBFloat16(in[c]) * scale[c] + shift[c]));
}

LUCENCY_WIDEST_VECTORS
void pass(const float* __restrict in, std::int64_t step, float* __restrict out, std::int64_t places, std::int64_t channels,
          const float* __restrict scale, const float* __restrict shift)
{
    for (std::int64_t p = 0; p < places; ++p, in += step, out += channels)
        for (std::int64_t c = 0; c < channels; ++c)
            out[c] = relu(in[c] * scale[c] + shift[c]);
}

/// Of bfloat16 by its bits, which are ordered as those of a signed integer; what is no number lies behind infinity.
LUCENCY_WIDEST_VECTORS
void rectify(std::uint16_t* values, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        values[i] = values[i] > 0x7FFFU && values[i] <= 0xFF80U ? std::uint16_t{0} : values[i];
}

} // namespace

NormRelu::NormRelu(const torch::nn::BatchNorm2d& norm)
{
    const torch::NoGradGuard noGradients;
    const auto scale = norm->weight.to(torch::kFloat64) / torch::sqrt(norm->running_var.to(torch::kFloat64) + norm->options.eps());
    m_shift =
        (norm->bias.to(torch::kFloat64) - norm->running_mean.to(torch::kFloat64) * scale).to(torch::kCPU, torch::kFloat32).contiguous();
    m_scale = scale.to(torch::kCPU, torch::kFloat32).contiguous();
}

bool NormRelu::takes(const torch::Tensor& x)
{
    return !at::GradMode::is_enabled() && x.is_cpu() && (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16) &&
           x.dim() == 4 && x.stride(1) == 1 && x.stride(2) == x.size(3) * x.stride(3) && x.stride(0) == x.size(2) * x.stride(2);
}

torch::Tensor NormRelu::operator()(const torch::Tensor& x) const
{
    auto out = torch::empty(x.sizes(), x.options(), torch::MemoryFormat::ChannelsLast);
    const auto channels = x.size(1), places = x.size(0) * x.size(2) * x.size(3), step = x.stride(3);
    const auto* scale = m_scale.data_ptr<float>();
    const auto* shift = m_shift.data_ptr<float>();
    if (x.scalar_type() == torch::kBFloat16)
        pass(reinterpret_cast<const std::uint16_t*>(x.data_ptr<at::BFloat16>()), step,
             reinterpret_cast<std::uint16_t*>(out.data_ptr<at::BFloat16>()), places, channels, scale, shift);
    else
        pass(x.data_ptr<float>(), step, out.data_ptr<float>(), places, channels, scale, shift);
    return out;
}

torch::Tensor rectified(torch::Tensor x)
{
    if (at::GradMode::is_enabled() || !x.is_cpu() || x.scalar_type() != torch::kBFloat16 || !x.is_non_overlapping_and_dense())
        return x.relu_();
    rectify(reinterpret_cast<std::uint16_t*>(x.data_ptr<at::BFloat16>()), x.numel());
    return x;
}

} // namespace lucency::model
