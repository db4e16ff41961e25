#pragma once

#include "app/store/store.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace lucency::app {

/// The Failure that an error of the database driver stands for; the subject is the store's file.
Failure storeFailure(const QSqlError& error, const QString& file);

/// A text as it is bound: a null QString would be stored as NULL.
inline QString text(const QString& value)
{
    return value.isNull() ? QLatin1String("") : value;
}

/// The same for bytes.
inline QByteArray bytes(const QByteArray& value)
{
    return value.isNull() ? QByteArray("") : value;
}

/// One prepared statement in use. It is reset when it goes out of scope, so that it holds no read transaction open.
class Statement {
public:
    Statement(QSqlQuery& query, const QString& file)
        : m_query(query)
        , m_file(file)
    {
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { m_query.finish(); }

    template<class... Values>
    Done run(const Values&... values)
    {
        int position = 0;
        (m_query.bindValue(position++, QVariant::fromValue(values)), ...);
        if (!m_query.exec()) return storeFailure(m_query.lastError(), m_file);
        return done();
    }
    bool next() { return m_query.next(); }
    /// An error that ended next() early; to be asked after the last row.
    Done rest() const;

    RowId id(int column) const { return m_query.value(column).toLongLong(); }
    int number(int column) const { return m_query.value(column).toInt(); }
    double real(int column) const { return m_query.value(column).toDouble(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    bool isNull(int column) const { return m_query.isNull(column); }
    RowId insertedId() const { return m_query.lastInsertId().toLongLong(); }

private:
    QSqlQuery& m_query;
    const QString& m_file;
};

/// The database handle of a Store and its prepared statements.
struct Store::Connection {
    QString file;
    QString name;
    QSqlDatabase database;
    QHash<QString, std::shared_ptr<QSqlQuery>> prepared;
    int depth = 0; ///< open transactions; only the outermost is one of the database's

    ~Connection();

    /// A statement prepared once. An SQL error shows when it is run.
    Statement statement(const QString& sql);
    /// Runs SQL that is not worth keeping prepared.
    Done execute(const QString& sql) const;
    Done begin();
    Done commit();
    void rollBack();
};

} // namespace lucency::app
