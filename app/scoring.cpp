#include "app/scoring.h"

#include "model/computethreads.h"
#include "model/computeturn.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace lucency::app {
namespace {

using Paths = std::vector<std::filesystem::path>;

bool isSame(const imaging::Preprocessing& a, const imaging::Preprocessing& b)
{
    return a.inputSize == b.inputSize && a.channels == b.channels && a.normalisation == b.normalisation;
}

/// Images a pass: the most wanted, or somewhat less where all passes are alike then, as the network prepares itself for every number anew.
std::size_t batchOf(std::size_t images, std::size_t most)
{
    for (std::size_t batch = most; batch > most / 2; --batch)
        if (images % batch == 0) return batch;
    return most;
}

/// The batches of one run: which are taken, which are done, and whose turn it is to be delivered.
class Run {
public:
    Run(const Paths& paths, const model::Classifier& classifier, const ScoringOptions& options, const ScoredSink& sink,
        std::stop_token stop)
        : m_paths(paths)
        , m_classifier(classifier)
        , m_options(options)
        , m_sink(sink)
        , m_stop(std::move(stop))
        , m_batch(batchOf(paths.size(), static_cast<std::size_t>(std::max(1, options.batch))))
    {
    }

    Result<ScoringSummary> run()
    {
        const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        constexpr int mostWorkers = 8; // each holds a decoded image or several: more would not stay in bounded memory
        const int wanted = m_options.workers > 0 ? m_options.workers : std::min(processors, mostWorkers);
        const std::size_t workers = std::clamp(static_cast<std::size_t>(wanted), std::size_t{1}, std::max(std::size_t{1}, batches()));
        const int threads = std::max(1, processors / static_cast<int>(workers));
        m_ahead = 2 * workers;
        {
            std::vector<std::jthread> pool;
            for (std::size_t i = 0; i < workers; ++i)
                pool.emplace_back([this, threads] {
                    const model::ComputeThreadsHere compute(threads);
                    work();
                });
        }
        if (m_fatal) return *m_fatal;
        if (m_delivered < batches()) return Failure{FailureKind::Cancelled, {}, {}};
        return m_summary;
    }

private:
    std::size_t batches() const { return (m_paths.size() + m_batch - 1) / m_batch; }

    bool over() const { return m_stop.stop_requested() || m_fatal.has_value(); }

    void work()
    {
        try {
            std::unique_lock lock(m_mutex);
            for (;;) {
                m_turn.wait(lock, m_stop, [this] { return over() || m_taken >= batches() || m_taken < m_delivered + m_ahead; });
                if (over() || m_taken >= batches()) return;
                const std::size_t batch = m_taken++;
                lock.unlock();
                auto scored = scoreBatch(batch);
                lock.lock();
                m_ready.emplace(batch, std::move(scored));
                deliver(lock);
            }
        } catch (const std::bad_alloc&) {
            fail({FailureKind::OutOfMemory, {}, {}});
        } catch (const std::exception& e) {
            fail({FailureKind::Internal, {}, e.what()});
        }
    }

    void fail(Failure failure)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_fatal) m_fatal = std::move(failure);
        m_turn.notify_all();
    }

    /// Hands on whatever is next in order. One worker at a time does it, the others go on with their batches.
    void deliver(std::unique_lock<std::mutex>& lock)
    {
        while (!m_delivering && !over() && !m_ready.empty() && m_ready.begin()->first == m_delivered) {
            m_delivering = true;
            const auto batch = std::move(m_ready.extract(m_ready.begin()).mapped());
            lock.unlock();
            std::optional<Failure> failure;
            for (const ScoredImage& image : batch)
                if (auto taken = m_sink(image); !taken && !failure) failure = taken.error();
            lock.lock();
            for (const ScoredImage& image : batch)
                count(image);
            ++m_delivered;
            m_delivering = false;
            if (failure && !m_fatal) m_fatal = failure;
            m_turn.notify_all();
        }
    }

    void count(const ScoredImage& image)
    {
        ++(image.prediction ? m_summary.scored : isRefusal(image.failure->kind) ? m_summary.refused : m_summary.failed);
    }

    /// The frames of a batch of paths, in order. A file with many frames is several passes of the network.
    std::vector<ScoredImage> scoreBatch(std::size_t batch)
    {
        std::vector<ScoredImage> scored;
        std::vector<PreparedRadiograph> pending;
        const std::size_t first = batch * m_batch, last = std::min(m_paths.size(), first + m_batch);
        for (std::size_t index = first; index < last; ++index) {
            int frames = 1;
            for (int frame = 0; frame < frames && !m_stop.stop_requested(); ++frame) {
                auto prepared = prepareFrame(index, frame);
                if (frame == 0) frames = std::max(1, prepared.radiograph.frameCount);
                scored.push_back({m_paths[index], index, frame, prepared.radiograph.identity, prepared.image.remarks, std::nullopt,
                                  prepared.failure, prepared.image.timings});
                if (!m_options.finish) prepared.radiograph.pixels.release();
                pending.push_back(std::move(prepared));
                if (pending.size() == m_batch) flush(pending, scored);
            }
        }
        flush(pending, scored);
        return scored;
    }

    PreparedRadiograph prepareFrame(std::size_t index, int frame)
    {
        const auto& how = m_classifier.manifest().preprocessing;
        auto ahead = frame == 0 && m_options.ahead ? m_options.ahead->take(index) : std::nullopt;
        if (ahead && ahead->prepared && isSame(ahead->how, how)) return *std::move(ahead->prepared);
        return prepareRadiograph(m_paths[index], frame, how, ahead ? std::move(ahead->read) : std::nullopt);
    }

    /// Runs the network on what was prepared; the pending images are the last of scored.
    void flush(std::vector<PreparedRadiograph>& pending, std::vector<ScoredImage>& scored)
    {
        const std::size_t offset = scored.size() - pending.size();
        std::vector<std::size_t> whole;
        for (std::size_t i = 0; i < pending.size(); ++i)
            if (!pending[i].failure) whole.push_back(i);
        const auto turn = m_options.inTurn ? model::ComputeTurn::take(model::ComputeClaim::Background, m_stop) : model::ComputeTurn();
        // When a batch fails, its images are tried one by one, so that the one at fault stands alone.
        if (!predict(whole, offset, pending, scored))
            for (const std::size_t one : whole)
                predict({one}, offset, pending, scored);
        for (const std::size_t i : whole) {
            ScoredImage& image = scored[offset + i];
            if (!m_options.finish || !image.prediction || m_stop.stop_requested()) continue;
            if (auto finished = m_options.finish(pending[i].radiograph, image); !finished) fail(finished.error());
            image.prediction->activations.clear();
        }
        pending.clear();
    }

    bool predict(const std::vector<std::size_t>& which, std::size_t offset, const std::vector<PreparedRadiograph>& pending,
                 std::vector<ScoredImage>& scored)
    {
        if (which.empty()) return true;
        std::vector<cv::Mat> inputs;
        std::vector<model::PatientAge> ages;
        for (const std::size_t i : which) {
            inputs.push_back(pending[i].image.input);
            ages.push_back(pending[i].image.age);
        }
        auto predictions = m_classifier.predict(inputs, ages, m_options.activations, m_stop);
        for (std::size_t i = 0; i < which.size(); ++i) {
            ScoredImage& image = scored[offset + which[i]];
            if (!predictions) {
                image.failure = Failure{predictions.error().kind, image.path.string(), predictions.error().detail};
                continue;
            }
            image.failure.reset();
            if (const auto refusal = (*predictions)[i].refusal; refusal && m_options.gate) {
                image.failure = Failure{*refusal, image.path.string(), {}};
                continue;
            }
            image.prediction = std::move((*predictions)[i]);
            addPreparation(pending[which[i]].image, *image.prediction);
            image.remarks = image.prediction->remarks;
            image.timings = image.prediction->timings;
        }
        return predictions.has_value();
    }

    const Paths& m_paths;
    const model::Classifier& m_classifier;
    const ScoringOptions& m_options;
    const ScoredSink& m_sink;
    const std::stop_token m_stop;
    const std::size_t m_batch;
    std::size_t m_ahead = 2;

    std::mutex m_mutex; ///< guards everything below
    std::condition_variable_any m_turn;
    std::size_t m_taken = 0, m_delivered = 0;
    std::map<std::size_t, std::vector<ScoredImage>> m_ready;
    bool m_delivering = false;
    std::optional<Failure> m_fatal;
    ScoringSummary m_summary;
};

} // namespace

Result<ScoringSummary> scoreAll(const Paths& paths, const model::Classifier& classifier, const ScoringOptions& options,
                                const ScoredSink& sink, std::stop_token stop)
{
    try {
        return Run(paths, classifier, options, sink, std::move(stop)).run();
    } catch (const std::bad_alloc&) {
        return Failure{FailureKind::OutOfMemory, {}, {}};
    } catch (const std::exception& e) { // a thread that cannot be started
        return Failure{FailureKind::Internal, {}, e.what()};
    }
}

} // namespace lucency::app
