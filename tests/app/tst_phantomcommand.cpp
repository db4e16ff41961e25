#include "app/commands/phantomorder.h"
#include "imaging/read.h"
#include "tests/support/app/program.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace lucency;
using namespace lucency::app;
using imaging::PhantomFinding;

namespace {

struct Outcome {
    int code = -1;
    QString messages;
};

Outcome phantomCommand(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("LUCENCY_BINARY"), QStringList{QStringLiteral("phantom")} + arguments);
    if (!process.waitForFinished(120'000)) return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

QStringList lines(const QString& file)
{
    QFile table(file);
    if (!table.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(table.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class TestPhantomCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(lucency::test::hasProgram(), "build the target lucency first"); }

    void namedFindingsAlternateWithNone()
    {
        PhantomRequest request;
        request.findings = {PhantomFinding::Mass, PhantomFinding::Effusion};
        QCOMPARE(orderAt(request, 0).description.findings, std::vector{PhantomFinding::Mass});
        QVERIFY(orderAt(request, 1).description.findings.empty());
        QCOMPARE(orderAt(request, 2).description.findings, std::vector{PhantomFinding::Effusion});
        QVERIFY(orderAt(request, 3).description.findings.empty());
        QCOMPARE(orderAt(request, 4).description.findings, std::vector{PhantomFinding::Mass});
    }

    void clinicalMixHasHealthyAndSick()
    {
        PhantomRequest request;
        int healthy = 0;
        std::set<PhantomFinding> seen;
        for (int i = 0; i < 1000; ++i) {
            const auto findings = orderAt(request, i).description.findings;
            healthy += findings.empty() ? 1 : 0;
            seen.insert(findings.begin(), findings.end());
        }
        QVERIFY2(healthy > 380 && healthy < 520, qPrintable(QString::number(healthy)));
        QCOMPARE(seen.size(), std::size_t(8));
    }

    void studiesOfAPatientShareTheAnatomy()
    {
        PhantomRequest request;
        request.seed = 40;
        request.studiesPerPatient = 3;
        QCOMPARE(orderAt(request, 2).description.seed, std::uint64_t(40));
        QCOMPARE(orderAt(request, 2).study, 2);
        QCOMPARE(orderAt(request, 3).description.seed, std::uint64_t(41));
        QCOMPARE(orderAt(request, 3).study, 0);
        QVERIFY(orderAt(request, 0).description.exposure != orderAt(request, 1).description.exposure);
    }

    void worklistHasTwentyFourStudiesAndPriors()
    {
        PhantomRequest request;
        request.worklist = true;
        QCOMPARE(orderCount(request), 24);
        std::set<std::string> patients, studies;
        for (int i = 0; i < 24; ++i) {
            const PhantomOrder order = orderAt(request, i);
            const auto who = phantomIdentity(order.description, order.study);
            patients.insert(who.patientId);
            studies.insert(who.studyUid);
            QCOMPARE(order.description.size, 1024);
        }
        QCOMPARE(patients.size(), std::size_t(16));
        QCOMPARE(studies.size(), std::size_t(24));
    }

    void imagesAndTablesAgree_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("ending");
        QTest::newRow("dicom") << QStringLiteral("dicom") << QStringLiteral(".dcm");
        QTest::newRow("jpegls") << QStringLiteral("jpegls") << QStringLiteral(".dcm");
        QTest::newRow("png") << QStringLiteral("png") << QStringLiteral(".png");
    }
    void imagesAndTablesAgree()
    {
        QFETCH(QString, format);
        QFETCH(QString, ending);
        QTemporaryDir folder;
        const QString out = folder.filePath(QStringLiteral("made/here"));
        const Outcome outcome = phantomCommand(
            {QStringLiteral("--count"), QStringLiteral("4"), QStringLiteral("--size"), QStringLiteral("96"), QStringLiteral("--seed"),
             QStringLiteral("9"), QStringLiteral("--studies-per-patient"), QStringLiteral("2"), QStringLiteral("--finding"),
             QStringLiteral("Effusion"), QStringLiteral("--format"), format, QStringLiteral("--output"), out});
        QCOMPARE(outcome.code, 0);
        const QStringList labels = lines(out + QStringLiteral("/Data_Entry_phantoms.csv")),
                          boxes = lines(out + QStringLiteral("/BBox_List_phantoms.csv"));
        QCOMPARE(labels.size(), 5);
        QCOMPARE(labels[0], QStringLiteral("Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position"));
        QVERIFY(labels[1].startsWith(QStringLiteral("PHANTOM-0009_000") + ending + QStringLiteral(",Effusion,0,PHANTOM-0009,")));
        QVERIFY(labels[2].startsWith(QStringLiteral("PHANTOM-0009_001") + ending + QStringLiteral(",No Finding,1,PHANTOM-0009,")));
        QVERIFY(labels[3].startsWith(QStringLiteral("PHANTOM-0010_000") + ending + QStringLiteral(",Effusion,0,PHANTOM-0010,")));
        QCOMPARE(boxes.size(), 3);
        QCOMPARE(boxes[0], QStringLiteral("Image Index,Finding Label,Bbox [x,y,w,h],,,"));
        QVERIFY(boxes[1].startsWith(QStringLiteral("PHANTOM-0009_000") + ending + QStringLiteral(",Effusion,")));
        for (int i = 1; i < 5; ++i) {
            const auto read = imaging::read((out + QLatin1Char('/') + labels[i].section(QLatin1Char(','), 0, 0)).toStdString());
            QVERIFY(read.has_value());
            QCOMPARE(read->pixels.size(), cv::Size(96, 96));
        }
        QCOMPARE(QDir(out).entryList(QDir::Files).size(), 6);
    }

    void stoppingKeepsWhatIsFinished()
    {
        QTemporaryDir folder;
        QProcess process;
        process.start(qEnvironmentVariable("LUCENCY_BINARY"),
                      {QStringLiteral("phantom"), QStringLiteral("--count"), QStringLiteral("100000"), QStringLiteral("--size"),
                       QStringLiteral("64"), QStringLiteral("--format"), QStringLiteral("png"), QStringLiteral("--output"), folder.path()});
        QTRY_VERIFY_WITH_TIMEOUT(QDir(folder.path()).entryList({QStringLiteral("*.png")}).size() > 3, 60'000);
        process.terminate();
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 3);
        const QStringList labels = lines(folder.filePath(QStringLiteral("Data_Entry_phantoms.csv"))),
                          files = QDir(folder.path()).entryList({QStringLiteral("*.png")});
        QCOMPARE(labels.size() - 1, files.size());
        for (qsizetype i = 1; i < labels.size(); ++i)
            QVERIFY(files.contains(labels[i].section(QLatin1Char(','), 0, 0)));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), files.size() + 2);
    }

    void wrongUsageIsRefused_data()

    {
        QTest::addColumn<QStringList>("arguments");
        const QString out = QDir::tempPath() + QStringLiteral("/never-written");
        QTest::newRow("no count") << QStringList{QStringLiteral("--output"), out};
        QTest::newRow("no output") << QStringList{QStringLiteral("--count"), QStringLiteral("1")};
        QTest::newRow("count of nothing") << QStringList{QStringLiteral("--count"), QStringLiteral("0"), QStringLiteral("--output"), out};
        QTest::newRow("unknown finding") << QStringList{QStringLiteral("--count"), QStringLiteral("1"),        QStringLiteral("--finding"),
                                                        QStringLiteral("Measles"), QStringLiteral("--output"), out};
        QTest::newRow("unknown format") << QStringList{QStringLiteral("--count"), QStringLiteral("1"),        QStringLiteral("--format"),
                                                       QStringLiteral("gif"),     QStringLiteral("--output"), out};
        QTest::newRow("absurd size") << QStringList{QStringLiteral("--count"), QStringLiteral("1"),        QStringLiteral("--size"),
                                                    QStringLiteral("1000000"), QStringLiteral("--output"), out};
        QTest::newRow("worklist with a count") << QStringList{QStringLiteral("--worklist"), QStringLiteral("--count"), QStringLiteral("1"),
                                                              QStringLiteral("--output"), out};
    }
    void wrongUsageIsRefused()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = phantomCommand(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY(!outcome.messages.isEmpty());
        QVERIFY(!QDir(QDir::tempPath() + QStringLiteral("/never-written")).exists());
    }

    void unwritableFolderIsOneLine()
    {
        const Outcome outcome = phantomCommand({QStringLiteral("--count"), QStringLiteral("3"), QStringLiteral("--size"),
                                                QStringLiteral("32"), QStringLiteral("--output"), QStringLiteral("/proc/nowhere")});
        QCOMPARE(outcome.code, 4);
        QVERIFY(outcome.messages.contains(QStringLiteral("[cannot-write]")));
        QVERIFY(outcome.messages.contains(QStringLiteral("/proc/nowhere")));
        QCOMPARE(outcome.messages.count(QLatin1Char('\n')), 1);
    }
};

QTEST_GUILESS_MAIN(TestPhantomCommand)
#include "tst_phantomcommand.moc"
