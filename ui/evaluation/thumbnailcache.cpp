#include "ui/evaluation/thumbnailcache.h"

#include "imaging/read.h"
#include "ui/reading/displayimage.h"

#include <algorithm>
#include <exception>
#include <new>

namespace lucency::ui {

namespace {

constexpr int workerCount = 2;

} // namespace

Result<QImage> smallPicture(const std::filesystem::path& file, int side)
{
    if (file.empty()) return Failure{FailureKind::NotFound, {}, "the folder of the images is not known"};
    try {
        auto radiograph = imaging::read(file);
        if (!radiograph) return radiograph.error();
        return thumbnail(*makeDisplayImage(*std::move(radiograph)), {side, side});
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, file.string(), {}};
    } catch (const std::exception& error) {
        return Failure{FailureKind::Internal, file.string(), error.what()};
    }
}

ThumbnailCache::ThumbnailCache(QObject* parent)
    : QObject(parent)
    , m_kept(bytesKept)
{
    for (int i = 0; i < workerCount; ++i)
        m_workers.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

ThumbnailCache::~ThumbnailCache() = default;

void ThumbnailCache::setSource(app::OpenedResultPointer result)
{
    m_result = result;
    m_kept.clear();
    m_failures.clear();
    m_asked.clear();
    const std::lock_guard lock(m_mutex);
    m_source = std::move(result);
    ++m_generation;
    m_waiting.clear();
    m_made.clear();
    m_dropped.clear();
}

const QImage* ThumbnailCache::picture(std::size_t image)
{
    if (const auto* kept = m_kept.object(image)) return kept;
    if (!m_result || m_failures.contains(image) || m_asked.contains(image)) return nullptr;
    m_asked.insert(image, true);
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_front(image);
        if (m_waiting.size() > mostWaiting) {
            m_dropped.push_back(m_waiting.back());
            m_waiting.pop_back();
        }
    }
    m_wake.notify_one();
    return nullptr;
}

const Failure* ThumbnailCache::failure(std::size_t image) const
{
    const auto found = m_failures.constFind(image);
    return found == m_failures.cend() ? nullptr : &*found;
}

void ThumbnailCache::work(const std::stop_token& stop)
{
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); }) || stop.stop_requested()) return;
        const auto image = m_waiting.front();
        m_waiting.pop_front();
        const auto source = m_source;
        const auto generation = m_generation;
        lock.unlock();
        Made made{image, {}, {}};
        if (auto small = smallPicture(source->fileOf(image), side))
            made.picture = *std::move(small);
        else
            made.failure = small.error();
        lock.lock();
        if (generation != m_generation) continue;
        m_made.push_back(std::move(made));
        if (std::exchange(m_told, true)) continue;
        QMetaObject::invokeMethod(this, &ThumbnailCache::take, Qt::QueuedConnection);
    }
}

void ThumbnailCache::take()
{
    std::vector<Made> made;
    {
        const std::lock_guard lock(m_mutex);
        made.swap(m_made);
        for (const auto image : m_dropped)
            m_asked.remove(image);
        m_dropped.clear();
        m_told = false;
    }
    std::vector<std::size_t> images;
    for (auto& each : made) {
        images.push_back(each.image);
        m_asked.remove(each.image);
        if (each.failure)
            m_failures.insert(each.image, *each.failure);
        else
            m_kept.insert(each.image, new QImage(each.picture), static_cast<int>(each.picture.sizeInBytes()));
    }
    if (!images.empty()) Q_EMIT ready(images);
}

} // namespace lucency::ui
