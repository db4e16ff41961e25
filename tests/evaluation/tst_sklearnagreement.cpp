#include "model/evaluation/auc.h"
#include "model/evaluation/averageprecision.h"
#include "model/evaluation/averages.h"
#include "model/evaluation/calibration.h"
#include "model/evaluation/comparison.h"
#include "model/evaluation/confusion.h"
#include "model/evaluation/curves.h"
#include "model/evaluation/findingreport.h"

#include "tests/evaluation/expected.h"

#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::evaluation;
using namespace lucency::test;

namespace {

double valueOr(const Result<double>& result)
{
    return result ? *result : undefined;
}

bool sameFigures(const ClassFigures& figures, const QJsonValue& expected)
{
    return near(figures.precision, number(expected[QStringLiteral("precision")])) &&
           near(figures.recall, number(expected[QStringLiteral("recall")])) && near(figures.f1, number(expected[QStringLiteral("f1")]));
}

} // namespace

/// Every figure on random and adversarial cases against scikit-learn and scipy, to 1e-9. What is undefined is null there and NaN here.
class TestSklearnAgreement : public QObject {
    Q_OBJECT

    QJsonObject m_expected;

    /// One row a case of expected.json.
    void addCases() const
    {
        QTest::addColumn<QJsonObject>("cases");
        for (const auto& each : m_expected[QStringLiteral("cases")].toArray())
            QTest::newRow(qPrintable(each[QStringLiteral("name")].toString())) << each.toObject();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_expected = expectedFigures();
        QVERIFY(m_expected[QStringLiteral("cases")].toArray().size() > 15);
    }

    void calls_data() { addCases(); }
    void calls()
    {
        QFETCH(QJsonObject, cases);
        const auto p = numbers(cases[QStringLiteral("probabilities")]);
        const auto y = integers(cases[QStringLiteral("labels")]);
        const auto expected = cases[QStringLiteral("expected")].toObject();
        const auto figure = [&expected](const char* name) { return number(expected[QLatin1String(name)]); };
        const auto counts = confusionAt(p, y, cases[QStringLiteral("threshold")].toDouble());
        QVERIFY(counts);
        const std::vector<int> counted{static_cast<int>(counts->truePositives), static_cast<int>(counts->falsePositives),
                                       static_cast<int>(counts->trueNegatives), static_cast<int>(counts->falseNegatives)};
        QCOMPARE(counted, integers(expected[QStringLiteral("counts")]));
        QVERIFY(near(counts->sensitivity(), figure("sensitivity")));
        QVERIFY(near(counts->specificity(), figure("specificity")));
        QVERIFY(near(counts->precision(), figure("precision")));
        QVERIFY(near(counts->npv(), figure("npv")));
        QVERIFY(near(counts->f1(), figure("f1")));
        QVERIFY(near(counts->accuracy(), figure("accuracy")));
        QVERIFY(near(counts->balancedAccuracy(), figure("balanced_accuracy")));
        QVERIFY(near(counts->balancedAccuracy(), figure("hard_label_auc")));
        QVERIFY(near(counts->mcc(), figure("mcc")));
        QVERIFY(near(counts->youden(), figure("youden")));
    }

    void curves_data() { addCases(); }
    void curves()
    {
        QFETCH(QJsonObject, cases);
        const auto expected = cases[QStringLiteral("expected")].toObject();
        const auto tally = tallyOf(numbers(cases[QStringLiteral("probabilities")]), integers(cases[QStringLiteral("labels")]));
        QVERIFY(tally);
        const auto area = auc(*tally);
        QVERIFY(near(area ? area->value : undefined, number(expected[QStringLiteral("auc")])));
        const auto partial = numbers(expected[QStringLiteral("partial_auc")]);
        QVERIFY(near(valueOr(partialAuc(*tally, 0.1)), partial[0]));
        QVERIFY(near(valueOr(partialAuc(*tally, 0.5)), partial[1]));
        QVERIFY(near(valueOr(partialAuc(*tally, 1)), partial[2]));
        QVERIFY(near(valueOr(averagePrecision(*tally)), number(expected[QStringLiteral("average_precision")])));

        const auto roc = rocCurve(*tally);
        const auto expectedRoc = expected[QStringLiteral("roc")].toObject();
        QCOMPARE(roc.has_value(), !expectedRoc.isEmpty());
        if (roc) {
            std::vector<double> rates, sensitivities, thresholds;
            for (const auto& point : *roc) {
                rates.push_back(point.falsePositiveRate);
                sensitivities.push_back(point.sensitivity);
                thresholds.push_back(point.threshold);
            }
            QVERIFY(std::isinf(thresholds.front())); // scikit-learn 1.2 puts the highest score + 1 here
            thresholds.erase(thresholds.begin());
            QVERIFY(near(rates, numbers(expectedRoc[QStringLiteral("fpr")])));
            QVERIFY(near(sensitivities, numbers(expectedRoc[QStringLiteral("tpr")])));
            QVERIFY(near(thresholds, numbers(expectedRoc[QStringLiteral("thresholds")]), 0));
        }
        const auto curve = precisionRecallCurve(*tally);
        const auto expectedCurve = expected[QStringLiteral("precision_recall")].toObject();
        QCOMPARE(curve.has_value(), !expectedCurve.isEmpty());
        if (curve) {
            std::vector<double> precisions, recalls;
            for (const auto& point : *curve) {
                precisions.push_back(point.precision);
                recalls.push_back(point.recall);
            }
            QVERIFY(near(precisions, numbers(expectedCurve[QStringLiteral("precision")])));
            QVERIFY(near(recalls, numbers(expectedCurve[QStringLiteral("recall")])));
        }
    }

    void delong_data() { addCases(); }
    void delong()
    {
        QFETCH(QJsonObject, cases);
        const auto expected = cases[QStringLiteral("expected")].toObject();
        if (!expected.contains(QStringLiteral("auc_deviation"))) return;
        const auto area = auc(numbers(cases[QStringLiteral("probabilities")]), integers(cases[QStringLiteral("labels")]));
        QVERIFY(area);
        if (area->value <= 0 || area->value >= 1) return;
        // The interval is symmetric on the logit scale: its half width tells the standard error.
        const auto logit = [](double share) { return std::log(share / (1 - share)); };
        const double deviation = (logit(area->high) - logit(area->low)) / 2 / 1.959963984540054 * area->value * (1 - area->value);
        QVERIFY(near(deviation, number(expected[QStringLiteral("auc_deviation")])));
    }

    void calibration_data() { addCases(); }
    void calibration()
    {
        QFETCH(QJsonObject, cases);
        const auto p = numbers(cases[QStringLiteral("probabilities")]);
        const auto y = integers(cases[QStringLiteral("labels")]);
        const auto expected = cases[QStringLiteral("expected")].toObject();
        QVERIFY(near(valueOr(brierScore(p, y)), number(expected[QStringLiteral("brier")])));
        QVERIFY(near(valueOr(calibrationError(p, y)), number(expected[QStringLiteral("calibration_error")])));
        const auto curve = calibrationCurve(p, y);
        QVERIFY(curve);
        std::vector<double> shares, means;
        std::vector<int> counts;
        for (const auto& bin : *curve) {
            counts.push_back(static_cast<int>(bin.cases));
            if (bin.cases == 0) {
                QVERIFY(std::isnan(bin.meanProbability));
                QVERIFY(std::isnan(bin.share.value));
                continue;
            }
            shares.push_back(bin.share.value);
            means.push_back(bin.meanProbability);
        }
        const auto expectedCurve = expected[QStringLiteral("calibration")].toObject();
        QVERIFY(near(shares, numbers(expectedCurve[QStringLiteral("share")])));
        QVERIFY(near(means, numbers(expectedCurve[QStringLiteral("mean")])));
        if (!p.empty()) QCOMPARE(counts, integers(expectedCurve[QStringLiteral("cases")]));
    }

    void fittedCalibration_data() { addCases(); }
    void fittedCalibration()
    {
        QFETCH(QJsonObject, cases);
        const auto p = numbers(cases[QStringLiteral("probabilities")]);
        const auto y = integers(cases[QStringLiteral("labels")]);
        const auto expected = cases[QStringLiteral("expected")].toObject();
        const auto isotonic = fitIsotonic(p, y);
        QCOMPARE(isotonic.has_value(), !std::isnan(number(expected[QStringLiteral("auc")])));
        const auto expectedIsotonic = expected[QStringLiteral("isotonic")].toObject();
        if (!expectedIsotonic.isEmpty()) {
            std::vector<double> values;
            for (const double at : numbers(expectedIsotonic[QStringLiteral("at")]))
                values.push_back(isotonicProbability(*isotonic, at));
            QVERIFY(near(values, numbers(expectedIsotonic[QStringLiteral("values")])));
        }
        if (expected.contains(QStringLiteral("platt"))) {
            std::vector<double> logits;
            for (const double each : p)
                logits.push_back(logitOf(each));
            const auto fit = fitPlatt(logits, y);
            QVERIFY(fit);
            QVERIFY(near({fit->slope, fit->offset}, numbers(expected[QStringLiteral("platt")])));
        }
    }

    /// The report says the same as the single figures, of all cases.
    void report_data() { addCases(); }
    void report()
    {
        QFETCH(QJsonObject, cases);
        const auto expected = cases[QStringLiteral("expected")].toObject();
        FindingCases finding;
        finding.probabilities = numbers(cases[QStringLiteral("probabilities")]);
        finding.labels = integers(cases[QStringLiteral("labels")]);
        for (std::size_t i = 0; i < finding.labels.size(); ++i)
            finding.patients.push_back(static_cast<int>(i / 2));
        ReportOptions options;
        options.threshold = cases[QStringLiteral("threshold")].toDouble();
        options.resamples = 40;
        options.partialAucLimit = 0.5;
        const auto report = reportFinding(finding, options);
        QVERIFY(report);
        const auto figure = [&expected](const char* name) { return number(expected[QLatin1String(name)]); };
        QVERIFY(near(report->auc.value, figure("auc")));
        QVERIFY(near(report->aucByPatient.value, figure("auc")));
        QVERIFY(near(report->partialAuc.value, numbers(expected[QStringLiteral("partial_auc")])[1]));
        QVERIFY(near(report->averagePrecision.value, figure("average_precision")));
        QVERIFY(near(report->brier.value, figure("brier")));
        QVERIFY(near(report->calibrationError.value, figure("calibration_error")));
        const auto& at = report->atThreshold;
        QVERIFY(near(at.sensitivity.value, figure("sensitivity")));
        QVERIFY(near(at.specificity.value, figure("specificity")));
        QVERIFY(near(at.precision.value, figure("precision")));
        QVERIFY(near(at.npv.value, figure("npv")));
        QVERIFY(near(at.accuracy.value, figure("accuracy")));
        QVERIFY(near(at.f1.value, figure("f1")));
        QVERIFY(near(at.balancedAccuracy.value, figure("balanced_accuracy")));
        QVERIFY(near(at.mcc.value, figure("mcc")));
        QVERIFY(near(at.youden.value, figure("youden")));
    }

    void pairedModels_data()
    {
        QTest::addColumn<QJsonObject>("pair");
        for (const auto& each : m_expected[QStringLiteral("paired")].toArray())
            QTest::newRow(qPrintable(each[QStringLiteral("name")].toString())) << each.toObject();
    }
    void pairedModels()
    {
        QFETCH(QJsonObject, pair);
        const auto first = numbers(pair[QStringLiteral("first")]), second = numbers(pair[QStringLiteral("second")]);
        const auto labels = integers(pair[QStringLiteral("labels")]);
        const auto areas = compareAuc(first, second, labels);
        QVERIFY(areas);
        QVERIFY(near(areas->difference.value, number(pair[QStringLiteral("difference")])));
        QVERIFY(near(areas->standardError, number(pair[QStringLiteral("error")])));
        QVERIFY(near(areas->p, number(pair[QStringLiteral("p")])));
        const auto thresholds = numbers(pair[QStringLiteral("thresholds")]);
        const auto calls = compareCalls(first, thresholds[0], second, thresholds[1], labels);
        QVERIFY(calls);
        QCOMPARE((std::vector<int>{static_cast<int>(calls->firstAlone), static_cast<int>(calls->secondAlone)}),
                 integers(pair[QStringLiteral("alone")]));
        QVERIFY(near(calls->p, number(pair[QStringLiteral("mcnemar")])));
        QCOMPARE(calls->bothRight + calls->bothWrong + calls->firstAlone + calls->secondAlone, static_cast<long>(labels.size()));
    }

    void averagesOverFindings()
    {
        const auto expected = m_expected[QStringLiteral("averages")].toObject();
        std::vector<FindingReport> reports;
        std::vector<FindingCases> findings;
        const auto truth = expected[QStringLiteral("truth")].toArray();
        for (int f = 0; f < truth.size(); ++f) {
            auto& finding = findings.emplace_back();
            finding.labels = integers(truth[f]);
            finding.probabilities = numbers(expected[QStringLiteral("probability")].toArray()[f]);
            finding.patients.resize(finding.labels.size());
            ReportOptions options;
            options.threshold = f == 3 ? 2 : 0.6; // nothing is called for the last
            options.resamples = 0;
            const auto report = reportFinding(finding, options);
            QVERIFY(report);
            reports.push_back(*report);
        }
        QVERIFY(std::isnan(reports[3].atThreshold.precision.value));
        const auto overall = reportOverall(reports, findings);
        const auto is = [&](const char* how, const char* what) { return number(expected[QLatin1String(how)][QLatin1String(what)]); };
        QVERIFY(sameFigures(overall.calls.macro, expected[QStringLiteral("macro")]));
        QVERIFY(sameFigures(overall.calls.weighted, expected[QStringLiteral("weighted")]));
        QVERIFY(sameFigures(overall.calls.micro, expected[QStringLiteral("micro")]));
        QVERIFY(near(overall.auc.macro, is("macro", "auc")));
        QVERIFY(near(overall.auc.weighted, is("weighted", "auc")));
        QVERIFY(near(overall.microAuc, is("micro", "auc")));
        QVERIFY(near(overall.averagePrecision.macro, is("macro", "average_precision")));
        QVERIFY(near(overall.averagePrecision.weighted, is("weighted", "average_precision")));
        QVERIFY(near(overall.microAveragePrecision, is("micro", "average_precision")));
        QCOMPARE(overall.auc.defined, 4);
    }

    void averagesOverExclusiveClasses()
    {
        const auto expected = m_expected[QStringLiteral("exclusive_classes")].toObject();
        const auto matrix = classMatrix(integers(expected[QStringLiteral("truth")]), integers(expected[QStringLiteral("calls")]), 3);
        QVERIFY(matrix);
        const auto counts = integers(expected[QStringLiteral("matrix")]);
        QVERIFY(std::equal(counts.begin(), counts.end(), matrix->counts.begin(), matrix->counts.end()));
        QVERIFY(near(matrix->accuracy(), number(expected[QStringLiteral("accuracy")])));
        const auto averages = averagesOf(std::vector<Confusion>{matrix->ofClass(0), matrix->ofClass(1), matrix->ofClass(2)});
        QVERIFY(sameFigures(averages.macro, expected[QStringLiteral("macro")]));
        QVERIFY(sameFigures(averages.weighted, expected[QStringLiteral("weighted")]));
        QVERIFY(sameFigures(averages.micro, expected[QStringLiteral("micro")]));
    }

    void wilsonIntervals()
    {
        const auto rows = m_expected[QStringLiteral("wilson")].toArray();
        QVERIFY(!rows.isEmpty());
        for (const auto& row : rows) {
            const auto interval = wilson(row[QStringLiteral("right")].toInt(), row[QStringLiteral("of")].toInt());
            QVERIFY(near(interval.low, number(row[QStringLiteral("low")])));
            QVERIFY(near(interval.high, number(row[QStringLiteral("high")])));
        }
    }
};

QTEST_APPLESS_MAIN(TestSklearnAgreement)
#include "tst_sklearnagreement.moc"
