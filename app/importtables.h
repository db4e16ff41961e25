#pragma once

#include "app/importsummary.h"
#include "app/labeltable.h"
#include "app/store/store.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <vector>

namespace lucency::app {

/// The label and box tables of one import, and which of their rows have found an image.
class ImportTables {
public:
    /// Label and box tables among the paths, named or lying in a folder; those that cannot be used go to failures.
    static ImportTables find(const QStringList& paths, QList<Failure>& failures);

    bool isEmpty() const { return m_tables.empty(); }
    /// What the first label table says of the image of this file, or nullptr.
    const LabelledName* describe(const QString& path) const;
    /// Stores labels and boxes of one image, scaled to its size, and counts their rows as found.
    Done join(Store& store, const ImageRow& image);
    /// Counts the rows of a file as found that is in the store under another name.
    void count(const QString& path);
    QList<TableSummary> summaries() const;

    /// Whether a path is that of a table, by its name.
    static bool isTable(const QString& path);

private:
    struct Joined {
        LabelTable table;
        QString source;
        QMultiHash<QString, int> rowsOfName; ///< by lower-case base name
        QSet<int> found;
        QSet<QString> imagesWithoutRow;
    };

    static QList<int> rowsOf(const Joined& joined, const QString& path);
    std::vector<Joined> m_tables;
};

} // namespace lucency::app
