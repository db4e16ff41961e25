#pragma once

#include "app/leftoutrow.h"
#include "imaging/result.h"

#include <QByteArray>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <vector>

namespace lucency::app {

/// One row of a label table: what is stated for the image of this name.
struct LabelledName {
    QString name;                ///< of the image, with or without folders, as in the table
    QStringList findings;        ///< vocabulary names; "No Finding" alone for none
    QString patientId, sex, age; ///< empty where the table does not say; the age as "057Y"
    QString viewPosition;        ///< "PA", "AP" or empty
    int followUp = -1;
    int line = 0; ///< of the file, the header's being 1
};

/// One row of a box table, in pixels of the original.
struct BoxedName {
    QString name;
    QString finding;
    QRectF box;
    QSizeF original = {1024, 1024}; ///< NIH's, where the table has no columns OriginalImage[Width,Height]
    int line = 0;
};

/// A label table (`Image Index,Finding Labels`, with the further columns of Data_Entry*.csv or without) or a box table (`Image
/// Index,Finding Label,Bbox [x,y,w,h]`, trailing empty columns allowed).
struct LabelTable {
    enum class Kind { Labels, Boxes };
    Kind kind = Kind::Labels;
    QString file;
    std::vector<LabelledName> labels;
    std::vector<BoxedName> boxes;
    std::vector<LeftOutRow> leftOut; ///< in the order of the file
    int clipped = 0;                 ///< boxes that were partly outside of the original and now end at its edge
};

/// What becomes of a table in which rows are wrong.
enum class WrongRows {
    Refuse,   ///< it is refused as a whole
    LeaveOut, ///< the others are taken, and boxes that are partly outside of their image are clipped to it
};

/// Whether the first line of a CSV file is that of a label or box table, so that one found in a folder is worth reading.
bool looksLikeLabelTable(const QByteArray& firstLine);

/// Reads a table. Fails with NotFound, Unreadable, NotALabelTable (no header, broken CSV), MissingColumn (detail: the columns),
/// UnknownFinding (detail: the names) or BadNumber (detail: line and column). The subject is the file. `Infiltrate` is Infiltration.
/// With WrongRows::LeaveOut the last two are no failures: such rows are in leftOut.
Result<LabelTable> readLabelTable(const QString& file, WrongRows wrong = WrongRows::Refuse);

/// The findings that label tables may name: the 14 of NIH ChestX-ray14 and No Finding, with the spellings in use taken to the
/// vocabulary's; empty for an unknown one.
QString vocabularyName(const QString& finding);

} // namespace lucency::app
