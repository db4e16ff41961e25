#pragma once

#include "app/readingmarks.h"
#include "imaging/radiograph.h"
#include "imaging/result.h"
#include "ui/reading/imageloader.h"

#include <optional>

namespace lucency::ui {

/// Reads one frame as imaging::read() does, and fails with FileChanged where the path holds another image than the one that was imported:
/// nobody may see it under the name of the person in the worklist. Thread-safe.
Result<imaging::Radiograph> readStored(const ImageFile& file);

/// Its coarse look where that is worth while, as imaging::readPreview(); nothing where readStored() would fail.
std::optional<imaging::Radiograph> readStoredCoarse(const ImageFile& file);

/// The same two under a mark, so that a file whose reading ends the program is known at the next start; see ReadingMarks.
Result<imaging::Radiograph> readMarked(app::ReadingMarks& marks, const ImageFile& file);
std::optional<imaging::Radiograph> readMarkedCoarse(app::ReadingMarks& marks, const ImageFile& file);

} // namespace lucency::ui
