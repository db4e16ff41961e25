#include "app/evaluation.h"
#include "app/evaluationcases.h"
#include "app/evaluationrecord.h"
#include "app/report/sections.h"
#include "app/workbench/askedimages.h"
#include "app/workbench/imageexport.h"
#include "app/workbench/openedresult.h"
#include "app/workbench/resultinview.h"
#include "app/workbench/runcomparison.h"
#include "tests/support/app/finishedrun.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <set>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

namespace {

bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-12;
}

void compareCounts(const evaluation::Confusion& a, const evaluation::Confusion& b)
{
    QCOMPARE(a.truePositives, b.truePositives);
    QCOMPARE(a.falsePositives, b.falsePositives);
    QCOMPARE(a.trueNegatives, b.trueNegatives);
    QCOMPARE(a.falseNegatives, b.falseNegatives);
}

evaluation::FindingReport slow(const PredictionTable& table, std::size_t finding, double threshold, int resamples = 0)
{
    evaluation::ReportOptions options;
    options.threshold = threshold;
    options.resamples = resamples;
    return evaluation::reportFinding(casesOf(table, patientNumbers(table), table.findings[finding]), options).value();
}

} // namespace

class WorkbenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void figures_agree_with_the_report_at_every_threshold_data();
    void figures_agree_with_the_report_at_every_threshold();
    void a_place_of_a_curve_leads_to_its_threshold();
    void what_is_selected_is_just_those_images_the_most_wrong_first_data();
    void what_is_selected_is_just_those_images_the_most_wrong_first();
    void intervals_of_resampling_are_taken_over();
    void an_aim_is_chosen_on_validation_where_there_is_one();
    void a_report_of_other_images_is_told();
    void corrected_labels_change_figures_and_not_the_source();
    void one_operating_point_drives_all();
    void two_runs_are_compared_on_the_images_that_both_have();
    void two_runs_without_a_common_image_cannot_be_compared();
    void images_are_exported_in_folders_and_nothing_is_overwritten();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::filesystem::path file(const char* name) const { return path(name).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void WorkbenchTest::figures_agree_with_the_report_at_every_threshold_data()
{
    QTest::addColumn<int>("images");
    QTest::addColumn<double>("share");
    QTest::newRow("many") << 700 << 0.3;
    QTest::newRow("few with it") << 200 << 0.03;
    QTest::newRow("all have it") << 50 << 1.0;
    QTest::newRow("none has it") << 50 << 0.0;
    QTest::newRow("three") << 3 << 0.5;
    QTest::newRow("one") << 1 << 0.5;
}

void WorkbenchTest::figures_agree_with_the_report_at_every_threshold()
{
    QFETCH(int, images);
    QFETCH(double, share);
    const auto table = drawnPredictions(images, 7, share);
    const auto patients = patientNumbers(table);
    for (std::size_t f = 0; f < 2; ++f) {
        const auto ranked = RankedFinding::of(table, patients, f);
        QVERIFY(ranked);
        std::set<double> thresholds{0, 1, 0.5, 0.123456};
        for (const double probability : table.findings[f].probabilities) {
            thresholds.insert(probability);
            thresholds.insert(std::nextafter(probability, 2.0));
        }
        std::size_t tried = 0;
        for (const double threshold : thresholds) {
            if (thresholds.size() > 80 && ++tried % 9 != 0) continue;
            const auto quick = ranked->reportAt(threshold), exact = slow(table, f, threshold);
            compareCounts(quick.atThreshold.counts, exact.atThreshold.counts);
            compareCounts(ranked->countsAt(threshold), exact.atThreshold.counts);
            QCOMPARE(quick.positives, exact.positives);
            QCOMPARE(quick.patients, exact.patients);
            for (const auto& [a, b] :
                 {std::pair(&quick.atThreshold.sensitivity, &exact.atThreshold.sensitivity),
                  std::pair(&quick.atThreshold.specificity, &exact.atThreshold.specificity),
                  std::pair(&quick.atThreshold.precision, &exact.atThreshold.precision),
                  std::pair(&quick.atThreshold.npv, &exact.atThreshold.npv),
                  std::pair(&quick.atThreshold.accuracy, &exact.atThreshold.accuracy), std::pair(&quick.auc, &exact.auc)})
                QVERIFY(same(a->value, b->value) && same(a->low, b->low) && same(a->high, b->high));
            for (const auto& [a, b] :
                 {std::pair(quick.atThreshold.f1.value, exact.atThreshold.f1.value),
                  std::pair(quick.atThreshold.mcc.value, exact.atThreshold.mcc.value),
                  std::pair(quick.atThreshold.youden.value, exact.atThreshold.youden.value),
                  std::pair(quick.averagePrecision.value, exact.averagePrecision.value), std::pair(quick.brier.value, exact.brier.value),
                  std::pair(quick.calibrationError.value, exact.calibrationError.value), std::pair(quick.present.f1, exact.present.f1),
                  std::pair(quick.absent.precision, exact.absent.precision), std::pair(quick.classes.macro.f1, exact.classes.macro.f1),
                  std::pair(quick.classes.weighted.recall, exact.classes.weighted.recall)})
                QVERIFY(same(a, b));
            QCOMPARE(quick.roc.size(), exact.roc.size());
            for (std::size_t i = 0; i < quick.roc.size(); ++i) {
                QVERIFY(same(quick.roc[i].height.value, exact.roc[i].height.value));
                QVERIFY(quick.roc[i].height.low <= quick.roc[i].height.value && quick.roc[i].height.high >= quick.roc[i].height.value);
            }
            QCOMPARE(quick.subgroups.size(), exact.subgroups.size());
            for (std::size_t i = 0; i < quick.subgroups.size(); ++i) {
                QCOMPARE(quick.subgroups[i].name, exact.subgroups[i].name);
                compareCounts(quick.subgroups[i].counts, exact.subgroups[i].counts);
                QVERIFY(same(quick.subgroups[i].auc.low, exact.subgroups[i].auc.low));
                QVERIFY(same(quick.subgroups[i].sensitivity.high, exact.subgroups[i].sensitivity.high));
            }
        }
    }
}

void WorkbenchTest::a_place_of_a_curve_leads_to_its_threshold()
{
    const auto table = drawnPredictions(500);
    const auto ranked = RankedFinding::of(table, patientNumbers(table), 0).value();
    for (int i = 0; i <= 100; ++i) {
        const double rate = i / 100.0;
        const auto counts = ranked.countsAt(ranked.thresholdAtFalsePositiveRate(rate));
        QVERIFY(1 - counts.specificity() <= rate + 1e-12);
        const double recall = std::max(0.01, rate);
        QVERIFY(ranked.countsAt(ranked.thresholdAtRecall(recall)).sensitivity() >= recall - 1e-12);
    }
    // As high as it can be with so many false alarms: a little lower, and there are more.
    const double threshold = ranked.thresholdAtFalsePositiveRate(0.2);
    QVERIFY(1 - ranked.countsAt(threshold - 0.004).specificity() > 0.19);
    QCOMPARE(thresholdOfSpot(ranked, QStringLiteral("fpr=0.2")).value(), threshold);
    QCOMPARE(thresholdOfSpot(ranked, QStringLiteral("recall=0.5")).value(), ranked.thresholdAtRecall(0.5));
    QVERIFY(!thresholdOfSpot(ranked, QStringLiteral("tp")));
    QVERIFY(!imagesOfSpot(ranked, QStringLiteral("something"), 0.5));
}

void WorkbenchTest::what_is_selected_is_just_those_images_the_most_wrong_first_data()
{
    QTest::addColumn<QString>("key");
    for (const char* key : {"tp", "fn", "fp", "tn", "bin=3", "bin=0", "bin=5", "group=sex/F", "group=view/AP"})
        QTest::newRow(key) << QString::fromLatin1(key);
}

void WorkbenchTest::what_is_selected_is_just_those_images_the_most_wrong_first()
{
    QFETCH(QString, key);
    const auto table = drawnPredictions(400);
    const double threshold = 0.45;
    const auto ranked = RankedFinding::of(table, patientNumbers(table), 1).value();
    const auto asked = imagesOfSpot(ranked, key, threshold);
    QVERIFY(asked);
    QVERIFY(asked->title.startsWith(QLatin1String("Mass")));
    const auto chosen = ranked.select(asked->filter);
    const std::set<std::uint32_t> distinct(chosen.begin(), chosen.end());
    QCOMPARE(distinct.size(), chosen.size());
    double before = 2;
    for (const auto each : chosen) {
        const double probability = ranked.cases().probabilities[each];
        const double wrong = ranked.cases().labels[each] == 1 ? 1 - probability : probability;
        QVERIFY(wrong <= before);
        before = wrong;
    }
    const auto report = ranked.reportAt(threshold);
    const auto& counts = report.atThreshold.counts;
    long expected = -1;
    if (key == QLatin1String("tp")) expected = counts.truePositives;
    if (key == QLatin1String("fn")) expected = counts.falseNegatives;
    if (key == QLatin1String("fp")) expected = counts.falsePositives;
    if (key == QLatin1String("tn")) expected = counts.trueNegatives;
    if (key.startsWith(QLatin1String("bin="))) expected = report.calibration[static_cast<std::size_t>(key.mid(4).toInt())].cases;
    for (const auto& group : report.subgroups)
        if (key == QStringLiteral("group=%1/%2").arg(QString::fromStdString(group.kind), QString::fromStdString(group.name)))
            expected = group.positives + group.negatives;
    QCOMPARE(static_cast<long>(chosen.size()), expected);
    for (const auto each : chosen)
        QVERIFY(table.findings[1].labels[ranked.imageOf(each)] != PredictionTable::unknownLabel);
}

void WorkbenchTest::intervals_of_resampling_are_taken_over()
{
    const auto table = drawnPredictions(200);
    const auto ranked = RankedFinding::of(table, patientNumbers(table), 0).value();
    const auto resampled = slow(table, 0, 0.4, 60);
    const auto there = withResampledIntervals(ranked.reportAt(0.4), resampled);
    QCOMPARE(there.atThreshold.f1.low, resampled.atThreshold.f1.low);
    QCOMPARE(there.averagePrecision.high, resampled.averagePrecision.high);
    const auto elsewhere = withResampledIntervals(ranked.reportAt(0.5), resampled);
    QVERIFY(std::isnan(elsewhere.atThreshold.f1.low));
    QCOMPARE(elsewhere.averagePrecision.high, resampled.averagePrecision.high);
    QCOMPARE(elsewhere.roc[50].height.low, resampled.roc[50].height.low);
    QCOMPARE(elsewhere.atThreshold.counts.truePositives, ranked.countsAt(0.5).truePositives);
}

void WorkbenchTest::an_aim_is_chosen_on_validation_where_there_is_one()
{
    const auto test = drawnPredictions(300), validation = renamed(drawnPredictions(300, 2), "validation/");
    writeFinishedRun(path("run"), test, validation);
    const auto opened = openRun(file("run")).value();
    const auto onValidation = chooseByAim(*opened, 0, "specificity>=0.8");
    QVERIFY(onValidation);
    QVERIFY(onValidation->onValidation);
    QCOMPARE(onValidation->source, std::string("aim"));
    QVERIFY(opened->validation[0]->countsAt(onValidation->threshold).specificity() >= 0.8);
    writeText(path("p.csv"), csvWithPeople(test));
    const auto file = openPredictions(this->file("p.csv")).value();
    const auto onThese = chooseByAim(*file, 0, "specificity>=0.8");
    QVERIFY(onThese && !onThese->onValidation);
    QVERIFY(file->findings[0].countsAt(onThese->threshold).specificity() >= 0.8);
    QCOMPARE(chooseByAim(*file, 0, "best").error().kind, FailureKind::BadArgument);
    QCOMPARE(file->points[0].source, std::string("default"));
}

void WorkbenchTest::a_report_of_other_images_is_told()
{
    const auto test = drawnPredictions(120);
    writeFinishedRun(path("run"), test, renamed(drawnPredictions(120, 2), "validation/"));
    writeFinishedRun(path("other"), drawnPredictions(120, 9), renamed(drawnPredictions(120, 2), "validation/"));
    QVERIFY(QFile::remove(path("run/report.json")));
    QVERIFY(QFile::copy(path("other/report.json"), path("run/report.json")));
    const auto opened = openRun(file("run"));
    QVERIFY(opened);
    QVERIFY(!(*opened)->reportOfOthers.empty());
    QVERIFY(!(*opened)->resampled[0]);
    compareCounts((*opened)->material.findings[0].figures.atThreshold.counts,
                  (*opened)->findings[0].countsAt((*opened)->points[0].threshold));
}

void WorkbenchTest::corrected_labels_change_figures_and_not_the_source()
{
    const auto table = drawnPredictions(60);
    writeText(path("p.csv"), csvWithPeople(table));
    const auto opened = openPredictions(file("p.csv")).value();
    const auto named = [&](std::size_t image) { return QString::fromStdString(opened->fileOf(image).string()); };
    CorrectedImage flipped, excluded, unsure, stranger;
    flipped.path = named(0);
    flipped.labels[QStringLiteral("Effusion")] = table.findings[0].labels[0] == 1 ? LabelCall::Absent : LabelCall::Present;
    excluded.path = named(1);
    excluded.excluded = true;
    unsure.path = named(2);
    unsure.labels[QStringLiteral("Effusion")] = LabelCall::Unsure;
    stranger.path = QStringLiteral("/elsewhere/77777.png");
    stranger.excluded = true;
    const auto said = correctionsOf(*opened, {flipped, excluded, unsure, stranger});
    QCOMPARE(said.size(), 3u);
    const auto corrected = withCorrections(*opened, said);
    QVERIFY(corrected);
    const auto& result = **corrected;
    QCOMPARE(result.correctedLabels, 2u);
    QCOMPARE(result.excludedImages, 1u);
    // A report with them says so on its first page.
    QVERIFY(report::cautions(result.material).join(QLatin1Char(' ')).contains(QLatin1String("corrected labels")));
    QVERIFY(!report::cautions(opened->material).join(QLatin1Char(' ')).contains(QLatin1String("corrected labels")));
    QCOMPARE(result.findings[0].positives() + result.findings[0].negatives(), 58);
    auto expected = table;
    expected.findings[0].labels[0] = table.findings[0].labels[0] == 1 ? 0 : 1;
    expected.findings[0].labels[1] = expected.findings[0].labels[2] = PredictionTable::unknownLabel;
    compareCounts(result.findings[0].countsAt(0.5), slow(expected, 0, 0.5).atThreshold.counts);
    QVERIFY(same(result.findings[0].reportAt(0.5).auc.value, slow(expected, 0, 0.5).auc.value));
    QCOMPARE(opened->findings[0].positives() + opened->findings[0].negatives(), 60);
    QCOMPARE(opened->table.findings[0].labels[0], table.findings[0].labels[0]);
}

void WorkbenchTest::one_operating_point_drives_all()
{
    const auto test = drawnPredictions(150);
    writeFinishedRun(path("run"), test, renamed(drawnPredictions(150, 2), "validation/"));
    const auto opened = openRun(file("run")).value();
    ResultInView view;
    QSignalSpy moved(&view, &ResultInView::pointChanged), intervals(&view, &ResultInView::intervalsChanged);
    view.setResult(opened);
    QVERIFY(view.isMovable());
    QVERIFY(view.hasAllIntervals(0)); // the run's own report has them
    view.setThreshold(0, 0.4);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(view.point(0).source, std::string("hand"));
    compareCounts(view.report(0).atThreshold.counts, slow(test, 0, 0.4).atThreshold.counts);
    auto material = view.material();
    QCOMPARE(material.findings[0].figures.atThreshold.threshold, 0.4);
    QCOMPARE(material.findings[0].thresholdSource, std::string("hand"));
    QCOMPARE(view.thresholdsByFinding().at("Effusion"), 0.4);
    const auto reports = view.reports();
    QVERIFY(same(material.macro.precision, evaluation::reportOverall(reports, {}).calls.macro.precision));
    // Resampling follows by itself, of the threshold that was left standing.
    QVERIFY(!view.hasAllIntervals(0));
    view.setThreshold(0, 0.41);
    QTRY_COMPARE_WITH_TIMEOUT(intervals.size(), 1, 20000);
    QVERIFY(view.hasAllIntervals(0));
    QVERIFY(!std::isnan(view.report(0).atThreshold.f1.low));
    QCOMPARE(view.report(0).atThreshold.f1.low, slow(test, 0, 0.41, 2000).atThreshold.f1.low);
    view.setPrevalence(0.01);
    material = view.material();
    QCOMPARE(material.findings[0].figures.predictive.size(), 1u);
    QVERIFY(material.findings[0].figures.predictive[0].ppv.value < view.report(0).atThreshold.precision.value);
    view.setOwnPoint(0);
    QCOMPARE(view.point(0).source, std::string("validation"));
    QVERIFY(!view.setAim(0, "nonsense"));
    QCOMPARE(view.point(0).source, std::string("validation"));
}

void WorkbenchTest::two_runs_are_compared_on_the_images_that_both_have()
{
    const auto first = drawnPredictions(200);
    PredictionTable second; // the last 150 of them, ranked perfectly, and one with another label
    second.findingOf("Effusion");
    for (std::size_t i = 50; i < 200; ++i) {
        const auto image = second.imageOf(first.images[i].path);
        second.images[image].patient = first.images[i].patient;
        second.findings[0].labels[image] = first.findings[0].labels[i];
        second.findings[0].probabilities[image] = first.findings[0].labels[i] == 1 ? 0.9 : 0.1;
    }
    second.findings[0].labels[0] = static_cast<signed char>(1 - first.findings[0].labels[50]);
    writeText(path("a.csv"), csvWithPeople(first));
    writeText(path("b.csv"), csvWithPeople(second));
    const auto a = openPredictions(file("a.csv")).value(), b = openPredictions(file("b.csv")).value();
    const auto compared = compareRuns(*a, {0.5, 0.5}, *b, {0.5}, 200);
    QVERIFY(compared);
    QCOMPARE(compared->shared, 150u);
    QCOMPARE(compared->firstAlone, 50u);
    QCOMPARE(compared->secondAlone, 0u);
    QVERIFY(!compared->byName);
    QCOMPARE(compared->findings.size(), 1u);
    const auto& effusion = compared->findings.front();
    QCOMPARE(effusion.images, 149);
    QCOMPARE(effusion.contradicted, 1);
    QCOMPARE(effusion.areas->second.value, 1.0);
    QCOMPARE(effusion.verdict(), ComparedFinding::Verdict::SecondBetter);
    QCOMPARE(static_cast<long>(effusion.secondAloneRight.size()), effusion.calls.secondAlone);
    QVERIFY(effusion.firstAloneRight.empty());
    for (const auto image : effusion.secondAloneRight)
        QVERIFY((first.findings[0].probabilities[image] >= 0.5) != (first.findings[0].labels[image] == 1));
    const auto itself = compareRuns(*a, {0.5, 0.5}, *a, {0.5, 0.5}, 0);
    QVERIFY(itself);
    QVERIFY(itself->findings[0].verdict() != ComparedFinding::Verdict::SecondBetter);
    QVERIFY(std::isnan(itself->findings[0].calls.p)); // no call is different: there is nothing to test
}

void WorkbenchTest::two_runs_without_a_common_image_cannot_be_compared()
{
    writeText(path("a.csv"), "path,finding,label,probability\nx/1.png,Mass,1,0.9\nx/2.png,Mass,0,0.2\n");
    writeText(path("b.csv"), "path,finding,label,probability\ny/3.png,Mass,1,0.9\n");
    writeText(path("c.csv"), "path,finding,label,probability\ny/1.png,Mass,1,0.7\ny/2.png,Mass,0,0.3\n");
    const auto a = openPredictions(file("a.csv")).value(), b = openPredictions(file("b.csv")).value(),
               c = openPredictions(file("c.csv")).value();
    QCOMPARE(compareRuns(*a, {0.5}, *b, {0.5}, 0).error().kind, FailureKind::NoLabelledImages);
    const auto byName = compareRuns(*a, {0.5}, *c, {0.5}, 0);
    QVERIFY(byName && byName->byName);
    QCOMPARE(byName->shared, 2u);
    // One case of a class tells nothing of the difference.
    QCOMPARE(byName->findings[0].verdict(), ComparedFinding::Verdict::Unknown);
}

void WorkbenchTest::images_are_exported_in_folders_and_nothing_is_overwritten()
{
    auto table = drawnPredictions(6);
    table.findings[1].labels = {1, 0, 1, 0, PredictionTable::unknownLabel, 1};
    writeText(path("p.csv"), csvWithPeople(table));
    drawImages(table, m_folder->path());
    QVERIFY(QFile::remove(path("images/5.bmp")));
    const auto opened = openPredictions(file("p.csv")).value();
    CorrectedImage said;
    said.labels[QStringLiteral("Mass")] = LabelCall::Absent;
    ImageExportOrder order;
    order.folder = file("out");
    order.finding = "Mass";
    order.images = {0, 1, 2, 3, 4, 5};
    const auto done = exportImages(*opened, {{2, said}}, order);
    QVERIFY(done);
    QCOMPARE(done->written, 5u);
    QCOMPARE(done->missing.size(), 1u);
    QCOMPARE(done->missing[0].kind, FailureKind::NotFound);
    QVERIFY(QFile::exists(path("out/Mass/0.bmp")));
    QVERIFY(QFile::exists(path("out/No Mass/1.bmp")));
    QVERIFY(QFile::exists(path("out/No Mass/2.bmp"))); // as it was corrected
    QVERIFY(QFile::exists(path("out/unknown/4.bmp")));
    QVERIFY(QFile::exists(path("images/0.bmp"))); // nothing is moved
    const auto again = readPredictions(file("out/images.csv"), true);
    QVERIFY(again);
    QCOMPARE(again->images.size(), 5u);
    QCOMPARE(exportImages(*opened, {}, order).error().kind, FailureKind::BadArgument);
    order.folder = file("links");
    order.hardLinks = true;
    const auto linked = exportImages(*opened, {}, order);
    QVERIFY(linked);
    QCOMPARE(linked->written, 5u);
    QVERIFY(linked->linked == 5u || linked->linked == 0u);
}

QTEST_GUILESS_MAIN(WorkbenchTest)
#include "tst_workbench.moc"
