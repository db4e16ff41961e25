// What the window does with files, models and stores that cannot be used: it names them, and the rest goes on.
#include "tests/support/dicommaker.h"
#include "tests/support/window/readingstation.h"
#include "tests/support/window/windowstate.h"
#include "ui/backgroundstatus.h"
#include "ui/importreport.h"
#include "ui/reading/readingroom.h"
#include "ui/training/notice.h"
#include "ui/worklist/worklistpanel.h"

#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
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
using test::rowOfStatus;
using test::runningWork;

namespace {

constexpr int patience = 15'000; ///< milliseconds: a machine may be busy, and a sanitizer slow

} // namespace

class TestWindowFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_station = std::make_unique<test::ReadingStation>(); }
    void cleanup() { m_station.reset(); }

    void aStudyTheModelIsNotMeantForIsShownAndNotScored_data();
    void aStudyTheModelIsNotMeantForIsShownAndNotScored();
    void aDamagedFileIsNamedAndTheRestGoesOn();
    void aFileDamagedAfterItsImportIsNamedWhereItWouldStand();
    void anotherPersonsImageUnderThePathIsNeitherShownNorScored_data();
    void anotherPersonsImageUnderThePathIsNeitherShownNorScored();
    void nothingThatCouldBeUsedIsSaidAtOnce_data();
    void nothingThatCouldBeUsedIsSaidAtOnce();
    void aModelThatCannotBeUsedIsNamedAndTheRestWorks_data();
    void aModelThatCannotBeUsedIsNamedAndTheRestWorks();
    void aModelThatFailsLeavesTheFormerInUse();
    void aStoreThatCannotBeWrittenIsNamedAndTheRestWorks();
    void aScoreThatCannotBeStoredIsSaidUntilItIsStored();

private:
    std::unique_ptr<test::ReadingStation> m_station;
};

void TestWindowFaults::aStudyTheModelIsNotMeantForIsShownAndNotScored_data()
{
    QTest::addColumn<QByteArray>("modality");
    QTest::addColumn<QByteArray>("bodyPart");
    QTest::addColumn<QByteArray>("view");
    QTest::addColumn<QString>("title");
    QTest::newRow("lateral view") << QByteArray("CR") << QByteArray("CHEST") << QByteArray("LL") << "Not a frontal view";
    QTest::newRow("CT") << QByteArray("CT") << QByteArray("CHEST") << QByteArray("") << "Not a radiograph";
    QTest::newRow("foot") << QByteArray("CR") << QByteArray("FOOT") << QByteArray("AP") << "Not a chest radiograph";
}

void TestWindowFaults::aStudyTheModelIsNotMeantForIsShownAndNotScored()
{
    QFETCH(QByteArray, modality);
    QFETCH(QByteArray, bodyPart);
    QFETCH(QByteArray, view);
    QFETCH(QString, title);
    auto maker = test::DicomMaker::chest();
    maker.text(test::dicomTag(0x0008, 0x0060), "CS", modality);
    maker.text(test::dicomTag(0x0018, 0x0015), "CS", bodyPart);
    maker.text(test::dicomTag(0x0018, 0x5101), "CS", view);
    maker.write(m_station->path({}), QStringLiteral("other.dcm"));
    m_station->draw(QStringLiteral("chest.dcm"), 5);
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Refused), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(rowOfStatus(window, StudyStatus::Refused) >= 0, patience); // a new study is sorted in a little later
    window.worklist()->table()->selectRow(rowOfStatus(window, StudyStatus::Refused));
    QTRY_COMPARE_WITH_TIMEOUT(window.room()->findings()->stateTitle(), title, patience);
    QTRY_VERIFY_WITH_TIMEOUT(window.room()->view()->image() != nullptr, patience);
    QVERIFY(window.room()->stateTitle().isEmpty());
    const QString words = test::visibleText(*window.room()->findings());
    QVERIFY2(words.contains(QStringLiteral("other.dcm")), qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("Not for primary diagnosis")));
    QVERIFY(window.room()->view()->overlays().activation.empty());
    QVERIFY(window.room()->view()->overlays().boxes.empty());
    QCOMPARE(m_station->trial().scored(), QStringList{QStringLiteral("chest.dcm")});
}

void TestWindowFaults::aDamagedFileIsNamedAndTheRestGoesOn()
{
    const QString damaged = m_station->draw(QStringLiteral("damaged.dcm"), 1);
    QVERIFY(QFile::resize(damaged, QFileInfo(damaged).size() / 2));
    test::writeFile(m_station->path({}), QStringLiteral("letter.dcm"), "Dear colleague");
    m_station->draw(QStringLiteral("good.dcm"), 2);
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window), patience);
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
    QCOMPARE(window.lastImport().failures.size(), 2);
    // Something could be used, so that the report is offered and not thrown before the reader.
    QVERIFY(!window.findChild<ImportReport*>());
    auto* report = window.statusBar()->findChild<QToolButton*>(QStringLiteral("import-report"));
    QVERIFY(report && report->isVisible());
    QVERIFY2(report->text().contains(QStringLiteral("2 failed")), qPrintable(report->text()));
    report->click();
    const auto* dialog = window.findChild<ImportReport*>();
    QVERIFY(dialog && dialog->isVisible());
    const QString words = test::visibleText(*dialog);
    for (const char* expected : {"damaged.dcm", "letter.dcm", "Incomplete image", "Not an image"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
}

void TestWindowFaults::aFileDamagedAfterItsImportIsNamedWhereItWouldStand()
{
    const QString file = m_station->draw(QStringLiteral("a.dcm"), 1);
    MainWindow& window = m_station->open(QStringLiteral("missing"), [](const std::string& name) -> Result<std::unique_ptr<app::Scorer>> {
        return Failure{FailureKind::NotFound, name, {}};
    });
    window.openPaths({file});
    QTRY_VERIFY_WITH_TIMEOUT(window.room()->view()->image() != nullptr, patience);
    m_station->close();
    QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
    MainWindow& again = m_station->open();
    QTRY_COMPARE_WITH_TIMEOUT(countOf(again, StudyStatus::Failed), 1, patience);
    again.worklist()->table()->selectRow(0);
    QTRY_COMPARE_WITH_TIMEOUT(again.room()->stateTitle(), QStringLiteral("Incomplete image"), patience);
    QVERIFY(!again.room()->view()->image());
    QTRY_COMPARE_WITH_TIMEOUT(again.room()->findings()->stateTitle(), QStringLiteral("Not scored"), patience);
    QCOMPARE(test::visibleText(*again.room()).count(QStringLiteral("a.dcm")), 2);
}

void TestWindowFaults::anotherPersonsImageUnderThePathIsNeitherShownNorScored_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("scored");
    for (const char* name : {"a.dcm", "a.png"}) {
        QTest::addRow("%s, replaced when it was scored", name) << QString::fromLatin1(name) << true;
        QTest::addRow("%s, replaced before it was scored", name) << QString::fromLatin1(name) << false;
    }
}

void TestWindowFaults::anotherPersonsImageUnderThePathIsNeitherShownNorScored()
{
    QFETCH(QString, name);
    QFETCH(bool, scored);
    const auto noModel = [](const std::string& file) -> Result<std::unique_ptr<app::Scorer>> {
        return Failure{FailureKind::NotFound, file, {}};
    };
    const QString file = m_station->draw(name, 1);
    MainWindow& window = scored ? m_station->open() : m_station->open(QStringLiteral("missing"), noModel);
    window.openPaths({file});
    QTRY_VERIFY_WITH_TIMEOUT(window.room()->view()->image() != nullptr, patience);
    if (scored) QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
    m_station->close();
    QVERIFY(QFile::remove(file));
    m_station->draw(name, 2);
    m_station->trial().say(name, 0.9);
    MainWindow& again = m_station->open();
    QTRY_COMPARE_WITH_TIMEOUT(countOf(again, scored ? StudyStatus::Scored : StudyStatus::Failed), 1, patience);
    again.worklist()->table()->selectRow(0);
    QTRY_COMPARE_WITH_TIMEOUT(again.room()->stateTitle(), QStringLiteral("Another image"), patience);
    QVERIFY(!again.room()->view()->image());
    QTRY_COMPARE_WITH_TIMEOUT(again.room()->findings()->stateTitle(), QStringLiteral("Another image"), patience);
    QTest::qWait(100); // for a score that would come late
    QCOMPARE(again.room()->findings()->stateTitle(), QStringLiteral("Another image"));
    QCOMPARE(m_station->trial().scored(), scored ? QStringList{name} : QStringList{});
    // Importing it again says whose image it is.
    again.openPaths({file});
    QTRY_VERIFY_WITH_TIMEOUT(again.room()->view()->image() != nullptr, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_station->trial().scored().size(), scored ? 2 : 1, patience);
}

void TestWindowFaults::nothingThatCouldBeUsedIsSaidAtOnce_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("title");
    QTest::newRow("a text file") << "letter.txt.dcm"
                                 << "Not an image";
    QTest::newRow("an empty folder") << "empty"
                                     << "Empty folder";
    QTest::newRow("a path that is not there") << "nowhere"
                                              << "Not found";
    QTest::newRow("a table without its columns") << "Data_Entry_wrong.csv"
                                                 << "Missing column";
}

void TestWindowFaults::nothingThatCouldBeUsedIsSaidAtOnce()
{
    QFETCH(QString, path);
    QFETCH(QString, title);
    test::writeFile(m_station->path({}), QStringLiteral("letter.txt.dcm"), "Dear colleague");
    test::writeFile(m_station->path({}), QStringLiteral("Data_Entry_wrong.csv"), "Image Index,Shoe Size\na.png,42\n");
    QDir().mkpath(m_station->path(QStringLiteral("empty")));
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path(path)});
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<ImportReport*>(), patience);
    const auto* report = window.findChild<ImportReport*>();
    QVERIFY(report->isVisible());
    const QString words = test::visibleText(*report);
    QVERIFY2(words.contains(title) && words.contains(path), qPrintable(words));
    QVERIFY(runningWork(window).isEmpty());
    // Everything else works.
    window.openPaths({m_station->draw(QStringLiteral("good.dcm"))});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
}

void TestWindowFaults::aModelThatCannotBeUsedIsNamedAndTheRestWorks_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("the program's resources are missing") << "no/such/folder/models/default.safetensors" << QByteArray();
    QTest::newRow("a text file") << "letter.safetensors" << QByteArray("Dear colleague, not a model at all");
    QTest::newRow("a header that promises too much") << "damaged.safetensors" << QByteArray("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10);
}

void TestWindowFaults::aModelThatCannotBeUsedIsNamedAndTheRestWorks()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    m_station->draw(QStringLiteral("image.dcm"));
    const QString model = m_station->path(QStringLiteral("../") + file);
    if (!content.isEmpty()) test::writeFile(m_station->path(QStringLiteral("..")), file, content);
    MainWindow& window = m_station->open(model, app::classifierFactory());
    window.openPaths({m_station->path({})});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && window.room()->view()->image(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(window.room()->findings()->stateTitle(), QStringLiteral("No model"), patience);
    const QString words = test::visibleText(*window.room()->findings());
    QVERIFY2(words.contains(QFileInfo(file).fileName()), qPrintable(words));
    QVERIFY(test::visibleText(*window.statusBar()).contains(QStringLiteral("No model")));
    QVERIFY(window.statusBar()->currentMessage().contains(QFileInfo(file).fileName()));
    QVERIFY(window.room()->stateTitle().isEmpty());
    QVERIFY(runningWork(window).isEmpty());
}

void TestWindowFaults::aModelThatFailsLeavesTheFormerInUse()
{
    m_station->draw(QStringLiteral("a.dcm"), 1);
    MainWindow& window = m_station->open();
    window.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!window.room()->findings()->lines().empty(), patience);
    QSignalSpy failed(window.queue(), &app::InferenceQueue::modelFailed);
    window.queue()->setModel(QStringLiteral("/models/bad"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QVERIFY(test::visibleText(*window.statusBar()).contains(QStringLiteral("Model: trial v1")));
    QVERIFY(window.statusBar()->currentMessage().contains(QStringLiteral("/models/bad")));
    QVERIFY2(!window.room()->findings()->lines().empty(), "its findings stay");
    // Another model that loads scores anew.
    window.queue()->setModel(QStringLiteral("v2"));
    QTRY_VERIFY_WITH_TIMEOUT(test::visibleText(*window.statusBar()).contains(QStringLiteral("Model: trial v2")), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_station->trial().scored().size(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(test::visibleText(*window.room()->findings()).contains(QStringLiteral("trial, version v2")), patience);
}

void TestWindowFaults::aStoreThatCannotBeWrittenIsNamedAndTheRestWorks()
{
    const QString file = m_station->draw(QStringLiteral("a.dcm"), 1);
    MainWindow& window = m_station->open();
    window.openPaths({file});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
    m_station->draw(QStringLiteral("b.dcm"), 2);
    {
        // Another program that writes and does not end.
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(m_station->storeFile());
        QVERIFY(other.open());
        QSqlQuery query(other);
        QVERIFY(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
        window.openPaths({m_station->path({})});
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<ImportReport*>(), patience);
        const QString words = test::visibleText(*window.findChild<ImportReport*>());
        QVERIFY2(words.contains(QStringLiteral("Database in use")) && words.contains(QStringLiteral("store.sqlite")), qPrintable(words));
        QVERIFY(runningWork(window).isEmpty());
        QVERIFY(window.room()->view()->image());
        QCOMPARE(window.worklistModel()->rowCount(), 1);
        QVERIFY(query.exec(QStringLiteral("ROLLBACK")));
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    window.openPaths({m_station->path({})});
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 2, patience);
}

void TestWindowFaults::aScoreThatCannotBeStoredIsSaidUntilItIsStored()
{
    m_station->trial().setOpen(false);
    const QString file = m_station->draw(QStringLiteral("a.dcm"), 1);
    MainWindow& window = m_station->open();
    window.openPaths({file});
    QTRY_VERIFY_WITH_TIMEOUT(isImportOver(window) && runningWork(window).size() == 1, patience);
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(m_station->storeFile());
        QVERIFY(other.open());
        QSqlQuery query(other);
        QVERIFY(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
        m_station->trial().setOpen(true);
        const auto* notice = window.findChild<Notice*>();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible() && notice->text().contains(QStringLiteral("store.sqlite")), patience);
        // All of it can be read, in a small window too.
        window.resize(900, 600);
        const auto* words = notice->findChild<QLabel*>(QStringLiteral("notice-text"));
        QTRY_VERIFY_WITH_TIMEOUT(words->height() >= words->heightForWidth(words->width()), patience);
        QVERIFY2(notice->text().endsWith(QStringLiteral("goes on by itself.")), qPrintable(notice->text()));
        QCOMPARE(runningWork(window).size(), 1);
        QVERIFY2(runningWork(window)[0]->text().endsWith(QStringLiteral(", waiting")), qPrintable(runningWork(window)[0]->text()));
        QVERIFY(window.room()->view()->image());
        QVERIFY2(window.room()->findings()->lines().empty(), "nothing is told that is not on the disk");
        QVERIFY(query.exec(QStringLiteral("ROLLBACK")));
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    QTRY_COMPARE_WITH_TIMEOUT(countOf(window, StudyStatus::Scored), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!window.findChild<Notice*>()->isVisible(), patience);
    QVERIFY(!window.room()->findings()->lines().empty());
    QCOMPARE(m_station->trial().scored().size(), 1);
}

QTEST_MAIN(TestWindowFaults)
#include "tst_windowfaults.moc"
