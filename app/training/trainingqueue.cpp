#include "app/training/trainingqueue.h"

#include "app/resources.h"
#include "app/training/filethread.h"
#include "app/training/queuefile.h"
#include "app/training/runsummary.h"
#include "app/training/trainingworker.h"
#include "model/runfolder.h"
#include "model/runplace.h"

#include <QDir>
#include <QHash>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace lucency::app {

namespace {

constexpr qsizetype mostRemarks = 500;

QString nameOf(const std::filesystem::path& folder)
{
    return QDir::cleanPath(QDir(QString::fromStdString(folder.string())).absolutePath());
}

/// Faults that would stop the next run, too.
bool concernsEveryRun(FailureKind kind)
{
    return kind == FailureKind::DiskFull || kind == FailureKind::CannotWrite || kind == FailureKind::OutOfMemory;
}

TrainingQueueOptions completed(TrainingQueueOptions options)
{
    if (options.folder.empty()) options.folder = runsFolder();
    if (options.cacheFolder.empty()) options.cacheFolder = cacheFolder();
    return options;
}

/// Makes the folder of a run that has not begun: whatever can then go on with a run can begin it.
Done makeRun(const TrainingOrder& order, const std::filesystem::path& folder)
{
    const model::RunFolder run(folder);
    if (auto opened = model::openRunFolder(run, false); !opened) return opened;
    if (auto placed = model::writePlace(folder, order.dataFolder); !placed) return placed;
    if (!order.note.isEmpty())
        if (auto noted = writeNote(folder, order.note); !noted) return noted;
    // Last: a folder with a recipe is a run.
    return model::replaceFile(run.recipe(), model::toJson(order.recipe));
}

/// Looks whether a run can go on, and notes where its data are.
Done checkRun(const std::filesystem::path& folder, const QString& dataFolder)
{
    if (auto recipe = model::readRecipe(folder / "recipe.json"); !recipe) return recipe.error();
    if (model::RunLock::isTaken(model::RunFolder(folder)))
        return Failure{FailureKind::BadArgument, folder.string(), "another training works in this folder"};
    std::filesystem::path data(dataFolder.toStdString());
    if (data.empty()) {
        auto place = model::readPlace(folder);
        if (!place) return place.error();
        data = *place;
    }
    std::error_code unknown;
    if (!std::filesystem::is_directory(data, unknown)) return Failure{FailureKind::NotFound, data.string(), "the folder of the images"};
    return model::writePlace(folder, data);
}

} // namespace

bool isQueued(RunState state)
{
    switch (state) {
    case RunState::Waiting:
    case RunState::Running:
    case RunState::Stopping:
    case RunState::Paused:
    case RunState::Interrupted:
        return true;
    case RunState::Stopped:
    case RunState::Failed:
    case RunState::Elsewhere:
    case RunState::Finished:
    case RunState::Damaged:
        return false;
    }
    return false;
}

std::filesystem::path runsFolder()
{
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString()) / "runs";
}

struct TrainingQueue::Told {
    QHash<QString, std::shared_ptr<const std::vector<model::TrainingSample>>> samples;
    QHash<QString, QStringList> remarks;
    FileThread files; ///< last: ends before what it tells
};

TrainingQueue::TrainingQueue(TrainingQueueOptions options, QObject* parent)
    : QObject(parent)
    , m_options(completed(std::move(options)))
    , m_file(std::make_unique<QueueFile>(m_options.folder))
    , m_told(std::make_unique<Told>())
    // The worker is gone before this object is, and Qt drops what is still posted to an object that is gone.
    , m_worker(std::make_unique<TrainingWorker>(m_options, [this](std::function<void(TrainingQueue&)> what) {
        QMetaObject::invokeMethod(
            this, [this, what = std::move(what)] { what(*this); }, Qt::QueuedConnection);
    }))
{
    restore();
}

TrainingQueue::~TrainingQueue() = default;

void TrainingQueue::restore()
{
    const auto runs = m_file->read();
    if (runs) {
        m_runs = *runs;
        m_held = !m_runs.isEmpty();
        return;
    }
    // Nobody listens yet.
    QMetaObject::invokeMethod(
        this, [this, failure = runs.error()] { Q_EMIT keepingFailed(failure); }, Qt::QueuedConnection);
}

void TrainingQueue::keep()
{
    if (!m_file->isOurs()) return;
    m_told->files.post([this, text = QueueFile::textOf(m_runs)](const std::stop_token&) {
        const auto written = m_file->write(text);
        if (written) return;
        QMetaObject::invokeMethod(
            this, [this, failure = written.error()] { Q_EMIT keepingFailed(failure); }, Qt::QueuedConnection);
    });
}

int TrainingQueue::indexOf(const QString& runFolder) const
{
    const auto found = std::ranges::find(m_runs, runFolder, &QueuedRun::folder);
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

std::optional<RunState> TrainingQueue::stateOf(const QString& runFolder) const
{
    const int index = indexOf(runFolder);
    return index < 0 ? std::nullopt : std::optional(m_runs[index].state);
}

QString TrainingQueue::current() const
{
    const bool any = !m_runs.isEmpty() && (m_runs[0].state == RunState::Running || m_runs[0].state == RunState::Stopping);
    return any ? m_runs[0].folder : QString();
}

void TrainingQueue::add(const TrainingOrder& order)
{
    const QString folder = nameOf(order.runFolder);
    if (refusesWithoutQueue(folder)) return;
    m_told->files.post([this, order, folder](const std::stop_token&) {
        const auto made = makeRun(order, folder.toStdString());
        QMetaObject::invokeMethod(
            this,
            [this, folder, made] {
                admit({folder, RunState::Waiting, false}, made);
            },
            Qt::QueuedConnection);
    });
}

/// Where another program has the queue, two trainings would fight for the processors.
bool TrainingQueue::refusesWithoutQueue(const QString& runFolder)
{
    if (m_file->isOurs()) return false;
    QMetaObject::invokeMethod(
        this,
        [this, runFolder] {
            Q_EMIT addingFailed(runFolder, {FailureKind::StoreBusy, (m_options.folder / "queue.json").string(), ""});
        },
        Qt::QueuedConnection);
    return true;
}

void TrainingQueue::resume(const QString& runFolder, const QString& dataFolder)
{
    check({nameOf(runFolder.toStdString()), RunState::Waiting, false}, dataFolder);
}

void TrainingQueue::finishNow(const QString& runFolder)
{
    const QString folder = nameOf(runFolder.toStdString());
    const int index = indexOf(folder);
    if (index < 0) {
        check({folder, RunState::Waiting, true}, {});
        return;
    }
    m_runs[index].finishNow = true;
    if (folder == current()) {
        m_worker->finishNow();
        m_runs[index].state = RunState::Stopping;
    } else {
        m_runs[index].state = RunState::Waiting;
    }
    keep();
    Q_EMIT changed();
    startNext();
}

void TrainingQueue::check(const QueuedRun& run, const QString& dataFolder)
{
    if (refusesWithoutQueue(run.folder)) return;
    m_told->files.post([this, run, dataFolder](const std::stop_token&) {
        const auto sound = checkRun(run.folder.toStdString(), dataFolder);
        QMetaObject::invokeMethod(
            this, [this, run, sound] { admit(run, sound); }, Qt::QueuedConnection);
    });
}

/// Puts a run whose folder is ready into the queue.
void TrainingQueue::admit(const QueuedRun& run, const Done& ready)
{
    if (!ready) {
        Q_EMIT addingFailed(run.folder, ready.error());
        return;
    }
    if (indexOf(run.folder) >= 0) return;
    if (m_runs.isEmpty()) m_held = false;
    // What only has to be evaluated is soon over.
    m_runs.insert(run.finishNow ? (isTraining() ? 1 : 0) : m_runs.size(), run);
    keep();
    Q_EMIT added(run.folder);
    Q_EMIT changed();
    startNext();
}

void TrainingQueue::move(const QString& runFolder, int place)
{
    const int from = indexOf(runFolder);
    if (from < 0 || runFolder == current()) return;
    const int to = static_cast<int>(std::clamp<qsizetype>(place, isTraining() ? 1 : 0, m_runs.size() - 1));
    if (to == from) return;
    m_runs.move(from, to);
    keep();
    Q_EMIT changed();
}

void TrainingQueue::remove(const QString& runFolder)
{
    const int index = indexOf(runFolder);
    if (index < 0) return;
    if (runFolder == current()) {
        m_leaves = true;
        m_runs[index].state = RunState::Stopping;
        m_worker->stop();
        Q_EMIT changed();
        return;
    }
    m_runs.removeAt(index);
    keep();
    Q_EMIT stopped(runFolder);
    Q_EMIT changed();
}

void TrainingQueue::pause()
{
    m_held = true;
    if (isTraining()) {
        m_runs[0].state = RunState::Stopping;
        m_worker->stop();
    }
    Q_EMIT changed();
}

void TrainingQueue::goOn()
{
    m_held = false;
    Q_EMIT changed();
    startNext();
}

void TrainingQueue::startNext()
{
    if (m_held || isTraining() || m_runs.isEmpty()) return;
    m_leaves = false;
    m_runs[0].state = RunState::Running;
    keep();
    m_worker->train(m_runs[0]);
    Q_EMIT changed();
}

void TrainingQueue::take(const QString& runFolder, const QString& remark)
{
    auto& remarks = m_told->remarks[runFolder];
    remarks << remark;
    if (remarks.size() > mostRemarks) remarks.removeFirst();
    Q_EMIT remarked(runFolder, remark);
}

void TrainingQueue::take(const QString& runFolder, const model::EpochRecord& record,
                         const std::shared_ptr<const std::vector<model::TrainingSample>>& samples)
{
    Q_EMIT epochEnded(runFolder, record);
    if (!samples) return;
    m_told->samples[runFolder] = samples;
    Q_EMIT samplesChanged(runFolder);
}

std::shared_ptr<const std::vector<model::TrainingSample>> TrainingQueue::samplesOf(const QString& runFolder) const
{
    return m_told->samples.value(runFolder);
}

QStringList TrainingQueue::remarksOf(const QString& runFolder) const
{
    return m_told->remarks.value(runFolder);
}

/// The training thread has let go of the run.
void TrainingQueue::ended(const QString& runFolder, const Result<model::TrainingOutcome>& outcome)
{
    const int index = indexOf(runFolder);
    if (index < 0) return;
    const bool cancelled = !outcome && outcome.error().kind == FailureKind::Cancelled;
    if (cancelled && m_held && !m_leaves) {
        m_runs[index].state = RunState::Paused;
        keep();
        Q_EMIT changed();
        return;
    }
    if (cancelled && !m_held && !m_leaves && m_runs[index].state == RunState::Stopping && !m_runs[index].finishNow) {
        // Gone on with before it had stopped.
        m_runs[index].state = RunState::Waiting;
        startNext();
        return;
    }
    m_runs.removeAt(index);
    if (!outcome && !cancelled && concernsEveryRun(outcome.error().kind)) m_held = true;
    keep();
    if (outcome)
        Q_EMIT finished(runFolder);
    else if (cancelled)
        Q_EMIT stopped(runFolder);
    else
        Q_EMIT failed(runFolder, outcome.error());
    Q_EMIT changed();
    startNext();
}

} // namespace lucency::app

#include "moc_trainingqueue.cpp"
