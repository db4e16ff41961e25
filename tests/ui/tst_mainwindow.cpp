// The window end to end: files come in through the importer, are shown, scored and told of, all on their own threads as in the program.
#include "tests/support/dicommaker.h"
#include "tests/support/model/seededmodel.h"
#include "tests/support/window/readingstation.h"
#include "tests/support/window/windowstate.h"
#include "ui/backgroundstatus.h"
#include "ui/importreport.h"
#include "ui/reading/findingrow.h"
#include "ui/reading/readingroom.h"
#include "ui/worklist/worklistpanel.h"

#include <QAction>
#include <QApplication>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace lucency;
using namespace lucency::ui;
using app::StudyStatus;
using app::WorklistModel;
using test::countOf;
using test::isImportOver;
using test::runningWork;

namespace {

constexpr int patience = 15'000; ///< milliseconds: a machine may be busy, and a sanitizer slow

/// A file that is dragged to the window and dropped there, as a file manager does it.
Qt::DropAction drop(MainWindow& window, const QList<QUrl>& urls, Qt::DropAction proposed = Qt::CopyAction)
{
    QMimeData data;
    data.setUrls(urls);
    const Qt::DropActions possible = Qt::CopyAction | Qt::MoveAction | Qt::LinkAction;
    QDragEnterEvent enter(QPoint(20, 20), possible, &data, Qt::LeftButton, Qt::NoModifier);
    enter.setDropAction(proposed);
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted()) return Qt::IgnoreAction;
    QDropEvent drop(QPointF(20, 20), possible, &data, Qt::LeftButton, Qt::NoModifier);
    drop.setDropAction(proposed);
    QApplication::sendEvent(&window, &drop);
    return drop.isAccepted() ? drop.dropAction() : Qt::IgnoreAction;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_station = std::make_unique<test::ReadingStation>(); }
    void cleanup() { m_station.reset(); }

    void anEmptyWindowSaysWhatToDo();
    void openedImagesAreListedShownAndScored();
    void aRealModelScoresAndItsMapLiesOverTheImage();
    void droppedFilesAndFoldersAreCopiedNeverMoved();
    void anAddressAmongDroppedFilesIsNamed();
    void theReportCountsWhatHappened();
    void openedAgainTheStudyIsShown();
    void anImportDoesNotTakeTheScreenFromAReaderWhoMovedOn();
    void whatAnImportBringsToTheOpenStudyIsShown();
    void scoringIsToldOnlyWhileSomethingIsScored();
    void stoppedScoringIsNoLongerTold();
    void settingsOutliveTheWindow();
    void aModelThatWasChosenIsInUseAfterARestart();
    void aWindowLeftFullScreenComesBackSoAndCanLeaveIt();
    void closingInTheMiddleOfEverythingLosesNothing();

private:
    std::unique_ptr<test::ReadingStation> m_station;
};

void TestMainWindow::anEmptyWindowSaysWhatToDo()
{
    MainWindow& window = m_station->open();
    QTRY_COMPARE_WITH_TIMEOUT(window.worklist()->stateTitle(), QStringLiteral("The worklist is empty"), patience);
    QCOMPARE(window.room()->stateTitle(), QStringLiteral("Nothing open"));
    QCOMPARE(window.room()->findings()->stateTitle(), QStringLiteral("No image"));
    // Both places offer the way on.
    for (const QWidget* place : {static_cast<QWidget*>(window.room()), static_cast<QWidget*>(window.worklist())})
        for (const char* way : {"Open files ...", "Open a folder ..."})
            QTRY_VERIFY2_WITH_TIMEOUT(test::visibleText(*place).contains(QLatin1String(way)), way, patience);
    QVERIFY(test::visibleText(*window.statusBar()).contains(QStringLiteral("Not for primary diagnosis")));
    QTRY_VERIFY_WITH_TIMEOUT(test::visibleText(*window.statusBar()).contains(QStringLiteral("Model: trial v1")), patience);
    QVERIFY(runningWork(window).isEmpty());
    // The words stay while a message is shown.
    window.statusBar()->showMessage(QStringLiteral("something else"));
    QVERIFY(test::visibleText(*window.statusBar()).contains(QStringLiteral("Not for primary diagnosis")));
}

void TestMainWindow::openedImagesAreListedShownAndScored()
{
    m_station->draw(QStringLiteral("a.dcm"), 1);
    m_station->draw(QStringLiteral("b.dcm"), 2);
    m_station->draw(QStringLiteral("c.png"), 3);
    m_station->trial().say(QStringLiteral("b.dcm"), 0.93);
    MainWindow& window = m_station->open();
    QSignalSpy shown(window.room(), &ReadingRoom::imageShown);
    window.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 3, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), patience);
    QCOMPARE(m_station->trial().scored().size(), 3);

    // The most urgent study goes to the top, with its finding.
    QTRY_COMPARE_WITH_TIMEOUT(window.worklistModel()->index(0, 0).data(WorklistModel::PatientIdRole).toString(),
                              QStringLiteral("PHANTOM-0002"), patience);
    QCOMPARE(window.worklistModel()->index(0, 0).data(WorklistModel::FindingRole).toString(), QStringLiteral("Effusion"));
    QVERIFY(window.worklistModel()->index(0, 0).data(WorklistModel::PositiveRole).toBool());

    // The first image is on screen; going to the top of the list shows the most urgent one with its map, region and figure.
    QVERIFY(window.room()->stateTitle().isEmpty());
    window.worklist()->table()->selectRow(0);
    const FindingsPanel& findings = *window.room()->findings();
    QTRY_VERIFY_WITH_TIMEOUT(window.room()->view()->image() && findings.selected() && findings.selected()->probability > 0.9, patience);
    QCOMPARE(window.room()->view()->image()->radiograph.identity.patientId, std::string("PHANTOM-0002"));
    QVERIFY(findings.selected()->standing == FindingLine::Standing::Over);
    QVERIFY(test::visibleText(*window.room()->findings()).contains(QStringLiteral("Not for primary diagnosis")));
    const Overlays& overlays = window.room()->view()->overlays();
    QVERIFY(!overlays.activation.empty());
    QVERIFY(overlays.activationLabel.contains(QStringLiteral("8 × 8")));
    QCOMPARE(overlays.boxes.size(), std::size_t(1));
    QVERIFY(overlays.boxes[0].source == OverlayBox::Source::Model);
    QVERIFY(overlays.boxes[0].label.contains(QStringLiteral("93 %")));
    // The cell at the lower right, of 8 x 8 over 64 pixels.
    QVERIFY(overlays.boxes[0].box.contains(QPointF(52, 52)));
    QVERIFY(!overlays.boxes[0].box.contains(QPointF(32, 32)));
    QTRY_VERIFY_WITH_TIMEOUT(runningWork(window).isEmpty(), patience);
}

void TestMainWindow::aRealModelScoresAndItsMapLiesOverTheImage()
{
    m_station->draw(QStringLiteral("a.dcm"), 1);
    m_station->draw(QStringLiteral("b.png"), 2);
    const QString file = m_station->path(QStringLiteral("../model.safetensors"));
    model::ModelManifest manifest = test::seededManifest("cnn64", 64);
    manifest.findings[0].operatingPoint.threshold = 0; // whatever nobody trained says is over it, and under the other
    manifest.findings[1].operatingPoint.threshold = 1;
    QVERIFY(test::writeSeededModel(file.toStdString(), manifest));
    MainWindow& window = m_station->open(file, app::classifierFactory());
    window.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 2, patience);
    const FindingsPanel& findings = *window.room()->findings();
    QTRY_VERIFY_WITH_TIMEOUT(findings.selected() && window.room()->view()->image(), patience);
    QCOMPARE(findings.selected()->finding, QStringLiteral("Effusion"));
    // Two are validated and shown; the third is named, without a figure.
    QCOMPARE(window.room()->findings()->findChildren<FindingRow*>().size(), 2);
    QVERIFY(test::visibleText(findings).contains(QStringLiteral("Nodule")));

    RadiographView& view = *window.room()->view();
    QTRY_VERIFY_WITH_TIMEOUT(!view.overlays().activation.empty(), patience);
    ViewActions& actions = *window.room()->actions();
    const QImage with = view.grab().toImage();
    actions.showHeatMap->setChecked(false);
    const QImage withoutMap = view.grab().toImage();
    QVERIFY2(with != withoutMap, "the heat map can be seen");
    actions.showBoxes->setChecked(false);
    const QImage withoutBoxes = view.grab().toImage();
    actions.showHeatMap->setChecked(true);
    actions.showBoxes->setChecked(true);
    actions.showAi->setChecked(false);
    QVERIFY2(view.grab().toImage() == withoutBoxes, "one key hides all that the model says");
}

void TestMainWindow::droppedFilesAndFoldersAreCopiedNeverMoved()
{
    const QString file = m_station->draw(QStringLiteral("one.dcm"), 1);
    m_station->draw(QStringLiteral("folder/two.dcm"), 2);
    m_station->draw(QStringLiteral("folder/deeper/three.png"), 3);
    MainWindow& window = m_station->open();
    QVERIFY(window.acceptDrops());
    for (const QWidget* child : window.findChildren<QWidget*>())
        QVERIFY2(!child->acceptDrops() || child->isWindow(), child->metaObject()->className()); // it would take the drop for itself
    const QList<QUrl> urls{QUrl::fromLocalFile(file), QUrl::fromLocalFile(m_station->path(QStringLiteral("folder")))};
    QCOMPARE(drop(window, urls, Qt::MoveAction), Qt::CopyAction);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 3, patience);
    QVERIFY(QFile::exists(file));
    QCOMPARE(drop(window, {QUrl(QStringLiteral("https://example.org/a.dcm"))}), Qt::IgnoreAction);
    QCOMPARE(drop(window, {}), Qt::IgnoreAction);
}

void TestMainWindow::anAddressAmongDroppedFilesIsNamed()
{
    const QString file = m_station->draw(QStringLiteral("one.dcm"), 1), address = QStringLiteral("https://example.org/b.dcm");
    MainWindow& window = m_station->open();
    QCOMPARE(drop(window, {QUrl(address), QUrl::fromLocalFile(file)}), Qt::CopyAction);
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window), patience);
    auto* button = window.statusBar()->findChild<QToolButton*>(QStringLiteral("import-report"));
    QCOMPARE(button->text(), QStringLiteral("1 images added, 1 failed"));
    button->click();
    const QString words = test::visibleText(*window.findChild<ImportReport*>());
    QVERIFY2(words.contains(address + QStringLiteral(" is an address")), qPrintable(words));
    QCOMPARE(QSettings().value(QStringLiteral("recent")).toStringList(), QStringList{file});
}

void TestMainWindow::theReportCountsWhatHappened()
{
    m_station->draw(QStringLiteral("00000001_000.png"), 1);
    m_station->draw(QStringLiteral("00000002_000.png"), 2);
    test::writeFile(m_station->path({}), QStringLiteral("Data_Entry_2017.csv"),
                    "Image Index,Finding Labels\n00000001_000.png,Effusion\n00000009_000.png,Mass\n");
    test::writeFile(m_station->path({}), QStringLiteral("BBox_List_2017.csv"),
                    "Image Index,Finding Label,Bbox [x,y,w,h],,,\n00000001_000.png,Effusion,512,256,128,64\n");
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window), patience);
    auto* button = window.statusBar()->findChild<QToolButton*>(QStringLiteral("import-report"));
    QCOMPARE(button->text(), QStringLiteral("2 images added"));
    button->click();
    QString words = test::visibleText(*window.findChild<ImportReport*>());
    for (const char* expected :
         {"2 images added", "2 new studies", "Data_Entry_2017.csv (labels): 1 of 2 rows found their image, 1 did not",
          "1 images have no row", "BBox_List_2017.csv (boxes): 1 of 1 rows found their image"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
    // The boxes were joined after the image had come on screen: 1024 pixels there are 64 here.
    QTRY_COMPARE_WITH_TIMEOUT(int(window.room()->view()->overlays().boxes.size()), 1, patience);
    QCOMPARE(window.room()->view()->overlays().boxes[0].box, QRectF(32, 16, 8, 4));
    QVERIFY(window.room()->view()->overlays().boxes[0].source == OverlayBox::Source::Reference);
    // Again: nothing comes twice, and the open report follows.
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && window.lastImport().alreadyKnown == 2, patience);
    words = test::visibleText(*window.findChild<ImportReport*>());
    QVERIFY2(words.contains(QStringLiteral("0 images added")) && words.contains(QStringLiteral("2 known already")), qPrintable(words));
    QCOMPARE(window.worklistModel()->studyCount(), 2);
}

void TestMainWindow::openedAgainTheStudyIsShown()
{
    const QString first = m_station->draw(QStringLiteral("a.dcm"), 1), second = m_station->draw(QStringLiteral("b.dcm"), 2);
    MainWindow& window = m_station->open();
    window.openPaths({first});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && window.room()->view()->image(), patience);
    window.openPaths({second});
    const auto onScreen = [&] {
        const auto& image = window.room()->view()->image();
        return image ? QString::fromStdString(image->radiograph.identity.patientId) : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(onScreen(), QStringLiteral("PHANTOM-0002"), patience);
    window.openPaths({first});
    QTRY_COMPARE_WITH_TIMEOUT(onScreen(), QStringLiteral("PHANTOM-0001"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(window.worklist()->currentStudy(), window.room()->study(), patience);
}

void TestMainWindow::anImportDoesNotTakeTheScreenFromAReaderWhoMovedOn()
{
    const QString first = m_station->draw(QStringLiteral("a.dcm"), 1), second = m_station->draw(QStringLiteral("b.dcm"), 2);
    MainWindow& window = m_station->open();
    window.openPaths({first, second});
    QTRY_COMPARE_WITH_TIMEOUT(window.worklistModel()->rowCount(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && window.worklist()->currentStudy() != 0, patience);
    const qint64 shown = window.room()->study();
    // Known files lead to their study when the import is over; until then the reader has chosen another one.
    QSignalSpy finished(window.importer(), &app::Importer::finished);
    window.openPaths({shown == window.lastImport().studies.first() ? first : second});
    window.worklist()->table()->selectRow(1 - window.worklist()->table()->currentIndex().row());
    const qint64 chosen = window.room()->study();
    QVERIFY(chosen != shown);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
    QCOMPARE(window.lastImport().studies.size(), 1);
    QCOMPARE(window.room()->study(), chosen);
}

void TestMainWindow::whatAnImportBringsToTheOpenStudyIsShown()
{
    const QString first = m_station->draw(QStringLiteral("a.dcm"), 1, 1);
    MainWindow& window = m_station->open();
    window.openPaths({first});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && window.room()->view()->image(), patience);
    QVERIFY(!window.room()->strip()->isVisible());
    const qint64 image = window.room()->image();
    // A second image of the study on screen and a prior of the same person: no word of the reader is needed to see them.
    m_station->draw(QStringLiteral("b.dcm"), 1, 1, 7);
    m_station->draw(QStringLiteral("prior.dcm"), 1, 0);
    window.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(window.room()->strip()->model()->rowCount(), 3, patience);
    QVERIFY(window.room()->strip()->isVisible());
    QCOMPARE(window.room()->image(), image);
    QCOMPARE(window.room()->strip()->currentIndex().data(ThumbnailModel::ImageRole).toLongLong(), image);
    QVERIFY(window.room()->view()->image());
    QCOMPARE(window.room()->strip()->model()->index(2, 0).data(ThumbnailModel::StandingRole).toInt(),
             static_cast<int>(StudyStanding::Prior));
}

void TestMainWindow::scoringIsToldOnlyWhileSomethingIsScored()
{
    for (int patient = 1; patient <= 9; ++patient)
        m_station->draw(QStringLiteral("%1.dcm").arg(patient), patient);
    const auto noModel = [](const std::string& name) -> Result<std::unique_ptr<app::Scorer>> {
        return Failure{FailureKind::NotFound, name, {}};
    };
    MainWindow& window = m_station->open(QStringLiteral("missing"), noModel);
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window), patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Queued), 9, patience);
    QVERIFY2(runningWork(window).isEmpty(), "nine images wait, but for what?");

    m_station->trial().setOpen(false);
    MainWindow& scoring = m_station->open();
    QTRY_COMPARE_WITH_TIMEOUT(int(runningWork(scoring).size()), 1, patience);
    QCOMPARE(runningWork(scoring).first()->text(), QStringLiteral("Scoring 0 of 9"));
    m_station->trial().setOpen(true);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(scoring, StudyStatus::Scored), 9, patience);
    QTRY_VERIFY_WITH_TIMEOUT(runningWork(scoring).isEmpty(), patience);
}

void TestMainWindow::stoppedScoringIsNoLongerTold()
{
    for (int patient = 1; patient <= 9; ++patient)
        m_station->draw(QStringLiteral("%1.dcm").arg(patient), patient);
    m_station->trial().setOpen(false);
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && runningWork(window).size() == 1, patience);
    QSignalSpy progress(window.queue(), &app::InferenceQueue::progress);
    runningWork(window).first()->findChild<QToolButton*>()->click();
    QVERIFY(runningWork(window).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!progress.isEmpty() && progress.last()[1].toInt() == 0, patience);
    QVERIFY2(runningWork(window).isEmpty(), "the worker's own word on the stop does not bring it back");
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::New), 9, patience);
    // A study that is opened is scored all the same.
    m_station->trial().setOpen(true);
    window.worklist()->selectNext(1);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
}

void TestMainWindow::aModelThatWasChosenIsInUseAfterARestart()
{
    const auto inUse = [](const MainWindow& window, const char* name) {
        return test::visibleText(*window.statusBar()).contains(QLatin1String(name));
    };
    MainWindow& window = m_station->open();
    QTRY_VERIFY_WITH_TIMEOUT(inUse(window, "Model: trial v1"), patience);
    window.useModel(QStringLiteral("v2"));
    QTRY_VERIFY_WITH_TIMEOUT(inUse(window, "Model: trial v2"), patience);
    QSignalSpy failed(window.queue(), &app::InferenceQueue::modelFailed);
    window.useModel(QStringLiteral("/models/bad"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);

    MainWindow& again = m_station->open();
    QTRY_VERIFY_WITH_TIMEOUT(inUse(again, "Model: trial v2"), patience);
    again.findChild<QAction*>(QStringLiteral("shipped-model"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(inUse(again, "Model: trial v1"), patience);

    MainWindow& last = m_station->open();
    QTRY_VERIFY_WITH_TIMEOUT(inUse(last, "Model: trial v1"), patience);
    QVERIFY(!QSettings().contains(QStringLiteral("model")));
}

void TestMainWindow::settingsOutliveTheWindow()
{
    const QString file = m_station->draw(QStringLiteral("a.dcm"));
    MainWindow& window = m_station->open();
    window.openPaths({file});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window), patience);
    window.resize(1111, 777);
    ViewActions& actions = *window.room()->actions();
    actions.showBoxes->setChecked(false);
    actions.showPlanes->setChecked(false);
    actions.showTexts->setChecked(false);
    actions.setStyle({0.65, 0.35});
    window.worklist()->table()->setColumnWidth(WorklistModel::NameColumn, 123);
    window.worklist()->table()->sortByColumn(WorklistModel::DateColumn, Qt::AscendingOrder);
    m_station->close();

    MainWindow& again = m_station->open();
    QCOMPARE(again.size(), QSize(1111, 777));
    const OverlaySwitches& switches = again.room()->actions()->switches();
    QVERIFY(switches.ai && !switches.boxes && switches.heatMap && !switches.planes);
    QVERIFY(qFuzzyCompare(switches.style.opacity, 0.65) && qFuzzyCompare(switches.style.threshold, 0.35));
    QVERIFY(!again.room()->actions()->showTexts->isChecked());
    QCOMPARE(again.worklist()->table()->columnWidth(WorklistModel::NameColumn), 123);
    QCOMPARE(again.worklistModel()->sortColumn(), int(WorklistModel::DateColumn));
    QCOMPARE(again.worklistModel()->sortOrder(), Qt::AscendingOrder);
    QCOMPARE(QSettings().value(QStringLiteral("recent")).toStringList(), QStringList{file});
    QTRY_COMPARE_WITH_TIMEOUT(again.worklistModel()->rowCount(), 1, patience);
}

void TestMainWindow::aWindowLeftFullScreenComesBackSoAndCanLeaveIt()
{
    const auto fullScreen = [](MainWindow& window) { return window.findChild<QAction*>(QStringLiteral("full-screen")); };
    MainWindow& window = m_station->open();
    fullScreen(window)->trigger();
    QVERIFY(window.isFullScreen());
    m_station->close();
    MainWindow& again = m_station->open();
    QVERIFY(again.isFullScreen());
    QVERIFY(fullScreen(again)->isChecked());
    fullScreen(again)->trigger();
    QVERIFY(!again.isFullScreen());
}

void TestMainWindow::closingInTheMiddleOfEverythingLosesNothing()
{
    for (int patient = 1; patient <= 12; ++patient)
        m_station->draw(QStringLiteral("%1.dcm").arg(patient), patient);
    m_station->trial().setOpen(false);
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(window.worklistModel()->rowCount() > 0, patience);
    m_station->close(); // a batch is at the gate: it ends all the same
    m_station->trial().setOpen(true);
    MainWindow& again = m_station->open();
    again.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(again, StudyStatus::Scored), 12, patience);
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(again), patience);
    QCOMPARE(again.worklistModel()->studyCount(), 12);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
