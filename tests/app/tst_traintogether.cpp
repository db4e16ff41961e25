#include "tests/support/app/program.h"
#include "tests/support/app/trainfolder.h"
#include "tests/support/model/freeport.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <array>
#include <csignal>
#include <memory>
#include <vector>

using lucency::test::contents;
using lucency::test::TrainFolder;

namespace {

/// One of two processes of `lucency train`, each with a run folder of its own name, as on machines that share no folder.
class Rank {
public:
    Rank(const TrainFolder& folder, int rank, int port, const char* run, const QStringList& more)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("RANK"), QString::number(rank));
        environment.insert(QStringLiteral("WORLD_SIZE"), QStringLiteral("2"));
        environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
        environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port));
        m_process.setProcessEnvironment(environment);
        const auto machine = rank == 0 ? QStringLiteral("here/") : QStringLiteral("there/");
        m_process.start(qEnvironmentVariable("LUCENCY_BINARY"),
                        QStringList{QStringLiteral("train"), QStringLiteral("--recipe"), folder.path(QStringLiteral("second.json")),
                                    QStringLiteral("--data"), folder.path(QString()), QStringLiteral("--output"),
                                    folder.path(machine + QLatin1String(run)), QStringLiteral("--threads"), QStringLiteral("1")} +
                            more);
    }
    /// The exit code; -1 where it does not end, -2 where it crashed.
    int ends()
    {
        if (!m_process.waitForFinished(120'000)) return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -2;
    }
    void interrupt() const { ::kill(static_cast<pid_t>(m_process.processId()), SIGINT); }
    QString said() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QProcess m_process;
};

std::array<std::unique_ptr<Rank>, 2> startTwo(const TrainFolder& folder, const char* run, const QStringList& more = {})
{
    const int port = lucency::test::freePort();
    return {std::make_unique<Rank>(folder, 0, port, run, more), std::make_unique<Rank>(folder, 1, port, run, more)};
}

} // namespace

/// Two processes of `lucency train` with a recipe that goes on after another.
class TestTrainTogether : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", m_cache.path().toUtf8()); // nothing of a test stays with the person who runs it
        QVERIFY2(lucency::test::hasProgram(), "build the target lucency first");
    }

    void earlierRunIsTrainedFirstByAll()
    {
        const TrainFolder folder;
        const auto here = [&](const char* file) { return folder.path(QStringLiteral("here/") + QLatin1String(file)); };
        auto both = startTwo(folder, "second");
        for (const auto& rank : both) {
            const int code = rank->ends();
            QVERIFY2(code == 0, qPrintable(QString::number(code) + QLatin1Char('\n') + rank->said()));
        }
        QVERIFY(QFile::exists(here("first/report.json")));
        QVERIFY(QFile::exists(here("second/report.json")));
        const auto split = contents(here("first/split.csv"));
        QVERIFY(!split.isEmpty());
        QCOMPARE(contents(here("second/split.csv")), split);
        QVERIFY2(!QFile::exists(folder.path(QStringLiteral("there"))), "only the first process writes");

        // The first process has the earlier run finished now; the other, on its own machine, cannot know.
        auto again = startTwo(folder, "third");
        for (const auto& rank : again) {
            const int code = rank->ends();
            const auto said = rank->said();
            QVERIFY2(code == 0, qPrintable(QString::number(code) + QLatin1Char('\n') + said));
            QVERIFY2(!said.contains(QStringLiteral(" first\n")), qPrintable(said));
        }
        QCOMPARE(contents(here("third/split.csv")), split);
    }

    void oneThatIsStoppedStopsBothAndTheRunGoesOn()
    {
        const TrainFolder folder;
        const QStringList longer{QStringLiteral("--set"), QStringLiteral("training.epochs=200")};
        const auto state = folder.path(QStringLiteral("here/second/state.safetensors"));
        auto both = startTwo(folder, "second", longer);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(state), 120'000);
        both[1]->interrupt();
        for (const auto& rank : both) {
            const int code = rank->ends();
            const auto said = rank->said();
            QVERIFY2(code == 3, qPrintable(QString::number(code) + QLatin1Char('\n') + said));
            QVERIFY2(said.contains(QStringLiteral("stopped; go on with --resume")), qPrintable(said));
        }
        QVERIFY(!QFile::exists(folder.path(QStringLiteral("here/second/report.json"))));

        auto again = startTwo(folder, "second", longer + QStringList{QStringLiteral("--resume")});
        for (const auto& rank : again) {
            const int code = rank->ends();
            QVERIFY2(code == 0, qPrintable(QString::number(code) + QLatin1Char('\n') + rank->said()));
        }
        QVERIFY(QFile::exists(folder.path(QStringLiteral("here/second/report.json"))));
    }

    void failureOfTheFirstIsNamedByTheOther()
    {
        const TrainFolder folder;
        QVERIFY(QFile::remove(folder.path(QStringLiteral("first.json"))));
        auto both = startTwo(folder, "second");
        QCOMPARE(both[0]->ends(), 4);
        QCOMPARE(both[1]->ends(), 4);
        const auto said = both[0]->said();
        QVERIFY2(said.contains(QStringLiteral("first/")), qPrintable(said));
    }

private:
    QTemporaryDir m_cache;
};

QTEST_GUILESS_MAIN(TestTrainTogether)
#include "tst_traintogether.moc"
