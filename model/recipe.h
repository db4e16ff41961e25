#pragma once

#include "imaging/augmentation.h"
#include "imaging/preprocess.h"
#include "imaging/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lucency::model {

enum class SourceKind {
    Folders,  ///< a folder per class
    Table,    ///< folders of images and a CSV that labels them by base name
    Phantoms, ///< synthetic radiographs, drawn while training starts
    Found,    ///< whatever labels lie below the data folder: class folders, train/val/test folders of them, or a label table
};

/// What becomes of images without any of the findings.
enum class NoFindingImages { Keep, Ignore };

/// One set of images that share what is known of them. Findings that it does not know are left out of the loss for its images.
struct DataSource {
    std::string name;
    SourceKind kind = SourceKind::Folders;
    /// Relative to the data folder, or to a folder above it: "kermany/train" is found below its parent, in kermany and as kermany/train
    /// itself. Folders: one, which holds the classes; Found: alternatives, of which the first that is there is read ("" for the data
    /// folder).
    std::vector<std::string> folders;
    std::vector<std::string> knows; ///< findings whose presence and absence its labels tell; Found: empty for all of the recipe's
    /// What a class is called in the data (Folders: subfolder; Table and Found: a label, a column or a folder, in any case) -> findings
    /// present. Names that are not here are findings themselves.
    std::map<std::string, std::vector<std::string>> classes;
    std::string table; ///< Table: the CSV, relative as the folders are; Found: the same, empty for the one that lies there
    std::string imageColumn = "Image Index", labelColumn = "Finding Labels";
    std::string ageColumn = "Patient Age", sexColumn = "Patient Gender", viewColumn = "View Position"; ///< used where the table has them
    std::vector<std::string> patientPatterns; ///< regular expressions on the base name; group 1 of the first that matches is the patient
    std::optional<double> minimumAge, maximumAge; ///< years; images of people known to be outside are left out
    std::string patientColumn;                    ///< Table: names the patient where the table has it; goes before the patterns
    bool patientFromDicom = true;                 ///< DICOM files: Patient ID (0010,0020) names the patient where no column or pattern does
    NoFindingImages noFinding = NoFindingImages::Keep;
    bool skipUnknownFindings = false; ///< images whose labels name anything else are left out instead of refused
    int minimumCases = 0;             ///< findings with fewer present cases in the source are unknown for its images
    int count = 0;                    ///< Phantoms: how many
    double share = 1;                 ///< times each training image is seen in an epoch, on average
    std::optional<double> lastShare;  ///< the same in the last epoch; on the way there the share changes evenly
    /// Probability that a training image keeps its lung fields alone and takes all else from another one of the source, so that what lies
    /// outside the lungs tells nothing: see imaging::inSurroundingsOf().
    double foreignSurroundings = 0;
};

/// One output of the network.
struct RecipeFinding {
    std::string name;
    double weight = 1;                            ///< of its term in the loss
    std::optional<double> minimumAge, maximumAge; ///< years of the people that its labels come from, for the manifest
    std::string limits;                           ///< for the manifest and the model card
};

struct SplitPlan {
    double validation = 0.15, test = 0.15; ///< shares of the images, handed out by patient; the rest is for training
    std::string list{}; ///< a split.csv whose parts are kept, for training on after another run; images that it lacks are split as usual
    /// A list of file names, one a line (NIH: train_val_list.txt): patients with an image that it lacks are the test part. Relative to the
    /// data folder; empty for none.
    std::string trainingList{};
};

enum class PositiveWeight {
    None,
    Root,     ///< square root of negatives over positives
    Balanced, ///< negatives over positives
};

enum class LossKind {
    CrossEntropy, ///< binary, one sigmoid a finding
    Softmax,      ///< exclusive classes: an output for none of the findings before those of the findings, of which an image has one at most
    Focal,        ///< binary (Lin et al., ICCV 2017)
    Hinge,        ///< on logits, targets -1 and 1
    Euclidean,    ///< squared distance of the probabilities from the labels
};

enum class OptimiserKind { AdamW, Adam, Sgd };

enum class Schedule {
    OneCycle,
    Cosine,
    Step,    ///< times stepFactor every stepEpochs
    Plateau, ///< times stepFactor after stepEpochs without a better validation metric
    Constant,
};

enum class Sampling {
    Shuffled,
    Balanced, ///< every combination of findings as often as every other, on average
    Findings, ///< weight of an image: 0.1 + number of its findings
};

struct TrainingPlan {
    int epochs = 10;
    int batch = 32;
    int stepsPerEpoch = 0; ///< batches; 0 for as many as the images fill
    LossKind loss = LossKind::CrossEntropy;
    double focalGamma = 2;
    /// Cost of each pair of truth (row: absent, present) and call (column), as a weight of the cross-entropy; ones weigh nothing.
    std::array<std::array<double, 2>, 2> penalty{{{1, 1}, {1, 1}}};
    Sampling sampling = Sampling::Shuffled;
    OptimiserKind optimiser = OptimiserKind::AdamW;
    double momentum = 0.9; ///< SGD (Nesterov)
    Schedule schedule = Schedule::OneCycle;
    int stepEpochs = 5;
    double stepFactor = 0.1;
    int frozenEpochs = 0;       ///< epochs at the start in which only the head learns
    double layerDecay = 1;      ///< factor of the learning rate from each stage of the backbone to the one before it
    double learningRate = 2e-3; ///< the peak
    double warmUp = 0.2;        ///< share of the steps until the peak
    double weightDecay = 0.05;  ///< of weights with more than one dimension
    double gradientClip = 1;    ///< largest norm of the whole gradient; 0 for none
    double averaging = 0.998;   ///< decay of the exponential moving average of the weights; 0 for none
    double labelSmoothing = 0.05;
    PositiveWeight positiveWeight = PositiveWeight::Root;
    double positiveWeightLimit = 5;
    std::string precision = "bf16"; ///< "bf16" or "fp32"
    int patience = 0;               ///< epochs without a better validation metric after which training stops; 0 for never
    /// "macro-auc", "macro-average-precision", "loss", "auc:FINDING", "average-precision:FINDING", "f1:FINDING", or "last": no choice, the
    /// last epoch is kept
    std::string metric = "macro-auc";
    int metricPositives = 10; ///< findings with fewer positive validation images are left out of macro-auc
};

/// Everything that decides what a training run does. The JSON form is described in doc/recipes.md.
struct Recipe {
    int format = 1;
    std::string name, title, description, version;
    std::uint64_t seed = 1;
    std::vector<DataSource> data;
    std::vector<RecipeFinding> findings; ///< in the order of the outputs
    SplitPlan split;
    imaging::Preprocessing input{160, 1, imaging::Normalisation::Percentiles};
    int cacheSize = 192; ///< rows and columns at which training images are kept for augmentation
    std::string architecture = "resnet18";
    int transitionSize = 0;     ///< S of a transition layer to S x S x depth between backbone and pooling; 0 for none
    int transitionDepth = 0;    ///< D of it
    bool attention = false;     ///< a branch that weighs the places of the last feature map before they are pooled
    std::string initialWeights; ///< a weights file that the network begins with; its head is replaced where the outputs differ
    imaging::AugmentationRanges augmentation;
    TrainingPlan training;
    std::string operatingPointAim = "youden"; ///< "youden", "f1", "sensitivity>=X" or "specificity>=X"
};

/// How often each training image of a source is seen in an epoch (from 0), on average.
double shareAt(const DataSource& source, int epoch, int epochs);

/// Whether an epoch with this metric takes the place of the best one so far. Of two equals the later is better.
bool isBetter(const TrainingPlan& plan, double metric, double best);

/// Reads a recipe. An unknown key, a wrong type or a value out of range fails with BadRecipe whose detail names the key
/// ("training.epohcs").
Result<Recipe> recipeFromJson(const std::string& json, const std::string& subject);

/// The complete recipe, every key written out, so that it repeats the run.
std::string toJson(const Recipe& recipe);

/// Reads a recipe file and applies settings "key=value" (key with dots and indices, "data.0.share=2"; values as in JSON, plain words as
/// strings). Keys that the schema does not have fail with BadRecipe.
Result<Recipe> readRecipe(const std::filesystem::path& file, std::span<const std::string> settings = {});

/// The recipe files (*.json) in a folder, sorted by name, as (name, title).
Result<std::vector<std::array<std::string, 2>>> listRecipes(const std::filesystem::path& folder);

} // namespace lucency::model
