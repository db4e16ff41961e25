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
    /// What is not known of the people is said, and nothing that is known.
    void groupsThatAreNotRecordedAreNamed_data()
    {
        QTest::addColumn<QStringList>("known");
        QTest::addColumn<QString>("words");
        QTest::newRow("a run of PNG files with a table of people")
            << QStringList{QStringLiteral("sex"), QStringLiteral("age"), QStringLiteral("view")}
            << "Not recorded for these images: scanner.";
        QTest::newRow("a run of DICOM files") << QStringList{QStringLiteral("sex"), QStringLiteral("age"), QStringLiteral("view"),
                                                             QStringLiteral("scanner")}
                                              << QString();
        QTest::newRow("folders alone") << QStringList{QStringLiteral("folder")}
                                       << "Not recorded for these images: sex, age, view, scanner.";
        QTest::newRow("nothing") << QStringList{} << "not measured: sex, age, view and scanner are not recorded for these images.";
    }

    void groupsThatAreNotRecordedAreNamed()
    {
        QFETCH(QStringList, known);
        QFETCH(QString, words);
        evaluation::FindingCases cases;
        cases.finding = "Effusion";
        for (int i = 0; i < 40; ++i) {
            cases.labels.push_back(i % 2);
            cases.probabilities.push_back((i * 7 % 40 + 10 * (i % 2)) / 60.0);
            cases.patients.push_back(i);
            for (const auto& kind : known)
                cases.groups[kind.toStdString()].push_back(i % 4 < 2 ? "one" : "other");
            cases.groups["scanner"].resize(cases.labels.size()); // gathered, and empty where no header names it
        }
        evaluation::ReportOptions options;
        options.resamples = 0;
        const auto report = evaluation::reportFinding(cases, options);
        QVERIFY(report);
        const auto figure = subgroupFigure(*report);
        QCOMPARE(figure.drawn(), !known.isEmpty());
        QVERIFY2(words.isEmpty() ? !figure.reading.contains(QLatin1String("recorded")) : figure.reading.endsWith(words),
                 qPrintable(figure.reading));
    }

    /// Beside the name of a scanner there is room for the cases; where the figure is clicked and in its numbers the name is whole.
    void longNamesOfScannersAreShortened()
    {
        evaluation::FindingReport report;
        report.finding = "Effusion";
        report.auc = {0.8, 0.7, 0.9};
        const std::string scanner = "Radiographic Medical Systems Incorporated DigitalDetector 3000";
        evaluation::Subgroup group;
        group.kind = "scanner";
        group.name = scanner;
        group.auc = report.auc;
        report.subgroups = {group};
        const auto figure = subgroupFigure(report);
        QVERIFY(placesOf(figure, QString::fromStdString(scanner)).empty());
        QCOMPARE(placesOf(figure, QStringLiteral("Radiographic Med")).size(), std::size_t(1));
        QVERIFY(figure.data.contains(QString::fromStdString(scanner)));
        QCOMPARE(figure.spots.size(), std::size_t(1));
        QVERIFY(figure.spots[0].key.endsWith(QString::fromStdString(scanner)));
    }

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
