#include "app/inferenceworker.h"

#include "app/background.h"
#include "app/store/backup.h"
#include "model/classifier.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace lucency::app {

namespace {

constexpr std::chrono::seconds backupInterval = std::chrono::minutes(10); ///< of asking whether there is one of today
constexpr int aheadOfNetwork = 3 * int(InferenceWorker::batchSize);

int decodeThreads()
{
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 4);
}

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

InferenceWorker::InferenceWorker(QString storePath, ScorerFactory factory, Tell tell)
    : m_storePath(std::move(storePath))
    , m_factory(std::move(factory))
    , m_tell(std::move(tell))
    , m_marks(ReadingMarks::beside(m_storePath))
    , m_pool(
          decodeThreads(), [this] { wake(); }, m_marks)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

InferenceWorker::~InferenceWorker()
{
    m_thread.request_stop(); // first, so that no batch begins after its own stop has been asked for
    {
        const std::lock_guard lock(m_mutex);
        m_batchStop.request_stop();
        m_turnStop.request_stop();
    }
    m_thread.join();
}

void InferenceWorker::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_awake = true;
        m_turnStop.request_stop();
    }
    m_wake.notify_one();
}

void InferenceWorker::setModel(const QString& modelFile, bool scoreAnew)
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.model = modelFile;
        m_mail.scoreAnew = scoreAnew;
    }
    wake();
}

void InferenceWorker::rescoreFormer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.rescoreFormer = true;
    }
    wake();
}

void InferenceWorker::setOnScreen(quint64 ticket, const QList<qint64>& images)
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.screen = Screen{ticket, {images.begin(), images.end()}};
    }
    wake();
}

void InferenceWorker::enqueue(const QList<qint64>& images)
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.images.insert(m_mail.images.end(), images.begin(), images.end());
    }
    wake();
}

void InferenceWorker::setPaused(bool paused)
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
        m_mail.resumed = !paused;
    }
    wake();
}

void InferenceWorker::clear()
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.images.clear();
        m_mail.screen.reset();
        m_mail.clear = true;
        m_batchStop.request_stop();
    }
    wake();
}

void InferenceWorker::run(const std::stop_token& stop)
{
    becomeBackgroundThread();
    m_stop = stop;
    while (!stop.stop_requested())
        if (!step()) wait(stop);
    // Connections and models are given up on the thread that owned them.
    m_store.reset();
    m_scorer.reset();
}

void InferenceWorker::wait(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    const auto isAwake = [this] { return m_awake; };
    if (m_pendingModel || (m_storeFailed && (!m_store || !m_unsaved.empty())))
        m_wake.wait_until(lock, stop, m_retryAt, isAwake);
    else
        m_wake.wait(lock, stop, isAwake);
    m_awake = false;
}

/// Does the most urgent thing there is to do; false when there is nothing.
bool InferenceWorker::step()
{
    const bool mustWait = m_storeFailed && Clock::now() < m_retryAt;
    if (!m_store && (mustWait || !openStore())) return false;
    if (readMail()) return true;
    if (m_pendingModel && Clock::now() >= m_retryAt) {
        const auto model = *m_pendingModel;
        use(model.scorer, model.scoreAnew);
        return true;
    }
    if (answerScreen()) return true;
    if (!m_unsaved.empty()) return !mustWait && save();
    collect();
    if (!m_unsaved.empty()) return save();
    const bool dispatched = dispatch();
    return scoreBatch() || dispatched || checkStore();
}

/// What is done when there is nothing else to do: the slow part of the integrity check, once, and a backup each day.
bool InferenceWorker::checkStore()
{
    if (std::exchange(m_checked, true)) {
        backUpStore();
        return false;
    }
    if (auto sound = m_store->checkDerived(); !sound)
        m_tell([failure = sound.error()](InferenceQueue& queue) { Q_EMIT queue.storeFailed(failure); });
    return true;
}

void InferenceWorker::backUpStore()
{
    if (Clock::now() < m_backupAt) return;
    const auto today = QDate::currentDate();
    const auto made = backUp(m_storePath, today, m_stop);
    m_backupAt = Clock::now() + (made && !*made ? retryInterval : backupInterval); // soon where there was nothing to copy yet
    if (!made && made.error().kind != FailureKind::Cancelled && std::exchange(m_backupFailureTold, today) != today)
        m_tell([failure = made.error()](InferenceQueue& queue) { Q_EMIT queue.backupFailed(failure); });
}

bool InferenceWorker::openStore()
{
    StoreOptions options;
    options.checkIntegrity = false;
    auto store = Store::open(m_storePath, options);
    if (!store) {
        storeFailed(store.error());
        return false;
    }
    m_store.emplace(std::move(*store));
    tellRecovered();
    return true;
}

/// Told once; tried again every few seconds.
void InferenceWorker::storeFailed(const Failure& failure)
{
    m_retryAt = Clock::now() + retryInterval;
    if (std::exchange(m_storeFailed, true)) return;
    m_tell([failure](InferenceQueue& queue) { Q_EMIT queue.storeFailed(failure); });
}

/// Nothing where no failure was told.
void InferenceWorker::tellRecovered()
{
    if (!std::exchange(m_storeFailed, false)) return;
    startClock(); // the wait says nothing of how long the rest takes
    m_tell([](InferenceQueue& queue) { Q_EMIT queue.storeRecovered(); });
}

bool InferenceWorker::readMail()
{
    Mail mail;
    {
        const std::lock_guard lock(m_mutex);
        mail = std::exchange(m_mail, {});
    }
    if (mail.clear) forget();
    if (mail.screen) {
        m_screen = *mail.screen;
        m_screenTodo.assign(m_screen.images.begin(), m_screen.images.end());
        giveUpTurnsOffScreen();
    }
    if (!mail.images.empty()) takeIn(mail.images);
    if (mail.model) loadModel(*mail.model, mail.scoreAnew);
    if (mail.rescoreFormer) takeInFormer();
    if (mail.resumed) startClock();
    return mail.clear || mail.screen || !mail.images.empty() || mail.model || mail.rescoreFormer;
}

void InferenceWorker::forget()
{
    for (const DecodeJob& job : m_pool.clear())
        m_inFlight.erase(job.image);
    for (const Decoded& decoded : m_ready)
        m_inFlight.erase(decoded.job.image);
    m_ready.clear();
    m_screenTodo.clear();
    m_screen = {};
    m_waiting.clear();
    m_suspects.clear();
    const std::vector<RowId> queued(m_queued.begin(), m_queued.end());
    m_queued.clear();
    m_total = m_done = 0;
    if (auto set = m_store->setStatus(queued, StudyStatus::New); !set) storeFailed(set.error());
    m_tell([](InferenceQueue& queue) {
        Q_EMIT queue.allStudiesChanged();
        Q_EMIT queue.progress(0, 0, 0);
    });
}

/// Puts images at the end of the queue that wait for a score.
void InferenceWorker::takeIn(const std::vector<RowId>& images)
{
    std::vector<RowId> added;
    QList<qint64> studies;
    for (const RowId id : images) {
        if (m_queued.contains(id)) continue;
        const auto image = m_store->image(id);
        if (!image || image->status == StudyStatus::Scored || image->status == StudyStatus::Refused) continue;
        m_queued.insert(id);
        added.push_back(id);
        studies << image->study;
    }
    if (added.empty()) return;
    if (auto set = m_store->setStatus(added, StudyStatus::Queued); !set) storeFailed(set.error()); // they are scored all the same
    m_waiting.insert(m_waiting.end(), added.begin(), added.end());
    if (m_total == 0) startClock();
    m_total += static_cast<int>(added.size());
    m_tell([studies](InferenceQueue& queue) { Q_EMIT queue.studiesChanged(studies); });
    tellProgress(true);
}

/// The time left is estimated from what has been done since now.
void InferenceWorker::startClock()
{
    m_runStart = Clock::now();
    m_doneAtStart = m_done;
}

bool InferenceWorker::isOnScreen(RowId image) const
{
    return std::find(m_screen.images.begin(), m_screen.images.end(), image) != m_screen.images.end();
}

/// Tells what the store knows of the images on screen, and lets the others be decoded before anything else.
bool InferenceWorker::answerScreen()
{
    bool did = false;
    for (std::size_t left = m_screenTodo.size(); left > 0; --left) {
        const RowId id = m_screenTodo.front();
        m_screenTodo.pop_front();
        const auto image = m_store->image(id);
        if (!image) continue;
        if (image->status == StudyStatus::Scored && tellStored(*image)) {
            did = true;
        } else if (!m_scorer) {
            m_screenTodo.push_back(id); // once there is a model
        } else if (!m_inFlight.contains(id)) {
            did = startDecoding(id, true) || did;
        }
    }
    return did;
}

bool InferenceWorker::tellStored(const ImageRow& image)
{
    auto stored = m_store->prediction(image.id, true);
    if (!stored || !*stored) return false;
    m_tell([ticket = m_screen.ticket, stored = std::move(**stored)](InferenceQueue& queue) {
        if (queue.isCurrent(ticket)) Q_EMIT queue.predictionReady(ticket, stored.image, stored);
    });
    return true;
}

bool InferenceWorker::startDecoding(RowId id, bool first)
{
    const auto image = m_store->image(id);
    if (!image) {
        finishQueued(id);
        return true;
    }
    imaging::Identity known;
    if (const auto study = m_store->study(image->study)) known.age = study->age.toStdString();
    m_inFlight.insert(id);
    DecodeJob job{id, image->study, image->path.toStdString(), image->frame, model::ageInYears(known), m_scorer, KnownFile::of(*image)};
    if (first) job.turn = std::make_shared<model::ComputeTurn>(model::ComputeTurn::take(model::ComputeClaim::OnScreen));
    m_pool.push(std::move(job), first);
    return true;
}

/// Keeps the decoders a little ahead of the network.
bool InferenceWorker::dispatch()
{
    bool did = false;
    const auto isPaused = [this] {
        const std::lock_guard lock(m_mutex);
        return m_paused;
    };
    while (m_scorer && !isPaused()) {
        const auto next = nextWaiting();
        if (!next) break;
        did = startDecoding(*next, false) || did;
    }
    return did;
}

/// What may be begun now; nothing where enough is. Images during whose reading the program ended come last and one by one: if it ends
/// again, everything else has its score, and the one that is to blame is known.
std::optional<RowId> InferenceWorker::nextWaiting()
{
    const auto take = [this](std::deque<RowId>& from) {
        const RowId id = from.front();
        from.pop_front();
        return m_queued.contains(id) && !m_inFlight.contains(id) ? std::optional(id) : std::nullopt; // else it was on screen meanwhile
    };
    const int ahead = m_pool.outstanding() + static_cast<int>(m_ready.size());
    while (!m_waiting.empty() && ahead < aheadOfNetwork) {
        const auto id = take(m_waiting);
        if (!id) continue;
        if (!endedProgram(*id)) return id;
        m_suspects.push_back(*id);
    }
    while (m_waiting.empty() && ahead == 0 && !m_suspects.empty())
        if (const auto id = take(m_suspects)) return id;
    return std::nullopt;
}

bool InferenceWorker::endedProgram(RowId id) const
{
    const auto image = m_marks->knowsOfEnds() ? m_store->image(id) : Failure{};
    return image && m_marks->endedProgram(image->path.toStdString());
}

/// Takes what has been decoded. What failed is an outcome at once; what was made for a former model is begun anew.
void InferenceWorker::collect()
{
    for (Decoded& decoded : m_pool.take()) {
        const RowId id = decoded.job.image;
        if (decoded.job.scorer != m_scorer || (!m_queued.contains(id) && !isOnScreen(id))) {
            m_inFlight.erase(id);
            if (m_queued.contains(id)) m_waiting.push_front(id);
            if (isOnScreen(id)) m_screenTodo.push_back(id);
        } else if (decoded.image) {
            if (!isOnScreen(id)) decoded.job.turn.reset();
            m_ready.push_back(std::move(decoded));
        } else {
            m_unsaved.push_back({id, decoded.job.study, now(), decoded.image.error()});
        }
    }
}

} // namespace lucency::app
