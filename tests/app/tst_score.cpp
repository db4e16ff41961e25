#include "app/heatmappicture.h"
#include "app/scorerecord.h"
#include "app/scoring.h"
#include "model/classifier.h"

#include "tests/support/data.h"
#include "tests/support/dicommaker.h"
#include "tests/support/model/seededmodel.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <atomic>
#include <cmath>
#include <unistd.h>

using namespace lucency;
using namespace lucency::app;
using nlohmann::json;
using Paths = std::vector<std::filesystem::path>;

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

void writeNoise(const std::string& path, int seed, int size = 80)
{
    cv::Mat image(size, size, CV_8UC1);
    cv::RNG(static_cast<std::uint64_t>(seed + 1)).fill(image, cv::RNG::UNIFORM, 0, 256);
    image.rowRange(0, size / 2) /= 1 + seed % 5; // so that no two images look alike to a network
    QVERIFY(cv::imwrite(path, image));
}

void writeText(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class tst_score : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<model::Classifier> m_classifier;
    QString m_model;

    QString at(const QString& name) const { return m_folder.filePath(name); }

    /// A fresh folder of noise images named 000.png and so on.
    Paths noise(const QString& folder, int count) const
    {
        QDir(m_folder.path()).mkpath(folder);
        Paths paths;
        for (int i = 0; i < count; ++i) {
            const QString name = at(folder + QStringLiteral("/%1.png").arg(i, 3, 10, QLatin1Char('0')));
            writeNoise(name.toStdString(), i);
            paths.emplace_back(name.toStdString());
        }
        return paths;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_model = at(QStringLiteral("model.safetensors"));
        QVERIFY(test::writeSeededModel(m_model.toStdString(), test::seededManifest()));
        auto loaded = model::Classifier::load(m_model.toStdString(), {"cpu", model::Precision::Float32, {}});
        QVERIFY(loaded);
        m_classifier.emplace(*std::move(loaded));
    }

    void resultsComeInTheOrderOfThePaths_data()
    {
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("workers");
        QTest::newRow("one worker, one image a pass") << 1 << 1;
        QTest::newRow("one worker, one pass for all") << 100 << 1;
        QTest::newRow("many workers, small batches") << 2 << 5;
        QTest::newRow("as many as there are processors") << 4 << 0;
    }

    /// ... and are the same numbers, however the work is divided; an image that fails takes none with it.
    void resultsComeInTheOrderOfThePaths()
    {
        QFETCH(int, batch);
        QFETCH(int, workers);
        Paths paths = noise(QStringLiteral("order"), 23);
        writeText(at(QStringLiteral("order/text.png")), "not an image at all, only words");
        paths.insert(paths.begin() + 7, at(QStringLiteral("order/text.png")).toStdString());
        paths.insert(paths.begin() + 9, at(QStringLiteral("order/missing.png")).toStdString());

        std::vector<ScoredImage> images;
        const auto summary = scoreAll(paths, *m_classifier, {batch, workers, false, {}}, [&](const ScoredImage& image) {
            images.push_back(image);
            return done();
        });
        QVERIFY(summary);
        QCOMPARE(summary->scored, std::size_t(23));
        QCOMPARE(summary->failed, std::size_t(2));
        QCOMPARE(summary->refused, std::size_t(0));
        QCOMPARE(images.size(), paths.size());
        for (std::size_t i = 0; i < images.size(); ++i) {
            QCOMPARE(images[i].path, paths[i]);
            QCOMPARE(images[i].pathIndex, i);
            QCOMPARE(images[i].prediction.has_value(), i != 7 && i != 9);
            QCOMPARE(images[i].failure.has_value(), i == 7 || i == 9);
            if (!images[i].prediction) continue;
            const auto alone = prepareRadiograph(paths[i], 0, m_classifier->manifest().preprocessing);
            const auto expected = m_classifier->predict({&alone.image.input, 1}, {}, false);
            QVERIFY(std::abs(images[i].prediction->scores[0].probability - expected->front().scores[0].probability) < 1e-5);
        }
        QCOMPARE(images[7].failure->kind, FailureKind::NotAnImage);
        QCOMPARE(images[9].failure->kind, FailureKind::NotFound);
    }

    void everyFrameIsAnImage()
    {
        auto maker = test::DicomMaker::chest();
        std::vector<std::uint32_t> values(static_cast<std::size_t>(47 * 61 * 3));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<std::uint32_t>((i * 7 + (i / (47 * 61)) * 900) % 4096);
        maker.setPixels(61, 47, values);
        maker.text(test::dicomTag(0x0028, 0x0008), "IS", "3");
        const QString file = maker.write(m_folder.path(), QStringLiteral("frames.dcm"));
        std::vector<std::string> paths;
        const auto summary = scoreAll({file.toStdString()}, *m_classifier, {2, 1, false, {}}, [&](const ScoredImage& image) {
            paths.push_back(recordPath(image));
            return done();
        });
        QVERIFY(summary);
        QCOMPARE(summary->scored, std::size_t(3));
        const std::string path = file.toStdString();
        QCOMPARE(paths, (std::vector<std::string>{path, path + "#2", path + "#3"}));
    }

    void refusalsAreNotFailures()
    {
        auto lateral = test::DicomMaker::chest();
        lateral.text(test::dicomTag(0x0018, 0x5101), "CS", "LL");
        auto tomogram = test::DicomMaker::chest();
        tomogram.text(test::dicomTag(0x0008, 0x0060), "CS", "CT");
        const Paths paths{lateral.write(m_folder.path(), QStringLiteral("lateral.dcm")).toStdString(),
                          tomogram.write(m_folder.path(), QStringLiteral("ct.dcm")).toStdString(),
                          test::DicomMaker::chest().write(m_folder.path(), QStringLiteral("chest.dcm")).toStdString()};
        std::vector<json> records;
        const auto summary = scoreAll(paths, *m_classifier, {}, [&](const ScoredImage& image) {
            records.push_back(json::parse(jsonRecord(image, "m")));
            return done();
        });
        QVERIFY(summary);
        QCOMPARE(summary->refused, std::size_t(2));
        QCOMPARE(summary->scored, std::size_t(1));
        QCOMPARE(records[0]["outcome"], json("refused"));
        QCOMPARE(records[0]["reason"], json("not-frontal"));
        QCOMPARE(records[1]["reason"], json("not-a-radiograph"));
        QVERIFY(records[0]["scores"].empty() && !records[0]["patient_id"].get<std::string>().empty());
        QCOMPARE(records[2]["outcome"], json("scored"));
    }

    void aStopEndsTheRunWithinABatch()
    {
        const Paths paths = noise(QStringLiteral("stop"), 40);
        std::stop_source stop;
        std::size_t delivered = 0;
        const auto summary = scoreAll(
            paths, *m_classifier, {1, 2, false, {}},
            [&](const ScoredImage&) {
                if (++delivered == 5) stop.request_stop();
                return done();
            },
            stop.get_token());
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, FailureKind::Cancelled);
        QCOMPARE(delivered, std::size_t(5));
    }

    void aSinkThatFailsEndsTheRun()
    {
        const Paths paths = noise(QStringLiteral("sink"), 20);
        const auto summary = scoreAll(paths, *m_classifier, {1, 3, false, {}}, [](const ScoredImage& image) -> Done {
            if (image.pathIndex == 4) return Failure{FailureKind::DiskFull, "output", {}};
            return done();
        });
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, FailureKind::DiskFull);
        const auto finished = scoreAll(paths, *m_classifier,
                                       {1, 3, true,
                                        [](const auto&, const auto&) -> Done {
                                            return Failure{FailureKind::CannotWrite, "picture", {}};
                                        }},
                                       [](const ScoredImage&) { return done(); });
        QVERIFY(!finished);
        QCOMPARE(finished.error().kind, FailureKind::CannotWrite);
    }

    /// However slow the taker is, only a few batches wait for it.
    void workersDoNotRunAway()
    {
        const Paths paths = noise(QStringLiteral("bounded"), 60);
        std::atomic<int> finished = 0;
        int delivered = 0, most = 0;
        const auto summary = scoreAll(paths, *m_classifier,
                                      {1, 2, true,
                                       [&](const auto&, const auto&) {
                                           ++finished;
                                           return done();
                                       }},
                                      [&](const ScoredImage&) {
                                          const QDeadlineTimer slow(2);
                                          while (!slow.hasExpired())
                                              std::this_thread::yield();
                                          most = std::max(most, finished - delivered++);
                                          return done();
                                      });
        QVERIFY(summary);
        QCOMPARE(delivered, 60);
        QVERIFY2(most <= 5, qPrintable(QString::number(most))); // two batches a worker, and the one in the sink
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

    void theLeadingFindingIsShown()
    {
        model::Prediction prediction;
        prediction.scores = {{"No Finding", 0.99, false, true, true},
                             {"Mass", 0.6, false, true, true},
                             {"Effusion", 0.4, true, true, true},
                             {"Nodule", 0.9, true, false, true},
                             {"Pneumonia", 0.95, true, true, false}};
        QCOMPARE(*leadingScore(prediction), std::size_t(2)); // over its operating point
        prediction.scores[2].positive = false;
        QCOMPARE(*leadingScore(prediction), std::size_t(1));
        prediction.scores.resize(1);
        QVERIFY(!leadingScore(prediction));
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
