#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/recipe.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
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
    std::vector<double> aucLows = {}, aucHighs = {};        ///< ends of the 95 % interval of each AUC (DeLong, counting images)
    /// Of several findings: the mean AUC of those with cases enough for the metric, and the ends of its 95 % interval (bootstrap by
    /// patient).
    double meanAuc = std::numeric_limits<double>::quiet_NaN(), meanAucLow = meanAuc, meanAucHigh = meanAuc;
};

/// A validation image as the network sees it at the end of an epoch, for people to look at.
struct TrainingSample {
    std::string path;                  ///< below the data folder
    cv::Mat grey;                      ///< CV_8UC1, the image at the size of the network's input
    std::vector<Label> labels;         ///< of each finding
    std::vector<double> probabilities; ///< of each finding, not calibrated; of the averaged network
    std::vector<cv::Mat> activations;  ///< CV_32FC1, one a finding: where in the image the probability comes from
    int finding = 0;                   ///< the finding that it was chosen for
    double threshold = 0.5;            ///< of that finding's probability, as the recipe's aim chooses it on the validation part now
    bool followed = true;              ///< the same at every epoch's end; otherwise one that this epoch's network is most wrong about
};

enum class TrainingStage { Reading, Training, Validating, Evaluating };

/// Where a run stands; handed out after every batch at most, on the thread that trains.
struct TrainingProgress {
    TrainingStage stage = TrainingStage::Reading;
    int epoch = 0, epochs = 0;
    long done = 0, all = 0; ///< images read, or batches of the epoch
    double loss = 0;        ///< mean over the epoch so far
    double imagesPerSecond = 0;
    double secondsLeft = 0; ///< until the report is written, at the rates so far; 0 where nothing is known yet
    double waitShare = 0;   ///< of the epoch so far, see EpochRecord
    int bestEpoch = 0;      ///< whose weights are kept so far; 0 before the first epoch's end
    double bestMetric = 0;
    const EpochRecord* finished = nullptr;                                ///< set once at the end of each epoch
    std::shared_ptr<const std::vector<TrainingSample>> samples = nullptr; ///< with finished, where they were asked for
};

struct EarlierRun;

struct TrainingRequest {
    Recipe recipe;
    std::filesystem::path dataFolder, runFolder;
    std::filesystem::path
        cacheFolder; ///< where decoded images are kept from run to run; empty for memory, which they then have to fit into
    bool resume = false;
    int readingThreads = 2, augmentationThreads = 1; ///< neither changes what is learnt
    std::string device = "auto";                     ///< "auto", "cpu", "cuda" or "cuda:N", where the network learns
    bool ablation = false; ///< instead of training: whether a few images can be learnt by heart, see AblationOutcome
    /// Largest share of the time spent on saving the state within an epoch; with 1 it is saved after every batch.
    double savingShare = 0.02;
    /// Ends the learning early: once it is asked to stop and an epoch has ended, the run is evaluated with its best epoch and finished, as
    /// if its recipe had had no further epochs. What an unfinished epoch has learnt stays in the state alone.
    std::stop_token finish{};
    bool samples = false; ///< whether a few validation images are handed out at the end of each epoch
    std::string programVersion;
    std::function<void(const TrainingProgress&)> progress; ///< may be empty
    std::function<void(const std::string&)> remark;        ///< for what is worth a line, may be empty
    std::shared_ptr<const EarlierRun> earlier;             ///< trained first where it is not finished; may be null
};

/// What keeps a network from learning a few images by heart.
enum class AblationFault {
    None,
    LabelsConstant,  ///< no finding has present and absent cases among the images
    ImagesIdentical, ///< images with different labels hold the same pixels
    LossNotFinite,   ///< the loss, or its gradient, became no number
    RateTooLarge,    ///< the loss rose and stayed high
    RateTooSmall,    ///< the loss fell all the time, yet too slowly
    Unknown,         ///< the loss stands still for another reason
};

/// Whether a network that sees the same few images again and again, without augmentation, regularisation or dropout, learns them by heart.
/// One that does not cannot learn from many either.
struct AblationOutcome {
    bool learnt = false;
    AblationFault fault = AblationFault::None;
    std::string explanation; ///< one or two plain sentences
    int images = 0, epochs = 0;
    double firstLoss = 0, lastLoss = 0;
    double accuracy = 0, auc = 0; ///< of the known labels at the end: share called right; mean over the findings with both classes
};

/// What a finished run leaves, besides the files of its folder.
struct TrainingOutcome {
    std::vector<EpochRecord> history;
    int bestEpoch = 0;
    bool endedEarly = false; ///< by TrainingRequest::finish
    int lostImages = 0;      ///< could not be read; named by remark()
    std::filesystem::path model, report, card;
    std::optional<AblationOutcome> ablation; ///< set by an ablation run, which leaves nothing else
};

/// A run whose weights and split another begins with.
struct EarlierRun {
    std::filesystem::path runFolder;
    std::function<Result<TrainingRequest>()> request;      ///< asked for where the run is not finished
    std::function<void(const TrainingOutcome&)> concluded; ///< called once it is, where it was not
};

/// Trains as the recipe says and fills the run folder: recipe.json, split.csv, history.csv, state.safetensors (for resuming), images.csv,
/// best.safetensors, last.safetensors, predictions.csv, report.json, model-card.md, place.json (see runplace.h). Without resume the folder
/// must not hold a run; with it the run goes on after its last saved batch as if it had never stopped. Takes hours: call it on a thread of
/// its own. A stop ends it after the batch in hand with Cancelled, everything saved. Where RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT
/// are set, that many processes train together, each on its part of every batch; the first alone writes, says whether an
/// earlier run is finished, and gives the others what they need of it; when one is lost the others end with Cancelled and a remark that
/// says so. An ablation run needs no run folder and writes nothing. Fails with BadRecipe, NotFound, NoLabelledImages, BadArgument,
/// BadNumber (a loss that is not finite; the last good state stays), CannotWrite, DiskFull, ModelDamaged, ModelMismatch (a state of another
/// run, or images that are not those it began with), OutOfMemory, DeviceUnavailable or OtherRanksNotFound. Ranks that do not have the same
/// recipe, images and split fail with BadArgument before a batch is learnt.
Result<TrainingOutcome> train(const TrainingRequest& request, std::stop_token stop);

} // namespace lucency::model
