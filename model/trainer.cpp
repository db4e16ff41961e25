#include "model/trainerrun.h"

#include "model/computeturn.h"
#include "model/numbered.h"
#include "model/ranks.h"
#include "model/recipechanges.h"
#include "model/runcontents.h"
#include "model/runfolder.h"
#include "model/runplace.h"
#include "model/sha256.h"
#include "model/trainerconclusion.h"
#include "model/trainerdata.h"
#include "model/trainerlearner.h"
#include "model/trainerranks.h"
#include "model/trainerreport.h"
#include "model/trainersamples.h"
#include "model/trainersaving.h"
#include "model/trainervalidation.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Thrown out of long scoring when a stop is asked for.
struct Stopped {};

class Run {
public:
    Run(const TrainingRequest& request, const Ranks& ranks, const RunFolder& folder, std::stop_token stop)
        : m_request(request)
        , m_recipe(request.recipe)
        , m_ranks(ranks)
        , m_folder(folder)
        , m_stop(std::move(stop))
        , m_data(
              request, [this](const std::string& text) { remark(text); }, reading(), m_stop)
    {
    }

    Result<TrainingOutcome> carryOut(const RankFolder& folder)
    {
        // Ranks that do not do the same would learn nonsense, or send each other what the other does not expect.
        if (auto agreed = m_ranks.agree("another version of Lucency", m_request.programVersion); !agreed) return agreed.error();
        if (auto agreed = m_ranks.agree("another recipe", sha256(sharedRecipe(m_recipe))); !agreed) return agreed.error();
        if (auto opened = m_ranks.agree(m_ranks.isFirst() ? open() : done()); !opened) return opened.error();
        if (auto shared = m_ranks.agree(folder.shareRun(m_ranks)); !shared) return shared.error();
        const auto ready = prepare();
        if (auto agreed = m_ranks.agree("other images or labels", ready ? Result<std::string>(digest(m_data.cohort())) : ready.error());
            !agreed)
            return agreed.error();
        const auto read = readImages();
        if (auto agreed = m_ranks.agree("images with other contents, or another split,",
                                        read ? Result<std::string>(sha256(m_splitSha + m_contents)) : read.error());
            !agreed)
            return agreed.error();
        if (auto fitted = fit(); !fitted) return fitted.error();
        return conclude();
    }

private:
    Done open()
    {
        if (auto opened = openRunFolder(m_folder, m_request.resume); !opened) return opened;
        auto lock = RunLock::take(m_folder);
        if (!lock) return lock.error();
        m_lock.emplace(*std::move(lock));
        removeUnfinishedFiles(m_folder);
        return done();
    }

    Done prepare()
    {
        const auto recipeText = toJson(m_recipe);
        m_recipeSha = sha256(recipeText);
        if (auto gathered = m_data.gather(); !gathered) return gathered;
        std::error_code unknown;
        // A run that was stopped before its first state was saved begins again.
        const bool goesOn = m_request.resume || !m_ranks.isFirst(); // what another rank has, the first has given it
        if (goesOn && fs::exists(m_folder.state(), unknown)) {
            auto state = readCheckpoint(m_folder.state());
            if (!state) return state.error();
            if (m_ranks.isFirst()) // the others have its word for it
                if (auto same = checkRecipe(m_folder.recipe(), state->recipeSha256, m_recipe); !same) return same;
            m_state = *std::move(state);
            m_resumed = true;
        }
        if (m_ranks.isFirst())
            if (auto written = writePlace(m_request.runFolder, m_request.dataFolder); !written) return written;
        const bool written = m_resumed && (!m_ranks.isFirst() || m_state.recipeSha256 == m_recipeSha);
        return written ? done() : replaceFile(m_folder.recipe(), recipeText);
    }

    Done readImages()
    {
        if (auto read = m_data.readAndSplit(m_folder.split(), m_resumed); !read) return read;
        const auto csv = splitCsv(m_data.cohort(), m_data.split());
        m_splitSha = sha256(csv);
        m_contents = contentsCsv(m_data.cohort(), m_data.pixels().contents());
        if (m_resumed && m_splitSha != m_state.splitSha256)
            return Failure{FailureKind::ModelMismatch, m_folder.split().string(), "the split has changed"};
        const bool known = m_resumed && !m_state.contentsSha256.empty();
        if (known && m_ranks.isFirst() && sha256(m_contents) != m_state.contentsSha256)
            return changedContents(m_folder.images(), m_data.cohort(), m_data.pixels().contents());
        if (m_resumed && !known)
            remark("this run was begun by an earlier version, which did not record what the images hold: that they are still the same "
                   "cannot be told, and is checked from now on");
        if (!known)
            if (auto written = replaceFile(m_folder.images(), m_contents); !written) return written;
        if (!m_resumed)
            if (auto written = replaceFile(m_folder.split(), csv); !written) return written;
        return m_data.readValidation();
    }

    Done fit()
    {
        LearningSteps steps;
        for (int number = 0; number < m_recipe.training.epochs; ++number) {
            const auto images = epochOrder(m_recipe, m_data.cohort(), members(Part::Train), number).size();
            m_batches.push_back(BatchFeed::batches(images, m_recipe.training.batch));
            if (m_batches.back() == 0)
                return Failure{FailureKind::NoLabelledImages, m_request.dataFolder.string(), "epoch " + std::to_string(number + 1)};
            steps.all += m_batches.back();
            if (number < m_recipe.training.frozenEpochs) steps.frozen = steps.all;
        }
        auto begun = m_recipe;
        if (m_resumed) begun.initialWeights.clear(); // the state has them, and more
        if (!begun.initialWeights.empty()) begun.initialWeights = besideRun(m_request.runFolder, begun.initialWeights).string();
        auto made = Learner::make(begun, lossWeights(m_recipe, m_data.cohort(), members(Part::Train)), steps, m_request.device, m_ranks);
        if (!made) return made.error();
        m_learner.emplace(*std::move(made));
        for (const auto& text : m_learner->remarks())
            remark(text);
        m_state.recipeSha256 = m_recipeSha;
        m_state.splitSha256 = m_splitSha;
        m_state.contentsSha256 = sha256(m_contents);
        if (m_resumed) {
            if (auto restored = m_learner->restore(m_state, m_folder.state().string()); !restored) return restored;
            m_state.tensors.clear();
        }
        m_saver.emplace(m_folder, m_data.cohort().findings, m_request.savingShare);
        if (m_ranks.isFirst())
            if (auto agreed = m_saver->agreeWith(m_state, *m_learner, manifest()); !agreed) return agreed;
        while (m_state.epochsDone < m_recipe.training.epochs && !patienceIsOver()) {
            if (endsEarly()) break;
            if (auto learnt = epoch(); !learnt) return learnt;
        }
        return done();
    }

    bool patienceIsOver() const
    {
        return m_recipe.training.patience > 0 && epochsWithoutImprovement(metrics()) >= m_recipe.training.patience;
    }

    /// Whether people have had enough of it, and there is something to keep.
    bool endsEarly()
    {
        if (!m_ranks.isAlone() || !m_request.finish.stop_requested() || m_state.bestEpoch == 0) return false;
        if (!std::exchange(m_endedEarly, true))
            remark("ended early: after " + std::to_string(m_state.epochsDone) + " of " + std::to_string(m_recipe.training.epochs) +
                   " epochs");
        return true;
    }

    Done epoch()
    {
        const int number = m_state.epochsDone;
        m_learner->beginEpoch(number, plateauReductions(m_recipe.training, metrics()));
        BatchFeed feed(m_recipe, m_data.cohort(), m_data.pixels(), number,
                       epochOrder(m_recipe, m_data.cohort(), members(Part::Train), number), m_state.batchesDone,
                       m_request.augmentationThreads, {m_ranks.rank(), m_ranks.size()});
        const auto begun = Clock::now();
        const int before = m_state.batchesDone;
        const double secondsBefore = m_state.seconds;
        long images = 0;
        while (const auto batch = feed.next()) {
            const int together = m_learner->microBatch();
            const double loss = m_learner->learn(*batch);
            if (m_learner->microBatch() != together)
                remark("memory does not suffice for the whole batch: " + numbered(m_learner->microBatch(), "image", "images") +
                       " at a time from here on, whose gradients add up");
            if (!std::isfinite(loss))
                return Failure{FailureKind::BadNumber, "loss",
                               "epoch " + std::to_string(number + 1) + ", batch " + std::to_string(m_state.batchesDone + 1)};
            m_state.lossSum += loss;
            ++m_state.batchesDone;
            images += batch->whole > 0 ? batch->whole : batch->count;
            m_waitShare = feed.waited() / since(begun);
            tell(TrainingStage::Training, m_state.batchesDone, batchesOf(number), static_cast<double>(images) / since(begun));
            m_state.seconds = secondsBefore + since(begun);
            const bool stopped = m_learner->anyOf(m_stop.stop_requested()), enough = endsEarly();
            auto saved = done();
            if (m_ranks.isFirst() && (stopped || enough || m_saver->isDue())) saved = m_saver->saveState(m_state, *m_learner);
            // What started the processes may end them all when the first of them has ended.
            if (stopped) saved = m_ranks.agree(saved);
            if (!saved) return saved;
            if (stopped) return cancelled();
            if (enough) return done();
            giveWay();
        }
        if (feed.failure()) return *feed.failure();
        EpochRecord record;
        record.epoch = number + 1;
        record.trainLoss = m_state.lossSum / std::max(1, m_state.batchesDone);
        record.learningRate = m_learner->lastLearningRate();
        record.seconds = secondsBefore + since(begun);
        record.imagesPerSecond = static_cast<double>(images) / since(begun);
        record.waitShare = m_state.batchesDone > before ? feed.waited() / since(begun) : 0;
        if (auto validated = validate(record); !validated) return validated;
        if (!std::isfinite(record.validationLoss))
            return Failure{FailureKind::BadNumber, "validation loss", "epoch " + std::to_string(number + 1)};
        ++m_state.epochsDone;
        m_state.batchesDone = 0;
        m_state.lossSum = m_state.seconds = 0;
        return closeEpoch(std::move(record));
    }

    std::vector<double> metrics() const
    {
        std::vector<double> values;
        for (const auto& record : m_state.history)
            values.push_back(record.metric);
        return values;
    }

    int batchesOf(int number) const { return m_batches[static_cast<std::size_t>(number)]; }

    Failure cancelled() const { return {FailureKind::Cancelled, m_folder.state().string(), ""}; }

    /// What is only scored can be scored again: a stop ends it at once.
    void endWhenStopped() const
    {
        if (m_ranks.isAlone() && m_stop.stop_requested()) throw Stopped();
    }

    Done validate(EpochRecord& record)
    {
        const auto all = static_cast<long>(m_data.validation().members.size());
        tell(TrainingStage::Validating, 0, all, record.imagesPerSecond);
        const auto begun = Clock::now();
        std::vector<std::vector<float>> outputs;
        const auto score = [&](std::span<const cv::Mat> inputs) {
            endWhenStopped();
            std::ranges::move(m_learner->outputs(inputs), std::back_inserter(outputs));
            tell(TrainingStage::Validating, static_cast<long>(outputs.size()), all, record.imagesPerSecond);
        };
        try {
            if (auto scored = feedInBlocks(m_data.validation(), m_recipe.input, score); !scored) return scored;
        } catch (const Stopped&) {
            if (auto saved = m_saver->saveState(m_state, *m_learner); !saved) return saved;
            return cancelled();
        }
        m_logits = m_learner->findingLogits(outputs);
        m_scoredPerSecond = static_cast<double>(all) / since(begun);
        record.validationLoss = m_learner->lossOf(outputs, m_data.validationLabels());
        measureEpoch(m_recipe.training, m_data.cohort().findings, m_logits, m_data.validationLabels(), record, m_data.validationPatients());
        return done();
    }

    /// A few validation images as the network sees them now.
    std::shared_ptr<const std::vector<TrainingSample>> samples()
    {
        if (!m_request.samples || !m_ranks.isFirst()) return nullptr;
        auto shown = showSamples(*m_learner, m_recipe, m_data.cohort(), m_data.validation(), m_data.validationLabels(), m_logits);
        if (shown) return std::make_shared<const std::vector<TrainingSample>>(*std::move(shown));
        remark("no sample images: " + shown.error().subject + " [" + std::string(slug(shown.error().kind)) + "]");
        return nullptr;
    }

    Done closeEpoch(EpochRecord record)
    {
        const bool better = m_state.bestEpoch == 0 || isBetter(m_recipe.training, record.metric, m_state.bestMetric);
        if (better) {
            m_state.bestMetric = record.metric;
            m_state.bestEpoch = record.epoch;
        }
        m_state.history.push_back(std::move(record));
        if (m_ranks.isFirst())
            if (auto saved = m_saver->closeEpoch(m_state, *m_learner, manifest()); !saved) return saved;
        const int batches = batchesOf(m_state.epochsDone - 1);
        m_shown = samples();
        tell(TrainingStage::Training, batches, batches, m_state.history.back().imagesPerSecond, &m_state.history.back());
        m_shown = nullptr;
        return done();
    }

    ModelManifest manifest() const { return plainManifest(m_recipe, m_request.programVersion, m_splitSha); }

    Result<TrainingOutcome> conclude()
    {
        m_learner->leaveRanks();
        if (!m_ranks.isFirst()) return outcome();
        auto best = m_saver->best(m_state);
        if (!best) return best.error();
        const RunFacts facts{m_request,         m_recipe,   m_data.cohort(), m_data.split(), m_folder,     m_state.history,
                             m_state.bestEpoch, m_splitSha, m_recipeSha,     m_endedEarly,   m_data.lost()};
        const auto scored = [this](long images, long all) {
            endWhenStopped();
            tell(TrainingStage::Evaluating, images, all, 0);
        };
        const auto told = [this](const std::string& text) { remark(text); };
        try {
            if (auto concluded = concludeRun(facts, m_data, *m_learner, *std::move(best), {scored, told}, m_stop); !concluded)
                return concluded.error();
        } catch (const Stopped&) {
            return cancelled();
        }
        auto outcome = this->outcome();
        outcome.model = m_folder.best();
        outcome.report = m_folder.report();
        outcome.card = m_folder.card();
        return outcome;
    }

    /// What every rank knows of the run.
    TrainingOutcome outcome() const
    {
        TrainingOutcome outcome;
        outcome.history = m_state.history;
        outcome.bestEpoch = m_state.bestEpoch;
        outcome.endedEarly = m_endedEarly;
        outcome.lostImages = static_cast<int>(m_data.lost().size());
        return outcome;
    }

    const std::vector<std::size_t>& members(Part part) const { return m_data.members(part); }

    void remark(const std::string& text) const
    {
        if (m_request.remark && m_ranks.isFirst()) m_request.remark(text);
    }

    DecodeProgress reading() const
    {
        return
            [this](std::size_t read, std::size_t all) { tell(TrainingStage::Reading, static_cast<long>(read), static_cast<long>(all), 0); };
    }

    void tell(TrainingStage stage, long finished, long all, double imagesPerSecond, const EpochRecord* record = nullptr) const
    {
        if (!m_request.progress || !m_ranks.isFirst()) return;
        TrainingProgress progress;
        progress.stage = stage;
        progress.epochs = m_recipe.training.epochs;
        progress.epoch = std::min(progress.epochs, m_state.epochsDone + (record ? 0 : 1));
        progress.done = finished;
        progress.all = all;
        progress.imagesPerSecond = imagesPerSecond;
        progress.loss = m_state.batchesDone > 0 ? m_state.lossSum / m_state.batchesDone : 0;
        if (imagesPerSecond > 0) progress.secondsLeft = secondsLeft(imagesPerSecond);
        progress.waitShare = m_waitShare;
        progress.bestEpoch = m_state.bestEpoch;
        progress.bestMetric = m_state.bestMetric;
        progress.finished = record;
        progress.samples = m_shown;
        m_request.progress(progress);
    }

    /// Learning, the validations and the evaluation at the end, at the rates seen so far.
    double secondsLeft(double imagesPerSecond) const
    {
        long batches = -m_state.batchesDone;
        for (int number = m_state.epochsDone; number < m_recipe.training.epochs; ++number)
            batches += batchesOf(number);
        const auto epochs = static_cast<std::size_t>(m_recipe.training.epochs - m_state.epochsDone);
        const auto scored = epochs * m_data.validation().members.size() +
                            imagesScoredAtTheEnd(m_data.validation().members.size(), members(Part::Test).size());
        // Before the first validation: scoring has no backward pass.
        const double scoredPerSecond = m_scoredPerSecond > 0 ? m_scoredPerSecond : 3 * imagesPerSecond;
        return static_cast<double>(batches) * m_recipe.training.batch / imagesPerSecond + static_cast<double>(scored) / scoredPerSecond;
    }

    const TrainingRequest& m_request;
    const Recipe& m_recipe;
    const Ranks m_ranks;
    const RunFolder m_folder;
    const std::stop_token m_stop;
    RunData m_data;
    std::vector<std::vector<double>> m_logits; ///< of the validation part, by the last validation
    std::optional<Learner> m_learner;
    std::optional<RunSaver> m_saver;
    std::optional<RunLock> m_lock;
    Checkpoint m_state;
    std::string m_recipeSha, m_splitSha;
    std::string m_contents;       ///< of the images, see contentsCsv()
    std::vector<int> m_batches;   ///< of each epoch
    double m_scoredPerSecond = 0; ///< of the last validation
    double m_waitShare = 0;       ///< of the epoch under way
    bool m_resumed = false, m_endedEarly = false;
    std::shared_ptr<const std::vector<TrainingSample>> m_shown; ///< while an epoch's end is told
};

} // namespace

Result<TrainingOutcome> carryOutRun(const TrainingRequest& request, const Ranks& ranks, const RankFolder& folder, std::stop_token stop)
{
    return Run(request, ranks, folder.folder(), std::move(stop)).carryOut(folder);
}

} // namespace lucency::model
