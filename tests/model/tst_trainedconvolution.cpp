#include "model/networks/trainedconvolution.h"

#include "model/computeteam.h"
#include "model/lowprecision.h"
#include "model/networks/winogradloops.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>
#include <limits>

using namespace lucency::model;

namespace {

namespace nn = torch::nn;

nn::Conv2d convolutionOf(int inputs, int outputs, int kernel = 3, int stride = 1, bool bias = false)
{
    torch::manual_seed(8);
    nn::Conv2d convolution(nn::Conv2dOptions(inputs, outputs, kernel).stride(stride).padding(kernel / 2).bias(bias));
    nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
    convolution->weight.set_data(convolution->weight.detach().contiguous(torch::MemoryFormat::ChannelsLast));
    return convolution;
}

struct Outcome {
    torch::Tensor y, dx, dweight;
};

torch::Tensor exact(const torch::Tensor& tensor)
{
    return tensor.defined() ? tensor.detach().to(torch::kFloat64) : tensor;
}

Outcome trained(nn::Conv2d convolution, const torch::Tensor& x, const torch::Tensor& towards)
{
    const auto input = x.detach().clone(torch::MemoryFormat::Preserve).set_requires_grad(true);
    convolution->zero_grad();
    const LowPrecision low(true, torch::kCPU);
    const auto y = trainedConvolution(convolution, input);
    y.backward(towards.to(y.scalar_type()));
    return {exact(y), exact(input.grad()), exact(convolution->weight.grad())};
}

/// In float64.
Outcome plain(const nn::Conv2d& convolution, const torch::Tensor& x, const torch::Tensor& towards)
{
    const auto input = x.detach().to(torch::kFloat64).set_requires_grad(true),
               weight = convolution->weight.detach().to(torch::kFloat64).set_requires_grad(true);
    const auto y = torch::conv2d(input, weight, {}, 1, 1);
    y.backward(towards.to(torch::kFloat64));
    return {exact(y), input.grad(), weight.grad()};
}

/// The length of what lies between, as a share of the length of the second.
double distance(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).norm().item<double>() / b.norm().item<double>();
}

torch::Tensor mapOf(at::IntArrayRef sizes)
{
    return torch::randn(sizes).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
}

bool takes(const nn::Conv2d& convolution, const torch::Tensor& x)
{
    const LowPrecision low(true, torch::kCPU);
    return takesTrained(convolution, x);
}

bool same(const Outcome& one, const Outcome& other)
{
    return one.y.equal(other.y) && one.dx.equal(other.dx) && one.dweight.equal(other.dweight);
}

} // namespace

/// 3 x 3 convolutions that learn in bf16, beside LibTorch's own in float64.
class TestTrainedConvolution : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        torch::set_num_threads(1);
        if (!winogradIsFast()) QSKIP("this processor does not multiply bfloat16 in vectors, or has AMX: LibTorch's own convolutions train");
    }

    void equalsLibTorchsConvolution_data()
    {
        QTest::addColumn<int>("images");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("ResNet's first stage") << 2 << 64 << 64 << 28 << 28;
        QTest::newRow("second stage") << 2 << 128 << 128 << 14 << 14;
        QTest::newRow("third stage") << 2 << 256 << 256 << 8 << 8;
        QTest::newRow("fourth stage, odd sides") << 2 << 512 << 512 << 7 << 7;
        QTest::newRow("more outputs than inputs") << 2 << 32 << 96 << 9 << 12;
        QTest::newRow("fewer outputs than inputs, one image") << 1 << 160 << 32 << 6 << 5;
        QTest::newRow("large to narrow") << 2 << 512 << 32 << 5 << 4;
        QTest::newRow("one place") << 4 << 32 << 64 << 1 << 1;
        QTest::newRow("a row") << 2 << 64 << 32 << 1 << 11;
        QTest::newRow("a column") << 2 << 32 << 32 << 13 << 1;
        QTest::newRow("more tiles than are taken at once") << 3 << 32 << 32 << 62 << 66;
        QTest::newRow("more images than parts") << 19 << 64 << 32 << 4 << 4;
    }

    void equalsLibTorchsConvolution()
    {
        QFETCH(int, images);
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        QFETCH(int, rows);
        QFETCH(int, columns);
        auto convolution = convolutionOf(inputs, outputs);
        const auto x = mapOf({images, inputs, rows, columns}), towards = mapOf({images, outputs, rows, columns});
        const auto expected = plain(convolution, x, towards);
        QVERIFY(takes(convolution, x));
        const auto got = trained(convolution, x, towards);
        QVERIFY(got.y.sizes() == expected.y.sizes());
        // A bfloat16 is off by 0.17 % on average, and both factors of each product and the result are rounded.
        for (const auto& [one, other] : {std::pair{got.y, expected.y}, {got.dx, expected.dx}, {got.dweight, expected.dweight}}) {
            const double apart = distance(one, other);
            QVERIFY2(apart < 0.0055, qPrintable(QString::number(apart)));
        }
    }

    void errsLittleMoreThanLibTorchsInBf16()
    {
        auto convolution = convolutionOf(64, 64);
        const auto x = mapOf({4, 64, 14, 14}), towards = mapOf({4, 64, 14, 14});
        const auto expected = plain(convolution, x, towards), got = trained(convolution, x, towards);
        const auto input = x.detach().clone(torch::MemoryFormat::Preserve).set_requires_grad(true);
        convolution->zero_grad();
        const LowPrecision low(true, torch::kCPU);
        const auto y = convolution(input);
        y.backward(towards);
        QVERIFY(distance(got.y, expected.y) < 2 * distance(exact(y), expected.y));
        QVERIFY(distance(got.dx, expected.dx) < 2.2 * distance(exact(input.grad()), expected.dx));
        QVERIFY(distance(got.dweight, expected.dweight) < 2.5 * distance(exact(convolution->weight.grad()), expected.dweight));
    }

    void whatItCannotTakeIsLeftToLibTorch_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<bool>("bias");
        QTest::addColumn<bool>("taken");
        QTest::newRow("3 x 3") << 64 << 32 << 3 << 1 << false << true;
        QTest::newRow("in steps of 2") << 64 << 32 << 3 << 2 << false << false;
        QTest::newRow("1 x 1") << 64 << 32 << 1 << 1 << false << false;
        QTest::newRow("5 x 5") << 64 << 32 << 5 << 1 << false << false;
        QTest::newRow("with a bias") << 64 << 32 << 3 << 1 << true << false;
        QTest::newRow("inputs that fill no panel") << 48 << 32 << 3 << 1 << false << false;
        QTest::newRow("outputs that fill no panel") << 64 << 40 << 3 << 1 << false << false;
        QTest::newRow("one channel") << 1 << 32 << 3 << 1 << false << false;
    }

    void whatItCannotTakeIsLeftToLibTorch()
    {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(bool, bias);
        QFETCH(bool, taken);
        auto convolution = convolutionOf(inputs, outputs, kernel, stride, bias);
        const auto x = mapOf({2, inputs, 8, 8});
        QCOMPARE(takes(convolution, x), taken);
        QVERIFY(!takesTrained(convolution, x)); // fp32
        const torch::NoGradGuard noGradient;
        QVERIFY(!takes(convolution, x)); // what is only looked at is as exact as it was
    }

    void float32MapsAreTakenInBf16()
    {
        auto convolution = convolutionOf(32, 64);
        const auto x = mapOf({2, 32, 6, 6}), towards = mapOf({2, 64, 6, 6});
        const auto expected = trained(convolution, x, towards);
        const auto planes = x.to(torch::kFloat32).contiguous(); // not channels last, too
        QVERIFY(same(trained(convolution, planes, towards.contiguous()), expected));
        convolution->weight.set_data(convolution->weight.detach().contiguous());
        QVERIFY(same(trained(convolution, x, towards), expected));
    }

    void threadsChangeNothing_data()
    {
        QTest::addColumn<int>("channels");
        QTest::newRow("many images at once") << 32;
        QTest::newRow("outputs in parts") << 512;
    }

    void threadsChangeNothing()
    {
        QFETCH(int, channels);
        auto convolution = convolutionOf(channels, channels);
        const auto x = mapOf({11, channels, 6, 6}), towards = mapOf({11, channels, 6, 6});
        const auto one = trained(convolution, x, towards);
        torch::set_num_threads(3);
        const auto three = trained(convolution, x, towards);
        torch::set_num_threads(1);
        ComputeTeam five(5);
        const ComputeTeam::Here here(&five);
        QVERIFY(same(one, three));
        QVERIFY(same(one, trained(convolution, x, towards)));
    }

    void gradientsAddUp()
    {
        auto convolution = convolutionOf(32, 32);
        const auto x = mapOf({4, 32, 6, 6}), towards = mapOf({4, 32, 6, 6});
        const auto whole = trained(convolution, x, towards);
        convolution->zero_grad();
        const LowPrecision low(true, torch::kCPU);
        for (const int first : {0, 3})
            trainedConvolution(convolution, x.narrow(0, first, first == 0 ? 3 : 1)).backward(towards.narrow(0, first, first == 0 ? 3 : 1));
        QVERIFY(distance(exact(convolution->weight.grad()), whole.dweight) < 1e-6);
    }

    void frozenFiltersHaveNoGradient()
    {
        auto convolution = convolutionOf(32, 32);
        const auto x = mapOf({2, 32, 6, 6}), towards = mapOf({2, 32, 6, 6});
        const auto expected = trained(convolution, x, towards);
        convolution->zero_grad(true);
        convolution->weight.set_requires_grad(false);
        const auto input = x.detach().clone(torch::MemoryFormat::Preserve).set_requires_grad(true);
        const LowPrecision low(true, torch::kCPU);
        trainedConvolution(convolution, input).backward(towards);
        QVERIFY(exact(input.grad()).equal(expected.dx));
        QVERIFY(!convolution->weight.grad().defined());
        QVERIFY(!trainedConvolution(convolution, x).requires_grad());
    }

    void anInputWithoutGradientNeedsNone()
    {
        auto convolution = convolutionOf(32, 32);
        const auto x = mapOf({2, 32, 6, 6}), towards = mapOf({2, 32, 6, 6});
        const auto expected = trained(convolution, x, towards);
        convolution->zero_grad(true);
        const LowPrecision low(true, torch::kCPU);
        trainedConvolution(convolution, x).backward(towards);
        QVERIFY(exact(convolution->weight.grad()).equal(expected.dweight));
        QVERIFY(!x.grad().defined());
    }

    void whatIsNoNumberStaysNone()
    {
        auto convolution = convolutionOf(32, 32);
        const auto towards = mapOf({1, 32, 6, 6});
        for (const float value : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            auto x = mapOf({1, 32, 6, 6});
            x[0][5][2][3] = value;
            const auto got = trained(convolution, x, towards);
            QVERIFY(!std::isfinite(got.y[0][0][2][3].item<double>()));
            QVERIFY(!std::isfinite(got.dweight.sum().item<double>()));
        }
    }
};

QTEST_APPLESS_MAIN(TestTrainedConvolution)
#include "tst_trainedconvolution.moc"
