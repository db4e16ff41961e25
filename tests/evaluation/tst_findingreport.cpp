#include "model/evaluation/findingreport.h"

#include "model/evaluation/auc.h"
#include "model/evaluation/curves.h"
#include "model/evaluation/operatingpoint.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace lucency;
using namespace lucency::evaluation;

namespace {

/// Images of patients with so many images each, all of a patient alike but for a little noise.
FindingCases draw(int patients, int imagesEach, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    FindingCases cases;
    cases.finding = "Effusion";
    for (int patient = 0; patient < patients; ++patient) {
        const int label = patient % 4 == 0;
        const double odds = normal(generator) + 1.2 * label - 0.6;
        for (int image = 0; image < imagesEach; ++image) {
            cases.probabilities.push_back(1 / (1 + std::exp(-odds - 0.05 * normal(generator))));
            cases.labels.push_back(label);
            cases.patients.push_back(1000 + patient);
            cases.groups["sex"].push_back(patient % 3 == 0 ? "F" : patient % 3 == 1 ? "M" : "");
        }
    }
    return cases;
}

double width(const Interval& interval)
{
    return interval.high - interval.low;
}

} // namespace

class TestFindingReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void intervalsHoldTheirValue()
    {
        const auto report = reportFinding(draw(200, 1, 1), {});
        QVERIFY(report);
        const auto& at = report->atThreshold;
        for (const auto& interval : {report->auc, report->aucByPatient, report->partialAuc, report->averagePrecision, report->brier,
                                     at.sensitivity, at.specificity, at.precision, at.npv, at.accuracy, at.f1, at.mcc, at.youden})
            QVERIFY2(interval.low < interval.value && interval.value < interval.high,
                     qPrintable(QStringLiteral("%1 %2 %3").arg(interval.low).arg(interval.value).arg(interval.high)));
        // One image a patient: the bootstrap and DeLong answer the same question.
        QVERIFY(std::abs(width(report->aucByPatient) / width(report->auc) - 1) < 0.15);
    }

    void severalImagesAPatientWidenTheIntervals()
    {
        const auto once = reportFinding(draw(150, 1, 2), {}), fourTimes = reportFinding(draw(150, 4, 2), {});
        QVERIFY(once && fourTimes);
        QVERIFY(width(fourTimes->aucByPatient) > 1.6 * width(fourTimes->auc)); // DeLong takes copies for cases
        QVERIFY(std::abs(width(fourTimes->aucByPatient) / width(once->aucByPatient) - 1) < 0.3);
        QVERIFY(width(fourTimes->atThreshold.sensitivity) > 0.7 * width(once->atThreshold.sensitivity));
        QCOMPARE(fourTimes->patients, 150L);
        QCOMPARE(fourTimes->positives + fourTimes->negatives, 600L);
    }

    /// Nine intervals in ten and more hold the truth that the cases were drawn from.
    void intervalsCoverTheTruth()
    {
        // Two normal distributions a deviation apart: the area is Phi(1 / sqrt 2).
        const double truth = 0.5 * std::erfc(-0.5);
        int delong = 0, byPatient = 0;
        constexpr int studies = 200;
        for (unsigned study = 0; study < studies; ++study) {
            std::mt19937 generator(study);
            std::normal_distribution<double> normal;
            FindingCases cases;
            for (int i = 0; i < 150; ++i) {
                cases.labels.push_back(i % 3 == 0);
                cases.probabilities.push_back(1 / (1 + std::exp(-normal(generator) - (i % 3 == 0 ? 1 : 0))));
                cases.patients.push_back(i);
            }
            ReportOptions options;
            options.resamples = 300;
            const auto report = *reportFinding(cases, options);
            delong += report.auc.low <= truth && truth <= report.auc.high ? 1 : 0;
            byPatient += report.aucByPatient.low <= truth && truth <= report.aucByPatient.high ? 1 : 0;
        }
        QVERIFY2(delong >= 180, qPrintable(QString::number(delong)));
        QVERIFY2(byPatient >= 178, qPrintable(QString::number(byPatient)));
    }

    void theSameSeedGivesTheSameReport()
    {
        ReportOptions options;
        options.resamples = 100;
        const auto cases = draw(60, 2, 3);
        const auto first = *reportFinding(cases, options), again = *reportFinding(cases, options);
        options.seed = 2;
        const auto other = *reportFinding(cases, options);
        QCOMPARE(first.averagePrecision.low, again.averagePrecision.low);
        QCOMPARE(first.averagePrecision.high, again.averagePrecision.high);
        QVERIFY(first.averagePrecision.low != other.averagePrecision.low);
        QCOMPARE(first.averagePrecision.value, other.averagePrecision.value);
    }

    void theOrderOfTheCasesChangesNothing()
    {
        auto cases = draw(60, 1, 3);
        ReportOptions options;
        options.resamples = 100;
        const auto first = *reportFinding(cases, options);
        std::reverse(cases.probabilities.begin(), cases.probabilities.end());
        std::reverse(cases.labels.begin(), cases.labels.end());
        std::reverse(cases.patients.begin(), cases.patients.end());
        const auto reversed = *reportFinding(cases, options);
        QCOMPARE(first.auc.value, reversed.auc.value);
        QCOMPARE(first.aucByPatient.low, reversed.aucByPatient.low);
        QCOMPARE(first.atThreshold.mcc.high, reversed.atThreshold.mcc.high);
    }

    void oneClassAloneLeavesUndefinedWhatNeedsBoth()
    {
        FindingCases cases;
        cases.probabilities = {0.2, 0.7, 0.9};
        cases.labels = {1, 1, 1};
        cases.patients = {1, 2, 3};
        const auto report = reportFinding(cases, {});
        QVERIFY(report);
        QVERIFY(std::isnan(report->auc.value) && std::isnan(report->auc.low) && std::isnan(report->aucByPatient.high));
        QVERIFY(std::isnan(report->atThreshold.specificity.value));
        QVERIFY(std::isnan(report->atThreshold.balancedAccuracy.value));
        QVERIFY(std::isnan(report->atThreshold.mcc.value));
        QVERIFY(report->roc.empty());
        QVERIFY(std::abs(report->atThreshold.sensitivity.value - 2.0 / 3) < 1e-12);
        QVERIFY(std::abs(report->atThreshold.precision.value - 1) < 1e-12);
        QVERIFY(!std::isnan(report->brier.value));
    }

    /// However many images a single patient has, they say nothing of how patients differ.
    void onePatientOfAClassLeavesTheIntervalsOpen()
    {
        auto cases = draw(40, 3, 6);
        for (std::size_t i = 0; i < cases.labels.size(); ++i)
            cases.labels[i] = cases.patients[i] == 1004;
        const auto one = *reportFinding(cases, {});
        QCOMPARE(one.positives, 3L);
        QVERIFY(!std::isnan(one.aucByPatient.value));
        QVERIFY(std::isnan(one.aucByPatient.low) && std::isnan(one.aucByPatient.high) && std::isnan(one.averagePrecision.low));
        QVERIFY(!std::isnan(one.atThreshold.sensitivity.low)); // Wilson's remains
        for (std::size_t i = 0; i < cases.labels.size(); ++i)
            cases.labels[i] = cases.patients[i] == 1004 || cases.patients[i] == 1008;
        QVERIFY(!std::isnan(reportFinding(cases, {})->aucByPatient.low));
    }

    void noCaseAtAllLeavesEverythingUndefined()
    {
        const auto report = reportFinding({}, {});
        QVERIFY(report);
        QCOMPARE(report->positives + report->negatives, 0L);
        QVERIFY(std::isnan(report->auc.value) && std::isnan(report->brier.value) && std::isnan(report->atThreshold.accuracy.value));
        QVERIFY(report->roc.empty() && report->precisionRecall.empty() && report->subgroups.empty());
    }

    /// A share of 1 is not certain because no resample can contradict it.
    void sharesOfOneKeepAnInterval()
    {
        FindingCases cases;
        for (int i = 0; i < 20; ++i) {
            cases.labels.push_back(i < 10);
            cases.probabilities.push_back(i < 10 ? 0.9 : 0.1);
            cases.patients.push_back(i);
        }
        const auto report = *reportFinding(cases, {});
        QCOMPARE(report.atThreshold.sensitivity.value, 1.0);
        QVERIFY(report.atThreshold.sensitivity.low < 0.75);
        QVERIFY(report.auc.low < 0.75);
    }

    void curvesPassThroughTheirPoints()
    {
        const auto cases = draw(100, 1, 5);
        const auto report = *reportFinding(cases, {});
        const auto curve = *rocCurve(*tallyOf(cases.probabilities, cases.labels));
        QCOMPARE(report.roc.size(), std::size_t{101});
        QCOMPARE(report.roc.back().height.value, 1.0);
        for (const auto& point : report.roc) {
            // The highest sensitivity of the curve up to this rate, and between it and the next corner.
            double below = 0, above = 1;
            for (const auto& corner : curve) {
                if (corner.falsePositiveRate <= point.at + 1e-12) below = std::max(below, corner.sensitivity);
                if (corner.falsePositiveRate >= point.at - 1e-12) above = std::min(above, std::max(below, corner.sensitivity));
            }
            QVERIFY(point.height.value >= below - 1e-12);
            QVERIFY(point.height.value <= std::max(above, below) + 1e-12);
            QVERIFY(point.height.low <= point.height.value + 1e-12 && point.height.value <= point.height.high + 1e-12);
        }
        const auto expected = *precisionRecallCurve(*tallyOf(cases.probabilities, cases.labels));
        for (const auto& point : report.precisionRecall) {
            double precision = 0;
            for (const auto& corner : expected)
                if (corner.recall >= point.at - 1e-12) {
                    precision = corner.precision;
                    break;
                }
            QVERIFY(std::abs(point.height.value - precision) < 1e-12);
        }
    }

    void predictiveValuesFollowThePrevalence()
    {
        FindingCases cases;
        // Sensitivity 0.9 and specificity 0.8.
        for (int i = 0; i < 20; ++i) {
            cases.labels.push_back(i < 10);
            cases.probabilities.push_back(i < 9 || i >= 18 ? 0.9 : 0.1);
            cases.patients.push_back(i);
        }
        ReportOptions options;
        options.prevalences = {0.5, 0.01};
        const auto report = *reportFinding(cases, options);
        QCOMPARE(report.predictive.size(), std::size_t{2});
        QVERIFY(std::abs(report.predictive[0].ppv.value - 0.9 / 1.1) < 1e-12);
        QVERIFY(std::abs(report.predictive[0].npv.value - 0.8 / 0.9) < 1e-12);
        QVERIFY(std::abs(report.predictive[1].ppv.value - 0.009 / (0.009 + 0.198)) < 1e-12);
        QVERIFY(report.predictive[1].ppv.low < report.predictive[1].ppv.value);
        QVERIFY(std::isnan(predictiveValues(0, 1, 0.1).ppv)); // nobody would be called
        QCOMPARE(predictiveValues(0, 1, 0.1).npv, 0.9);
    }

    void subgroupsAreToldApart()
    {
        auto cases = draw(120, 1, 7);
        const auto report = *reportFinding(cases, {});
        QCOMPARE(report.subgroups.size(), std::size_t{2}); // the unknown are in none
        long sum = 0;
        for (const auto& group : report.subgroups) {
            QCOMPARE(group.kind, std::string("sex"));
            sum += group.positives + group.negatives;
            QVERIFY(group.auc.low < group.auc.value && group.auc.value < group.auc.high);
        }
        QCOMPARE(sum, 80L);
        ReportOptions options;
        options.fewestInSubgroup = 1000;
        const auto few = *reportFinding(cases, options);
        QVERIFY(std::isnan(few.subgroups.front().auc.value));
        QVERIFY(!std::isnan(few.subgroups.front().sensitivity.value));
    }

    void cheapestThresholdFollowsTheCost()
    {
        const std::vector<double> scores{0.9, 0.8, 0.7, 0.6, 0.5, 0.4};
        const std::vector<int> labels{1, 0, 0, 1, 0, 0};
        // A miss as dear as a false alarm: call the first alone. Ten times as dear: call down to the last positive.
        QCOMPARE(chooseThreshold(scores, labels, "cost=1")->counts.truePositives, 1L);
        QCOMPARE(chooseThreshold(scores, labels, "cost=10")->counts.truePositives, 2L);
        QCOMPARE(chooseThreshold(scores, labels, "cost=10")->counts.falsePositives, 2L);
        for (const char* aim :
             {"cost=0", "cost=-1", "cost=", "cost", "sensitivity>=1.01", "specificity>=0", "sensitivity>=x", "specificity>=nan", ""})
            QVERIFY2(!isAim(aim), aim);
        for (const char* aim : {"youden", "f1", "sensitivity>=0.95", "sensitivity>=1", "specificity>=0.9", "cost=2.5"})
            QVERIFY2(isAim(aim), aim);
    }

    void badCasesAreRefused_data()
    {
        QTest::addColumn<double>("probability");
        QTest::addColumn<int>("label");
        QTest::addColumn<int>("patients");
        QTest::addColumn<int>("kind");
        QTest::newRow("NaN") << std::nan("") << 1 << 2 << static_cast<int>(FailureKind::BadNumber);
        QTest::newRow("over 1") << 1.5 << 1 << 2 << static_cast<int>(FailureKind::BadNumber);
        QTest::newRow("below 0") << -0.1 << 1 << 2 << static_cast<int>(FailureKind::BadNumber);
        QTest::newRow("a label of 2") << 0.5 << 2 << 2 << static_cast<int>(FailureKind::BadNumber);
        QTest::newRow("too few patients") << 0.5 << 1 << 1 << static_cast<int>(FailureKind::BadArgument);
    }
    void badCasesAreRefused()
    {
        QFETCH(double, probability);
        QFETCH(int, label);
        QFETCH(int, patients);
        QFETCH(int, kind);
        FindingCases cases;
        cases.probabilities = {0.5, probability};
        cases.labels = {0, label};
        cases.patients.resize(static_cast<std::size_t>(patients));
        const auto report = reportFinding(cases, {});
        QVERIFY(!report);
        QCOMPARE(report.error().kind, static_cast<FailureKind>(kind));
        if (report.error().kind == FailureKind::BadNumber) QCOMPARE(report.error().detail, std::string("row 2"));
    }

    void stopEndsTheBootstrap()
    {
        std::stop_source source;
        source.request_stop();
        QCOMPARE(reportFinding(draw(50, 1, 1), {}, source.get_token()).error().kind, FailureKind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestFindingReport)
#include "tst_findingreport.moc"
