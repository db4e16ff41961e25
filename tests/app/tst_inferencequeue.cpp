#include "app/inferencequeue.h"
#include "app/store/store.h"
#include "tests/support/app/scoringstation.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <map>
#include <set>

using namespace lucency;
using namespace lucency::app;

using lucency::test::Script;
using lucency::test::ScriptedScorer;

namespace {

/// No file of this process may grow: what a full disk or a quota does.
class FullDisk {
public:
    FullDisk()
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 4096;
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { end(); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    void end()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    void (*const m_handler)(int) = std::signal(SIGXFSZ, SIG_IGN);
    rlimit m_before{};
};

} // namespace

class InferenceQueueTest : public QObject, test::ScoringStation {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { m_store.reset(); }
    void what_is_enqueued_is_scored_and_stored();
    void the_age_of_a_label_table_counts_where_the_file_says_none();
    void an_age_that_a_table_brings_meanwhile_counts();
    void the_study_on_screen_goes_first();
    void an_answer_for_a_study_left_is_stored_but_not_told();
    void a_stored_result_is_told_without_the_network();
    void refused_and_failed_images_are_told_and_stored();
    void one_image_that_the_network_cannot_take_fails_alone();
    void a_stop_ends_the_batch_and_forgets_the_rest();
    void the_queue_may_go_in_the_middle_of_a_batch();
    void a_result_that_cannot_be_stored_is_not_lost();
    void a_store_that_can_be_opened_at_last_is_told_once();
    void a_model_that_the_store_does_not_take_is_put_in_use_later();
    void every_frame_and_every_number_is_scored_once();
};

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

void InferenceQueueTest::a_result_that_cannot_be_stored_is_not_lost()
{
    const QList<qint64> ids = addNumbers(1, 4);
    m_script->setOpen(false);
    InferenceQueue queue(m_file, factory());
    QSignalSpy storeFailed(&queue, &InferenceQueue::storeFailed), recovered(&queue, &InferenceQueue::storeRecovered);
    QSignalSpy ready(&queue, &InferenceQueue::predictionReady);
    queue.setModel(QStringLiteral("v1"));
    queue.setOnScreen({ids[0]});
    QTRY_VERIFY(m_script->isWaiting());
    FullDisk full;
    m_script->setOpen(true);
    const bool said = QTest::qWaitFor([&storeFailed] { return storeFailed.count() == 1; });
    const int told = int(ready.count());
    full.end();
    QVERIFY(said);
    QCOMPARE(told, 0); // nothing is told that is not on the disk
    QTRY_COMPARE_WITH_TIMEOUT(m_store->unscoredImages()->size(), 0u, 15000);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(m_script->order().size(), 4u); // kept, not computed again
    QCOMPARE(storeFailed.count(), 1);
    QCOMPARE(recovered.count(), 1);
}

void InferenceQueueTest::a_store_that_can_be_opened_at_last_is_told_once()
{
    addNumbers(1, 4);
    const QString place = m_folder->filePath(QStringLiteral("place")), link = m_folder->filePath(QStringLiteral("link"));
    {
        QFile blocking(place); // a file where the folder should be
        QVERIFY(blocking.open(QIODevice::WriteOnly));
    }
    InferenceQueue queue(place + QStringLiteral("/store.sqlite"), factory());
    QSignalSpy storeFailed(&queue, &InferenceQueue::storeFailed), recovered(&queue, &InferenceQueue::storeRecovered);
    QSignalSpy progress(&queue, &InferenceQueue::progress);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(storeFailed.count(), 1);
    QCOMPARE(recovered.count(), 0);
    QVERIFY(QFile::link(m_folder->path(), link));
    std::filesystem::rename(link.toStdString(), place.toStdString()); // in one step
    QTRY_COMPARE_WITH_TIMEOUT(recovered.count(), 1, 15000);
    QTRY_COMPARE(progress.isEmpty() ? 0 : progress.last()[0].toInt(), 4); // told after what is told of storing
    QCOMPARE(m_store->unscoredImages()->size(), 0u);
    QCOMPARE(storeFailed.count(), 1);
    QCOMPARE(recovered.count(), 1);
}

void InferenceQueueTest::a_model_that_the_store_does_not_take_is_put_in_use_later()
{
    const QList<qint64> ids = addNumbers(1, 4);
    InferenceQueue queue(m_file, factory());
    QSignalSpy failed(&queue, &InferenceQueue::modelFailed), loaded(&queue, &InferenceQueue::modelLoaded);
    queue.setModel(QStringLiteral("v1"));
    QTRY_COMPARE(m_store->unscoredImages()->size(), 0u);
    FullDisk full;
    queue.setModel(QStringLiteral("v2"));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(m_store->modelInUse()->version, QStringLiteral("v1"));
    full.end();
    QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 2, 15000);
    QCOMPARE(failed.count(), 1); // told once
    QTRY_COMPARE(m_script->order().size(), 8u);
    QCOMPARE(m_store->modelInUse()->version, QStringLiteral("v2"));
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

QTEST_GUILESS_MAIN(InferenceQueueTest)
#include "tst_inferencequeue.moc"
