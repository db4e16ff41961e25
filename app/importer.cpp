#include "app/importer.h"

#include "app/background.h"
#include "app/import.h"

namespace lucency::app {

Importer::Importer(const QString& storePath, QObject* parent)
    : QObject(parent)
    , m_storePath(storePath)
    , m_worker([this](const std::stop_token& stop) { work(stop); })
{
}

Importer::~Importer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.clear();
        m_stopRun.request_stop();
    }
    m_worker.request_stop();
    m_worker.join();
}

void Importer::importPaths(const QStringList& paths)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(paths);
    }
    m_running = true;
    m_wake.notify_one();
}

void Importer::stop()
{
    bool wasOnlyWaiting = false;
    {
        const std::lock_guard lock(m_mutex);
        wasOnlyWaiting = !m_busy && !m_waiting.empty();
        m_waiting.clear();
        m_stopRun.request_stop();
    }
    if (!wasOnlyWaiting) return;
    ImportSummary summary;
    summary.stopped = true;
    tell([this, summary] { end(summary); });
}

/// Runs something on the thread of the object; Qt drops what is still posted to an object that is gone.
void Importer::tell(const std::function<void()>& what)
{
    QMetaObject::invokeMethod(this, what, Qt::QueuedConnection);
}

/// Over before it is told, so that whoever hears of it may ask isRunning().
void Importer::end(const Result<ImportSummary>& summary)
{
    {
        const std::lock_guard lock(m_mutex);
        m_running = m_busy || !m_waiting.empty();
    }
    if (summary)
        Q_EMIT finished(*summary);
    else
        Q_EMIT failed(summary.error());
}

/// The worker: takes one request after the other.
void Importer::work(const std::stop_token& stop)
{
    becomeBackgroundThread();
    for (;;) {
        QStringList paths;
        std::stop_token stopRun;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); })) return;
            if (stop.stop_requested()) return;
            paths = m_waiting.front();
            m_waiting.pop_front();
            m_busy = true;
            m_stopRun = std::stop_source();
            stopRun = m_stopRun.get_token();
        }
        tell([this] { Q_EMIT started(); });
        const auto summary = runOne(paths, stopRun);
        {
            const std::lock_guard lock(m_mutex);
            m_busy = false;
        }
        tell([this, summary] { end(summary); });
    }
}

Result<ImportSummary> Importer::runOne(const QStringList& paths, const std::stop_token& stop)
{
    ImportListener listener;
    listener.progress = [this](int found, int done, double left) { tell([=, this] { Q_EMIT progress(found, done, left); }); };
    listener.committed = [this](const QList<qint64>& studies, const QList<qint64>& images) {
        tell([=, this] { Q_EMIT studiesChanged(studies, images); });
    };
    listener.failed = [this](const Failure& failure) { tell([=, this] { Q_EMIT fileFailed(failure); }); };
    StoreOptions options;
    options.checkIntegrity = false;
    auto store = Store::open(m_storePath, options);
    if (!store) return store.error();
    return app::importPaths(*store, paths, listener, stop);
}

} // namespace lucency::app

#include "moc_importer.cpp"
