#include "app/store/backup.h"

#include "app/store/connection.h"
#include "app/store/schema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <filesystem>

namespace lucency::app {

namespace {

constexpr int mostBackups = 7;
constexpr int lengthOfDay = 10;         ///< yyyy-MM-dd
constexpr qint64 longestCopy = 60 * 60; ///< seconds without a write after which nobody can be making a copy any more
const QString suffix = QStringLiteral(".sqlite");
const QString unfinished = QStringLiteral(".unfinished");

QDir folderOf(const QString& storePath)
{
    return QDir(QFileInfo(storePath).absolutePath() + QStringLiteral("/backups"));
}

QString prefixOf(const QString& storePath)
{
    return QFileInfo(storePath).completeBaseName() + QLatin1Char('-');
}

QString nameOf(const QString& storePath, const QDate& day)
{
    return prefixOf(storePath) + day.toString(Qt::ISODate) + suffix;
}

/// Of this process alone: two windows may copy one store at the same time.
QString unfinishedName(const QString& storePath, const QDate& day)
{
    return nameOf(storePath, day) + unfinished + QLatin1Char('-') + QString::number(QCoreApplication::applicationPid());
}

/// Removes what ended processes have left, journals included. What was written lately may be in another process's hands.
void removeLeftOvers(const QString& storePath)
{
    const QString prefix = prefixOf(storePath);
    const QDateTime longAgo = QDateTime::currentDateTime().addSecs(-longestCopy);
    for (const QFileInfo& file : folderOf(storePath).entryInfoList(QDir::Files)) {
        const QString name = file.fileName();
        if (name.startsWith(prefix) && name.mid(prefix.size() + lengthOfDay).startsWith(suffix + unfinished) &&
            file.lastModified() < longAgo)
            QFile::remove(file.filePath());
    }
}

/// A database that is being filled from a store.
class Copy {
public:
    explicit Copy(const QString& file)
        : m_file(file)
    {
        static std::atomic<quint64> number = 0;
        m_name = QStringLiteral("lucency-backup-%1").arg(++number);
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        m_database.setDatabaseName(file);
    }
    ~Copy()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    /// False for a store that holds nothing yet.
    Result<bool> fill(const QString& storePath, const std::stop_token& stop)
    {
        if (!m_database.open()) return storeFailure(m_database.lastError(), m_file);
        if (auto made = migrateSchema(m_database); !made) return made.error();
        QSqlQuery attach(m_database);
        attach.prepare(QStringLiteral("ATTACH DATABASE ? AS live"));
        attach.addBindValue(storePath);
        if (!attach.exec()) return storeFailure(attach.lastError(), storePath);
        const auto version = ask(QStringLiteral("PRAGMA live.user_version"));
        if (!version) return version.error();
        if (version->toInt() != currentSchemaVersion()) return false; // nothing was ever stored, or by another version
        const auto some = ask(QStringLiteral("SELECT EXISTS (SELECT 1 FROM live.images) OR EXISTS (SELECT 1 FROM live.corrections)"));
        if (!some) return some.error();
        if (!some->toBool()) return false;
        if (auto copied = copyAll(stop); !copied) return copied.error();
        return true;
    }

private:
    Result<QVariant> ask(const QString& sql)
    {
        QSqlQuery query(m_database);
        if (!query.exec(sql)) return storeFailure(query.lastError(), m_file);
        return query.next() ? query.value(0) : QVariant();
    }

    /// Within one transaction, so that all of it is the store of one moment.
    Done copyAll(const std::stop_token& stop)
    {
        QStringList steps = {QStringLiteral("PRAGMA foreign_keys = OFF"), QStringLiteral("BEGIN")};
        for (const char* const table : {"settings", "patients", "studies", "labels", "boxes", "corrections"})
            steps << QStringLiteral("INSERT INTO main.%1 SELECT * FROM live.%1").arg(QLatin1String(table));
        steps << QStringLiteral("INSERT INTO main.images SELECT * FROM live.images")
              << QStringLiteral("UPDATE main.images SET prediction = NULL")
              << QStringLiteral("UPDATE main.images SET status = %1 WHERE status IN (%2, %3, %4)")
                     .arg(static_cast<int>(StudyStatus::New))
                     .arg(static_cast<int>(StudyStatus::Queued))
                     .arg(static_cast<int>(StudyStatus::Scored))
                     .arg(static_cast<int>(StudyStatus::Outdated))
              << QStringLiteral("COMMIT") << QStringLiteral("DETACH DATABASE live");
        for (const QString& step : std::as_const(steps)) {
            if (stop.stop_requested()) return Failure{FailureKind::Cancelled, m_file.toStdString(), {}};
            if (auto did = ask(step); !did) return did.error();
        }
        const auto sound = ask(QStringLiteral("PRAGMA quick_check"));
        if (!sound) return sound.error();
        if (sound->toString() != QLatin1String("ok"))
            return Failure{FailureKind::StoreDamaged, m_file.toStdString(), sound->toString().toStdString()};
        return done();
    }

    const QString m_file;
    QString m_name;
    QSqlDatabase m_database;
};

Failure failureToWrite(const QString& file, const std::error_code& error)
{
    const bool full = error == std::errc::no_space_on_device;
    return {full ? FailureKind::DiskFull : FailureKind::CannotWrite, file.toStdString(), error.message()};
}

Done move(const QString& from, const QString& to)
{
    std::error_code error;
    std::filesystem::rename(from.toStdString(), to.toStdString(), error);
    return error ? Done(failureToWrite(from, error)) : done();
}

/// The database and what SQLite keeps beside it, from one name to another, or nothing of it. The log goes with its database, under the name
/// that SQLite looks for; where it stayed it would be played into the next database of that name.
Done moveStore(const QString& from, const QString& to)
{
    QStringList moved;
    for (const char* const part : {"-wal", "-shm", ""}) {
        const QString of = QLatin1String(part);
        if (!QFileInfo::exists(from + of)) continue;
        if (auto went = move(from + of, to + of); !went) {
            for (const QString& back : std::as_const(moved))
                (void)move(to + back, from + back);
            return went;
        }
        moved << of;
    }
    return done();
}

} // namespace

QList<Backup> backupsOf(const QString& storePath)
{
    QList<Backup> backups;
    const QDir folder = folderOf(storePath);
    const QString prefix = prefixOf(storePath);
    for (const QString& name : folder.entryList({prefix + QLatin1Char('*') + suffix}, QDir::Files, QDir::Name | QDir::Reversed)) {
        const QDate day = QDate::fromString(name.mid(prefix.size()).chopped(suffix.size()), Qt::ISODate);
        if (day.isValid()) backups << Backup{folder.filePath(name), day};
    }
    return backups;
}

Result<bool> backUp(const QString& storePath, const QDate& day, const std::stop_token& stop)
{
    const QDir folder = folderOf(storePath);
    const QString file = folder.filePath(nameOf(storePath, day)), begun = folder.filePath(unfinishedName(storePath, day));
    if (QFileInfo::exists(file)) return true;
    if (!folder.mkpath(QStringLiteral(".")))
        return Failure{FailureKind::CannotWrite, folder.path().toStdString(), "the folder cannot be made"};
    removeLeftOvers(storePath);
    QFile::remove(begun); // of an ended process that had this one's number
    const auto filled = Copy(begun).fill(storePath, stop);
    if (!filled || !*filled) {
        QFile::remove(begun);
        return filled;
    }
    if (const auto moved = move(begun, file); !moved) {
        QFile::remove(begun);
        return moved.error();
    }
    const auto backups = backupsOf(storePath);
    for (const Backup& old : backups.mid(mostBackups))
        QFile::remove(old.file);
    return true;
}

Done restoreBackup(const QString& storePath, const Backup& backup)
{
    const QString fresh = storePath + QStringLiteral(".restored");
    const QString aside =
        storePath + QStringLiteral(".damaged-") + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QFile::remove(fresh);
    std::error_code error;
    std::filesystem::copy_file(backup.file.toStdString(), fresh.toStdString(), error);
    Done restored = error ? Done(failureToWrite(fresh, error)) : moveStore(storePath, aside);
    if (restored) {
        restored = move(fresh, storePath);
        if (!restored) (void)moveStore(aside, storePath);
    }
    if (!restored) QFile::remove(fresh);
    return restored;
}

} // namespace lucency::app
