#include "app/scorerecord.h"
#include "app/scoring.h"
#include "model/classifier.h"
#include "tests/support/app/noiseimages.h"
#include "tests/support/dicommaker.h"
#include "tests/support/model/seededmodel.h"

#include <nlohmann/json.hpp>

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cmath>
#include <optional>
#include <thread>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;
using nlohmann::json;

/// The pipeline from paths to results, without the command around it.
class TestScoring : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<model::Classifier> m_classifier;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    Paths noise(const QString& folder, int count) const { return noiseImages(at(folder), count); }

private Q_SLOTS:
    void initTestCase()
    {
        const QString file = at(QStringLiteral("model.safetensors"));
        QVERIFY(test::writeSeededModel(file.toStdString(), test::seededManifest()));
        auto loaded = model::Classifier::load(file.toStdString(), {"cpu", model::Precision::Float32, {}});
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
};

QTEST_GUILESS_MAIN(TestScoring)
#include "tst_scoring.moc"
