#include "app/workbench/correctionlog.h"

#include "app/store/store.h"

#include <QDateTime>
#include <QMetaObject>
#include <QSettings>

#include <optional>

#include <pwd.h>
#include <unistd.h>

namespace lucency::app {

CorrectionLog::CorrectionLog(const QString& storePath, QObject* parent)
    : QObject(parent)
    , m_storePath(storePath)
    , m_worker([this](const std::stop_token& stop) { work(stop); })
{
}

CorrectionLog::~CorrectionLog()
{
    m_worker.request_stop();
    m_wake.notify_all();
    m_worker.join();
}

QString CorrectionLog::who()
{
    const QString named = QSettings().value(QStringLiteral("reader/name")).toString().trimmed();
    return named.isEmpty() ? loginName() : named;
}

QString CorrectionLog::loginName()
{
    const passwd* user = getpwuid(getuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : qEnvironmentVariable("USER", QStringLiteral("unknown"));
}

void CorrectionLog::add(std::vector<Correction> entries)
{
    for (auto& entry : entries)
        if (entry.when == 0) entry.when = QDateTime::currentMSecsSinceEpoch();
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(entries));
    }
    m_wake.notify_one();
}

void CorrectionLog::reload()
{
    add({});
}

void CorrectionLog::work(const std::stop_token& stop)
{
    std::optional<Store> store;
    while (true) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); });
        if (m_waiting.empty()) return; // stopped, and all is written
        auto entries = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        const auto fail = [&](const Failure& failure) {
            QMetaObject::invokeMethod(
                this, [this, failure, entries] { Q_EMIT failed(failure, entries); }, Qt::QueuedConnection);
        };
        if (!store) {
            StoreOptions options;
            options.checkIntegrity = false;
            auto opened = Store::open(m_storePath, options);
            if (!opened) {
                fail(opened.error());
                continue;
            }
            store.emplace(*std::move(opened));
        }
        for (auto& entry : entries)
            if (entry.contentHash.isEmpty())
                if (auto hash = contentHashOf(entry.path)) entry.contentHash = *hash;
        if (!entries.empty())
            if (const auto added = store->addCorrections(entries); !added) {
                fail(added.error());
                continue;
            }
        auto history = store->corrections();
        if (!history)
            fail(history.error());
        else
            QMetaObject::invokeMethod(
                this, [this, history = *std::move(history)] { Q_EMIT changed(history); }, Qt::QueuedConnection);
    }
}

} // namespace lucency::app
