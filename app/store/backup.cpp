#include "app/store/backup.h"

#include "app/store/connection.h"
#include "app/store/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <filesystem>

namespace lucency::app {

namespace {

constexpr int mostBackups = 7;
const QString suffix = QStringLiteral(".sqlite");

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
              << QStringLiteral("UPDATE main.images SET status = 0 WHERE status IN (1, 2, 5)") // New, of Queued, Scored and Outdated
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

Done move(const QString& from, const QString& to)
{
    std::error_code error;
    std::filesystem::rename(from.toStdString(), to.toStdString(), error);
    if (!error || error == std::errc::no_such_file_or_directory) return done();
    return Failure{FailureKind::CannotWrite, from.toStdString(), error.message()};
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
    const QString file = folder.filePath(nameOf(storePath, day)), unfinished = file + QStringLiteral(".unfinished");
    if (QFileInfo::exists(file)) return true;
    if (!folder.mkpath(QStringLiteral(".")))
        return Failure{FailureKind::CannotWrite, folder.path().toStdString(), "the folder cannot be made"};
    QFile::remove(unfinished);
    const auto filled = Copy(unfinished).fill(storePath, stop);
    if (!filled || !*filled) {
        QFile::remove(unfinished);
        return filled;
    }
    if (const auto moved = move(unfinished, file); !moved) return moved.error();
    const auto backups = backupsOf(storePath);
    for (const Backup& old : backups.mid(mostBackups))
        QFile::remove(old.file);
    return true;
}

Done restoreBackup(const QString& storePath, const Backup& backup)
{
    const QString fresh = storePath + QStringLiteral(".restored");
    QFile::remove(fresh);
    if (!QFile::copy(backup.file, fresh)) {
        QFile::remove(fresh);
        return Failure{FailureKind::CannotWrite, fresh.toStdString(), "the backup cannot be copied here"};
    }
    const QString aside =
        storePath + QStringLiteral(".damaged-") + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    // The log goes with its database, under the name that SQLite looks for; left here it would be played into the copy.
    for (const char* const part : {"-wal", "-shm", ""}) {
        const QString of = QLatin1String(part);
        if (auto moved = move(storePath + of, aside + of); !moved) return moved;
    }
    return move(fresh, storePath);
}

} // namespace lucency::app
