#include "app/evaluationcases.h"
#include "app/workbench/openedresult.h"
#include "tests/support/app/finishedrun.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

/// What a run, an evaluation or a table of predictions says when it is opened, whole or damaged.
class OpenedResultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void a_run_is_opened_with_its_operating_points();
    void a_damaged_run_shows_what_can_be_shown_data();
    void a_damaged_run_shows_what_can_be_shown();
    void groups_of_people_come_from_the_run();
    void a_report_beside_predictions_gives_its_points_and_intervals();
    void bad_predictions_are_told_data();
    void bad_predictions_are_told();
    void three_images_and_one_class_still_open_data();
    void three_images_and_one_class_still_open();
    void labels_come_from_a_table_of_their_own();
    void images_that_moved_are_known_by_their_content();

private:
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::filesystem::path file(const char* name) const { return path(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void OpenedResultTest::a_run_is_opened_with_its_operating_points()
{
    const auto test = drawnPredictions(300), validation = renamed(drawnPredictions(300, 2), "validation/");
    writeFinishedRun(path("run"), test, validation);
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

void OpenedResultTest::a_damaged_run_shows_what_can_be_shown_data()
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

void OpenedResultTest::a_damaged_run_shows_what_can_be_shown()
{
    QFETCH(QString, lost);
    QFETCH(QByteArray, instead);
    QFETCH(int, faults);
    QFETCH(bool, movable);
    QFETCH(QString, part);
    writeFinishedRun(path("run"), drawnPredictions(120), renamed(drawnPredictions(120, 2), "validation/"));
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

void OpenedResultTest::groups_of_people_come_from_the_run()
{
    const auto test = drawnPredictions(120);
    writeFinishedRun(path("run"), test, renamed(drawnPredictions(120, 2), "validation/"));
    // As lucency train writes them: what is known of the people stands in a file of its own.
    writeText(path("run/predictions.csv"), QByteArray::fromStdString(predictionsCsv(test)));
    const auto without = openRun(file("run")).value();
    QVERIFY(!without->findings[0].knowsGroups("sex"));
    // The run's own report knows them, and no threshold moves their areas.
    const auto carried = withResampledIntervals(without->findings[0].reportAt(0.7), *without->resampled[0]);
    QVERIFY(std::ranges::any_of(carried.subgroups, [](const auto& group) { return group.kind == "sex"; }));
    QByteArray people = "path,sex,age,view\n", now = "path,sex,age,view,scanner\n";
    for (std::size_t i = 0; i < test.images.size(); ++i) {
        const auto& image = test.images[i];
        const auto row = QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.sex) + "," +
                         QByteArray::number(image.age) + "," + QByteArray::fromStdString(image.view);
        people += row + "\n";
        now += row + (i % 3 == 0 ? ",Acme DX 1\n" : ",\"Borea, Inc. R2\"\n");
    }
    writeText(path("run/people.csv"), people); // of an earlier version, which did not keep the scanner
    const auto earlier = openRun(file("run")).value();
    QVERIFY(earlier->faults.empty());
    QVERIFY(earlier->findings[0].knowsGroups("sex") && !earlier->findings[0].knowsGroups("scanner"));
    writeText(path("run/people.csv"), now);
    const auto with = openRun(file("run")).value();
    QVERIFY(with->findings[0].knowsGroups("sex") && with->findings[0].knowsGroups("scanner"));
    QCOMPARE(with->table.images[1].scanner, std::string("Borea, Inc. R2"));
    CaseFilter acme;
    acme.groupKind = "scanner";
    acme.groupName = "Acme DX 1";
    QCOMPARE(with->findings[0].select(acme).size(), 40u);
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

/// lucency evaluate --model M --predictions P.csv --output P.json leaves both.
void OpenedResultTest::a_report_beside_predictions_gives_its_points_and_intervals()
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
    // The table holds what the model said; a recalibrated report is of other probabilities, and says how they come from these.
    request.validation = renamed(drawnPredictions(120, 2), "validation/");
    for (const auto method : {CalibrationMethod::Platt, CalibrationMethod::Isotonic}) {
        request.calibration = method;
        const auto evaluated = evaluate(request).value();
        writeText(path("p.json"), QByteArray::fromStdString(evaluationJson(evaluated, {"net 1", {}, {}})));
        const auto calibrated = openPredictions(file("p.csv")).value();
        QVERIFY(calibrated->reportOfOthers.empty() && calibrated->faults.empty());
        QVERIFY(calibrated->resampled[0]);
        QCOMPARE(calibrated->points[0].threshold, evaluated.findings[0].report.atThreshold.threshold);
        QCOMPARE(calibrated->findings[0].reportAt(0.5).brier.value, evaluated.findings[0].report.brier.value);
    }
    writeText(path("p.json"), QByteArray::fromStdString(evaluationJson(evaluate(request).value(), {})).replace("\"scores\"", "\"lost\""));
    QCOMPARE(openPredictions(file("p.csv")).value()->table.findings[0].probabilities[5], table.findings[0].probabilities[5]);
    writeText(path("p.json"), "{ no report");
    const auto without = openPredictions(file("p.csv")).value();
    QCOMPARE(without->faults.size(), 1u);
    QCOMPARE(without->points[0].threshold, 0.5);
}

void OpenedResultTest::bad_predictions_are_told_data()
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

void OpenedResultTest::bad_predictions_are_told()
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

void OpenedResultTest::three_images_and_one_class_still_open_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::newRow("three images") << QByteArray("a,Mass,1,0.9\nb,Mass,0,0.2\nc,Mass,0,0.95\n");
    QTest::newRow("all have it") << QByteArray("a,Mass,1,0.9\nb,Mass,1,0.2\n");
    QTest::newRow("none has it") << QByteArray("a,Mass,0,0.9\nb,Mass,0,0.2\n");
    QTest::newRow("one image") << QByteArray("a,Mass,1,0.9\n");
}

void OpenedResultTest::three_images_and_one_class_still_open()
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

void OpenedResultTest::labels_come_from_a_table_of_their_own()
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

void OpenedResultTest::images_that_moved_are_known_by_their_content()
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

QTEST_GUILESS_MAIN(OpenedResultTest)
#include "tst_openedresult.moc"
