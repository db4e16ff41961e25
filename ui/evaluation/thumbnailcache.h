#pragma once

#include "app/workbench/openedresult.h"
#include "imaging/result.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace lucency::ui {

/// Small pictures of a result's images, made on two threads when they are wanted and kept within a bound of memory; the ones wanted last
/// are made first, and what was scrolled past is not made at all. Its functions belong to the GUI thread.
class ThumbnailCache : public QObject {
    Q_OBJECT

public:
    static constexpr int side = 128;                   ///< pixels of the longer side
    static constexpr int bytesKept = 64 * 1024 * 1024; ///< some 4,000 pictures
    static constexpr std::size_t mostWaiting = 160;    ///< more than a screen shows

    explicit ThumbnailCache(QObject* parent = nullptr);
    ~ThumbnailCache() override;

    /// Forgets everything: from now on images are those of this result.
    void setSource(app::OpenedResultPointer result);

    /// The picture, or nothing while it is not there; asks for it then, and ready() follows.
    const QImage* picture(std::size_t image);
    /// Why there is no picture; nothing where there may be one.
    const Failure* failure(std::size_t image) const;
    qsizetype bytesInUse() const { return m_kept.totalCost(); }

Q_SIGNALS:
    /// These are there now, or failed; in batches, so that a view repaints a few times a second and not for each.
    void ready(const std::vector<std::size_t>& images);

private:
    struct Made {
        std::size_t image = 0;
        QImage picture;
        std::optional<Failure> failure;
    };
    void work(const std::stop_token& stop);
    void take();

    app::OpenedResultPointer m_result; ///< of the GUI thread
    QCache<std::size_t, QImage> m_kept;
    QHash<std::size_t, Failure> m_failures;
    QHash<std::size_t, bool> m_asked;

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    app::OpenedResultPointer m_source; ///< of the threads
    quint64 m_generation = 0;
    std::deque<std::size_t> m_waiting;
    std::vector<Made> m_made;
    std::vector<std::size_t> m_dropped; ///< scrolled past before they were made
    bool m_told = false;
    std::vector<std::jthread> m_workers; // last: joined before what they use goes
};

/// The default display of an image, no larger than side; grey, on black where it is missing. Fails as imaging::read(), and with NotFound
/// for an empty path. Thread-safe.
Result<QImage> smallPicture(const std::filesystem::path& file, int side);

} // namespace lucency::ui
