#include "app/store/connection.h"
#include "app/store/heatmapblob.h"

#include <QDateTime>

namespace lucency::app {

namespace {

const QString predictionColumns = QStringLiteral("p.id, p.image, p.stored_at, p.model_name, p.model_version, p.priority, p.decode_ms,"
                                                 " p.preprocess_ms, p.infer_ms, p.remarks, p.model_sha256");

QString remarkSlugs(const std::vector<imaging::Remark>& remarks)
{
    QStringList slugs;
    for (const auto remark : remarks) {
        const auto word = imaging::slug(remark);
        slugs << QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    }
    return slugs.join(QLatin1Char(' '));
}

std::vector<imaging::Remark> remarksFrom(const QString& slugs)
{
    std::vector<imaging::Remark> remarks;
    for (const QString& word : slugs.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        // The enumeration is dense; a number beyond it has the slug "internal".
        for (int number = 0; imaging::slug(static_cast<imaging::Remark>(number)) != "internal"; ++number)
            if (imaging::slug(static_cast<imaging::Remark>(number)) == word.toStdString())
                remarks.push_back(static_cast<imaging::Remark>(number));
    }
    return remarks;
}

StoredPrediction readPrediction(const Statement& statement)
{
    StoredPrediction row;
    row.id = statement.id(0);
    row.image = statement.id(1);
    row.storedAt = statement.id(2);
    row.prediction.modelName = statement.text(3).toStdString();
    row.prediction.modelVersion = statement.text(4).toStdString();
    row.prediction.priority = statement.real(5);
    row.prediction.timings = {statement.real(6), statement.real(7), statement.real(8)};
    row.prediction.remarks = remarksFrom(statement.text(9));
    row.prediction.modelSha256 = statement.text(10).toStdString();
    return row;
}

} // namespace

/// Fills in the scores of a prediction whose row has been read.
Done Store::readScores(StoredPrediction& prediction) const
{
    auto statement = m_connection->statement(QStringLiteral(
        "SELECT finding, probability, positive, validated, age_appropriate, leads FROM scores WHERE prediction = ? ORDER BY position"));
    if (auto ran = statement.run(prediction.id); !ran) return ran;
    while (statement.next())
        prediction.prediction.scores.push_back({statement.text(0).toStdString(), statement.real(1), statement.number(2) != 0,
                                                statement.number(3) != 0, statement.number(4) != 0, statement.number(5) != 0});
    return statement.rest();
}

Done Store::readActivations(StoredPrediction& prediction) const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT maps FROM heat_maps WHERE prediction = ?"));
    if (auto ran = statement.run(prediction.id); !ran) return ran;
    if (!statement.next()) return statement.rest();
    auto maps = unpackActivations(statement.bytes(0));
    if (!maps)
        return Failure{FailureKind::StoreDamaged, m_connection->file.toStdString(),
                       "heat maps of prediction " + std::to_string(prediction.id)};
    prediction.prediction.activations = std::move(*maps);
    return done();
}

Result<std::optional<StoredPrediction>> Store::prediction(RowId image, bool activations) const
{
    std::optional<StoredPrediction> found;
    {
        auto statement = m_connection->statement(
            QStringLiteral("SELECT %1 FROM images i JOIN predictions p ON p.id = i.prediction WHERE i.id = ? AND i.status IN (2, 3, 4)")
                .arg(predictionColumns));
        if (auto ran = statement.run(image); !ran) return ran.error();
        if (statement.next()) found = readPrediction(statement);
        if (auto rest = statement.rest(); !rest) return rest.error();
    }
    if (!found) return found;
    if (auto read = readScores(*found); !read) return read.error();
    if (activations)
        if (auto read = readActivations(*found); !read) return read.error();
    return found;
}

Result<std::vector<StoredPrediction>> Store::predictionHistory(RowId image) const
{
    std::vector<StoredPrediction> rows;
    {
        auto statement = m_connection->statement(
            QStringLiteral("SELECT %1 FROM predictions p WHERE p.image = ? ORDER BY p.stored_at DESC, p.id DESC").arg(predictionColumns));
        if (auto ran = statement.run(image); !ran) return ran.error();
        while (statement.next())
            rows.push_back(readPrediction(statement));
        if (auto rest = statement.rest(); !rest) return rest.error();
    }
    for (StoredPrediction& row : rows)
        if (auto read = readScores(row); !read) return read.error();
    return rows;
}

Done Store::writePrediction(const StoredPrediction& stored, bool inUse)
{
    const model::Prediction& prediction = stored.prediction;
    const auto leading = model::leadingScore(prediction.scores);
    const model::Score* top = leading ? &prediction.scores[*leading] : nullptr;
    const qint64 at = stored.storedAt ? stored.storedAt : QDateTime::currentMSecsSinceEpoch();
    RowId id = 0;
    {
        auto upsert = m_connection->statement(QStringLiteral(
            "INSERT INTO predictions (image, model_name, model_version, model_sha256, stored_at, priority, top_finding, top_probability,"
            " top_positive, decode_ms, preprocess_ms, infer_ms, remarks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (image, model_name, model_version, model_sha256) DO UPDATE SET stored_at = excluded.stored_at,"
            " priority = excluded.priority, top_finding = excluded.top_finding, top_probability = excluded.top_probability,"
            " top_positive = excluded.top_positive, decode_ms = excluded.decode_ms, preprocess_ms = excluded.preprocess_ms,"
            " infer_ms = excluded.infer_ms, remarks = excluded.remarks RETURNING id"));
        if (auto ran = upsert.run(
                stored.image, text(QString::fromStdString(prediction.modelName)), text(QString::fromStdString(prediction.modelVersion)),
                text(QString::fromStdString(prediction.modelSha256)), at, prediction.priority,
                text(top ? QString::fromStdString(top->finding) : QString()), top ? top->probability : 0.0, top && top->positive ? 1 : 0,
                prediction.timings.decode, prediction.timings.preprocess, prediction.timings.infer, text(remarkSlugs(prediction.remarks)));
            !ran)
            return ran;
        if (!upsert.next()) return Failure{FailureKind::Internal, m_connection->file.toStdString(), "no id of a stored prediction"};
        id = upsert.id(0);
    }
    auto forget = m_connection->statement(QStringLiteral("DELETE FROM scores WHERE prediction = ?"));
    if (auto ran = forget.run(id); !ran) return ran;
    int position = 0;
    for (const model::Score& score : prediction.scores) {
        auto insert = m_connection->statement(QStringLiteral("INSERT INTO scores (prediction, position, finding, probability, positive,"
                                                             " validated, age_appropriate, leads) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
        if (auto ran = insert.run(id, position++, QString::fromStdString(score.finding), score.probability, score.positive ? 1 : 0,
                                  score.validated ? 1 : 0, score.ageAppropriate ? 1 : 0, score.leads ? 1 : 0);
            !ran)
            return ran;
    }
    auto maps = m_connection->statement(prediction.activations.empty()
                                            ? QStringLiteral("DELETE FROM heat_maps WHERE prediction = ?")
                                            : QStringLiteral("INSERT OR REPLACE INTO heat_maps (prediction, maps) VALUES (?, ?)"));
    if (auto ran = prediction.activations.empty() ? maps.run(id) : maps.run(id, packActivations(prediction.activations)); !ran) return ran;
    if (!inUse) return done();
    auto show = m_connection->statement(QStringLiteral("UPDATE images SET prediction = ?, status = ?, reason = '' WHERE id = ?"));
    return show.run(id, static_cast<int>(StudyStatus::Scored), stored.image);
}

Done Store::storePredictions(std::span<const StoredPrediction> predictions)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    const auto model = modelInUse();
    if (!model) return model.error();
    for (const StoredPrediction& stored : predictions) {
        const bool inUse = *model == ModelIdentity::of(stored.prediction);
        if (auto written = writePrediction(stored, inUse); !written) return written;
    }
    return transaction->commit();
}

Done Store::setStatus(std::span<const RowId> images, StudyStatus status, const QString& reason)
{
    // Only what the model in use said has the status Scored (2); right of the equals signs stands the row as it was.
    QString sql = QStringLiteral("UPDATE images SET status = ?, reason = ? WHERE id = ?");
    if (status == StudyStatus::Refused || status == StudyStatus::Failed)
        sql = QStringLiteral("UPDATE images SET prediction = iif(status = 2, prediction, NULL), status = ?, reason = ? WHERE id = ?");
    if (status == StudyStatus::New)
        sql = QStringLiteral("UPDATE images SET status = iif(prediction IS NOT NULL AND status <> 2, 5, ?), reason = ? WHERE id = ?");
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    for (const RowId image : images) {
        auto update = m_connection->statement(sql);
        if (auto ran = update.run(static_cast<int>(status), text(reason), image); !ran) return ran;
    }
    return transaction->commit();
}

Result<ModelIdentity> Store::modelInUse() const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT key, value FROM settings WHERE key LIKE 'model_%'"));
    if (auto ran = statement.run(); !ran) return ran.error();
    ModelIdentity model;
    while (statement.next()) {
        if (statement.text(0) == QLatin1String("model_name")) model.name = statement.text(1);
        if (statement.text(0) == QLatin1String("model_version")) model.version = statement.text(1);
        if (statement.text(0) == QLatin1String("model_sha256")) model.sha256 = statement.text(1);
    }
    if (auto rest = statement.rest(); !rest) return rest.error();
    return model;
}

Done Store::setModelInUse(const ModelIdentity& model)
{
    auto transaction = this->transaction();
    if (!transaction) return transaction.error();
    const auto inUse = modelInUse();
    if (!inUse) return inUse.error();
    if (*inUse == model) return transaction->commit();
    for (const auto& [key, value] :
         {std::pair(QStringLiteral("model_name"), model.name), std::pair(QStringLiteral("model_version"), model.version),
          std::pair(QStringLiteral("model_sha256"), model.sha256)}) {
        auto set = m_connection->statement(QStringLiteral("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)"));
        if (auto ran = set.run(key, text(value)); !ran) return ran;
    }
    // What was refused for what its header says stays refused by any model; how the pixels look, each model's gate judges for itself.
    auto former = m_connection->statement(
        QStringLiteral("UPDATE images SET reason = iif(status = 3 AND reason NOT IN ('rotated', 'inverted-image'), reason, ''),"
                       " status = CASE WHEN status = 3 AND reason NOT IN ('rotated', 'inverted-image') THEN 3"
                       " WHEN prediction IS NOT NULL THEN 5 ELSE 0 END"));
    if (auto ran = former.run(); !ran) return ran;
    auto known = m_connection->statement(
        QStringLiteral("UPDATE images SET prediction = p.id, status = 2, reason = '' FROM predictions p WHERE p.image = images.id"
                       " AND p.model_name = ? AND p.model_version = ? AND p.model_sha256 = ?"));
    if (auto ran = known.run(text(model.name), text(model.version), text(model.sha256)); !ran) return ran;
    return transaction->commit();
}

} // namespace lucency::app
