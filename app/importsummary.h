#pragma once

#include "app/leftoutrow.h"
#include "app/store/rows.h"
#include "imaging/result.h"

#include <QList>
#include <QString>

namespace lucency::app {

/// What became of one label or box table of an import: rows = found + notFound + severalImages + wrong.
struct TableSummary {
    enum class Kind { Labels, Boxes };
    Kind kind = Kind::Labels;
    QString file;
    int rows = 0;              ///< of the table
    int found = 0;             ///< rows whose image is among those of this import
    int notFound = 0;          ///< rows whose image is not
    int imagesWithoutRow = 0;  ///< images of this import that the table does not name
    int severalImages = 0;     ///< rows that were not used, because their name fits images of different content
    int wrong = 0;             ///< rows that were not used for what stands in them
    int clipped = 0;           ///< boxes that were partly outside of their image and now end at its edge
    QList<LeftOutRow> leftOut; ///< the first of each kind of the rows not used, in the order of the file
    static constexpr int leftOutNamed = 50;
};

/// A DICOM file that was left out, because another file has its SOP Instance UID, study and patient but shows other pixels.
struct SameIdentity {
    QString file;
    QString kept; ///< the file that stands in the store
};

/// What an import did. found = added + alreadyKnown + duplicates + sameIdentity + failures of files + notReached.
struct ImportSummary {
    int filesFound = 0;
    int imagesAdded = 0;
    int studiesAdded = 0;
    int patientsAdded = 0;
    int filesAdded = 0;
    int alreadyKnown = 0;    ///< files that are in the store as they are
    int relocated = 0;       ///< of those: files that had moved, or had been touched
    int replaced = 0;        ///< of filesAdded: files whose content has changed since
    int sameContent = 0;     ///< of filesAdded: content that is in the store as another patient's, or another examination's, image
    int duplicates = 0;      ///< files whose content, or SOP Instance UID with the same pixels, is in the store under another name
    int notReached = 0;      ///< files that nothing is known of, because the reader stopped it or the store took no more
    QList<Failure> failures; ///< one a file or table that could not be used, or of the store; the subject is its path
    QList<SameIdentity> sameIdentity;
    QList<TableSummary> tables;
    QList<qint64> studies; ///< every study that a given path led to, new or known, in the order of the files; at most 1,000
    bool stopped = false;  ///< the reader stopped it; what was added stays
    double seconds = 0;
};

} // namespace lucency::app
