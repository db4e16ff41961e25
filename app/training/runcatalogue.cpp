#include "app/training/runcatalogue.h"

#include "app/training/filethread.h"
#include "app/training/runwords.h"
#include "app/training/trainingqueue.h"
#include "imaging/replacementfile.h"
#include "model/recipe.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

QString plain(const QString& folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}

/// The folder itself where it is a run, and the runs directly in it.
std::vector<fs::path> runsIn(const fs::path& folder)
{
    if (isRunFolder(folder)) return {folder};
    std::vector<fs::path> runs;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->is_directory(failed) && isRunFolder(entry->path())) runs.push_back(entry->path());
    return runs;
}

QStringList readOpened(const QString& file)
{
    QFile in(file);
    QStringList opened;
    if (!in.open(QIODevice::ReadOnly)) return opened;
    for (const auto& value : QJsonDocument::fromJson(in.readAll()).array())
        opened << value.toString();
    return opened;
}

} // namespace

RunCatalogue::RunCatalogue(TrainingQueue* queue, QObject* parent)
    : QAbstractTableModel(parent)
    , m_queue(queue)
    , m_openedFile(QString::fromStdString((queue->folder() / "opened.json").string()))
    , m_opened(readOpened(m_openedFile))
    , m_files(std::make_unique<FileThread>())
{
    connect(queue, &TrainingQueue::changed, this, [this] {
        order();
        if (!m_runs.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
    for (const auto signal : {&TrainingQueue::added, &TrainingQueue::finished, &TrainingQueue::stopped})
        connect(queue, signal, this, &RunCatalogue::readAgain);
    connect(queue, &TrainingQueue::failed, this, &RunCatalogue::readAgain);
    connect(queue, &TrainingQueue::epochEnded, this, &RunCatalogue::takeEpoch);
    refresh();
}

RunCatalogue::~RunCatalogue() = default;

int RunCatalogue::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunCatalogue::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunCatalogue::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const auto& run = m_runs[index.row()];
    switch (role) {
    case FolderRole:
        return run.folder;
    case StateRole:
        return static_cast<int>(stateOf(run.folder));
    case Qt::DisplayRole:
    case Qt::EditRole:
        return textOf(run, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? QDir::toNativeSeparators(run.folder) : textOf(run, index.column());
    default:
        return {};
    }
}

QVariant RunCatalogue::textOf(const RunSummary& summary, int column) const
{
    switch (column) {
    case Name:
        return summary.name;
    case State: {
        const int place =
            static_cast<int>(std::ranges::find(m_queue->runs(), summary.folder, &QueuedRun::folder) - m_queue->runs().begin());
        const auto state = stateOf(summary.folder);
        return state == RunState::Waiting ? tr("Waiting, number %1").arg(place + 1) : stateTitle(state);
    }
    case Epoch:
        return epochsText(summary);
    case Best:
        return summary.bestEpoch > 0 ? metricText(summary.metric, summary.bestMetric) : QString();
    case When:
        return QLocale().toString(summary.when, QLocale::ShortFormat);
    case Note:
        return summary.note;
    default:
        return {};
    }
}

QVariant RunCatalogue::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole && section == Best)
        return tr("The best epoch so far, by the metric that the recipe names; for an AUC 0.5 is guessing and 1 is perfect");
    if (role == Qt::ToolTipRole && section == Epoch) return tr("An epoch is one pass over all training images");
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("Run");
    case State:
        return tr("State");
    case Epoch:
        return tr("Epochs");
    case Best:
        return tr("Best");
    case When:
        return tr("Changed");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

Qt::ItemFlags RunCatalogue::flags(const QModelIndex& index) const
{
    const auto usual = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Note ? usual | Qt::ItemIsEditable : usual;
}

bool RunCatalogue::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() != Note) return false;
    auto& run = m_runs[index.row()];
    const QString note = value.toString().trimmed(), before = run.note;
    if (note == before) return true;
    run.note = note;
    Q_EMIT dataChanged(index, index);
    m_files->post([this, folder = run.folder, note, before](const std::stop_token&) {
        const auto written = writeNote(folder.toStdString(), note);
        if (written) return;
        QMetaObject::invokeMethod(
            this,
            [this, folder, before, failure = written.error()] {
                if (const auto at = indexOf(folder); at.isValid()) m_runs[at.row()].note = before;
                Q_EMIT summaryChanged(folder);
                Q_EMIT noteFailed(folder, failure);
            },
            Qt::QueuedConnection);
    });
    return true;
}

void RunCatalogue::refresh()
{
    ++m_pending;
    m_files->post([this, own = m_queue->folder(), opened = m_opened, queued = m_queue->runs()](const std::stop_token& stop) {
        QList<RunSummary> runs;
        auto folders = runsIn(own);
        for (const auto& folder : opened)
            folders.emplace_back(folder.toStdString());
        for (const auto& run : queued)
            folders.emplace_back(run.folder.toStdString());
        for (const auto& folder : folders) {
            if (stop.stop_requested()) return;
            const QString name = plain(QString::fromStdString(folder.string()));
            if (std::ranges::find(runs, name, &RunSummary::folder) == runs.end()) runs << readRunSummary(folder);
        }
        QMetaObject::invokeMethod(
            this,
            [this, runs] {
                replace(runs);
                --m_pending;
                Q_EMIT loaded();
            },
            Qt::QueuedConnection);
    });
}

void RunCatalogue::open(const QString& folder)
{
    m_files->post([this, folder](const std::stop_token&) {
        QList<RunSummary> found;
        for (const auto& run : runsIn(folder.toStdString()))
            found << readRunSummary(run);
        QMetaObject::invokeMethod(
            this,
            [this, folder, found] {
                for (const auto& run : found) {
                    if (!m_opened.contains(run.folder)) m_opened << run.folder;
                    take(run);
                }
                order();
                keepOpened();
                if (found.isEmpty())
                    Q_EMIT nothingFound(folder);
                else
                    Q_EMIT opened(found.front().folder);
            },
            Qt::QueuedConnection);
    });
}

void RunCatalogue::close(const QString& folder)
{
    if (!m_opened.removeOne(folder)) return;
    keepOpened();
    if (const auto at = indexOf(folder); at.isValid() && !m_queue->stateOf(folder)) {
        beginRemoveRows({}, at.row(), at.row());
        m_runs.removeAt(at.row());
        endRemoveRows();
    }
}

bool RunCatalogue::isOpened(const QString& folder) const
{
    return m_opened.contains(folder);
}

void RunCatalogue::keepOpened()
{
    m_files->post([file = m_openedFile, text = QJsonDocument(QJsonArray::fromStringList(m_opened)).toJson()](const std::stop_token&) {
        (void)imaging::writeAtomically(file.toStdString(), {text.constData(), static_cast<std::size_t>(text.size())});
    });
}

void RunCatalogue::readAgain(const QString& folder)
{
    m_files->post([this, folder](const std::stop_token&) {
        const auto summary = readRunSummary(folder.toStdString());
        QMetaObject::invokeMethod(
            this,
            [this, summary] {
                take(summary);
                order();
            },
            Qt::QueuedConnection);
    });
}

/// What all folders say now.
void RunCatalogue::replace(const QList<RunSummary>& runs)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::find(runs, m_runs[row].folder, &RunSummary::folder) != runs.end()) continue;
        beginRemoveRows({}, row, row);
        m_runs.removeAt(row);
        endRemoveRows();
    }
    for (const auto& run : runs)
        take(run);
    order();
}

void RunCatalogue::take(const RunSummary& summary)
{
    if (const auto at = indexOf(summary.folder); at.isValid()) {
        m_runs[at.row()] = summary;
        Q_EMIT dataChanged(index(at.row(), 0), index(at.row(), ColumnCount - 1));
    } else {
        beginInsertRows({}, rowCount(), rowCount());
        m_runs << summary;
        endInsertRows();
    }
    Q_EMIT summaryChanged(summary.folder);
}

/// The epoch that has just ended is in the folder, too, but need not be read again.
void RunCatalogue::takeEpoch(const QString& folder, const model::EpochRecord& record)
{
    const auto at = indexOf(folder);
    if (!at.isValid()) return;
    auto summary = m_runs[at.row()];
    std::erase_if(summary.history, [&](const auto& row) { return row.epoch >= record.epoch; });
    summary.history.push_back(record);
    summary.when = QDateTime::currentDateTime();
    findBest(summary);
    take(summary);
}

/// Moves rows until they stand as the queue and the dates say.
void RunCatalogue::order()
{
    const auto place = [this](const RunSummary& run) {
        return std::ranges::find(m_queue->runs(), run.folder, &QueuedRun::folder) - m_queue->runs().begin();
    };
    const auto before = [&](const RunSummary& a, const RunSummary& b) {
        const auto first = place(a), second = place(b);
        return first != second ? first < second : (first == m_queue->runs().size() && a.when > b.when);
    };
    for (int row = 0; row < rowCount(); ++row) {
        const auto next = static_cast<int>(std::min_element(m_runs.begin() + row, m_runs.end(), before) - m_runs.begin());
        if (next == row) continue;
        beginMoveRows({}, next, next, {}, row);
        m_runs.move(next, row);
        endMoveRows();
    }
}

QModelIndex RunCatalogue::indexOf(const QString& folder) const
{
    const auto found = std::ranges::find(m_runs, folder, &RunSummary::folder);
    return found == m_runs.end() ? QModelIndex() : index(static_cast<int>(found - m_runs.begin()), 0);
}

const RunSummary* RunCatalogue::summaryOf(const QString& folder) const
{
    const auto at = indexOf(folder);
    return at.isValid() ? &m_runs[at.row()] : nullptr;
}

RunState RunCatalogue::stateOf(const QString& folder) const
{
    if (const auto queued = m_queue->stateOf(folder)) return *queued;
    const auto* summary = summaryOf(folder);
    return summary ? summary->state : RunState::Stopped;
}

} // namespace lucency::app

#include "moc_runcatalogue.cpp"
