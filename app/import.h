#pragma once

#include "app/importsummary.h"
#include "app/store/store.h"
#include "imaging/result.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace lucency::app {

/// What an import tells while it runs; called on its thread. Any may be empty.
struct ImportListener {
    std::function<void(int found, int done, double secondsLeft)> progress; ///< files; secondsLeft is negative while unknown
    std::function<void(const QList<qint64>& studies, const QList<qint64>& newImages)> committed; ///< after each batch is on the disk
    std::function<void(const Failure&)> failed;                                                  ///< one file or table
};

/// Imports files, folders and DICOMDIRs into the store: every DICOM image into its study, every raster file as a study of its own (NIH
/// names PPPPPPPP_FFF.png give patient and follow-up number). Label and box tables that lie in the folders, or are named, are joined by
/// name, and with folders by path; they say age, sex and view where no header does, and the follow-up number, in the place of the name's
/// too, where no date is known. Files that fail are listed and the rest goes on; importing again adds nothing twice. A DICOM file whose SOP
/// Instance UID another file has is a duplicate only where the pixels are the same, else it is named in sameIdentity. Commits in batches of
/// under a second. Fails only when nothing could be imported: NotFound, EmptyFolder, or a failure of the store; one that comes later ends
/// the import and is in the summary of what was committed.
Result<ImportSummary> importPaths(Store& store, const QStringList& paths, const ImportListener& listener = {}, std::stop_token stop = {});

} // namespace lucency::app
