#include "app/inferenceworker.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

// The half of the worker that scores, stores and tells.

namespace lucency::app {

namespace {

constexpr auto progressInterval = std::chrono::milliseconds(100);

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QString slugOf(const Failure& failure)
{
    const auto word = slug(failure.kind);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

/// What the model's gate refuses is no result.
Result<model::Prediction> judged(model::Prediction prediction, const std::string& path)
{
    if (prediction.refusal) return Failure{*prediction.refusal, path, {}};
    return prediction;
}

} // namespace

/// The images on screen as soon as one of them is ready; else a full batch, or the last one.
std::vector<Decoded> InferenceWorker::nextBatch()
{
    const auto isForScreen = [this](const Decoded& decoded) { return isOnScreen(decoded.job.image); };
    const auto middle = std::stable_partition(m_ready.begin(), m_ready.end(), isForScreen);
    auto count = static_cast<std::size_t>(middle - m_ready.begin());
    if (count == 0) {
        const std::lock_guard lock(m_mutex);
        if (!m_paused && (m_ready.size() >= batchSize || m_pool.outstanding() == 0)) count = m_ready.size();
    }
    count = std::min(count, batchSize);
    const auto end = m_ready.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Decoded> batch(std::make_move_iterator(m_ready.begin()), std::make_move_iterator(end));
    m_ready.erase(m_ready.begin(), end);
    return batch;
}

/// What is on screen never waits for a training; a batch of the worklist takes turns with it, and comes back without one as soon as there
/// is news, which may be something on screen.
std::optional<model::ComputeTurn> InferenceWorker::turnFor(const std::vector<Decoded>& batch)
{
    if (isOnScreen(batch.front().job.image)) return model::ComputeTurn::take(model::ComputeClaim::OnScreen);
    std::stop_token news;
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_awake, false) || m_stop.stop_requested()) return std::nullopt;
        m_turnStop = std::stop_source();
        news = m_turnStop.get_token();
    }
    auto turn = model::ComputeTurn::take(model::ComputeClaim::Background, news);
    if (!turn.isHeld()) return std::nullopt;
    return turn;
}

/// What the reader has left is no longer worth holding up a training for.
void InferenceWorker::giveUpTurnsOffScreen()
{
    for (Decoded& decoded : m_ready)
        if (!isOnScreen(decoded.job.image)) decoded.job.turn.reset();
}

bool InferenceWorker::scoreBatch()
{
    std::vector<Decoded> batch = nextBatch();
    if (batch.empty()) return false;
    const auto turn = turnFor(batch);
    if (!turn) {
        m_ready.insert(m_ready.begin(), std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.end()));
        return true;
    }
    std::stop_token stop;
    {
        const std::lock_guard lock(m_mutex);
        if (m_mail.clear || m_stop.stop_requested())
            m_batchStop.request_stop();
        else
            m_batchStop = std::stop_source();
        stop = m_batchStop.get_token();
    }
    std::vector<PreparedImage> inputs;
    for (const Decoded& decoded : batch)
        inputs.push_back(*decoded.image);
    auto predictions = m_scorer->predict(inputs, stop);
    if (predictions && predictions->size() == batch.size()) {
        for (std::size_t i = 0; i < batch.size(); ++i)
            m_unsaved.push_back({batch[i].job.image, batch[i].job.study, now(), judged(std::move((*predictions)[i]), batch[i].job.path),
                                 batch[i].job.ageYears});
    } else if (stop.stop_requested()) {
        for (const Decoded& decoded : batch)
            m_inFlight.erase(decoded.job.image);
        return true;
    } else {
        scoreOneByOne(batch, stop);
    }
    return save();
}

/// One image that the network cannot take must not fail the others of its batch.
void InferenceWorker::scoreOneByOne(const std::vector<Decoded>& batch, const std::stop_token& stop)
{
    for (const Decoded& decoded : batch) {
        auto prediction = m_scorer->predict(std::span(&*decoded.image, 1), stop);
        if (prediction && prediction->size() == 1)
            m_unsaved.push_back({decoded.job.image, decoded.job.study, now(), judged(std::move(prediction->front()), decoded.job.path),
                                 decoded.job.ageYears});
        else if (stop.stop_requested())
            m_inFlight.erase(decoded.job.image);
        else
            m_unsaved.push_back({decoded.job.image, decoded.job.study, now(),
                                 prediction ? Failure{FailureKind::Internal, decoded.job.path, "no prediction"} : prediction.error()});
    }
}

/// What was judged for an age that a label table has changed since is no result: the import forgot what was stored of it, and so must this.
void InferenceWorker::beginAnewForAge()
{
    const auto isStale = [this](const Outcome& outcome) {
        if (!outcome.prediction) return false;
        const auto study = m_store->study(outcome.study);
        if (!study) return false;
        imaging::Identity known;
        known.age = study->age.toStdString();
        const double years = model::ageInYears(known);
        return years != outcome.ageYears && !(std::isnan(years) && std::isnan(outcome.ageYears));
    };
    const auto stale = std::ranges::stable_partition(m_unsaved, [&isStale](const Outcome& outcome) { return !isStale(outcome); });
    for (const Outcome& outcome : stale) {
        m_inFlight.erase(outcome.image);
        if (m_queued.contains(outcome.image)) m_waiting.push_front(outcome.image);
        if (isOnScreen(outcome.image)) m_screenTodo.push_back(outcome.image);
    }
    m_unsaved.erase(stale.begin(), stale.end());
}

Done InferenceWorker::write()
{
    auto transaction = m_store->transaction();
    if (!transaction) return transaction.error();
    beginAnewForAge(); // within the transaction, so that no import comes between
    std::vector<StoredPrediction> predictions;
    for (const Outcome& outcome : m_unsaved) {
        if (outcome.prediction) {
            predictions.push_back({0, outcome.image, outcome.at, *outcome.prediction});
            continue;
        }
        const Failure& failure = outcome.prediction.error();
        const auto status = isRefusal(failure.kind) ? StudyStatus::Refused : StudyStatus::Failed;
        if (auto set = m_store->setStatus(std::span(&outcome.image, 1), status, slugOf(failure)); !set) return set;
    }
    if (auto stored = m_store->storePredictions(predictions); !stored) return stored;
    return transaction->commit();
}

/// Stores what has come out and then tells it. What cannot be stored stays and is tried again.
bool InferenceWorker::save()
{
    if (m_unsaved.empty()) return true;
    if (auto written = write(); !written) {
        storeFailed(written.error());
        return false;
    }
    tellRecovered();
    const std::vector<Outcome> saved = std::exchange(m_unsaved, {});
    for (const Outcome& outcome : saved) {
        m_inFlight.erase(outcome.image);
        finishQueued(outcome.image);
    }
    tellOutcomes(saved);
    tellProgress(m_queued.empty());
    return true;
}

void InferenceWorker::tellOutcomes(const std::vector<Outcome>& outcomes)
{
    QList<qint64> studies;
    for (const Outcome& outcome : outcomes) {
        if (!studies.contains(outcome.study)) studies << outcome.study;
        if (!isOnScreen(outcome.image)) continue;
        m_tell([ticket = m_screen.ticket, outcome](InferenceQueue& queue) {
            if (!queue.isCurrent(ticket)) return;
            if (outcome.prediction)
                Q_EMIT queue.predictionReady(ticket, outcome.image, {0, outcome.image, outcome.at, *outcome.prediction});
            else if (isRefusal(outcome.prediction.error().kind))
                Q_EMIT queue.imageRefused(ticket, outcome.image, outcome.prediction.error());
            else
                Q_EMIT queue.imageFailed(ticket, outcome.image, outcome.prediction.error());
        });
    }
    m_tell([studies](InferenceQueue& queue) { Q_EMIT queue.studiesChanged(studies); });
}

void InferenceWorker::finishQueued(RowId image)
{
    if (m_queued.erase(image) > 0) ++m_done;
}

void InferenceWorker::tellProgress(bool always)
{
    const auto time = Clock::now();
    // Without a model nothing is under way, however much waits for one.
    if (!m_scorer || m_total == 0 || (!always && time - m_lastProgress < progressInterval)) return;
    m_lastProgress = time;
    const int scored = m_done - m_doneAtStart;
    const double left = scored > 0 ? std::chrono::duration<double>(time - m_runStart).count() / scored * (m_total - m_done)
                                   : (m_total == m_done ? 0.0 : -1.0);
    m_tell([done = m_done, total = m_total, left](InferenceQueue& queue) { Q_EMIT queue.progress(done, total, left); });
    if (m_done >= m_total) {
        m_total = m_done = m_doneAtStart = 0;
        m_runStart = {};
    }
}

} // namespace lucency::app
