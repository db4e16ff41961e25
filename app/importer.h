#pragma once

#include "app/importsummary.h"

#include <QObject>
#include <QStringList>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace lucency::app {

/// Imports on a thread of its own, with its own connection to the store; see importPaths() in app/import.h. Signals arrive on the thread
/// of the object.
class Importer : public QObject {
    Q_OBJECT

public:
    explicit Importer(const QString& storePath, QObject* parent = nullptr);
    /// Stops after the file in hand; what has been committed stays.
    ~Importer() override;

    /// Imports files, folders and DICOMDIRs; paths given while an import runs wait their turn.
    void importPaths(const QStringList& paths);
    /// Stops the running import after the file in hand and drops those waiting; finished() follows with stopped set.
    void stop();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void started();
    /// At most ten a second. Seconds left are negative while unknown.
    void progress(int found, int done, double secondsLeft);
    /// A batch is on the disk: studies that are new or changed, and the images that are new.
    void studiesChanged(const QList<qint64>& studies, const QList<qint64>& newImages);
    void fileFailed(const lucency::Failure& failure);
    void finished(const lucency::app::ImportSummary& summary);
    /// In place of finished() when nothing could be done at all.
    void failed(const lucency::Failure& failure);

private:
    void work(const std::stop_token& stop);
    Result<ImportSummary> runOne(const QStringList& paths, const std::stop_token& stop);
    void end(const Result<ImportSummary>& summary);
    void tell(const std::function<void()>& what);

    QString m_storePath;
    bool m_running = false;
    bool m_busy = false; ///< the worker is at a request
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<QStringList> m_waiting;
    std::stop_source m_stopRun;
    std::jthread m_worker;
};

} // namespace lucency::app
