#pragma once

#include "model/manifest.h"
#include "model/prediction.h"

#include <QByteArray>
#include <QRectF>
#include <QString>

#include <vector>

namespace lucency::app {

/// The number of a row in its table; 0 means not stored yet.
using RowId = qint64;

/// How far an image, or the study it belongs to, has come. The numbers are stored: never renumber.
enum class StudyStatus {
    New = 0,    ///< imported, not yet asked to be scored by the model in use
    Queued = 1, ///< waiting for the model in use
    Scored = 2,
    Refused = 3, ///< the image is shown, but not meant for the model; the reason says why
    Failed = 4,  ///< could not be scored; the reason says why
    /// Scored by a model that is no longer in use: its result is shown with its name until the image is scored anew, which happens when it
    /// is on screen, or when asked for.
    Outdated = 5,
};

/// A person as the files name them. Empty means unknown; a raster file with no known patient gets a person of its own.
struct PatientRow {
    RowId id = 0;
    QString patientId, name; ///< Unicode; the name as in DICOM, with carets
    QString birthDate;       ///< YYYYMMDD
    QString sex;             ///< "M", "F", "O" or empty
};

/// One study: the row of the worklist.
struct StudyRow {
    RowId id = 0;
    RowId patient = 0;
    QString studyUid;   ///< empty for raster files
    QString date, time; ///< YYYYMMDD and HHMMSS, empty when unknown
    QString accessionNumber, description, institution;
    QString age;                    ///< at study, as Patient's Age says it ("034Y"), empty when unknown
    int followUp = -1;              ///< number of the examination in data sets without dates (NIH), else -1
    bool followUpFromTable = false; ///< a label table says it; else the file's name does, which counts differently
};

/// One image (one frame of a file).
struct ImageRow {
    RowId id = 0;
    RowId study = 0;
    QString path; ///< absolute
    int frame = 0;
    int frameCount = 1;
    int rows = 0, columns = 0;
    QString seriesUid, sopInstanceUid; ///< empty for raster files
    QString modality, viewPosition, bodyPart;
    int seriesNumber = 0, instanceNumber = 0;
    qint64 fileSize = 0;
    qint64 fileModified = 0; ///< nanoseconds since 1970
    QByteArray contentHash;  ///< of the file; empty for DICOM files that have a SOP Instance UID
    StudyStatus status = StudyStatus::New;
    QString reason; ///< slug of the Failure for Refused and Failed, else empty
};

/// What tells one model from another, so that no score of one passes for the other's: a retrained file may keep its name and version.
struct ModelIdentity {
    QString name, version;
    QString sha256; ///< of its file: see model::ModelManifest

    static ModelIdentity of(const model::ModelManifest& manifest)
    {
        return {QString::fromStdString(manifest.name), QString::fromStdString(manifest.version),
                QString::fromStdString(manifest.fileSha256)};
    }
    static ModelIdentity of(const model::Prediction& prediction)
    {
        return {QString::fromStdString(prediction.modelName), QString::fromStdString(prediction.modelVersion),
                QString::fromStdString(prediction.modelSha256)};
    }
    bool operator==(const ModelIdentity&) const = default;
};

/// A prediction as it was stored, for one image by one model.
struct StoredPrediction {
    RowId id = 0;
    RowId image = 0;
    qint64 storedAt = 0; ///< milliseconds since 1970, UTC
    model::Prediction prediction;
};

/// A reference box drawn by a person, in pixels of the image as it is stored here (already scaled from those of the original).
struct ReferenceBox {
    RowId image = 0;
    QString finding;
    QRectF box;
    QString source; ///< base name of the file it came from
};

/// A reference label: this finding is stated for the image ("No Finding" is one of them).
struct LabelRow {
    RowId image = 0;
    QString finding;
    QString source; ///< base name of the file it came from
};

/// What the worklist shows of one study: joined over its patient, images and the predictions of the model in use.
struct WorklistRow {
    RowId study = 0;
    RowId patient = 0;
    QString patientId, patientName, birthDate, sex;
    QString date, time, accessionNumber, description;
    int followUp = -1;
    int imageCount = 0;
    StudyStatus status = StudyStatus::New; ///< of its images: Queued before New before Failed before Outdated before Scored before Refused
    QString reason;
    double priority = 0; ///< the highest of its images; 0 when none is scored
    QString finding;     ///< the leading one: see model::leadingScore(); empty where none may lead
    double probability = 0;
    bool positive = false;
    QString model;            ///< name and version of the one that made this score
    bool formerModel = false; ///< which is not in use any more
};

} // namespace lucency::app
