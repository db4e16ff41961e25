#include "app/store/connection.h"

#include <cstring>

namespace lucency::app {

namespace {

/// Names as people spell them: case, spaces and carets do not make another person.
QString comparable(const QString& name)
{
    QString kept;
    for (const QChar character : name.toCaseFolded())
        if (character.isLetterOrNumber()) kept += character;
    return kept;
}

bool contradict(const QString& a, const QString& b)
{
    return !a.isEmpty() && !b.isEmpty() && a != b;
}

bool samePerson(const PatientRow& a, const PatientRow& b)
{
    return !contradict(comparable(a.name), comparable(b.name)) && !contradict(a.birthDate, b.birthDate);
}

PatientRow readPatient(const Statement& statement, int first)
{
    return {statement.id(first), statement.text(first + 1), statement.text(first + 2), statement.text(first + 3),
            statement.text(first + 4)};
}

StudyRow readStudy(const Statement& statement)
{
    StudyRow row;
    row.id = statement.id(0);
    row.patient = statement.id(1);
    row.studyUid = statement.text(2);
    row.date = statement.text(3);
    row.time = statement.text(4);
    row.accessionNumber = statement.text(5);
    row.description = statement.text(6);
    row.institution = statement.text(7);
    row.age = statement.text(8);
    row.followUp = statement.number(9);
    row.followUpFromTable = statement.number(10) != 0;
    return row;
}

const QString studyColumns =
    QStringLiteral("id, patient, study_uid, date, time, accession_number, description, institution, age,"
                   " iif(table_follow_up < 0, follow_up, table_follow_up) AS shown_follow_up, table_follow_up >= 0");

} // namespace

Result<PatientRow> Store::patient(RowId id) const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT id, patient_id, name, birth_date, sex FROM patients WHERE id = ?"));
    if (auto ran = statement.run(id); !ran) return ran.error();
    if (statement.next()) return readPatient(statement, 0);
    if (auto rest = statement.rest(); !rest) return rest.error();
    return Failure{FailureKind::NotFound, m_connection->file.toStdString(), "patient " + std::to_string(id)};
}

Result<StudyRow> Store::study(RowId id) const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT %1 FROM studies WHERE id = ?").arg(studyColumns));
    if (auto ran = statement.run(id); !ran) return ran.error();
    if (statement.next()) return readStudy(statement);
    if (auto rest = statement.rest(); !rest) return rest.error();
    return Failure{FailureKind::NotFound, m_connection->file.toStdString(), "study " + std::to_string(id)};
}

Result<std::vector<StudyRow>> Store::studiesOfPatient(RowId patient) const
{
    auto statement = m_connection->statement(
        QStringLiteral("SELECT %1 FROM studies WHERE patient = ? ORDER BY date, time, shown_follow_up, id").arg(studyColumns));
    if (auto ran = statement.run(patient); !ran) return ran.error();
    std::vector<StudyRow> rows;
    while (statement.next())
        rows.push_back(readStudy(statement));
    if (auto rest = statement.rest(); !rest) return rest.error();
    return rows;
}

Result<qint64> Store::studyCount() const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT count(*) FROM studies"));
    if (auto ran = statement.run(); !ran) return ran.error();
    statement.next();
    return statement.id(0);
}

/// The study of this UID whose person does not contradict the one given.
Result<AddedStudy> Store::findStudy(const PatientRow& patient, const StudyRow& study) const
{
    if (study.studyUid.isEmpty()) return AddedStudy{};
    auto statement = m_connection->statement(
        QStringLiteral("SELECT s.id, p.id, p.patient_id, p.name, p.birth_date, p.sex FROM studies s JOIN patients p ON p.id = s.patient"
                       " WHERE s.study_uid = ? AND s.study_uid <> ''"));
    if (auto ran = statement.run(study.studyUid); !ran) return ran.error();
    while (statement.next()) {
        const PatientRow known = readPatient(statement, 1);
        if (known.patientId == patient.patientId && samePerson(known, patient)) return AddedStudy{statement.id(0), known.id, false, false};
    }
    if (auto rest = statement.rest(); !rest) return rest.error();
    return AddedStudy{};
}

/// The person of this ID who does not contradict the one given; what was unknown of them is filled in.
Result<AddedStudy> Store::findOrAddPatient(const PatientRow& patient)
{
    std::optional<PatientRow> found;
    if (!patient.patientId.isEmpty()) {
        auto statement = m_connection->statement(QStringLiteral(
            "SELECT id, patient_id, name, birth_date, iif(sex_from_table, '', sex) FROM patients WHERE patient_id = ? ORDER BY id"));
        if (auto ran = statement.run(patient.patientId); !ran) return ran.error();
        while (!found && statement.next()) {
            const PatientRow known = readPatient(statement, 0);
            if (samePerson(known, patient)) found = known;
        }
        if (auto rest = statement.rest(); !rest) return rest.error();
    }
    if (!found) {
        auto insert =
            m_connection->statement(QStringLiteral("INSERT INTO patients (patient_id, name, birth_date, sex) VALUES (?, ?, ?, ?)"));
        if (auto ran = insert.run(text(patient.patientId), text(patient.name), text(patient.birthDate), text(patient.sex)); !ran)
            return ran.error();
        return AddedStudy{0, insert.insertedId(), false, true};
    }
    const bool knowsMore = (found->name.isEmpty() && !patient.name.isEmpty()) || (found->sex.isEmpty() && !patient.sex.isEmpty()) ||
                           (found->birthDate.isEmpty() && !patient.birthDate.isEmpty());
    if (knowsMore) {
        auto update = m_connection->statement(QStringLiteral(
            "UPDATE patients SET name = iif(name = '', ?, name), birth_date = iif(birth_date = '', ?, birth_date),"
            " sex_from_table = iif(? = '', sex_from_table, 0), sex = iif(? = '', sex, iif(sex = '' OR sex_from_table, ?, sex))"
            " WHERE id = ?"));
        if (auto ran =
                update.run(text(patient.name), text(patient.birthDate), text(patient.sex), text(patient.sex), text(patient.sex), found->id);
            !ran)
            return ran.error();
    }
    return AddedStudy{0, found->id, false, false};
}

/// A header of the study says the age that was unknown, or that only a table had said.
Done Store::tellAge(RowId study, const QString& age)
{
    if (age.isEmpty()) return done();
    bool isNews = false;
    {
        auto known =
            m_connection->statement(QStringLiteral("SELECT 1 FROM studies WHERE id = ? AND age <> ? AND (age = '' OR age_from_table)"));
        if (auto ran = known.run(study, age); !ran) return ran;
        isNews = known.next();
        if (auto rest = known.rest(); !rest) return rest;
    }
    {
        auto update = m_connection->statement(
            QStringLiteral("UPDATE studies SET age = ?, age_from_table = 0 WHERE id = ? AND (age = '' OR age_from_table)"));
        if (auto ran = update.run(age, study); !ran) return ran;
    }
    if (!isNews) return done();
    const auto forgotten = forgetPredictions(study);
    return forgotten ? done() : Done(forgotten.error());
}

Result<AddedStudy> Store::addStudy(const PatientRow& patient, const StudyRow& study)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    auto placed = findStudy(patient, study);
    if (!placed) return placed;
    if (placed->study == 0) {
        placed = findOrAddPatient(patient);
        if (!placed) return placed;
        auto insert = m_connection->statement(QStringLiteral(
            "INSERT INTO studies (patient, study_uid, date, time, accession_number, description, institution, age, follow_up)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        if (auto ran = insert.run(placed->patient, text(study.studyUid), text(study.date), text(study.time), text(study.accessionNumber),
                                  text(study.description), text(study.institution), text(study.age), study.followUp);
            !ran)
            return ran.error();
        placed->study = insert.insertedId();
        placed->studyAdded = true;
    } else if (auto told = tellAge(placed->study, study.age); !told) {
        return told.error();
    }
    if (auto committed = transaction->commit(); !committed) return committed.error();
    return placed;
}

} // namespace lucency::app
