#include "app/evaluation.h"
#include "app/evaluationrecord.h"

#include "tests/app/evaluationcases.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace lucency;
using namespace lucency::app;
using nlohmann::json;
using test::predictions;

class tst_recalibration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A calibration changes what a probability says, not what the model calls.
    void plattWithoutAnAimKeepsTheModelsCalls()
    {
        EvaluationRequest request;
        request.predictions = predictions(90, 1000, "test");
        request.validation = predictions(60, 1, "validation");
        request.resamples = 0;
        request.manifest["Effusion"] = {0.3, true, {}, {}};
        const auto plain = evaluate(request);
        request.calibration = CalibrationMethod::Platt;
        const auto platt = evaluate(request);
        QVERIFY(plain && platt);
        const auto& finding = platt->findings.front();
        const auto &counts = finding.report.atThreshold.counts, &before = plain->findings.front().report.atThreshold.counts;
        QCOMPARE(counts.truePositives, before.truePositives);
        QCOMPARE(counts.falsePositives, before.falsePositives);
        QCOMPARE(counts.trueNegatives, before.trueNegatives);
        QCOMPARE(counts.falseNegatives, before.falseNegatives);
        QCOMPARE(finding.thresholdSource, std::string("model"));
        QCOMPARE(finding.report.atThreshold.threshold, recalibrated(finding, 0.3));
        QCOMPARE(finding.modelThreshold, std::optional(0.3));
        QVERIFY(finding.report.brier.value < finding.brierBefore); // and the probabilities are others
        const auto report = json::parse(evaluationJson(*platt, {}));
        QCOMPARE(report["findings"]["Effusion"]["recalibration"]["model_threshold"].get<double>(), 0.3);
        QCOMPARE(report["findings"]["Effusion"]["recalibration"]["changed_calls"].get<long>(), 0L);
        QVERIFY(report["remarks"].dump().find("threshold-within-a-step") == std::string::npos);
        QCOMPARE(recalibrated(request.predictions, *platt).findings[0].probabilities[7],
                 recalibrated(finding, request.predictions.findings[0].probabilities[7]));
    }

    /// Where a step of the isotonic fit holds images of both sides of the model's threshold, the report says so.
    void isotonicThatBluntsTheModelsThresholdSaysSo()
    {
        EvaluationRequest request;
        request.predictions = predictions(90, 1000, "test");
        request.validation = predictions(60, 1, "validation");
        request.resamples = 0;
        long kept = 0, changed = 0;
        for (int step = 1; step < 60; ++step) {
            request.manifest["Effusion"] = {step / 60.0, true, {}, {}};
            request.calibration = CalibrationMethod::None;
            const auto before = evaluate(request)->findings.front().report.atThreshold.counts;
            request.calibration = CalibrationMethod::Isotonic;
            const auto isotonic = evaluate(request);
            const auto& finding = isotonic->findings.front();
            const auto& counts = finding.report.atThreshold.counts;
            const auto report = json::parse(evaluationJson(*isotonic, {}));
            const bool said = report["remarks"].dump().find("threshold-within-a-step") != std::string::npos;
            // The whole step is positive: the model's own calls are among them.
            QCOMPARE(finding.changedCalls, counts.truePositives + counts.falsePositives - before.truePositives - before.falsePositives);
            QVERIFY(counts.truePositives >= before.truePositives && counts.falsePositives >= before.falsePositives);
            QCOMPARE(said, finding.changedCalls > 0);
            QCOMPARE(evaluationTable(*isotonic, {}).find("--aim") != std::string::npos, said);
            ++(said ? changed : kept);
        }
        QVERIFY(kept > 0 && changed > 0);
    }
};

QTEST_GUILESS_MAIN(tst_recalibration)
#include "tst_recalibration.moc"
