#include "app/heatmappicture.h"
#include "app/scorerecord.h"
#include "app/scoring.h"
#include "tests/support/app/noiseimages.h"
#include "tests/support/data.h"
#include "tests/support/dicomplane.h"
#include "tests/support/model/seededmodel.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <unistd.h>

using namespace lucency;
using namespace lucency::app;
using nlohmann::json;
using namespace lucency::test;

namespace {

struct Outcome {
    int code = -1;
    QByteArray output, messages;

    std::vector<json> records() const
    {
        std::vector<json> lines;
        for (const QByteArray& line : output.split('\n'))
            if (!line.isEmpty()) lines.push_back(json::parse(line.toStdString(), nullptr, false));
        return lines;
    }
};

Outcome score(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("LUCENCY_BINARY"), QStringList{QStringLiteral("score")} + arguments);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class tst_score : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_model;

    QString at(const QString& name) const { return m_folder.filePath(name); }

    Paths noise(const QString& folder, int count) const { return noiseImages(at(folder), count); }

private Q_SLOTS:
    void initTestCase()
    {
        m_model = at(QStringLiteral("model.safetensors"));
        QVERIFY(test::writeSeededModel(m_model.toStdString(), test::seededManifest()));
    }

    void aRecordHasTheColumnsOfTheManual()
    {
        const Paths paths = noise(QStringLiteral("columns"), 2);
        const auto outcome = score({QString::fromStdString(paths[0].parent_path().string()), QStringLiteral("--model"), m_model});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.messages.isEmpty(), outcome.messages.constData());
        const auto lines = outcome.output.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(2));
        const auto record = nlohmann::ordered_json::parse(lines[0].toStdString());
        QStringList keys;
        for (const auto& [key, value] : record.items())
            keys << QString::fromStdString(key);
        QCOMPARE(keys.join(QLatin1Char(',')).toStdString(), csvHeader());
        QCOMPARE(record["path"].get<std::string>(), paths[0].string());
        QCOMPARE(record["sop_instance_uid"].get<std::string>(), std::string());
        QCOMPARE(record["model"].get<std::string>(), std::string("seeded 1"));
        QCOMPARE(record["scores"].size(), std::size_t(2)); // the third finding is not validated
        QVERIFY(!record["scores"].contains("Nodule"));
        for (const auto& [finding, probability] : record["scores"].items()) {
            bool positive = false;
            for (const auto& named : record["positive"])
                positive |= named.get<std::string>() == finding;
            QCOMPARE(positive, probability.get<double>() >= 0.5);
        }
        QVERIFY(record["milliseconds"]["infer"].get<double>() > 0);

        const auto csv = score({QString::fromStdString(paths[0].string()), QStringLiteral("--model"), m_model, QStringLiteral("--format"),
                                QStringLiteral("csv")});
        const auto rows = csv.output.trimmed().split('\n');
        QCOMPARE(rows.size(), qsizetype(2));
        QCOMPARE(rows[0].toStdString(), csvHeader());
        QVERIFY(rows[1].contains(",scored,,"));
        QVERIFY(rows[1].contains(";Mass=") || rows[1].contains("Effusion="));
    }

    void cellsWithCommasAreQuoted()
    {
        ScoredImage image;
        image.path = "a,\"b\".png";
        image.failure = Failure{FailureKind::NotAnImage, {}, {}};
        QVERIFY(csvRecord(image, "m").starts_with("\"a,\"\"b\"\".png\",,,,failed,not-an-image,"));
    }

    void exitCodesSayWhatHappened_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("slug"); // in the message on stderr
        const QString model = QStringLiteral("--model");
        QTest::newRow("some failed") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("model.safetensors")} << 3
                                     << QByteArray("failed");
        QTest::newRow("no path") << QStringList{} << 2 << QByteArray("bad-argument");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--frobnicate")} << 2 << QByteArray();
        QTest::newRow("unknown format") << QStringList{QStringLiteral("mixed"), QStringLiteral("--format"), QStringLiteral("xml")} << 2
                                        << QByteArray();
        QTest::newRow("unknown device") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("model.safetensors"),
                                                       QStringLiteral("--device"), QStringLiteral("tpu")}
                                        << 2 << QByteArray("bad-argument");
        QTest::newRow("no such device") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("model.safetensors"),
                                                       QStringLiteral("--device"), QStringLiteral("cuda:999")}
                                        << 4 << QByteArray("device-unavailable");
        QTest::newRow("no such file") << QStringList{QStringLiteral("nowhere"), model, QStringLiteral("model.safetensors")} << 4
                                      << QByteArray("not-found");
        QTest::newRow("empty folder") << QStringList{QStringLiteral("empty"), model, QStringLiteral("model.safetensors")} << 4
                                      << QByteArray("empty-folder");
        QTest::newRow("no model") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("nowhere.safetensors")} << 4
                                  << QByteArray("not-found");
        QTest::newRow("a wrong model") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("mixed/text.png")} << 4
                                       << QByteArray("not-a-model");
        QTest::newRow("output in a missing folder") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("model.safetensors"),
                                                                   QStringLiteral("--output"), QStringLiteral("nowhere/out.jsonl")}
                                                    << 4 << QByteArray("cannot-write");
        QTest::newRow("pictures below a file") << QStringList{QStringLiteral("mixed"), model, QStringLiteral("model.safetensors"),
                                                              QStringLiteral("--heatmaps"), QStringLiteral("model.safetensors/maps")}
                                               << 4 << QByteArray("cannot-write");
    }

    void exitCodesSayWhatHappened()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, slug);
        noise(QStringLiteral("mixed"), 2);
        writeText(at(QStringLiteral("mixed/text.png")), "words");
        QDir(m_folder.path()).mkpath(QStringLiteral("empty"));
        for (QString& argument : arguments)
            if (argument.contains(QLatin1Char('/')) || QFile::exists(at(argument)) || argument.startsWith(QLatin1String("nowhere")))
                argument = at(argument);
        const auto outcome = score(arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.messages.contains(slug), outcome.messages.constData());
        if (code == 4) {
            QCOMPARE(outcome.messages.count('\n'), qsizetype(1));
            QVERIFY(outcome.output.isEmpty());
        }
        if (code == 3) {
            const auto records = outcome.records();
            QCOMPARE(records.size(), std::size_t(3));
            QCOMPARE(records[2]["outcome"], json("failed"));
            QCOMPARE(records[2]["reason"], json("not-an-image"));
        }
    }

    void anOutputAppearsWhole()
    {
        const Paths paths = noise(QStringLiteral("whole"), 3);
        const QString folder = QString::fromStdString(paths[0].parent_path().string());
        const QString file = at(QStringLiteral("out.jsonl"));
        const auto outcome = score({folder, QStringLiteral("--model"), m_model, QStringLiteral("--output"), file});
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.output.isEmpty());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), qsizetype(3));
        QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral(".out*")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    /// What was scored before Ctrl-C is work that is not lost.
    void aStoppedRunKeepsWhatItHas_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("heading");
        QTest::newRow("jsonl") << QStringLiteral("jsonl") << 0;
        QTest::newRow("csv") << QStringLiteral("csv") << 1;
    }
    void aStoppedRunKeepsWhatItHas()
    {
        QFETCH(QString, format);
        QFETCH(int, heading);
        constexpr int images = 400;
        noise(QStringLiteral("stopped"), 1);
        for (int i = 1; i < images; ++i) // the same pixels under many names
            QFile::copy(at(QStringLiteral("stopped/000.png")), at(QStringLiteral("stopped/%1.png").arg(i, 3, 10, QLatin1Char('0'))));
        const QString folder = at(QStringLiteral("stopped-") + format), file = folder + QStringLiteral("/out");
        QVERIFY(QDir().mkpath(folder));
        QProcess process;
        process.start(qEnvironmentVariable("LUCENCY_BINARY"),
                      {QStringLiteral("score"), at(QStringLiteral("stopped")), QStringLiteral("--model"), m_model,
                       QStringLiteral("--batch"), QStringLiteral("1"), QStringLiteral("--format"), format, QStringLiteral("--output"),
                       file});
        const auto written = [&folder] {
            const auto hidden = QDir(folder).entryInfoList({QStringLiteral(".out*")}, QDir::Files | QDir::Hidden);
            return hidden.isEmpty() ? qint64(0) : hidden.first().size();
        };
        QTRY_VERIFY_WITH_TIMEOUT(written() > 1000, 60'000);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
        QVERIFY(process.waitForFinished(60'000));
        const auto messages = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 3, messages.constData());
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const auto lines = kept.readAll().split('\n');
        const auto rows = lines.size() - 1 - heading;
        QVERIFY(lines.last().isEmpty() && rows > 0 && rows < images);
        QVERIFY2(messages.contains(QStringLiteral("first %1 of %2 radiographs").arg(rows).arg(images).toUtf8()), messages.constData());
        QVERIFY(lines[rows - 1 + heading].contains(QStringLiteral("%1.png").arg(rows - 1, 3, 10, QLatin1Char('0')).toUtf8()));
        QVERIFY(QDir(folder).entryList({QStringLiteral(".out*")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void aFullDiskIsTold()
    {
        if (!QFile::exists(QStringLiteral("/dev/full"))) QSKIP("no /dev/full here");
        const Paths paths = noise(QStringLiteral("full"), 1);
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(qEnvironmentVariable("LUCENCY_BINARY"),
                      {QStringLiteral("score"), QString::fromStdString(paths[0].string()), QStringLiteral("--model"), m_model});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 4);
        QVERIFY(process.readAllStandardError().contains("disk-full"));
        const auto device = score({QString::fromStdString(paths[0].string()), QStringLiteral("--model"), m_model,
                                   QStringLiteral("--output"), QStringLiteral("/dev/full")});
        QCOMPARE(device.code, 4);
        QVERIFY(QFile::exists(QStringLiteral("/dev/full"))); // and the device is still one
        QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile());
    }

    void aReadOnlyFolderIsTold()
    {
        if (::geteuid() == 0) QSKIP("root writes everywhere");
        const Paths paths = noise(QStringLiteral("readonly"), 1);
        const QString folder = QString::fromStdString(paths[0].parent_path().string());
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner);
        const auto outcome = score({folder, QStringLiteral("--model"), m_model, QStringLiteral("--output"), folder + QStringLiteral("/o")});
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(outcome.code, 4);
        QVERIFY(outcome.messages.contains("cannot-write"));
    }

    /// A picture for every scored image and for no other, under a name that nothing inside a file decides, with colour over the grey.
    void heatMapsAreDrawn()
    {
        noise(QStringLiteral("maps"), 2);
        const QString odd = at(QStringLiteral("maps/odd name \u00e9;$.png"));
        writeNoise(odd.toStdString(), 4, 700);
        writeText(at(QStringLiteral("maps/text.png")), "words");
        const QString folder = at(QStringLiteral("pictures/new"));
        const auto outcome = score({at(QStringLiteral("maps")), QStringLiteral("--model"), m_model, QStringLiteral("--heatmaps"), folder});
        QCOMPARE(outcome.code, 3);
        const auto pictures = QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
        QCOMPARE(pictures, (QStringList{QStringLiteral("00001_000.png"), QStringLiteral("00002_001.png"),
                                        QStringLiteral("00003_odd_name_____.png")}));
        const cv::Mat picture = cv::imread((folder + QLatin1Char('/') + pictures[2]).toStdString(), cv::IMREAD_UNCHANGED);
        QCOMPARE(picture.size(), cv::Size(700, 700));
        QCOMPARE(picture.channels(), 3);
        const cv::Mat small = cv::imread((folder + QLatin1Char('/') + pictures[0]).toStdString(), cv::IMREAD_UNCHANGED);
        QCOMPARE(small.size(), cv::Size(512, 512)); // large enough for its words
        cv::Mat channels[3];
        cv::split(picture, channels);
        QVERIFY(cv::countNonZero(channels[0] != channels[2]) > 700 * 700 / 50);
    }

    /// The model does not know of what lies over a radiograph; its picture shows it.
    void overlaysAreDrawnAndNotScored()
    {
        QDir(m_folder.path()).mkpath(QStringLiteral("planes"));
        test::DicomMaker maker = test::DicomMaker::chest(600, 500);
        maker.write(at(QStringLiteral("planes")), QStringLiteral("a.dcm"));
        test::DicomPlane plane{.rows = 10, .columns = 10, .top = 201, .left = 301};
        for (std::size_t bit = 0; bit < 100; ++bit)
            plane.bits.insert(bit);
        test::add(maker, plane);
        maker.write(at(QStringLiteral("planes")), QStringLiteral("b.dcm"));
        const QString folder = at(QStringLiteral("pictures/planes"));
        const auto records =
            score({at(QStringLiteral("planes")), QStringLiteral("--model"), m_model, QStringLiteral("--heatmaps"), folder}).records();
        QCOMPARE(records.size(), std::size_t(2));
        QVERIFY(records[0]["outcome"] == "scored" && !records[0]["scores"].empty());
        QCOMPARE(records[1]["scores"].dump(), records[0]["scores"].dump());
        const cv::Mat without = cv::imread((folder + QStringLiteral("/00001_a.png")).toStdString(), cv::IMREAD_UNCHANGED);
        const cv::Mat with = cv::imread((folder + QStringLiteral("/00002_b.png")).toStdString(), cv::IMREAD_UNCHANGED);
        QVERIFY(!with.empty() && with.size() == without.size());
        for (int row = 0; row < with.rows; ++row)
            for (int column = 0; column < with.cols; ++column) {
                const cv::Point at(column, row);
                const cv::Vec3b drawn = with.at<cv::Vec3b>(at), bare = without.at<cv::Vec3b>(at);
                if (cv::Rect(300, 200, 10, 10).contains(at))
                    QVERIFY(drawn == cv::Vec3b(255, 255, 255));
                else if (cv::Rect(299, 199, 12, 12).contains(at))
                    QVERIFY(drawn == cv::Vec3b(20, 20, 20));
                else
                    QVERIFY(drawn == bare);
            }
    }

    /// A child's finding is given where the age is unknown, but it leads only where the study or the model is one of children.
    void anUnknownAgeHoldsBackWhatIsForChildren()
    {
        auto manifest = test::seededManifest();
        manifest.findings[0].maximumAge = 5;
        manifest.findings[0].minimumAge = 1;
        manifest.findings[0].operatingPoint.threshold = 1e-6; // always over it
        manifest.findings[1].operatingPoint.threshold = 1;    // never
        const QString mixed = m_folder.filePath(QStringLiteral("mixed.safetensors"));
        QVERIFY(test::writeSeededModel(mixed.toStdString(), manifest));
        manifest.findings[1].validated = false;
        const QString ofChildren = m_folder.filePath(QStringLiteral("children.safetensors"));
        QVERIFY(test::writeSeededModel(ofChildren.toStdString(), manifest));
        const Paths paths = noise(QStringLiteral("ageless"), 1);
        const QString path = QString::fromStdString(paths[0].string());

        const auto records = score({path, QStringLiteral("--model"), mixed}).records();
        QCOMPARE(records.size(), std::size_t(1));
        const auto remarks = records[0]["remarks"].get<std::vector<std::string>>();
        QVERIFY(std::ranges::find(remarks, "age-unknown") != remarks.end());
        QVERIFY(records[0]["scores"].contains("Effusion"));
        QCOMPARE(records[0]["positive"], json::array({"Effusion"}));
        QVERIFY(records[0]["priority"] < 0.5); // that of Mass, which is under its operating point
        const auto csv = score({path, QStringLiteral("--model"), mixed, QStringLiteral("--format"), QStringLiteral("csv")}).output;
        QVERIFY2(csv.contains("Effusion="), csv.constData());
        const auto table = score({path, QStringLiteral("--model"), mixed, QStringLiteral("--format"), QStringLiteral("table")}).output;
        QVERIFY2(table.indexOf("Mass ") < table.indexOf("Effusion * "), table.constData());
        QVERIFY2(table.contains("(not counted)") && table.contains("[age unknown]"), table.constData());

        const auto children = score({path, QStringLiteral("--model"), ofChildren}).records();
        QVERIFY(children[0]["priority"] > 0.5);
    }

    void aModelWithNothingValidatedHasNoPriority()
    {
        auto manifest = test::seededManifest();
        for (auto& finding : manifest.findings)
            finding.validated = false;
        const QString model = m_folder.filePath(QStringLiteral("unvalidated.safetensors"));
        QVERIFY(test::writeSeededModel(model.toStdString(), manifest));
        const Paths paths = noise(QStringLiteral("unvalidated"), 1);
        const auto table = score({QString::fromStdString(paths[0].string()), QStringLiteral("--model"), model, QStringLiteral("--format"),
                                  QStringLiteral("table")})
                               .output;
        QVERIFY2(table.contains("\u2013") && !table.contains("0.0 %"), table.constData());
    }

    void theTableIsAligned()
    {
        const Paths paths = noise(QStringLiteral("table"), 2);
        const auto outcome = score({QString::fromStdString(paths[0].parent_path().string()), QStringLiteral("--model"), m_model,
                                    QStringLiteral("--format"), QStringLiteral("table")});
        QCOMPARE(outcome.code, 0);
        const auto lines = outcome.output.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(4));
        QCOMPARE(lines[0].indexOf("Outcome"), lines[1].indexOf("scored"));
        QCOMPARE(lines[1].indexOf("scored"), lines[2].indexOf("scored"));
        QVERIFY(lines[3].contains("not for primary diagnosis"));
    }

    void realRadiographsAreScored()
    {
        LUCENCY_NEEDS_DATA;
        const auto outcome = score({test::dataFolder() + QStringLiteral("/dicom"), QStringLiteral("--model"), m_model});
        QCOMPARE(outcome.code, 3);
        const auto records = outcome.records();
        QCOMPARE(records.size(), std::size_t(9));
        int scored = 0;
        for (const json& record : records) {
            scored += record["outcome"] == "scored";
            QVERIFY(record["outcome"] == "scored" || record["outcome"] == "refused");
            const auto path = record["path"].get<std::string>();
            if (path.find("/chest_") != std::string::npos) QCOMPARE(record["outcome"], json("scored"));
            if (path.find("breast") != std::string::npos || path.find("foot") != std::string::npos)
                QCOMPARE(record["reason"], json("not-a-chest-radiograph"));
        }
        QVERIFY(scored >= 3);
    }
};

QTEST_GUILESS_MAIN(tst_score)
#include "tst_score.moc"
