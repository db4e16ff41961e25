#include "model/trainerrun.h"

#include "model/cohort.h"
#include "model/cohortsize.h"
#include "model/dataset.h"
#include "model/ranks.h"
#include "model/runfolder.h"
#include "model/runplace.h"
#include "model/sha256.h"
#include "model/split.h"
#include "model/trainergate.h"
#include "model/trainerlearner.h"
#include "model/trainerranks.h"
#include "model/trainerreport.h"
#include "model/trainersaving.h"
#include "model/trainervalidation.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

class Run {
public:
    Run(const TrainingRequest& request, const Ranks& ranks, const RunFolder& folder, std::stop_token stop)
        : m_request(request)
        , m_recipe(request.recipe)
        , m_ranks(ranks)
        , m_folder(folder)
        , m_stop(std::move(stop))
    {
    }

    Result<TrainingOutcome> carryOut(const RankFolder& folder)
    {
        if (m_ranks.isFirst())
            if (auto opened = open(); !opened) return opened.error();
        if (auto shared = folder.shareRun(m_ranks); !shared) return shared.error();
        if (auto ready = prepare(); !ready) return ready.error();
        if (auto read = readImages(); !read) return read.error();
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
        auto cohort = gatherCohort(m_recipe, m_request.dataFolder, m_stop);
        if (!cohort) return cohort.error();
        m_cohort = *std::move(cohort);
        for (const auto& count : m_cohort.counts)
            remark(describe(count));
        for (const auto& text : m_cohort.remarks)
            remark(text);
        if (auto learnable = checkLearnable(m_cohort); !learnable) return learnable;
        std::error_code unknown;
        // A run that was stopped before its first state was saved begins again.
        const bool goesOn = m_request.resume || !m_ranks.isFirst(); // what another rank has, the first has given it
        if (goesOn && fs::exists(m_folder.state(), unknown)) {
            auto state = readCheckpoint(m_folder.state());
            if (!state) return state.error();
            if (state->recipeSha256 != m_recipeSha) return Failure{FailureKind::ModelMismatch, m_folder.state().string(), "another recipe"};
            m_state = *std::move(state);
            m_resumed = true;
        }
        if (m_ranks.isFirst())
            if (auto written = writePlace(m_request.runFolder, m_request.dataFolder); !written) return written;
        return m_resumed ? done() : replaceFile(m_folder.recipe(), recipeText);
    }

    /// Decodes every image once at the size of the cache, splits, and decodes the parts that are scored as scoring will see them.
    Done readImages()
    {
        std::vector<std::size_t> all(m_cohort.images.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = i;
        auto pixels = decodeForTraining(decoding(all), m_recipe.cacheSize, m_stop);
        if (!pixels) return pixels.error();
        m_pixels = *std::move(pixels);
        for (const auto& lost : m_pixels.lost())
            remark("left out: " + m_cohort.images[lost.index].path + " [" + std::string(slug(lost.why.kind)) + "]");
        m_lost = static_cast<int>(m_pixels.lost().size());
        if (!m_request.cacheFolder.empty()) remark(describe(m_pixels.use(), m_request.cacheFolder));
        if (m_resumed) {
            auto split = readSplit(m_folder.split(), m_cohort);
            if (!split) return split.error();
            m_split = *std::move(split);
            countTwins(m_cohort, findTwins(m_pixels.looks()), m_split);
        } else {
            m_split = splitByPatient(m_cohort, m_recipe.split, m_recipe.seed, findTwins(m_pixels.looks()));
            if (!m_recipe.split.list.empty())
                if (auto kept = keepParts(besideRun(m_request.runFolder, m_recipe.split.list), m_cohort, m_split); !kept) return kept;
        }
        if (const auto shared = sharedPatients(m_cohort, m_split); !shared.empty())
            return Failure{FailureKind::Internal, shared.front(), "patient in two parts"};
        for (const auto& text : m_split.remarks)
            remark(text);
        for (const auto& text : sizeRemarks(sizeOf(m_cohort, m_split)))
            remark(text);
        const auto csv = splitCsv(m_cohort, m_split);
        m_splitSha = sha256(csv);
        if (m_resumed && m_splitSha != m_state.splitSha256)
            return Failure{FailureKind::ModelMismatch, m_folder.split().string(), "the split has changed"};
        if (!m_resumed)
            if (auto written = replaceFile(m_folder.split(), csv); !written) return written;
        for (const auto i : all)
            if (m_pixels.has(i)) m_members[static_cast<std::size_t>(m_split.parts[i])].push_back(i);
        for (const Part part : {Part::Train, Part::Validation, Part::Test}) {
            remark(std::string(partName(part)) + ": " + std::to_string(members(part).size()) + " images");
            if (members(part).empty()) return Failure{FailureKind::NoLabelledImages, m_request.dataFolder.string(), partName(part)};
        }
        auto validation = inputsOf(Part::Validation);
        if (!validation) return validation.error();
        m_validation = *std::move(validation);
        for (const auto i : members(Part::Validation)) {
            // Phantoms are easier than patients: they may teach, but not say which epoch is best.
            const bool real = m_recipe.data[static_cast<std::size_t>(m_cohort.images[i].source)].kind != SourceKind::Phantoms;
            m_validationLabels.push_back(real ? m_cohort.images[i].labels : std::vector<Label>(m_cohort.findings.size(), Label::Unknown));
        }
        return done();
    }

    Result<PartInputs> inputsOf(Part part)
    {
        auto decoded = decodeForScoring(decoding(members(part)), m_recipe.input.inputSize, m_stop);
        if (!decoded) return decoded.error();
        if (!decoded->lost().empty()) return decoded->lost().front().why;
        return PartInputs{members(part), *std::move(decoded)};
    }

    DecodeJob decoding(std::span<const std::size_t> which) const
    {
        return {m_cohort, which, m_request.dataFolder, {m_request.cacheFolder}, m_request.readingThreads, reading()};
    }

    Done fit()
    {
        LearningSteps steps;
        for (int number = 0; number < m_recipe.training.epochs; ++number) {
            const auto images = epochOrder(m_recipe, m_cohort, members(Part::Train), number).size();
            m_batches.push_back(BatchFeed::batches(images, m_recipe.training.batch));
            if (m_batches.back() == 0)
                return Failure{FailureKind::NoLabelledImages, m_request.dataFolder.string(), "epoch " + std::to_string(number + 1)};
            steps.all += m_batches.back();
            if (number < m_recipe.training.frozenEpochs) steps.frozen = steps.all;
        }
        auto begun = m_recipe;
        if (m_resumed) begun.initialWeights.clear(); // the state has them, and more
        if (!begun.initialWeights.empty()) begun.initialWeights = besideRun(m_request.runFolder, begun.initialWeights).string();
        auto made = Learner::make(begun, lossWeights(m_recipe, m_cohort, members(Part::Train)), steps, m_request.device, m_ranks);
        if (!made) return made.error();
        m_learner.emplace(*std::move(made));
        for (const auto& text : m_learner->remarks())
            remark(text);
        m_state.recipeSha256 = m_recipeSha;
        m_state.splitSha256 = m_splitSha;
        if (m_resumed) {
            if (auto restored = m_learner->restore(m_state, m_folder.state().string()); !restored) return restored;
            m_state.tensors.clear();
        }
        m_saver.emplace(m_folder, m_cohort.findings, m_request.savingShare);
        if (m_ranks.isFirst())
            if (auto agreed = m_saver->agreeWith(m_state, *m_learner, manifest()); !agreed) return agreed;
        while (m_state.epochsDone < m_recipe.training.epochs && !patienceIsOver()) {
            if (auto learnt = epoch(); !learnt) return learnt;
        }
        return done();
    }

    bool patienceIsOver() const
    {
        return m_recipe.training.patience > 0 && m_state.epochsDone - m_state.bestEpoch >= m_recipe.training.patience;
    }

    Done epoch()
    {
        const int number = m_state.epochsDone;
        m_learner->beginEpoch(number, plateauReductions(m_recipe.training, metrics()));
        BatchFeed feed(m_recipe, m_cohort, m_pixels, number, epochOrder(m_recipe, m_cohort, members(Part::Train), number),
                       m_state.batchesDone, m_request.augmentationThreads, {m_ranks.rank(), m_ranks.size()});
        const auto begun = Clock::now();
        const int before = m_state.batchesDone;
        const double secondsBefore = m_state.seconds;
        long images = 0;
        while (const auto batch = feed.next()) {
            const int together = m_learner->microBatch();
            const double loss = m_learner->learn(*batch);
            if (m_learner->microBatch() != together)
                remark("memory does not suffice for the whole batch: " + std::to_string(m_learner->microBatch()) +
                       " images at a time from here on, whose gradients add up");
            if (!std::isfinite(loss))
                return Failure{FailureKind::BadNumber, "loss",
                               "epoch " + std::to_string(number + 1) + ", batch " + std::to_string(m_state.batchesDone + 1)};
            m_state.lossSum += loss;
            ++m_state.batchesDone;
            images += batch->whole > 0 ? batch->whole : batch->count;
            tell(TrainingStage::Training, m_state.batchesDone, batchesOf(number), static_cast<double>(images) / since(begun));
            m_state.seconds = secondsBefore + since(begun);
            const bool stopped = m_learner->anyOf(m_stop.stop_requested());
            if (m_ranks.isFirst() && (stopped || m_saver->isDue()))
                if (auto saved = m_saver->saveState(m_state, *m_learner); !saved) return saved;
            if (stopped) return Failure{FailureKind::Cancelled, m_folder.state().string(), ""};
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

    Done validate(EpochRecord& record)
    {
        tell(TrainingStage::Validating, 0, static_cast<long>(m_validation.members.size()), record.imagesPerSecond);
        const auto begun = Clock::now();
        std::vector<std::vector<float>> outputs;
        const auto score = [&](std::span<const cv::Mat> inputs) {
            std::ranges::move(m_learner->outputs(inputs), std::back_inserter(outputs));
        };
        if (auto scored = feedInBlocks(m_validation, m_recipe.input, score); !scored) return scored;
        const auto logits = m_learner->findingLogits(outputs);
        m_scoredPerSecond = static_cast<double>(m_validation.members.size()) / since(begun);
        record.validationLoss = m_learner->lossOf(outputs, m_validationLabels);
        measureEpoch(m_recipe.training, m_cohort.findings, logits, m_validationLabels, record);
        return done();
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
        tell(TrainingStage::Training, batches, batches, m_state.history.back().imagesPerSecond, &m_state.history.back());
        return done();
    }

    ModelManifest manifest() const { return plainManifest(m_recipe, m_request.programVersion, m_splitSha); }

    /// Scores validation and test with the best epoch's weights, and writes what people read.
    /// What refuses images that the model should not score, from the weights that it will have.
    Result<std::optional<Gate>> fitGate()
    {
        const auto which = gateImages(m_recipe, m_cohort, members(Part::Train));
        auto decoded = decodeForScoring(decoding(which), m_recipe.input.inputSize, m_stop);
        if (!decoded) return decoded.error();
        const auto& how = m_recipe.input;
        const cv::Mat empty = cv::Mat::zeros(how.inputSize, how.inputSize, CV_32FC(how.channels));
        const auto stages = m_learner->stageFeatures({&empty, 1}).sizes;
        const auto features = [this](std::span<const cv::Mat> inputs) { return m_learner->stageFeatures(inputs).rows; };
        auto gate = fitGateFor(m_recipe, m_cohort, {which, *std::move(decoded)}, m_validation, stages, features, m_stop);
        if (gate && !*gate) remark("too few radiographs to tell what the model should refuse: it will score whatever it is given");
        return gate;
    }

    Result<TrainingOutcome> conclude()
    {
        m_learner->leaveRanks();
        if (!m_ranks.isFirst()) return outcome();
        auto best = m_saver->best(m_state);
        if (!best) return best.error();
        best->manifest.reset();
        if (auto restored = m_learner->restoreAverage(*best, m_folder.best().string()); !restored) return restored.error();
        tell(TrainingStage::Evaluating, 0, static_cast<long>(members(Part::Test).size()), 0);
        auto test = inputsOf(Part::Test);
        if (!test) return test.error();
        RunFacts facts{m_request, m_recipe, m_cohort, m_split, m_folder, m_state.history, m_state.bestEpoch, m_splitSha, m_recipeSha};
        const auto score = [this](std::span<const cv::Mat> inputs) { return m_learner->score(inputs); };
        auto model = reportRun(facts, m_validation, *test, score);
        if (!model) return model.error();
        auto weights = m_learner->averaged();
        weights.metadata = best->metadata; // names its epoch
        weights.manifest = *std::move(model);
        auto gate = fitGate();
        if (!gate) return gate.error();
        weights.gate = *std::move(gate);
        if (auto written = writeWeights(m_folder.best(), weights, true); !written) return written.error();

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
        outcome.lostImages = m_lost;
        return outcome;
    }

    const std::vector<std::size_t>& members(Part part) const { return m_members[static_cast<std::size_t>(part)]; }

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
        progress.finished = record;
        m_request.progress(progress);
    }

    /// Learning, the validations and the evaluation at the end, at the rates seen so far.
    double secondsLeft(double imagesPerSecond) const
    {
        long batches = -m_state.batchesDone;
        for (int number = m_state.epochsDone; number < m_recipe.training.epochs; ++number)
            batches += batchesOf(number);
        const auto epochs = static_cast<std::size_t>(m_recipe.training.epochs - m_state.epochsDone);
        const auto scored =
            epochs * m_validation.members.size() + imagesScoredAtTheEnd(m_validation.members.size(), members(Part::Test).size());
        // Before the first validation: scoring has no backward pass.
        const double scoredPerSecond = m_scoredPerSecond > 0 ? m_scoredPerSecond : 3 * imagesPerSecond;
        return static_cast<double>(batches) * m_recipe.training.batch / imagesPerSecond + static_cast<double>(scored) / scoredPerSecond;
    }

    const TrainingRequest& m_request;
    const Recipe& m_recipe;
    const Ranks m_ranks;
    const RunFolder m_folder;
    const std::stop_token m_stop;
    Cohort m_cohort;
    Split m_split;
    std::array<std::vector<std::size_t>, 3> m_members; ///< readable images of each part
    Pixels m_pixels;
    PartInputs m_validation;
    std::vector<std::vector<Label>> m_validationLabels;
    std::optional<Learner> m_learner;
    std::optional<RunSaver> m_saver;
    std::optional<RunLock> m_lock;
    Checkpoint m_state;
    std::string m_recipeSha, m_splitSha;
    std::vector<int> m_batches; ///< of each epoch
    int m_lost = 0;
    double m_scoredPerSecond = 0; ///< of the last validation
    bool m_resumed = false;
};

} // namespace

Result<TrainingOutcome> carryOutRun(const TrainingRequest& request, const Ranks& ranks, const RankFolder& folder, std::stop_token stop)
{
    return Run(request, ranks, folder.folder(), std::move(stop)).carryOut(folder);
}

} // namespace lucency::model
