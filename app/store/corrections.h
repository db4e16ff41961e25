#pragma once

#include "imaging/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace lucency::app {

/// What a person says of an image. The numbers are stored: never renumber.
enum class CorrectionKind {
    Label = 0,       ///< a finding is present, absent or cannot be told, whatever the source says
    Exclusion = 1,   ///< the image is to take no part in figures and training
    Note = 2,        ///< the reason is the note
    ForTraining = 3, ///< the image is to be in the next training set
    Undo = 4,        ///< an earlier entry no longer holds; another undo brings it back
};

/// What a person says about a finding. The numbers are stored.
enum class LabelCall { Absent = 0, Present = 1, Unsure = 2, Unknown = 3 };

/// One entry of the history: who said what about which image, when and why. Entries are added, never changed or removed, and a source's own
/// label is never overwritten.
struct Correction {
    qint64 id = 0;
    QString path;           ///< where the image lay then, absolute
    QByteArray contentHash; ///< contentHashOf() the file; empty where it could not be read
    CorrectionKind kind = CorrectionKind::Note;
    QString finding;                                              ///< of Label, else empty
    LabelCall from = LabelCall::Unknown, to = LabelCall::Unknown; ///< of Label: what the source said, and what the person says
    QString reason, who;
    qint64 when = 0;   ///< milliseconds since 1970, UTC
    qint64 undoes = 0; ///< of Undo: the entry that no longer holds
};

/// What holds of an image after all that was said of it and taken back.
struct CorrectedImage {
    QString path; ///< where it lay when it was last spoken of
    QByteArray contentHash;
    std::map<QString, LabelCall> labels; ///< by finding, the last word on each
    bool excluded = false, forTraining = false;
    QStringList notes;
    std::vector<qint64> entries; ///< those that hold, oldest first

    bool empty() const { return labels.empty() && !excluded && !forTraining && notes.isEmpty(); }
};

/// The hash by which a file is known again wherever it lies: that of the store's images. Fails with NotFound or Unreadable. Reads the
/// whole file: on a worker.
Result<QByteArray> contentHashOf(const QString& path);

/// Brings a history, oldest entry first, to what holds: one value an image, in the order of its first entry. Entries belong to the same
/// image when their hashes are equal, or, where one has none, their paths.
std::vector<CorrectedImage> effectOf(const std::vector<Correction>& history);

} // namespace lucency::app
