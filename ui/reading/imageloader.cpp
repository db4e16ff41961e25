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

/// Without a preview, for whatever reason, the full image tells what there is to tell.
std::shared_ptr<const DisplayImage> prepareCoarse(const ImageLoader::Preview& preview, const ImageFile& file)
{
    if (!preview) return nullptr;
    try {
        auto radiograph = preview(file);
        return radiograph ? makeDisplayImage(*std::move(radiograph)) : nullptr;
    } catch (const std::exception&) {
        return nullptr;
    }
}

} // namespace

ImageLoader::ImageLoader(Read read, Preview preview, QObject* parent)
    : QObject(parent)
    , m_read(std::move(read))
    , m_preview(std::move(preview))
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
        m_newest = m_ticket;
        m_wanted = {m_ticket, file};
    }
    m_wakeScreen.notify_one();
    return m_ticket;
}

void ImageLoader::cancel()
{
    ++m_ticket;
    const std::lock_guard lock(m_mutex);
    m_newest = m_ticket;
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

std::shared_ptr<const DisplayImage> ImageLoader::kept(const ImageFile& file)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_kept, file, [](const auto& entry) { return entry.first; });
    if (found == m_kept.end()) return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, found);
    return found->second;
}

bool ImageLoader::isNewest(quint64 ticket)
{
    const std::lock_guard lock(m_mutex);
    return ticket == m_newest;
}

ImageLoader::Prepared ImageLoader::prepared(const ImageFile& file)
{
    if (auto image = kept(file)) return image;
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

void ImageLoader::answer(quint64 ticket, const std::function<void()>& emission)
{
    QMetaObject::invokeMethod(
        this,
        [this, ticket, emission] {
            if (ticket == m_ticket) emission();
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
        Prepared image = kept(file);
        if (!*image) {
            if (const auto coarse = prepareCoarse(m_preview, file))
                answer(ticket, [this, ticket = ticket, coarse] { Q_EMIT previewed(ticket, coarse); });
            if (stop.stop_requested()) return;
            if (!isNewest(ticket)) continue;
            image = prepared(file);
        }
        if (image)
            answer(ticket, [this, ticket = ticket, image] { Q_EMIT loaded(ticket, *image); });
        else
            answer(ticket, [this, ticket = ticket, image] { Q_EMIT failed(ticket, image.error()); });
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
