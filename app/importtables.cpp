#include "app/importtables.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace lucency::app {

namespace {

bool hasTableName(const QString& name)
{
    return name.startsWith(QLatin1String("Data_Entry"), Qt::CaseInsensitive) ||
           name.startsWith(QLatin1String("BBox_List"), Qt::CaseInsensitive);
}

bool startsLikeTable(const QString& file)
{
    constexpr qint64 longestHeader = 4096;
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) && looksLikeLabelTable(opened.readLine(longestHeader));
}

/// CSV files of a folder that are tables of images, by name or by first line, in the order of their paths.
QStringList tablesBelow(const QString& folder)
{
    QStringList tables;
    QDirIterator file(folder, {QStringLiteral("*.csv")}, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
    while (file.hasNext()) {
        file.next();
        if (hasTableName(file.fileName()) || startsLikeTable(file.filePath())) tables << file.filePath();
    }
    tables.sort();
    return tables;
}

} // namespace

bool ImportTables::isTable(const QString& path)
{
    return path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) && QFileInfo(path).isFile();
}

ImportTables ImportTables::find(const QStringList& paths, QList<Failure>& failures)
{
    QStringList files;
    for (const QString& path : paths) {
        if (isTable(path))
            files << path;
        else if (QFileInfo(path).isDir())
            files << tablesBelow(path);
    }
    files.removeDuplicates();
    ImportTables tables;
    for (const QString& file : std::as_const(files)) {
        auto table = readLabelTable(file);
        if (!table) {
            failures << table.error();
            continue;
        }
        Joined joined{std::move(*table), QFileInfo(file).fileName(), {}, {}, {}};
        const auto remember = [&joined](const QString& name, int row) {
            joined.rowsOfName.insert(QFileInfo(name).fileName().toLower(), row);
        };
        int row = 0;
        for (const LabelledName& labelled : joined.table.labels)
            remember(labelled.name, row++);
        for (const BoxedName& boxed : joined.table.boxes)
            remember(boxed.name, row++);
        tables.m_tables.push_back(std::move(joined));
    }
    return tables;
}

QList<int> ImportTables::rowsOf(const Joined& joined, const QString& path)
{
    const QFileInfo info(path);
    QList<int> rows = joined.rowsOfName.values(info.fileName().toLower());
    if (rows.isEmpty()) rows = joined.rowsOfName.values(info.completeBaseName().toLower()); // tables that name images without extension
    std::sort(rows.begin(), rows.end());
    return rows;
}

const LabelledName* ImportTables::describe(const QString& path) const
{
    for (const Joined& joined : m_tables) {
        if (joined.table.kind != LabelTable::Kind::Labels) continue;
        const QList<int> rows = rowsOf(joined, path);
        if (!rows.isEmpty()) return &joined.table.labels[static_cast<std::size_t>(rows.first())];
    }
    return nullptr;
}

Done ImportTables::join(Store& store, const ImageRow& image)
{
    for (Joined& joined : m_tables) {
        const QList<int> rows = rowsOf(joined, image.path);
        if (rows.isEmpty()) joined.imagesWithoutRow.insert(image.path);
        std::vector<LabelRow> labels;
        std::vector<ReferenceBox> boxes;
        for (const int row : rows) {
            joined.found.insert(row);
            if (joined.table.kind == LabelTable::Kind::Labels) {
                for (const QString& finding : joined.table.labels[static_cast<std::size_t>(row)].findings)
                    labels.push_back({image.id, finding, {}});
            } else {
                const BoxedName& boxed = joined.table.boxes[static_cast<std::size_t>(row)];
                const double across = image.columns / boxed.original.width(), down = image.rows / boxed.original.height();
                boxes.push_back(
                    {image.id,
                     boxed.finding,
                     QRectF(boxed.box.x() * across, boxed.box.y() * down, boxed.box.width() * across, boxed.box.height() * down),
                     {}});
            }
        }
        if (!labels.empty())
            if (auto stored = store.setLabels(joined.source, labels); !stored) return stored;
        if (!boxes.empty())
            if (auto stored = store.setBoxes(joined.source, boxes); !stored) return stored;
    }
    return done();
}

void ImportTables::count(const QString& path)
{
    for (Joined& joined : m_tables) {
        const QList<int> rows = rowsOf(joined, path);
        if (rows.isEmpty()) joined.imagesWithoutRow.insert(path);
        joined.found.unite(QSet<int>(rows.begin(), rows.end()));
    }
}

QList<TableSummary> ImportTables::summaries() const
{
    QList<TableSummary> summaries;
    for (const Joined& joined : m_tables) {
        TableSummary summary;
        const bool isLabels = joined.table.kind == LabelTable::Kind::Labels;
        summary.kind = isLabels ? TableSummary::Kind::Labels : TableSummary::Kind::Boxes;
        summary.file = joined.table.file;
        summary.rows = static_cast<int>(isLabels ? joined.table.labels.size() : joined.table.boxes.size());
        summary.found = static_cast<int>(joined.found.size());
        summary.notFound = summary.rows - summary.found;
        summary.imagesWithoutRow = static_cast<int>(joined.imagesWithoutRow.size());
        summaries << summary;
    }
    return summaries;
}

} // namespace lucency::app
