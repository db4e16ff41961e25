#include "tests/support/app/program.h"
#include "tests/support/app/trainfolder.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

using lucency::test::contents;
using lucency::test::TrainFolder;

/// Ctrl+C, and what a batch system sends, while `lucency train` is at work.
class TestTrainInterrupt : public QObject {
    Q_OBJECT

    /// Epoch, loss, validation and metric of each line; how fast it was differs.
    static QStringList curve(const QString& run)
    {
        QStringList rows;
        for (const auto& line : contents(run + QStringLiteral("/history.csv")).split('\n'))
            rows.append(QString::fromUtf8(line).split(QLatin1Char(',')).mid(0, 5).join(QLatin1Char(',')));
        return rows;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", m_cache.path().toUtf8()); // nothing of a test stays with the person who runs it
        QVERIFY2(lucency::test::hasProgram(), "build the target lucency first");
    }

    void savesAndTheRunGoesOnAsIfNothingHadHappened_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void savesAndTheRunGoesOnAsIfNothingHadHappened()
    {
        QFETCH(int, signal);
        const TrainFolder folder;
        const QStringList longer{QStringLiteral("--set"), QStringLiteral("training.epochs=40")};
        const auto run = folder.path(QStringLiteral("runs/stopped"));
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(qEnvironmentVariable("LUCENCY_BINARY"),
                      QStringList{QStringLiteral("train"), QStringLiteral("--recipe"), folder.path(QStringLiteral("first.json")),
                                  QStringLiteral("--data"), folder.path(QString()), QStringLiteral("--output"), run,
                                  QStringLiteral("--threads"), QStringLiteral("1")} +
                          longer);
        QTRY_VERIFY_WITH_TIMEOUT(contents(run + QStringLiteral("/history.csv")).count('\n') >= 3, 120'000); // two epochs
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(120'000));
        const auto said = QString::fromUtf8(process.readAll());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 3 && said.contains(QStringLiteral("stopped; go on with --resume")), qPrintable(said));
        QVERIFY(QFile::exists(run + QStringLiteral("/state.safetensors")));
        QVERIFY(!QFile::exists(run + QStringLiteral("/report.json")));
        constexpr qsizetype rows = 42; // a header, the epochs and the end of the last line
        QVERIFY(curve(run).size() < rows);

        const auto on = folder.train("first.json", "runs/stopped", longer + QStringList{QStringLiteral("--resume")});
        QVERIFY2(on.code == 0, qPrintable(on.messages));
        const auto whole = folder.train("first.json", "runs/whole", longer);
        QVERIFY2(whole.code == 0, qPrintable(whole.messages));
        QCOMPARE(curve(run).size(), rows);
        QCOMPARE(curve(run), curve(folder.path(QStringLiteral("runs/whole"))));
        QVERIFY(QFile::exists(run + QStringLiteral("/report.json")));
    }

private:
    QTemporaryDir m_cache;
};

QTEST_GUILESS_MAIN(TestTrainInterrupt)
#include "tst_traininterrupt.moc"
