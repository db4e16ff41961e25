#pragma once

#include "app/training/runsummary.h"

#include <QAbstractTableModel>
#include <QList>

#include <memory>

namespace lucency::app {

class FileThread;
class TrainingQueue;

/// The list of runs: those in the queue's folder and those that people opened from elsewhere, each with what its folder and the queue
/// say of it. Those in the queue come first, in its order; then the others, the newest first. Folders are read on a thread of its own.
class RunCatalogue : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, State, Epoch, Best, When, Note, ColumnCount };
    enum Role { FolderRole = Qt::UserRole, StateRole };

    explicit RunCatalogue(TrainingQueue* queue, QObject* parent = nullptr);
    ~RunCatalogue() override;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override; ///< of the column Note

    /// Reads the folders again.
    void refresh();
    /// Adds run folders, or folders that hold some, from elsewhere; they are remembered. nothingFound() tells of one that holds none.
    void open(const QString& folder);
    /// Takes a run that was opened from elsewhere off the list; nothing is deleted. One in the queue's folder stays.
    void close(const QString& folder);
    bool isOpened(const QString& folder) const;

    bool isLoading() const { return m_pending > 0; }
    const RunSummary* summaryOf(const QString& folder) const;
    /// By folder and queue; Stopped where the run is not in the list.
    RunState stateOf(const QString& folder) const;
    QModelIndex indexOf(const QString& folder) const;

Q_SIGNALS:
    void loaded();
    void summaryChanged(const QString& folder);
    /// The first run of what open() was asked for.
    void opened(const QString& folder);
    void nothingFound(const QString& folder);
    void noteFailed(const QString& folder, const lucency::Failure& failure);

private:
    void replace(const QList<RunSummary>& runs);
    void take(const RunSummary& summary);
    void takeEpoch(const QString& folder, const model::EpochRecord& record);
    void keepOpened();
    void order();
    void readAgain(const QString& folder);
    QVariant textOf(const RunSummary& summary, int column) const;

    TrainingQueue* m_queue;
    QList<RunSummary> m_runs;
    QString m_openedFile;
    QStringList m_opened; ///< from elsewhere
    int m_pending = 0;
    std::unique_ptr<FileThread> m_files; ///< last: ends before what it tells
};

} // namespace lucency::app

Q_DECLARE_METATYPE(lucency::app::RunSummary)
