#include "app/store/store.h"

#include "app/store/connection.h"
#include "app/store/schema.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <atomic>
#include <utility>

namespace lucency::app {

namespace {

Failure damaged(const QString& file, const std::string& detail)
{
    return {FailureKind::StoreDamaged, file.toStdString(), detail};
}

/// Makes the folder. The file itself is not opened here: when any descriptor of it is closed, POSIX takes all locks that this process
/// has on it, those of SQLite's other connections too (sqlite.org/howtocorrupt, 2.2), and another process then takes the store for its own.
Done checkPlace(const QString& file)
{
    const QFileInfo info(file);
    if (!QDir().mkpath(info.absolutePath())) return Failure{FailureKind::CannotWrite, file.toStdString(), "the folder cannot be made"};
    if (info.isDir() || (info.exists() && !info.isReadable()))
        return Failure{FailureKind::CannotWrite, file.toStdString(), "cannot be opened"};
    // SQLite takes what is shorter than its smallest page for an empty database, and writes over it.
    constexpr qint64 smallestPage = 512;
    if (info.size() > 0 && info.size() < smallestPage) return damaged(file, "not an SQLite file");
    return done();
}

Result<QVariant> pragma(const QSqlDatabase& database, const QString& name)
{
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA ") + name) || !query.next()) {
        if (query.lastError().isValid()) return storeFailure(query.lastError(), database.databaseName());
        return QVariant();
    }
    return query.value(0);
}

/// A file is ours, fresh, or somebody else's database, which is left alone.
Done checkOwner(const QSqlDatabase& database)
{
    const auto application = pragma(database, QStringLiteral("application_id"));
    if (!application) return application.error();
    const auto version = pragma(database, QStringLiteral("user_version"));
    if (!version) return version.error();
    if (application->toInt() == storeApplicationId) {
        if (version->toInt() <= currentSchemaVersion()) return done();
        return Failure{FailureKind::StoreTooNew, database.databaseName().toStdString(),
                       "schema " + std::to_string(version->toInt()) + ", this program knows " + std::to_string(currentSchemaVersion())};
    }
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("SELECT count(*) FROM sqlite_schema")) || !query.next())
        return storeFailure(query.lastError(), database.databaseName());
    if (application->toInt() == 0 && version->toInt() == 0 && query.value(0).toInt() == 0) return done();
    return damaged(database.databaseName(), "a database of another program");
}

Done checkTable(const QSqlDatabase& database, const QString& table)
{
    const auto verdict = pragma(database, QStringLiteral("quick_check(%1)").arg(table));
    if (!verdict) return verdict.error();
    if (verdict->toString() == QLatin1String("ok")) return done();
    return damaged(database.databaseName(), "quick_check: " + verdict->toString().toStdString());
}

/// Everything but what a model can say again: scores and heat maps are most of a large store, and checkDerived() looks at them when there
/// is time.
Done checkIntegrity(const QSqlDatabase& database)
{
    QSqlQuery query(database);
    QStringList tables = {QStringLiteral("sqlite_schema")};
    if (!query.exec(QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('scores', 'heat_maps')")))
        return storeFailure(query.lastError(), database.databaseName());
    while (query.next())
        tables << query.value(0).toString();
    query.finish();
    for (const QString& table : std::as_const(tables))
        if (auto sound = checkTable(database, table); !sound) return sound;
    return done();
}

Done prepare(QSqlDatabase& database, const StoreOptions& options)
{
    if (auto owner = checkOwner(database); !owner) return owner;
    if (options.checkIntegrity) {
        if (auto sound = checkIntegrity(database); !sound) return sound;
    }
    const auto journal = pragma(database, QStringLiteral("journal_mode = WAL"));
    if (!journal) return journal.error();
    if (journal->toString() != QLatin1String("wal"))
        return Failure{FailureKind::CannotWrite, database.databaseName().toStdString(), "no write-ahead log can be made here"};
    // FULL: what has been committed outlives a power cut, not only a kill.
    QStringList settings = {QStringLiteral("synchronous = FULL"), QStringLiteral("foreign_keys = ON"),
                            QStringLiteral("temp_store = MEMORY"), QStringLiteral("cache_size = -16000")};
    if (options.maximumPages > 0) settings << QStringLiteral("max_page_count = %1").arg(options.maximumPages);
    for (const QString& setting : std::as_const(settings))
        if (auto set = pragma(database, setting); !set) return set.error();
    const auto version = pragma(database, QStringLiteral("user_version"));
    if (!version) return version.error();
    if (version->toInt() == currentSchemaVersion()) return done();
    return migrateSchema(database);
}

} // namespace

QString Store::defaultPath()
{
    const QString named = qEnvironmentVariable("LUCENCY_STORE");
    if (!named.isEmpty()) return QFileInfo(named).absoluteFilePath();
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/lucency.sqlite");
}

Result<Store> Store::open(const QString& file, const StoreOptions& options)
{
    static std::atomic<quint64> number = 0;
    if (auto place = checkPlace(file); !place) return place.error();
    auto connection = std::make_unique<Connection>();
    connection->file = file;
    connection->name = QStringLiteral("lucency-store-%1").arg(++number);
    connection->database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->name);
    connection->database.setDatabaseName(file);
    connection->database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(options.busyMilliseconds));
    if (!connection->database.isValid()) return Failure{FailureKind::Internal, file.toStdString(), "Qt's SQLite driver is not installed"};
    if (!connection->database.open()) return storeFailure(connection->database.lastError(), file);
    if (auto ready = prepare(connection->database, options); !ready) return ready.error();
    return Store(std::move(connection));
}

Store::Store(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Done Store::checkDerived() const
{
    for (const char* table : {"scores", "heat_maps"})
        if (auto sound = checkTable(m_connection->database, QString::fromLatin1(table)); !sound) return sound;
    return done();
}

QString Store::path() const
{
    return m_connection->file;
}

Result<Store::Transaction> Store::transaction()
{
    if (auto begun = m_connection->begin(); !begun) return begun.error();
    return Transaction(m_connection.get());
}

Store::Transaction::Transaction(Transaction&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
{
}

Store::Transaction::~Transaction()
{
    if (m_connection && m_connection->depth > 0) m_connection->rollBack();
}

Done Store::Transaction::commit()
{
    Connection* connection = std::exchange(m_connection, nullptr);
    if (connection->depth == 0)
        return Failure{FailureKind::CannotWrite, connection->file.toStdString(), "a write within the transaction failed before"};
    auto committed = connection->commit();
    if (!committed) connection->rollBack();
    return committed;
}

} // namespace lucency::app
