#include "model/networks/normrelu.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>
#include <limits>

using namespace lucency::model;

class TestNormRelu : public QObject {
    Q_OBJECT

    static torch::nn::BatchNorm2d learntNorm(int channels)
    {
        torch::manual_seed(3);
        torch::nn::BatchNorm2d norm(channels);
        const torch::NoGradGuard noGradients;
        norm->weight.uniform_(-2, 2);
        norm->bias.uniform_(-1, 1);
        norm->running_mean.uniform_(-1, 1);
        norm->running_var.uniform_(0.1, 3);
        norm->eval();
        return norm;
    }

private Q_SLOTS:
    void computesWhatNormAndReluCompute_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("reduced");
        QTest::addColumn<bool>("partOfAWiderMap");
        QTest::newRow("float32") << 64 << false << false;
        QTest::newRow("float32, a count that fills no register") << 37 << false << false;
        QTest::newRow("float32, the first channels of a wider map") << 32 << false << true;
        QTest::newRow("bfloat16") << 64 << true << false;
        QTest::newRow("bfloat16, the first channels of a wider map") << 37 << true << true;
    }
    void computesWhatNormAndReluCompute()
    {
        QFETCH(int, channels);
        QFETCH(bool, reduced);
        QFETCH(bool, partOfAWiderMap);
        const torch::NoGradGuard noGradients;
        auto norm = learntNorm(channels);
        auto map = torch::randn({2, partOfAWiderMap ? channels + 32 : channels, 5, 7}).contiguous(torch::MemoryFormat::ChannelsLast);
        if (reduced) map = map.to(torch::kBFloat16);
        const auto x = map.narrow(1, 0, channels);
        QVERIFY(NormRelu::takes(x));
        const auto fused = NormRelu(norm)(x);
        QCOMPARE(fused.scalar_type(), x.scalar_type());
        QVERIFY(fused.is_contiguous(torch::MemoryFormat::ChannelsLast));
        const auto exact = norm(x.to(torch::kFloat32)).relu();
        // Half a unit in the last place of bfloat16 is at most 2^-8 of the value.
        QVERIFY(torch::allclose(fused.to(torch::kFloat32), exact, reduced ? 1.0 / 256 : 1e-5, 1e-5));
    }

    void roundsAsLibTorchDoes()
    {
        const torch::NoGradGuard noGradients;
        torch::nn::BatchNorm2d plain(16); // the identity but for its epsilon
        plain->eval();
        plain->running_var.fill_(1 - 1e-5);
        const auto x = torch::randn({1, 16, 64, 64}).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
        QVERIFY(torch::equal(NormRelu(plain)(x), x.relu()));
    }

    void rectifiesAsLibTorchDoes_data()
    {
        QTest::addColumn<bool>("reduced");
        QTest::addColumn<bool>("partOfAWiderMap");
        QTest::newRow("float32") << false << false;
        QTest::newRow("bfloat16") << true << false;
        QTest::newRow("bfloat16, channels with others between") << true << true;
    }
    void rectifiesAsLibTorchDoes()
    {
        QFETCH(bool, reduced);
        QFETCH(bool, partOfAWiderMap);
        const torch::NoGradGuard noGradients;
        const auto infinity = std::numeric_limits<float>::infinity();
        auto map =
            torch::randn({3, 40, 5, 7}).contiguous(torch::MemoryFormat::ChannelsLast).to(reduced ? torch::kBFloat16 : torch::kFloat32);
        map[0][0][0][0] = infinity;
        map[0][1][0][0] = -infinity;
        map[0][2][0][0] = -0.0F;
        auto x = partOfAWiderMap ? map.narrow(1, 0, 33) : map;
        const auto expected = x.relu();
        QVERIFY(torch::equal(rectified(x), expected));
        QVERIFY(torch::equal(x, expected)); // in place
        for (const float sign : {1.0F, -1.0F}) {
            x[1][2][3][4] = std::copysign(std::numeric_limits<float>::quiet_NaN(), sign);
            QVERIFY(torch::isnan(rectified(x)[1][2][3][4]).item<bool>());
        }
    }

    void keepsWhatIsNoNumber_data()
    {
        QTest::addColumn<bool>("reduced");
        QTest::newRow("float32") << false;
        QTest::newRow("bfloat16") << true;
    }
    void keepsWhatIsNoNumber()
    {
        QFETCH(bool, reduced);
        const torch::NoGradGuard noGradients;
        auto x = torch::zeros({1, 32, 1, 1}).contiguous(torch::MemoryFormat::ChannelsLast);
        x[0][5] = std::numeric_limits<float>::quiet_NaN();
        x[0][6] = std::numeric_limits<float>::infinity();
        if (reduced) x = x.to(torch::kBFloat16);
        auto norm = learntNorm(32);
        norm->weight.fill_(1);
        const auto out = NormRelu(norm)(x).to(torch::kFloat32);
        QVERIFY(out[0][5].isnan().item<bool>());
        QVERIFY(out[0][6].isinf().item<bool>());
        QCOMPARE(out.isnan().sum().item<int>(), 1);
    }

    void leavesOtherMapsToTheNorm()
    {
        const auto x = torch::randn({2, 8, 4, 4});
        QVERIFY(!NormRelu::takes(x)); // a gradient may be asked for
        const torch::NoGradGuard noGradients;
        QVERIFY(!NormRelu::takes(x)); // planes
        QVERIFY(!NormRelu::takes(x.to(torch::kFloat64).contiguous(torch::MemoryFormat::ChannelsLast)));
        QVERIFY(NormRelu::takes(x.contiguous(torch::MemoryFormat::ChannelsLast)));
    }
};

QTEST_APPLESS_MAIN(TestNormRelu)
#include "tst_normrelu.moc"
