#pragma once

#include "app/scorer.h"
#include "app/store/rows.h"

#include <QList>
#include <QObject>
#include <QString>

#include <memory>

namespace lucency::app {

class InferenceWorker;

/// Scores images in the background and stores what comes out. A facade on the GUI thread over the inference thread, which owns the model
/// and a connection to the store; a small pool decodes ahead of it. The images on screen go first, the rest by arrival. Every result is on
/// the disk before it is told. Signals arrive on the thread of the object.
class InferenceQueue : public QObject {
    Q_OBJECT

public:
    InferenceQueue(const QString& storePath, ScorerFactory factory, QObject* parent = nullptr);
    /// Stops within a batch. What was waiting is waiting in the store and goes on at the next start.
    ~InferenceQueue() override;

    /// What becomes of images that a former model has scored when another is put in use.
    enum class Former {
        ScoreAnew, ///< they wait to be scored with the others
        Keep,      ///< they keep showing what the former model said until they are on screen, or rescoreFormer()
    };

    /// Loads a model, and when that succeeds puts it in use and enqueues every image that has no score yet; modelLoaded() or
    /// modelFailed() follows. After a failure the model before stays in use.
    void setModel(const QString& modelFile, Former former = Former::ScoreAnew);

    /// Enqueues every image that shows what a former model said.
    void rescoreFormer();

    /// The images that the reader looks at: they go first, and their results are told by predictionReady() with the returned ticket, at
    /// once from the store where it has them. The ticket before it is stale from now on: its answers are stored, but not told.
    quint64 setOnScreen(const QList<qint64>& images);

    /// Puts images at the end of the queue; those that the model in use has scored, or that wait already, are left out.
    void enqueue(const QList<qint64>& images);

    /// Pauses after the batch in hand; the images on screen are still scored. resume() goes on.
    void pause();
    void resume();
    bool isPaused() const { return m_paused; }
    /// Whether this ticket is that of the images on screen.
    bool isCurrent(quint64 ticket) const { return ticket == m_ticket; }

    /// Forgets everything that waits, stops the batch in hand; the images are New again. New work may be given afterwards.
    void stop();

Q_SIGNALS:
    void modelLoading(const QString& modelFile);
    void modelLoaded(std::shared_ptr<const lucency::model::ModelManifest> manifest);
    void modelFailed(const lucency::Failure& failure);
    /// For an image on screen under the current ticket, with activation maps.
    void predictionReady(quint64 ticket, qint64 image, const lucency::app::StoredPrediction& prediction);
    /// For an image on screen under the current ticket: shown, but not meant for the model.
    void imageRefused(quint64 ticket, qint64 image, const lucency::Failure& failure);
    void imageFailed(quint64 ticket, qint64 image, const lucency::Failure& failure);
    /// Results or statuses of these studies are on the disk: the worklist may read them again.
    void studiesChanged(const QList<qint64>& studies);
    /// The model in use has changed: the whole worklist may be read again.
    void allStudiesChanged();
    /// Images since the queue was last empty, at most ten a second; done equals total when it is empty, and both are 0 after a stop.
    /// Seconds left are negative while unknown. Nothing is told while there is no model.
    void progress(int done, int total, double secondsLeft);
    /// The store cannot be opened, or cannot take results (full disk): nothing is dropped, it is tried again every few seconds and told
    /// once. Or it was found damaged, beside the work, which goes on.
    void storeFailed(const lucency::Failure& failure);
    /// The store could not be copied today; it will be at the next start, or tomorrow.
    void backupFailed(const lucency::Failure& failure);
    /// Once after a storeFailed that was not of damage: the store is open now, and what could not be stored is on the disk.
    void storeRecovered();

private:
    std::unique_ptr<InferenceWorker> m_worker;
    quint64 m_ticket = 0;
    bool m_paused = false;
};

} // namespace lucency::app
