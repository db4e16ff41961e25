#include "model/networks/denselayer.h"

#include "model/computeteam.h"
#include "model/networks/denseloops.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdint>

namespace lucency::model {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

constexpr std::int64_t rowsTogether = 4, inputsTogether = 64;

class DenseFunction : public torch::autograd::Function<DenseFunction> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight, const Variable& bias)
    {
        const auto from = x.detach().contiguous(), filters = weight.detach().contiguous(), offset = bias.detach().contiguous();
        const auto rows = x.size(0), inputs = x.size(1), outputs = weight.size(0);
        const auto y = torch::empty({rows, outputs});
        shareOut((outputs + rowsTogether - 1) / rowsTogether, [&](std::int64_t piece) {
            const auto o = piece * rowsTogether;
            for (std::int64_t n = 0; n < rows; n += rowsTogether)
                denseForward(from.data_ptr<float>() + n * inputs, std::min(rowsTogether, rows - n), filters.data_ptr<float>() + o * inputs,
                             offset.data_ptr<float>() + o, std::min(rowsTogether, outputs - o), inputs, outputs,
                             y.data_ptr<float>() + n * outputs + o);
        });
        context->save_for_backward({from, weight});
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto x = saved[0].detach(), weight = saved[1].detach().contiguous();
        const auto gradient = gradients[0].to(torch::kFloat32).contiguous();
        const auto rows = x.size(0), inputs = x.size(1), outputs = weight.size(0);
        const auto back = torch::empty_like(x), slope = torch::empty({outputs, inputs});
        shareOut(inputs / inputsTogether, [&](std::int64_t piece) {
            const auto i = piece * inputsTogether;
            for (std::int64_t n = 0; n < rows; n += rowsTogether)
                denseSum({gradient.data_ptr<float>() + n * outputs, std::min(rowsTogether, rows - n), outputs, 1,
                          weight.data_ptr<float>() + i, outputs, inputs, back.data_ptr<float>() + n * inputs + i, inputs});
            for (std::int64_t o = 0; o < outputs; o += rowsTogether)
                denseSum({gradient.data_ptr<float>() + o, std::min(rowsTogether, outputs - o), 1, outputs, x.data_ptr<float>() + i, rows,
                          inputs, slope.data_ptr<float>() + o * inputs + i, inputs});
        });
        return {back, slope, gradient.sum(0)};
    }
};

} // namespace

torch::Tensor dense(torch::nn::Linear& layer, const torch::Tensor& x)
{
    const bool takes = x.dim() == 2 && x.is_cpu() && x.scalar_type() == torch::kFloat32 && x.size(0) > 0 &&
                       x.size(1) % inputsTogether == 0 && layer->weight.scalar_type() == torch::kFloat32 && layer->bias.defined();
    return takes ? DenseFunction::apply(x, layer->weight, layer->bias) : layer(x);
}

} // namespace lucency::model
