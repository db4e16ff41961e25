#include "model/trainervalidation.h"

#include <QTest>

#include <cmath>
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
    void wordsAreKnown();
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

void TestTrainerValidation::wordsAreKnown()
{
    for (const char* word : {"macro-auc", "macro-average-precision", "loss", "last", "auc:Mass", "f1:Mass", "average-precision:Mass"})
        QVERIFY2(isMetric(word), word);
    for (const char* word : {"", "auc", "auc:", "f2:Mass", "accuracy", "Macro-AUC"})
        QVERIFY2(!isMetric(word), word);
    QCOMPARE(findingOfMetric("average-precision:Pleural: thick"), std::string("Pleural: thick"));
    QVERIFY(findingOfMetric("macro-auc").empty());
}

QTEST_APPLESS_MAIN(TestTrainerValidation)
#include "tst_trainervalidation.moc"
