#include "app/import.h"

#include "app/importedfile.h"
#include "app/importtables.h"
#include "app/importwriter.h"
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
                if (auto joined = m_writer.join(*next); !joined) return joined;
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

    void tellCommitted()
    {
        const auto changes = m_writer.takeChanges();
        if (m_listener.committed && (!changes.studies.isEmpty() || !changes.newImages.isEmpty()))
            m_listener.committed(changes.studies, changes.newImages);
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
        const ImportSummary before = m_summary;
        if (auto written = writeBatch(); !written) {
            m_summary = before;
            m_writer.takeChanges();
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
            auto written = read.file ? m_writer.writeFile(*read.file, read.known) : m_writer.keepFile(read.known);
            if (!written) return written;
        }
        return transaction->commit();
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
    ImportWriter m_writer{m_store, m_tables, m_summary};
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
