#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "model/computeturn.h"
#include "tests/support/app/scriptedscorer.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <atomic>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>

using namespace lucency;
using namespace lucency::app;

using lucency::test::Script;
using lucency::test::ScriptedScorer;

class InferenceQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void what_is_enqueued_is_scored_and_stored();
    void the_age_of_a_label_table_counts_where_the_file_says_none();
    void an_age_that_a_table_brings_meanwhile_counts();
    void what_waits_in_the_store_is_scored_when_a_model_comes();
    void the_study_on_screen_goes_first();
    void an_answer_for_a_study_left_is_stored_but_not_told();
    void a_stored_result_is_told_without_the_network();
    void refused_and_failed_images_are_told_and_stored();
    void one_image_that_the_network_cannot_take_fails_alone();
    void a_stop_ends_the_batch_and_forgets_the_rest();
    void the_queue_may_go_in_the_middle_of_a_batch();
    void another_model_rescores_and_the_former_is_known_again();
    void what_a_former_model_said_may_stay_until_it_is_asked_for();
    void a_model_that_does_not_load_leaves_the_former_in_use();
    void a_pause_holds_all_but_the_screen();
    void a_result_that_cannot_be_stored_is_not_lost();
    void every_frame_and_every_number_is_scored_once();
    void a_batch_that_waits_for_its_turn_lets_the_screen_go_first();
    void a_training_stands_still_for_the_screen_and_goes_on_afterwards();

private:
    ScorerFactory factory() const
    {
        return [script = m_script](const std::string& file) -> Result<std::unique_ptr<Scorer>> {
            if (file == "bad") return Failure{FailureKind::NotAModel, file, {}};
            return std::unique_ptr<Scorer>(std::make_unique<ScriptedScorer>(script, file));
        };
    }
    RowId add(const QString& name, int frame = 0, const QString& age = {});
    QList<qint64> addNumbers(int first, int count);
    WorklistRow rowOf(RowId image) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<Store> m_store;
    std::shared_ptr<Script> m_script;
};

void InferenceQueueTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("store.sqlite"));
    auto store = Store::open(m_file);
    QVERIFY(store);
    m_store = std::make_unique<Store>(std::move(*store));
    m_script = std::make_shared<Script>();
}

void InferenceQueueTest::cleanup()
{
    m_store.reset();
}

RowId InferenceQueueTest::add(const QString& name, int frame, const QString& age)
{
    StudyRow described;
    described.age = age;
    const auto study = m_store->addStudy({}, described);
    ImageRow image;
    image.study = study ? study->study : 0;
    image.path = QStringLiteral("/images/") + name;
    image.frame = frame;
    image.contentHash = name.toUtf8();
    const auto id = m_store->addImage(image);
    return id ? *id : 0;
}

QList<qint64> InferenceQueueTest::addNumbers(int first, int count)
{
    QList<qint64> ids;
    for (int number = first; number < first + count; ++number)
        ids << add(QString::number(number));
    return ids;
}

WorklistRow InferenceQueueTest::rowOf(RowId image) const
{
    WorklistRow found;
    const RowId studies[] = {m_store->image(image)->study};
    (void)m_store->worklist(studies, [&found](const WorklistRow& row) {
        found = row;
        return true;
    });
    return found;
}

void InferenceQueueTest::what_is_enqueued_is_scored_and_stored()
{
    InferenceQueue queue(m_file, factory());
    QSignalSpy loaded(&queue, &InferenceQueue::modelLoaded), progress(&queue, &InferenceQueue::progress),
        changed(&queue, &InferenceQueue::studiesChanged);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(loaded[0][0].value<std::shared_ptr<const model::ModelManifest>>()->version, "v1");
    const QList<qint64> ids = addNumbers(1, 30);
    queue.enqueue(ids);
    queue.enqueue(ids); // waits already
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    for (const qint64 id : ids) {
        const auto stored = m_store->prediction(id, true);
        QVERIFY(stored && *stored);
        QCOMPARE((*stored)->prediction.modelVersion, "v1");
        QCOMPARE((*stored)->prediction.activations.size(), 1u);
        QVERIFY((*stored)->storedAt > 0);
    }
    QTRY_VERIFY(!progress.isEmpty() && progress.last()[0].toInt() == 30);
    QCOMPARE(progress.last()[1].toInt(), 30);
    QCOMPARE(m_script->order().size(), 30u);
    QVERIFY(std::all_of(m_script->batches.begin(), m_script->batches.end(), [](std::size_t size) { return size <= 4; }));
    QSet<qint64> told;
    for (const auto& arguments : changed)
        for (const qint64 study : arguments[0].value<QList<qint64>>())
            told << study;
    QCOMPARE(told.size(), 30);
}

void InferenceQueueTest::the_age_of_a_label_table_counts_where_the_file_says_none()
{
    InferenceQueue queue(m_file, factory());
    queue.setModel(QStringLiteral("v1"));
    queue.enqueue({add(QStringLiteral("1"), 0, QStringLiteral("057Y")), add(QStringLiteral("2 dated"), 0, QStringLiteral("057Y")),
                   add(QStringLiteral("3"))});
    QTRY_COMPARE(m_script->order().size(), 3u);
    std::map<int, double> ages;
    for (std::size_t i = 0; i < 3; ++i)
        ages[m_script->scored[i]] = m_script->ages[i];
    QCOMPARE(ages[1], 57.0);
    QCOMPARE(ages[2], 30.0);
    QVERIFY(std::isnan(ages[3]));
}

void InferenceQueueTest::an_age_that_a_table_brings_meanwhile_counts()
{
    InferenceQueue queue(m_file, factory());
    queue.setModel(QStringLiteral("v1"));
    const RowId described = add(QStringLiteral("1")), other = add(QStringLiteral("2"));
    m_script->setOpen(false);
    queue.enqueue({described, other});
    QTRY_VERIFY(m_script->isWaiting());
    const auto said = m_store->describe(described, {QStringLiteral("052Y"), {}, {}});
    QVERIFY(said && said->changed);
    QCOMPARE(said->unscored, std::vector<RowId>{described});
    queue.enqueue({said->unscored.begin(), said->unscored.end()}); // as the window does
    m_script->setOpen(true);
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    const std::lock_guard lock(m_script->mutex);
    // That of the one was made without its age, and again with it; that of the other holds.
    QCOMPARE(m_script->scored, (std::vector<int>{1, 2, 1}));
    QVERIFY(std::isnan(m_script->ages[0]) && std::isnan(m_script->ages[1]));
    QCOMPARE(m_script->ages[2], 52.0);
}

void InferenceQueueTest::what_waits_in_the_store_is_scored_when_a_model_comes()
{
    const QList<qint64> ids = addNumbers(1, 10);
    InferenceQueue queue(m_file, factory());
    QSignalSpy all(&queue, &InferenceQueue::allStudiesChanged);
    queue.enqueue({ids[0], ids[1]}); // no model yet
    QTRY_COMPARE(rowOf(ids[0]).status, StudyStatus::Queued);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(m_script->order(), (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    QTRY_COMPARE(all.count(), 1);
}

void InferenceQueueTest::the_study_on_screen_goes_first()
{
    const QList<qint64> ids = addNumbers(1, 60);
    m_script->setOpen(false);
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady);
    queue.setModel(QStringLiteral("v1"));
    QTRY_VERIFY(m_script->isWaiting()); // the first batch is at the gate
    const quint64 ticket = queue.setOnScreen({ids[58], ids[59]});
    m_script->setOpen(true);
    QTRY_COMPARE(ready.count(), 2);
    QCOMPARE(ready[0][0].value<quint64>(), ticket);
    QCOMPARE(ready[0][1].toLongLong() + ready[1][1].toLongLong(), ids[58] + ids[59]);
    QCOMPARE(ready[0][2].value<StoredPrediction>().prediction.activations.size(), 1u);
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    const std::vector<int> order = m_script->order();
    QCOMPARE(order.size(), 60u); // and not again by their turn
    const auto place = [&order](int number) { return std::find(order.begin(), order.end(), number) - order.begin(); };
    // Behind the batch at the gate, and what was decoded ahead when they came; far before their turn.
    QVERIFY2(place(59) < 24 && place(60) < 24, qPrintable(QString::number(place(60))));
}

void InferenceQueueTest::an_answer_for_a_study_left_is_stored_but_not_told()
{
    const QList<qint64> ids = addNumbers(1, 2);
    m_script->setOpen(false);
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady);
    const quint64 first = queue.setOnScreen({ids[0]});
    queue.setModel(QStringLiteral("v1"));
    QTRY_VERIFY(m_script->isWaiting());
    const quint64 second = queue.setOnScreen({ids[1]});
    QVERIFY(first != second && !queue.isCurrent(first));
    m_script->setOpen(true);
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready[0][0].value<quint64>(), second);
    QCOMPARE(ready[0][1].toLongLong(), ids[1]);
    QVERIFY(*m_store->prediction(ids[0], false));
}

void InferenceQueueTest::a_stored_result_is_told_without_the_network()
{
    const QList<qint64> ids = addNumbers(1, 1);
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    const int prepared = m_script->prepared;
    const quint64 ticket = queue.setOnScreen(ids);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready[0][0].value<quint64>(), ticket);
    QCOMPARE(ready[0][2].value<StoredPrediction>().prediction.activations.size(), 1u);
    QCOMPARE(int(m_script->prepared), prepared);
    QCOMPARE(m_script->order().size(), 1u);
}

void InferenceQueueTest::refused_and_failed_images_are_told_and_stored()
{
    const RowId refused = add(QStringLiteral("refused")), broken = add(QStringLiteral("broken")), good = add(QStringLiteral("5"));
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady), refusals(&queue, &InferenceQueue::imageRefused),
        failures(&queue, &InferenceQueue::imageFailed);
    const quint64 ticket = queue.setOnScreen({refused, broken, good});
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(ready.count() + refusals.count() + failures.count(), 3);
    QCOMPARE(refusals.count(), 1);
    QCOMPARE(refusals[0][0].value<quint64>(), ticket);
    QCOMPARE(refusals[0][1].toLongLong(), refused);
    QCOMPARE(refusals[0][2].value<Failure>().kind, FailureKind::NotFrontal);
    QCOMPARE(failures.count(), 1);
    QCOMPARE(failures[0][2].value<Failure>().kind, FailureKind::TruncatedPixelData);
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(rowOf(refused).status, StudyStatus::Refused);
    QCOMPARE(rowOf(refused).reason, QStringLiteral("not-frontal"));
    QCOMPARE(rowOf(broken).status, StudyStatus::Failed);
    QCOMPARE(rowOf(broken).reason, QStringLiteral("truncated-pixel-data"));
    QCOMPARE(rowOf(good).status, StudyStatus::Scored);
}

void InferenceQueueTest::one_image_that_the_network_cannot_take_fails_alone()
{
    QList<qint64> ids = addNumbers(1, 2);
    const RowId poison = add(QStringLiteral("poison"));
    ids << addNumbers(3, 2);
    InferenceQueue queue(m_file, factory());
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    for (const qint64 id : ids)
        QCOMPARE(rowOf(id).status, StudyStatus::Scored);
    QCOMPARE(rowOf(poison).status, StudyStatus::Failed);
    QCOMPARE(rowOf(poison).reason, QStringLiteral("out-of-memory"));
}

void InferenceQueueTest::a_stop_ends_the_batch_and_forgets_the_rest()
{
    const QList<qint64> ids = addNumbers(1, 40);
    m_script->setOpen(false);
    InferenceQueue queue(m_file, factory());
    QSignalSpy progress(&queue, &InferenceQueue::progress);
    queue.setModel(QStringLiteral("v1"));
    QTRY_VERIFY(m_script->isWaiting());
    queue.stop();
    QTRY_COMPARE(rowOf(ids[39]).status, StudyStatus::New);
    QTRY_VERIFY(!m_script->isWaiting());
    QCOMPARE(progress.last()[1].toInt(), 0);
    m_script->setOpen(true);
    queue.enqueue({ids[7]});
    QTRY_COMPARE(rowOf(ids[7]).status, StudyStatus::Scored);
    QCOMPARE(m_script->order(), std::vector<int>{8});
    QCOMPARE(m_store->unscoredImages()->size(), 39u);
}

void InferenceQueueTest::the_queue_may_go_in_the_middle_of_a_batch()
{
    const QList<qint64> ids = addNumbers(1, 40);
    m_script->setOpen(false);
    {
        InferenceQueue queue(m_file, factory());
        queue.setModel(QStringLiteral("v1"));
        QTRY_VERIFY(m_script->isWaiting());
    }
    QCOMPARE(m_store->unscoredImages()->size(), 40u);
    m_script->setOpen(true);
    InferenceQueue next(m_file, factory());
    next.setModel(QStringLiteral("v1")); // goes on where the former ended
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(m_script->order().size(), 40u);
}

void InferenceQueueTest::another_model_rescores_and_the_former_is_known_again()
{
    const QList<qint64> ids = addNumbers(1, 12);
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady), loaded(&queue, &InferenceQueue::modelLoaded);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    queue.setOnScreen({ids[11]});
    QTRY_COMPARE(ready.count(), 1);
    queue.setModel(QStringLiteral("v2"));
    QTRY_COMPARE(loaded.count(), 2);
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QTRY_COMPARE(ready.count(), 2); // what is on screen is told again
    QCOMPARE(ready[1][2].value<StoredPrediction>().prediction.modelVersion, "v2");
    for (const qint64 id : ids) {
        QCOMPARE(m_store->prediction(id, false).value()->prediction.modelVersion, "v2");
        QCOMPARE(m_store->predictionHistory(id)->size(), 2u);
    }
    QCOMPARE(m_script->order().size(), 24u);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(ready.count(), 3);
    QCOMPARE(ready[2][2].value<StoredPrediction>().prediction.modelVersion, "v1");
    QCOMPARE(m_script->order().size(), 24u);
    queue.setModel(QStringLiteral("v1 retrained")); // the same name and version
    QTRY_COMPARE(ready.count(), 4);
    QCOMPARE(ready[3][2].value<StoredPrediction>().prediction.modelSha256, "v1 retrained");
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(m_script->order().size(), 36u);
}

void InferenceQueueTest::what_a_former_model_said_may_stay_until_it_is_asked_for()
{
    const QList<qint64> ids = addNumbers(1, 6);
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady), loaded(&queue, &InferenceQueue::modelLoaded);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QTRY_COMPARE(m_script->order().size(), 6u);
    queue.setModel(QStringLiteral("v2"), InferenceQueue::Former::Keep);
    QTRY_COMPARE(loaded.count(), 2);
    QCOMPARE(m_store->outdatedImages()->size(), 6u);
    queue.setOnScreen({ids[4]}); // what the reader looks at is scored by the model in use all the same
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready[0][2].value<StoredPrediction>().prediction.modelVersion, "v2");
    QTRY_COMPARE(m_store->outdatedImages()->size(), 5u);
    queue.setModel(QStringLiteral("v2")); // as at the next start: what was put off stays so
    QTRY_COMPARE(loaded.count(), 3);
    QCOMPARE(m_store->outdatedImages()->size(), 5u);
    QCOMPARE(m_script->order().size(), 7u);
    queue.rescoreFormer();
    QTRY_COMPARE(m_script->order().size(), 12u);
    QTRY_COMPARE(m_store->outdatedImages()->size(), 0u);
    for (const qint64 id : ids)
        QTRY_COMPARE(m_store->prediction(id, false).value().value_or(StoredPrediction()).prediction.modelVersion, "v2");
}

void InferenceQueueTest::a_model_that_does_not_load_leaves_the_former_in_use()
{
    InferenceQueue queue(m_file, factory());
    QSignalSpy failed(&queue, &InferenceQueue::modelFailed), loaded(&queue, &InferenceQueue::modelLoaded);
    const QList<qint64> ids = addNumbers(1, 2);
    queue.setModel(QStringLiteral("bad"));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().kind, FailureKind::NotAModel);
    QCOMPARE(m_store->unscoredImages()->size(), 2u);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(loaded.count(), 1);
    queue.setModel(QStringLiteral("bad"));
    QTRY_COMPARE(failed.count(), 2);
    queue.enqueue(addNumbers(3, 1));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(m_store->modelInUse()->version, QStringLiteral("v1"));
}

void InferenceQueueTest::a_pause_holds_all_but_the_screen()
{
    const QList<qint64> ids = addNumbers(1, 20);
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady);
    queue.pause();
    QVERIFY(queue.isPaused());
    queue.setModel(QStringLiteral("v1"));
    queue.setOnScreen({ids[15]});
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(m_script->order(), std::vector<int>{16});
    queue.resume();
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(m_script->order().size(), 20u);
}

void InferenceQueueTest::a_result_that_cannot_be_stored_is_not_lost()
{
    const QList<qint64> ids = addNumbers(1, 4);
    m_script->setOpen(false);
    InferenceQueue queue(m_file, factory());
    QSignalSpy storeFailed(&queue, &InferenceQueue::storeFailed), ready(&queue, &InferenceQueue::predictionReady);
    queue.setModel(QStringLiteral("v1"));
    queue.setOnScreen({ids[0]});
    QTRY_VERIFY(m_script->isWaiting());
    // No file of this process may grow: what a full disk or a quota does.
    const auto former = std::signal(SIGXFSZ, SIG_IGN);
    rlimit unlimited{};
    getrlimit(RLIMIT_FSIZE, &unlimited);
    rlimit none = unlimited;
    none.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &none);
    m_script->setOpen(true);
    const bool said = QTest::qWaitFor([&storeFailed] { return storeFailed.count() == 1; });
    const int told = int(ready.count());
    setrlimit(RLIMIT_FSIZE, &unlimited);
    std::signal(SIGXFSZ, former);
    QVERIFY(said);
    QCOMPARE(told, 0); // nothing is told that is not on the disk
    QTRY_COMPARE_WITH_TIMEOUT(m_store->unscoredImages()->size(), 0u, 15000);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(m_script->order().size(), 4u); // kept, not computed again
    QCOMPARE(storeFailed.count(), 1);
}

void InferenceQueueTest::every_frame_and_every_number_is_scored_once()
{
    const RowId first = add(QStringLiteral("100"), 0), second = add(QStringLiteral("100"), 1);
    const QList<qint64> ids = addNumbers(1, 200);
    InferenceQueue queue(m_file, factory());
    queue.setModel(QStringLiteral("v1"));
    for (int i = 0; i < 40; ++i)
        queue.setOnScreen({ids[(i * 37) % 200], ids[(i * 53) % 200]}); // a restless reader
    queue.enqueue(ids);
    QTRY_COMPARE_WITH_TIMEOUT(m_store->unscoredImages()->size(), 0u, 30000);
    QCOMPARE(m_store->prediction(first, true).value()->prediction.activations[0].at<float>(0, 0), 100.0f);
    QVERIFY(qAbs(m_store->prediction(second, true).value()->prediction.activations[0].at<float>(0, 0) - 100.5f) < 0.11f);
    std::vector<int> order = m_script->order();
    QCOMPARE(order.size(), 202u);
    QCOMPARE(std::set<int>(order.begin(), order.end()).size(), 200u);
}

void InferenceQueueTest::a_batch_that_waits_for_its_turn_lets_the_screen_go_first()
{
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady), loaded(&queue, &InferenceQueue::modelLoaded);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(loaded.count(), 1);
    const QList<qint64> ids = addNumbers(1, 6);
    auto others = model::ComputeTurn::take(model::ComputeClaim::Background); // such as another batch that takes long
    queue.enqueue(ids.mid(0, 5));
    QTRY_COMPARE(m_script->prepared.load(), 5);
    queue.setOnScreen({ids[5]});
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(m_script->order().front(), 6);
    others.giveUp();
    QTRY_COMPARE(m_script->order().size(), 6u);
}

void InferenceQueueTest::a_training_stands_still_for_the_screen_and_goes_on_afterwards()
{
    std::atomic<long> steps = 0;
    const std::jthread training([&](const std::stop_token& stop) {
        const model::GivesWay here;
        while (!stop.stop_requested()) {
            model::giveWay();
            ++steps;
            std::this_thread::yield();
        }
    });
    InferenceQueue queue(m_file, factory());
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady), loaded(&queue, &InferenceQueue::modelLoaded);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(loaded.count(), 1);
    const QList<qint64> ids = addNumbers(1, 2);
    m_script->setOpen(false);
    queue.setOnScreen({ids[0]});
    QTRY_VERIFY(m_script->isWaiting());
    const long before = steps + 1; // the step in hand
    QTest::qWait(30);
    QVERIFY(steps <= before);
    m_script->setOpen(true);
    QTRY_COMPARE(ready.count(), 1);
    const long after = steps;
    QTRY_VERIFY(steps > after + 2);
    QVERIFY(model::secondsGivenWay() > 0);
}

QTEST_GUILESS_MAIN(InferenceQueueTest)
#include "tst_inferencequeue.moc"
