#include "model/networks/convolutionblock.h"

#include "model/computeteam.h"
#include "model/networks/blockloops.h"
#include "model/networks/winogradloops.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <mutex>

namespace lucency::model {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

constexpr std::int64_t lanes = 16, fewInputs = 4, windowNumbers = 64; // 4 codes x 16 places
constexpr std::int64_t sharesOfGradients = 16;                        ///< whatever the number of threads, for the same sums

/// Pieces of work that need room to work in, so many numbers.
template<class Work>
void shareOutWithRoom(std::int64_t pieces, std::int64_t room, Work&& work)
{
    shareOut(pieces, [&](std::int64_t piece) {
        const auto own = torch::empty({room}); // of memory that is kept for the next piece, see tensormemory.h
        work(piece, own.template data_ptr<float>());
    });
}

float* numbers(const torch::Tensor& tensor)
{
    return tensor.data_ptr<float>();
}

/// One step of SplitMix64.
std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

std::uint64_t drawn()
{
    auto generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard lock(generator.mutex());
    return at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
}

/// A batch of images on its way through the block.
struct Pass {
    Pass(at::IntArrayRef input, const torch::Tensor& weight)
        : images(input[0])
        , shape{input[2], input[3], input[1], weight.size(0)}
    {
    }
    bool first() const { return shape.inputs <= fewInputs; }
    std::int64_t padded() const { return shape.inputs * shape.plane(); }
    Reduced reduced(const torch::Tensor& y, const torch::Tensor& code, std::int64_t image) const
    {
        return {numbers(y) + image * shape.pooled(), code.data_ptr<std::uint8_t>() + image * shape.pooled()};
    }

    std::int64_t images;
    BlockShape shape;
};

/// Outputs x 9 x inputs.
torch::Tensor filtersOf(const torch::Tensor& weight)
{
    return weight.detach().permute({0, 2, 3, 1}).contiguous();
}

void forward(const Pass& pass, const torch::Tensor& x, const torch::Tensor& padded, const torch::Tensor& weight, const torch::Tensor& bias,
             double dropped, const torch::Tensor& y, const torch::Tensor& code)
{
    const auto& shape = pass.shape;
    const auto own = filtersOf(weight);
    const auto offset = bias.detach().contiguous();
    const bool narrow = !pass.first() && at::autocast::is_cpu_enabled() && winogradIsFast();
    const std::int64_t together = 2 * lanes, filterNumbers = winogradProducts * shape.inputs * together;
    const auto filters = pass.first()
                             ? own.view({shape.outputs, 9, shape.inputs}).permute({2, 1, 0}).contiguous()
                             : torch::empty({shape.outputs / together * filterNumbers}, narrow ? torch::kBFloat16 : torch::kFloat32);
    auto* const narrowFilters = narrow ? reinterpret_cast<Bits*>(filters.data_ptr<at::BFloat16>()) : nullptr;
    if (!pass.first())
        shareOut(shape.outputs / together, [&](std::int64_t piece) {
            const auto place = piece * filterNumbers;
            if (narrow)
                winogradFilters(numbers(own), {0, 0, 0, shape.inputs, shape.outputs}, piece * together, narrowFilters + place);
            else
                transformFilters(numbers(own), shape, piece * together, numbers(filters) + place);
        });
    const auto seed = dropped > 0 ? drawn() : 0;
    const auto input = x.detach().contiguous(pass.first() ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast);
    const auto inputNumbers = shape.rows * shape.columns * shape.inputs;
    shareOutWithRoom(pass.images, pass.first() ? 0 : forwardRoom(shape), [&](std::int64_t image, float* room) {
        const auto bits = mixed(seed + static_cast<std::uint64_t>(image) * 0x9E3779B97F4A7C15ULL);
        const Reduction reduction{static_cast<float>(1 - dropped),
                                  {static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)}};
        float* const from = numbers(padded) + image * pass.padded();
        (pass.first() ? padPlanes : pad)(numbers(input) + image * inputNumbers, shape, from);
        if (pass.first())
            firstForward(from, numbers(filters), numbers(offset), shape, reduction, pass.reduced(y, code, image));
        else if (narrow)
            blockForwardBf16(from, narrowFilters, numbers(offset), shape, reduction, pass.reduced(y, code, image), room);
        else
            blockForward(from, numbers(filters), numbers(offset), shape, reduction, pass.reduced(y, code, image), room);
    });
}

struct Gradients {
    torch::Tensor x, weight, bias; ///< x undefined where it was not asked for
};

/// The rows of a table added up in their order.
torch::Tensor summed(const torch::Tensor& parts)
{
    const auto sum = torch::zeros({parts.size(1)});
    const auto count = parts.size(1);
    float* const into = numbers(sum);
    const float* row = numbers(parts);
    for (std::int64_t r = 0; r < parts.size(0); ++r, row += count)
        std::transform(row, row + count, into, into, std::plus<>());
    return sum;
}

struct Shares {
    Shares(std::int64_t all, std::int64_t into)
        : images(all)
        , count(std::clamp<std::int64_t>(into, 1, all))
    {
    }
    std::int64_t begins(std::int64_t share) const { return images * share / count; }
    std::int64_t images, count;
};

Gradients backwardOfFirst(const Pass& pass, const torch::Tensor& padded, const torch::Tensor& weight, const torch::Tensor& gradient,
                          const torch::Tensor& y, const torch::Tensor& code, float kept, bool wantsInput)
{
    const auto& shape = pass.shape;
    const Shares shares(pass.images, sharesOfGradients);
    const auto numbersPlaced = shape.inputs * shape.outputs * windowNumbers;
    const auto own = filtersOf(weight), placed = torch::empty({numbersPlaced}), collected = torch::empty({shares.count, numbersPlaced}),
               bias = torch::zeros({shares.count, shape.outputs});
    placeFilters(numbers(own), shape, numbers(placed));
    const auto back = wantsInput ? torch::empty({pass.images, shape.inputs, shape.rows + 2, shape.columns + 2}) : torch::Tensor();
    shareOut(shares.count, [&](std::int64_t share) {
        std::fill_n(numbers(collected) + share * numbersPlaced, numbersPlaced, 0.0F);
        for (auto image = shares.begins(share); image < shares.begins(share + 1); ++image) {
            if (wantsInput) std::fill_n(numbers(back) + image * pass.padded(), pass.padded(), 0.0F);
            firstBackward(numbers(padded) + image * pass.padded(), numbers(placed), numbers(gradient) + image * shape.pooled(),
                          pass.reduced(y, code, image), kept, shape, numbers(collected) + share * numbersPlaced,
                          numbers(bias) + share * shape.outputs, wantsInput ? numbers(back) + image * pass.padded() : nullptr);
        }
    });
    const auto slope = torch::empty({shape.outputs, 3, 3, shape.inputs}), collectedSum = summed(collected);
    collectFilters(numbers(collectedSum), shape, numbers(slope));
    return {wantsInput ? back.slice(2, 1, shape.rows + 1).slice(3, 1, shape.columns + 1) : Variable(), slope.permute({0, 3, 1, 2}),
            summed(bias)};
}

Gradients backward(const Pass& pass, const torch::Tensor& padded, const torch::Tensor& weight, const torch::Tensor& gradient,
                   const torch::Tensor& y, const torch::Tensor& code, float kept, bool wantsInput)
{
    const auto& shape = pass.shape;
    const SlopeLists lists(shape);
    const auto blocks = shape.inputs / lanes, filterNumbers = shape.outputs * 9 * lanes, map = shape.plane() * lanes;
    const auto own = filtersOf(weight), filters = torch::empty({blocks, filterNumbers}), bias = torch::zeros({pass.images, shape.outputs}),
               slopes = torch::empty({pass.images, lists.outputSlopes() * static_cast<std::int64_t>(sizeof(Slope))}, torch::kUInt8),
               counts = torch::empty({pass.images, lists.outputLists()}, torch::kInt32);
    const auto slopesOf = [&](std::int64_t image) {
        return SlopesOfImage{reinterpret_cast<Slope*>(slopes.data_ptr<std::uint8_t>()) + image * lists.outputSlopes(),
                             counts.data_ptr<std::int32_t>() + image * lists.outputLists()};
    };
    const auto back = wantsInput ? torch::empty({pass.images, shape.rows, shape.columns, shape.inputs}) : torch::Tensor();
    if (wantsInput)
        shareOut(blocks,
                 [&](std::int64_t block) { gatherFilters(numbers(own), shape, block * lanes, numbers(filters) + block * filterNumbers); });
    constexpr auto numbersOfSlope = static_cast<std::int64_t>(sizeof(Slope) / sizeof(float));
    const auto room = wantsInput ? pass.padded() + lists.tileSlopes() * numbersOfSlope + lists.tileLists() : 0;
    shareOutWithRoom(pass.images, room, [&](std::int64_t image, float* paddedBack) {
        auto all = slopesOf(image);
        if (wantsInput) {
            all.ofTiles = reinterpret_cast<Slope*>(paddedBack + pass.padded());
            all.tileCounts = reinterpret_cast<std::int32_t*>(all.ofTiles + lists.tileSlopes());
        }
        listSlopes(numbers(gradient) + image * shape.pooled(), pass.reduced(y, code, image), kept, shape, all,
                   numbers(bias) + image * shape.outputs);
        if (!wantsInput) return;
        std::fill_n(paddedBack, pass.padded(), 0.0F);
        inputBackward(all, numbers(filters), shape, paddedBack);
        unpad(paddedBack, shape, numbers(back) + image * shape.rows * shape.columns * shape.inputs);
    });

    const Shares shares(pass.images, sharesOfGradients / blocks); // of the gradient of sixteen inputs' filters
    const auto parts = torch::empty({shares.count, blocks, filterNumbers});
    shareOut(shares.count * blocks, [&](std::int64_t piece) {
        const auto share = piece / blocks, block = piece % blocks;
        std::fill_n(numbers(parts) + piece * filterNumbers, filterNumbers, 0.0F);
        for (auto image = shares.begins(share); image < shares.begins(share + 1); ++image)
            filterBackward(slopesOf(image), numbers(padded) + image * pass.padded() + block * map, shape,
                           numbers(parts) + piece * filterNumbers);
    });
    const auto slope = torch::empty({shape.outputs, 3, 3, shape.inputs});
    shareOut(shape.outputs / lanes, [&](std::int64_t piece) {
        for (auto output = piece * lanes; output < (piece + 1) * lanes; ++output)
            addFilters(numbers(parts), shares.count, shape, output, numbers(slope));
    });
    return {wantsInput ? back.permute({0, 3, 1, 2}) : Variable(), slope.permute({0, 3, 1, 2}), summed(bias)};
}

class ReducedFunction : public torch::autograd::Function<ReducedFunction> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight, const Variable& bias, double dropped)
    {
        const Pass pass(x.sizes(), weight);
        const auto& shape = pass.shape;
        const auto padded = torch::empty({pass.images, pass.padded()});
        const auto y = torch::empty({pass.images, shape.outputs, shape.rows / 2, shape.columns / 2}, torch::MemoryFormat::ChannelsLast);
        const auto code = torch::empty({pass.images, shape.pooled()}, torch::kUInt8);
        model::forward(pass, x, padded, weight, bias, dropped, y, code);
        context->saved_data["kept"] = 1 - dropped;
        context->saved_data["wantsInput"] = x.requires_grad();
        context->saved_data["sizes"] = x.sizes().vec();
        context->save_for_backward({padded, weight, y, code});
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputs)
    {
        const auto saved = context->get_saved_variables();
        const Pass pass(context->saved_data["sizes"].toIntVector(), saved[1]);
        const auto gradient = outputs[0].to(torch::kFloat32).contiguous(at::MemoryFormat::ChannelsLast);
        const auto found = (pass.first() ? backwardOfFirst : model::backward)(pass, saved[0], saved[1], gradient, saved[2], saved[3],
                                                                              static_cast<float>(context->saved_data["kept"].toDouble()),
                                                                              context->saved_data["wantsInput"].toBool());
        return {found.x, found.weight, found.bias, {}};
    }
};

} // namespace

bool takesReduced(const torch::nn::Conv2d& convolution, const torch::Tensor& x)
{
    const auto& weight = convolution->weight;
    return x.dim() == 4 && x.is_cpu() && x.scalar_type() == torch::kFloat32 && weight.scalar_type() == torch::kFloat32 &&
           weight.size(2) == 3 && weight.size(3) == 3 && convolution->bias.defined() && x.size(0) > 0 && x.size(2) % 2 == 0 &&
           x.size(3) % 2 == 0 && weight.size(0) % (2 * lanes) == 0 && (x.size(1) % lanes == 0 || x.size(1) <= fewInputs);
}

torch::Tensor reducedConvolution(torch::nn::Conv2d& convolution, const torch::Tensor& x, double dropped)
{
    return ReducedFunction::apply(x, convolution->weight, convolution->bias, dropped);
}

} // namespace lucency::model
