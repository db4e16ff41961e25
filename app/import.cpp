#include "app/import.h"

#include "app/importedfile.h"
#include "app/importtables.h"
#include "app/readingmarks.h"
#include "imaging/read.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>

namespace lucency::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto longestBatch = std::chrono::milliseconds(300);
constexpr std::size_t largestBatch = 100;
constexpr auto progressInterval = std::chrono::milliseconds(100);
constexpr qsizetype mostStudiesTold = 1000;

class Import {
public:
    Import(Store& store, const ImportListener& listener, std::stop_token stop)
        : m_store(store)
        , m_database(QFileInfo(store.path()).canonicalFilePath())
        , m_marks(ReadingMarks::beside(store.path()))
        , m_listener(listener)
        , m_stop(std::move(stop))
    {
    }

    Result<ImportSummary> run(const QStringList& paths)
    {
        m_tables = ImportTables::find(paths, m_summary.failures);
        for (const Failure& failure : std::as_const(m_summary.failures))
            if (m_listener.failed) m_listener.failed(failure);
        auto done = findFiles(paths) && m_files.empty() && !m_tables.isEmpty() ? joinWithStore() : importFiles();
        // What was committed before the store failed is there, and is told together with the failure.
        if (!done && m_summary.filesAdded == 0 && m_summary.alreadyKnown == 0) return done.error();
        if (!done) fail(done.error());
        m_summary.tables = m_tables.summaries();
        m_summary.seconds = secondsSince(m_start);
        m_summary.notReached = m_summary.filesFound - m_summary.filesAdded - m_summary.alreadyKnown - m_summary.duplicates -
                               static_cast<int>(m_summary.sameIdentity.size()) - m_filesFailed;
        if (m_summary.filesFound == 0 && m_summary.tables.isEmpty() && !m_summary.failures.isEmpty() && !m_summary.stopped)
            return m_summary.failures.first();
        return m_summary;
    }

private:
    static double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

    void fail(const Failure& failure)
    {
        m_summary.failures << failure;
        if (m_listener.failed) m_listener.failed(failure);
    }

    void failFile(const Failure& failure)
    {
        ++m_filesFailed;
        fail(failure);
    }

    /// The database, or what SQLite keeps beside it. To open such a file and close it takes away the locks that this process has on it.
    bool isOfStore(const QString& canonicalPath) const
    {
        static const QStringList endings{QString(), QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral("-journal")};
        return !m_database.isEmpty() && canonicalPath.startsWith(m_database) && endings.contains(canonicalPath.mid(m_database.size()));
    }

    /// All images below the paths. Each path is asked for by itself, so that one that is gone does not take the others with it.
    bool findFiles(const QStringList& paths)
    {
        std::set<std::string> seen;
        for (const QString& path : paths) {
            if (ImportTables::isTable(path)) continue;
            if (isOfStore(QFileInfo(path).canonicalFilePath())) {
                fail({FailureKind::NotAnImage, path.toStdString(), "Lucency's own database"});
                continue;
            }
            auto found = imaging::findImages({path.toStdString()}, m_stop);
            if (!found) {
                const bool holdsTables = found.error().kind == FailureKind::EmptyFolder && !m_tables.isEmpty();
                if (found.error().kind == FailureKind::Cancelled)
                    m_summary.stopped = true;
                else if (!holdsTables)
                    fail(found.error());
                continue;
            }
            for (const auto& file : *found)
                if (seen.insert(file.string()).second) m_files.push_back(file.string());
        }
        m_summary.filesFound = static_cast<int>(m_files.size());
        return !m_summary.stopped;
    }

    void tellProgress(int done, bool always = false)
    {
        const auto now = Clock::now();
        if (!m_listener.progress || (!always && now - m_lastProgress < progressInterval)) return;
        m_lastProgress = now;
        const double left = done > 0 ? secondsSince(m_start) / done * (m_summary.filesFound - done) : -1;
        m_listener.progress(m_summary.filesFound, done, left);
    }

    /// Tables alone: they are joined with the images that are in the store already.
    Done joinWithStore()
    {
        std::vector<ImageRow> images;
        NamedFiles files;
        auto read = m_store.allImages([&images, &files](const ImageRow& image) {
            images.push_back(image);
            if (image.frame == 0 && !image.path.isEmpty())
                files.add(image.path, image.path, image.contentHash.isEmpty() ? image.sopInstanceUid.toUtf8() : image.contentHash);
            return true;
        });
        if (!read) return read;
        m_tables.match(files, false, m_stop);
        for (auto next = images.cbegin(); next != images.cend() && !m_stop.stop_requested();) {
            const auto batchStart = Clock::now();
            auto transaction = m_store.transaction();
            if (!transaction) return transaction.error();
            for (; next != images.cend() && Clock::now() - batchStart < longestBatch; ++next)
                if (auto joined = join(*next); !joined) return joined;
            if (auto committed = transaction->commit(); !committed) return committed;
            tellCommitted();
        }
        m_summary.stopped = m_stop.stop_requested();
        return done();
    }

    /// Which rows of the tables mean which of the files.
    void matchTables()
    {
        if (m_tables.isEmpty()) return;
        NamedFiles files;
        for (const std::string& path : m_files) {
            if (m_stop.stop_requested()) return;
            if (const auto stamp = stampOf(path)) files.add(QString::fromStdString(path), stamp->path);
        }
        m_tables.match(files, true, m_stop);
    }

    /// Stores what the tables say of an image that is in the store; one that is of another age than was thought is scored again.
    Done join(const ImageRow& image, const QString& copy = {})
    {
        const auto described = m_tables.join(m_store, image, copy);
        if (!described) return described.error();
        if (described->changed) noteChanged(image.study);
        for (const RowId unscored : described->unscored)
            if (!m_newImages.contains(unscored)) m_newImages << unscored;
        return done();
    }

    void tellCommitted()
    {
        if (m_listener.committed && (!m_changedStudies.isEmpty() || !m_newImages.isEmpty()))
            m_listener.committed(m_changedStudies, m_newImages);
        m_newImages.clear();
        m_changedStudies.clear();
    }

    Done importFiles()
    {
        m_start = m_lastProgress = Clock::now();
        matchTables();
        auto batchStart = Clock::now();
        int done = 0;
        tellProgress(done, true);
        for (const std::string& path : m_files) {
            if (m_stop.stop_requested()) {
                m_summary.stopped = true;
                break;
            }
            if (auto read = readFile(path); !read) return read;
            ++done;
            if (m_batch.size() >= largestBatch || Clock::now() - batchStart > longestBatch) {
                if (auto flushed = flush(); !flushed) return flushed;
                batchStart = Clock::now();
            }
            tellProgress(done);
        }
        auto flushed = flush();
        tellProgress(done, true);
        return flushed;
    }

    /// Reads a file for the batch, or sees that the store has it. Only a failure of the store is one of the import.
    Done readFile(const std::string& path)
    {
        const auto stamp = stampOf(path);
        if (!stamp) {
            failFile(stamp.error());
            return done();
        }
        if (isOfStore(stamp->path)) {
            failFile({FailureKind::NotAnImage, path, "Lucency's own database"});
            return done();
        }
        const auto known = m_store.imagesOfFile(stamp->path);
        if (!known) return known.error();
        const bool unchanged = !known->empty() && known->front().fileSize == stamp->size &&
                               known->front().fileModified == stamp->modified &&
                               known->size() == static_cast<std::size_t>(known->front().frameCount);
        if (unchanged) {
            m_batch.push_back({std::nullopt, *known, {}});
            return done();
        }
        const auto reading = m_marks->begin(stamp->path.toStdString());
        if (!reading) {
            failFile(reading.error());
            return done();
        }
        auto file = readForImport(*stamp, m_tables.describe(stamp->path));
        if (!file) {
            failFile(file.error());
            return done();
        }
        const auto other = fileOfOtherPixels(*file);
        if (!other) return other.error();
        m_batch.push_back({std::move(*file), *known, *other});
        return done();
    }

    /// The file that has the SOP Instance UID of this one, in the store or the batch, and shows something else; empty for none. Asked for
    /// before the transaction, because it reads both files in full.
    Result<QString> fileOfOtherPixels(const ImportedFile& file) const
    {
        if (file.image.sopInstanceUid.isEmpty()) return QString();
        const auto stored = m_store.findImage(file.image, file.study, file.patient);
        if (!stored) return stored.error();
        QString twin = *stored ? (*stored)->path : QString();
        for (auto read = m_batch.cbegin(); twin.isEmpty() && read != m_batch.cend(); ++read)
            if (read->file && read->otherPixels.isEmpty() && read->file->image.sopInstanceUid == file.image.sopInstanceUid &&
                read->file->study.studyUid == file.study.studyUid && read->file->patient.patientId == file.patient.patientId)
                twin = read->file->image.path;
        const bool isOther = !twin.isEmpty() && twin != file.image.path && QFileInfo::exists(twin);
        return isOther && !showTheSame(file.image.path, twin) ? twin : QString();
    }

    /// Writes the batch as one transaction. Headers were read before it began, so that other writers wait for milliseconds only.
    Done flush()
    {
        if (m_batch.empty()) return done();
        m_newImages.clear();
        m_changedStudies.clear();
        const ImportSummary before = m_summary;
        if (auto written = writeBatch(); !written) {
            m_summary = before;
            return written;
        }
        m_batch.clear();
        tellCommitted();
        return done();
    }

    Done writeBatch()
    {
        auto transaction = m_store.transaction();
        if (!transaction) return transaction.error();
        for (const Read& read : m_batch) {
            if (!read.otherPixels.isEmpty()) {
                m_summary.sameIdentity << SameIdentity{read.file->image.path, read.otherPixels};
                continue;
            }
            auto written = read.file ? writeFile(*read.file, read.known) : keepFile(read.known);
            if (!written) return written;
        }
        return transaction->commit();
    }

    void lead(RowId study)
    {
        if (m_summary.studies.size() < mostStudiesTold && m_toldStudies.insert(study).second) m_summary.studies << study;
    }

    Done keepFile(const std::vector<ImageRow>& known)
    {
        ++m_summary.alreadyKnown;
        for (const ImageRow& image : known) {
            lead(image.study);
            if (auto joined = join(image); !joined) return joined;
        }
        return done();
    }

    Done writeFile(const ImportedFile& file, const std::vector<ImageRow>& atPath)
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

    enum class Outcome { Added, Replaced, Relocated, Known, Duplicate };

    Result<Outcome> writeImage(ImageRow& image, const ImportedFile& file, const std::vector<ImageRow>& atPath)
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
        m_newImages << image.id;
        noteChanged(image.study);
        lead(image.study);
        if (auto joined = join(image); !joined) return joined.error();
        return isReplaced ? Outcome::Replaced : Outcome::Added;
    }

    Done addImage(ImageRow& image, const ImportedFile& file)
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

    /// The image is in the store: here, where it was, or under another name.
    Result<Outcome> meetKnown(ImageRow& image, const ImageRow& known)
    {
        lead(known.study);
        image.id = known.id;
        image.study = known.study;
        Outcome outcome = Outcome::Known;
        if (known.path == image.path && !image.sopInstanceUid.isEmpty()) {
            // A DICOM file that was written anew may hold other pixels: it is scored again.
            if (known.fileSize != image.fileSize || known.fileModified != image.fileModified) {
                if (auto replaced = m_store.replaceImage(image); !replaced) return replaced.error();
                m_newImages << image.id;
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
                m_newImages << image.id;
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

    void noteChanged(RowId study)
    {
        if (m_changedStudies.isEmpty() || m_changedStudies.last() != study) m_changedStudies << study;
    }

    struct Read {
        std::optional<ImportedFile> file; ///< nothing for a file that has not changed
        std::vector<ImageRow> known;      ///< images of this path
        QString otherPixels;              ///< see fileOfOtherPixels()
    };

    Store& m_store;
    const QString m_database; ///< canonical
    const std::shared_ptr<ReadingMarks> m_marks;
    const ImportListener& m_listener;
    std::stop_token m_stop;
    ImportSummary m_summary;
    ImportTables m_tables;
    std::vector<std::string> m_files;
    std::vector<Read> m_batch;
    QList<qint64> m_newImages, m_changedStudies;
    std::set<RowId> m_toldStudies;
    RowId m_studyOfFirstFrame = 0;
    QString m_pathOfFirstFrame;
    int m_filesFailed = 0;
    Clock::time_point m_start = Clock::now(), m_lastProgress = m_start;
};

} // namespace

Result<ImportSummary> importPaths(Store& store, const QStringList& paths, const ImportListener& listener, std::stop_token stop)
{
    try {
        return Import(store, listener, std::move(stop)).run(paths);
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, paths.value(0).toStdString(), {}};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, paths.value(0).toStdString(), error.what()};
    }
}

} // namespace lucency::app
