#include "model/trainerconclusion.h"

#include "model/trainerdata.h"
#include "model/trainergate.h"
#include "model/trainerlearner.h"
#include "model/weights.h"

#include <optional>
#include <utility>

namespace lucency::model {

namespace {

/// What refuses images that the model should not score, from the weights that it will have.
Result<std::optional<Gate>> gateOf(const RunFacts& facts, const RunData& data, Learner& learner, const ConclusionListener& listener,
                                   const std::stop_token& stop)
{
    const auto inputs = data.inputsOf(gateImages(facts.recipe, facts.cohort, data.members(Part::Train)));
    if (!inputs) return inputs.error();
    const auto& how = facts.recipe.input;
    const cv::Mat empty = cv::Mat::zeros(how.inputSize, how.inputSize, CV_32FC(how.channels));
    const auto stages = learner.stageFeatures({&empty, 1}).sizes;
    const auto features = [&](std::span<const cv::Mat> of) { return learner.stageFeatures(of).rows; };
    auto gate = fitGateFor(facts.recipe, facts.cohort, *inputs, data.validation(), stages, features, stop);
    if (gate && !*gate) listener.remark("too few radiographs to tell what the model should refuse: it will score whatever it is given");
    return gate;
}

} // namespace

Done concludeRun(const RunFacts& facts, const RunData& data, Learner& learner, WeightsFile best, const ConclusionListener& listener,
                 const std::stop_token& stop)
{
    best.manifest.reset();
    if (auto restored = learner.restoreAverage(best, facts.folder.best().string()); !restored) return restored;
    const auto& tested = data.members(Part::Test);
    const auto all = static_cast<long>(imagesScoredAtTheEnd(data.validation().members.size(), tested.size()));
    long scored = 0;
    listener.scored(scored, all);
    auto gate = gateOf(facts, data, learner, listener, stop);
    if (!gate) return gate.error();
    const auto test = data.inputsOf(tested);
    if (!test) return test.error();
    const auto score = [&](std::span<const cv::Mat> inputs) {
        listener.scored(scored, all);
        scored += static_cast<long>(inputs.size());
        return learner.score(inputs);
    };
    auto report = reportRun(facts, data.validation(), *test, score);
    if (!report) return report.error();
    auto weights = learner.averaged();
    weights.metadata = best.metadata; // names its epoch
    weights.manifest = std::move(report->manifest);
    weights.gate = *std::move(gate);
    if (auto written = writeWeights(facts.folder.best(), weights, true); !written) return written;
    return replaceFile(facts.folder.report(), report->json);
}

} // namespace lucency::model
