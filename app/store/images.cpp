#include "app/store/connection.h"

namespace lucency::app {

namespace {

const QString imageColumns = QStringLiteral(
    "i.id, i.study, i.path, i.frame, i.frame_count, i.pixel_rows, i.pixel_columns, i.series_uid, i.sop_instance_uid, i.modality,"
    " i.view_position, i.body_part, i.series_number, i.instance_number, i.file_size, i.file_modified, i.content_hash, i.status, i.reason");

ImageRow readImage(const Statement& statement)
{
    ImageRow row;
    row.id = statement.id(0);
    row.study = statement.id(1);
    row.path = statement.text(2);
    row.frame = statement.number(3);
    row.frameCount = statement.number(4);
    row.rows = statement.number(5);
    row.columns = statement.number(6);
    row.seriesUid = statement.text(7);
    row.sopInstanceUid = statement.text(8);
    row.modality = statement.text(9);
    row.viewPosition = statement.text(10);
    row.bodyPart = statement.text(11);
    row.seriesNumber = statement.number(12);
    row.instanceNumber = statement.number(13);
    row.fileSize = statement.id(14);
    row.fileModified = statement.id(15);
    row.contentHash = statement.bytes(16);
    row.status = static_cast<StudyStatus>(statement.number(17));
    row.reason = statement.text(18);
    return row;
}

Result<std::vector<ImageRow>> readImages(Statement& statement)
{
    std::vector<ImageRow> rows;
    while (statement.next())
        rows.push_back(readImage(statement));
    if (auto rest = statement.rest(); !rest) return rest.error();
    return rows;
}

} // namespace

Result<std::vector<ImageRow>> Store::images(RowId study) const
{
    auto statement = m_connection->statement(
        QStringLiteral("SELECT %1 FROM images i WHERE i.study = ? ORDER BY i.series_number, i.instance_number, i.frame, i.path, i.id")
            .arg(imageColumns));
    if (auto ran = statement.run(study); !ran) return ran.error();
    return readImages(statement);
}

Result<ImageRow> Store::image(RowId id) const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT %1 FROM images i WHERE i.id = ?").arg(imageColumns));
    if (auto ran = statement.run(id); !ran) return ran.error();
    if (statement.next()) return readImage(statement);
    if (auto rest = statement.rest(); !rest) return rest.error();
    return Failure{FailureKind::NotFound, m_connection->file.toStdString(), "image " + std::to_string(id)};
}

Result<std::vector<ImageRow>> Store::imagesOfFile(const QString& path) const
{
    auto statement =
        m_connection->statement(QStringLiteral("SELECT %1 FROM images i WHERE i.path = ? ORDER BY i.frame, i.id").arg(imageColumns));
    if (auto ran = statement.run(path); !ran) return ran.error();
    return readImages(statement);
}

Done Store::allImages(const std::function<bool(const ImageRow&)>& visit) const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT %1 FROM images i ORDER BY i.id").arg(imageColumns));
    if (auto ran = statement.run(); !ran) return ran;
    while (statement.next())
        if (!visit(readImage(statement))) return done();
    return statement.rest();
}

Result<std::vector<RowId>> Store::imagesWith(const QString& condition) const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT id FROM images WHERE %1 ORDER BY id").arg(condition));
    if (auto ran = statement.run(); !ran) return ran.error();
    std::vector<RowId> ids;
    while (statement.next())
        ids.push_back(statement.id(0));
    if (auto rest = statement.rest(); !rest) return rest.error();
    return ids;
}

Result<std::vector<RowId>> Store::unscoredImages() const
{
    return imagesWith(QStringLiteral("status < 2"));
}

Result<std::vector<RowId>> Store::outdatedImages() const
{
    return imagesWith(QStringLiteral("status = %1").arg(static_cast<int>(StudyStatus::Outdated)));
}

Result<std::optional<ImageRow>> Store::findImage(const ImageRow& image, const StudyRow& study, const PatientRow& patient) const
{
    const bool hasUid = !image.sopInstanceUid.isEmpty();
    const QString sql = hasUid
                            ? QStringLiteral("SELECT %1 FROM images i JOIN studies s ON s.id = i.study JOIN patients p ON p.id = s.patient"
                                             " WHERE i.sop_instance_uid = ? AND i.sop_instance_uid <> '' AND i.frame = ?"
                                             " AND s.study_uid = ? AND p.patient_id = ?")
                            : QStringLiteral("SELECT %1 FROM images i JOIN studies s ON s.id = i.study JOIN patients p ON p.id = s.patient"
                                             " WHERE i.content_hash = ? AND i.sop_instance_uid = '' AND i.frame = ?"
                                             " AND s.follow_up = ? AND p.patient_id = ?");
    auto statement = m_connection->statement(sql.arg(imageColumns));
    auto ran = hasUid ? statement.run(image.sopInstanceUid, image.frame, text(study.studyUid), text(patient.patientId))
                      : statement.run(image.contentHash, image.frame, study.followUp, text(patient.patientId));
    if (!ran) return ran.error();
    std::optional<ImageRow> found;
    if (statement.next()) found = readImage(statement);
    if (auto rest = statement.rest(); !rest) return rest.error();
    return found;
}

Result<bool> Store::hasContent(const QByteArray& contentHash) const
{
    auto statement =
        m_connection->statement(QStringLiteral("SELECT 1 FROM images WHERE content_hash = ? AND sop_instance_uid = '' LIMIT 1"));
    if (auto ran = statement.run(contentHash); !ran) return ran.error();
    const bool has = statement.next();
    if (auto rest = statement.rest(); !rest) return rest.error();
    return has;
}

Result<RowId> Store::addImage(const ImageRow& image)
{
    auto statement = m_connection->statement(QStringLiteral(
        "INSERT INTO images (study, path, frame, frame_count, pixel_rows, pixel_columns, series_uid, sop_instance_uid, modality,"
        " view_position, body_part, series_number, instance_number, file_size, file_modified, content_hash, status, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    if (auto ran = statement.run(image.study, text(image.path), image.frame, image.frameCount, image.rows, image.columns,
                                 text(image.seriesUid), text(image.sopInstanceUid), text(image.modality), text(image.viewPosition),
                                 text(image.bodyPart), image.seriesNumber, image.instanceNumber, image.fileSize, image.fileModified,
                                 bytes(image.contentHash), static_cast<int>(image.status), text(image.reason));
        !ran)
        return ran.error();
    return statement.insertedId();
}

Done Store::relocateImage(RowId image, const QString& path, qint64 fileSize, qint64 fileModified)
{
    if (path.isEmpty()) {
        auto lose = m_connection->statement(QStringLiteral("UPDATE images SET path = '', status = ?, reason = ? WHERE id = ?"));
        return lose.run(static_cast<int>(StudyStatus::Failed), QString::fromStdString(std::string(slug(FailureKind::NotFound))), image);
    }
    auto statement = m_connection->statement(QStringLiteral("UPDATE images SET path = ?, file_size = ?, file_modified = ? WHERE id = ?"));
    return statement.run(path, fileSize, fileModified, image);
}

Done Store::replaceImage(const ImageRow& image)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    auto forget = m_connection->statement(QStringLiteral("DELETE FROM predictions WHERE image = ?"));
    if (auto ran = forget.run(image.id); !ran) return ran;
    auto update = m_connection->statement(
        QStringLiteral("UPDATE images SET frame_count = ?, pixel_rows = ?, pixel_columns = ?, file_size = ?, file_modified = ?,"
                       " content_hash = ?, status = ?, reason = ?, prediction = NULL WHERE id = ?"));
    if (auto ran = update.run(image.frameCount, image.rows, image.columns, image.fileSize, image.fileModified, bytes(image.contentHash),
                              static_cast<int>(image.status), text(image.reason), image.id);
        !ran)
        return ran;
    return transaction->commit();
}

Result<std::vector<ReferenceBox>> Store::boxes(RowId image) const
{
    auto statement = m_connection->statement(
        QStringLiteral("SELECT image, finding, x, y, width, height, source FROM boxes WHERE image = ? ORDER BY id"));
    if (auto ran = statement.run(image); !ran) return ran.error();
    std::vector<ReferenceBox> rows;
    while (statement.next())
        rows.push_back({statement.id(0), statement.text(1),
                        QRectF(statement.real(2), statement.real(3), statement.real(4), statement.real(5)), statement.text(6)});
    if (auto rest = statement.rest(); !rest) return rest.error();
    return rows;
}

Result<std::vector<LabelRow>> Store::labels(RowId image) const
{
    auto statement =
        m_connection->statement(QStringLiteral("SELECT image, finding, source FROM labels WHERE image = ? ORDER BY source, finding"));
    if (auto ran = statement.run(image); !ran) return ran.error();
    std::vector<LabelRow> rows;
    while (statement.next())
        rows.push_back({statement.id(0), statement.text(1), statement.text(2)});
    if (auto rest = statement.rest(); !rest) return rest.error();
    return rows;
}

Done Store::setLabels(const QString& source, std::span<const LabelRow> labels)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    for (const LabelRow& label : labels) {
        auto forget = m_connection->statement(QStringLiteral("DELETE FROM labels WHERE image = ? AND source = ?"));
        if (auto ran = forget.run(label.image, source); !ran) return ran;
    }
    for (const LabelRow& label : labels) {
        auto insert = m_connection->statement(QStringLiteral("INSERT OR IGNORE INTO labels (image, source, finding) VALUES (?, ?, ?)"));
        if (auto ran = insert.run(label.image, source, label.finding); !ran) return ran;
    }
    return transaction->commit();
}

Done Store::setBoxes(const QString& source, std::span<const ReferenceBox> boxes)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    for (const ReferenceBox& box : boxes) {
        auto forget = m_connection->statement(QStringLiteral("DELETE FROM boxes WHERE image = ? AND source = ?"));
        if (auto ran = forget.run(box.image, source); !ran) return ran;
    }
    for (const ReferenceBox& box : boxes) {
        auto insert = m_connection->statement(
            QStringLiteral("INSERT INTO boxes (image, finding, x, y, width, height, source) VALUES (?, ?, ?, ?, ?, ?, ?)"));
        if (auto ran = insert.run(box.image, box.finding, box.box.x(), box.box.y(), box.box.width(), box.box.height(), source); !ran)
            return ran;
    }
    return transaction->commit();
}

Done Store::forgetReferences(const QString& source, RowId image)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    for (const char* const sql :
         {"DELETE FROM labels WHERE image = ? AND source = ?", "DELETE FROM boxes WHERE image = ? AND source = ?"}) {
        auto forget = m_connection->statement(QString::fromLatin1(sql));
        if (auto ran = forget.run(image, source); !ran) return ran;
    }
    return transaction->commit();
}

} // namespace lucency::app
