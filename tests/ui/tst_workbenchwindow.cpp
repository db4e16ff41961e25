#include "app/evaluation.h"
#include "app/evaluationrecord.h"
#include "model/recipe.h"
#include "tests/support/app/workbenchcases.h"
#include "tests/support/model/seededmodel.h"
#include "tests/support/resources.h"
#include "ui/evaluation/blocksview.h"
#include "ui/evaluation/correctionspage.h"
#include "ui/evaluation/figurespage.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/evaluation/galleryview.h"
#include "ui/evaluation/imagepanel.h"
#include "ui/evaluation/operatingpanel.h"
#include "ui/evaluation/resultfiles.h"
#include "ui/evaluation/workbench.h"
#include "ui/figureview.h"
#include "ui/statepage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace lucency;
using namespace lucency::test;
using namespace lucency::ui;

/// The window in which finished runs are looked at.
class WorkbenchWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_bench.reset(); }
    void it_begins_empty_and_says_what_to_do();
    void one_slider_moves_every_number_badge_marker_and_figure();
    void keys_move_the_operating_point();
    void an_aim_chooses_the_point_and_says_on_what();
    void costs_are_taken_from_their_matrix();
    void prevalence_changes_predictive_values_alone();
    void a_click_on_a_figure_leads_to_its_images_data();
    void a_click_on_a_figure_leads_to_its_images();
    void dragging_along_the_curve_moves_the_point();
    void a_curve_of_all_findings_leads_to_its_finding();
    void bad_files_are_told_and_what_is_open_stays();
    void a_table_without_labels_asks_for_one();
    void a_run_without_predictions_shows_its_report();
    void what_is_missing_is_told_beside_what_is_shown();
    void two_results_are_compared_in_words();
    void points_are_kept_for_each_result();
    void corrected_labels_are_marked_as_such();
    void report_and_figures_are_written_in_one_go();
    void images_are_exported_and_a_full_folder_is_refused();
    void into_use_carries_the_chosen_points();
    void places_and_heat_maps_come_from_the_run_s_model();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    void makeRun(const QString& name, unsigned seed);
    void open(const QString& source);
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workbench> m_bench;
    app::PredictionTable m_table;
};

void WorkbenchWindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_table = drawnPredictions(160);
    writeText(path(QStringLiteral("p.csv")), csvWithPeople(m_table));
    m_bench = std::make_unique<Workbench>(path(QStringLiteral("store.sqlite")));
    m_bench->resize(1300, 850);
    m_bench->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bench.get()));
}

void WorkbenchWindowTest::makeRun(const QString& name, unsigned seed)
{
    const auto table = drawnPredictions(160, seed);
    QByteArray split = "path,patient_id,part,labels\n";
    for (const auto& image : table.images)
        split += QByteArray::fromStdString(image.path) + "," + QByteArray::fromStdString(image.patient) + ",test,Effusion\n";
    writeText(path(name + QStringLiteral("/split.csv")), split);
    writeText(path(name + QStringLiteral("/predictions.csv")), csvWithPeople(table));
    app::EvaluationRequest request;
    request.predictions = table;
    request.resamples = 20;
    request.threshold = 0.42;
    writeText(path(name + QStringLiteral("/report.json")),
              QByteArray::fromStdString(app::evaluationJson(app::evaluate(request).value(), {})));
    const auto recipe = model::readRecipe(test::resourceFolder() / "recipes" / "effusion-binary.json").value();
    writeText(path(name + QStringLiteral("/recipe.json")), QByteArray::fromStdString(model::toJson(recipe)));
    writeText(path(name + QStringLiteral("/history.csv")), "epoch,train_loss,validation_loss,learning_rate,metric,seconds,auc "
                                                           "Effusion\n1,0.6,0.55,0.001,0.7,3,0.7\n2,0.5,0.5,0.001,0.75,3,0.75\n");
}

void WorkbenchWindowTest::open(const QString& source)
{
    QSignalSpy opened(m_bench.get(), &Workbench::opened), failed(m_bench.get(), &Workbench::openingFailed);
    if (source.endsWith(QLatin1String(".csv")))
        m_bench->openPredictions(path(source));
    else
        m_bench->openRun(path(source));
    QTRY_VERIFY(opened.size() + failed.size() == 1);
}

void WorkbenchWindowTest::it_begins_empty_and_says_what_to_do()
{
    QVERIFY(m_bench->state()->isVisible());
    QVERIFY(!m_bench->pages()->isVisible());
    QVERIFY(m_bench->operatingPoints().empty());
    QVERIFY(m_bench->runFolder().isEmpty());
    open(QStringLiteral("p.csv"));
    QVERIFY(m_bench->pages()->isVisible());
    QVERIFY(m_bench->measuredText().contains(QLatin1String("160")));
    QVERIFY(m_bench->measuredText().contains(QLatin1String("Not for primary diagnosis")));
}

void WorkbenchWindowTest::one_slider_moves_every_number_badge_marker_and_figure()
{
    open(QStringLiteral("p.csv"));
    auto* slider = m_bench->panel()->findChildren<QSlider*>().front();
    auto* spin = m_bench->panel()->findChild<QDoubleSpinBox*>();
    auto* findings = m_bench->panel()->findChild<QTableWidget*>();
    const auto before = m_bench->figures()->matrix()->figure().svg();
    slider->setValue(430);
    QCOMPARE(spin->value(), 0.43);
    QCOMPARE(findings->item(0, 2)->text(), QStringLiteral("0.430"));
    const auto report = m_bench->view()->report(0);
    QCOMPARE(report.atThreshold.threshold, 0.43);
    QVERIFY(m_bench->figures()->matrix()->figure().svg() != before);
    QCOMPARE(m_bench->figures()->matrix()->figure().svg(), app::report::matrixFigure(report).svg());
    QCOMPARE(m_bench->figures()->roc()->figure().svg(), app::report::rocFigure(report).svg());
    QCOMPARE(m_bench->figures()->precisionRecall()->figure().svg(), app::report::precisionRecallFigure(report).svg());
    const QString missed = QString::number(report.atThreshold.counts.falseNegatives) + QStringLiteral(" missed");
    bool said = false;
    for (const auto* label : m_bench->panel()->findChildren<QLabel*>())
        said |= label->text().contains(missed);
    QVERIFY(said);
    // Tables and galleries follow when they are looked at.
    m_bench->pages()->setCurrentIndex(1);
    bool inTable = false;
    for (const auto* table : m_bench->pages()->currentWidget()->findChildren<QTableWidget*>())
        for (int row = 0; row < table->rowCount(); ++row)
            for (int column = 0; column < table->columnCount(); ++column)
                inTable |= table->item(row, column)->text() == QStringLiteral("0.430");
    QVERIFY(inTable);
    m_bench->pages()->setCurrentWidget(m_bench->gallery());
    QCOMPARE(m_bench->gallery()->model()->threshold(), 0.43);
    // The other finding keeps its own.
    QCOMPARE(m_bench->operatingPoints().at("Mass"), 0.5);
}

void WorkbenchWindowTest::keys_move_the_operating_point()
{
    open(QStringLiteral("p.csv"));
    QTest::keyClick(m_bench.get(), Qt::Key_BracketRight);
    QCOMPARE(m_bench->view()->point(0).threshold, 0.51);
    QTest::keyClick(m_bench.get(), Qt::Key_BracketLeft);
    QTest::keyClick(m_bench.get(), Qt::Key_BracketLeft);
    QVERIFY(std::abs(m_bench->view()->point(0).threshold - 0.49) < 1e-9);
    QCOMPARE(m_bench->view()->point(0).source, std::string("hand"));
}

void WorkbenchWindowTest::an_aim_chooses_the_point_and_says_on_what()
{
    open(QStringLiteral("p.csv"));
    auto* aims = m_bench->panel()->findChild<QComboBox*>();
    aims->setCurrentIndex(1); // sensitivity of at least 95 %
    Q_EMIT aims->activated(1);
    QVERIFY(m_bench->view()->report(0).atThreshold.sensitivity.value >= 0.95);
    QCOMPARE(m_bench->view()->point(0).aim, std::string("sensitivity>=0.95"));
    bool flatters = false;
    for (const auto* label : m_bench->panel()->findChildren<QLabel*>())
        flatters |= label->text().contains(QLatin1String("flatter"));
    QVERIFY(flatters);
    aims->setCurrentIndex(0);
    Q_EMIT aims->activated(0);
    QCOMPARE(m_bench->view()->point(0).threshold, 0.5);
    QCOMPARE(m_bench->view()->point(0).source, std::string("default"));
}

void WorkbenchWindowTest::costs_are_taken_from_their_matrix()
{
    open(QStringLiteral("p.csv"));
    auto* aims = m_bench->panel()->findChild<QComboBox*>();
    aims->setCurrentIndex(3);
    QCOMPARE(m_bench->panel()->aim(), std::string("cost=10"));
    for (auto* spin : m_bench->panel()->findChildren<QDoubleSpinBox*>()) {
        if (spin->accessibleName().contains(QLatin1String("missed"))) spin->setValue(25);
        if (spin->accessibleName().contains(QLatin1String("case that is found"))) spin->setValue(5);
        if (spin->accessibleName().contains(QLatin1String("false alarm"))) spin->setValue(4);
    }
    QCOMPARE(m_bench->panel()->aim(), std::string("cost=5"));
    for (auto* spin : m_bench->panel()->findChildren<QDoubleSpinBox*>())
        if (spin->accessibleName().contains(QLatin1String("false alarm"))) spin->setValue(0);
    Q_EMIT aims->activated(3);
    QCOMPARE(m_bench->view()->point(0).source, std::string("default")); // costs that choose nothing leave it
    bool said = false;
    for (const auto* label : m_bench->panel()->findChildren<QLabel*>())
        said |= label->text().contains(QLatin1String("choose no operating point"));
    QVERIFY(said);
}

void WorkbenchWindowTest::prevalence_changes_predictive_values_alone()
{
    open(QStringLiteral("p.csv"));
    const auto before = m_bench->view()->report(0);
    m_bench->view()->setPrevalence(0.02);
    const auto after = m_bench->view()->report(0);
    QCOMPARE(after.atThreshold.sensitivity.value, before.atThreshold.sensitivity.value);
    const auto values = evaluation::predictiveValues(after.atThreshold.sensitivity.value, after.atThreshold.specificity.value, 0.02);
    bool shown = false;
    for (const auto* label : m_bench->panel()->findChildren<QLabel*>())
        shown |= label->text().contains(QStringLiteral("(PPV): %1").arg(QLocale().toString(values.ppv * 100, 'f', 0)));
    QVERIFY(shown);
}

void WorkbenchWindowTest::a_click_on_a_figure_leads_to_its_images_data()
{
    QTest::addColumn<int>("figure");
    QTest::addColumn<QString>("key");
    QTest::newRow("missed") << 0 << "fn";
    QTest::newRow("false alarms") << 0 << "fp";
    QTest::newRow("point of the ROC curve") << 1 << "fpr=0.4";
    QTest::newRow("point of precision and recall") << 2 << "recall=0.6";
    QTest::newRow("bar of the calibration") << 3 << "bin=4";
}

void WorkbenchWindowTest::a_click_on_a_figure_leads_to_its_images()
{
    QFETCH(int, figure);
    QFETCH(QString, key);
    open(QStringLiteral("p.csv"));
    m_bench->view()->setThreshold(0, 0.45);
    FigureView* views[] = {m_bench->figures()->matrix(), m_bench->figures()->roc(), m_bench->figures()->precisionRecall(),
                           m_bench->figures()->calibration()};
    auto* view = views[figure];
    const QPoint place = view->placeOf(key);
    auto* canvas = view->childAt(place);
    QVERIFY(canvas);
    QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->mapFrom(view, place));
    QCOMPARE(m_bench->pages()->currentWidget(), static_cast<QWidget*>(m_bench->gallery()));
    const auto& ranked = m_bench->view()->shown().findings[0];
    const auto asked = app::imagesOfSpot(ranked, key, 0.45);
    const auto expected = ranked.select(asked->filter);
    const auto& shown = m_bench->gallery()->model()->images();
    QCOMPARE(shown.size(), expected.size());
    QVERIFY(!shown.empty());
    for (std::size_t i = 0; i < shown.size(); ++i)
        QCOMPARE(static_cast<std::size_t>(shown[i]), ranked.imageOf(expected[i]));
    QVERIFY(m_bench->gallery()->title().startsWith(asked->title));
}

void WorkbenchWindowTest::dragging_along_the_curve_moves_the_point()
{
    open(QStringLiteral("p.csv"));
    auto* view = m_bench->figures()->roc();
    const QPoint from = view->placeOf(QStringLiteral("fpr=0.1")), to = view->placeOf(QStringLiteral("fpr=0.6"));
    auto* canvas = view->childAt(from);
    QTest::mousePress(canvas, Qt::LeftButton, {}, canvas->mapFrom(view, from));
    QTest::mouseMove(canvas, canvas->mapFrom(view, (from + to) / 2));
    QTest::mouseMove(canvas, canvas->mapFrom(view, to));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, canvas->mapFrom(view, to));
    QCOMPARE(m_bench->view()->point(0).threshold, m_bench->view()->shown().findings[0].thresholdAtFalsePositiveRate(0.6));
    QCOMPARE(m_bench->pages()->currentWidget(), static_cast<QWidget*>(m_bench->figures()));
}

void WorkbenchWindowTest::a_curve_of_all_findings_leads_to_its_finding()
{
    open(QStringLiteral("p.csv"));
    m_bench->pages()->setCurrentIndex(3);
    auto* blocks = qobject_cast<BlocksView*>(m_bench->pages()->currentWidget());
    QVERIFY(blocks && !blocks->figures().empty());
    Q_EMIT blocks->figures().front()->spotChosen(QStringLiteral("finding=Mass"));
    QCOMPARE(m_bench->view()->finding(), 1);
    QCOMPARE(m_bench->pages()->currentWidget(), static_cast<QWidget*>(m_bench->figures()));
}

void WorkbenchWindowTest::bad_files_are_told_and_what_is_open_stays()
{
    writeText(path(QStringLiteral("bad.csv")), "path,finding,label,probability\na,Mass,1,7\n");
    open(QStringLiteral("bad.csv"));
    QVERIFY(m_bench->state()->isVisible());
    QVERIFY(m_bench->state()->text().contains(QLatin1String("bad.csv")));
    QVERIFY(m_bench->state()->text().contains(QLatin1String("'7'")));
    open(QStringLiteral("p.csv"));
    QVERIFY(m_bench->pages()->isVisible());
    open(QStringLiteral("bad.csv"));
    QVERIFY(m_bench->pages()->isVisible());
    QVERIFY(m_bench->messageText().contains(QLatin1String("bad.csv")));
    open(QStringLiteral("no such run"));
    QVERIFY(m_bench->messageText().contains(QLatin1String("no such run")));
    QCOMPARE(m_bench->view()->shown().name, std::string("p.csv"));
}

void WorkbenchWindowTest::a_table_without_labels_asks_for_one()
{
    writeText(path(QStringLiteral("s.csv")), "path,finding,probability\na.png,Effusion,0.8\nb.png,Effusion,0.1\n");
    writeText(path(QStringLiteral("l.csv")), "Image Index,Finding Labels\na.png,Effusion\nb.png,No Finding\n");
    open(QStringLiteral("s.csv"));
    QVERIFY(m_bench->state()->isVisible());
    QVERIFY(m_bench->state()->text().contains(QLatin1String("label")));
    const auto buttons = m_bench->state()->findChildren<QPushButton*>();
    QVERIFY(std::ranges::any_of(buttons, [](const auto* button) { return button->text().contains(QLatin1String("labels")); }));
    QSignalSpy opened(m_bench.get(), &Workbench::opened);
    m_bench->openPredictions(path(QStringLiteral("s.csv")), path(QStringLiteral("l.csv")));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(m_bench->view()->report(0).positives, 1);
}

void WorkbenchWindowTest::a_run_without_predictions_shows_its_report()
{
    makeRun(QStringLiteral("run"), 1);
    QVERIFY(QFile::remove(path(QStringLiteral("run/predictions.csv"))));
    open(QStringLiteral("run"));
    QVERIFY(m_bench->pages()->isVisible());
    QVERIFY(!m_bench->view()->isMovable());
    QVERIFY(m_bench->figures()->roc()->figure().drawn());
    QVERIFY(!m_bench->panel()->findChild<QDoubleSpinBox*>()->isEnabled());
    QVERIFY(m_bench->faultsText().contains(QLatin1String("predictions.csv")));
    for (int i = 0; i < m_bench->pages()->count(); ++i)
        m_bench->pages()->setCurrentIndex(i);
    Q_EMIT m_bench->figures()->spotChosen(QStringLiteral("fn"));
    QVERIFY(!m_bench->messageText().isEmpty());
}

void WorkbenchWindowTest::what_is_missing_is_told_beside_what_is_shown()
{
    makeRun(QStringLiteral("run"), 1);
    writeText(path(QStringLiteral("run/report.json")), "{ damaged");
    open(QStringLiteral("run"));
    QVERIFY(m_bench->pages()->isVisible());
    QVERIFY(m_bench->faultsText().contains(QLatin1String("report.json")));
    QVERIFY(m_bench->faultsText().contains(QLatin1String("Folder of the images")));
    QVERIFY(m_bench->view()->isMovable());
    // From another machine: the images are found below the folder that is chosen.
    drawImages(m_table, m_folder->path());
    m_bench->setDataFolder(m_folder->path());
    QTRY_VERIFY(!m_bench->view()->shown().dataFolder.empty());
    QVERIFY(!m_bench->faultsText().contains(QLatin1String("Folder of the images")));
    QVERIFY(!m_bench->view()->shown().fileOf(0).empty());
}

void WorkbenchWindowTest::two_results_are_compared_in_words()
{
    auto better = m_table;
    for (auto& finding : better.findings)
        for (std::size_t i = 0; i < better.images.size(); ++i)
            if (finding.labels[i] == 1) finding.probabilities[i] = std::min(1.0, finding.probabilities[i] + 0.4);
    writeText(path(QStringLiteral("better.csv")), csvWithPeople(better));
    open(QStringLiteral("better.csv"));
    open(QStringLiteral("p.csv"));
    m_bench->pages()->setCurrentWidget(m_bench->comparison());
    QTRY_VERIFY(m_bench->comparison()->comparison());
    QVERIFY(m_bench->comparison()->verdict().contains(QLatin1String("better.csv is better than p.csv")));
    // The same predictions under another name are no better, and that is said.
    writeText(path(QStringLiteral("same.csv")), csvWithPeople(m_table));
    open(QStringLiteral("same.csv"));
    auto* choice = m_bench->comparison()->findChild<QComboBox*>();
    choice->setCurrentIndex(choice->findText(QStringLiteral("p.csv")));
    QTRY_VERIFY(m_bench->comparison()->comparison());
    QTRY_VERIFY(m_bench->comparison()->verdict().startsWith(QLatin1String("No evidence that p.csv is better")) ||
                m_bench->comparison()->verdict().startsWith(QLatin1String("Whether")));
}

void WorkbenchWindowTest::points_are_kept_for_each_result()
{
    makeRun(QStringLiteral("run"), 1);
    open(QStringLiteral("run"));
    QCOMPARE(m_bench->view()->point(0).threshold, 0.42);
    m_bench->view()->setThreshold(0, 0.37);
    open(QStringLiteral("p.csv"));
    QCOMPARE(m_bench->view()->point(0).threshold, 0.5);
    QComboBox* results = nullptr;
    for (auto* box : m_bench->findChildren<QComboBox*>())
        if (box->accessibleName() == QLatin1String("Opened results")) results = box;
    QVERIFY(results);
    results->setCurrentIndex(0);
    Q_EMIT results->activated(0);
    QCOMPARE(m_bench->view()->shown().name, std::string("run"));
    QCOMPARE(m_bench->view()->point(0).threshold, 0.37);
}

void WorkbenchWindowTest::corrected_labels_are_marked_as_such()
{
    drawImages(m_table, m_folder->path());
    open(QStringLiteral("p.csv"));
    m_bench->pages()->setCurrentWidget(m_bench->gallery());
    const auto image = m_bench->gallery()->model()->imageAt(0);
    const bool present = m_table.findings[0].labels[image] == 1;
    const auto before = m_bench->view()->report(0);
    QVERIFY(m_bench->gallery()->review(present ? Qt::Key_A : Qt::Key_P));
    QTRY_COMPARE(m_bench->corrections()->model()->rowCount(), 1);
    QCOMPARE(m_bench->view()->report(0).positives, before.positives); // the source's by default
    m_bench->setCorrectedShown(true);
    QTRY_VERIFY(m_bench->view()->isCorrected());
    QTRY_COMPARE(m_bench->view()->report(0).positives, before.positives + (present ? -1 : 1));
    QVERIFY(m_bench->measuredText().contains(QLatin1String("With corrected labels: 1")));
    // Taken back from the list, the figures are the source's again.
    Q_EMIT m_bench->corrections()->undoAsked(m_bench->corrections()->model()->entryAt(0));
    QTRY_COMPARE(m_bench->view()->report(0).positives, before.positives);
    m_bench->setCorrectedShown(false);
    QVERIFY(!m_bench->measuredText().contains(QLatin1String("With corrected labels")));
}

void WorkbenchWindowTest::report_and_figures_are_written_in_one_go()
{
    makeRun(QStringLiteral("run"), 1);
    open(QStringLiteral("run"));
    m_bench->view()->setThreshold(0, 0.47);
    QSignalSpy written(m_bench.get(), &Workbench::filesWritten), failed(m_bench.get(), &Workbench::filesFailed);
    m_bench->writeFiles({path(QStringLiteral("out")), true, false, true});
    QTRY_COMPARE_WITH_TIMEOUT(written.size() + failed.size(), 1, 60000);
    QCOMPARE(written.size(), 1);
    const auto files = written[0][0].toStringList();
    for (const auto& file : files)
        QVERIFY2(QFileInfo(file).size() > 0, qPrintable(file));
    QVERIFY(files.contains(path(QStringLiteral("out/report.pdf"))));
    for (const char* ending : {"svg", "png", "csv"})
        QVERIFY(files.contains(path(QStringLiteral("out/figures/effusion.roc.") + QLatin1String(ending))));
    QFile html(path(QStringLiteral("out/report.html")));
    QVERIFY(html.open(QIODevice::ReadOnly));
    const auto text = html.readAll();
    QVERIFY(text.contains("0.470"));
    QVERIFY(text.contains("set by hand in the workbench"));
    m_bench->writeFiles({QStringLiteral("/proc/none"), true, false, true});
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
    QVERIFY(m_bench->messageText().contains(QLatin1String("/proc/none")));
}

void WorkbenchWindowTest::images_are_exported_and_a_full_folder_is_refused()
{
    drawImages(m_table, m_folder->path());
    open(QStringLiteral("p.csv"));
    QSignalSpy done(m_bench.get(), &Workbench::imagesExported), failed(m_bench.get(), &Workbench::filesFailed);
    app::ImageExportOrder order;
    order.folder = path(QStringLiteral("out")).toStdString();
    order.finding = "Effusion";
    order.images = {0, 1, 2};
    m_bench->exportImages(order);
    QTRY_COMPARE(done.size(), 1);
    QCOMPARE(done[0][0].toULongLong(), 3u);
    m_bench->exportImages(order);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(m_bench->messageText().contains(QLatin1String("nothing is overwritten")));
}

void WorkbenchWindowTest::into_use_carries_the_chosen_points()
{
    makeRun(QStringLiteral("run"), 1);
    writeText(path(QStringLiteral("run/best.safetensors")), "weights");
    open(QStringLiteral("run"));
    m_bench->view()->setThreshold(0, 0.61);
    QSignalSpy asked(m_bench.get(), &Workbench::intoUseAsked);
    for (auto* button : m_bench->findChildren<QPushButton*>())
        if (button->text().startsWith(QLatin1String("Into use"))) button->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), path(QStringLiteral("run")));
    QCOMPARE(m_bench->operatingPoints().at("Effusion"), 0.61);
    QCOMPARE(m_bench->operatingPoints().at("Mass"), 0.42);
}

void WorkbenchWindowTest::places_and_heat_maps_come_from_the_run_s_model()
{
    makeRun(QStringLiteral("run"), 1);
    drawImages(m_table, m_folder->path());
    QVERIFY(test::writeSeededModel(path(QStringLiteral("run/best.safetensors")).toStdString(), test::seededManifest()));
    QByteArray boxes = "Image Index,Finding Label,Bbox [x,y,w,h],,,\n";
    for (int i = 0; i < 5; ++i)
        boxes += QByteArray::number(i) + ".bmp,Effusion,100,100,400,400,,,\n";
    writeText(path(QStringLiteral("boxes.csv")), boxes);
    writeText(path(QStringLiteral("others.csv")), "Image Index,Finding Label,Bbox [x,y,w,h],,,\nelsewhere.png,Effusion,1,1,4,4,,,\n");
    open(QStringLiteral("run"));
    m_bench->setDataFolder(m_folder->path());
    QTRY_VERIFY(!m_bench->view()->shown().dataFolder.empty());
    QSignalSpy measured(m_bench.get(), &Workbench::placesMeasured), failed(m_bench.get(), &Workbench::filesFailed);
    m_bench->measurePlaces(path(QStringLiteral("others.csv")));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
    QVERIFY(m_bench->messageText().contains(QLatin1String("no image")));
    m_bench->view()->setThreshold(0, 0.33);
    m_bench->measurePlaces(path(QStringLiteral("boxes.csv")));
    QTRY_COMPARE_WITH_TIMEOUT(measured.size(), 1, 30000);
    const auto material = m_bench->view()->material();
    QVERIFY(material.findings[0].localisation);
    QCOMPARE(material.findings[0].localisation->images, 5);
    QVERIFY(!material.findings[1].localisation);
    QCOMPARE(m_bench->view()->point(0).threshold, 0.33);
    m_bench->pages()->setCurrentWidget(m_bench->gallery());
    m_bench->gallery()->view()->setCurrentIndex(m_bench->gallery()->model()->index(0));
    auto* panel = m_bench->gallery()->panel();
    panel->setHeatMapShown(true);
    QTRY_VERIFY_WITH_TIMEOUT(panel->hasPicture() && panel->stateWords().contains(QLatin1String("cells")), 30000);
}

QTEST_MAIN(WorkbenchWindowTest)
#include "tst_workbenchwindow.moc"
