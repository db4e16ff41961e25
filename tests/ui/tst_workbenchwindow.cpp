#include "tests/support/app/workbenchcases.h"
#include "tests/support/model/seededmodel.h"
#include "tests/support/window/workbenchstation.h"
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

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>

#include <memory>

using namespace lucency;
using namespace lucency::test;
using namespace lucency::ui;

/// The window in which finished runs are looked at.
class WorkbenchWindowTest : public QObject, WorkbenchStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
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
    void two_results_are_compared_in_words();
    void points_are_kept_for_each_result();
    void corrected_labels_are_marked_as_such();
    void places_and_heat_maps_come_from_the_run_s_model();
};

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
