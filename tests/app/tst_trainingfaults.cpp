#include "app/training/runsummary.h"
#include "app/training/trainingqueue.h"
#include "model/runfolder.h"
#include "model/runplace.h"
#include "tests/support/app/trainingqueuestation.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <csignal>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::app;
using test::longWait;
using test::optionsIn;
using test::orderFor;

/// What may go wrong around a queue of trainings: others in its folder, images and disks that are not there.
class TrainingFaultsTest : public QObject, test::TrainingQueueStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void another_window_has_the_queue();
    void a_folder_that_holds_a_run_is_refused();
    void another_training_in_the_folder_is_told();
    void images_that_vanish_are_told_and_the_run_goes_on_when_they_are_back();
    void a_single_image_that_vanishes_is_told_too();
    void a_full_disk_holds_the_queue_and_loses_nothing();
    void looking_at_a_folder_does_not_keep_a_training_from_it();
    void a_folder_that_may_not_be_written_is_told();
    void a_damaged_queue_is_put_aside();
};

void TrainingFaultsTest::another_window_has_the_queue()
{
    TrainingQueue first(optionsIn(*m_folder));
    TrainingQueue second(optionsIn(*m_folder));
    QSignalSpy failed(&second, &TrainingQueue::keepingFailed), refused(&second, &TrainingQueue::addingFailed);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().kind, FailureKind::StoreBusy);
    second.add(orderFor(m_data->path(), run("one"), 1));
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused[0][1].value<Failure>().kind, FailureKind::StoreBusy);
    QVERIFY(!QFile::exists(named("one")));
}

void TrainingFaultsTest::a_folder_that_holds_a_run_is_refused()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy failed(&queue, &TrainingQueue::addingFailed), finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("one"), 1));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    queue.add(orderFor(m_data->path(), run("one"), 1));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Failure>().kind, FailureKind::BadArgument);
}

void TrainingFaultsTest::another_training_in_the_folder_is_told()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy added(&queue, &TrainingQueue::added), stopped(&queue, &TrainingQueue::stopped),
        refused(&queue, &TrainingQueue::addingFailed), failed(&queue, &TrainingQueue::failed);
    queue.add(orderFor(m_data->path(), run("one"), 400));
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 1, longWait);
    queue.remove(named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longWait);
    {
        const auto other = model::RunLock::take(model::RunFolder(run("one")));
        QVERIFY(other.has_value());
        QCOMPARE(readRunSummary(run("one")).state, RunState::Elsewhere);
        QVERIFY(!readRunSummary(run("one")).canGoOn);
        queue.resume(named("one"));
        QTRY_COMPARE(refused.count(), 1);
    }
    QCOMPARE(readRunSummary(run("one")).state, RunState::Stopped);
    QCOMPARE(failed.count(), 0);
}

void TrainingFaultsTest::images_that_vanish_are_told_and_the_run_goes_on_when_they_are_back()
{
    auto options = optionsIn(*m_folder);
    TrainingQueue queue(options);
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), stopped(&queue, &TrainingQueue::stopped), failed(&queue, &TrainingQueue::failed),
        finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("one"), 8));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    queue.pause();
    QTRY_VERIFY_WITH_TIMEOUT(!queue.isTraining(), longWait);
    const auto images = m_data->path() / "data", away = m_data->path() / "away";
    std::filesystem::rename(images, away);
    queue.goOn();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, longWait);
    const auto failure = failed[0][1].value<Failure>();
    QVERIFY2(failure.kind == FailureKind::NotFound || failure.kind == FailureKind::EmptyFolder, slug(failure.kind).data());
    const auto summary = readRunSummary(run("one"));
    QCOMPARE(summary.state, RunState::Failed);
    QCOMPARE(summary.failure->kind, failure.kind);
    QVERIFY(summary.canGoOn);
    std::filesystem::rename(away, images);
    queue.resume(named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    QCOMPARE(readRunSummary(run("one")).state, RunState::Finished);
    QVERIFY(!readRunSummary(run("one")).failure);
}

void TrainingFaultsTest::a_single_image_that_vanishes_is_told_too()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), failed(&queue, &TrainingQueue::failed);
    queue.add(orderFor(m_data->path(), run("one"), 400));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    queue.pause();
    QTRY_VERIFY_WITH_TIMEOUT(!queue.isTraining(), longWait);
    const auto image = m_data->path() / "data" / "YES" / "p1003_0.png", away = m_data->path() / "away.png";
    std::filesystem::rename(image, away);
    queue.goOn();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, longWait);
    const auto failure = failed[0][1].value<Failure>();
    QCOMPARE(failure.kind, FailureKind::ModelMismatch);
    QVERIFY2(failure.subject.ends_with("split.csv"), failure.subject.c_str());
    const auto before = epochs.count();
    std::filesystem::rename(away, image);
    queue.resume(named("one"));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() > before, longWait);
}

void TrainingFaultsTest::a_full_disk_holds_the_queue_and_loses_nothing()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy added(&queue, &TrainingQueue::added), epochs(&queue, &TrainingQueue::epochEnded), failed(&queue, &TrainingQueue::failed),
        finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("one"), 60));
    queue.add(orderFor(m_data->path(), run("two"), 1));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1 && added.count() == 2, longWait);
    // No file may grow beyond this, which is how a full disk looks to a program; a state is larger.
    rlimit unlimited{};
    getrlimit(RLIMIT_FSIZE, &unlimited);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{16 * 1024, unlimited.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, longWait);
    setrlimit(RLIMIT_FSIZE, &unlimited);
    const auto kind = failed[0][1].value<Failure>().kind;
    QVERIFY2(kind == FailureKind::DiskFull || kind == FailureKind::CannotWrite, slug(kind).data());
    QVERIFY(queue.isHeld()); // the next run would find the same disk
    QCOMPARE(queue.runs().size(), 1);
    QCOMPARE(readRunSummary(run("one")).state, RunState::Failed);
    queue.resume(named("one"));
    queue.goOn();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, longWait);
    QCOMPARE(readRunSummary(run("one")).history.size(), std::size_t{60});
}

void TrainingFaultsTest::looking_at_a_folder_does_not_keep_a_training_from_it()
{
    std::filesystem::create_directories(run("one"));
    const model::RunFolder folder(run("one"));
    const std::jthread looking([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            (void)model::RunLock::isTaken(folder);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    for (int i = 0; i < 200; ++i)
        QVERIFY(model::RunLock::take(folder).has_value());
}

void TrainingFaultsTest::a_folder_that_may_not_be_written_is_told()
{
    if (::geteuid() == 0) {
        // Nothing is forbidden to root: a file in the place of the folder is.
        QFile file(m_folder->filePath(QStringLiteral("taken")));
        QVERIFY(file.open(QIODevice::WriteOnly));
    } else {
        QDir(m_folder->path()).mkdir(QStringLiteral("taken"));
        QFile::setPermissions(m_folder->filePath(QStringLiteral("taken")), QFile::ReadOwner | QFile::ExeOwner);
    }
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy failed(&queue, &TrainingQueue::addingFailed);
    queue.add(orderFor(m_data->path(), std::filesystem::path(m_folder->path().toStdString()) / "taken" / "one", 1));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Failure>().kind, FailureKind::CannotWrite);
    QVERIFY(queue.runs().isEmpty());
}

void TrainingFaultsTest::a_damaged_queue_is_put_aside()
{
    const QString runs = QString::fromStdString(optionsIn(*m_folder).folder.string());
    QDir().mkpath(runs);
    QFile file(runs + QStringLiteral("/queue.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"format\": 1, \"runs\": [");
    file.close();
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy failed(&queue, &TrainingQueue::keepingFailed);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().kind, FailureKind::CorruptFile);
    QVERIFY(QFile::exists(runs + QStringLiteral("/queue.damaged.json")));
    QVERIFY(queue.runs().isEmpty());
}

QTEST_GUILESS_MAIN(TrainingFaultsTest)
#include "tst_trainingfaults.moc"
