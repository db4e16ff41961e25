#include "model/trainerablation.h"

#include "imaging/augmentation.h"
#include "imaging/preprocess.h"
#include "model/dataset.h"
#include "model/numbered.h"
#include "model/runfolder.h"
#include "model/trainerlearner.h"
#include "model/trainervalidation.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>

namespace lucency::model {

namespace {

constexpr std::size_t mostImages = 32;
constexpr int mostEpochs = 60;
constexpr int images = 8; ///< of a batch: few images need many steps
constexpr double wellCalled = 0.98, wellRanked = 0.99;

/// The images as the network takes them, and what is known of them.
struct FewImages {
    std::vector<cv::Mat> inputs;
    std::vector<std::vector<Label>> labels;
};

/// Mixed, so that no batch holds one label alone.
constexpr std::size_t place(std::size_t i, std::size_t count)
{
    std::size_t step = count / 2 + 1;
    while (std::gcd(step, count) != 1)
        ++step;
    return i * step % count;
}

/// How learning by heart went with one learning rate.
struct Attempt {
    bool learnt = false, finite = true;
    int epochs = 0;
    double firstLoss = 0, lastLoss = 0, accuracy = 0, auc = 0;
};

/// Training's recipe without anything that keeps a network from learning by heart.
Recipe bareRecipe(const Recipe& recipe, double learningRate)
{
    auto bare = recipe;
    bare.augmentation = {};
    auto& plan = bare.training;
    plan.epochs = mostEpochs;
    plan.labelSmoothing = plan.weightDecay = plan.averaging = 0;
    plan.positiveWeight = PositiveWeight::None;
    plan.schedule = Schedule::Constant;
    plan.warmUp = 0;
    plan.frozenEpochs = 0;
    plan.layerDecay = 1;
    plan.learningRate = learningRate;
    return bare;
}

bool somethingToTell(const FewImages& few, std::size_t findings)
{
    for (std::size_t f = 0; f < findings; ++f) {
        const auto has = [&](Label label) { return std::ranges::any_of(few.labels, [&](const auto& row) { return row[f] == label; }); };
        if (has(Label::Present) && has(Label::Absent)) return true;
    }
    return false;
}

bool contradict(const std::vector<Label>& one, const std::vector<Label>& other)
{
    for (std::size_t f = 0; f < one.size(); ++f)
        if (one[f] != Label::Unknown && other[f] != Label::Unknown && one[f] != other[f]) return true;
    return false;
}

/// Pairs of images with the same pixels and different labels.
int contradictions(const FewImages& few)
{
    int pairs = 0;
    for (std::size_t i = 0; i < few.inputs.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (contradict(few.labels[i], few.labels[j]) && cv::norm(few.inputs[i], few.inputs[j], cv::NORM_INF) == 0) ++pairs;
    return pairs;
}

Batch batchOf(const FewImages& few, const imaging::Preprocessing& how, std::size_t first, std::size_t count)
{
    const auto plane = static_cast<std::size_t>(how.inputSize) * static_cast<std::size_t>(how.inputSize);
    const auto channels = static_cast<std::size_t>(how.channels);
    Batch batch;
    batch.count = static_cast<int>(count);
    batch.images.resize(count * channels * plane);
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<cv::Mat> planes;
        cv::split(few.inputs[first + i], planes);
        for (std::size_t c = 0; c < channels; ++c)
            std::copy_n(planes[c].ptr<float>(), plane, batch.images.data() + (i * channels + c) * plane);
        for (const auto label : few.labels[first + i])
            batch.labels.push_back(label == Label::Unknown ? std::numeric_limits<float>::quiet_NaN()
                                                           : static_cast<float>(label == Label::Present));
    }
    return batch;
}

/// Share of the known labels that a probability of one half calls right, and the mean AUC.
void measure(const std::vector<std::string>& findings, const std::vector<std::vector<double>>& logits, const FewImages& few,
             Attempt& attempt)
{
    long right = 0, known = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        for (std::size_t f = 0; f < findings.size(); ++f) {
            if (few.labels[i][f] == Label::Unknown) continue;
            ++known;
            right += (logits[i][f] >= 0) == (few.labels[i][f] == Label::Present) ? 1 : 0;
        }
    }
    attempt.accuracy = known > 0 ? static_cast<double>(right) / static_cast<double>(known) : 0;
    TrainingPlan macro;
    macro.metricPositives = 1;
    EpochRecord record;
    measureEpoch(macro, findings, logits, few.labels, record);
    attempt.auc = record.metric;
}

std::string shortly(double value)
{
    std::ostringstream text;
    text.precision(3);
    text << value;
    return text.str();
}

/// Those that are tried where one does not do: its neighbours first, then the usual ones of the optimisers.
std::vector<double> otherRates(double rate)
{
    std::vector<double> others = {rate * 0.1, rate * 10, rate * 0.01, rate * 100};
    for (const double usual : {1e-3, 1e-2, 1e-4}) {
        const auto isNear = [usual](double other) { return other > usual / 2 && other < usual * 2; };
        if (std::ranges::none_of(others, isNear) && !isNear(rate)) others.push_back(usual);
    }
    return others;
}

class Ablation {
public:
    Ablation(const TrainingRequest& request, std::stop_token stop)
        : m_request(request)
        , m_stop(std::move(stop))
    {
    }

    Result<AblationOutcome> carryOut()
    {
        if (auto read = readImages(); !read) return read.error();
        m_outcome.images = static_cast<int>(m_few.inputs.size());
        if (!somethingToTell(m_few, m_cohort.findings.size()))
            return found(AblationFault::LabelsConstant,
                         "All " + std::to_string(m_outcome.images) +
                             " images have the same labels: there is nothing to tell apart. Look at the recipe's "
                             "classes and at the label table.");
        const double rate = m_request.recipe.training.learningRate;
        const auto attempt = tryRate(rate);
        if (!attempt) return attempt.error();
        m_outcome.epochs = attempt->epochs;
        m_outcome.firstLoss = attempt->firstLoss;
        m_outcome.lastLoss = attempt->lastLoss;
        m_outcome.accuracy = attempt->accuracy;
        m_outcome.auc = attempt->auc;
        if (attempt->learnt) {
            m_outcome.learnt = true;
            return found(AblationFault::None, "The network learnt " + std::to_string(m_outcome.images) + " images by heart in " +
                                                  std::to_string(attempt->epochs) +
                                                  " epochs: images, labels, network and learning rate fit together.");
        }
        return explain(*attempt, rate);
    }

private:
    AblationOutcome found(AblationFault fault, std::string explanation)
    {
        m_outcome.fault = fault;
        m_outcome.explanation = std::move(explanation);
        return m_outcome;
    }

    Done readImages()
    {
        const auto& recipe = m_request.recipe;
        auto cohort = gatherCohort(recipe, m_request.dataFolder, m_stop);
        if (!cohort) return cohort.error();
        m_cohort = *std::move(cohort);
        const auto chosen = chooseForAblation(m_cohort, mostImages);
        const auto telling = [this](std::size_t done, std::size_t all) {
            tell(TrainingStage::Reading, 0, static_cast<long>(done), static_cast<long>(all), 0);
        };
        const DecodeJob job{m_cohort, chosen, m_request.dataFolder, {m_request.cacheFolder}, m_request.readingThreads, telling};
        const auto pixels = decodeForTraining(job, recipe.cacheSize, m_stop);
        if (!pixels) return pixels.error();
        for (std::size_t n = 0; n < chosen.size(); ++n) {
            const auto i = chosen[place(n, chosen.size())];
            if (!pixels->has(i)) continue;
            const auto grey = pixels->at(i);
            if (!grey) return grey.error();
            m_few.inputs.push_back(imaging::normalise(imaging::augment(*grey, recipe.input.inputSize, {}, 0), recipe.input));
            m_few.labels.push_back(m_cohort.images[i].labels);
        }
        if (m_few.inputs.size() < 2) return Failure{FailureKind::NoLabelledImages, m_request.dataFolder.string(), "two images are needed"};
        return done();
    }

    Result<Attempt> tryRate(double learningRate)
    {
        auto recipe = bareRecipe(m_request.recipe, learningRate);
        if (!recipe.initialWeights.empty()) recipe.initialWeights = besideRun(m_request.runFolder, recipe.initialWeights).string();
        const auto batches = (m_few.inputs.size() + images - 1) / images;
        const auto steps = static_cast<long>(batches) * mostEpochs;
        auto learner = Learner::make(recipe, lossWeights(recipe, m_cohort, {}), {steps, 0}, m_request.device);
        if (!learner) return learner.error();
        learner->leaveDropoutOut();
        Attempt attempt;
        int inARow = 0;
        for (int epoch = 0; epoch < mostEpochs && inARow < 2; ++epoch) {
            learner->beginEpoch(epoch, 0);
            double sum = 0;
            for (std::size_t batch = 0; batch < batches; ++batch) {
                // The last batch ends with the last image: one image alone would leave a norm without a spread.
                const auto count = std::min(static_cast<std::size_t>(images), m_few.inputs.size());
                const auto first = std::min(batch * images, m_few.inputs.size() - count);
                const double loss = learner->learn(batchOf(m_few, recipe.input, first, count));
                if (!std::isfinite(loss)) {
                    attempt.finite = false;
                    return attempt;
                }
                sum += loss;
                tell(TrainingStage::Training, epoch + 1, static_cast<long>(batch) + 1, static_cast<long>(batches),
                     sum / static_cast<double>(batch + 1));
                if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, m_request.dataFolder.string(), ""};
            }
            attempt.epochs = epoch + 1;
            attempt.lastLoss = sum / static_cast<double>(batches);
            if (epoch == 0) attempt.firstLoss = attempt.lastLoss;
            const auto logits = learner->score(m_few.inputs);
            const bool finite = std::ranges::all_of(
                logits, [](const auto& row) { return std::ranges::all_of(row, [](double value) { return std::isfinite(value); }); });
            if (!finite) {
                attempt.finite = false;
                return attempt;
            }
            measure(m_cohort.findings, logits, m_few, attempt);
            inARow = attempt.accuracy >= wellCalled && attempt.auc >= wellRanked ? inARow + 1 : 0;
        }
        attempt.learnt = inARow >= 2;
        return attempt;
    }

    /// Finds out what is wrong by looking at the images and by trying other learning rates.
    Result<AblationOutcome> explain(const Attempt& attempt, double rate)
    {
        for (const auto& input : m_few.inputs)
            if (!cv::checkRange(input))
                return found(AblationFault::LossNotFinite, "Some images hold values that are no numbers after preprocessing.");
        if (const int pairs = contradictions(m_few); pairs > 0)
            return found(AblationFault::ImagesIdentical,
                         numbered(pairs, "pair of images holds", "pairs of images hold") +
                             " the same pixels but different labels: no network can learn that. Look at how images are found and read.");
        std::string tried = shortly(rate);
        for (const double another : otherRates(rate)) {
            const auto other = tryRate(another);
            if (!other) return other.error();
            tried += ", " + shortly(another);
            if (!other->learnt) continue;
            const bool large = another < rate;
            const std::string what = "The learning rate " + shortly(rate) + " is too " + (large ? "large" : "small") + ": with " +
                                     shortly(another) + " the network learns these images by heart in " + std::to_string(other->epochs) +
                                     " epochs.";
            if (!attempt.finite) return found(AblationFault::LossNotFinite, "The loss became no number. " + what);
            return found(large ? AblationFault::RateTooLarge : AblationFault::RateTooSmall, what);
        }
        if (!attempt.finite)
            return found(AblationFault::LossNotFinite, "The loss becomes no number with any of the learning rates " + tried + ".");
        return found(AblationFault::Unknown,
                     "The loss went from " + shortly(attempt.firstLoss) + " to " + shortly(attempt.lastLoss) + ", " +
                         shortly(attempt.accuracy * 100) + " % of the labels are called right, and of the learning rates " + tried +
                         " none does better: the network may be too small, or what tells the labels apart is lost in preprocessing.");
    }

    void tell(TrainingStage stage, int epoch, long done, long all, double loss) const
    {
        if (!m_request.progress) return;
        TrainingProgress progress;
        progress.stage = stage;
        progress.epoch = epoch;
        progress.epochs = mostEpochs;
        progress.done = done;
        progress.all = all;
        progress.loss = loss;
        m_request.progress(progress);
    }

    const TrainingRequest& m_request;
    const std::stop_token m_stop;
    Cohort m_cohort;
    FewImages m_few;
    AblationOutcome m_outcome;
};

} // namespace

std::vector<std::size_t> chooseForAblation(const Cohort& cohort, std::size_t most)
{
    std::map<std::vector<Label>, std::vector<std::size_t>> combinations;
    for (std::size_t i = 0; i < cohort.images.size(); ++i)
        combinations[cohort.images[i].labels].push_back(i);
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [labels, members] : combinations)
        groups.push_back(std::move(members));
    std::ranges::stable_sort(groups, std::greater(), &std::vector<std::size_t>::size);
    if (groups.size() > most / 2) groups.resize(most / 2);
    std::vector<std::size_t> chosen;
    bool more = true;
    for (std::size_t turn = 0; more && chosen.size() < most; ++turn) {
        more = false;
        for (const auto& group : groups) {
            if (turn >= group.size() || chosen.size() >= most) continue;
            // From all over the group: neighbours are often images of one patient.
            const auto turns = std::min(group.size(), (most + groups.size() - 1) / groups.size());
            chosen.push_back(turn < turns ? group[turn * group.size() / turns] : group[turn]);
            more = true;
        }
    }
    std::ranges::sort(chosen);
    chosen.erase(std::ranges::unique(chosen).begin(), chosen.end());
    return chosen;
}

Result<AblationOutcome> ablate(const TrainingRequest& request, std::stop_token stop)
{
    return Ablation(request, std::move(stop)).carryOut();
}

} // namespace lucency::model
