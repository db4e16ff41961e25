#include "app/report/figures.h"
#include "model/evaluation/findingreport.h"

#include <QTest>

#include <cmath>
#include <variant>
#include <vector>

using namespace lucency;
using namespace lucency::app::report;

namespace {

/// Where words that begin so stand in a figure.
std::vector<QPointF> placesOf(const Figure& figure, const QString& beginning)
{
    std::vector<QPointF> places;
    for (const auto& shape : figure.drawing.shapes())
        if (const auto* text = std::get_if<Text>(&shape); text && text->words.startsWith(beginning)) places.push_back(text->at);
    return places;
}

} // namespace

class TestCurveFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Wherever the point lies, its words and the AUC can both be read.
    void wordsInTheRocCurveDoNotLieOverEachOther_data()
    {
        QTest::addColumn<double>("threshold");
        for (int percent = 0; percent <= 100; percent += 4)
            QTest::addRow("threshold %d %%", percent) << percent / 100.0;
    }

    void wordsInTheRocCurveDoNotLieOverEachOther()
    {
        QFETCH(double, threshold);
        evaluation::FindingCases cases;
        cases.finding = "Effusion";
        for (int i = 0; i < 60; ++i) { // worse than guessing: every sensitivity comes with more false alarms
            cases.labels.push_back(i % 3 == 0);
            cases.probabilities.push_back((i * 37 % 60 + (i % 3 == 0 ? 0 : 25)) / 90.0);
            cases.patients.push_back(i);
        }
        evaluation::ReportOptions options;
        options.resamples = 20;
        options.threshold = threshold;
        const auto report = evaluation::reportFinding(cases, options);
        QVERIFY(report);
        const auto figure = rocFigure(*report);
        const auto points = placesOf(figure, QStringLiteral("operating point")), areas = placesOf(figure, QStringLiteral("AUC"));
        QCOMPARE(points.size(), std::size_t(1));
        QCOMPARE(areas.size(), std::size_t(1));
        QVERIFY2(std::abs(points[0].y() - areas[0].y()) >= 12,
                 qPrintable(QStringLiteral("%1 and %2").arg(points[0].y()).arg(areas[0].y())));
    }
};

QTEST_GUILESS_MAIN(TestCurveFigures)
#include "tst_curvefigures.moc"
