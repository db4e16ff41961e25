#pragma once

#include "imaging/result.h"
#include "model/recipe.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::model {

/// One row of history.csv.
struct EpochRecord {
    int epoch = 0; ///< from 1
    double trainLoss = 0, validationLoss = 0, learningRate = 0;
    double metric = 0;                                      ///< the recipe's metric on the validation part
    std::vector<double> aucs;                               ///< one a finding on the validation part; NaN where it has one class only
    double seconds = 0, imagesPerSecond = 0, waitShare = 0; ///< waitShare: share of the time that the network waited for images
};

enum class TrainingStage { Reading, Training, Validating, Evaluating };

/// Where a run stands; handed out after every batch at most, on the thread that trains.
struct TrainingProgress {
    TrainingStage stage = TrainingStage::Reading;
    int epoch = 0, epochs = 0;
    long done = 0, all = 0; ///< images read, or batches of the epoch
    double loss = 0;        ///< mean over the epoch so far
    double imagesPerSecond = 0;
    double secondsLeft = 0;                ///< until the report is written, at the rates so far; 0 where nothing is known yet
    const EpochRecord* finished = nullptr; ///< set once at the end of each epoch
};

struct TrainingRequest {
    Recipe recipe;
    std::filesystem::path dataFolder, runFolder;
    bool resume = false;
    int readingThreads = 2;
    std::string device = "auto"; ///< "auto", "cpu", "cuda" or "cuda:N", where the network learns
    std::string programVersion;
    std::function<void(const TrainingProgress&)> progress; ///< may be empty
    std::function<void(const std::string&)> remark;        ///< for what is worth a line, may be empty
};

/// What a finished run leaves, besides the files of its folder.
struct TrainingOutcome {
    std::vector<EpochRecord> history;
    int bestEpoch = 0;
    int lostImages = 0; ///< could not be read; named by remark()
    std::filesystem::path model, report, card;
};

/// Trains as the recipe says and fills the run folder: recipe.json, split.csv, history.csv, state.safetensors (for resuming),
/// best.safetensors, last.safetensors, predictions.csv, report.json, model-card.md. Without resume the folder must not hold a run; with it
/// the run goes on after its last saved batch as if it had never stopped. Takes hours: call it on a thread of its own. A stop ends it after
/// the batch in hand with Cancelled, everything saved. Fails with BadRecipe, NotFound, NoLabelledImages, BadArgument, BadNumber (a loss
/// that is not finite; the last good state stays), CannotWrite, DiskFull, ModelDamaged, ModelMismatch (a state of another run) or
/// DeviceUnavailable.
Result<TrainingOutcome> train(const TrainingRequest& request, std::stop_token stop);

} // namespace lucency::model
