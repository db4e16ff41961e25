// While a thousand images come in and are scored, the window's thread must stay free for the reader: nothing may hold it up for over
// 50 ms. What is compared is the processor time of that thread, since a gap by the clock on the wall can be the scheduler's;
// tests/benchmarks/bench_eventloop measures those.
#include "tests/support/model/seededmodel.h"
#include "tests/support/window/eventloopprobe.h"
#include "tests/support/window/readingstation.h"
#include "ui/reading/readingroom.h"
#include "ui/worklist/worklistpanel.h"

#include <QLineEdit>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace lucency;
using namespace lucency::ui;
using app::StudyStatus;

namespace {

constexpr double longest = 50; ///< milliseconds
constexpr int images = 1000;
constexpr int patience = 240'000;

test::EventLoopProbe& probe()
{
    return *static_cast<test::EventLoopProbe*>(qApp);
}

} // namespace

class TestEventLoop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theProbeTellsWorkFromWaiting();
    void theWindowStaysFreeWhileAThousandImagesComeInAndAreScored();
};

void TestEventLoop::theProbeTellsWorkFromWaiting()
{
    probe().watch();
    bool rested = false, worked = false;
    QTimer::singleShot(0, this, [&] {
        QThread::msleep(30);
        rested = true;
    });
    QTRY_VERIFY(rested);
    const test::ThreadTime waiting = test::worst(probe().handlers(), &test::ThreadTime::held);
    QVERIFY2(waiting.held >= 29, "what waits holds the reader up");
    QVERIFY2(waiting.processor < 25, "but is no work");
    probe().watch();
    QTimer::singleShot(0, this, [&] {
        timespec begun{}, now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begun);
        do
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        while (double(now.tv_sec - begun.tv_sec) * 1e3 + double(now.tv_nsec - begun.tv_nsec) / 1e6 < 30);
        worked = true;
    });
    QTRY_VERIFY(worked);
    QVERIFY(test::worst(probe().handlers(), &test::ThreadTime::processor).processor >= 30);
    QTRY_VERIFY(test::worst(probe().gaps(), &test::ThreadTime::processor).processor >= 30);
    probe().stop();
}

void TestEventLoop::theWindowStaysFreeWhileAThousandImagesComeInAndAreScored()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer makes everything several times slower");
#endif
    test::ReadingStation station;
    station.drawMany(images);
    const QString file = station.path(QStringLiteral("../model.safetensors"));
    QVERIFY(test::writeSeededModel(file.toStdString(), test::seededManifest("cnn64", 64)));
    MainWindow& window = station.open(file, app::classifierFactory());
    QTRY_VERIFY_WITH_TIMEOUT(window.worklist()->stateTitle() == QStringLiteral("The worklist is empty"), patience);

    // A reader who works on meanwhile: from study to study, another window, a word in the filter box.
    QTimer reader;
    int step = 0;
    connect(&reader, &QTimer::timeout, &window, [&] {
        ++step;
        if (step % 40 == 20) window.worklist()->filterBox()->setText(QStringLiteral("phantom 2"));
        if (step % 40 == 39) window.worklist()->filterBox()->clear();
        window.worklist()->selectNext(1);
        window.room()->view()->zoomIn();
    });
    reader.start(100);
    probe().watch();
    window.openPaths({station.path({})});
    QTRY_COMPARE_WITH_TIMEOUT(window.worklistModel()->studyCount(StudyStatus::Scored), images, patience);
    probe().stop();
    reader.stop();

    const test::ThreadTime worst = test::worst(probe().handlers(), &test::ThreadTime::processor);
    const test::ThreadTime gap = test::worst(probe().gaps(), &test::ThreadTime::processor);
    qInfo("%zu events, %d steps of the reader; most work in one event %.1f ms (%s), between two ticks %.1f ms", probe().handlers().size(),
          step, worst.processor, worst.what.constData(), gap.processor);
    QVERIFY2(step > 10, "the reader had something to do");
    QVERIFY2(probe().handlers().size() > 100 && !probe().gaps().empty(), "the probe was asked");
    QVERIFY2(worst.processor < longest, worst.what.constData());
    QVERIFY2(gap.processor < longest, "several events in a row");
}

int main(int argc, char** argv)
{
    test::EventLoopProbe application(argc, argv);
    TestEventLoop test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}
#include "tst_eventloop.moc"
