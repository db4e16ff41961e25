#include "app/importwriter.h"

#include "app/importtables.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace lucency::app {

namespace {

constexpr qsizetype mostStudiesTold = 1000;

} // namespace

ImportWriter::ImportWriter(Store& store, ImportTables& tables, ImportSummary& summary)
    : m_store(store)
    , m_tables(tables)
    , m_summary(summary)
{
}

ImportChanges ImportWriter::takeChanges()
{
    return std::exchange(m_changes, {});
}

Done ImportWriter::join(const ImageRow& image, const QString& copy)
{
    const auto described = m_tables.join(m_store, image, copy);
    if (!described) return described.error();
    if (described->changed) noteChanged(image.study);
    for (const RowId unscored : described->unscored)
        if (!m_changes.newImages.contains(unscored)) m_changes.newImages << unscored;
    return done();
}

Done ImportWriter::keepFile(const std::vector<ImageRow>& known)
{
    ++m_summary.alreadyKnown;
    for (const ImageRow& image : known) {
        lead(image.study);
        if (auto joined = join(image); !joined) return joined;
    }
    return done();
}

Done ImportWriter::writeFile(const ImportedFile& file, const std::vector<ImageRow>& atPath)
{
    // What becomes of a file is that of its first frame; the other frames follow it.
    Outcome outcome = Outcome::Added;
    for (int frame = 0; frame < file.image.frameCount; ++frame) {
        ImageRow image = file.image;
        image.frame = frame;
        const auto written = writeImage(image, file, atPath);
        if (!written) return written.error();
        if (frame == 0) outcome = *written;
    }
    switch (outcome) {
    case Outcome::Replaced:
        ++m_summary.replaced;
        [[fallthrough]];
    case Outcome::Added:
        ++m_summary.filesAdded;
        break;
    case Outcome::Relocated:
        ++m_summary.relocated;
        [[fallthrough]];
    case Outcome::Known:
        ++m_summary.alreadyKnown;
        break;
    case Outcome::Duplicate:
        ++m_summary.duplicates;
        break;
    }
    return done();
}

Result<ImportWriter::Outcome> ImportWriter::writeImage(ImageRow& image, const ImportedFile& file, const std::vector<ImageRow>& atPath)
{
    const auto same = m_store.findImage(image, file.study, file.patient);
    if (!same) return same.error();
    if (*same) return meetKnown(image, **same);
    const auto former = std::find_if(atPath.begin(), atPath.end(), [&image](const ImageRow& row) { return row.frame == image.frame; });
    if (former != atPath.end() && former->sopInstanceUid.isEmpty() && former->contentHash == image.contentHash)
        return meetKnown(image, *former); // a table now says more of whom it shows than when it was added
    const bool isReplaced = former != atPath.end() && former->sopInstanceUid.isEmpty() && image.sopInstanceUid.isEmpty();
    if (isReplaced) {
        image.id = former->id;
        image.study = former->study;
        if (auto replaced = m_store.replaceImage(image); !replaced) return replaced.error();
    } else {
        if (former != atPath.end())
            if (auto lost = m_store.relocateImage(former->id, {}, 0, 0); !lost) return lost.error();
        if (auto added = addImage(image, file); !added) return added.error();
    }
    m_changes.newImages << image.id;
    noteChanged(image.study);
    lead(image.study);
    if (auto joined = join(image); !joined) return joined.error();
    return isReplaced ? Outcome::Replaced : Outcome::Added;
}

Done ImportWriter::addImage(ImageRow& image, const ImportedFile& file)
{
    if (image.frame > 0 && m_studyOfFirstFrame && m_pathOfFirstFrame == image.path) {
        image.study = m_studyOfFirstFrame; // a raster file has no UID by which its study would be found again
    } else {
        const auto study = m_store.addStudy(file.patient, file.study);
        if (!study) return study.error();
        image.study = study->study;
        m_summary.studiesAdded += study->studyAdded;
        m_summary.patientsAdded += study->patientAdded;
    }
    m_studyOfFirstFrame = image.study;
    m_pathOfFirstFrame = image.path;
    if (image.frame == 0 && image.sopInstanceUid.isEmpty()) {
        const auto known = m_store.hasContent(image.contentHash);
        if (!known) return known.error();
        m_summary.sameContent += *known;
    }
    const auto id = m_store.addImage(image);
    if (!id) return id.error();
    image.id = *id;
    ++m_summary.imagesAdded;
    return done();
}

Result<ImportWriter::Outcome> ImportWriter::meetKnown(ImageRow& image, const ImageRow& known)
{
    lead(known.study);
    image.id = known.id;
    image.study = known.study;
    Outcome outcome = Outcome::Known;
    if (known.path == image.path && !image.sopInstanceUid.isEmpty()) {
        // A DICOM file that was written anew may hold other pixels: it is scored again.
        if (known.fileSize != image.fileSize || known.fileModified != image.fileModified) {
            if (auto replaced = m_store.replaceImage(image); !replaced) return replaced.error();
            m_changes.newImages << image.id;
            noteChanged(image.study);
            outcome = Outcome::Replaced;
        }
    } else if (known.path == image.path || !QFileInfo::exists(known.path)) {
        if (auto told = m_store.relocateImage(image.id, image.path, image.fileSize, image.fileModified); !told) return told.error();
        outcome = Outcome::Relocated;
        // What was there cannot be compared any more: only a file that was moved as it is keeps what was said of its pixels.
        const bool moved = known.fileSize == image.fileSize && known.fileModified == image.fileModified;
        if (!image.sopInstanceUid.isEmpty() && !moved) {
            if (auto replaced = m_store.replaceImage(image); !replaced) return replaced.error();
            m_changes.newImages << image.id;
            noteChanged(image.study);
            outcome = Outcome::Replaced;
        }
    } else {
        if (auto joined = join(known, image.path); !joined) return joined.error();
        return Outcome::Duplicate;
    }
    if (auto joined = join(image); !joined) return joined.error();
    return outcome;
}

void ImportWriter::lead(RowId study)
{
    if (m_summary.studies.size() < mostStudiesTold && m_toldStudies.insert(study).second) m_summary.studies << study;
}

void ImportWriter::noteChanged(RowId study)
{
    if (m_changes.studies.isEmpty() || m_changes.studies.last() != study) m_changes.studies << study;
}

} // namespace lucency::app
