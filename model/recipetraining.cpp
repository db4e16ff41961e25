#include "model/recipetraining.h"

#include "model/recipewords.h"
#include "model/trainervalidation.h"

#include <algorithm>

namespace lucency::model {

namespace {

using nlohmann::json;

/// [[absent called absent, absent called present], [present called absent, present called present]].
void readPenalty(JsonObject& object, TrainingPlan& plan)
{
    constexpr double most = 1000;
    if (!object.has("penalty")) return;
    const auto& given = object.take("penalty");
    const auto isCost = [](const json& each) { return each.is_number() && each.get<double>() >= 0 && each.get<double>() <= most; };
    const auto isRow = [&](const json& row) { return row.is_array() && row.size() == 2 && std::all_of(row.begin(), row.end(), isCost); };
    if (!given.is_array() || given.size() != 2 || !std::all_of(given.begin(), given.end(), isRow))
        return object.fail("penalty", "two rows of two numbers from 0 to 1000 are needed: [[1,5],[5,1]]");
    for (std::size_t truth = 0; truth < 2; ++truth)
        for (std::size_t call = 0; call < 2; ++call)
            plan.penalty[truth][call] = given[truth][call].get<double>();
    for (const auto& row : plan.penalty)
        if (row[0] == 0 && row[1] == 0) object.fail("penalty", "a row of zeros leaves nothing to learn from");
}

void checkTogether(JsonObject& object, const TrainingPlan& plan)
{
    const bool weighs = plan.penalty != TrainingPlan{}.penalty;
    if (weighs && plan.loss != LossKind::CrossEntropy && plan.loss != LossKind::Softmax)
        object.fail("penalty", "weighs the losses cross-entropy and softmax only");
    if (plan.frozenEpochs >= plan.epochs && plan.frozenEpochs > 0) object.fail("frozenEpochs", "must be fewer than the epochs");
    if (plan.precision != "bf16" && plan.precision != "fp32") object.fail("precision", "must be bf16 or fp32");
    if (plan.patience > 0 && plan.metric == "last") object.fail("patience", "waits for a better metric, and with last there is none");
    if (!isMetric(plan.metric))
        object.fail("metric",
                    "must be macro-auc, macro-average-precision, loss, last, auc:FINDING, average-precision:FINDING or f1:FINDING");
}

} // namespace

void readTraining(JsonObject object, TrainingPlan& plan)
{
    object.integer("epochs", plan.epochs, 1, 10'000);
    object.integer("batch", plan.batch, 1, 4096);
    object.integer("stepsPerEpoch", plan.stepsPerEpoch, 0, 1'000'000);
    choice(object, "loss", lossKinds, plan.loss);
    object.number("focalGamma", plan.focalGamma, 0, 10);
    readPenalty(object, plan);
    choice(object, "sampling", samplings, plan.sampling);
    choice(object, "optimiser", optimiserKinds, plan.optimiser);
    object.number("momentum", plan.momentum, 0, 0.9999);
    choice(object, "schedule", schedules, plan.schedule);
    object.integer("stepEpochs", plan.stepEpochs, 1, 10'000);
    object.number("stepFactor", plan.stepFactor, 1e-6, 1);
    object.integer("frozenEpochs", plan.frozenEpochs, 0, 10'000);
    object.number("layerDecay", plan.layerDecay, 0.01, 1);
    object.number("learningRate", plan.learningRate, 1e-8, 10);
    object.number("warmUp", plan.warmUp, 0, 0.9);
    object.number("weightDecay", plan.weightDecay, 0, 10);
    object.number("gradientClip", plan.gradientClip, 0, 1e6);
    object.number("averaging", plan.averaging, 0, 0.999999);
    object.number("labelSmoothing", plan.labelSmoothing, 0, 0.5);
    choice(object, "positiveWeight", positiveWeights, plan.positiveWeight);
    object.number("positiveWeightLimit", plan.positiveWeightLimit, 1, 1e6);
    object.text("precision", plan.precision);
    object.integer("patience", plan.patience, 0, 10'000);
    object.text("metric", plan.metric);
    object.integer("metricPositives", plan.metricPositives, 1, 1'000'000);
    checkTogether(object, plan);
    object.finish();
}

nlohmann::ordered_json trainingToJson(const TrainingPlan& plan)
{
    nlohmann::ordered_json training;
    training["epochs"] = plan.epochs;
    training["batch"] = plan.batch;
    training["stepsPerEpoch"] = plan.stepsPerEpoch;
    training["loss"] = word(lossKinds, plan.loss);
    training["focalGamma"] = plan.focalGamma;
    training["penalty"] = plan.penalty;
    training["sampling"] = word(samplings, plan.sampling);
    training["optimiser"] = word(optimiserKinds, plan.optimiser);
    training["momentum"] = plan.momentum;
    training["schedule"] = word(schedules, plan.schedule);
    training["stepEpochs"] = plan.stepEpochs;
    training["stepFactor"] = plan.stepFactor;
    training["frozenEpochs"] = plan.frozenEpochs;
    training["layerDecay"] = plan.layerDecay;
    training["learningRate"] = plan.learningRate;
    training["warmUp"] = plan.warmUp;
    training["weightDecay"] = plan.weightDecay;
    training["gradientClip"] = plan.gradientClip;
    training["averaging"] = plan.averaging;
    training["labelSmoothing"] = plan.labelSmoothing;
    training["positiveWeight"] = word(positiveWeights, plan.positiveWeight);
    training["positiveWeightLimit"] = plan.positiveWeightLimit;
    training["precision"] = plan.precision;
    training["patience"] = plan.patience;
    training["metric"] = plan.metric;
    training["metricPositives"] = plan.metricPositives;
    return training;
}

} // namespace lucency::model
