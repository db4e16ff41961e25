#include "app/training/runsummary.h"
#include "app/training/trainingqueue.h"
#include "model/classifier.h"
#include "model/computethreads.h"
#include "model/csv.h"
#include "model/runfolder.h"
#include "model/runplace.h"
#include "tests/support/model/trainerdata.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::app;

extern char** environ;

namespace {

constexpr int longWait = 60'000; // milliseconds; only a failing test waits so long

TrainingQueueOptions optionsIn(const QTemporaryDir& folder)
{
    TrainingQueueOptions options;
    options.folder = folder.filePath(QStringLiteral("runs")).toStdString();
    options.cacheFolder = folder.filePath(QStringLiteral("cache")).toStdString();
    options.threads = 1;
    options.savingShare = 1;
    return options;
}

TrainingOrder orderFor(const std::filesystem::path& data, const std::filesystem::path& run, int epochs)
{
    TrainingOrder order;
    order.recipe = test::smallRecipe(epochs);
    order.dataFolder = data;
    order.runFolder = run;
    return order;
}

std::vector<std::string> curve(const std::filesystem::path& run)
{
    const auto table = model::readCsvTable(run / "history.csv");
    std::vector<std::string> rows;
    if (table)
        for (const auto& row : table->rows)
            rows.push_back(row[0] + " " + row[1] + " " + row[2] + " " + row[3] + " " + row[4]);
    return rows;
}

/// What the child process does: "DATA RUNS RUN", a training in a queue, until it is killed.
int trainAsChild(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    TrainingQueueOptions options;
    options.folder = argv[3];
    options.cacheFolder = std::filesystem::path(argv[3]) / "cache";
    options.threads = 1;
    options.savingShare = 1;
    TrainingQueue queue(options);
    queue.add(orderFor(argv[2], argv[4], 400));
    return QCoreApplication::exec();
}

} // namespace

class TrainingQueueTest : public QObject {
    Q_OBJECT

public:
    static inline const char* program = nullptr;

private Q_SLOTS:
    void init();
    void an_ordered_run_is_trained_and_finished();
    void a_run_of_the_queue_equals_one_of_the_command_line();
    void runs_follow_one_another_in_the_order_that_people_choose();
    void a_pause_keeps_the_run_and_goes_on_where_it_was();
    void a_run_that_is_removed_is_stopped_and_can_be_resumed();
    void finishing_early_keeps_the_best_epoch();
    void a_window_closed_in_mid_epoch_loses_nothing();
    void a_killed_program_finds_its_queue_again_and_waits_to_be_asked();
    void another_window_has_the_queue();
    void a_folder_that_holds_a_run_is_refused();
    void another_training_in_the_folder_is_told();
    void images_that_vanish_are_told_and_the_run_goes_on_when_they_are_back();
    void a_single_image_that_vanishes_is_told_too();
    void a_full_disk_holds_the_queue_and_loses_nothing();
    void looking_at_a_folder_does_not_keep_a_training_from_it();
    void a_folder_that_may_not_be_written_is_told();
    void a_damaged_queue_is_put_aside();

private:
    std::filesystem::path run(const char* name) const { return std::filesystem::path(m_folder->path().toStdString()) / "runs" / name; }
    QString named(const char* name) const { return QString::fromStdString(run(name).string()); }

    std::unique_ptr<test::TrainerData> m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TrainingQueueTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_data = std::make_unique<test::TrainerData>(40);
}

void TrainingQueueTest::an_ordered_run_is_trained_and_finished()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy added(&queue, &TrainingQueue::added), finished(&queue, &TrainingQueue::finished), epochs(&queue, &TrainingQueue::epochEnded),
        progressed(&queue, &TrainingQueue::progressed), samples(&queue, &TrainingQueue::samplesChanged);
    auto order = orderFor(m_data->path(), run("one"), 3);
    order.note = QStringLiteral("a first try");
    queue.add(order);
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 1, longWait);
    QCOMPARE(queue.current(), named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    QVERIFY(queue.runs().isEmpty() && !queue.isTraining());
    QCOMPARE(epochs.count(), 3);
    QVERIFY(progressed.count() > 0);
    QVERIFY(!queue.remarksOf(named("one")).isEmpty());
    const auto summary = readRunSummary(run("one"));
    QCOMPARE(summary.state, RunState::Finished);
    QCOMPARE(summary.note, QStringLiteral("a first try"));
    QCOMPARE(summary.history.size(), std::size_t{3});
    QVERIFY(summary.hasResult && !summary.canGoOn && summary.dataThere);
    QVERIFY(QFile::exists(named("one") + QStringLiteral("/report.html")));
    QCOMPARE(*model::readPlace(run("one")), m_data->path());
}

void TrainingQueueTest::a_run_of_the_queue_equals_one_of_the_command_line()
{
    model::TrainingRequest request;
    request.recipe = test::smallRecipe(2);
    request.dataFolder = m_data->path();
    request.runFolder = run("plain");
    std::filesystem::create_directories(run(""));
    const model::ComputeThreadsHere one(1);
    QVERIFY(model::train(request, {}).has_value());

    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("queued"), 2));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    QCOMPARE(curve(run("queued")).size(), std::size_t{2});
    QCOMPARE(curve(run("queued")), curve(run("plain")));
}

void TrainingQueueTest::runs_follow_one_another_in_the_order_that_people_choose()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy added(&queue, &TrainingQueue::added), finished(&queue, &TrainingQueue::finished);
    QStringList order;
    connect(&queue, &TrainingQueue::finished, this, [&](const QString& folder) { order << folder; });
    queue.pause();
    // A held queue without runs is let go by the first one.
    queue.add(orderFor(m_data->path(), run("a"), 30));
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 1, longWait);
    QVERIFY(queue.isTraining());
    for (const char* name : {"b", "c", "d"})
        queue.add(orderFor(m_data->path(), run(name), 1));
    QTRY_COMPARE_WITH_TIMEOUT(added.count(), 4, longWait);
    queue.move(named("d"), 0); // behind the one that is being trained
    QCOMPARE(queue.runs()[1].folder, named("d"));
    queue.move(named("a"), 3); // stays
    QCOMPARE(queue.current(), named("a"));
    queue.remove(named("c"));
    QCOMPARE(queue.runs().size(), 3);
    queue.remove(named("a"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, longWait);
    QCOMPARE(order, (QStringList{named("d"), named("b")}));
    QCOMPARE(readRunSummary(run("c")).state, RunState::Stopped);
    QVERIFY(readRunSummary(run("c")).canGoOn);
}

void TrainingQueueTest::a_pause_keeps_the_run_and_goes_on_where_it_was()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), finished(&queue, &TrainingQueue::finished);
    QList<int> ended;
    connect(&queue, &TrainingQueue::epochEnded, this, [&](const QString&, const model::EpochRecord& record) { ended << record.epoch; });
    queue.add(orderFor(m_data->path(), run("one"), 12));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 2, longWait);
    queue.pause();
    QTRY_VERIFY_WITH_TIMEOUT(!queue.isTraining(), longWait);
    QCOMPARE(queue.stateOf(named("one")), RunState::Paused);
    QVERIFY(QFile::exists(named("one") + QStringLiteral("/state.safetensors")));
    queue.goOn();
    queue.pause();
    queue.goOn(); // before it has stopped
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    QList<int> every;
    for (int epoch = 1; epoch <= 12; ++epoch)
        every << epoch;
    QCOMPARE(ended, every);
}

void TrainingQueueTest::a_run_that_is_removed_is_stopped_and_can_be_resumed()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), stopped(&queue, &TrainingQueue::stopped),
        finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("one"), 8));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    queue.remove(named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longWait);
    QVERIFY(queue.runs().isEmpty());
    QCOMPARE(readRunSummary(run("one")).state, RunState::Stopped);
    queue.resume(named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    QCOMPARE(epochs.count(), 8);
}

void TrainingQueueTest::finishing_early_keeps_the_best_epoch()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("one"), 400));
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 2, longWait);
    queue.finishNow(named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    const auto summary = readRunSummary(run("one"));
    QCOMPARE(summary.state, RunState::Finished);
    QVERIFY(summary.history.size() >= 2 && summary.history.size() < 400);
    QVERIFY(summary.bestEpoch > 0);

    // The same of a run that is not in the queue.
    queue.add(orderFor(m_data->path(), run("two"), 400));
    const auto before = epochs.count();
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= before + 2, longWait);
    queue.remove(named("two"));
    QTRY_VERIFY_WITH_TIMEOUT(queue.runs().isEmpty(), longWait);
    const auto learnt = readRunSummary(run("two"));
    QVERIFY(learnt.canFinish);
    queue.finishNow(named("two"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, longWait);
    QCOMPARE(readRunSummary(run("two")).history.size(), learnt.history.size());
}

void TrainingQueueTest::a_window_closed_in_mid_epoch_loses_nothing()
{
    {
        TrainingQueue queue(optionsIn(*m_folder));
        QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), added(&queue, &TrainingQueue::added);
        queue.add(orderFor(m_data->path(), run("one"), 6));
        queue.add(orderFor(m_data->path(), run("two"), 1));
        QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1 && added.count() == 2, longWait);
    }
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy finished(&queue, &TrainingQueue::finished);
    QCOMPARE(queue.runs().size(), 2);
    QCOMPARE(queue.runs()[0].state, RunState::Interrupted);
    QCOMPARE(queue.runs()[1].state, RunState::Waiting);
    QVERIFY(queue.isHeld() && !queue.isTraining());
    queue.goOn();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, longWait);

    model::TrainingRequest unbroken;
    unbroken.recipe = test::smallRecipe(6);
    unbroken.dataFolder = m_data->path();
    unbroken.runFolder = run("unbroken");
    const model::ComputeThreadsHere one(1);
    QVERIFY(model::train(unbroken, {}).has_value());
    QCOMPARE(curve(run("one")), curve(run("unbroken")));
}

void TrainingQueueTest::a_killed_program_finds_its_queue_again_and_waits_to_be_asked()
{
    const auto runs = optionsIn(*m_folder).folder.string(), data = m_data->path().string(), folder = run("one").string();
    const char* arguments[] = {program, "--train", data.c_str(), runs.c_str(), folder.c_str(), nullptr};
    pid_t child = 0;
    QCOMPARE(::posix_spawn(&child, program, nullptr, nullptr, const_cast<char**>(arguments), environ), 0);
    QTRY_VERIFY_WITH_TIMEOUT(curve(run("one")).size() >= 2, longWait);
    {
        TrainingQueue second(optionsIn(*m_folder));
        QSignalSpy failed(&second, &TrainingQueue::keepingFailed);
        QTRY_COMPARE(failed.count(), 1); // the queue is the other program's
    }
    ::kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));

    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy epochs(&queue, &TrainingQueue::epochEnded), stopped(&queue, &TrainingQueue::stopped);
    QCOMPARE(queue.runs().size(), 1);
    QCOMPARE(queue.stateOf(named("one")), RunState::Interrupted);
    QVERIFY(!queue.isTraining());
    const auto before = curve(run("one"));
    queue.goOn();
    QTRY_VERIFY_WITH_TIMEOUT(epochs.count() >= 1, longWait);
    queue.remove(named("one"));
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longWait);
    const auto after = curve(run("one"));
    QVERIFY(after.size() > before.size());
    QVERIFY(std::equal(before.begin(), before.end(), after.begin())); // nothing was learnt twice
}

void TrainingQueueTest::another_window_has_the_queue()
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

void TrainingQueueTest::a_folder_that_holds_a_run_is_refused()
{
    TrainingQueue queue(optionsIn(*m_folder));
    QSignalSpy failed(&queue, &TrainingQueue::addingFailed), finished(&queue, &TrainingQueue::finished);
    queue.add(orderFor(m_data->path(), run("one"), 1));
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longWait);
    queue.add(orderFor(m_data->path(), run("one"), 1));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Failure>().kind, FailureKind::BadArgument);
}

void TrainingQueueTest::another_training_in_the_folder_is_told()
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

void TrainingQueueTest::images_that_vanish_are_told_and_the_run_goes_on_when_they_are_back()
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

void TrainingQueueTest::a_single_image_that_vanishes_is_told_too()
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

void TrainingQueueTest::a_full_disk_holds_the_queue_and_loses_nothing()
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

void TrainingQueueTest::looking_at_a_folder_does_not_keep_a_training_from_it()
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

void TrainingQueueTest::a_folder_that_may_not_be_written_is_told()
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

void TrainingQueueTest::a_damaged_queue_is_put_aside()
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

int main(int argc, char** argv)
{
    if (argc == 5 && std::string_view(argv[1]) == "--train") return trainAsChild(argc, argv);
    TrainingQueueTest::program = argv[0];
    const QCoreApplication application(argc, argv);
    TrainingQueueTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trainingqueue.moc"
