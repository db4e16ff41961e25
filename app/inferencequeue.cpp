#include "app/inferencequeue.h"

#include "app/inferenceworker.h"

namespace lucency::app {

InferenceQueue::InferenceQueue(const QString& storePath, ScorerFactory factory, QObject* parent)
    : QObject(parent)
    // The worker is gone before this object is, and Qt drops what is still posted to an object that is gone.
    , m_worker(std::make_unique<InferenceWorker>(storePath, std::move(factory), [this](std::function<void(InferenceQueue&)> what) {
        QMetaObject::invokeMethod(
            this, [this, what = std::move(what)] { what(*this); }, Qt::QueuedConnection);
    }))
{
}

InferenceQueue::~InferenceQueue() = default;

void InferenceQueue::setModel(const QString& modelFile, Former former)
{
    m_worker->setModel(modelFile, former == Former::ScoreAnew);
}

void InferenceQueue::rescoreFormer()
{
    m_worker->rescoreFormer();
}

quint64 InferenceQueue::setOnScreen(const QList<qint64>& images)
{
    m_worker->setOnScreen(++m_ticket, images);
    return m_ticket;
}

void InferenceQueue::enqueue(const QList<qint64>& images)
{
    m_worker->enqueue(images);
}

void InferenceQueue::pause()
{
    m_paused = true;
    m_worker->setPaused(true);
}

void InferenceQueue::resume()
{
    m_paused = false;
    m_worker->setPaused(false);
}

void InferenceQueue::stop()
{
    ++m_ticket; // nothing that is under way is told any more
    m_worker->clear();
}

} // namespace lucency::app

#include "moc_inferencequeue.cpp"
