#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "model/computeturn.h"
#include "tests/support/app/scoringstation.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

using namespace lucency;
using namespace lucency::app;

/// What the inference queue scores with which model, and when it lets others go first.
class ScoringTurnsTest : public QObject, test::ScoringStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_store.reset(); }
    void what_waits_in_the_store_is_scored_when_a_model_comes();
    void another_model_rescores_and_the_former_is_known_again();
    void what_a_former_model_said_may_stay_until_it_is_asked_for();
    void a_model_that_does_not_load_leaves_the_former_in_use();
    void a_pause_holds_all_but_the_screen();
    void a_batch_that_waits_for_its_turn_lets_the_screen_go_first();
    void a_training_stands_still_for_the_screen_and_goes_on_afterwards();
};

void ScoringTurnsTest::what_waits_in_the_store_is_scored_when_a_model_comes()
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

void ScoringTurnsTest::another_model_rescores_and_the_former_is_known_again()
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

void ScoringTurnsTest::what_a_former_model_said_may_stay_until_it_is_asked_for()
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

void ScoringTurnsTest::a_model_that_does_not_load_leaves_the_former_in_use()
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

void ScoringTurnsTest::a_pause_holds_all_but_the_screen()
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

void ScoringTurnsTest::a_batch_that_waits_for_its_turn_lets_the_screen_go_first()
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

void ScoringTurnsTest::a_training_stands_still_for_the_screen_and_goes_on_afterwards()
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

QTEST_GUILESS_MAIN(ScoringTurnsTest)
#include "tst_scoringturns.moc"
