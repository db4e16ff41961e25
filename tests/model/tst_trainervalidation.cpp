#include "model/trainervalidation.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <vector>

using namespace lucency;
using namespace lucency::model;

namespace {

constexpr auto yes = Label::Present, no = Label::Absent, unknown = Label::Unknown;

/// Three findings: five images with one mistake, four with none, and nobody with both classes.
const std::vector<std::vector<double>> logits{{2, -1, 0}, {1, 3, 0}, {0.5, -2, 0}, {-1, 2, 0}, {-3, 5, 0}};
const std::vector<std::vector<Label>> labels{{yes, no, no}, {no, yes, no}, {yes, no, no}, {no, yes, no}, {no, unknown, no}};
const std::vector<std::string> names{"Effusion", "Mass", "Nodule"};

double metricOf(const std::string& metric, int positives = 1)
{
    TrainingPlan plan;
    plan.metric = metric;
    plan.metricPositives = positives;
    EpochRecord record;
    record.validationLoss = 0.75;
    measureEpoch(plan, names, logits, labels, record);
    return record.metric;
}

} // namespace

class TestTrainerValidation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void metricIsThatOfTheRecipe_data();
    void metricIsThatOfTheRecipe();
    void areasAreGivenForEveryFinding();
    void theMeanHasAnIntervalByPatient();
    void wordsAreKnown();
    void lossInPlaceOfTheMetricIsTold_data();
    void lossInPlaceOfTheMetricIsTold();
    void onlyABetterMetricEndsAWait_data();
    void onlyABetterMetricEndsAWait();
};

void TestTrainerValidation::metricIsThatOfTheRecipe_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<double>("expected");
    const double area = 5.0 / 6, precision = (1 + 2.0 / 3) / 2; // Effusion: yes, no, yes, no, no by falling logit
    QTest::newRow("macro AUC") << "macro-auc" << (area + 1) / 2;
    QTest::newRow("macro average precision") << "macro-average-precision" << (precision + 1) / 2;
    QTest::newRow("AUC of a finding") << "auc:Effusion" << area;
    QTest::newRow("average precision of a finding") << "average-precision:Effusion" << precision;
    QTest::newRow("F1 at its best threshold") << "f1:Effusion" << 0.8; // three called, two of them right
    QTest::newRow("F1 where unknown labels are left out") << "f1:Mass" << 1.0;
    QTest::newRow("loss") << "loss" << -0.75;
    QTest::newRow("last, shown as macro AUC") << "last" << (area + 1) / 2;
    QTest::newRow("a finding that nobody has") << "f1:Nodule" << -0.75;
    QTest::newRow("an area of one class") << "auc:Nodule" << -0.75;
}

void TestTrainerValidation::metricIsThatOfTheRecipe()
{
    QFETCH(QString, metric);
    QFETCH(double, expected);
    const double measured = metricOf(metric.toStdString());
    QVERIFY2(std::abs(measured - expected) < 1e-12, qPrintable(QString::number(measured)));
}

void TestTrainerValidation::areasAreGivenForEveryFinding()
{
    EpochRecord record;
    record.aucs = {0.1}; // of before
    measureEpoch({}, names, logits, labels, record);
    QCOMPARE(record.aucs.size(), std::size_t{3});
    QCOMPARE(record.aucs[1], 1.0);
    QVERIFY(std::isnan(record.aucs[2]));
    QCOMPARE(metricOf("macro-auc", 3), -0.75); // no finding has three present cases
}

void TestTrainerValidation::theMeanHasAnIntervalByPatient()
{
    // Two findings over 120 images, three of each person; the second finding is ranked worse.
    std::vector<std::vector<double>> scores;
    std::vector<std::vector<Label>> known;
    std::vector<int> patients;
    for (int image = 0; image < 120; ++image) {
        const int person = image / 3;
        const double wander = std::sin(1.0 + 7.0 * person), more = std::cos(2.0 + 11.0 * person);
        known.push_back({person % 2 ? yes : no, person % 3 ? no : yes});
        scores.push_back({(person % 2 ? 1.0 : 0.0) + wander, (person % 3 ? 0.0 : 0.3) + more});
        patients.push_back(person);
    }
    const std::vector<std::string> two{"Effusion", "Mass"};
    TrainingPlan plan;
    plan.metricPositives = 1;
    EpochRecord byPatient, byImage, alone;
    measureEpoch(plan, two, scores, known, byPatient, patients);
    std::iota(patients.begin(), patients.end(), 0);
    measureEpoch(plan, two, scores, known, byImage, patients);
    measureEpoch(plan, two, scores, known, alone);
    QVERIFY(std::abs(byPatient.meanAuc - (byPatient.aucs[0] + byPatient.aucs[1]) / 2) < 1e-12);
    QVERIFY(byPatient.meanAucLow > 0.4 && byPatient.meanAucLow < byPatient.meanAuc);
    QVERIFY(byPatient.meanAucHigh > byPatient.meanAuc && byPatient.meanAucHigh < 1);
    // Three images of a person say little more than one.
    QVERIFY(byPatient.meanAucHigh - byPatient.meanAucLow > 1.3 * (byImage.meanAucHigh - byImage.meanAucLow));
    QCOMPARE(alone.meanAuc, byPatient.meanAuc);
    QVERIFY(std::isnan(alone.meanAucLow) && std::isnan(alone.meanAucHigh));

    EpochRecord ofOne;
    std::vector<std::vector<double>> first;
    std::vector<std::vector<Label>> firstKnown;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        first.push_back({scores[i][0]});
        firstKnown.push_back({known[i][0]});
    }
    measureEpoch(plan, {"Effusion"}, first, firstKnown, ofOne, patients);
    QVERIFY(std::isnan(ofOne.meanAuc)); // its own interval is DeLong's
}

void TestTrainerValidation::wordsAreKnown()
{
    for (const char* word : {"macro-auc", "macro-average-precision", "loss", "last", "auc:Mass", "f1:Mass", "average-precision:Mass"})
        QVERIFY2(isMetric(word), word);
    for (const char* word : {"", "auc", "auc:", "f2:Mass", "accuracy", "Macro-AUC"})
        QVERIFY2(!isMetric(word), word);
    QCOMPARE(findingOfMetric("average-precision:Pleural: thick"), std::string("Pleural: thick"));
    QVERIFY(findingOfMetric("macro-auc").empty());
}

void TestTrainerValidation::lossInPlaceOfTheMetricIsTold_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<int>("positives");
    QTest::addColumn<QString>("why"); // empty: nothing is told
    const auto few = QStringLiteral("no finding has 3 positive images"), oneClass = QStringLiteral("lacks");
    QTest::newRow("findings with cases enough") << "macro-auc" << 2 << QString();
    QTest::newRow("too few cases of every finding") << "macro-auc" << 3 << few;
    QTest::newRow("too few for precision") << "macro-average-precision" << 3 << few;
    QTest::newRow("a finding of both classes") << "auc:Effusion" << 3 << QString();
    QTest::newRow("a finding that nobody has") << "auc:Nodule" << 1 << oneClass;
    QTest::newRow("the F1 of a finding that nobody has") << "f1:Nodule" << 1 << oneClass;
    QTest::newRow("the loss itself") << "loss" << 3 << QString();
    QTest::newRow("the last epoch, whatever its metric") << "last" << 3 << QString();
}

void TestTrainerValidation::lossInPlaceOfTheMetricIsTold()
{
    QFETCH(QString, metric);
    QFETCH(int, positives);
    QFETCH(QString, why);
    TrainingPlan plan;
    plan.metric = metric.toStdString();
    plan.metricPositives = positives;
    const auto told = QString::fromStdString(lossInPlaceOfMetric(plan, names, labels).value_or(""));
    QCOMPARE(told.isEmpty(), why.isEmpty());
    QVERIFY2(told.contains(why), qPrintable(told));
    if (!why.isEmpty()) QVERIFY2(told.contains(metric) && told.contains(QStringLiteral("validation loss")), qPrintable(told));
}

void TestTrainerValidation::onlyABetterMetricEndsAWait_data()
{
    QTest::addColumn<std::vector<double>>("metrics");
    QTest::addColumn<int>("waited");
    QTest::newRow("nothing yet") << std::vector<double>{} << 0;
    QTest::newRow("the first epoch") << std::vector{-0.7} << 0;
    QTest::newRow("better each time") << std::vector{0.5, 0.6, 0.7} << 0;
    QTest::newRow("the same again") << std::vector{0.5, 0.6, 0.6} << 1;
    QTest::newRow("worse, then better than that alone") << std::vector{0.6, 0.4, 0.5} << 2;
    QTest::newRow("worse, then the best") << std::vector{0.6, 0.4, 0.7} << 0;
}

void TestTrainerValidation::onlyABetterMetricEndsAWait()
{
    QFETCH(std::vector<double>, metrics);
    QTEST(epochsWithoutImprovement(metrics), "waited");
}

QTEST_APPLESS_MAIN(TestTrainerValidation)
#include "tst_trainervalidation.moc"
