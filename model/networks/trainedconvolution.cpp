#include "model/networks/trainedconvolution.h"

#include "model/computeteam.h"
#include "model/networks/winogradloops.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <algorithm>

namespace lucency::model {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

constexpr std::int64_t panel = 32;
constexpr std::int64_t tilesForward = 96; ///< at once, so that what is multiplied stays in a core's own cache

Bits* bitsOf(const torch::Tensor& tensor)
{
    return reinterpret_cast<Bits*>(tensor.data_ptr<at::BFloat16>());
}

torch::Tensor roomOf(std::int64_t bytes)
{
    return torch::empty({bytes}, torch::kUInt8); // of memory that is kept for the next piece, see tensormemory.h
}

torch::Tensor asBits(const torch::Tensor& x)
{
    return x.detach().to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
}

/// Outputs x 9 x inputs in float32.
torch::Tensor filtersOf(const torch::Tensor& weight)
{
    return weight.detach().permute({0, 2, 3, 1}).contiguous();
}

/// The convolution by filters that are transformed already.
torch::Tensor convolved(const torch::Tensor& x, const torch::Tensor& filters, const TiledMaps& maps)
{
    const auto y = torch::empty({maps.images, maps.outputs, maps.rows, maps.columns}, x.options(), torch::MemoryFormat::ChannelsLast);
    const auto tiles = maps.tiles();
    shareOut((tiles + tilesForward - 1) / tilesForward, [&](std::int64_t piece) {
        const auto first = piece * tilesForward, count = std::min(tilesForward, tiles - first);
        const auto room = roomOf(winogradForwardRoom(maps, count));
        winogradForward(bitsOf(x), bitsOf(filters), maps, first, count, bitsOf(y), room.data_ptr<std::uint8_t>());
    });
    return y;
}

torch::Tensor transformed(const torch::Tensor& own, const TiledMaps& maps, bool back)
{
    const auto outputs = back ? maps.inputs : maps.outputs, step = winogradProducts * panel * (back ? maps.outputs : maps.inputs);
    const auto filters = torch::empty({outputs / panel * step}, torch::kBFloat16);
    shareOut(outputs / panel, [&](std::int64_t piece) {
        (back ? winogradFiltersBack : winogradFilters)(own.data_ptr<float>(), maps, piece * panel, bitsOf(filters) + piece * step);
    });
    return filters;
}

/// How the gradient of the filters is divided: by images, by rows of products and by outputs, whatever the number of threads. Parts by
/// images each have sums of their own, which large filters have no room for.
struct Division {
    explicit Division(const TiledMaps& maps)
        : wide(std::max(maps.inputs, maps.outputs))
        , groups(std::clamp<std::int64_t>(512 / wide, 1, std::min<std::int64_t>(8, maps.images)))
        , outputParts(wide >= 512 && maps.outputs % (2 * panel) == 0 ? 2 : 1)
        , together(wide <= 128 ? 32768 / wide : 1024)
    {
    }
    std::int64_t pieces() const { return groups * 4 * outputParts; }
    std::int64_t wide, groups, outputParts, together; ///< together: tiles at once
};

torch::Tensor filterGradient(const torch::Tensor& x, const torch::Tensor& gradient, const TiledMaps& maps)
{
    const Division division(maps);
    const auto outputs = maps.outputs / division.outputParts, tilesOfImage = maps.down() * maps.across();
    const auto sums = torch::empty({division.groups, division.outputParts, winogradProducts, outputs, maps.inputs});
    const auto productStep = outputs * maps.inputs, partStep = maps.outputs * maps.inputs * winogradProducts;
    shareOut(division.pieces(), [&](std::int64_t piece) {
        const auto group = piece / (4 * division.outputParts), part = piece / 4 % division.outputParts, row = piece % 4;
        const WinogradSums which{row, part * outputs, outputs};
        const auto begin = maps.images * group / division.groups * tilesOfImage,
                   end = maps.images * (group + 1) / division.groups * tilesOfImage;
        float* const own = sums.data_ptr<float>() + ((group * division.outputParts + part) * winogradProducts + 4 * row) * productStep;
        const auto room = roomOf(winogradBackwardRoom(maps, which, std::min(division.together, end - begin)));
        for (auto first = begin; first < end; first += division.together)
            winogradBackward(bitsOf(x), bitsOf(gradient), maps, which, first, std::min(division.together, end - first), first == begin, own,
                             room.data_ptr<std::uint8_t>());
    });
    const auto slope = torch::empty({maps.outputs, 3, 3, maps.inputs});
    constexpr std::int64_t outputsTogether = 8;
    shareOut(maps.outputs / outputsTogether, [&](std::int64_t piece) {
        for (auto output = piece * outputsTogether; output < (piece + 1) * outputsTogether; ++output)
            winogradCollect(sums.data_ptr<float>() + output / outputs * winogradProducts * productStep + output % outputs * maps.inputs,
                            division.groups, partStep, productStep, maps.inputs, slope.data_ptr<float>() + output * 9 * maps.inputs);
    });
    return slope.permute({0, 3, 1, 2});
}

class TrainedConvolution : public torch::autograd::Function<TrainedConvolution> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight)
    {
        const TiledMaps maps{x.size(0), x.size(2), x.size(3), x.size(1), weight.size(0)};
        const auto input = asBits(x);
        context->saved_data["wantsInput"] = x.requires_grad();
        context->saved_data["type"] = static_cast<std::int64_t>(x.scalar_type());
        context->saved_data["wantsFilters"] = weight.requires_grad();
        context->save_for_backward({input, weight});
        return convolved(input, transformed(filtersOf(weight), maps, false), maps);
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputs)
    {
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &weight = saved[1];
        const TiledMaps maps{x.size(0), x.size(2), x.size(3), x.size(1), weight.size(0)};
        const auto gradient = asBits(outputs[0]);
        const bool wantsInput = context->saved_data["wantsInput"].toBool(), wantsFilters = context->saved_data["wantsFilters"].toBool();
        const auto type = static_cast<torch::ScalarType>(context->saved_data["type"].toInt());
        return {wantsInput ? convolved(gradient, transformed(filtersOf(weight), maps, true), maps.turned()).to(type) : Variable(),
                wantsFilters ? filterGradient(x, gradient, maps) : Variable()};
    }
};

bool are(const torch::ExpandingArray<2>& values, std::int64_t wanted)
{
    return values->at(0) == wanted && values->at(1) == wanted;
}

} // namespace

bool takesTrained(const torch::nn::Conv2d& convolution, const torch::Tensor& x)
{
    const auto& weight = convolution->weight;
    const auto& options = convolution->options;
    const auto fits = [](std::int64_t channels) { return channels % panel == 0 && channels > 0 && channels <= mostWinogradChannels; };
    return winogradIsFast() && at::GradMode::is_enabled() && at::autocast::is_cpu_enabled() && x.is_cpu() && x.dim() == 4 &&
           (x.scalar_type() == torch::kBFloat16 || x.scalar_type() == torch::kFloat32) && weight.is_cpu() &&
           weight.scalar_type() == torch::kFloat32 && x.numel() > 0 && x.size(1) == weight.size(1) && fits(weight.size(0)) &&
           fits(weight.size(1)) && !convolution->bias.defined() && are(options.kernel_size(), 3) && are(options.stride(), 1) &&
           are(options.dilation(), 1) && options.groups() == 1 && are(c10::get<torch::ExpandingArray<2>>(options.padding()), 1);
}

torch::Tensor trainedConvolution(torch::nn::Conv2d& convolution, const torch::Tensor& x)
{
    return TrainedConvolution::apply(x, convolution->weight);
}

} // namespace lucency::model
