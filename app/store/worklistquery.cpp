#include "app/store/connection.h"

#include <algorithm>

namespace lucency::app {

namespace {

const QString worklistSelect =
    QStringLiteral("SELECT s.id, s.patient, i.status, nullif(i.reason, ''), p.priority, p.top_finding, p.top_probability, p.top_positive,"
                   " s.date, s.time, s.accession_number, s.description, iif(s.table_follow_up < 0, s.follow_up, s.table_follow_up),"
                   " p.model_name, p.model_version,"
                   // Looked up for the few scored images without a finding that may lead.
                   " iif(p.top_finding = '', (SELECT max(sc.age_appropriate) FROM scores sc WHERE sc.prediction = p.id AND sc.validated), "
                   "NULL) FROM studies s LEFT JOIN images i ON i.study = s.id"
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
    case StudyStatus::Outdated:
        return 3;
    case StudyStatus::Scored:
        return 4;
    case StudyStatus::Refused:
        return 5;
    }
    return 1;
}

/// Why no finding of a scored image leads: age is the highest age_appropriate of its validated scores.
QString whyNoneLeads(const QVariant& age)
{
    if (age.isNull()) return QStringLiteral("not-validated");
    return age.toInt() != 0 ? QStringLiteral("age-unknown") : QStringLiteral("outside-training-ages");
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
    if (query.isNull(4)) return; // no score to show
    const double priority = query.value(4).toDouble();
    if (!row.finding.isEmpty() && priority <= row.priority) return;
    row.priority = std::max(row.priority, priority);
    row.finding = query.value(5).toString();
    if (row.status == StudyStatus::Scored) row.reason = row.finding.isEmpty() ? whyNoneLeads(query.value(15)) : QString();
    row.probability = query.value(6).toDouble();
    row.positive = query.value(7).toInt() != 0;
    row.model = (query.value(13).toString() + QLatin1Char(' ') + query.value(14).toString()).trimmed();
    row.formerModel = status == StudyStatus::Outdated || status == StudyStatus::Queued || status == StudyStatus::New;
}

/// People are read once each and not once a study: the driver turns every column of every row into a value.
using People = QHash<RowId, PatientRow>;

WorklistRow startRow(const QSqlQuery& query, const People& people)
{
    WorklistRow row;
    row.study = query.value(0).toLongLong();
    row.patient = query.value(1).toLongLong();
    row.date = query.value(8).toString();
    row.time = query.value(9).toString();
    row.accessionNumber = query.value(10).toString();
    row.description = query.value(11).toString();
    row.followUp = query.value(12).toInt();
    if (const auto person = people.constFind(row.patient); person != people.constEnd()) {
        row.patientId = person->patientId;
        row.patientName = person->name;
        row.birthDate = person->birthDate;
        row.sex = person->sex;
    }
    return row;
}

Result<People> readPeople(const QSqlDatabase& database, const QString& where, const QString& file)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT id, patient_id, name, birth_date, sex FROM patients ") + where))
        return storeFailure(query.lastError(), file);
    People people;
    while (query.next()) {
        const RowId id = query.value(0).toLongLong();
        people.insert(id, {id, query.value(1).toString(), query.value(2).toString(), query.value(3).toString(), query.value(4).toString()});
    }
    if (query.lastError().isValid()) return storeFailure(query.lastError(), file);
    return people;
}

/// Studies, by a condition on s.id or all, and their people.
Done visitRows(const QSqlDatabase& database, const QString& ids, const QString& file, const std::function<bool(const WorklistRow&)>& visit)
{
    const auto people = readPeople(
        database, ids.isEmpty() ? QString() : QStringLiteral("WHERE id IN (SELECT patient FROM studies WHERE id IN (%1))").arg(ids), file);
    if (!people) return people.error();
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(worklistSelect.arg(ids.isEmpty() ? QString() : QStringLiteral("WHERE s.id IN (%1)").arg(ids))))
        return storeFailure(query.lastError(), file);
    WorklistRow row;
    while (query.next()) {
        const RowId study = query.value(0).toLongLong();
        if (study != row.study) {
            if (row.study && !visit(row)) return done();
            row = startRow(query, *people);
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
    return visitRows(m_connection->database, QString(), m_connection->file, visit);
}

Done Store::worklist(std::span<const RowId> studies, const std::function<bool(const WorklistRow&)>& visit) const
{
    constexpr std::size_t piece = 500;
    for (std::size_t first = 0; first < studies.size(); first += piece) {
        QStringList ids;
        for (const RowId id : studies.subspan(first, std::min(piece, studies.size() - first)))
            ids << QString::number(id);
        if (auto visited = visitRows(m_connection->database, ids.join(QLatin1Char(',')), m_connection->file, visit); !visited)
            return visited;
    }
    return done();
}

} // namespace lucency::app
