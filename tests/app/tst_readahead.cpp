#include "app/readahead.h"
#include "tests/support/app/noiseimages.h"

#include <QTemporaryDir>
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
            QVERIFY(frame->radiograph);
            QCOMPARE(frame->radiograph->path, paths[i].string());
            QCOMPARE(frame->radiograph->pixels.rows, 80);
            QVERIFY(frame->milliseconds > 0);
            QVERIFY(!ahead.take(i));
        }
        QVERIFY(given <= 5);
        QVERIFY(!ahead.take(99));
    }

    void readsOnWhileNobodyTakes()
    {
        const auto paths = test::noiseImages(m_folder.filePath(QStringLiteral("many")), 6);
        ReadAhead ahead(paths, std::size_t{1} << 30, 2);
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
        QVERIFY(first && !first->radiograph);
        QCOMPARE(first->radiograph.error().kind, FailureKind::NotAnImage);
        QVERIFY(second && !second->radiograph);
        QCOMPARE(second->radiograph.error().kind, FailureKind::NotFound);
    }

    void stopsWhenEnoughWaits()
    {
        const auto paths = test::noiseImages(m_folder.filePath(QStringLiteral("bounded")), 6);
        ReadAhead ahead(paths, 2 * 80 * 80 + 1); // three images of at least a byte a pixel
        QTRY_VERIFY(ahead.bytesRead() > 2 * 80 * 80);
        QVERIFY(ahead.begun() <= 3);
        QVERIFY(ahead.take(0).has_value());
        QVERIFY(!ahead.take(5).has_value());
    }
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_readahead.moc"
