#include "model/checkpoint.h"

#include "model/weights.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lucency::model {

namespace {

using nlohmann::json;

json number(double value)
{
    return std::isfinite(value) ? json(value) : json(nullptr);
}
double number(const json& value)
{
    return value.is_null() ? std::nan("") : value.get<double>();
}

json toJson(const std::vector<double>& values)
{
    json array = json::array();
    for (const double value : values)
        array.push_back(number(value));
    return array;
}

std::vector<double> numbersFrom(const json& array)
{
    std::vector<double> values;
    for (const auto& value : array)
        values.push_back(number(value));
    return values;
}

json toJson(const EpochRecord& record)
{
    return {{"epoch", record.epoch},
            {"trainLoss", record.trainLoss},
            {"validationLoss", record.validationLoss},
            {"learningRate", record.learningRate},
            {"metric", number(record.metric)},
            {"aucs", toJson(record.aucs)},
            {"aucLows", toJson(record.aucLows)},
            {"aucHighs", toJson(record.aucHighs)},
            {"meanAuc", toJson(std::vector{record.meanAuc, record.meanAucLow, record.meanAucHigh})},
            {"seconds", record.seconds},
            {"imagesPerSecond", record.imagesPerSecond},
            {"waitShare", record.waitShare}};
}

EpochRecord recordFrom(const json& row)
{
    EpochRecord record;
    record.epoch = row.at("epoch").get<int>();
    record.trainLoss = row.at("trainLoss").get<double>();
    record.validationLoss = row.at("validationLoss").get<double>();
    record.learningRate = row.at("learningRate").get<double>();
    record.metric = number(row.at("metric"));
    record.aucs = numbersFrom(row.at("aucs"));
    record.aucLows = numbersFrom(row.value("aucLows", json::array())); // states of earlier versions lack these
    record.aucHighs = numbersFrom(row.value("aucHighs", json::array()));
    if (const auto mean = numbersFrom(row.value("meanAuc", json::array())); mean.size() == 3) {
        record.meanAuc = mean[0];
        record.meanAucLow = mean[1];
        record.meanAucHigh = mean[2];
    }
    record.seconds = row.at("seconds").get<double>();
    record.imagesPerSecond = row.at("imagesPerSecond").get<double>();
    record.waitShare = row.at("waitShare").get<double>();
    return record;
}

} // namespace

Done writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint)
{
    json state{{"format", 1},
               {"epochsDone", checkpoint.epochsDone},
               {"batchesDone", checkpoint.batchesDone},
               {"step", checkpoint.step},
               {"lossSum", checkpoint.lossSum},
               {"seconds", checkpoint.seconds},
               {"bestMetric", number(checkpoint.bestMetric)},
               {"bestEpoch", checkpoint.bestEpoch},
               {"recipeSha256", checkpoint.recipeSha256},
               {"splitSha256", checkpoint.splitSha256},
               {"contentsSha256", checkpoint.contentsSha256},
               {"generator", checkpoint.generator},
               {"deviceGenerator", checkpoint.deviceGenerator},
               {"microBatch", checkpoint.microBatch},
               {"history", json::array()}};
    for (const auto& record : checkpoint.history)
        state["history"].push_back(toJson(record));
    WeightsFile weights;
    weights.tensors = checkpoint.tensors;
    weights.metadata["lucency.training"] = state.dump();
    return writeWeights(file, weights);
}

Result<Checkpoint> readCheckpoint(const std::filesystem::path& file)
{
    auto weights = readWeights(file);
    if (!weights) {
        auto failure = weights.error();
        if (failure.kind == FailureKind::NotAModel) failure.kind = FailureKind::ModelDamaged; // nobody chose it: it was one
        return failure;
    }
    try {
        const auto state = json::parse(weights->metadata.at("lucency.training"));
        if (state.at("format") != 1) return Failure{FailureKind::ModelTooNew, file.string(), "training state"};
        Checkpoint checkpoint;
        checkpoint.tensors = std::move(weights->tensors);
        checkpoint.generator = state.at("generator").get<std::string>();
        checkpoint.deviceGenerator = state.value("deviceGenerator", ""); // states of earlier versions lack both
        checkpoint.microBatch = state.value("microBatch", 0);
        checkpoint.epochsDone = state.at("epochsDone").get<int>();
        checkpoint.batchesDone = state.at("batchesDone").get<int>();
        checkpoint.step = state.at("step").get<long>();
        checkpoint.lossSum = state.at("lossSum").get<double>();
        checkpoint.seconds = state.at("seconds").get<double>();
        checkpoint.bestMetric = number(state.at("bestMetric"));
        checkpoint.bestEpoch = state.at("bestEpoch").get<int>();
        checkpoint.recipeSha256 = state.at("recipeSha256").get<std::string>();
        checkpoint.splitSha256 = state.at("splitSha256").get<std::string>();
        checkpoint.contentsSha256 = state.value("contentsSha256", "");
        for (const auto& row : state.at("history"))
            checkpoint.history.push_back(recordFrom(row));
        return checkpoint;
    } catch (const std::exception& error) {
        return Failure{FailureKind::ModelDamaged, file.string(), std::string("training state: ") + error.what()};
    }
}

} // namespace lucency::model
