#pragma once

#include "imaging/result.h"

#include <QByteArray>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <vector>

namespace lucency::app {

/// One row of a label table: what is stated for the image of this base name.
struct LabelledName {
    QString name;                ///< base name of the image, as in the table
    QStringList findings;        ///< vocabulary names; "No Finding" alone for none
    QString patientId, sex, age; ///< empty where the table does not say; the age as "057Y"
    QString viewPosition;        ///< "PA", "AP" or empty
    int followUp = -1;
};

/// One row of a box table, in pixels of the original.
struct BoxedName {
    QString name;
    QString finding;
    QRectF box;
    QSizeF original = {1024, 1024}; ///< NIH's, where the table has no columns OriginalImage[Width,Height]
};

/// A label table (`Image Index,Finding Labels`, with the further columns of Data_Entry*.csv or without) or a box table (`Image
/// Index,Finding Label,Bbox [x,y,w,h]`, trailing empty columns allowed).
struct LabelTable {
    enum class Kind { Labels, Boxes };
    Kind kind = Kind::Labels;
    QString file;
    std::vector<LabelledName> labels;
    std::vector<BoxedName> boxes;
};

/// Whether the first line of a CSV file is that of a label or box table, so that one found in a folder is worth reading.
bool looksLikeLabelTable(const QByteArray& firstLine);

/// Reads a table. Fails with NotFound, Unreadable, NotALabelTable (no header, broken CSV), MissingColumn (detail: the columns),
/// UnknownFinding (detail: the names) or BadNumber (detail: line and column). The subject is the file. `Infiltrate` is Infiltration.
Result<LabelTable> readLabelTable(const QString& file);

/// The findings that label tables may name: the 14 of NIH ChestX-ray14 and No Finding, with the spellings in use taken to the
/// vocabulary's; empty for an unknown one.
QString vocabularyName(const QString& finding);

} // namespace lucency::app
