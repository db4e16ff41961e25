#include "imaging/phantom.h"
#include "imaging/preprocess.h"

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace lucency;
using nlohmann::json;

/// The shipped model has a gate, and what it refuses is not scored.
class TestGateRefusal : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static constexpr int count = 6;

    /// Drawn chests, changed, as PNG files below a folder.
    QString images(const QString& name, const std::function<cv::Mat(const cv::Mat&)>& change)
    {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        for (std::uint64_t seed = 1; seed <= count; ++seed) {
            auto person = imaging::describePhantom(seed, false);
            person.size = 256;
            const auto radiograph = imaging::phantomRadiograph(imaging::drawPhantom(person), imaging::phantomIdentity(person, 0));
            cv::Mat grey;
            imaging::inputGrey(radiograph, person.size).convertTo(grey, CV_8U);
            cv::imwrite((folder + QStringLiteral("/%1.png").arg(seed)).toStdString(), change(grey));
        }
        return folder;
    }

    static std::vector<json> score(const QString& folder, const QStringList& more = {})
    {
        QProcess process;
        process.start(qEnvironmentVariable("LUCENCY_BINARY"), QStringList{QStringLiteral("score"), folder} + more);
        std::vector<json> records;
        if (!process.waitForFinished(120'000)) return records;
        for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
            if (!line.isEmpty()) records.push_back(json::parse(line.toStdString(), nullptr, false));
        return records;
    }

private Q_SLOTS:
    void uprightChestsAreScored()
    {
        const auto records = score(images(QStringLiteral("upright"), [](const cv::Mat& image) { return image; }));
        QCOMPARE(records.size(), std::size_t{count});
        for (const auto& record : records) {
            QCOMPARE(QString::fromStdString(record["outcome"].get<std::string>()), QStringLiteral("scored"));
            QVERIFY(!record["scores"].empty());
        }
    }

    void whatLiesOnItsSideOrIsInvertedIsRefused_data()
    {
        QTest::addColumn<int>("turn");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a quarter turn") << int(cv::ROTATE_90_CLOCKWISE) << QByteArray("rotated");
        QTest::newRow("three quarters of a turn") << int(cv::ROTATE_90_COUNTERCLOCKWISE) << QByteArray("rotated");
        QTest::newRow("upside down") << int(cv::ROTATE_180) << QByteArray("rotated");
        QTest::newRow("black and white swapped") << -1 << QByteArray("inverted-image");
    }
    void whatLiesOnItsSideOrIsInvertedIsRefused()
    {
        QFETCH(int, turn);
        QFETCH(QByteArray, reason);
        const auto change = [&](const cv::Mat& image) {
            cv::Mat out = 255 - image;
            if (turn >= 0) cv::rotate(image, out, turn);
            return out;
        };
        const auto records = score(images(QString::fromUtf8(QTest::currentDataTag()), change));
        QCOMPARE(records.size(), std::size_t{count});
        int named = 0;
        for (const auto& record : records) {
            QCOMPARE(QString::fromStdString(record["outcome"].get<std::string>()), QStringLiteral("refused"));
            QVERIFY(record["scores"].empty());
            named += record["reason"].get<std::string>() == reason.toStdString() ? 1 : 0;
        }
        QVERIFY2(named >= count - 1, qPrintable(QString::number(named)));
    }
};

QTEST_GUILESS_MAIN(TestGateRefusal)
#include "tst_gaterefusal.moc"
