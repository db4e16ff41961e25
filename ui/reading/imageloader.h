#pragma once

#include "app/samefile.h"
#include "imaging/result.h"
#include "ui/reading/displayimage.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lucency::ui {

/// One frame of a file.
struct ImageFile {
    QString path;
    int frame = 0;
    app::KnownFile known = {}; ///< what was imported: a file with new content is another file
    bool operator==(const ImageFile&) const = default;
};

/// Reads and prepares images for display off the GUI thread: what is wanted on screen on one thread, what may be wanted next and
/// thumbnails on another, so that neither waits for the other. What takes long to decode is shown coarse first. A few prepared images, full
/// ones only, are kept. Signals arrive on the thread of the object.
class ImageLoader : public QObject {
    Q_OBJECT

public:
    /// Reads an image; readStored() in the program.
    using Read = std::function<Result<imaging::Radiograph>(const ImageFile& file)>;

    /// Reads a coarse image where that is worth while; readStoredCoarse() in the program. May be empty.
    using Preview = std::function<std::optional<imaging::Radiograph>(const ImageFile& file)>;

    explicit ImageLoader(Read read, Preview preview = {}, QObject* parent = nullptr);
    ~ImageLoader() override;

    /// Asks for the image on screen. loaded() or failed() follows with the returned ticket, at once out of the kept images if possible,
    /// else after previewed() where there is a preview. The ticket before it is stale from now on: it is answered no more, and its full
    /// image is not begun any more.
    quint64 load(const ImageFile& file);
    /// Forgets the image on screen: no ticket is valid until the next load().
    void cancel();

    /// Replaces what is read ahead, in this order, and the thumbnails wanted beside it; thumbnailReady() or thumbnailFailed() follows for
    /// each.
    void readAhead(const std::vector<ImageFile>& next, const std::vector<ImageFile>& thumbnails);

    static constexpr std::size_t bytesKept = 600'000'000; ///< of prepared images, beside the newest one

Q_SIGNALS:
    void previewed(quint64 ticket, std::shared_ptr<const lucency::ui::DisplayImage> coarse);
    void loaded(quint64 ticket, std::shared_ptr<const lucency::ui::DisplayImage> image);
    void failed(quint64 ticket, const lucency::Failure& failure);
    void thumbnailReady(const lucency::ui::ImageFile& file, const QImage& thumbnail);
    void thumbnailFailed(const lucency::ui::ImageFile& file, const lucency::Failure& failure);

private:
    struct Job {
        ImageFile file;
        bool thumbnail = false;
    };
    using Prepared = Result<std::shared_ptr<const DisplayImage>>;

    std::shared_ptr<const DisplayImage> kept(const ImageFile& file);
    Prepared prepared(const ImageFile& file);
    bool isNewest(quint64 ticket);
    void answer(quint64 ticket, const std::function<void()>& emission);
    void workOnScreen(const std::stop_token& stop);
    void workAhead(const std::stop_token& stop);

    Read m_read;
    Preview m_preview;
    quint64 m_ticket = 0; ///< of the GUI thread

    std::mutex m_mutex;
    std::condition_variable_any m_wakeScreen, m_wakeAhead;
    quint64 m_newest = 0; ///< m_ticket, for the threads
    std::optional<std::pair<quint64, ImageFile>> m_wanted;
    std::deque<Job> m_ahead;
    std::list<std::pair<ImageFile, std::shared_ptr<const DisplayImage>>> m_kept; ///< newest first

    std::jthread m_screen, m_background; // last: they are joined before what they use goes
};

} // namespace lucency::ui
