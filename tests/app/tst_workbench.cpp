#include "app/evaluation.h"
#include "app/evaluationcases.h"
#include "app/evaluationrecord.h"
#include "app/report/sections.h"
#include "app/workbench/askedimages.h"
#include "app/workbench/imageexport.h"
#include "app/workbench/openedresult.h"
#include "app/workbench/resultinview.h"
#include "app/workbench/runcomparison.h"
#include "model/recipe.h"
#include "tests/support/app/workbenchcases.h"
#include "tests/support/resources.h"

#include <nlohmann/json.hpp>

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
    void a_run_is_opened_with_its_operating_points();
    void a_damaged_run_shows_what_can_be_shown_data();
    void a_damaged_run_shows_what_can_be_shown();
    void groups_of_people_come_from_the_run();
    void a_report_of_other_images_is_told();
    void a_report_beside_predictions_gives_its_points_and_intervals();
    void bad_predictions_are_told_data();
    void bad_predictions_are_told();
    void three_images_and_one_class_still_open_data();
    void three_images_and_one_class_still_open();
    void labels_come_from_a_table_of_their_own();
    void corrected_labels_change_figures_and_not_the_source();
    void images_that_moved_are_known_by_their_content();
    void one_operating_point_drives_all();
    void two_runs_are_compared_on_the_images_that_both_have();
    void two_runs_without_a_common_image_cannot_be_compared();
    void images_are_exported_in_folders_and_nothing_is_overwritten();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::filesystem::path file(const char* name) const { return path(name).toStdString(); }
    void makeRun(const QString& folder, const PredictionTable& test, const PredictionTable& validation) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

/// The files of a finished run, written by the code that writes them.
void WorkbenchTest::makeRun(const QString& folder, const PredictionTable& test, const PredictionTable& validation) const
{
    QByteArray split = "path,patient_id,part,labels\n", predictions;
    for (const auto& [part, table] : {std::pair("test", &test), std::pair("validation", &validation)}) {
        for (const auto& image : table->images)
            split += QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.patient) + "," + part + ",Effusion\n";
        const auto text = csvWithPeople(*table);
        predictions += predictions.isEmpty() ? text : text.mid(text.indexOf('\n') + 1);
    }
    writeText(folder + QStringLiteral("/split.csv"), split);
    writeText(folder + QStringLiteral("/predictions.csv"), predictions);
    EvaluationRequest request;
    request.subject = "run";
    request.predictions = test;
    request.validation = validation;
    request.aim = "sensitivity>=0.9";
    request.resamples = 40;
    writeText(folder + QStringLiteral("/report.json"), QByteArray::fromStdString(evaluationJson(evaluate(request).value(), {})));
    auto recipe = model::readRecipe(test::resourceFolder() / "recipes" / "effusion-binary.json").value();
    recipe.operatingPointAim = request.aim;
    writeText(folder + QStringLiteral("/recipe.json"), QByteArray::fromStdString(model::toJson(recipe)));
    writeText(folder + QStringLiteral("/history.csv"),
              "epoch,train_loss,validation_loss,learning_rate,metric,seconds,auc Effusion\n1,0.6,0.55,0.001,0.7,3,0.7\n");
}

namespace {

PredictionTable renamed(const PredictionTable& table, const std::string& prefix)
{
    PredictionTable made;
    for (const auto& finding : table.findings)
        made.findingOf(finding.name);
    for (std::size_t i = 0; i < table.images.size(); ++i) {
        const auto image = made.imageOf(prefix + table.images[i].path);
        const auto name = made.images[image].path;
        made.images[image] = table.images[i];
        made.images[image].path = name;
        made.images[image].patient = prefix + table.images[i].patient;
        for (std::size_t f = 0; f < table.findings.size(); ++f) {
            made.findings[f].probabilities[image] = table.findings[f].probabilities[i];
            made.findings[f].labels[image] = table.findings[f].labels[i];
        }
    }
    return made;
}

} // namespace

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

void WorkbenchTest::a_run_is_opened_with_its_operating_points()
{
    const auto test = drawnPredictions(300), validation = renamed(drawnPredictions(300, 2), "validation/");
    makeRun(path("run"), test, validation);
    const auto opened = openRun(file("run"));
    QVERIFY(opened);
    const auto& result = **opened;
    QCOMPARE(result.name, std::string("run"));
    QCOMPARE(result.part, std::string("test"));
    QVERIFY(result.faults.empty());
    QVERIFY(result.reportOfOthers.empty());
    QCOMPARE(result.table.images.size(), 300u);
    QCOMPARE(result.findings.size(), 2u);
    QCOMPARE(result.points[0].source, std::string("validation"));
    QCOMPARE(result.points[0].aim, std::string("sensitivity>=0.9"));
    const auto chosen =
        evaluation::chooseThreshold(casesOf(validation, patientNumbers(validation), validation.findings[0]).probabilities,
                                    casesOf(validation, patientNumbers(validation), validation.findings[0]).labels, "sensitivity>=0.9");
    QCOMPARE(result.points[0].threshold, chosen->threshold);
    QVERIFY(result.resampled[0]);
    QVERIFY(result.validation[0]);
    QCOMPARE(result.validation[0]->positives() + result.validation[0]->negatives(), 300);
    QCOMPARE(result.material.history.size(), 1u);
    QVERIFY(std::ranges::any_of(result.findings[0].reportAt(0.5).subgroups, [](const auto& group) { return group.name == "AP"; }));
    QVERIFY(result.findings[0].knowsGroups("sex"));
    // Without a place nothing is opened; with a folder an image lies below it, and never beside it.
    QVERIFY(result.fileOf(0).empty());
    const auto placed = withDataFolder(result, "/data");
    QCOMPARE(placed->fileOf(0), std::filesystem::path("/data/images/0.bmp"));
    QVERIFY(placed->fileOf("../../etc/passwd").empty());
    QVERIFY(placed->fileOf("/etc/passwd").empty());
}

void WorkbenchTest::an_aim_is_chosen_on_validation_where_there_is_one()
{
    const auto test = drawnPredictions(300), validation = renamed(drawnPredictions(300, 2), "validation/");
    makeRun(path("run"), test, validation);
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

void WorkbenchTest::a_damaged_run_shows_what_can_be_shown_data()
{
    QTest::addColumn<QString>("lost");
    QTest::addColumn<QByteArray>("instead"); ///< nothing: the file is gone
    QTest::addColumn<int>("faults");
    QTest::addColumn<bool>("movable");
    QTest::addColumn<QString>("part");
    QTest::newRow("report gone") << "report.json" << QByteArray() << 1 << true << "test";
    QTest::newRow("report damaged") << "report.json" << QByteArray("{\"findings\": [") << 1 << true << "test";
    QTest::newRow("report of something else") << "report.json" << QByteArray("{}") << 1 << true << "test";
    QTest::newRow("split gone") << "split.csv" << QByteArray() << 2 << true << "";
    QTest::newRow("recipe gone") << "recipe.json" << QByteArray() << 2 << true << "test";
    QTest::newRow("recipe damaged") << "recipe.json" << QByteArray("[") << 2 << true << "test";
    QTest::newRow("history gone") << "history.csv" << QByteArray() << 1 << true << "test";
    QTest::newRow("predictions gone") << "predictions.csv" << QByteArray() << 2 << false << "test";
    QTest::newRow("predictions cut short") << "predictions.csv"
                                           << QByteArray("path,patient_id,finding,label,probability\na.png,p,Effusion,1,0.") << 1 << true
                                           << "test";
}

void WorkbenchTest::a_damaged_run_shows_what_can_be_shown()
{
    QFETCH(QString, lost);
    QFETCH(QByteArray, instead);
    QFETCH(int, faults);
    QFETCH(bool, movable);
    QFETCH(QString, part);
    makeRun(path("run"), drawnPredictions(120), renamed(drawnPredictions(120, 2), "validation/"));
    const QString victim = path("run/") + lost;
    QVERIFY(QFile::remove(victim));
    if (!instead.isEmpty()) writeText(victim, instead);
    const auto opened = openRun(file("run"));
    if (lost == QLatin1String("predictions.csv") && !instead.isEmpty()) {
        // The one row that is whole is not of this run's split: the figures of the report are what is left.
        QVERIFY(opened);
        QVERIFY((*opened)->findings.empty());
        QVERIFY(!(*opened)->material.findings.empty());
        return;
    }
    QVERIFY(opened);
    const auto& result = **opened;
    QCOMPARE(static_cast<int>(result.faults.size()), faults);
    QVERIFY(QString::fromStdString(result.faults.front().subject).contains(lost) || result.faults.size() > 1);
    QCOMPARE(!result.findings.empty(), movable);
    QCOMPARE(QString::fromStdString(result.part), part);
    QCOMPARE(result.material.findings.size(), 2u);
    if (movable) {
        QVERIFY(!std::isnan(result.findings[0].reportAt(0.5).auc.value));
        QCOMPARE(result.table.images.size(), part.isEmpty() ? 240u : 120u);
    } else {
        QVERIFY(!std::isnan(result.material.findings[0].figures.auc.value));
    }
}

void WorkbenchTest::groups_of_people_come_from_the_run()
{
    const auto test = drawnPredictions(120);
    makeRun(path("run"), test, renamed(drawnPredictions(120, 2), "validation/"));
    // As lucency train writes them: what is known of the people stands in a file of its own.
    writeText(path("run/predictions.csv"), QByteArray::fromStdString(predictionsCsv(test)));
    const auto without = openRun(file("run")).value();
    QVERIFY(!without->findings[0].knowsGroups("sex"));
    // The run's own report knows them, and no threshold moves their areas.
    const auto carried = withResampledIntervals(without->findings[0].reportAt(0.7), *without->resampled[0]);
    QVERIFY(std::ranges::any_of(carried.subgroups, [](const auto& group) { return group.kind == "sex"; }));
    QByteArray people = "path,sex,age,view\n";
    for (const auto& image : test.images)
        people += QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.sex) + "," + QByteArray::number(image.age) +
                  "," + QByteArray::fromStdString(image.view) + "\n";
    writeText(path("run/people.csv"), people);
    const auto with = openRun(file("run")).value();
    QVERIFY(with->findings[0].knowsGroups("sex"));
    QCOMPARE(with->table.images[3].age, test.images[3].age);
    CaseFilter women;
    women.groupKind = "sex";
    women.groupName = "F";
    QCOMPARE(with->findings[0].select(women).size(), 60u);
    CaseFilter folder;
    folder.groupKind = "folder";
    folder.groupName = "images";
    QCOMPARE(with->findings[0].select(folder).size(), 120u);
}

void WorkbenchTest::a_report_of_other_images_is_told()
{
    const auto test = drawnPredictions(120);
    makeRun(path("run"), test, renamed(drawnPredictions(120, 2), "validation/"));
    makeRun(path("other"), drawnPredictions(120, 9), renamed(drawnPredictions(120, 2), "validation/"));
    QVERIFY(QFile::remove(path("run/report.json")));
    QVERIFY(QFile::copy(path("other/report.json"), path("run/report.json")));
    const auto opened = openRun(file("run"));
    QVERIFY(opened);
    QVERIFY(!(*opened)->reportOfOthers.empty());
    QVERIFY(!(*opened)->resampled[0]);
    compareCounts((*opened)->material.findings[0].figures.atThreshold.counts,
                  (*opened)->findings[0].countsAt((*opened)->points[0].threshold));
}

/// lucency evaluate --model M --predictions P.csv --output P.json leaves both.
void WorkbenchTest::a_report_beside_predictions_gives_its_points_and_intervals()
{
    const auto table = drawnPredictions(120);
    writeText(path("p.csv"), QByteArray::fromStdString(predictionsCsv(table)));
    EvaluationRequest request;
    request.predictions = table;
    request.manifest = {{"Effusion", {0.37, true, {}, {}}}, {"Mass", {0.41, false, {}, {}}}};
    request.resamples = 30;
    writeText(path("p.json"), QByteArray::fromStdString(evaluationJson(evaluate(request).value(), {"net 1", {}, {}})));
    const auto opened = openPredictions(file("p.csv")).value();
    QVERIFY(opened->faults.empty());
    QCOMPARE(opened->material.model, std::string("net 1"));
    QCOMPARE(opened->points[0].threshold, 0.37);
    QCOMPARE(opened->points[1].source, std::string("model"));
    QVERIFY(opened->resampled[0]);
    QVERIFY(!std::isnan(opened->resampled[0]->atThreshold.f1.low));
    writeText(path("p.json"), "{ no report");
    const auto without = openPredictions(file("p.csv")).value();
    QCOMPARE(without->faults.size(), 1u);
    QCOMPARE(without->points[0].threshold, 0.5);
}

void WorkbenchTest::bad_predictions_are_told_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("empty") << QByteArray() << FailureKind::NotALabelTable << "";
    QTest::newRow("no label column") << QByteArray("path,finding,probability\na,Mass,0.5\n") << FailureKind::MissingColumn << "label";
    QTest::newRow("no probability") << QByteArray("path,finding,label\na,Mass,1\n") << FailureKind::MissingColumn << "probability";
    QTest::newRow("no label in any row") << QByteArray("path,finding,label,probability\na,Mass,,0.5\n") << FailureKind::NoLabelledImages
                                         << "";
    QTest::newRow("over 1") << QByteArray("path,finding,label,probability\na,Mass,1,1.5\n") << FailureKind::BadNumber << "1.5";
    QTest::newRow("below 0") << QByteArray("path,finding,label,probability\na,Mass,1,-0.1\n") << FailureKind::BadNumber << "-0.1";
    QTest::newRow("no number") << QByteArray("path,finding,label,probability\na,Mass,1,high\n") << FailureKind::BadNumber << "high";
    QTest::newRow("label 2") << QByteArray("path,finding,label,probability\na,Mass,2,0.5\n") << FailureKind::BadNumber << "2";
    QTest::newRow("twice") << QByteArray("path,finding,label,probability\na,Mass,1,0.5\na,Mass,1,0.6\n") << FailureKind::BadArgument
                           << "twice";
}

void WorkbenchTest::bad_predictions_are_told()
{
    QFETCH(QByteArray, text);
    QFETCH(FailureKind, kind);
    QFETCH(QString, detail);
    writeText(path("p.csv"), text);
    const auto opened = openPredictions(file("p.csv"));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, kind);
    QCOMPARE(QString::fromStdString(opened.error().subject), path("p.csv"));
    QVERIFY(QString::fromStdString(opened.error().detail).contains(detail));
    QCOMPARE(openPredictions(file("gone.csv")).error().kind, FailureKind::NotFound);
    QCOMPARE(openRun(file("gone")).error().kind, FailureKind::NotFound);
    QVERIFY(QDir().mkpath(path("empty")));
    QCOMPARE(openRun(file("empty")).error().kind, FailureKind::NotFound);
}

void WorkbenchTest::three_images_and_one_class_still_open_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::newRow("three images") << QByteArray("a,Mass,1,0.9\nb,Mass,0,0.2\nc,Mass,0,0.95\n");
    QTest::newRow("all have it") << QByteArray("a,Mass,1,0.9\nb,Mass,1,0.2\n");
    QTest::newRow("none has it") << QByteArray("a,Mass,0,0.9\nb,Mass,0,0.2\n");
    QTest::newRow("one image") << QByteArray("a,Mass,1,0.9\n");
}

void WorkbenchTest::three_images_and_one_class_still_open()
{
    QFETCH(QByteArray, rows);
    writeText(path("p.csv"), "path,finding,label,probability\n" + rows);
    const auto opened = openPredictions(file("p.csv"));
    QVERIFY(opened);
    const auto& finding = (*opened)->findings[0];
    const auto report = finding.reportAt(0.5);
    QCOMPARE(report.positives + report.negatives, rows.count('\n'));
    if (report.positives == 0 || report.negatives == 0) {
        QVERIFY(std::isnan(report.auc.value));
        QCOMPARE(chooseByAim(**opened, 0, "youden").error().kind, FailureKind::NoLabelledImages);
    }
    for (const double place : {0.0, 0.5, 1.0}) {
        QVERIFY(std::isfinite(finding.thresholdAtFalsePositiveRate(place)));
        QVERIFY(std::isfinite(finding.thresholdAtRecall(place)));
    }
    QCOMPARE(static_cast<long>(finding.select({}).size()), report.positives + report.negatives);
}

void WorkbenchTest::labels_come_from_a_table_of_their_own()
{
    writeText(path("scores.csv"), "path,finding,probability\nx/a.png,Effusion,0.9\nx/b.png,Effusion,0.2\nx/c.png,Effusion,0.4\n");
    writeText(path("labels.csv"), "Image Index,Finding Labels\na.png,Effusion\nb.png,No Finding\n");
    QCOMPARE(openPredictions(file("scores.csv")).error().kind, FailureKind::MissingColumn);
    const auto opened = openPredictions(file("scores.csv"), file("labels.csv"));
    QVERIFY(opened);
    QCOMPARE((*opened)->findings[0].positives(), 1);
    QCOMPARE((*opened)->findings[0].negatives(), 1);
    QCOMPARE((*opened)->findings[0].unlabelled(), 1u);
    QCOMPARE((*opened)->fileOf(0), file("x/a.png"));
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

void WorkbenchTest::images_that_moved_are_known_by_their_content()
{
    const auto table = drawnPredictions(4);
    writeText(path("p.csv"), csvWithPeople(table));
    drawImages(table, m_folder->path());
    const auto opened = openPredictions(file("p.csv")).value();
    CorrectedImage moved, other;
    moved.path = QStringLiteral("/formerly/here/2.bmp");
    moved.contentHash = contentHashOf(path("images/2.bmp")).value();
    moved.excluded = true;
    other.path = QStringLiteral("/formerly/here/3.bmp");
    other.contentHash = moved.contentHash;
    other.excluded = true;
    const auto said = correctionsOf(*opened, {moved, other});
    QCOMPARE(said.size(), 1u);
    QCOMPARE(said.begin()->first, 2u);
}

void WorkbenchTest::one_operating_point_drives_all()
{
    const auto test = drawnPredictions(150);
    makeRun(path("run"), test, renamed(drawnPredictions(150, 2), "validation/"));
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
    QCOMPARE(itself->findings[0].calls.p, 1.0);
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
