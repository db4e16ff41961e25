#include "app/store/connection.h"

#include <filesystem>

namespace lucency::app {

namespace {

// Primary result codes of SQLite, https://www.sqlite.org/rescode.html
enum SqliteCode {
    Perm = 3,
    Busy = 5,
    Locked = 6,
    NoMemory = 7,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Auth = 23,
    NotADatabase = 26
};

/// A write error without ENOSPC (a quota, a file-size limit) is told apart from a faulty disk by the room that is left.
FailureKind kindOfWriteError(const QString& file)
{
    constexpr std::uintmax_t fewBytes = 1 << 20;
    std::error_code unknown;
    const auto room = std::filesystem::space(std::filesystem::path(file.toStdString()).parent_path(), unknown);
    return !unknown && room.available < fewBytes ? FailureKind::DiskFull : FailureKind::CannotWrite;
}

} // namespace

Failure storeFailure(const QSqlError& error, const QString& file)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    FailureKind kind = FailureKind::Internal;
    if (isNumber) {
        switch (code & 0xff) {
        case Busy:
        case Locked:
            kind = FailureKind::StoreBusy;
            break;
        case NoMemory:
            kind = FailureKind::OutOfMemory;
            break;
        case Perm:
        case ReadOnly:
        case Auth:
        case CannotOpen:
            kind = FailureKind::CannotWrite;
            break;
        case IoError:
            kind = kindOfWriteError(file);
            break;
        case Corrupt:
        case NotADatabase:
            kind = FailureKind::StoreDamaged;
            break;
        case Full:
            kind = FailureKind::DiskFull;
            break;
        default:
            break;
        }
    }
    // The driver's text may repeat values of the statement; the code and SQLite's own sentence do not.
    return {kind, file.toStdString(), "SQLite " + error.nativeErrorCode().toStdString() + ": " + error.databaseText().toStdString()};
}

Done Statement::rest() const
{
    if (m_query.lastError().isValid()) return storeFailure(m_query.lastError(), m_file);
    return done();
}

Store::Connection::~Connection()
{
    prepared.clear();
    if (depth > 0) rollBack();
    database.close();
    database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

Statement Store::Connection::statement(const QString& sql)
{
    auto& query = prepared[sql];
    if (!query) {
        query = std::make_shared<QSqlQuery>(database);
        query->setForwardOnly(true);
        query->prepare(sql);
    }
    return Statement(*query, file);
}

Done Store::Connection::execute(const QString& sql) const
{
    QSqlQuery query(database);
    if (!query.exec(sql)) return storeFailure(query.lastError(), file);
    return done();
}

Done Store::Connection::begin()
{
    // IMMEDIATE takes the write lock now: a deferred transaction that reads first fails with BUSY when another connection wrote meanwhile.
    if (depth == 0) {
        if (auto begun = execute(QStringLiteral("BEGIN IMMEDIATE")); !begun) return begun;
    }
    ++depth;
    return done();
}

Done Store::Connection::commit()
{
    if (depth > 1) {
        --depth;
        return done();
    }
    auto committed = execute(QStringLiteral("COMMIT"));
    if (committed) depth = 0; // else the transaction is still open and its owner takes it back
    return committed;
}

void Store::Connection::rollBack()
{
    // An inner transaction that fails takes the outer one with it; the outer's commit then says so. SQLite rolls back by itself on a full
    // disk, and ROLLBACK then fails, which is what we want.
    (void)execute(QStringLiteral("ROLLBACK"));
    depth = 0;
}

} // namespace lucency::app
