#pragma once

#include "app/importsummary.h"
#include "app/labeltable.h"
#include "app/namedfiles.h"
#include "app/store/store.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>
#include <stop_token>
#include <vector>

namespace lucency::app {

/// The label and box tables of one import, and which of their rows have found an image.
class ImportTables {
public:
    /// Label and box tables among the paths, named or lying in a folder; those that cannot be used go to failures, and rows that cannot to
    /// summaries().
    static ImportTables find(const QStringList& paths, QList<Failure>& failures);

    bool isEmpty() const { return m_tables.empty(); }
    /// Finds out which row means which file, before any is joined. A row whose name fits files of different content means none of them,
    /// and what the table said of them before, by base name alone, is forgotten when they are joined. May read files.
    void match(NamedFiles& files, bool forgets, const std::stop_token& stop);
    /// What the label tables say of the image of this file: of several tables the first that says it. Nothing without a row.
    std::optional<LabelledName> describe(const QString& path) const;
    /// Stores what the tables say of one image, boxes scaled to its size, and counts their rows as found. Where they say nothing of its
    /// path, it is what they say of another file with the same content.
    Result<DescribedImage> join(Store& store, const ImageRow& image, const QString& copy = {});
    QList<TableSummary> summaries() const;

    /// Whether a path is that of a table, by its name.
    static bool isTable(const QString& path);

private:
    struct Joined {
        LabelTable table;
        QString source;
        QMultiHash<QString, int> rowsOfPath; ///< by canonical path
        QList<LeftOutRow> severalImages;     ///< the first of them
        int severalImagesCount = 0;
        QSet<int> found;
        QSet<QString> imagesWithoutRow;
        QSet<QString> misnamed; ///< images that have the base name of a row that does not mean them
    };

    void matchRow(Joined& joined, int row, const QString& name, int line, NamedFiles& files, bool forgets) const;
    static QList<int> rowsOf(const Joined& joined, const QString& path);
    static Done joinTable(Joined& joined, Store& store, const ImageRow& image, const QList<int>& rows);
    std::vector<Joined> m_tables;
    QStringList m_folders; ///< given to the import
};

} // namespace lucency::app
