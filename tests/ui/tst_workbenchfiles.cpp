#include "tests/support/app/workbenchcases.h"
#include "tests/support/window/workbenchstation.h"
#include "ui/evaluation/figurespage.h"
#include "ui/evaluation/operatingpanel.h"
#include "ui/figureview.h"
#include "ui/statepage.h"

#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::test;
using namespace lucency::ui;

/// What the workbench reads and writes: results that are damaged or not whole, and what goes out of it.
class WorkbenchFilesTest : public QObject, WorkbenchStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_bench.reset(); }
    void bad_files_are_told_and_what_is_open_stays();
    void a_table_without_labels_asks_for_one();
    void a_run_without_predictions_shows_its_report();
    void what_is_missing_is_told_beside_what_is_shown();
    void report_and_figures_are_written_in_one_go();
    void images_are_exported_and_a_full_folder_is_refused();
    void into_use_carries_the_chosen_points();
};

void WorkbenchFilesTest::bad_files_are_told_and_what_is_open_stays()
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

void WorkbenchFilesTest::a_table_without_labels_asks_for_one()
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

void WorkbenchFilesTest::a_run_without_predictions_shows_its_report()
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

void WorkbenchFilesTest::what_is_missing_is_told_beside_what_is_shown()
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

void WorkbenchFilesTest::report_and_figures_are_written_in_one_go()
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

void WorkbenchFilesTest::images_are_exported_and_a_full_folder_is_refused()
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

void WorkbenchFilesTest::into_use_carries_the_chosen_points()
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

QTEST_MAIN(WorkbenchFilesTest)
#include "tst_workbenchfiles.moc"
