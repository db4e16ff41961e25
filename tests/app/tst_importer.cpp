#include "app/importer.h"
#include "tests/support/app/importcase.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <cstdio>
#include <optional>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

namespace {

/// What the child process does: imports a folder and says each batch.
int importAndTell(const QString& file, const QString& folder)
{
    auto store = Store::open(file);
    if (!store) return 1;
    ImportListener listener;
    listener.committed = [](const QList<qint64>&, const QList<qint64>& images) {
        std::printf("%d\n", int(images.size()));
        std::fflush(stdout);
    };
    return importPaths(*store, {folder}, listener) ? 0 : 1;
}

} // namespace

/// Imports that end before their time, and the worker that runs them.
class ImporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_case = std::make_unique<ImportCase>();
        QVERIFY(m_case->store);
    }
    void a_stopped_import_keeps_what_it_has_and_goes_on_later();
    void a_killed_import_leaves_a_sound_store_and_goes_on_later();
    void a_full_store_ends_the_import_and_stays_sound();
    void the_importer_works_down_its_requests();
    void the_importer_stops_what_runs_and_what_waits();

private:
    ImportSummary import(const QStringList& paths) const { return m_case->import(paths); }
    QString in(const char* name) const { return m_case->in(name); }
    Store& store() const { return *m_case->store; }
    std::unique_ptr<ImportCase> m_case;
};

void ImporterTest::a_stopped_import_keeps_what_it_has_and_goes_on_later()
{
    for (int i = 0; i < 350; ++i)
        writePng(m_case->folder.filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    std::stop_source stop;
    ImportListener listener;
    int told = 0;
    listener.committed = [&stop, &told](const QList<qint64>&, const QList<qint64>& images) {
        told += int(images.size());
        stop.request_stop();
    };
    const auto stopped = importPaths(store(), {in("d")}, listener, stop.get_token());
    QVERIFY(stopped);
    QVERIFY(stopped->stopped);
    QVERIFY(stopped->filesAdded > 0 && stopped->filesAdded < 350);
    QCOMPARE(told, stopped->filesAdded);
    QCOMPARE(imageCount(store()), stopped->filesAdded);
    const ImportSummary rest = import({in("d")});
    QCOMPARE(rest.filesAdded + rest.alreadyKnown, 350);
    QCOMPARE(imageCount(store()), 350);
}

void ImporterTest::a_killed_import_leaves_a_sound_store_and_goes_on_later()
{
    constexpr int files = 2000;
    for (int i = 0; i < files; ++i)
        writePng(m_case->folder.filePath(QStringLiteral("d/%1.png").arg(i, 5, 10, QLatin1Char('0'))), i);
    m_case->store.reset();
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--import"), in("store.sqlite"), in("d")});
    QVERIFY(child.waitForStarted());
    QByteArray said;
    while (said.count('\n') < 2 && child.waitForReadyRead())
        said += child.readAllStandardOutput();
    child.kill(); // SIGKILL
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    said += child.readAllStandardOutput();
    int committed = 0;
    for (const QByteArray& line : said.split('\n'))
        committed += line.toInt();

    auto store = Store::open(in("store.sqlite")); // checks the integrity
    QVERIFY(store);
    const int kept = imageCount(*store);
    QVERIFY(kept >= committed);
    QVERIFY(kept < files);
    const auto rest = importPaths(*store, {in("d")});
    QVERIFY(rest);
    QCOMPARE(rest->alreadyKnown, kept);
    QCOMPARE(rest->filesAdded, files - kept);
    QCOMPARE(imageCount(*store), files);
    QCOMPARE(*store->studyCount(), files);
}

void ImporterTest::a_full_store_ends_the_import_and_stays_sound()
{
    for (int i = 0; i < 400; ++i)
        writePng(m_case->folder.filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    m_case->store.reset();
    int added = 0;
    {
        StoreOptions options;
        options.maximumPages = 40;
        auto small = Store::open(in("store.sqlite"), options);
        QVERIFY(small);
        const auto full = importPaths(*small, {in("d")});
        QVERIFY(full); // some of it is there, and that is told with the failure
        QCOMPARE(full->failures.size(), 1);
        QCOMPARE(slug(full->failures.first().kind), slug(FailureKind::DiskFull));
        QCOMPARE(full->filesFound, 400);
        added = full->filesAdded;
        QCOMPARE(full->imagesAdded, added);
        QCOMPARE(full->studies.size(), added);
        QCOMPARE(full->notReached, 400 - added);
        // Single files still fit, until one does not: with nothing to tell but the failure it is one.
        std::optional<Failure> failure;
        for (int i = 399; i >= 0 && !failure; --i) {
            const auto single = importPaths(*small, {m_case->folder.filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0')))});
            if (single)
                added += single->filesAdded;
            else
                failure = single.error();
        }
        QVERIFY(failure);
        QCOMPARE(slug(failure->kind), slug(FailureKind::DiskFull));
    }
    auto store = Store::open(in("store.sqlite"));
    QVERIFY(store);
    const int kept = imageCount(*store);
    QVERIFY(kept > 0 && kept < 400);
    QCOMPARE(added, kept);
    QCOMPARE(importPaths(*store, {in("d")})->filesAdded, 400 - kept);
}

void ImporterTest::the_importer_works_down_its_requests()
{
    for (int i = 0; i < 150; ++i)
        writePng(m_case->folder.filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    writeText(in("d/bad.png"), "no image");
    Importer importer(in("store.sqlite"));
    QSignalSpy started(&importer, &Importer::started), progress(&importer, &Importer::progress),
        changed(&importer, &Importer::studiesChanged);
    QSignalSpy bad(&importer, &Importer::fileFailed), finished(&importer, &Importer::finished), failed(&importer, &Importer::failed);
    connect(&importer, &Importer::finished, this, [] { QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread()); });
    importer.importPaths({in("d")});
    importer.importPaths({in("absent")});
    importer.importPaths({in("d")});
    QVERIFY(importer.isRunning());
    QTRY_COMPARE(finished.count() + failed.count(), 3);
    QVERIFY(!importer.isRunning());
    QCOMPARE(started.count(), 3);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().kind, FailureKind::NotFound);
    QCOMPARE(finished[0][0].value<ImportSummary>().filesAdded, 150);
    QCOMPARE(finished[1][0].value<ImportSummary>().alreadyKnown, 150);
    QCOMPARE(bad.count(), 3); // twice the file, once the path that is not there
    QCOMPARE(progress.first()[0].toInt(), 151);
    QCOMPARE(progress.last()[1].toInt(), 151);
    int told = 0;
    for (const auto& arguments : changed)
        told += int(arguments[1].value<QList<qint64>>().size());
    QCOMPARE(told, 150);
}

void ImporterTest::the_importer_stops_what_runs_and_what_waits()
{
    for (int i = 0; i < 1500; ++i)
        writePng(m_case->folder.filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    Importer importer(in("store.sqlite"));
    QSignalSpy finished(&importer, &Importer::finished);
    connect(&importer, &Importer::studiesChanged, &importer, &Importer::stop);
    importer.importPaths({in("d")});
    importer.importPaths({in("d")});
    QTRY_COMPARE(finished.count(), 1);
    const auto summary = finished[0][0].value<ImportSummary>();
    QVERIFY(summary.stopped);
    QVERIFY(summary.filesAdded > 0 && summary.filesAdded < 1500);
    QTRY_VERIFY(!importer.isRunning());
    QCOMPARE(finished.count(), 1);
    QCOMPARE(imageCount(store()), summary.filesAdded);
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--import")) return importAndTell(arguments.value(2), arguments.value(3));
    ImporterTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_importer.moc"
