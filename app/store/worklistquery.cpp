#include "app/store/connection.h"

#include <algorithm>

namespace lucency::app {

namespace {

const QString worklistSelect =
    QStringLiteral("SELECT s.id, s.patient, i.status, i.reason, p.priority, p.top_finding, p.top_probability, p.top_positive,"
                   " t.patient_id, t.name, t.birth_date, t.sex, s.date, s.time, s.accession_number, s.description, s.follow_up"
                   " FROM studies s CROSS JOIN patients t ON t.id = s.patient LEFT JOIN images i ON i.study = s.id"
                   " LEFT JOIN predictions p ON p.id = i.prediction %1 ORDER BY s.id");

/// What is open comes before what is wrong, and what is wrong before what is done, so that no failure hides behind a score.
int rank(StudyStatus status)
{
    switch (status) {
    case StudyStatus::Queued:
        return 0;
    case StudyStatus::New:
        return 1;
    case StudyStatus::Failed:
        return 2;
    case StudyStatus::Scored:
        return 3;
    case StudyStatus::Refused:
        return 4;
    }
    return 1;
}

/// Adds the image in a joined row to its study.
void addImageTo(WorklistRow& row, const QSqlQuery& query)
{
    if (query.isNull(2)) return; // a study without images
    const auto status = static_cast<StudyStatus>(query.value(2).toInt());
    if (row.imageCount == 0 || rank(status) < rank(row.status)) {
        row.status = status;
        row.reason = query.value(3).toString();
    }
    ++row.imageCount;
    if (query.isNull(4)) return;
    const double priority = query.value(4).toDouble();
    if (!row.finding.isEmpty() && priority <= row.priority) return;
    row.priority = std::max(row.priority, priority);
    row.finding = query.value(5).toString();
    row.probability = query.value(6).toDouble();
    row.positive = query.value(7).toInt() != 0;
}

WorklistRow startRow(const QSqlQuery& query)
{
    WorklistRow row;
    row.study = query.value(0).toLongLong();
    row.patient = query.value(1).toLongLong();
    row.patientId = query.value(8).toString();
    row.patientName = query.value(9).toString();
    row.birthDate = query.value(10).toString();
    row.sex = query.value(11).toString();
    row.date = query.value(12).toString();
    row.time = query.value(13).toString();
    row.accessionNumber = query.value(14).toString();
    row.description = query.value(15).toString();
    row.followUp = query.value(16).toInt();
    return row;
}

Done visitRows(const QSqlDatabase& database, const QString& sql, const QString& file, const std::function<bool(const WorklistRow&)>& visit)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(sql)) return storeFailure(query.lastError(), file);
    WorklistRow row;
    while (query.next()) {
        const RowId study = query.value(0).toLongLong();
        if (study != row.study) {
            if (row.study && !visit(row)) return done();
            row = startRow(query);
        }
        addImageTo(row, query);
    }
    if (query.lastError().isValid()) return storeFailure(query.lastError(), file);
    if (row.study) (void)visit(row);
    return done();
}

} // namespace

Done Store::worklist(const std::function<bool(const WorklistRow&)>& visit) const
{
    return visitRows(m_connection->database, worklistSelect.arg(QString()), m_connection->file, visit);
}

Done Store::worklist(std::span<const RowId> studies, const std::function<bool(const WorklistRow&)>& visit) const
{
    constexpr std::size_t piece = 500;
    for (std::size_t first = 0; first < studies.size(); first += piece) {
        QStringList ids;
        for (const RowId id : studies.subspan(first, std::min(piece, studies.size() - first)))
            ids << QString::number(id);
        const QString where = QStringLiteral("WHERE s.id IN (%1)").arg(ids.join(QLatin1Char(',')));
        if (auto visited = visitRows(m_connection->database, worklistSelect.arg(where), m_connection->file, visit); !visited)
            return visited;
    }
    return done();
}

} // namespace lucency::app
