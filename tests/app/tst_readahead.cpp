#include "app/readahead.h"
#include "tests/support/app/noiseimages.h"

#include <QTemporaryDir>
#include <opencv2/core.hpp>

#include <QTest>

using namespace lucency;
using namespace lucency::app;

class TestReadAhead : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void whatWasReadIsTheFileAndIsTakenOnce()
    {
        const auto paths = test::noiseImages(m_folder.filePath(QStringLiteral("few")), 5);
        ReadAhead ahead(paths);
        // Whichever were begun are given, whole; the others are not begun any more.
        int given = 0;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const auto frame = ahead.take(i);
            if (!frame) continue;
            ++given;
            QVERIFY(frame->read && !frame->prepared && frame->read->radiograph);
            QCOMPARE(frame->read->radiograph->path, paths[i].string());
            QCOMPARE(frame->read->radiograph->pixels.rows, 80);
            QVERIFY(frame->read->milliseconds > 0);
            QVERIFY(!ahead.take(i));
        }
        QVERIFY(given <= 5);
        QVERIFY(!ahead.take(99));
    }

    /// ... as prepareRadiograph() does, and what keeps it from being scored is told with it.
    void whatIsKnownToBeWantedIsPrepared()
    {
        auto paths = test::noiseImages(m_folder.filePath(QStringLiteral("prepared")), 3);
        const QString text = m_folder.filePath(QStringLiteral("words.png"));
        test::writeText(text, "no image");
        paths.push_back(text.toStdString());
        const imaging::Preprocessing how{32, 3, imaging::Normalisation::MinMax};
        ReadAhead ahead(paths, how);
        QTRY_VERIFY(ahead.begun() == paths.size());
        for (std::size_t i = 0; i < 3; ++i) {
            const auto frame = ahead.take(i);
            QVERIFY(frame && !frame->read && frame->prepared);
            QCOMPARE(frame->how.inputSize, 32);
            QVERIFY(frame->prepared->radiograph.pixels.empty());
            QVERIFY(frame->prepared->image.timings.decode > 0);
            const auto expected = prepareRadiograph(paths[i], 0, how);
            QVERIFY(!expected.failure && !frame->prepared->failure);
            QCOMPARE(frame->prepared->image.remarks, expected.image.remarks);
            QCOMPARE(cv::norm(frame->prepared->image.input, expected.image.input, cv::NORM_INF), 0.0);
        }
        QCOMPARE(ahead.bytesKept(), std::size_t(3 * 32 * 32 * 3) * sizeof(float));
        const auto failed = ahead.take(3);
        QVERIFY(failed && failed->prepared && failed->prepared->failure);
        QCOMPARE(failed->prepared->failure->kind, FailureKind::NotAnImage);
    }

    void readsOnWhileNobodyTakes()
    {
        const auto paths = test::noiseImages(m_folder.filePath(QStringLiteral("many")), 6);
        ReadAhead ahead(paths, std::nullopt, std::size_t{1} << 30, 2);
        QTRY_VERIFY(ahead.begun() == paths.size());
        for (std::size_t i = 0; i < paths.size(); ++i)
            QVERIFY(ahead.take(i).has_value());
    }

    void aFileThatCannotBeReadIsAFailureOfItsOwn()
    {
        const QString text = m_folder.filePath(QStringLiteral("notes.dcm"));
        test::writeText(text, "no image");
        ReadAhead ahead({text.toStdString(), m_folder.filePath(QStringLiteral("gone.png")).toStdString()});
        QTRY_VERIFY(ahead.begun() == 2);
        const auto first = ahead.take(0), second = ahead.take(1);
        QVERIFY(first && !first->read->radiograph);
        QCOMPARE(first->read->radiograph.error().kind, FailureKind::NotAnImage);
        QVERIFY(second && !second->read->radiograph);
        QCOMPARE(second->read->radiograph.error().kind, FailureKind::NotFound);
    }

    void stopsWhenEnoughWaits()
    {
        const auto paths = test::noiseImages(m_folder.filePath(QStringLiteral("bounded")), 6);
        ReadAhead ahead(paths, std::nullopt, 2 * 80 * 80 + 1); // three images of at least a byte a pixel
        QTRY_VERIFY(ahead.bytesKept() > 2 * 80 * 80);
        QVERIFY(ahead.begun() <= 3);
        QVERIFY(ahead.take(0).has_value());
        QVERIFY(!ahead.take(5).has_value());
    }
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_readahead.moc"
