#pragma once

#include "app/labeltable.h"
#include "app/store/rows.h"
#include "imaging/radiograph.h"
#include "imaging/result.h"

#include <QString>

#include <optional>

namespace lucency::app {

/// A file as an import meets it, before anything is written.
struct FileStamp {
    QString path; ///< canonical
    qint64 size = 0;
    qint64 modified = 0; ///< nanoseconds since 1970
};

/// Fails with NotFound or Unreadable.
Result<FileStamp> stampOf(const std::string& path);

/// A file read by its header: the rows that it would become. The ids are 0.
struct ImportedFile {
    PatientRow patient;
    StudyRow study;
    ImageRow image; ///< of the first frame
};

/// Reads the header, and for files without SOP Instance UID a hash of the content. A table's row says whom a raster file
/// shows (age, sex, view and the follow-up number that holds are Store::describe()'s); NIH names PPPPPPPP_FFF.png give patient ID and a
/// follow-up number, too. Fails as imaging::readHeader().
Result<ImportedFile> readForImport(const FileStamp& stamp, const std::optional<LabelledName>& described);

/// Whether two files are the same to the byte, or show the same pixels in every frame under headers that differ. Files that cannot be
/// compared are not the same.
bool showTheSame(const QString& file, const QString& other);

} // namespace lucency::app
