#include "app/inferenceworker.h"

#include <utility>

// The part of the worker that puts models in use.

namespace lucency::app {

void InferenceWorker::takeInFormer()
{
    const auto images = m_store->outdatedImages();
    if (!images) return storeFailed(images.error());
    takeIn(*images);
}

/// Makes the model the one in use in the store; returns the images that it is to score.
Result<std::vector<RowId>> InferenceWorker::putInUse(const Scorer& scorer, bool scoreAnew)
{
    auto transaction = m_store->transaction();
    if (!transaction) return transaction.error();
    const auto former = m_store->modelInUse();
    if (!former) return former.error();
    const auto identity = ModelIdentity::of(scorer.manifest());
    const bool changed = *former != identity;
    if (auto set = m_store->setModelInUse(identity); !set) return set.error();
    auto unscored = m_store->unscoredImages();
    if (!unscored) return unscored;
    // A model that is merely loaded again leaves what the reader has put off.
    if (scoreAnew && changed) {
        const auto outdated = m_store->outdatedImages();
        if (!outdated) return outdated.error();
        unscored->insert(unscored->end(), outdated->begin(), outdated->end());
    }
    if (auto set = m_store->setStatus(*unscored, StudyStatus::Queued); !set) return set.error();
    if (auto committed = transaction->commit(); !committed) return committed.error();
    return unscored;
}

void InferenceWorker::loadModel(const QString& modelFile, bool scoreAnew)
{
    m_tell([modelFile](InferenceQueue& queue) { Q_EMIT queue.modelLoading(modelFile); });
    m_pendingModel.reset();
    auto loaded = m_factory(modelFile.toStdString());
    if (loaded)
        use(std::move(*loaded), scoreAnew);
    else
        m_tell([failure = loaded.error()](InferenceQueue& queue) { Q_EMIT queue.modelFailed(failure); });
}

/// Makes a loaded model the one that scores. Where the store does not take it (full disk), that is told once and tried again every few
/// seconds.
void InferenceWorker::use(std::shared_ptr<Scorer> scorer, bool scoreAnew)
{
    const bool isFirst = !m_pendingModel;
    m_pendingModel.reset();
    const auto unscored = putInUse(*scorer, scoreAnew);
    if (!unscored) {
        m_pendingModel = {std::move(scorer), scoreAnew};
        m_retryAt = Clock::now() + retryInterval;
        if (isFirst) m_tell([failure = unscored.error()](InferenceQueue& queue) { Q_EMIT queue.modelFailed(failure); });
        return;
    }
    m_scorer = std::move(scorer);
    // What the former model was to score is scored by this one; what is being decoded for it is dropped in collect().
    for (const DecodeJob& job : m_pool.clear())
        m_inFlight.erase(job.image);
    for (const Decoded& decoded : m_ready)
        m_inFlight.erase(decoded.job.image);
    m_ready.clear();
    m_waiting.assign(unscored->begin(), unscored->end());
    m_suspects.clear();
    m_queued = {unscored->begin(), unscored->end()};
    m_total = static_cast<int>(m_queued.size());
    m_done = 0;
    m_screenTodo.assign(m_screen.images.begin(), m_screen.images.end());
    const auto manifest = std::make_shared<const model::ModelManifest>(m_scorer->manifest());
    m_tell([manifest](InferenceQueue& queue) {
        Q_EMIT queue.modelLoaded(manifest);
        Q_EMIT queue.allStudiesChanged();
    });
    startClock();
    tellProgress(true);
}

} // namespace lucency::app
