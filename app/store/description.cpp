#include "app/store/connection.h"
#include "imaging/radiograph.h"
#include "model/patientage.h"

#include <QDate>

#include <cmath>

namespace lucency::app {

namespace {

/// What the store knows of an image's person, and which of it a table said.
struct Known {
    RowId study = 0, patient = 0;
    QString age, sex, view;
    bool ageFromTable = false, sexFromTable = false, viewFromTable = false;
    bool datesSayAge = false; ///< birth and study date of the header
    bool isDated = false;
    int followUp = -1, tableFollowUp = -1;
};

/// Whether a table's word is to be taken in place of the one that is there: never in place of the header's.
bool isNews(const QString& said, const QString& known, bool fromTable)
{
    return !said.isEmpty() && said != known && (known.isEmpty() || fromTable);
}

} // namespace

Result<std::vector<RowId>> Store::forgetPredictions(RowId study)
{
    {
        auto forget =
            m_connection->statement(QStringLiteral("DELETE FROM predictions WHERE image IN (SELECT id FROM images WHERE study = ?)"));
        if (auto ran = forget.run(study); !ran) return ran.error();
    }
    {
        auto reset = m_connection->statement(QStringLiteral(
            "UPDATE images SET prediction = NULL, status = iif(status IN (2, 5), 0, status) WHERE study = ?")); // Scored, Outdated, New
        if (auto ran = reset.run(study); !ran) return ran.error();
    }
    auto waiting = m_connection->statement(QStringLiteral("SELECT id FROM images WHERE study = ? AND status < 2 ORDER BY id"));
    if (auto ran = waiting.run(study); !ran) return ran.error();
    std::vector<RowId> images;
    while (waiting.next())
        images.push_back(waiting.id(0));
    if (auto rest = waiting.rest(); !rest) return rest.error();
    return images;
}

Result<DescribedImage> Store::describe(RowId image, const ImageDescription& said)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    Known known;
    {
        auto statement = m_connection->statement(
            QStringLiteral("SELECT s.id, p.id, s.age, s.age_from_table, p.sex, p.sex_from_table, i.view_position, i.view_from_table,"
                           " p.birth_date, s.date, s.follow_up, s.table_follow_up FROM images i JOIN studies s ON s.id = i.study JOIN "
                           "patients p ON p.id = s.patient"
                           " WHERE i.id = ?"));
        if (auto ran = statement.run(image); !ran) return ran.error();
        if (!statement.next()) return Failure{FailureKind::NotFound, m_connection->file.toStdString(), "image " + std::to_string(image)};
        imaging::Identity dates;
        dates.birthDate = statement.text(8).toStdString();
        dates.studyDate = statement.text(9).toStdString();
        known = {statement.id(0),
                 statement.id(1),
                 statement.text(2),
                 statement.text(4),
                 statement.text(6),
                 statement.number(3) != 0,
                 statement.number(5) != 0,
                 statement.number(7) != 0,
                 !std::isnan(model::ageInYears(dates)),
                 QDate::fromString(statement.text(9), QStringLiteral("yyyyMMdd")).isValid(),
                 statement.number(10),
                 statement.number(11)};
    }
    DescribedImage described;
    if (isNews(said.viewPosition, known.view, known.viewFromTable)) {
        auto update = m_connection->statement(QStringLiteral("UPDATE images SET view_position = ?, view_from_table = 1 WHERE id = ?"));
        if (auto ran = update.run(said.viewPosition, image); !ran) return ran.error();
        described.changed = true;
    }
    if (isNews(said.sex, known.sex, known.sexFromTable)) {
        auto update = m_connection->statement(QStringLiteral("UPDATE patients SET sex = ?, sex_from_table = 1 WHERE id = ?"));
        if (auto ran = update.run(said.sex, known.patient); !ran) return ran.error();
        described.changed = true;
    }
    // Kept where it is the name's number, too: only the numbers of one source tell which of two examinations came first.
    if (!known.isDated && said.followUp >= 0 && said.followUp != known.tableFollowUp) {
        auto update = m_connection->statement(QStringLiteral("UPDATE studies SET table_follow_up = ? WHERE id = ?"));
        if (auto ran = update.run(said.followUp, known.study); !ran) return ran.error();
        described.changed = true;
    }
    if (!known.datesSayAge && isNews(said.age, known.age, known.ageFromTable)) {
        auto update = m_connection->statement(QStringLiteral("UPDATE studies SET age = ?, age_from_table = 1 WHERE id = ?"));
        if (auto ran = update.run(said.age, known.study); !ran) return ran.error();
        auto waiting = forgetPredictions(known.study);
        if (!waiting) return waiting.error();
        described = {true, *std::move(waiting)};
    }
    if (auto committed = transaction->commit(); !committed) return committed.error();
    return described;
}

} // namespace lucency::app
