#include "app/training/queuefile.h"

#include "app/training/trainingqueue.h"
#include "imaging/replacementfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lucency::app {

namespace {

constexpr int formatVersion = 1;

QString wordOf(RunState state)
{
    switch (state) {
    case RunState::Running:
    case RunState::Stopping:
    case RunState::Interrupted:
        return QStringLiteral("running");
    case RunState::Paused:
        return QStringLiteral("paused");
    default:
        return QStringLiteral("waiting");
    }
}

QString folderOf(const std::filesystem::path& folder)
{
    QDir().mkpath(QString::fromStdString(folder.string()));
    return QString::fromStdString(folder.string());
}

} // namespace

QueueFile::QueueFile(const std::filesystem::path& folder)
    : m_file(folder / "queue.json")
    , m_lock(folderOf(folder) + QStringLiteral("/queue.lock"))
{
    m_lock.setStaleLockTime(0); // a training takes days; only a process that is gone loses the lock
    m_ours = m_lock.tryLock(0) || m_lock.error() == QLockFile::PermissionError || m_lock.error() == QLockFile::UnknownError;
}

Result<QList<QueuedRun>> QueueFile::read()
{
    const QString name = QString::fromStdString(m_file.string());
    if (!m_ours) return Failure{FailureKind::StoreBusy, m_file.string(), ""};
    QFile file(name);
    if (!file.exists()) return QList<QueuedRun>();
    if (!file.open(QIODevice::ReadOnly)) return Failure{FailureKind::Unreadable, m_file.string(), ""};
    const auto root = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    if (root.value(QStringLiteral("format")).toInt() != formatVersion) {
        const QString aside = name.left(name.size() - 5) + QStringLiteral(".damaged.json");
        QFile::remove(aside);
        QFile::rename(name, aside);
        return Failure{FailureKind::CorruptFile, m_file.string(), ""};
    }
    QList<QueuedRun> runs;
    for (const auto& value : root.value(QStringLiteral("runs")).toArray()) {
        const auto object = value.toObject();
        QueuedRun run;
        run.folder = object.value(QStringLiteral("folder")).toString();
        run.finishNow = object.value(QStringLiteral("finish")).toBool();
        const QString state = object.value(QStringLiteral("state")).toString();
        if (state == QLatin1String("running")) run.state = RunState::Interrupted;
        if (state == QLatin1String("paused")) run.state = RunState::Paused;
        if (!run.folder.isEmpty()) runs << run;
    }
    return runs;
}

QByteArray QueueFile::textOf(const QList<QueuedRun>& runs)
{
    QJsonArray array;
    for (const auto& run : runs)
        array << QJsonObject{{QStringLiteral("folder"), run.folder},
                             {QStringLiteral("state"), wordOf(run.state)},
                             {QStringLiteral("finish"), run.finishNow}};
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), formatVersion}, {QStringLiteral("runs"), array}}).toJson();
}

Done QueueFile::write(const QByteArray& text) const
{
    return imaging::writeAtomically(m_file, {text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace lucency::app
