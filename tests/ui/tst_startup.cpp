// The program's start where something that it needs is missing, damaged or out of reach.
#include "app/store/store.h"
#include "tests/support/dicommaker.h"
#include "tests/support/window/readingstation.h"
#include "ui/reading/readingroom.h"
#include "ui/storequestion.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace lucency;

namespace {

constexpr int patience = 30'000;

void writeNewerStore(const QString& file)
{
    QVERIFY(app::Store::open(file));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(file);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 1000000")));
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
}

/// Presses the button with this text as soon as the question is there.
void answer(const QString& text)
{
    auto* watch = new QTimer(qApp);
    QObject::connect(watch, &QTimer::timeout, qApp, [watch, text] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box) return;
        watch->deleteLater();
        if (text.isEmpty()) return QTest::keyClick(box, Qt::Key_Escape);
        for (QAbstractButton* button : box->buttons())
            if (button->text() == text) return button->click();
        qFatal("the question has no such answer");
    });
    watch->start(5);
}

} // namespace

class TestStartup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoreThatCannotBeUsedIsNamedAndLeftAsItIs_data();
    void aStoreThatCannotBeUsedIsNamedAndLeftAsItIs();
    void theReaderDecidesWhetherToReadWithoutIt_data();
    void theReaderDecidesWhetherToReadWithoutIt();
    void aWindowWithoutAStoreOfItsOwnSaysSoAllTheTime();
    void anUnknownOptionIsRefusedInWords();
};

void TestStartup::aStoreThatCannotBeUsedIsNamedAndLeftAsItIs_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("words");
    QTest::newRow("a file where the folder should be") << "file"
                                                       << "cannot be written";
    QTest::newRow("written by a newer version") << "newer"
                                                << "newer version of Lucency";
    QTest::newRow("no database at all") << "letter"
                                        << "is damaged";
}

void TestStartup::aStoreThatCannotBeUsedIsNamedAndLeftAsItIs()
{
    QFETCH(QString, kind);
    QFETCH(QString, words);
    const QString program = qEnvironmentVariable("LUCENCY_BINARY");
    if (program.isEmpty()) QSKIP("ctest names the program in LUCENCY_BINARY");
    const QTemporaryDir folder;
    QString store = folder.filePath(QStringLiteral("store.sqlite"));
    QString kept = store;
    if (kind == QLatin1String("newer")) {
        writeNewerStore(store);
    } else if (kind == QLatin1String("letter")) {
        test::writeFile(folder.path(), QStringLiteral("store.sqlite"), QByteArray("Dear colleague, ").repeated(500));
    } else {
        kept = test::writeFile(folder.path(), QStringLiteral("notes"), "not a folder");
        store = folder.filePath(QStringLiteral("notes/store.sqlite"));
    }
    QFile before(kept);
    QVERIFY(before.open(QIODevice::ReadOnly));
    const QByteArray content = before.readAll();

    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LUCENCY_STORE"), store);
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.filePath(QStringLiteral("config")));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(program, {});
    QString said;
    QTRY_VERIFY2_WITH_TIMEOUT((said += QString::fromUtf8(process.readAllStandardError())).contains(words), qPrintable(said), patience);
    QVERIFY2(said.contains(store), qPrintable(said));
    QCOMPARE(process.state(), QProcess::Running); // it asks what to do
    process.terminate();
    QVERIFY(process.waitForFinished(patience));
    QFile after(kept);
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), content);
}

void TestStartup::theReaderDecidesWhetherToReadWithoutIt_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("isBackedUp");
    QTest::addColumn<ui::StoreAnswer>("answered");
    QTest::newRow("reads on") << "Read without keeping anything" << false << ui::StoreAnswer::ReadWithoutIt;
    QTest::newRow("quits") << "Quit" << false << ui::StoreAnswer::Quit;
    QTest::newRow("closes the question") << "" << false << ui::StoreAnswer::Quit;
    QTest::newRow("uses the backup") << "Use the backup" << true << ui::StoreAnswer::UseBackup;
    QTest::newRow("reads on though there is a backup") << "Read without keeping anything" << true << ui::StoreAnswer::ReadWithoutIt;
    QTest::newRow("closes the question though there is a backup") << "" << true << ui::StoreAnswer::Quit;
}

void TestStartup::theReaderDecidesWhetherToReadWithoutIt()
{
    QFETCH(QString, button);
    QFETCH(bool, isBackedUp);
    QFETCH(ui::StoreAnswer, answered);
    std::optional<app::Backup> backup;
    if (isBackedUp) backup = {QStringLiteral("/home/reader/backups/lucency-2026-11-21.sqlite"), QDate(2026, 11, 21)};
    answer(button);
    QCOMPARE(ui::askAboutStore({FailureKind::StoreDamaged, "/home/reader/lucency.sqlite", {}}, backup), answered);
}

void TestStartup::aWindowWithoutAStoreOfItsOwnSaysSoAllTheTime()
{
    test::ReadingStation station;
    station.setStoreWarning(QStringLiteral("store.sqlite was written by a newer version"));
    station.draw(QStringLiteral("a.dcm"));
    ui::MainWindow& window = station.open();
    const auto* warning = window.findChild<QLabel*>(QStringLiteral("store-warning"));
    QVERIFY(warning && warning->isVisible());
    QVERIFY(warning->toolTip().contains(QStringLiteral("store.sqlite")));
    QVERIFY(window.statusBar()->currentMessage().contains(QStringLiteral("store.sqlite")));
    // Everything else works, and the words stay.
    window.openPaths({station.path({})});
    QTRY_COMPARE_WITH_TIMEOUT(window.worklistModel()->studyCount(app::StudyStatus::Scored), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(window.room()->view()->image() != nullptr, patience);
    QVERIFY(warning->isVisible());
    station.close();
    station.setStoreWarning({});
    QVERIFY(!station.open().findChild<QLabel*>(QStringLiteral("store-warning")));
}

void TestStartup::anUnknownOptionIsRefusedInWords()
{
    const QString program = qEnvironmentVariable("LUCENCY_BINARY");
    if (program.isEmpty()) QSKIP("ctest names the program in LUCENCY_BINARY");
    QProcess process;
    process.start(program, {QStringLiteral("--nonsense")});
    QVERIFY(process.waitForFinished(patience));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("--nonsense"));
}

QTEST_MAIN(TestStartup)
#include "tst_startup.moc"
