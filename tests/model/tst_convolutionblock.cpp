#include "model/networks/convolutionblock.h"

#include "model/computeteam.h"
#include "model/lowprecision.h"
#include "model/networks/denselayer.h"
#include "model/networks/winogradloops.h"

#include <torch/torch.h>

#include <QTest>

#include <limits>

using namespace lucency::model;

namespace {

namespace nn = torch::nn;

nn::Conv2d seededConvolution(int inputs, int outputs, bool besideEachOther = true)
{
    torch::manual_seed(8);
    nn::Conv2d convolution(nn::Conv2dOptions(inputs, outputs, 3).padding(1));
    if (besideEachOther) convolution->weight.set_data(convolution->weight.detach().contiguous(torch::MemoryFormat::ChannelsLast));
    return convolution;
}

struct Outcome {
    torch::Tensor y, dx, dweight, dbias;
};

Outcome outcomeOf(const torch::Tensor& y, const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                  const torch::Tensor& towards)
{
    (y.to(torch::kFloat64) * towards).sum().backward();
    const auto exact = [](const torch::Tensor& tensor) { return tensor.detach().to(torch::kFloat64); };
    return {exact(y), exact(x.grad()), exact(weight.grad()), exact(bias.grad())};
}

/// The block, and with the same mask what LibTorch's own operations give in float64.
Outcome reduced(nn::Conv2d convolution, torch::Tensor x, double dropped, const torch::Tensor& towards)
{
    x = x.detach().clone().set_requires_grad(true);
    convolution->zero_grad();
    return outcomeOf(reducedConvolution(convolution, x, dropped), x, convolution->weight, convolution->bias, towards);
}

Outcome plain(nn::Conv2d convolution, torch::Tensor x, const torch::Tensor& mask, const torch::Tensor& towards)
{
    x = x.detach().to(torch::kFloat64).set_requires_grad(true);
    const auto weight = convolution->weight.detach().to(torch::kFloat64).set_requires_grad(true),
               bias = convolution->bias.detach().to(torch::kFloat64).set_requires_grad(true);
    const auto y = torch::elu(torch::max_pool2d(torch::conv2d(x, weight, bias, 1, 1), 2)) * mask;
    return outcomeOf(y, x, weight, bias, towards);
}

/// Largest distance as a share of the largest value.
double distance(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>() / std::max(1e-12, b.abs().max().item<double>());
}

bool same(const Outcome& one, const Outcome& other)
{
    return one.y.equal(other.y) && one.dx.equal(other.dx) && one.dweight.equal(other.dweight) && one.dbias.equal(other.dbias);
}

} // namespace

/// A convolution, its pool, ELU and dropout as one, and a dense layer, beside LibTorch's own.
class TestConvolutionBlock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }

    void equalsLibTorchsOperations_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("images");
        QTest::addColumn<double>("dropped");
        QTest::newRow("first of a grey image") << 1 << 32 << 64 << 64 << 3 << 0.0;
        QTest::newRow("first of a grey image, a quarter dropped") << 1 << 32 << 16 << 20 << 5 << 0.25;
        QTest::newRow("first of three channels, a quarter dropped") << 3 << 32 << 16 << 6 << 2 << 0.25;
        QTest::newRow("second") << 32 << 64 << 32 << 32 << 3 << 0.0;
        QTest::newRow("second, a quarter dropped") << 32 << 64 << 32 << 32 << 17 << 0.25;
        QTest::newRow("third, half dropped") << 64 << 128 << 16 << 16 << 4 << 0.5;
        QTest::newRow("fourth, a quarter dropped") << 128 << 256 << 8 << 8 << 3 << 0.25;
        QTest::newRow("one image") << 32 << 64 << 8 << 8 << 1 << 0.25;
        QTest::newRow("one tile") << 128 << 256 << 2 << 2 << 2 << 0.5;
        QTest::newRow("wider than high, tiles left over") << 16 << 96 << 6 << 14 << 3 << 0.25;
        QTest::newRow("higher than wide, many bands") << 48 << 32 << 130 << 34 << 2 << 0.25;
    }

    void equalsLibTorchsOperations()
    {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, images);
        QFETCH(double, dropped);
        for (const bool besideEachOther : {true, false}) {
            auto convolution = seededConvolution(inputs, outputs, besideEachOther);
            auto x = torch::randn({images, inputs, rows, columns});
            if (besideEachOther) x = x.contiguous(torch::MemoryFormat::ChannelsLast);
            const auto towards = torch::randn({images, outputs, rows / 2, columns / 2}, torch::kFloat64);
            QVERIFY(takesReduced(convolution, x));
            const auto got = reduced(convolution, x, dropped, towards);
            const auto kept = got.y != 0;
            const double share = kept.to(torch::kFloat64).mean().item<double>();
            const double deviation = std::sqrt(dropped * (1 - dropped) / static_cast<double>(kept.numel()));
            QVERIFY(std::abs(share - (1 - dropped)) <= 5 * deviation);
            const auto expected = plain(convolution, x, kept.to(torch::kFloat64) / (1 - dropped), towards);
            QVERIFY(distance(got.y, expected.y) < 3e-6);
            QVERIFY(distance(got.dx, expected.dx) < 3e-6);
            QVERIFY(distance(got.dweight, expected.dweight) < 3e-6);
            QVERIFY(distance(got.dbias, expected.dbias) < 3e-6);
        }
    }

    void whatIsDroppedFollowsFromTheSeed()
    {
        auto convolution = seededConvolution(32, 64);
        const auto x = torch::randn({1, 32, 16, 16}).expand({4, 32, 16, 16}).contiguous();
        const auto drawn = [&](std::uint64_t seed) {
            torch::manual_seed(seed);
            return reducedConvolution(convolution, x, 0.25);
        };
        const auto once = drawn(3);
        QVERIFY(once.equal(drawn(3)));
        QVERIFY(!once.equal(drawn(4)));
        QVERIFY(!once.equal(reducedConvolution(convolution, x, 0.25))); // a next step's
        QVERIFY(!once[0].equal(once[1]));                               // another image's
        // Neighbours know nothing of each other.
        const auto kept = (once != 0).to(torch::kFloat64) - 0.75;
        for (const int dimension : {0, 1, 2, 3}) {
            const auto length = kept.size(dimension) - 1;
            const auto together = (kept.narrow(dimension, 0, length) * kept.narrow(dimension, 1, length)).mean().item<double>();
            QVERIFY(std::abs(together) < 5 * 0.1875 / std::sqrt(static_cast<double>(kept.numel()) * 0.7));
        }
    }

    void threadsChangeNothing_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::newRow("first") << 1;
        QTest::newRow("later") << 32;
    }

    void threadsChangeNothing()
    {
        QFETCH(int, inputs);
        auto convolution = seededConvolution(inputs, 64);
        const auto x = torch::randn({7, inputs, 16, 16});
        const auto towards = torch::randn({7, 64, 8, 8}, torch::kFloat64);
        const auto computed = [&] {
            torch::manual_seed(5);
            return reduced(convolution, x, 0.25, towards);
        };
        const auto one = computed();
        torch::set_num_threads(3);
        const auto three = computed();
        torch::set_num_threads(1);
        ComputeTeam five(5);
        const ComputeTeam::Here here(&five);
        QVERIFY(same(one, three));
        QVERIFY(same(one, computed()));
    }

    void autocastMultipliesInBfloat16_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("second") << 32 << 64 << 16 << 16;
        QTest::newRow("fourth") << 128 << 256 << 8 << 8;
        QTest::newRow("sixteen inputs, tiles left over") << 16 << 96 << 6 << 14;
        QTest::newRow("one tile") << 48 << 32 << 2 << 2;
    }

    void autocastMultipliesInBfloat16()
    {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        QFETCH(int, rows);
        QFETCH(int, columns);
        auto convolution = seededConvolution(inputs, outputs);
        const auto x = torch::randn({5, inputs, rows, columns});
        const auto towards = torch::randn({5, outputs, rows / 2, columns / 2}, torch::kFloat64);
        const auto expected = reduced(convolution, x, 0, towards);
        const auto lengthShare = [](const torch::Tensor& a, const torch::Tensor& b) {
            return (a - b).norm().item<double>() / b.norm().item<double>();
        };
        const auto computed = [&] {
            const LowPrecision low(true, torch::kCPU);
            return reduced(convolution, x, 0, towards);
        };
        const auto got = computed();
        if (!winogradIsFast()) QVERIFY(same(got, expected));
        QVERIFY(lengthShare(got.y, expected.y) < 0.006);
        // Where two of a window are nearly alike, the other is taken now and then.
        QVERIFY(lengthShare(got.dx, expected.dx) < 0.2);
        QVERIFY(lengthShare(got.dweight, expected.dweight) < 0.2);
        QVERIFY(distance(got.dbias, expected.dbias) < 0.01);
        ComputeTeam three(3);
        const ComputeTeam::Here here(&three);
        QVERIFY(same(computed(), got));
    }

    void autocastLeavesTheFirstAsItIs()
    {
        auto convolution = seededConvolution(1, 64);
        const auto x = torch::randn({2, 1, 8, 8});
        const auto towards = torch::randn({2, 64, 4, 4}, torch::kFloat64);
        const auto expected = reduced(convolution, x, 0, towards);
        const LowPrecision low(true, torch::kCPU);
        QVERIFY(same(reduced(convolution, x, 0, towards), expected));
    }

    void frozenInputHasNoGradient()
    {
        for (const int inputs : {1, 32}) {
            auto convolution = seededConvolution(inputs, 64);
            const auto x = torch::randn({2, inputs, 8, 8});
            const auto towards = torch::randn({2, 64, 4, 4}, torch::kFloat64);
            const auto expected = reduced(convolution, x, 0, towards);
            convolution->zero_grad();
            (reducedConvolution(convolution, x, 0).to(torch::kFloat64) * towards).sum().backward();
            QVERIFY(convolution->weight.grad().to(torch::kFloat64).equal(expected.dweight));
            QVERIFY(!x.grad().defined());
        }
    }

    void whatIsNoNumberStaysNone_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<float>("value");
        for (const int inputs : {1, 32}) {
            QTest::addRow("not a number, %d inputs", inputs) << inputs << std::numeric_limits<float>::quiet_NaN();
            QTest::addRow("infinite, %d inputs", inputs) << inputs << std::numeric_limits<float>::infinity();
        }
    }

    void whatIsNoNumberStaysNone()
    {
        QFETCH(int, inputs);
        QFETCH(float, value);
        auto convolution = seededConvolution(inputs, 32);
        auto x = torch::randn({2, inputs, 8, 8});
        x[1][0][4][4] = value;
        const auto y = reducedConvolution(convolution, x, 0.5).detach();
        QVERIFY(y[1].select(1, 2).select(1, 2).isnan().all().item<bool>()); // dropped ones, too
        QVERIFY(!y[0].isnan().any().item<bool>());
    }

    void largeNegativeValuesAreMinusOne()
    {
        auto convolution = seededConvolution(16, 32);
        const torch::NoGradGuard noGradients;
        convolution->bias.fill_(-1e30F);
        QVERIFY(reducedConvolution(convolution, torch::randn({1, 16, 4, 4}), 0).equal(torch::full({1, 32, 2, 2}, -1.0F)));
    }

    void otherShapesAreLibTorchs_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("images");
        QTest::newRow("odd rows") << 16 << 32 << 7 << 1;
        QTest::newRow("no image") << 16 << 32 << 8 << 0;
        QTest::newRow("inputs that fill no vector") << 24 << 32 << 8 << 1;
        QTest::newRow("outputs that fill no vectors") << 16 << 48 << 8 << 1;
    }

    void otherShapesAreLibTorchs()
    {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        QFETCH(int, rows);
        QFETCH(int, images);
        auto convolution = seededConvolution(inputs, outputs);
        QVERIFY(!takesReduced(convolution, torch::randn({images, inputs, rows, 8})));
        QVERIFY(!takesReduced(convolution, torch::randn({1, 16, 8, 8}).to(torch::kBFloat16)));
    }

    void denseLayerEqualsLibTorchs_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("rows");
        QTest::newRow("first") << 4096 << 128 << 32;
        QTest::newRow("second") << 128 << 256 << 32;
        QTest::newRow("one row") << 128 << 256 << 1;
        QTest::newRow("rows and outputs left over") << 64 << 7 << 6;
        QTest::newRow("inputs that fill no vectors") << 60 << 7 << 6;
    }

    void denseLayerEqualsLibTorchs()
    {
        QFETCH(int, inputs);
        QFETCH(int, outputs);
        QFETCH(int, rows);
        torch::manual_seed(8);
        nn::Linear layer(inputs, outputs);
        const auto x = torch::randn({rows, inputs}), towards = torch::randn({rows, outputs}, torch::kFloat64);
        const auto exact = x.to(torch::kFloat64).set_requires_grad(true),
                   weight = layer->weight.detach().to(torch::kFloat64).set_requires_grad(true),
                   bias = layer->bias.detach().to(torch::kFloat64).set_requires_grad(true);
        const auto expected = outcomeOf(torch::linear(exact, weight, bias), exact, weight, bias, towards);
        const auto computed = [&] {
            layer->zero_grad();
            const auto own = x.clone().set_requires_grad(true);
            return outcomeOf(dense(layer, own), own, layer->weight, layer->bias, towards);
        };
        const auto one = computed();
        QVERIFY(distance(one.y, expected.y) < 3e-6);
        QVERIFY(distance(one.dx, expected.dx) < 3e-6);
        QVERIFY(distance(one.dweight, expected.dweight) < 3e-6);
        QVERIFY(distance(one.dbias, expected.dbias) < 3e-6);
        ComputeTeam three(3);
        const ComputeTeam::Here here(&three);
        QVERIFY(same(one, computed()));
    }
};

QTEST_APPLESS_MAIN(TestConvolutionBlock)
#include "tst_convolutionblock.moc"
