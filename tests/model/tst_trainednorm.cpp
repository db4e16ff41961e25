#include "model/networks/trainednorm.h"

#include "model/computeteam.h"
#include "model/networks/axisnorm.h"

#include <torch/torch.h>

#include <QTest>

#include <limits>

using namespace lucency::model;

namespace {

struct Outcome {
    torch::Tensor y, dx, dadded, dweight, dbias, mean, variance;
};

torch::nn::BatchNorm2d seededNorm(int channels)
{
    torch::nn::BatchNorm2d norm(channels);
    const torch::NoGradGuard noGradients;
    norm->weight.uniform_(-1.5, 1.5);
    norm->bias.uniform_(-0.5, 0.5);
    norm->running_mean.uniform_(-1, 1);
    return norm;
}

/// What LibTorch's own operations give in float64.
torch::Tensor reference(torch::nn::BatchNorm2d& norm, const torch::Tensor& x, AfterNorm after, const torch::Tensor& added)
{
    auto y = norm(x);
    if (added.defined()) y = y + added;
    if (after != AfterNorm::Nothing) y = y.relu();
    return after == AfterNorm::ReluAndPool ? torch::max_pool2d(y, 3, 2, 1) : y;
}

template<class Compute>
Outcome carryOut(torch::Tensor x, torch::Tensor added, const torch::Tensor& towards, torch::ScalarType type, bool fused, Compute&& compute)
{
    torch::manual_seed(8);
    auto norm = seededNorm(static_cast<int>(x.size(1)));
    if (!fused) norm->to(torch::kFloat64);
    x = x.detach().to(type).contiguous(torch::MemoryFormat::ChannelsLast).set_requires_grad(true);
    if (added.defined()) added = added.detach().to(type).contiguous(torch::MemoryFormat::ChannelsLast).set_requires_grad(true);
    const auto y = compute(norm, x, added);
    (y.to(torch::kFloat64) * towards).sum().backward();
    const auto exact = [](const torch::Tensor& tensor) { return tensor.defined() ? tensor.detach().to(torch::kFloat64) : tensor; };
    return {exact(y),
            exact(x.grad()),
            added.defined() ? exact(added.grad()) : added,
            exact(norm->weight.grad()),
            exact(norm->bias.grad()),
            exact(norm->running_mean),
            exact(norm->running_var)};
}

/// Largest distance as a share of the largest value.
double distance(const torch::Tensor& a, const torch::Tensor& b)
{
    return (a - b).abs().max().item<double>() / std::max(1e-12, b.abs().max().item<double>());
}

} // namespace

class TestTrainedNorm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }

    void computesWhatLibTorchComputes_data()
    {
        QTest::addColumn<int>("after");
        QTest::addColumn<bool>("adds");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        const auto rows = [](const char* name, AfterNorm after, bool adds) {
            QTest::addRow("%s", name) << static_cast<int>(after) << adds << 32 << 12 << 12;
            QTest::addRow("%s, a count that fills no register", name) << static_cast<int>(after) << adds << 37 << 7 << 9;
        };
        rows("norm", AfterNorm::Nothing, false);
        rows("norm and sum", AfterNorm::Nothing, true);
        rows("norm and ReLU", AfterNorm::Relu, false);
        rows("norm, sum and ReLU", AfterNorm::Relu, true);
        rows("norm, ReLU and pool", AfterNorm::ReluAndPool, false);
        QTest::newRow("pool of a single place") << static_cast<int>(AfterNorm::ReluAndPool) << false << 16 << 1 << 1;
        QTest::newRow("pool of a row") << static_cast<int>(AfterNorm::ReluAndPool) << false << 16 << 1 << 8;
    }

    void computesWhatLibTorchComputes()
    {
        QFETCH(int, after);
        QFETCH(bool, adds);
        QFETCH(int, channels);
        QFETCH(int, rows);
        QFETCH(int, columns);
        const auto what = static_cast<AfterNorm>(after);
        torch::manual_seed(1);
        // Exact in bfloat16, so that both see the same numbers and no two of a window are equal by rounding.
        const auto x = (torch::randn({5, channels, rows, columns}) * 2 + 1).to(torch::kBFloat16).to(torch::kFloat64);
        const auto added = adds ? torch::randn_like(x).to(torch::kBFloat16).to(torch::kFloat64) : torch::Tensor();
        const auto shape = what == AfterNorm::ReluAndPool ? torch::max_pool2d(x, 3, 2, 1) : x;
        const auto towards = torch::randn_like(shape).to(torch::kBFloat16).to(torch::kFloat64);
        const auto expected = carryOut(x, added, towards, torch::kFloat64, false,
                                       [&](auto& norm, const auto& in, const auto& plus) { return reference(norm, in, what, plus); });
        for (const auto type : {torch::kFloat32, torch::kBFloat16}) {
            const auto got = carryOut(x, added, towards, type, true,
                                      [&](auto& norm, const auto& in, const auto& plus) { return normed(norm, in, what, plus); });
            const double rounding = type == torch::kFloat32 ? 2e-6 : 1.0 / 256;
            QVERIFY(distance(got.y, expected.y) < rounding);
            QVERIFY(distance(got.dx, expected.dx) < 2 * rounding);
            QVERIFY(distance(got.dweight, expected.dweight) < 2 * rounding);
            QVERIFY(distance(got.dbias, expected.dbias) < 2 * rounding);
            QVERIFY(distance(got.mean, expected.mean) < 2e-6);
            QVERIFY(distance(got.variance, expected.variance) < 2e-6);
            if (adds) QVERIFY(distance(got.dadded, expected.dadded) < rounding);
        }
    }

    void channelsInRunsEqualLibTorchs_data()
    {
        QTest::addColumn<int>("images");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::newRow("a grey image") << 5 << 1 << 64 << 64;
        QTest::newRow("rows of a map") << 7 << 16 << 16 << 64;
        QTest::newRow("one image") << 1 << 3 << 4 << 12;
        QTest::newRow("places that fill no vector: LibTorch's own") << 3 << 5 << 3 << 7;
    }

    void channelsInRunsEqualLibTorchs()
    {
        QFETCH(int, images);
        QFETCH(int, channels);
        QFETCH(int, rows);
        QFETCH(int, columns);
        torch::manual_seed(1);
        const auto x = torch::randn({images, channels, rows, columns}, torch::kFloat64) * 2 + 1, towards = torch::randn_like(x);
        const auto plain = [](auto& norm, const auto& in, const auto&) { return norm(in); };
        const auto runs = [](auto& norm, const auto& in, const auto&) { return normedInRuns(norm, in.contiguous()); };
        const auto expected = carryOut(x, {}, towards, torch::kFloat64, false, plain);
        const auto got = carryOut(x, {}, towards, torch::kFloat32, true, runs);
        QVERIFY(distance(got.y, expected.y) < 2e-6);
        QVERIFY(distance(got.dx, expected.dx) < 4e-6);
        QVERIFY(distance(got.dweight, expected.dweight) < 4e-6);
        QVERIFY(distance(got.dbias, expected.dbias) < 4e-6);
        QVERIFY(distance(got.mean, expected.mean) < 2e-6);
        QVERIFY(distance(got.variance, expected.variance) < 2e-6);
        ComputeTeam three(3);
        const ComputeTeam::Here here(&three);
        const auto shared = carryOut(x, {}, towards, torch::kFloat32, true, runs);
        QVERIFY(got.y.equal(shared.y) && got.dx.equal(shared.dx) && got.dweight.equal(shared.dweight) &&
                got.variance.equal(shared.variance));
    }

    void threadsChangeNothing()
    {
        torch::manual_seed(1);
        const auto x = torch::randn({6, 64, 20, 20}), towards = torch::randn({6, 64, 20, 20}).to(torch::kFloat64);
        const auto relu = [](auto& norm, const auto& in, const auto& plus) { return normed(norm, in, AfterNorm::Relu, plus); };
        const auto one = carryOut(x, {}, towards, torch::kBFloat16, true, relu);
        torch::set_num_threads(3);
        const auto three = carryOut(x, {}, towards, torch::kBFloat16, true, relu);
        torch::set_num_threads(1);
        ComputeTeam five(5);
        const ComputeTeam::Here here(&five);
        QVERIFY(one.dx.equal(carryOut(x, {}, towards, torch::kBFloat16, true, relu).dx));
        QVERIFY(one.y.equal(three.y) && one.dx.equal(three.dx) && one.dweight.equal(three.dweight) && one.variance.equal(three.variance));
    }

    void whatIsNoNumberStaysNone_data()
    {
        QTest::addColumn<int>("after");
        QTest::newRow("ReLU") << static_cast<int>(AfterNorm::Relu);
        QTest::newRow("ReLU and pool") << static_cast<int>(AfterNorm::ReluAndPool);
    }

    void whatIsNoNumberStaysNone()
    {
        QFETCH(int, after);
        auto norm = seededNorm(16);
        auto x = torch::randn({2, 16, 6, 6}).contiguous(torch::MemoryFormat::ChannelsLast);
        x[1][3][2][2] = std::numeric_limits<float>::quiet_NaN();
        const auto y = normed(norm, x, static_cast<AfterNorm>(after));
        QVERIFY(y.select(1, 3).isnan().all().item<bool>()); // its whole channel, as its mean is none
        QVERIFY(!y.select(1, 4).isnan().any().item<bool>());
    }

    void evaluatedNormIsLibTorchsOwn()
    {
        auto norm = seededNorm(16);
        norm->eval();
        const auto x = torch::randn({2, 16, 6, 6}).contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::NoGradGuard noGradients;
        QVERIFY(normed(norm, x, AfterNorm::ReluAndPool).equal(torch::max_pool2d(norm(x).relu(), 3, 2, 1)));
    }
};

QTEST_APPLESS_MAIN(TestTrainedNorm)
#include "tst_trainednorm.moc"
