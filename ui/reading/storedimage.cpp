#include "ui/reading/storedimage.h"

#include "imaging/read.h"

#include <QCoreApplication>

namespace lucency::ui {

namespace {

struct StoredImage {
    Q_DECLARE_TR_FUNCTIONS(StoredImage)
};

} // namespace

Result<imaging::Radiograph> readStored(const ImageFile& file)
{
    const std::string path = file.path.toStdString();
    if (path.empty()) return Failure{FailureKind::NotFound, StoredImage::tr("The file of this image").toStdString(), {}};
    if (const auto same = app::checkSameFile(file.known, path); !same) return same.error();
    auto radiograph = imaging::read(path, file.frame);
    if (!radiograph) return radiograph;
    // Read now, and not before: it may have been replaced in between.
    if (const auto same = app::checkSameImage(file.known, path, radiograph->identity.sopInstanceUid); !same) return same.error();
    return radiograph;
}

std::optional<imaging::Radiograph> readStoredCoarse(const ImageFile& file)
{
    const std::string path = file.path.toStdString();
    if (!app::checkSameFile(file.known, path)) return std::nullopt;
    auto coarse = imaging::readPreview(path, file.frame);
    if (coarse && !app::checkSameImage(file.known, path, coarse->identity.sopInstanceUid)) return std::nullopt;
    return coarse;
}

Result<imaging::Radiograph> readMarked(app::ReadingMarks& marks, const ImageFile& file)
{
    const auto reading = marks.begin(file.path.toStdString());
    return reading ? readStored(file) : reading.error();
}

std::optional<imaging::Radiograph> readMarkedCoarse(app::ReadingMarks& marks, const ImageFile& file)
{
    const auto reading = marks.begin(file.path.toStdString());
    return reading ? readStoredCoarse(file) : std::nullopt;
}

} // namespace lucency::ui
