#include "model/evaluation/auc.h"
#include "model/evaluation/averageprecision.h"
#include "model/evaluation/calibration.h"
#include "model/evaluation/confusion.h"
#include "model/evaluation/operatingpoint.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lucency;
using namespace lucency::evaluation;

namespace {

struct Cases {
    std::vector<double> probabilities;
    std::vector<int> labels;
};

/// Cases from a linear congruential generator (Knuth's constants), so that scikit-learn could be given the very same ones. With levels
/// the probabilities are coarse: many ties.
Cases draw(int count, std::uint64_t seed, int levels)
{
    Cases cases;
    const auto next = [&seed] {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(seed >> 33) / 2147483648.0;
    };
    for (int i = 0; i < count; ++i) {
        const int label = next() < 0.3 ? 1 : 0;
        double probability = (next() + (label ? 0.35 : 0)) / 1.35;
        if (levels > 0) probability = std::floor(probability * levels) / levels;
        cases.probabilities.push_back(probability);
        cases.labels.push_back(label);
    }
    return cases;
}

bool near(double value, double expected, double tolerance = 1e-9)
{
    if (std::abs(value - expected) <= tolerance) return true;
    qWarning("%.15f is not %.15f", value, expected);
    return false;
}

} // namespace

/// Figures against scikit-learn 1.2.1 on the same cases.
class TestMetrics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithScikitLearn_data();
    void agreesWithScikitLearn();
    void thresholdsReachTheirAim_data();
    void thresholdsReachTheirAim();
    void thresholdIsStableAgainstRounding();
    void unreachableAimSaysSo();
    void aThresholdIsCarriedToWhereItsCallsAre_data();
    void aThresholdIsCarriedToWhereItsCallsAre();
    void wilsonInterval_data();
    void wilsonInterval();
    void bootstrapByPatientIsWiderThanByImage();
    void plattOfReversedLogitsIsFlat();
    void calibrationErrorOfPerfectBinsIsZero();
    void confusionOfLargeCohortsDoesNotOverflow();
    void badCasesAreRefused_data();
    void badCasesAreRefused();
};

void TestMetrics::agreesWithScikitLearn_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("seed");
    QTest::addColumn<int>("levels");
    QTest::addColumn<QVector<double>>("curve"); // auc, average precision, brier, calibration error
    QTest::addColumn<QVector<int>>("counts");   // tp, fp, tn, fn at 0.5
    QTest::addColumn<QVector<double>>("point"); // precision, sensitivity, f1, mcc, balanced accuracy at 0.5
    QTest::addColumn<QVector<double>>("platt"); // slope, offset of logits log((p + .01) / (1.01 - p))
    QTest::newRow("200 cases without ties") << 200 << 1 << 0
                                            << QVector<double>{0.850595238095238, 0.760591470733262, 0.163826616626588, 0.171995635775642}
                                            << QVector<int>{45, 42, 98, 15}
                                            << QVector<double>{0.517241379310345, 0.750000000000000, 0.612244897959184, 0.415961665800250,
                                                               0.725000000000000}
                                            << QVector<double>{1.346505061, -0.984399019};
    QTest::newRow("500 cases of ten probabilities")
        << 500 << 7 << 10 << QVector<double>{0.789151404489201, 0.644136717421680, 0.170920000000000, 0.122800000000000}
        << QVector<int>{105, 104, 237, 54}
        << QVector<double>{0.502392344497608, 0.660377358490566, 0.570652173913043, 0.335555056435600, 0.677696010623582}
        << QVector<double>{1.150327108, -0.392667688};
    QTest::newRow("37 cases") << 37 << 3 << 0 << QVector<double>{0.766666666666667, 0.662393604784909, 0.182685193481057, 0.277787886925407}
                              << QVector<int>{9, 11, 14, 3}
                              << QVector<double>{0.450000000000000, 0.750000000000000, 0.562500000000000, 0.291194295354595,
                                                 0.655000000000000}
                              << QVector<double>{1.459774082, -0.839265338};
}

void TestMetrics::agreesWithScikitLearn()
{
    QFETCH(int, count);
    QFETCH(int, seed);
    QFETCH(int, levels);
    QFETCH(QVector<double>, curve);
    QFETCH(QVector<int>, counts);
    QFETCH(QVector<double>, point);
    QFETCH(QVector<double>, platt);
    const auto cases = draw(count, static_cast<std::uint64_t>(seed), levels);
    QVERIFY(near(auc(cases.probabilities, cases.labels)->value, curve[0]));
    QVERIFY(near(*averagePrecision(cases.probabilities, cases.labels), curve[1]));
    QVERIFY(near(*brierScore(cases.probabilities, cases.labels), curve[2]));
    QVERIFY(near(*calibrationError(cases.probabilities, cases.labels), curve[3]));

    const auto confusion = *confusionAt(cases.probabilities, cases.labels, 0.5);
    const QVector<int> counted{static_cast<int>(confusion.truePositives), static_cast<int>(confusion.falsePositives),
                               static_cast<int>(confusion.trueNegatives), static_cast<int>(confusion.falseNegatives)};
    QCOMPARE(counted, counts);
    QVERIFY(near(confusion.precision(), point[0]));
    QVERIFY(near(confusion.sensitivity(), point[1]));
    QVERIFY(near(confusion.f1(), point[2]));
    QVERIFY(near(confusion.mcc(), point[3]));
    QVERIFY(near(confusion.balancedAccuracy(), point[4]));

    std::vector<double> logits;
    for (const double p : cases.probabilities)
        logits.push_back(std::log((p + 0.01) / (1.01 - p)));
    const auto fit = *fitPlatt(logits, cases.labels);
    // scikit-learn stops its minimiser early: the fit is compared as far as it goes.
    QVERIFY(near(fit.slope, platt[0], 1e-4));
    QVERIFY(near(fit.offset, platt[1], 1e-4));
}

void TestMetrics::thresholdsReachTheirAim_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("seed");
    QTest::addColumn<int>("levels");
    QTest::addColumn<double>("youden");
    QTest::addColumn<double>("f1");
    QTest::addColumn<double>("specificity"); // best with sensitivity >= 0.95
    QTest::addColumn<double>("sensitivity"); // best with specificity >= 0.9
    QTest::newRow("without ties") << 200 << 1 << 0 << 0.523809523809524 << 0.650000000000000 << 0.550000000000000 << 0.500000000000000;
    QTest::newRow("many ties") << 500 << 7 << 10 << 0.405079400210258 << 0.609561752988048 << 0.442815249266862 << 0.377358490566038;
    QTest::newRow("few cases") << 37 << 3 << 0 << 0.560000000000000 << 0.685714285714286 << 0.560000000000000 << 0.333333333333333;
}

void TestMetrics::thresholdsReachTheirAim()
{
    QFETCH(int, count);
    QFETCH(int, seed);
    QFETCH(int, levels);
    QFETCH(double, youden);
    QFETCH(double, f1);
    QFETCH(double, specificity);
    QFETCH(double, sensitivity);
    const auto cases = draw(count, static_cast<std::uint64_t>(seed), levels);
    bool reproduced = true;
    const auto at = [&](const char* aim) {
        const auto chosen = *chooseThreshold(cases.probabilities, cases.labels, aim);
        // The threshold, used as it will be used, gives the very counts that it was chosen for.
        const auto again = *confusionAt(cases.probabilities, cases.labels, chosen.threshold);
        reproduced = reproduced && chosen.reached && again.truePositives == chosen.counts.truePositives &&
                     again.falsePositives == chosen.counts.falsePositives;
        return again;
    };
    QVERIFY(near(at("youden").youden(), youden));
    QVERIFY(near(at("f1").f1(), f1));
    QVERIFY(near(at("sensitivity>=0.95").specificity(), specificity));
    QVERIFY(at("sensitivity>=0.95").sensitivity() >= 0.95);
    QVERIFY(near(at("specificity>=0.9").sensitivity(), sensitivity));
    QVERIFY(at("specificity>=0.9").specificity() >= 0.9);
    QVERIFY(reproduced);
}

void TestMetrics::thresholdIsStableAgainstRounding()
{
    const std::vector<double> probabilities{0.9, 0.8, 0.2, 0.1};
    const std::vector<int> labels{1, 1, 0, 0};
    QVERIFY(near(chooseThreshold(probabilities, labels, "youden")->threshold, 0.5));
}

void TestMetrics::unreachableAimSaysSo()
{
    // Everything tied: calling all gives specificity 0, and no threshold calls none.
    const std::vector<double> tied(6, 0.5);
    const std::vector<int> labels{1, 0, 1, 0, 0, 0};
    const auto chosen = *chooseThreshold(tied, labels, "specificity>=0.9");
    QVERIFY(!chosen.reached);
    QCOMPARE(chosen.counts.falsePositives, 4L);
}

void TestMetrics::aThresholdIsCarriedToWhereItsCallsAre_data()
{
    QTest::addColumn<QVector<double>>("before");
    QTest::addColumn<QVector<double>>("after");
    QTest::addColumn<double>("threshold"); // before; 0.5 becomes 0.4
    QTest::addColumn<int>("changed");
    QTest::newRow("all told apart") << QVector<double>{0.2, 0.49, 0.5, 0.8} << QVector<double>{0.1, 0.39, 0.4, 0.7} << 0.4 << 0;
    QTest::newRow("a step above the threshold") << QVector<double>{0.2, 0.6, 0.8} << QVector<double>{0.1, 0.4, 0.4} << 0.4 << 0;
    QTest::newRow("a step below it") << QVector<double>{0.2, 0.45, 0.8} << QVector<double>{0.4, 0.4, 0.6} << 0.5 << 0;
    QTest::newRow("a step below it and nothing over it") << QVector<double>{0.2, 0.45} << QVector<double>{0.4, 0.4} << 0.7 << 0;
    QTest::newRow("a step on both sides") << QVector<double>{0.2, 0.4, 0.45, 0.6} << QVector<double>{0.1, 0.4, 0.4, 0.4} << 0.4 << 2;
    QTest::newRow("one step for all") << QVector<double>{0.2, 0.45, 0.8} << QVector<double>{0.4, 0.4, 0.4} << 0.4 << 2;
    QTest::newRow("nothing below it") << QVector<double>{0.6, 0.8} << QVector<double>{0.5, 0.6} << 0.4 << 0;
    QTest::newRow("no cases") << QVector<double>{} << QVector<double>{} << 0.4 << 0;
}

void TestMetrics::aThresholdIsCarriedToWhereItsCallsAre()
{
    QFETCH(QVector<double>, before);
    QFETCH(QVector<double>, after);
    QFETCH(double, threshold);
    QFETCH(int, changed);
    const auto carried = carryThreshold(0.5, 0.4, {before.constData(), static_cast<std::size_t>(before.size())},
                                        {after.constData(), static_cast<std::size_t>(after.size())});
    QVERIFY(near(carried.threshold, threshold));
    QCOMPARE(carried.changedCalls, static_cast<long>(changed));
}

void TestMetrics::wilsonInterval_data()
{
    QTest::addColumn<int>("successes");
    QTest::addColumn<int>("trials");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("45 of 50") << 45 << 50 << 0.786397685625204 << 0.956524235068110;
    QTest::newRow("none of 10") << 0 << 10 << 0.0 << 0.277532799862889;
    QTest::newRow("all of 10") << 10 << 10 << 0.722467200137111 << 1.0;
    QTest::newRow("no trials") << 0 << 0 << 0.0 << 1.0;
}

void TestMetrics::wilsonInterval()
{
    QFETCH(int, successes);
    QFETCH(int, trials);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto interval = wilson(successes, trials);
    QVERIFY(near(interval.low, low));
    QVERIFY(near(interval.high, high));
}

void TestMetrics::bootstrapByPatientIsWiderThanByImage()
{
    auto cases = draw(150, 11, 0);
    // Four images of each patient with nearly the same score: they say little more than one.
    Cases repeated;
    std::vector<int> patients, images;
    for (std::size_t i = 0; i < cases.labels.size(); ++i) {
        for (int copy = 0; copy < 4; ++copy) {
            repeated.probabilities.push_back(cases.probabilities[i] + 1e-6 * copy);
            repeated.labels.push_back(cases.labels[i]);
            patients.push_back(static_cast<int>(i));
            images.push_back(static_cast<int>(4 * i) + copy);
        }
    }
    const auto byPatient = *averagePrecision(repeated.probabilities, repeated.labels, patients, 2000, 1);
    const auto byImage = *averagePrecision(repeated.probabilities, repeated.labels, images, 2000, 1);
    QVERIFY(byPatient.low < byPatient.value && byPatient.value < byPatient.high);
    QVERIFY(byPatient.high - byPatient.low > 1.5 * (byImage.high - byImage.low));
    const auto again = *averagePrecision(repeated.probabilities, repeated.labels, patients, 2000, 1);
    QCOMPARE(again.low, byPatient.low);
    QCOMPARE(again.high, byPatient.high);
}

void TestMetrics::plattOfReversedLogitsIsFlat()
{
    const std::vector<double> logits{-3, -2, -1, 1, 2, 3};
    const std::vector<int> labels{1, 1, 1, 0, 0, 0};
    const auto fit = *fitPlatt(logits, labels);
    QCOMPARE(fit.slope, 0.0);
    QVERIFY(near(plattProbability(fit, 100), 0.5));
}

void TestMetrics::calibrationErrorOfPerfectBinsIsZero()
{
    const std::vector<double> probabilities{0.25, 0.25, 0.25, 0.25, 1, 1};
    const std::vector<int> labels{1, 0, 0, 0, 1, 1};
    QVERIFY(near(*calibrationError(probabilities, labels), 0));
    const std::vector<int> wrong{0, 0, 0, 0, 0, 0};
    QVERIFY(near(*calibrationError(probabilities, wrong), 0.5));
}

void TestMetrics::confusionOfLargeCohortsDoesNotOverflow()
{
    const Confusion counts{4'000'000'000L, 1'000'000'000L, 5'000'000'000L, 2'000'000'000L};
    QVERIFY(near(counts.mcc(), 0.5070925528371099));
}

void TestMetrics::badCasesAreRefused_data()
{
    QTest::addColumn<QVector<double>>("probabilities");
    QTest::addColumn<QVector<int>>("labels");
    QTest::addColumn<int>("kind");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("NaN") << QVector<double>{0.1, nan} << QVector<int>{0, 1} << static_cast<int>(FailureKind::BadNumber);
    QTest::newRow("a label of 2") << QVector<double>{0.1, 0.2} << QVector<int>{0, 2} << static_cast<int>(FailureKind::BadNumber);
    QTest::newRow("lengths that differ") << QVector<double>{0.1} << QVector<int>{0, 1} << static_cast<int>(FailureKind::BadArgument);
    QTest::newRow("no positive case") << QVector<double>{0.1, 0.2} << QVector<int>{0, 0} << static_cast<int>(FailureKind::NoLabelledImages);
    QTest::newRow("nothing") << QVector<double>{} << QVector<int>{} << static_cast<int>(FailureKind::NoLabelledImages);
}

void TestMetrics::badCasesAreRefused()
{
    QFETCH(QVector<double>, probabilities);
    QFETCH(QVector<int>, labels);
    QFETCH(int, kind);
    const std::vector<double> p(probabilities.begin(), probabilities.end());
    const std::vector<int> y(labels.begin(), labels.end());
    const auto expected = static_cast<FailureKind>(kind);
    QCOMPARE(auc(p, y).error().kind, expected);
    QCOMPARE(averagePrecision(p, y).error().kind, expected);
    QCOMPARE(chooseThreshold(p, y, "youden").error().kind, expected);
    QCOMPARE(fitPlatt(p, y).error().kind, expected);
    if (expected != FailureKind::NoLabelledImages) {
        QCOMPARE(brierScore(p, y).error().kind, expected);
        QCOMPARE(confusionAt(p, y, 0.5).error().kind, expected);
    }
    QCOMPARE(chooseThreshold(p, y, "luck").error().kind, FailureKind::BadArgument);
}

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
