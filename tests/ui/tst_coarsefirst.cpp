// The reading room while a large image is on its way: coarse first, full after it, a failure in place of both.
#include "app/store/store.h"
#include "ui/reading/readingroom.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace lucency;
using namespace lucency::ui;

namespace {

imaging::Radiograph radiograph(bool coarse)
{
    imaging::Radiograph image;
    image.pixels = cv::Mat(300, 200, CV_16UC1, cv::Scalar(coarse ? 900 : 1000));
    image.rows = 300;
    image.columns = 200;
    image.coarse = coarse;
    return image;
}

/// Lets the full image through when it is told to.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_open; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
};

} // namespace

class CoarseFirstTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<app::Store> m_store;
    qint64 m_study = 0, m_image = 0;

    void open(ReadingRoom& room)
    {
        room.resize(900, 700);
        room.show();
        room.openStudy(m_study);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        auto store = app::Store::open(m_folder.filePath(QStringLiteral("store.sqlite")));
        QVERIFY(store.has_value());
        m_store.emplace(*std::move(store));
        app::StudyRow study;
        study.studyUid = QStringLiteral("1.2");
        const auto added = m_store->addStudy({0, QStringLiteral("P"), {}, {}, {}}, study);
        QVERIFY(added.has_value());
        m_study = added->study;
        app::ImageRow image;
        image.study = m_study;
        image.path = QStringLiteral("/images/large.dcm");
        image.sopInstanceUid = QStringLiteral("1.2.1");
        image.rows = 300;
        image.columns = 200;
        const auto id = m_store->addImage(image);
        QVERIFY(id.has_value());
        m_image = *id;
    }

    void showsTheCoarseImageAndKeepsTheViewForTheFullOne()
    {
        Gate gate;
        ReadingRoom room(
            *m_store, nullptr,
            [&](const ImageFile&) -> Result<imaging::Radiograph> {
                gate.pass();
                return radiograph(false);
            },
            [](const ImageFile&) -> std::optional<imaging::Radiograph> { return radiograph(true); });
        QSignalSpy shown(&room, &ReadingRoom::imageShown);
        open(room);
        QTRY_VERIFY(room.view()->image());
        QVERIFY(room.view()->image()->radiograph.coarse);
        QVERIFY(room.view()->isVisible());
        QVERIFY(room.stateTitle().isEmpty());
        QVERIFY(room.view()->cornerTexts().bottomLeft.contains(coarseText()));
        QCOMPARE(shown.count(), 0);
        room.view()->zoomIn();
        room.view()->turnRight();
        gate.open();
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(shown.at(0).at(0).toLongLong(), m_image);
        QVERIFY(!room.view()->image()->radiograph.coarse);
        QCOMPARE(room.view()->image()->lowestStored, 1000);
        QVERIFY(!room.view()->cornerTexts().bottomLeft.contains(coarseText()));
        QCOMPARE(room.view()->state().transform.orientation().quarterTurns, 1);
        QVERIFY(!room.view()->state().transform.isFitted());
        room.view()->undo();
        room.view()->undo();
        QVERIFY(!room.view()->canUndo());
    }

    void takesTheCoarseImageAwayWhenTheFullOneFails()
    {
        Gate gate;
        ReadingRoom room(
            *m_store, nullptr,
            [&](const ImageFile& file) -> Result<imaging::Radiograph> {
                gate.pass();
                return Failure{FailureKind::CorruptFile, file.path.toStdString(), {}};
            },
            [](const ImageFile&) -> std::optional<imaging::Radiograph> { return radiograph(true); });
        open(room);
        QTRY_VERIFY(room.view()->image());
        gate.open();
        QTRY_VERIFY(!room.stateTitle().isEmpty());
        QVERIFY(!room.view()->image());
        QVERIFY(!room.view()->isVisible());
    }

    void waitsAsBeforeWhereThereIsNoPreview()
    {
        Gate gate;
        ReadingRoom room(*m_store, nullptr, [&](const ImageFile&) -> Result<imaging::Radiograph> {
            gate.pass();
            return radiograph(false);
        });
        QSignalSpy shown(&room, &ReadingRoom::imageShown);
        open(room);
        QVERIFY(!room.view()->image());
        QVERIFY(!room.stateTitle().isEmpty());
        gate.open();
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY(!room.view()->image()->radiograph.coarse);
    }
};

QTEST_MAIN(CoarseFirstTest)
#include "tst_coarsefirst.moc"
