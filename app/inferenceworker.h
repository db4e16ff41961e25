#pragma once

#include "app/decodepool.h"
#include "app/inferencequeue.h"
#include "app/store/store.h"

#include <QDate>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>
#include <vector>

namespace lucency::app {

/// The inference thread behind an InferenceQueue. The public functions are called on the queue's thread and leave mail for the worker,
/// which alone owns everything else: the model, its connection to the store, and what waits.
class InferenceWorker {
public:
    static constexpr std::size_t batchSize = 4;             ///< images that the network takes at once
    static constexpr std::chrono::seconds retryInterval{3}; ///< until what the store did not take is tried again

    /// Runs something on the queue's thread.
    using Tell = std::function<void(std::function<void(InferenceQueue&)>)>;

    InferenceWorker(QString storePath, ScorerFactory factory, Tell tell);
    /// Stops within a batch.
    ~InferenceWorker();

    void setModel(const QString& modelFile, bool scoreAnew);
    void rescoreFormer();
    void setOnScreen(quint64 ticket, const QList<qint64>& images);
    void enqueue(const QList<qint64>& images);
    void setPaused(bool paused);
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    struct Screen {
        quint64 ticket = 0;
        std::vector<RowId> images;
    };
    struct Mail {
        std::optional<QString> model;
        bool scoreAnew = true; ///< what the former model has scored
        bool rescoreFormer = false;
        std::optional<Screen> screen;
        std::vector<RowId> images;
        bool clear = false;
        bool resumed = false;
    };
    /// A model that is to be put in use once the store takes it.
    struct PendingModel {
        std::shared_ptr<Scorer> scorer;
        bool scoreAnew = true;
    };
    /// What came out for one image.
    struct Outcome {
        RowId image = 0, study = 0;
        qint64 at = 0; ///< milliseconds since 1970
        Result<model::Prediction> prediction;
        double ageYears = std::numeric_limits<double>::quiet_NaN(); ///< that the store knew of when it was begun
    };

    void run(const std::stop_token& stop);
    bool step();
    void wait(const std::stop_token& stop);
    void wake();

    bool openStore();
    bool readMail();
    void forget();
    void takeIn(const std::vector<RowId>& images);
    void takeInFormer();
    void loadModel(const QString& modelFile, bool scoreAnew);
    Result<std::vector<RowId>> putInUse(const Scorer& scorer, bool scoreAnew);
    void use(std::shared_ptr<Scorer> scorer, bool scoreAnew);
    bool answerScreen();
    bool tellStored(const ImageRow& image);
    bool dispatch();
    std::optional<RowId> nextWaiting();
    bool endedProgram(RowId image) const;
    bool startDecoding(RowId image, bool first);
    void collect();
    bool scoreBatch();
    std::vector<Decoded> nextBatch();
    std::optional<model::ComputeTurn> turnFor(const std::vector<Decoded>& batch);
    void giveUpTurnsOffScreen();
    void scoreOneByOne(const std::vector<Decoded>& batch, const std::stop_token& stop);
    bool save();
    void beginAnewForAge();
    bool checkStore();
    void backUpStore();
    Done write();
    void tellOutcomes(const std::vector<Outcome>& outcomes);
    void finishQueued(RowId image);
    void tellProgress(bool always);
    void storeFailed(const Failure& failure);
    void tellRecovered();
    void startClock();
    bool isOnScreen(RowId image) const;

    const QString m_storePath;
    const ScorerFactory m_factory;
    const Tell m_tell;

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_awake = false;
    Mail m_mail;
    bool m_paused = false;
    std::stop_source m_batchStop, m_turnStop; ///< of the batch in hand, and of waiting for its turn

    std::stop_token m_stop; ///< of the thread
    std::optional<Store> m_store;
    std::shared_ptr<Scorer> m_scorer;
    std::optional<PendingModel> m_pendingModel;
    Screen m_screen;
    std::deque<RowId> m_screenTodo;
    std::deque<RowId> m_waiting;
    std::deque<RowId> m_suspects;         ///< waiting behind all others, since the program ended while they were read
    std::unordered_set<RowId> m_queued;   ///< waiting or in flight, and counted by the progress
    std::unordered_set<RowId> m_inFlight; ///< being decoded, decoded, or in a batch
    std::deque<Decoded> m_ready;
    std::vector<Outcome> m_unsaved;
    bool m_storeFailed = false;
    bool m_checked = false;
    QDate m_backupFailureTold; ///< once a day
    Clock::time_point m_retryAt{}, m_backupAt{}, m_lastProgress{}, m_runStart{};
    int m_total = 0, m_done = 0, m_doneAtStart = 0;

    const std::shared_ptr<ReadingMarks> m_marks;
    DecodePool m_pool;
    std::jthread m_thread;
};

} // namespace lucency::app
