#include "ui/reading/imageloader.h"
#include "ui/reading/thumbnailstrip.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <semaphore>

using namespace lucency;
using namespace lucency::ui;

namespace {

/// A small flat image whose grey tells the file it came from.
imaging::Radiograph flat(int value)
{
    imaging::Radiograph radiograph;
    radiograph.pixels = cv::Mat(20, 30, CV_16UC1, cv::Scalar(value));
    radiograph.rows = 20;
    radiograph.columns = 30;
    return radiograph;
}

imaging::Radiograph coarse(int value)
{
    imaging::Radiograph radiograph = flat(value);
    radiograph.coarse = true;
    return radiograph;
}

/// Reads files named by a number; full images are 100 brighter than their previews. Everything read is written down, and one of them
/// can be held up.
class Reading {
public:
    std::unique_ptr<ImageLoader> loader()
    {
        return std::make_unique<ImageLoader>(
            [this](const ImageFile& file) -> Result<imaging::Radiograph> {
                note(QStringLiteral("full ") + file.path);
                if (file.path == QLatin1String("broken")) return Failure{FailureKind::TruncatedPixelData, "broken", {}};
                return flat(100 + file.path.toInt());
            },
            [this](const ImageFile& file) -> std::optional<imaging::Radiograph> {
                note(QStringLiteral("preview ") + file.path);
                return coarse(file.path.toInt());
            });
    }
    /// Holds up what begins with this, until release().
    void hold(const QString& what)
    {
        const std::lock_guard lock(m_mutex);
        m_held = what;
    }
    void release()
    {
        hold({});
        m_changed.notify_all();
    }
    QStringList done() const
    {
        const std::lock_guard lock(m_mutex);
        return m_done;
    }

private:
    void note(const QString& what)
    {
        std::unique_lock lock(m_mutex);
        m_done << what;
        m_changed.wait(lock, [&] { return m_held != what; });
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QString m_held;
    QStringList m_done;
};

int valueOf(const QSignalSpy& loaded, qsizetype index)
{
    return loaded.at(index).at(1).value<std::shared_ptr<const DisplayImage>>()->lowestStored;
}

} // namespace

class TestImageLoader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWithTheTicket()
    {
        ImageLoader loader([](const ImageFile& file) -> Result<imaging::Radiograph> { return flat(file.path.toInt()); });
        QSignalSpy loaded(&loader, &ImageLoader::loaded), failed(&loader, &ImageLoader::failed);
        const quint64 ticket = loader.load({QStringLiteral("7"), 0});
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(loaded.at(0).at(0).toULongLong(), ticket);
        QCOMPARE(valueOf(loaded, 0), 7);
        QCOMPARE(failed.count(), 0);
    }

    void dropsAStaleAnswer()
    {
        std::counting_semaphore<> gate(0);
        std::atomic<int> begun = 0;
        ImageLoader loader([&](const ImageFile& file) -> Result<imaging::Radiograph> {
            ++begun;
            gate.acquire();
            return flat(file.path.toInt());
        });
        QSignalSpy loaded(&loader, &ImageLoader::loaded);
        loader.load({QStringLiteral("1"), 0});
        QTRY_COMPARE(begun.load(), 1);
        const quint64 newest = loader.load({QStringLiteral("2"), 0});
        gate.release(2);
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(loaded.at(0).at(0).toULongLong(), newest);
        QCOMPARE(valueOf(loaded, 0), 2);
    }

    void answersNothingAfterCancel()
    {
        std::counting_semaphore<> gate(0);
        std::atomic<int> begun = 0;
        ImageLoader loader([&](const ImageFile& file) -> Result<imaging::Radiograph> {
            ++begun;
            gate.acquire();
            return flat(file.path.toInt());
        });
        QSignalSpy loaded(&loader, &ImageLoader::loaded);
        loader.load({QStringLiteral("1"), 0});
        QTRY_COMPARE(begun.load(), 1);
        loader.cancel();
        gate.release(2);
        // One thread answers in order: had the first been answered, it would have come before the second.
        loader.load({QStringLiteral("2"), 0});
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(valueOf(loaded, 0), 2);
    }

    void tellsWhyAnImageCannotBeRead_data()
    {
        QTest::addColumn<bool>("throws");
        QTest::newRow("a failure of the reader") << false;
        QTest::newRow("out of memory") << true;
    }
    void tellsWhyAnImageCannotBeRead()
    {
        QFETCH(bool, throws);
        ImageLoader loader([&](const ImageFile& file) -> Result<imaging::Radiograph> {
            if (throws) throw std::bad_alloc();
            return Failure{FailureKind::TruncatedPixelData, file.path.toStdString(), {}};
        });
        QSignalSpy loaded(&loader, &ImageLoader::loaded), failed(&loader, &ImageLoader::failed);
        loader.load({QStringLiteral("broken.dcm"), 0});
        QTRY_COMPARE(failed.count(), 1);
        const auto failure = failed.at(0).at(1).value<Failure>();
        QVERIFY(failure.kind == (throws ? FailureKind::OutOfMemory : FailureKind::TruncatedPixelData));
        QCOMPARE(failure.subject, std::string("broken.dcm"));
        QCOMPARE(loaded.count(), 0);
    }

    void showsACoarseImageBeforeTheFullOne()
    {
        Reading reading;
        const auto loader = reading.loader();
        QSignalSpy previewed(loader.get(), &ImageLoader::previewed), loaded(loader.get(), &ImageLoader::loaded);
        reading.hold(QStringLiteral("full 7"));
        const quint64 ticket = loader->load({QStringLiteral("7"), 0});
        QTRY_COMPARE(previewed.count(), 1);
        QCOMPARE(loaded.count(), 0);
        QCOMPARE(previewed.at(0).at(0).toULongLong(), ticket);
        QCOMPARE(valueOf(previewed, 0), 7);
        reading.release();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(loaded.at(0).at(0).toULongLong(), ticket);
        QCOMPARE(valueOf(loaded, 0), 107);
        // Only the full image is kept, and it needs no preview.
        loader->load({QStringLiteral("7"), 0});
        QTRY_COMPARE(loaded.count(), 2);
        QCOMPARE(valueOf(loaded, 1), 107);
        QCOMPARE(previewed.count(), 1);
        QCOMPARE(reading.done(), (QStringList{QStringLiteral("preview 7"), QStringLiteral("full 7")}));
    }

    void theNextImageWaitsForNoMoreThanThePreviewBeforeIt()
    {
        Reading reading;
        const auto loader = reading.loader();
        QSignalSpy previewed(loader.get(), &ImageLoader::previewed), loaded(loader.get(), &ImageLoader::loaded);
        reading.hold(QStringLiteral("preview 1"));
        loader->load({QStringLiteral("1"), 0});
        QTRY_COMPARE(reading.done().size(), 1);
        const quint64 newest = loader->load({QStringLiteral("2"), 0});
        reading.release();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(loaded.at(0).at(0).toULongLong(), newest);
        QCOMPARE(valueOf(loaded, 0), 102);
        QCOMPARE(previewed.count(), 1);
        QCOMPARE(valueOf(previewed, 0), 2);
        QCOMPARE(reading.done(), (QStringList{QStringLiteral("preview 1"), QStringLiteral("preview 2"), QStringLiteral("full 2")}));
    }

    void aPreviewOnItsWayIsStaleAfterCancel()
    {
        Reading reading;
        const auto loader = reading.loader();
        QSignalSpy previewed(loader.get(), &ImageLoader::previewed), loaded(loader.get(), &ImageLoader::loaded);
        reading.hold(QStringLiteral("preview 1"));
        loader->load({QStringLiteral("1"), 0});
        QTRY_COMPARE(reading.done().size(), 1);
        loader->cancel();
        reading.release();
        // One thread answers in order: had the first been answered, it would have come before the second.
        loader->load({QStringLiteral("2"), 0});
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(valueOf(loaded, 0), 102);
        QCOMPARE(previewed.count(), 1);
        QVERIFY(!reading.done().contains(QStringLiteral("full 1")));
    }

    void tellsOfAFailureAfterThePreview()
    {
        Reading reading;
        const auto loader = reading.loader();
        QSignalSpy previewed(loader.get(), &ImageLoader::previewed), loaded(loader.get(), &ImageLoader::loaded),
            failed(loader.get(), &ImageLoader::failed);
        const quint64 ticket = loader->load({QStringLiteral("broken"), 0});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(0).toULongLong(), ticket);
        QVERIFY(failed.at(0).at(1).value<Failure>().kind == FailureKind::TruncatedPixelData);
        QCOMPARE(previewed.count(), 1);
        QCOMPARE(loaded.count(), 0);
    }

    void showsTheFullImageWhereThePreviewFails_data()
    {
        QTest::addColumn<bool>("throws");
        QTest::newRow("there is none") << false;
        QTest::newRow("out of memory") << true;
    }
    void showsTheFullImageWhereThePreviewFails()
    {
        QFETCH(bool, throws);
        ImageLoader loader([](const ImageFile& file) -> Result<imaging::Radiograph> { return flat(file.path.toInt()); },
                           [&](const ImageFile&) -> std::optional<imaging::Radiograph> {
                               if (throws) throw std::bad_alloc();
                               return std::nullopt;
                           });
        QSignalSpy previewed(&loader, &ImageLoader::previewed), loaded(&loader, &ImageLoader::loaded);
        loader.load({QStringLiteral("7"), 0});
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(valueOf(loaded, 0), 7);
        QCOMPARE(previewed.count(), 0);
    }

    void thumbnailsAndReadingAheadUseFullImagesOnly()
    {
        Reading reading;
        const auto loader = reading.loader();
        QSignalSpy thumbnails(loader.get(), &ImageLoader::thumbnailReady), previewed(loader.get(), &ImageLoader::previewed);
        loader->readAhead({{QStringLiteral("1"), 0}}, {{QStringLiteral("2"), 0}});
        QTRY_COMPARE(thumbnails.count(), 1);
        QCOMPARE(reading.done(), (QStringList{QStringLiteral("full 1"), QStringLiteral("full 2")}));
        QCOMPARE(previewed.count(), 0);
    }

    void readsEachFrameOnce()
    {
        std::atomic<int> reads = 0;
        ImageLoader loader([&](const ImageFile& file) -> Result<imaging::Radiograph> {
            ++reads;
            return flat(file.frame);
        });
        QSignalSpy loaded(&loader, &ImageLoader::loaded), thumbnails(&loader, &ImageLoader::thumbnailReady);
        loader.readAhead({}, {{QStringLiteral("f"), 1}, {QStringLiteral("f"), 2}});
        QTRY_COMPARE(thumbnails.count(), 2);
        loader.load({QStringLiteral("f"), 2});
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(valueOf(loaded, 0), 2);
        QCOMPARE(reads.load(), 2);
    }

    void thumbnailsKeepTheAspectOfTheImage()
    {
        imaging::Radiograph tall = flat(5);
        tall.pixelAspect = 3; // 30 wide, 60 high
        const QSize size = thumbnail(*makeDisplayImage(tall), {100, 100}).size();
        QCOMPARE(size, QSize(50, 100));
    }

    void theStripIsASoundModel()
    {
        ThumbnailModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setImages({{1, 10, {QStringLiteral("a"), 0}, QStringLiteral("2024-01-01"), StudyStanding::Current},
                         {2, 10, {QStringLiteral("b"), 0}, QStringLiteral("2024-01-01"), StudyStanding::Current},
                         {3, 9, {QStringLiteral("c"), 0}, QStringLiteral("2023-01-01"), StudyStanding::Prior}});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.indexOf(3).row(), 2);
        QVERIFY(!model.indexOf(4).isValid());
        QCOMPARE(model.index(2).data(ThumbnailModel::StandingRole).toInt(), static_cast<int>(StudyStanding::Prior));
        QCOMPARE(model.index(2).data(Qt::AccessibleTextRole).toString(), QStringLiteral("prior, 2023-01-01"));
        QImage picture(4, 4, QImage::Format_RGB32);
        picture.fill(Qt::white);
        model.setThumbnail({QStringLiteral("b"), 0}, picture);
        QVERIFY(model.index(0).data(Qt::DecorationRole).isNull());
        QCOMPARE(model.index(1).data(Qt::DecorationRole).value<QImage>(), picture);
        model.setFailed({QStringLiteral("c"), 0}, QStringLiteral("why"));
        QVERIFY(model.index(2).data(ThumbnailModel::FailedRole).toBool());
        QCOMPARE(model.index(2).data(Qt::ToolTipRole).toString(), QStringLiteral("why"));
        model.setImages({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestImageLoader)
#include "tst_imageloader.moc"
