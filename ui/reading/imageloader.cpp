#include "ui/reading/imageloader.h"

#include <QMetaObject>

#include <algorithm>
#include <new>
#include <optional>

namespace lucency::ui {

namespace {

constexpr QSize thumbnailSize(192, 192); ///< device pixels: sharp at twice the size of the strip

/// Preparing allocates as much as reading does: the same failure at the same place.
Result<std::shared_ptr<const DisplayImage>> prepare(const ImageLoader::Read& read, const ImageFile& file)
{
    try {
        auto radiograph = read(file);
        if (!radiograph) return std::move(radiograph).error();
        return makeDisplayImage(*std::move(radiograph));
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.path.toStdString(), {}};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, file.path.toStdString(), error.what()};
    }
}

} // namespace

ImageLoader::ImageLoader(Read read, QObject* parent)
    : QObject(parent)
    , m_read(std::move(read))
    , m_screen([this](const std::stop_token& stop) { workOnScreen(stop); })
    , m_background([this](const std::stop_token& stop) { workAhead(stop); })
{
}

ImageLoader::~ImageLoader() = default;

quint64 ImageLoader::load(const ImageFile& file)
{
    ++m_ticket;
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = {m_ticket, file};
    }
    m_wakeScreen.notify_one();
    return m_ticket;
}

void ImageLoader::cancel()
{
    ++m_ticket;
    const std::lock_guard lock(m_mutex);
    m_wanted.reset();
}

void ImageLoader::readAhead(const std::vector<ImageFile>& next, const std::vector<ImageFile>& thumbnails)
{
    {
        const std::lock_guard lock(m_mutex);
        m_ahead.clear();
        for (const ImageFile& file : next)
            m_ahead.push_back({file, false});
        for (const ImageFile& file : thumbnails)
            m_ahead.push_back({file, true});
    }
    m_wakeAhead.notify_one();
}

ImageLoader::Prepared ImageLoader::prepared(const ImageFile& file)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto kept = std::ranges::find(m_kept, file, [](const auto& entry) { return entry.first; });
        if (kept != m_kept.end()) {
            m_kept.splice(m_kept.begin(), m_kept, kept);
            return kept->second;
        }
    }
    Prepared image = prepare(m_read, file);
    if (!image) return image;
    const std::lock_guard lock(m_mutex);
    if (std::ranges::find(m_kept, file, [](const auto& entry) { return entry.first; }) == m_kept.end()) m_kept.emplace_front(file, *image);
    std::size_t bytes = 0;
    for (auto entry = m_kept.begin(); entry != m_kept.end();) {
        bytes += entry->second->bytes();
        entry = bytes > bytesKept && entry != m_kept.begin() ? m_kept.erase(entry) : std::next(entry);
    }
    return image;
}

void ImageLoader::answer(quint64 ticket, const Prepared& image)
{
    QMetaObject::invokeMethod(
        this,
        [this, ticket, image] {
            if (ticket != m_ticket) return;
            if (image)
                Q_EMIT loaded(ticket, *image);
            else
                Q_EMIT failed(ticket, image.error());
        },
        Qt::QueuedConnection);
}

void ImageLoader::workOnScreen(const std::stop_token& stop)
{
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wakeScreen.wait(lock, stop, [this] { return m_wanted.has_value(); }) || stop.stop_requested()) return;
        const auto [ticket, file] = *std::exchange(m_wanted, std::nullopt);
        lock.unlock();
        answer(ticket, prepared(file));
    }
}

void ImageLoader::workAhead(const std::stop_token& stop)
{
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wakeAhead.wait(lock, stop, [this] { return !m_ahead.empty(); }) || stop.stop_requested()) return;
        const Job job = m_ahead.front();
        m_ahead.pop_front();
        lock.unlock();
        // Thumbnails pass through the kept images too: those of a study are what its reader opens next.
        const Prepared image = prepared(job.file);
        if (!job.thumbnail) continue;
        const QImage small = image ? thumbnail(**image, thumbnailSize) : QImage();
        QMetaObject::invokeMethod(
            this,
            [this, job, image, small] {
                if (image)
                    Q_EMIT thumbnailReady(job.file, small);
                else
                    Q_EMIT thumbnailFailed(job.file, image.error());
            },
            Qt::QueuedConnection);
    }
}

} // namespace lucency::ui
