#include "model/networks/trainednorm.h"

#include "model/computeteam.h"
#include "model/networks/normloops.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lucency::model {

namespace {

template<class T>
T* dataOf(const torch::Tensor& tensor)
{
    return tensor.defined() ? static_cast<T*>(tensor.data_ptr()) : nullptr;
}

/// Two sums a channel over all rows of a map (images x rows). Rows are added up in pieces of a fixed size in float32, the pieces in double,
/// always in the same order: the threads change nothing.
class Sums {
public:
    explicit Sums(std::int64_t channels)
        : first(static_cast<std::size_t>(channels))
        , second(static_cast<std::size_t>(channels))
    {
    }

    template<class Piece>
    void over(std::int64_t rows, Piece&& piece)
    {
        const auto channels = static_cast<std::int64_t>(first.size());
        const std::int64_t together = std::max<std::int64_t>(1, (rows + 127) / 128), pieces = (rows + together - 1) / together;
        std::vector<float> parts(static_cast<std::size_t>(pieces * 2 * channels), 0.0F);
        shareOut(pieces, [&](std::int64_t i) {
            float* const own = parts.data() + i * 2 * channels;
            piece(i * together, std::min(rows, (i + 1) * together), own, own + channels);
        });
        for (std::int64_t i = 0; i < pieces; ++i)
            for (std::int64_t c = 0; c < channels; ++c) {
                first[static_cast<std::size_t>(c)] += static_cast<double>(parts[static_cast<std::size_t>(i * 2 * channels + c)]);
                second[static_cast<std::size_t>(c)] += static_cast<double>(parts[static_cast<std::size_t>((i * 2 + 1) * channels + c)]);
            }
    }

    std::vector<double> first, second;
};

struct Shape {
    explicit Shape(const torch::Tensor& x)
        : images(x.size(0))
        , channels(x.size(1))
        , rows(x.size(2))
        , columns(x.size(3))
    {
    }
    std::int64_t allRows() const { return images * rows; }
    std::int64_t rowLength() const { return columns * channels; }
    double places() const { return static_cast<double>(images * rows * columns); }

    std::int64_t images, channels, rows, columns;
};

/// Work on some rows of a map at a time, from one to before another.
template<class Work>
void overRows(std::int64_t rows, Work&& work)
{
    constexpr std::int64_t together = 8;
    shareOut((rows + together - 1) / together, [&](std::int64_t piece) { work(piece * together, std::min(rows, (piece + 1) * together)); });
}

/// norm(x) = scale * x + shift.
struct Normal {
    torch::Tensor mean, inverse, scale, shift; ///< inverse: of the deviation
};

torch::Tensor vectorOf(const std::vector<double>& values)
{
    auto tensor = torch::empty({static_cast<std::int64_t>(values.size())});
    std::ranges::transform(values, tensor.data_ptr<float>(), [](double value) { return static_cast<float>(value); });
    return tensor;
}

/// Mean and deviation of each channel, which also go into the norm's running ones.
template<class T>
Normal measure(torch::nn::BatchNorm2dImpl& norm, const torch::Tensor& x)
{
    const Shape shape(x);
    // About the running mean, so that little is lost to the difference of large squares.
    const auto about = norm.running_mean.to(torch::kFloat32).contiguous();
    const auto* const from = dataOf<T>(x);
    Sums sums(shape.channels);
    sums.over(shape.allRows(), [&](std::int64_t begin, std::int64_t end, float* sum, float* squares) {
        addUp(from + begin * shape.rowLength(), (end - begin) * shape.columns, shape.channels, about.data_ptr<float>(), sum, squares);
    });
    std::vector<double> mean, variance, inverse;
    for (std::size_t c = 0; c < sums.first.size(); ++c) {
        const double apart = sums.first[c] / shape.places();
        mean.push_back(static_cast<double>(about.data_ptr<float>()[c]) + apart);
        variance.push_back(std::max(0.0, sums.second[c] / shape.places() - apart * apart));
        inverse.push_back(1 / std::sqrt(variance.back() + norm.options.eps()));
    }
    Normal normal{vectorOf(mean), vectorOf(inverse), {}, {}};
    normal.scale = norm.weight.detach() * normal.inverse;
    normal.shift = norm.bias.detach() - normal.mean * normal.scale;
    const double share = norm.options.momentum().value_or(0.1);
    norm.running_mean.lerp_(normal.mean, share);
    norm.running_var.lerp_(vectorOf(variance) * (shape.places() / std::max(1.0, shape.places() - 1)), share);
    norm.num_batches_tracked.add_(1);
    return normal;
}

/// What the sums of the gradient make of the rest: gradients of weight and bias, and dx = scale * g - slope * x - offset.
struct Backward {
    Backward(const Sums& sums, const Shape& shape, const Normal& normal)
    {
        const auto gradientSum = vectorOf(sums.first), products = vectorOf(sums.second);
        bias = gradientSum;
        weight = products * normal.inverse;
        slope = normal.scale * normal.inverse * weight / shape.places();
        offset = normal.scale * gradientSum / shape.places() - slope * normal.mean;
    }
    torch::Tensor weight, bias, slope, offset;
};

template<class T>
struct Steps {
    static torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& added, const Normal& normal, bool relu)
    {
        const Shape shape(x);
        auto y = torch::empty(x.sizes(), x.options(), torch::MemoryFormat::ChannelsLast);
        overRows(shape.allRows(), [&](std::int64_t begin, std::int64_t end) {
            const auto skipped = begin * shape.rowLength();
            const auto* also = dataOf<T>(added);
            apply(dataOf<T>(x) + skipped, also ? also + skipped : nullptr, dataOf<T>(y) + skipped, (end - begin) * shape.columns,
                  shape.channels, normal.scale.data_ptr<float>(), normal.shift.data_ptr<float>(), relu);
        });
        return y;
    }

    /// With y: of relu(norm(x) + added), whose gradient is that of added, too, and goes to kept.
    static Backward sums(const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor& gradient, const torch::Tensor& kept,
                         const Normal& normal, bool relu)
    {
        const Shape shape(x);
        Sums sums(shape.channels);
        sums.over(shape.allRows(), [&](std::int64_t begin, std::int64_t end, float* sum, float* products) {
            const auto skipped = begin * shape.rowLength();
            const auto* out = dataOf<T>(y);
            gradientSums(dataOf<T>(x) + skipped, out ? out + skipped : nullptr, dataOf<T>(gradient) + skipped,
                         out ? dataOf<T>(kept) + skipped : nullptr, (end - begin) * shape.columns, shape.channels,
                         normal.scale.data_ptr<float>(), normal.shift.data_ptr<float>(), normal.mean.data_ptr<float>(), relu, sum,
                         products);
        });
        return Backward(sums, shape, normal);
    }

    static torch::Tensor gradient(const torch::Tensor& x, const torch::Tensor& behind, const Normal& normal, const Backward& found,
                                  bool relu)
    {
        const Shape shape(x);
        auto into = torch::empty(x.sizes(), x.options(), torch::MemoryFormat::ChannelsLast);
        overRows(shape.allRows(), [&](std::int64_t begin, std::int64_t end) {
            const auto skipped = begin * shape.rowLength();
            gradientOf(dataOf<T>(x) + skipped, dataOf<T>(behind) + skipped, dataOf<T>(into) + skipped, (end - begin) * shape.columns,
                       shape.channels, normal.scale.data_ptr<float>(), normal.shift.data_ptr<float>(), found.slope.data_ptr<float>(),
                       found.offset.data_ptr<float>(), relu);
        });
        return into;
    }

    static std::pair<torch::Tensor, torch::Tensor> forwardPooled(const torch::Tensor& x, const Normal& normal)
    {
        const Shape shape(x);
        const auto down = (shape.rows + 1) / 2, across = (shape.columns + 1) / 2;
        auto y = torch::empty({shape.images, shape.channels, down, across}, x.options(), torch::MemoryFormat::ChannelsLast);
        auto from = torch::empty({shape.images * down * across * shape.channels}, torch::kUInt8);
        overRows(shape.images * down, [&](std::int64_t begin, std::int64_t end) {
            std::vector<float> best(static_cast<std::size_t>(shape.channels));
            for (std::int64_t row = begin; row < end; ++row) {
                const auto skipped = row * across * shape.channels;
                pool(dataOf<T>(x) + row / down * shape.rows * shape.rowLength(), shape.rows, shape.columns, shape.channels, row % down,
                     normal.scale.data_ptr<float>(), normal.shift.data_ptr<float>(), dataOf<T>(y) + skipped,
                     from.data_ptr<std::uint8_t>() + skipped, best.data());
            }
        });
        return {y, from};
    }

    /// The gradient of one row behind the norm.
    static void unpooledRow(const Shape& shape, const torch::Tensor& gradient, const torch::Tensor& from, std::int64_t row, float* g)
    {
        const auto skipped = row / shape.rows * ((shape.rows + 1) / 2) * ((shape.columns + 1) / 2) * shape.channels;
        unpool(dataOf<T>(gradient) + skipped, from.data_ptr<std::uint8_t>() + skipped, shape.rows, shape.columns, shape.channels,
               row % shape.rows, g);
    }

    static Backward sumsPooled(const torch::Tensor& x, const torch::Tensor& from, const torch::Tensor& gradient, const Normal& normal)
    {
        const Shape shape(x);
        Sums sums(shape.channels);
        sums.over(shape.allRows(), [&](std::int64_t begin, std::int64_t end, float* sum, float* products) {
            std::vector<float> g(static_cast<std::size_t>(shape.rowLength()));
            for (std::int64_t row = begin; row < end; ++row) {
                unpooledRow(shape, gradient, from, row, g.data());
                unpooledSums(dataOf<T>(x) + row * shape.rowLength(), g.data(), shape.columns, shape.channels, normal.mean.data_ptr<float>(),
                             sum, products);
            }
        });
        return Backward(sums, shape, normal);
    }

    static torch::Tensor gradientPooled(const torch::Tensor& x, const torch::Tensor& from, const torch::Tensor& gradient,
                                        const Normal& normal, const Backward& found)
    {
        const Shape shape(x);
        auto into = torch::empty(x.sizes(), x.options(), torch::MemoryFormat::ChannelsLast);
        overRows(shape.allRows(), [&](std::int64_t begin, std::int64_t end) {
            std::vector<float> g(static_cast<std::size_t>(shape.rowLength()));
            for (std::int64_t row = begin; row < end; ++row) {
                unpooledRow(shape, gradient, from, row, g.data());
                unpooledGradient(dataOf<T>(x) + row * shape.rowLength(), g.data(), dataOf<T>(into) + row * shape.rowLength(), shape.columns,
                                 shape.channels, normal.scale.data_ptr<float>(), found.slope.data_ptr<float>(),
                                 found.offset.data_ptr<float>());
            }
        });
        return into;
    }
};

bool laidOut(const torch::Tensor& x)
{
    return x.is_cpu() && x.dim() == 4 && x.is_contiguous(torch::MemoryFormat::ChannelsLast) &&
           (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16);
}

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

class NormedFunction : public torch::autograd::Function<NormedFunction> {
public:
    static Variable forward(AutogradContext* context, const Variable& x, const Variable& weight, const Variable& bias,
                            const c10::optional<Variable>& added, torch::nn::BatchNorm2dImpl* norm, std::int64_t after)
    {
        static_cast<void>(weight); // named so that they get gradients
        static_cast<void>(bias);
        return x.scalar_type() == torch::kFloat32
                   ? forwardIn<float>(context, x, added.value_or(Variable()), *norm, static_cast<AfterNorm>(after))
                   : forwardIn<Bits>(context, x, added.value_or(Variable()), *norm, static_cast<AfterNorm>(after));
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputs)
    {
        const auto saved = context->get_saved_variables();
        const auto& x = saved[0];
        const auto gradient = outputs[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        return x.scalar_type() == torch::kFloat32 ? backwardIn<float>(context, saved, gradient)
                                                  : backwardIn<Bits>(context, saved, gradient);
    }

private:
    template<class T>
    static Variable forwardIn(AutogradContext* context, const Variable& x, const Variable& added, torch::nn::BatchNorm2dImpl& norm,
                              AfterNorm after)
    {
        const torch::NoGradGuard noGradient;
        const auto normal = measure<T>(norm, x);
        torch::Tensor y, kept;
        if (after == AfterNorm::ReluAndPool)
            std::tie(y, kept) = Steps<T>::forwardPooled(x, normal);
        else
            y = Steps<T>::forward(x, added, normal, after == AfterNorm::Relu);
        if (added.defined()) kept = y;
        context->saved_data["after"] = static_cast<std::int64_t>(after);
        context->saved_data["added"] = added.defined();
        context->save_for_backward({x, normal.mean, normal.inverse, normal.scale, normal.shift, kept});
        return y;
    }

    template<class T>
    static variable_list backwardIn(AutogradContext* context, const variable_list& saved, const Variable& gradient)
    {
        const auto after = static_cast<AfterNorm>(context->saved_data["after"].toInt());
        const auto& x = saved[0];
        const Normal normal{saved[1], saved[2], saved[3], saved[4]};
        if (after == AfterNorm::ReluAndPool) {
            const auto found = Steps<T>::sumsPooled(x, saved[5], gradient, normal);
            return {Steps<T>::gradientPooled(x, saved[5], gradient, normal, found), found.weight, found.bias, {}, {}, {}};
        }
        const bool relu = after == AfterNorm::Relu, added = context->saved_data["added"].toBool();
        if (!added || !relu) {
            const auto found = Steps<T>::sums(x, {}, gradient, {}, normal, relu);
            return {Steps<T>::gradient(x, gradient, normal, found, relu), found.weight, found.bias, added ? gradient : Variable(), {}, {}};
        }
        const auto kept = torch::empty_like(gradient);
        const auto found = Steps<T>::sums(x, saved[5], gradient, kept, normal, true);
        return {Steps<T>::gradient(x, kept, normal, found, false), found.weight, found.bias, kept, {}, {}};
    }
};

} // namespace

torch::Tensor normed(torch::nn::BatchNorm2d& norm, const torch::Tensor& x, AfterNorm after, const torch::Tensor& added)
{
    const bool alike = !added.defined() || (laidOut(added) && added.scalar_type() == x.scalar_type() && added.sizes() == x.sizes());
    const bool learns = norm->is_training() && norm->running_mean.defined() && norm->weight.scalar_type() == torch::kFloat32;
    if (learns && laidOut(x) && alike && x.size(1) >= 8 && !(after == AfterNorm::ReluAndPool && added.defined()))
        return NormedFunction::apply(x, norm->weight, norm->bias, added.defined() ? c10::optional<torch::Tensor>(added) : c10::nullopt,
                                     norm.get(), static_cast<std::int64_t>(after));
    auto y = norm(x);
    if (added.defined()) y = y.add_(added);
    if (after != AfterNorm::Nothing) y = y.relu_();
    return after == AfterNorm::ReluAndPool ? torch::max_pool2d(y, 3, 2, 1) : y;
}

} // namespace lucency::model
