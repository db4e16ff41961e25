#include "model/networks/featurehead.h"

#include "model/networks/architectures.h"

namespace lucency::model {

namespace nn = torch::nn;

class FeatureHead::Transition final : public nn::Module {
public:
    Transition(int inputs, int size, int depth)
        : m_size(size)
        , m_conv(register_module("conv", nn::Conv2d(nn::Conv2dOptions(inputs, depth, 1).bias(false))))
        , m_norm(register_module("norm", nn::BatchNorm2d(depth)))
    {
    }

    void initialise() { nn::init::kaiming_normal_(m_conv->weight, 0, torch::kFanOut, torch::kReLU); }

    torch::Tensor forward(const torch::Tensor& features)
    {
        // In full precision from here on: there is little to compute, and bilinear weights lose much.
        const auto x = (m_norm.is_empty() ? convolve(m_conv, features) : m_norm(m_conv(features))).relu_().to(torch::kFloat32);
        if (x.size(2) == m_size && x.size(3) == m_size) return x;
        if (x.size(2) >= m_size && x.size(3) >= m_size) return torch::adaptive_avg_pool2d(x, {m_size, m_size});
        return torch::upsample_bilinear2d(x, {m_size, m_size}, false);
    }

    void fold()
    {
        m_conv = replace_module("conv", foldNorm(m_conv, m_norm));
        m_norm = nullptr;
        unregister_module("norm");
    }

private:
    std::int64_t m_size;
    nn::Conv2d m_conv;
    nn::BatchNorm2d m_norm; ///< empty once it is folded
};

class FeatureHead::Attention final : public nn::Module {
public:
    explicit Attention(int inputs)
        : m_hidden(register_module("hidden", nn::Conv2d(nn::Conv2dOptions(inputs, std::max(16, inputs / 8), 1))))
        , m_score(register_module("score", nn::Conv2d(nn::Conv2dOptions(std::max(16, inputs / 8), 1, 1).bias(false))))
    {
    }

    void initialise()
    {
        nn::init::xavier_uniform_(m_hidden->weight);
        nn::init::zeros_(m_hidden->bias);
        nn::init::zeros_(m_score->weight);
    }

    /// N x 1 x h x w, one on average over the places.
    torch::Tensor forward(const torch::Tensor& features)
    {
        const auto x = features.to(m_hidden->weight.scalar_type());
        const auto scores = m_score(torch::tanh(m_hidden(x))).to(torch::kFloat32);
        const auto places = scores.size(2) * scores.size(3);
        return scores.flatten(1).softmax(1).mul(static_cast<double>(places)).view_as(scores);
    }

private:
    nn::Conv2d m_hidden, m_score;
};

FeatureHead::FeatureHead(nn::Module& network, const NetworkOptions& options, int channels)
    : m_channels(options.transitionSize > 0 ? options.transitionDepth : channels)
{
    if (options.transitionSize > 0)
        m_transition =
            network.register_module("transition", std::make_shared<Transition>(channels, options.transitionSize, options.transitionDepth));
    if (options.attention) m_attention = network.register_module("attention", std::make_shared<Attention>(m_channels));
}

void FeatureHead::initialise()
{
    if (m_transition) m_transition->initialise();
    if (m_attention) m_attention->initialise();
}

torch::Tensor FeatureHead::forward(torch::Tensor features)
{
    if (m_transition) features = m_transition->forward(features);
    if (m_attention) features = features.to(torch::kFloat32) * m_attention->forward(features);
    return features;
}

void FeatureHead::fold()
{
    if (m_transition) m_transition->fold();
}

bool FeatureHead::owns(const std::string& name)
{
    return name.starts_with("transition.") || name.starts_with("attention.");
}

} // namespace lucency::model
