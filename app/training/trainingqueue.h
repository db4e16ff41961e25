#pragma once

#include "app/report/report.h"
#include "app/training/runstate.h"
#include "app/training/trainingorder.h"

#include <QList>
#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace lucency::app {

class QueueFile;
class TrainingWorker;

/// A run in the queue, in the order in which they are trained.
struct QueuedRun {
    QString folder; ///< absolute
    RunState state = RunState::Waiting;
    bool finishNow = false; ///< is not to learn on, but to be evaluated with its best epoch so far
};

/// What a training queue works with.
struct TrainingQueueOptions {
    std::filesystem::path folder = {};      ///< of queue.json, and where runs lie by default; runsFolder() where it is empty
    std::filesystem::path cacheFolder = {}; ///< of decoded images; cacheFolder() where it is empty
    int threads = 0;                        ///< compute threads of a training; 0 for all processors
    report::PagePainter paint = {};         ///< of the report's PDF; may be empty
    double savingShare = 0.02;              ///< see model::TrainingRequest
};

/// The folder that runs of the window lie in, unless people choose another: "runs" below the application's own data.
std::filesystem::path runsFolder();

/// Trains one run after the other in the background. A facade on the GUI thread over one training thread, which owns the run. The queue is
/// kept in a file and found again at the next start, however the program ended; nothing is then trained before goOn(). A run folder made
/// here and one of `lucency train` are the same. Signals arrive on the thread of the object.
class TrainingQueue : public QObject {
    Q_OBJECT

public:
    explicit TrainingQueue(TrainingQueueOptions options = {}, QObject* parent = nullptr);
    /// Stops after the batch in hand, with everything saved; the run is Interrupted at the next start.
    ~TrainingQueue() override;

    /// Makes the run folder (recipe.json, place.json, note.txt) and puts the run at the end of the queue; added() or addingFailed()
    /// follows. Where nothing else is queued it begins at once, also after goOn() had been waited for.
    void add(const TrainingOrder& order);

    /// Puts a run that is stopped, failed or finished, here or by `lucency train`, at the end of the queue to go on where it was. Without a
    /// data folder that of its place.json. added() or addingFailed() follows.
    void resume(const QString& runFolder, const QString& dataFolder = {});

    /// Ends a run with what it has learnt: it is evaluated with its best epoch so far and becomes a finished run. The one that is being
    /// trained ends its batch first; one that is not goes first in the queue. Needs an epoch that has ended: see RunSummary::canFinish.
    void finishNow(const QString& runFolder);

    /// Moves a waiting run to a place in the queue. The one that is being trained stays first.
    void move(const QString& runFolder, int place);

    /// Takes a run out of the queue; its folder stays. The one that is being trained is stopped after the batch in hand, with everything
    /// saved, and the next begins.
    void remove(const QString& runFolder);

    /// Holds the queue: the run that is being trained ends its batch and is saved; it stays first. goOn() goes on.
    void pause();
    void goOn();

    const QList<QueuedRun>& runs() const { return m_runs; }
    std::optional<RunState> stateOf(const QString& runFolder) const;
    bool isHeld() const { return m_held; }
    /// The run that is being trained, or that is stopping; empty for none.
    QString current() const;
    bool isTraining() const { return !current().isEmpty(); }
    /// Samples of the last epoch that ended since the program began; empty when there was none.
    std::shared_ptr<const std::vector<model::TrainingSample>> samplesOf(const QString& runFolder) const;
    /// What was remarked about a run since the program began, in the order it came.
    QStringList remarksOf(const QString& runFolder) const;
    std::filesystem::path folder() const { return m_options.folder; }

Q_SIGNALS:
    /// The order, or a state in it, has changed.
    void changed();
    void added(const QString& runFolder);
    void addingFailed(const QString& runFolder, const lucency::Failure& failure);
    /// At most ten a second.
    void progressed(const lucency::app::RunProgress& progress);
    void epochEnded(const QString& runFolder, const lucency::model::EpochRecord& record);
    void samplesChanged(const QString& runFolder);
    void remarked(const QString& runFolder, const QString& remark);
    /// The run has left the queue.
    void finished(const QString& runFolder);
    void failed(const QString& runFolder, const lucency::Failure& failure);
    void stopped(const QString& runFolder);
    /// The run is finished, but its report for people could not be written.
    void reportFailed(const QString& runFolder, const lucency::Failure& failure);
    /// The queue itself cannot be kept, or belongs to another window of the program (StoreBusy): what is queued is lost at the next start.
    void keepingFailed(const lucency::Failure& failure);

private:
    friend class TrainingWorker;
    void restore();
    void startNext();
    void keep();
    bool refusesWithoutQueue(const QString& runFolder);
    void check(const QueuedRun& run, const QString& dataFolder);
    void admit(const QueuedRun& run, const Done& ready);
    void take(const QString& runFolder, const QString& remark);
    void take(const QString& runFolder, const model::EpochRecord& record,
              const std::shared_ptr<const std::vector<model::TrainingSample>>& samples);
    int indexOf(const QString& runFolder) const;
    void ended(const QString& runFolder, const Result<model::TrainingOutcome>& outcome);

    TrainingQueueOptions m_options;
    QList<QueuedRun> m_runs;
    bool m_held = false;
    bool m_leaves = false; ///< the run that is stopping is to leave the queue
    std::unique_ptr<QueueFile> m_file;
    struct Told;
    std::unique_ptr<Told> m_told;             ///< samples, remarks and the thread that writes
    std::unique_ptr<TrainingWorker> m_worker; ///< last: ends before what it tells
};

} // namespace lucency::app
