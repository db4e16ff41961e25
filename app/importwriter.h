#pragma once

#include "app/importedfile.h"
#include "app/importsummary.h"
#include "app/store/store.h"

#include <QList>
#include <QString>

#include <set>
#include <vector>

namespace lucency::app {

class ImportTables;

/// What others should be told of once it is committed.
struct ImportChanges {
    QList<RowId> studies, newImages;
};

/// Writes files that were read into the store, each image where it belongs: anew, in place of what the file held before, or as one that is
/// there already, and counts in the summary what became of them. The caller begins and commits the transaction; all three have to outlive
/// this. Fails as the store does; what was counted since the transaction began is then the caller's to take back.
class ImportWriter {
public:
    ImportWriter(Store& store, ImportTables& tables, ImportSummary& summary);

    /// Every frame of a file, of which these images stand in the store under its path.
    Done writeFile(const ImportedFile& file, const std::vector<ImageRow>& atPath);
    /// A file that has not changed since these images were stored.
    Done keepFile(const std::vector<ImageRow>& known);
    /// Stores what the tables say of an image that is in the store; one that is of another age than was thought is scored again. The path
    /// of a copy is looked up in the tables, too.
    Done join(const ImageRow& image, const QString& copy = {});

    /// What changed since the last call.
    ImportChanges takeChanges();

private:
    enum class Outcome { Added, Replaced, Relocated, Known, Duplicate };

    Result<Outcome> writeImage(ImageRow& image, const ImportedFile& file, const std::vector<ImageRow>& atPath);
    Done addImage(ImageRow& image, const ImportedFile& file);
    /// The image is in the store: here, where it was, or under another name.
    Result<Outcome> meetKnown(ImageRow& image, const ImageRow& known);
    void lead(RowId study);
    void noteChanged(RowId study);

    Store& m_store;
    ImportTables& m_tables;
    ImportSummary& m_summary;
    ImportChanges m_changes;
    std::set<RowId> m_toldStudies;
    RowId m_studyOfFirstFrame = 0;
    QString m_pathOfFirstFrame;
};

} // namespace lucency::app
