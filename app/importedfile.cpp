#include "app/importedfile.h"

#include "app/store/corrections.h"
#include "imaging/read.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <opencv2/core.hpp>

#include <filesystem>

#include <sys/stat.h>

namespace lucency::app {

namespace {

QString unicode(const std::string& text)
{
    return QString::fromStdString(text);
}

void fillFromHeader(ImportedFile& file, const imaging::Radiograph& header)
{
    const imaging::Identity& identity = header.identity;
    file.patient.patientId = unicode(identity.patientId);
    file.patient.name = unicode(identity.patientName);
    file.patient.birthDate = unicode(identity.birthDate);
    file.patient.sex = unicode(identity.sex);
    file.study.studyUid = unicode(identity.studyUid);
    file.study.date = unicode(identity.studyDate);
    file.study.time = unicode(identity.studyTime);
    file.study.accessionNumber = unicode(identity.accessionNumber);
    file.study.description = unicode(identity.studyDescription.empty() ? identity.seriesDescription : identity.studyDescription);
    file.study.institution = unicode(identity.institution);
    file.study.age = unicode(identity.age);
    file.image.frameCount = header.frameCount;
    file.image.rows = header.rows;
    file.image.columns = header.columns;
    file.image.seriesUid = unicode(identity.seriesUid);
    file.image.sopInstanceUid = unicode(identity.sopInstanceUid);
    file.image.modality = unicode(identity.modality);
    file.image.viewPosition = unicode(identity.viewPosition);
    file.image.bodyPart = unicode(identity.bodyPart);
    file.image.seriesNumber = unicode(identity.seriesNumber).toInt();
    file.image.instanceNumber = unicode(identity.instanceNumber).toInt();
}

void fillFromName(ImportedFile& file, const std::optional<LabelledName>& described)
{
    static const QRegularExpression nihName(QStringLiteral("^(\\d{8})_(\\d{3})$"));
    const QFileInfo info(file.image.path);
    file.study.description = info.fileName();
    if (described) {
        file.patient.patientId = described->patientId;
        file.study.followUp = described->followUp;
    }
    // The name decides over the table, which says "1" for the patient of 00000001_000.png. Its number is what the file is known by; the one
    // that people see is the table's where it says one (Store::describe()).
    if (const auto match = nihName.match(info.completeBaseName()); match.hasMatch()) {
        file.patient.patientId = match.captured(1);
        file.study.followUp = match.captured(2).toInt();
    }
}

} // namespace

Result<FileStamp> stampOf(const std::string& path)
{
    std::error_code error;
    const auto canonical = std::filesystem::canonical(path, error);
    struct stat facts {};
    if (error || ::stat(canonical.c_str(), &facts) != 0) return Failure{FailureKind::NotFound, path, error.message()};
    return FileStamp{unicode(canonical.string()), facts.st_size, facts.st_mtim.tv_sec * 1'000'000'000LL + facts.st_mtim.tv_nsec};
}

Result<ImportedFile> readForImport(const FileStamp& stamp, const std::optional<LabelledName>& described)
{
    const auto header = imaging::readHeader(stamp.path.toStdString());
    if (!header) return header.error();
    ImportedFile file;
    file.image.path = stamp.path;
    file.image.fileSize = stamp.size;
    file.image.fileModified = stamp.modified;
    fillFromHeader(file, *header);
    if (!header->identity.isDicom) fillFromName(file, described);
    if (file.image.sopInstanceUid.isEmpty()) {
        auto hash = contentHashOf(stamp.path);
        if (!hash) return hash.error();
        file.image.contentHash = *hash;
    }
    if (const auto scorable = imaging::checkScorable(*header); !scorable) {
        file.image.status = StudyStatus::Refused;
        file.image.reason = unicode(std::string(slug(scorable.error().kind)));
    }
    return file;
}

bool showTheSame(const QString& file, const QString& other)
{
    if (QFileInfo(file).size() == QFileInfo(other).size()) {
        const auto hash = contentHashOf(file), otherHash = contentHashOf(other);
        if (hash && otherHash && *hash == *otherHash) return true;
    }
    for (int frame = 0, frames = 1; frame < frames; ++frame) {
        const auto image = imaging::read(file.toStdString(), frame), otherImage = imaging::read(other.toStdString(), frame);
        if (!image || !otherImage || image->frameCount != otherImage->frameCount) return false;
        const cv::Mat &pixels = image->pixels, &otherPixels = otherImage->pixels;
        const bool alike = pixels.size() == otherPixels.size() && pixels.type() == otherPixels.type() &&
                           image->meaning.inverted() == otherImage->meaning.inverted() && cv::norm(pixels, otherPixels, cv::NORM_INF) == 0;
        if (!alike) return false;
        frames = image->frameCount;
    }
    return true;
}

} // namespace lucency::app
