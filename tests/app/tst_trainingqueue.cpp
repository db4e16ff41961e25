#include "app/training/runsummary.h"
#include "app/training/trainingqueue.h"
#include "model/classifier.h"
#include "model/computethreads.h"
#include "model/csv.h"
#include "model/runplace.h"
#include "tests/support/app/trainingqueuestation.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::app;
using test::longWait;
using test::optionsIn;
using test::orderFor;

extern char** environ;

namespace {

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

class TrainingQueueTest : public QObject, test::TrainingQueueStation {
    Q_OBJECT

public:
    static inline const char* program = nullptr;

private Q_SLOTS:
    void init() { begin(); }
    void an_ordered_run_is_trained_and_finished();
    void a_run_of_the_queue_equals_one_of_the_command_line();
    void runs_follow_one_another_in_the_order_that_people_choose();
    void a_pause_keeps_the_run_and_goes_on_where_it_was();
    void a_run_that_is_removed_is_stopped_and_can_be_resumed();
    void finishing_early_keeps_the_best_epoch();
    void a_window_closed_in_mid_epoch_loses_nothing();
    void a_killed_program_finds_its_queue_again_and_waits_to_be_asked();
};

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

int main(int argc, char** argv)
{
    if (argc == 5 && std::string_view(argv[1]) == "--train") return trainAsChild(argc, argv);
    TrainingQueueTest::program = argv[0];
    const QCoreApplication application(argc, argv);
    TrainingQueueTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trainingqueue.moc"
