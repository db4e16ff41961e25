#include "model/trainerloss.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace lucency;
using namespace lucency::model;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

using Rows = std::vector<std::vector<double>>;

torch::Tensor tensorOf(const Rows& rows)
{
    auto tensor = torch::empty({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows[0].size())}, torch::kFloat64);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            tensor[static_cast<std::int64_t>(r)][static_cast<std::int64_t>(c)] = rows[r][c];
    return tensor;
}

LossWeights weightsOf(std::vector<double> finding, std::vector<double> positive)
{
    return {torch::tensor(finding, torch::kFloat64), torch::tensor(positive, torch::kFloat64)};
}

double lossOf(const Rows& outputs, const Rows& labels, const LossWeights& weights, const LossOptions& options)
{
    return maskedLoss(tensorOf(outputs), tensorOf(labels), weights, options).item<double>();
}

/// Largest difference between the gradient and central differences of the loss.
double gradientError(const Rows& outputs, const Rows& labels, const LossWeights& weights, const LossOptions& options)
{
    auto z = tensorOf(outputs).set_requires_grad(true);
    const auto y = tensorOf(labels);
    maskedLoss(z, y, weights, options).backward();
    const auto gradient = z.grad();
    double worst = 0;
    constexpr double step = 1e-5;
    for (std::size_t r = 0; r < outputs.size(); ++r) {
        for (std::size_t c = 0; c < outputs[r].size(); ++c) {
            Rows above = outputs, below = outputs;
            above[r][c] += step;
            below[r][c] -= step;
            const double slope = (lossOf(above, labels, weights, options) - lossOf(below, labels, weights, options)) / (2 * step);
            worst = std::max(worst, std::abs(slope - gradient[static_cast<std::int64_t>(r)][static_cast<std::int64_t>(c)].item<double>()));
        }
    }
    return worst;
}

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

} // namespace

class TestTrainerLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void lossIsThatOfTheBook_data();
    void lossIsThatOfTheBook();
    void gradientIsTheSlope_data();
    void gradientIsTheSlope();
    void unknownLabelsGiveNoGradient_data();
    void unknownLabelsGiveNoGradient();
    void softmaxTakesAnyPossibleClassWhereTheLabelIsUnknown();
    void severalFindingsShareTheTargetOfSoftmax();
    void penaltyOfOnesWeighsNothing();
    void focalWithoutGammaIsCrossEntropy();
    void lossesStayFiniteFarOut();
};

void TestTrainerLoss::lossIsThatOfTheBook_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("smoothing");
    QTest::addColumn<double>("offDiagonal");
    QTest::addColumn<double>("expected");
    // Two images and two findings with weights 2 and 0.5, positive weights 3 and 1: logits 0.3 (present), -1.2 (absent); 2 (absent), 1
    // (unknown). Softmax: logits of No Finding, first and second finding.
    const double q1 = sigmoid(0.3), q2 = sigmoid(-1.2), q3 = sigmoid(2);
    const auto row = [](const char* name, LossKind kind, double smoothing, double off, double expected) {
        QTest::newRow(name) << static_cast<int>(kind) << smoothing << off << expected;
    };
    row("cross-entropy", LossKind::CrossEntropy, 0, 1, (2 * 3 * -std::log(q1) + 0.5 * -std::log(1 - q2) + 2 * -std::log(1 - q3)) / 2);
    row("cross-entropy, smoothed by a tenth", LossKind::CrossEntropy, 0.1, 1,
        (2 * (0.95 * 3 * -std::log(q1) + 0.05 * -std::log(1 - q1)) + 0.5 * (0.05 * -std::log(q2) + 0.95 * -std::log(1 - q2)) +
         2 * (0.05 * 3 * -std::log(q3) + 0.95 * -std::log(1 - q3))) /
            2);
    // The third is the only wrong call.
    row("cross-entropy, wrong calls five times as dear", LossKind::CrossEntropy, 0, 5,
        (2 * 3 * -std::log(q1) + 0.5 * -std::log(1 - q2) + 5 * 2 * -std::log(1 - q3)) / 2);
    row("focal", LossKind::Focal, 0, 1,
        (2 * 3 * (1 - q1) * (1 - q1) * -std::log(q1) + 0.5 * q2 * q2 * -std::log(1 - q2) + 2 * q3 * q3 * -std::log(1 - q3)) / 2);
    row("hinge", LossKind::Hinge, 0, 1, (2 * 3 * (1 - 0.3) + 0.5 * 0 + 2 * (1 + 2.0)) / 2);
    row("Euclidean", LossKind::Euclidean, 0, 1, (2 * 3 * (1 - q1) * (1 - q1) + 0.5 * q2 * q2 + 2 * q3 * q3) / 2);
    // Softmax with the classes' logits 0.1, 0.3, -1.2 (the first finding) and 0.4, 2, -1 (none; called the first finding).
    const auto share = [](double one, double a, double b, double c) { return std::exp(one) / (std::exp(a) + std::exp(b) + std::exp(c)); };
    const double s1 = share(0.3, 0.1, 0.3, -1.2), s2 = share(0.4, 0.4, 2, -1);
    row("softmax", LossKind::Softmax, 0, 1, (6 * -std::log(s1) + -std::log(s2)) / 2);
    row("softmax, wrong calls five times as dear", LossKind::Softmax, 0, 5, (6 * -std::log(s1) + 5 * -std::log(s2)) / 2);
    const double n1 = share(0.1, 0.1, 0.3, -1.2), m1 = share(-1.2, 0.1, 0.3, -1.2), e2 = share(2, 0.4, 2, -1), m2 = share(-1, 0.4, 2, -1);
    row("softmax, smoothed by three tenths", LossKind::Softmax, 0.3, 1,
        (6 * 0.8 * -std::log(s1) + 0.1 * -std::log(n1) + 0.5 * 0.1 * -std::log(m1) + 0.8 * -std::log(s2) + 6 * 0.1 * -std::log(e2) +
         0.5 * 0.1 * -std::log(m2)) /
            2);
}

void TestTrainerLoss::lossIsThatOfTheBook()
{
    QFETCH(int, kind);
    QFETCH(double, smoothing);
    QFETCH(double, offDiagonal);
    QFETCH(double, expected);
    const LossOptions options{static_cast<LossKind>(kind), smoothing, 2, {{{1, offDiagonal}, {offDiagonal, 1}}}};
    const auto weights = weightsOf({2, 0.5}, {3, 1});
    const bool exclusive = options.kind == LossKind::Softmax;
    const Rows outputs = exclusive ? Rows{{0.1, 0.3, -1.2}, {0.4, 2, -1}} : Rows{{0.3, -1.2}, {2, 1}};
    const Rows labels = exclusive ? Rows{{1, 0}, {0, 0}} : Rows{{1, 0}, {0, unknown}};
    const double loss = lossOf(outputs, labels, weights, options);
    QVERIFY2(std::abs(loss - expected) < 1e-9, qPrintable(QStringLiteral("%1 instead of %2").arg(loss).arg(expected)));
}

void TestTrainerLoss::gradientIsTheSlope_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("smoothing");
    QTest::addColumn<double>("missed");
    for (const auto& [name, kind] : {std::pair{"cross-entropy", LossKind::CrossEntropy},
                                     {"softmax", LossKind::Softmax},
                                     {"focal", LossKind::Focal},
                                     {"hinge", LossKind::Hinge},
                                     {"Euclidean", LossKind::Euclidean}}) {
        QTest::addRow("%s", name) << static_cast<int>(kind) << 0.0 << 1.0;
        QTest::addRow("%s, smoothed", name) << static_cast<int>(kind) << 0.1 << 1.0;
        QTest::addRow("%s, missed findings seven times as dear", name) << static_cast<int>(kind) << 0.1 << 7.0;
    }
}

void TestTrainerLoss::gradientIsTheSlope()
{
    QFETCH(int, kind);
    QFETCH(double, smoothing);
    QFETCH(double, missed);
    const LossOptions options{static_cast<LossKind>(kind), smoothing, 1.5, {{{1, 2}, {missed, 1}}}};
    const auto weights = weightsOf({1, 0.7, 2}, {2, 1, 0.4});
    Rows outputs{{0.4, -1.3, 0.9}, {-0.8, 2.1, -0.3}, {1.7, 0.2, -2.2}, {0.3, -0.6, 0.5}};
    if (options.kind == LossKind::Softmax)
        for (auto& row : outputs)
            row.insert(row.begin(), 0.15);
    const Rows labels{{1, 0, unknown}, {1, 1, 0}, {0, 0, 0}, {unknown, 0, unknown}};
    const double error = gradientError(outputs, labels, weights, options);
    QVERIFY2(error < 1e-8, qPrintable(QString::number(error)));
}

void TestTrainerLoss::unknownLabelsGiveNoGradient_data()
{
    QTest::addColumn<int>("kind");
    for (const auto kind : {LossKind::CrossEntropy, LossKind::Focal, LossKind::Hinge, LossKind::Euclidean, LossKind::Softmax})
        QTest::addRow("loss %d", static_cast<int>(kind)) << static_cast<int>(kind);
}

void TestTrainerLoss::unknownLabelsGiveNoGradient()
{
    QFETCH(int, kind);
    const LossOptions options{static_cast<LossKind>(kind), 0.1, 2, {{{1, 5}, {5, 1}}}};
    const bool exclusive = options.kind == LossKind::Softmax;
    const double infinite = std::numeric_limits<double>::infinity();
    auto z = tensorOf(exclusive ? Rows{{0.2, 0.5, -2}, {0.1, 1, 3}} : Rows{{0.5, infinite}, {-infinite, 3}}).set_requires_grad(true);
    const auto y = tensorOf(exclusive ? Rows{{1, unknown}, {unknown, unknown}} : Rows{{1, unknown}, {unknown, unknown}});
    const auto loss = maskedLoss(z, y, weightsOf({1, 1}, {1, 1}), options);
    QVERIFY(std::isfinite(loss.item<double>()));
    loss.backward();
    QVERIFY(torch::isfinite(z.grad()).all().item<bool>());
    QVERIFY(z.grad()[0][exclusive ? 1 : 0].item<double>() < -0.01);
    QCOMPARE(z.grad()[1].abs().sum().item<double>(), 0.0);
    if (!exclusive) QCOMPARE(z.grad()[0][1].item<double>(), 0.0);
}

void TestTrainerLoss::softmaxTakesAnyPossibleClassWhereTheLabelIsUnknown()
{
    const LossOptions options{LossKind::Softmax};
    const auto weights = weightsOf({1, 1}, {4, 4});
    const double e[] = {std::exp(0.5), std::exp(-0.4), std::exp(1.1)};
    const double expected = -std::log((e[0] + e[2]) / (e[0] + e[1] + e[2])); // the first finding is absent
    QVERIFY(std::abs(lossOf({{0.5, -0.4, 1.1}}, {{0, unknown}}, weights, options) - expected) < 1e-12);
    QCOMPARE(lossOf({{0.5, -0.4, 1.1}}, {{unknown, unknown}}, weights, options), 0.0);
}

void TestTrainerLoss::severalFindingsShareTheTargetOfSoftmax()
{
    const LossOptions options{LossKind::Softmax, 0, 2, {{{1, 3}, {2, 1}}}};
    const auto weights = weightsOf({1, 1}, {1, 1});
    const double sum = std::exp(0.5) + std::exp(-0.4) + std::exp(1.1);
    const double expected = -0.5 * (std::log(std::exp(-0.4) / sum) + std::log(std::exp(1.1) / sum));
    QVERIFY(std::abs(lossOf({{0.5, -0.4, 1.1}}, {{1, 1}}, weights, options) - expected) < 1e-12);
    // The second finding is called for the first: as dear as the dearer of a miss (2) and a false alarm (3).
    const double other = -3 * std::log(std::exp(-0.4) / sum);
    QVERIFY(std::abs(lossOf({{0.5, -0.4, 1.1}}, {{1, 0}}, weights, options) - other) < 1e-12);
}

void TestTrainerLoss::penaltyOfOnesWeighsNothing()
{
    const auto weights = weightsOf({2, 0.5}, {3, 1});
    const Rows outputs{{0.3, -1.2}, {2, 1}}, labels{{1, 0}, {0, 1}};
    const double plain = lossOf(outputs, labels, weights, {});
    QCOMPARE(lossOf(outputs, labels, weights, {LossKind::CrossEntropy, 0, 2, {{{1, 1}, {1, 1}}}}), plain);
    // Every call a weight of its own: the four pairs of truth and call.
    const LossOptions each{LossKind::CrossEntropy, 0, 2, {{{2, 3}, {5, 7}}}};
    const double expected = (2 * 3 * 7 * -std::log(sigmoid(0.3)) + 0.5 * 2 * -std::log(1 - sigmoid(-1.2)) +
                             2 * 3 * -std::log(1 - sigmoid(2)) + 0.5 * 7 * -std::log(sigmoid(1))) /
                            2;
    QVERIFY(std::abs(lossOf(outputs, labels, weights, each) - expected) < 1e-9);
    QVERIFY(std::abs(lossOf({{-0.3, -1}}, {{1, 0}}, weights, each) -
                     (2 * 3 * 5 * -std::log(sigmoid(-0.3)) + 0.5 * 2 * -std::log(1 - sigmoid(-1)))) < 1e-9);
}

void TestTrainerLoss::focalWithoutGammaIsCrossEntropy()
{
    const auto weights = weightsOf({2, 0.5}, {3, 1});
    const Rows outputs{{0.3, -1.2}, {2, 1}}, labels{{1, 0}, {0, 1}};
    QVERIFY(std::abs(lossOf(outputs, labels, weights, {LossKind::Focal, 0.1, 0}) -
                     lossOf(outputs, labels, weights, {LossKind::CrossEntropy, 0.1})) < 1e-12);
}

void TestTrainerLoss::lossesStayFiniteFarOut()
{
    const auto weights = weightsOf({1, 1}, {1, 1});
    for (const auto kind : {LossKind::CrossEntropy, LossKind::Focal, LossKind::Hinge, LossKind::Euclidean, LossKind::Softmax}) {
        const bool exclusive = kind == LossKind::Softmax;
        auto z = tensorOf(exclusive ? Rows{{800, -800, 0}, {-800, 800, 0}} : Rows{{800, -800}, {-800, 800}}).set_requires_grad(true);
        const auto loss = maskedLoss(z, tensorOf({{0, 1}, {1, 0}}), weights, {kind, 0.1});
        QVERIFY(std::isfinite(loss.item<double>()));
        loss.backward();
        QVERIFY(torch::isfinite(z.grad()).all().item<bool>());
    }
}

QTEST_APPLESS_MAIN(TestTrainerLoss)
#include "tst_trainerloss.moc"
