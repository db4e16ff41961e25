#pragma once

#include "app/store/rows.h"
#include "imaging/result.h"

#include <QByteArray>
#include <QString>

#include <string>

namespace lucency::app {

/// What the store knows of an image's file, to tell whether the path still holds that image: a drive may be another one today.
struct KnownFile {
    QString sopInstanceUid;
    QByteArray contentHash; ///< where there is no UID
    qint64 size = 0;
    qint64 modified = 0; ///< nanoseconds since 1970

    static KnownFile of(const ImageRow& image);
    bool operator==(const KnownFile&) const = default;
};

/// Fails with FileChanged where the file is no longer the one that was imported: its size or time differ, and so does its SOP Instance UID
/// (DICOM) or its content. A file that cannot be opened passes, because reading it says why. Thread-safe; opens the file only where
/// its size or time differ.
Done checkSameFile(const KnownFile& known, const std::string& path);

/// The same of an image that was read, which costs nothing: its SOP Instance UID is that of the import.
Done checkSameImage(const KnownFile& known, const std::string& path, const std::string& sopInstanceUid);

} // namespace lucency::app
