#pragma once

#include "imaging/display.h"
#include "ui/reading/viewtransform.h"

#include <QString>
#include <QStringList>

namespace lucency::ui {

/// Lines of text for the corners of a radiograph, top to bottom; what is not known is left out.
struct CornerTexts {
    QStringList topLeft, topRight, bottomLeft, bottomRight;
};

/// What is known of an image beyond its file: by a label table, the name of an NIH file, or the other files of its study and patient.
struct KnownOfImage {
    std::string patientId, sex, age, viewPosition; ///< as in imaging::Identity
    int followUp = -1;                             ///< of the study, where it is numbered instead of dated; else -1
};

/// A DICOM person name (family^given^middle^prefix^suffix) as people write it: "Family, Given Middle". Only the alphabetic group.
QString personName(const std::string& dicomName);

/// YYYYMMDD as YYYY-MM-DD, HHMMSS as HH:MM; anything else as it stands. A date of zeros, as anonymisers write it, is none.
QString dateText(const std::string& dicomDate);
QString timeText(const std::string& dicomTime);

/// "45 y" or "18 months", from Patient's Age or the dates; empty when unknown. An age of zero, as anonymisers write it, is none.
QString ageText(const imaging::Identity& identity);

/// The word for a View Position ("PA", "AP", "LL") in the reader's language; any other as it stands.
QString viewName(const QString& viewPosition);

/// A finding of the vocabulary in words of the reader's language.
QString findingName(const QString& vocabularyName);

/// The name of a VOI choice: the file's own explanation, or words for the keys of imaging::voiChoices().
QString voiName(const imaging::VoiChoice& choice);

/// "W 400  L 40" with no more decimals than the values of the image need.
QString windowText(const imaging::VoiChoice& choice);

/// The spacing and what it is true for, as "0.139 mm (at detector)", or "px (no spacing)".
QString spacingText(const imaging::PixelSpacing& spacing);

/// How the image lies when it does not lie as stored: "mirrored", "turned 90°", ...; empty else.
QString orientationText(Orientation orientation);

/// What stands in a corner while only a preview is shown.
QString coarseText();

/// Corner texts that do not depend on how the image is shown: identity and study at the top, series and image number at the bottom
/// right. What is known otherwise is said where the file's own header says nothing.
CornerTexts identityTexts(const imaging::Radiograph& radiograph, const KnownOfImage& known = {});

} // namespace lucency::ui
