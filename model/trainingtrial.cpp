#include "model/trainingtrial.h"

#include "model/checkpoint.h"
#include "model/cohort.h"
#include "model/computeturn.h"
#include "model/dataset.h"
#include "model/memory.h"
#include "model/networkroom.h"
#include "model/runfolder.h"
#include "model/trainerablation.h"
#include "model/trainerfeed.h"
#include "model/trainerlearner.h"
#include "model/trainerreport.h"
#include "model/weights.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include <unistd.h>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int warmingUp = 2, fewestBatches = 3, mostBatches = 40;

double since(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Resident memory of this process in bytes (proc(5), statm).
std::uint64_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t whole = 0, resident = 0;
    file >> whole >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

template<class Tensors>
std::uint64_t bytesOf(const Tensors& tensors)
{
    std::uint64_t bytes = 0;
    for (const auto& [name, tensor] : tensors)
        bytes += static_cast<std::uint64_t>(tensor.nbytes());
    return bytes;
}

/// A file that goes when nobody needs it any more.
class PassingFile {
public:
    explicit PassingFile(fs::path file)
        : m_file(std::move(file))
    {
    }
    ~PassingFile()
    {
        std::error_code failed;
        fs::remove(m_file, failed);
    }
    PassingFile(const PassingFile&) = delete;
    PassingFile& operator=(const PassingFile&) = delete;
    const fs::path& path() const { return m_file; }

private:
    fs::path m_file;
};

class Trial {
public:
    Trial(const TrialRequest& request, std::stop_token stop)
        : m_request(request)
        , m_recipe(request.recipe)
        , m_stop(std::move(stop))
        , m_before(residentBytes())
    {
    }

    Result<TrainingTrial> carryOut()
    {
        if (!m_recipe.initialWeights.empty())
            m_recipe.initialWeights = besideRun(m_request.scratchFolder / "trial", m_recipe.initialWeights).string();
        using Step = Done (Trial::*)();
        constexpr std::array<Step, 5> steps{&Trial::gather, &Trial::read, &Trial::learn, &Trial::score, &Trial::save};
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (auto carriedOut = (this->*steps[i])(); !carriedOut) return carriedOut.error();
            if (m_stop.stop_requested()) return cancelled();
            if (m_request.progress) m_request.progress(static_cast<int>(i) + 1, static_cast<int>(steps.size()));
        }
        m_trial.memoryBytes = m_most > m_before ? m_most - m_before : 0;
        return m_trial;
    }

private:
    Failure cancelled() const { return {FailureKind::Cancelled, m_request.dataFolder.string(), ""}; }
    void noteMemory() { m_most = std::max(m_most, residentBytes()); }

    Done gather()
    {
        auto cohort = gatherCohort(m_recipe, m_request.dataFolder, m_stop);
        if (!cohort) return cohort.error();
        m_cohort = *std::move(cohort);
        const auto most = static_cast<std::size_t>(std::clamp(2 * m_recipe.training.batch, 48, 160));
        m_chosen = chooseForAblation(m_cohort, most);
        return done();
    }

    Done read()
    {
        const fs::path cache = m_request.pixelsAreKept ? m_request.cacheFolder : fs::path();
        auto begun = Clock::now();
        auto pixels = decodeForTraining({m_cohort, m_chosen, m_request.dataFolder, {cache}, m_request.readingThreads, {}},
                                        m_recipe.cacheSize, m_stop);
        if (!pixels) return pixels.error();
        const auto count = static_cast<double>(m_chosen.size());
        m_trial.readSeconds = since(begun) / count;
        m_pixels = *std::move(pixels);
        std::erase_if(m_chosen, [this](std::size_t i) { return !m_pixels.has(i); });
        if (m_chosen.size() < 2)
            return Failure{FailureKind::NoLabelledImages, m_request.dataFolder.string(), "two readable images are needed"};
        m_trial.images = static_cast<int>(m_chosen.size());
        m_trial.pixelBytes = static_cast<std::uint64_t>(m_recipe.cacheSize) * static_cast<std::uint64_t>(m_recipe.cacheSize);

        const auto some = std::span(m_chosen).first(std::min<std::size_t>(32, m_chosen.size()));
        begun = Clock::now();
        auto inputs =
            decodeForScoring({m_cohort, some, m_request.dataFolder, {}, m_request.readingThreads, {}}, m_recipe.input.inputSize, m_stop);
        if (!inputs) return inputs.error();
        m_trial.scoringReadSeconds = since(begun) / static_cast<double>(some.size());
        for (const auto i : some) {
            if (!inputs->has(i)) continue;
            const auto grey = inputs->at(i);
            if (!grey) return grey.error();
            cv::Mat whole;
            grey->convertTo(whole, CV_32F);
            m_inputs.push_back(imaging::normalise(whole, m_recipe.input));
        }
        noteMemory();
        return done();
    }

    Done learn()
    {
        const auto batch = static_cast<std::size_t>(m_recipe.training.batch);
        std::vector<std::size_t> order;
        while (order.size() < batch * (warmingUp + mostBatches))
            order.insert(order.end(), m_chosen.begin(), m_chosen.end());
        auto learner = Learner::make(m_recipe, lossWeights(m_recipe, m_cohort, m_chosen), {warmingUp + mostBatches, 0}, m_request.device);
        if (!learner) return learner.error();
        m_learner.emplace(*std::move(learner));
        m_learner->beginEpoch(0, 0);
        BatchFeed feed(m_recipe, m_cohort, m_pixels, 0, std::move(order), 0, m_request.augmentationThreads);
        auto begun = Clock::now();
        for (int number = 0; number < warmingUp + mostBatches; ++number) {
            const auto next = feed.next();
            if (!next) break;
            m_learner->learn(*next);
            noteMemory();
            if (m_stop.stop_requested()) return cancelled();
            // The first batches make room for what the later ones find ready.
            if (number + 1 == warmingUp) begun = Clock::now();
            if (number < warmingUp) continue;
            ++m_trial.batches;
            if (m_trial.batches >= fewestBatches && since(begun) > m_request.seconds) break;
        }
        if (feed.failure()) return *feed.failure();
        m_trial.batchSeconds = since(begun) / std::max(1, m_trial.batches);
        m_trial.microBatch = m_learner->microBatch();
        return done();
    }

    Done score()
    {
        const auto first = std::min<std::size_t>(8, m_inputs.size());
        m_learner->score(std::span(m_inputs).first(first));
        const auto begun = Clock::now();
        m_learner->score(m_inputs);
        m_trial.scoreSeconds = since(begun) / static_cast<double>(m_inputs.size());
        noteMemory();
        return done();
    }

    Done save()
    {
        Checkpoint state;
        m_learner->save(state);
        const auto model = m_learner->averaged();
        m_trial.stateBytes = bytesOf(state.tensors);
        m_trial.modelBytes = bytesOf(model.tensors);
        noteMemory();
        std::error_code failed;
        fs::create_directories(m_request.scratchFolder, failed);
        const PassingFile stateFile(m_request.scratchFolder / ("trial-" + std::to_string(getpid()) + ".state"));
        const PassingFile modelFile(m_request.scratchFolder / ("trial-" + std::to_string(getpid()) + ".model"));
        const auto begun = Clock::now();
        if (auto written = writeCheckpoint(stateFile.path(), state); !written) return written;
        if (auto written = writeWeights(modelFile.path(), model); !written) return written;
        m_trial.saveSeconds = since(begun);
        return done();
    }

    const TrialRequest& m_request;
    Recipe m_recipe;
    const std::stop_token m_stop;
    const std::uint64_t m_before;
    std::uint64_t m_most = 0;
    Cohort m_cohort;
    std::vector<std::size_t> m_chosen;
    Pixels m_pixels;
    std::vector<cv::Mat> m_inputs;
    std::optional<Learner> m_learner;
    TrainingTrial m_trial;
};

} // namespace

namespace room {

Result<TrainingTrial> tryTraining(const TrialRequest& request, std::stop_token stop)
{
    try {
        const GivesWay whileTrying;
        return Trial(request, std::move(stop)).carryOut();
    } catch (const std::exception& error) {
        const auto kind = isOutOfMemory(error) ? FailureKind::OutOfMemory : FailureKind::Internal;
        return Failure{kind, "trial", error.what()};
    }
}

TrainingEstimate estimateRun(const TrainingTrial& trial, const Recipe& recipe, const std::array<long, 3>& images, bool pixelsAreKept)
{
    const auto& plan = recipe.training;
    const double training = static_cast<double>(images[0]), validation = static_cast<double>(images[1]),
                 test = static_cast<double>(images[2]);
    const double all = training + validation + test;
    TrainingEstimate estimate;
    estimate.readSeconds = all * trial.readSeconds + (validation + test) * trial.scoringReadSeconds;
    for (int epoch = 0; epoch < plan.epochs; ++epoch) {
        // One source is seen as often as its share says.
        const double share = recipe.data.size() == 1 ? shareAt(recipe.data.front(), epoch, plan.epochs) : 1;
        const auto seen = static_cast<std::size_t>(training * share);
        estimate.learnSeconds += trial.batchSeconds * (plan.stepsPerEpoch > 0 ? plan.stepsPerEpoch : BatchFeed::batches(seen, plan.batch));
    }
    estimate.validateSeconds = plan.epochs * validation * trial.scoreSeconds;
    estimate.saveSeconds = plan.epochs * trial.saveSeconds;
    const auto atTheEnd = imagesScoredAtTheEnd(static_cast<std::size_t>(images[1]), static_cast<std::size_t>(images[2]));
    constexpr double gateImages = 1300; // that what refuses unlike images is fitted and tried on, at most
    estimate.evaluateSeconds = (static_cast<double>(atTheEnd) + std::min(gateImages, all)) * trial.scoreSeconds;
    estimate.memoryBytes = trial.memoryBytes;
    const auto side = static_cast<std::uint64_t>(recipe.input.inputSize);
    estimate.cacheBytes = static_cast<std::uint64_t>(pixelsAreKept ? 0 : all) * trial.pixelBytes +
                          static_cast<std::uint64_t>(validation + test) * side * side;
    // best in half precision, last in single, and for a moment one of each beside them
    estimate.runBytes = trial.stateBytes * 2 + trial.modelBytes * 3;
    return estimate;
}

} // namespace room
} // namespace lucency::model
