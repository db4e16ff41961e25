#include "app/store/corrections.h"

#include "app/store/connection.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QSet>

namespace lucency::app {

namespace {

const QString correctionColumns =
    QStringLiteral("id, path, content_hash, kind, finding, label_from, label_to, reason, who, at, coalesce(undoes, 0)");

Correction readCorrection(const Statement& statement)
{
    Correction entry;
    entry.id = statement.id(0);
    entry.path = statement.text(1);
    entry.contentHash = statement.bytes(2);
    entry.kind = static_cast<CorrectionKind>(statement.number(3));
    entry.finding = statement.text(4);
    entry.from = static_cast<LabelCall>(statement.number(5));
    entry.to = static_cast<LabelCall>(statement.number(6));
    entry.reason = statement.text(7);
    entry.who = statement.text(8);
    entry.when = statement.id(9);
    entry.undoes = statement.id(10);
    return entry;
}

/// The entries that hold: an undo that was itself undone takes nothing back. Undos name older entries, so one pass from the newest does.
QSet<qint64> undone(const std::vector<Correction>& history)
{
    QSet<qint64> taken;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry)
        if (entry->kind == CorrectionKind::Undo && !taken.contains(entry->id)) taken.insert(entry->undoes);
    return taken;
}

} // namespace

Result<QByteArray> contentHashOf(const QString& path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    if (!file.exists()) return Failure{FailureKind::NotFound, path.toStdString(), {}};
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return Failure{FailureKind::Unreadable, path.toStdString(), {}};
    return hash.result();
}

std::vector<CorrectedImage> effectOf(const std::vector<Correction>& history)
{
    const auto gone = undone(history);
    std::vector<CorrectedImage> images;
    QHash<QByteArray, std::size_t> ofHash;
    QHash<QString, std::size_t> ofPath;
    const auto imageOf = [&](const Correction& entry) -> CorrectedImage& {
        auto at = images.size();
        if (const auto found = ofHash.constFind(entry.contentHash); !entry.contentHash.isEmpty() && found != ofHash.cend())
            at = *found;
        else if (const auto same = ofPath.constFind(entry.path);
                 same != ofPath.cend() && (entry.contentHash.isEmpty() || images[*same].contentHash.isEmpty()))
            at = *same;
        if (at == images.size()) images.push_back({});
        auto& image = images[at];
        image.path = entry.path;
        ofPath.insert(entry.path, at);
        if (!entry.contentHash.isEmpty()) {
            image.contentHash = entry.contentHash;
            ofHash.insert(entry.contentHash, at);
        }
        return image;
    };
    for (const auto& entry : history) {
        if (entry.kind == CorrectionKind::Undo) continue;
        auto& image = imageOf(entry);
        if (gone.contains(entry.id)) continue;
        image.entries.push_back(entry.id);
        switch (entry.kind) {
        case CorrectionKind::Label:
            image.labels[entry.finding] = entry.to;
            break;
        case CorrectionKind::Exclusion:
            image.excluded = true;
            break;
        case CorrectionKind::Note:
            image.notes << entry.reason;
            break;
        case CorrectionKind::ForTraining:
            image.forTraining = true;
            break;
        case CorrectionKind::Undo:
            break;
        }
    }
    return images;
}

Result<std::vector<qint64>> Store::addCorrections(std::span<const Correction> entries)
{
    auto writing = transaction();
    if (!writing) return writing.error();
    std::vector<qint64> ids;
    for (const auto& entry : entries) {
        auto statement = m_connection->statement(
            QStringLiteral("INSERT INTO corrections (path, content_hash, kind, finding, label_from, label_to, reason, who, at, undoes)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        const qint64 when = entry.when != 0 ? entry.when : QDateTime::currentMSecsSinceEpoch();
        const QVariant undoes = entry.undoes != 0 ? QVariant(entry.undoes) : QVariant();
        if (auto ran =
                statement.run(text(entry.path), bytes(entry.contentHash), static_cast<int>(entry.kind), text(entry.finding),
                              static_cast<int>(entry.from), static_cast<int>(entry.to), text(entry.reason), text(entry.who), when, undoes);
            !ran)
            return ran.error();
        ids.push_back(statement.insertedId());
    }
    if (auto committed = writing->commit(); !committed) return committed.error();
    return ids;
}

Result<std::vector<Correction>> Store::corrections() const
{
    auto statement = m_connection->statement(QStringLiteral("SELECT %1 FROM corrections ORDER BY id").arg(correctionColumns));
    if (auto ran = statement.run(); !ran) return ran.error();
    std::vector<Correction> entries;
    while (statement.next())
        entries.push_back(readCorrection(statement));
    if (auto rest = statement.rest(); !rest) return rest.error();
    return entries;
}

Result<std::vector<CorrectedImage>> Store::correctedImages() const
{
    const auto history = corrections();
    if (!history) return history.error();
    auto images = effectOf(*history);
    std::erase_if(images, [](const auto& image) { return image.empty(); });
    return images;
}

} // namespace lucency::app
