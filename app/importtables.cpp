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
    for (const QString& path : paths)
        if (QFileInfo(path).isDir()) tables.m_folders << QFileInfo(path).absoluteFilePath();
    for (const QString& file : std::as_const(files)) {
        auto table = readLabelTable(file, WrongRows::LeaveOut);
        if (!table) {
            failures << table.error();
            continue;
        }
        Joined joined;
        joined.table = std::move(*table);
        joined.source = QFileInfo(file).fileName();
        tables.m_tables.push_back(std::move(joined));
    }
    return tables;
}

void ImportTables::match(NamedFiles& files, bool forgets, const std::stop_token& stop)
{
    if (files.isEmpty()) return;
    for (Joined& joined : m_tables) {
        int row = 0;
        for (const LabelledName& labelled : joined.table.labels)
            if (!stop.stop_requested()) matchRow(joined, row++, labelled.name, labelled.line, files, forgets);
        for (const BoxedName& boxed : joined.table.boxes)
            if (!stop.stop_requested()) matchRow(joined, row++, boxed.name, boxed.line, files, forgets);
    }
}

void ImportTables::matchRow(Joined& joined, int row, const QString& name, int line, NamedFiles& files, bool forgets) const
{
    const QStringList folders = QStringList(QFileInfo(joined.table.file).absolutePath()) + m_folders;
    const QList<int> meant = files.named(name, folders);
    const bool isOne = meant.size() < 2 || files.haveOneContent(meant);
    if (isOne) {
        for (const int file : meant)
            joined.rowsOfPath.insert(files.canonical(file), row);
    } else {
        ++joined.severalImagesCount;
        if (joined.severalImages.size() < TableSummary::leftOutNamed)
            joined.severalImages.push_back({line, name, LeftOutRow::Reason::SeveralImages,
                                            files.canonical(meant.first()) + QLatin1Char('\n') + files.canonical(meant.last())});
    }
    if (!forgets) return;
    for (const int file : files.ofBaseName(name))
        if (!isOne || !meant.contains(file)) joined.misnamed.insert(files.canonical(file));
}

QList<int> ImportTables::rowsOf(const Joined& joined, const QString& path)
{
    QList<int> rows = joined.rowsOfPath.values(path);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::optional<LabelledName> ImportTables::describe(const QString& path) const
{
    std::optional<LabelledName> said;
    for (const Joined& joined : m_tables) {
        if (joined.table.kind != LabelTable::Kind::Labels) continue;
        for (const int row : rowsOf(joined, path)) {
            const LabelledName& labelled = joined.table.labels[static_cast<std::size_t>(row)];
            if (!said) said.emplace();
            for (QString LabelledName::*field :
                 {&LabelledName::patientId, &LabelledName::sex, &LabelledName::age, &LabelledName::viewPosition})
                if ((*said.*field).isEmpty()) *said.*field = labelled.*field;
            if (said->followUp < 0) said->followUp = labelled.followUp;
        }
    }
    return said;
}

Result<DescribedImage> ImportTables::join(Store& store, const ImageRow& image, const QString& copy)
{
    // First, because a table of the same file name in another folder may mean the image.
    for (const Joined& joined : m_tables)
        if (copy.isEmpty() && joined.misnamed.contains(image.path) && rowsOf(joined, image.path).isEmpty())
            if (auto forgotten = store.forgetReferences(joined.source, image.id); !forgotten) return forgotten.error();
    for (Joined& joined : m_tables) {
        QList<int> rows = rowsOf(joined, image.path);
        if (!copy.isEmpty()) {
            const QList<int> rowsOfCopy = rowsOf(joined, copy);
            joined.found.unite(QSet<int>(rowsOfCopy.begin(), rowsOfCopy.end()));
            if (rowsOfCopy.isEmpty()) joined.imagesWithoutRow.insert(copy);
            if (!rows.isEmpty() || rowsOfCopy.isEmpty()) continue; // what is said of its own file holds
            rows = rowsOfCopy;
            joined.imagesWithoutRow.remove(image.path);
        }
        if (rows.isEmpty()) joined.imagesWithoutRow.insert(image.path);
        if (auto stored = joinTable(joined, store, image, rows); !stored) return stored.error();
    }
    auto said = describe(image.path);
    if (!said && !copy.isEmpty()) said = describe(copy);
    if (!said || (said->age.isEmpty() && said->sex.isEmpty() && said->viewPosition.isEmpty() && said->followUp < 0))
        return DescribedImage{};
    return store.describe(image.id, {said->age, said->sex, said->viewPosition, said->followUp});
}

Done ImportTables::joinTable(Joined& joined, Store& store, const ImageRow& image, const QList<int>& rows)
{
    if (rows.isEmpty()) return done();
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
            boxes.push_back({image.id,
                             boxed.finding,
                             QRectF(boxed.box.x() * across, boxed.box.y() * down, boxed.box.width() * across, boxed.box.height() * down),
                             {}});
        }
    }
    if (!labels.empty())
        if (auto stored = store.setLabels(joined.source, labels); !stored) return stored;
    return boxes.empty() ? done() : store.setBoxes(joined.source, boxes);
}

QList<TableSummary> ImportTables::summaries() const
{
    QList<TableSummary> summaries;
    for (const Joined& joined : m_tables) {
        TableSummary summary;
        const bool isLabels = joined.table.kind == LabelTable::Kind::Labels;
        const auto usable = static_cast<int>(isLabels ? joined.table.labels.size() : joined.table.boxes.size());
        summary.kind = isLabels ? TableSummary::Kind::Labels : TableSummary::Kind::Boxes;
        summary.file = joined.table.file;
        summary.wrong = static_cast<int>(joined.table.leftOut.size());
        summary.rows = usable + summary.wrong;
        summary.found = static_cast<int>(joined.found.size());
        summary.severalImages = joined.severalImagesCount;
        summary.notFound = usable - summary.found - summary.severalImages;
        summary.imagesWithoutRow = static_cast<int>(joined.imagesWithoutRow.size());
        summary.clipped = joined.table.clipped;
        for (std::size_t i = 0; i < joined.table.leftOut.size() && i < TableSummary::leftOutNamed; ++i)
            summary.leftOut << joined.table.leftOut[i];
        summary.leftOut << joined.severalImages;
        std::ranges::stable_sort(summary.leftOut, {}, &LeftOutRow::line);
        summaries << summary;
    }
    return summaries;
}

} // namespace lucency::app
