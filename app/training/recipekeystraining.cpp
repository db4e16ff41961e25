#include "app/training/recipekeylists.h"

#include <QCoreApplication>

namespace lucency::app {

namespace {

struct RecipeKeys {
    Q_DECLARE_TR_FUNCTIONS(RecipeKeys)
};

} // namespace

void addAugmentationKeys(std::vector<RecipeKey>& keys)
{
    keys.push_back({"augmentation.rotation",
                    KeyKind::Range,
                    RecipeKeys::tr("Turned by so many degrees, counter-clockwise. Lowest, highest, and for what share of the images."),
                    -45,
                    45,
                    {}});
    keys.push_back({"augmentation.zoom",
                    KeyKind::Range,
                    RecipeKeys::tr("Enlarged by this factor. Lowest, highest, and for what share of the images."),
                    0.25,
                    4,
                    {}});
    keys.push_back({"augmentation.stretch",
                    KeyKind::Range,
                    RecipeKeys::tr("Width against height, the area kept. Lowest, highest, and for what share of the images."),
                    0.25,
                    4,
                    {}});
    keys.push_back({"augmentation.shiftX",
                    KeyKind::Range,
                    RecipeKeys::tr("Shifted to the right by this share of the width. Lowest, highest, and for what share of the "
                                   "images."),
                    -0.5,
                    0.5,
                    {}});
    keys.push_back({"augmentation.shiftY",
                    KeyKind::Range,
                    RecipeKeys::tr("Shifted downwards by this share of the height. Lowest, highest, and for what share of the "
                                   "images."),
                    -0.5,
                    0.5,
                    {}});
    keys.push_back({"augmentation.shear",
                    KeyKind::Range,
                    RecipeKeys::tr("Slanted by so many degrees. Lowest, highest, and for what share of the images."),
                    -45,
                    45,
                    {}});
    keys.push_back({"augmentation.crop",
                    KeyKind::Range,
                    RecipeKeys::tr("Share of the side that is kept, at any place. Lowest, highest, and for what share of the images."),
                    0.25,
                    1,
                    {}});
    keys.push_back({"augmentation.brightness",
                    KeyKind::Range,
                    RecipeKeys::tr("Added to every pixel, as a share of white. Lowest, highest, and for what share of the images."),
                    -1,
                    1,
                    {}});
    keys.push_back({"augmentation.contrast",
                    KeyKind::Range,
                    RecipeKeys::tr("Factor about the mean. Lowest, highest, and for what share of the images."),
                    0.1,
                    10,
                    {}});
    keys.push_back({"augmentation.gamma",
                    KeyKind::Range,
                    RecipeKeys::tr("Exponent of the grey scale. Lowest, highest, and for what share of the images."),
                    0.1,
                    10,
                    {}});
    keys.push_back({"augmentation.noise",
                    KeyKind::Range,
                    RecipeKeys::tr("Grain, as a share of white. Lowest, highest, and for what share of the images."),
                    0,
                    1,
                    {}});
    keys.push_back({"augmentation.blur",
                    KeyKind::Range,
                    RecipeKeys::tr("Blur in pixels of what the network sees. Lowest, highest, and for what share of the images."),
                    0,
                    20,
                    {}});
    keys.push_back({"augmentation.cutOut",
                    KeyKind::Range,
                    RecipeKeys::tr("Side of a square that is hidden, as a share of the image's side. Lowest, highest, and for what "
                                   "share of the images."),
                    0,
                    0.9,
                    {}});
    keys.push_back({"augmentation.horizontalFlip",
                    KeyKind::Number,
                    RecipeKeys::tr("For what share of the images left and right are mirrored. The side of a finding and the heart's "
                                   "place are lost by it."),
                    0,
                    1,
                    {}});
}

void addTrainingKeys(std::vector<RecipeKey>& keys)
{
    keys.push_back({"training.epochs", KeyKind::Whole, RecipeKeys::tr("Rounds through the training images."), 1, 10000, {}});
    keys.push_back(
        {"training.batch", KeyKind::Whole, RecipeKeys::tr("Images that are learnt from at once. More need more memory."), 1, 4096, {}});
    keys.push_back({"training.stepsPerEpoch",
                    KeyKind::Whole,
                    RecipeKeys::tr("Batches in a round; 0 for as many as the images fill."),
                    0,
                    1000000.0,
                    {}});
    keys.push_back({"training.loss",
                    KeyKind::Choice,
                    RecipeKeys::tr("What is made small: cross-entropy for findings side by side, softmax for one at most, focal for "
                                   "rare findings, hinge and euclidean for comparison."),
                    0,
                    0,
                    {"cross-entropy", "softmax", "focal", "hinge", "euclidean"}});
    keys.push_back(
        {"training.focalGamma", KeyKind::Number, RecipeKeys::tr("How much the focal loss turns away from easy images."), 0, 10, {}});
    keys.push_back({"training.penalty",
                    KeyKind::List,
                    RecipeKeys::tr("Cost of each pair of truth (row: absent, present) and call (column). [[1,5],[5,1]] makes a wrong "
                                   "call five times as dear."),
                    0,
                    1000,
                    {}});
    keys.push_back({"training.sampling",
                    KeyKind::Choice,
                    RecipeKeys::tr("How often images are drawn: equally (shuffled), every combination of findings as often as every "
                                   "other (balanced), or more with more findings (findings)."),
                    0,
                    0,
                    {"shuffled", "balanced", "findings"}});
    keys.push_back({"training.optimiser",
                    KeyKind::Choice,
                    RecipeKeys::tr("How each step is taken. adamw suits nearly everything."),
                    0,
                    0,
                    {"adamw", "adam", "sgd"}});
    keys.push_back({"training.momentum",
                    KeyKind::Number,
                    RecipeKeys::tr("How much of the last step goes into the next one; for sgd alone."),
                    0,
                    0.9999,
                    {}});
    keys.push_back({"training.schedule",
                    KeyKind::Choice,
                    RecipeKeys::tr("How the learning rate changes after its peak."),
                    0,
                    0,
                    {"one-cycle", "cosine", "step", "plateau", "constant"}});
    keys.push_back({"training.stepEpochs",
                    KeyKind::Whole,
                    RecipeKeys::tr("Rounds after which the schedules step and plateau lower the rate."),
                    1,
                    10000,
                    {}});
    keys.push_back({"training.stepFactor", KeyKind::Number, RecipeKeys::tr("By what factor they lower it."), 1e-06, 1, {}});
    keys.push_back({"training.frozenEpochs",
                    KeyKind::Whole,
                    RecipeKeys::tr("Rounds at the start in which only the last layer learns; for networks that know something "
                                   "already."),
                    0,
                    10000,
                    {}});
    keys.push_back({"training.layerDecay",
                    KeyKind::Number,
                    RecipeKeys::tr("Factor of the learning rate from each stage of the network to the one before it. Below 1 the "
                                   "early stages change less."),
                    0.01,
                    1,
                    {}});
    keys.push_back({"training.learningRate",
                    KeyKind::Number,
                    RecipeKeys::tr("How large the steps are at their peak. Too large: it never settles; too small: it never arrives."),
                    1e-08,
                    10,
                    {}});
    keys.push_back({"training.warmUp", KeyKind::Number, RecipeKeys::tr("Share of the training until the peak."), 0, 0.9, {}});
    keys.push_back({"training.weightDecay",
                    KeyKind::Number,
                    RecipeKeys::tr("Pull of the weights towards zero, against learning by heart."),
                    0,
                    10,
                    {}});
    keys.push_back({"training.gradientClip",
                    KeyKind::Number,
                    RecipeKeys::tr("Longest step that one batch may ask for; 0 for no limit."),
                    0,
                    1000000.0,
                    {}});
    keys.push_back({"training.averaging",
                    KeyKind::Number,
                    RecipeKeys::tr("How slowly the average of the weights follows, which is what is kept; 0 for no average."),
                    0,
                    0.999999,
                    {}});
    keys.push_back({"training.labelSmoothing",
                    KeyKind::Number,
                    RecipeKeys::tr("How far labels are trusted less than wholly, against wrong ones."),
                    0,
                    0.5,
                    {}});
    keys.push_back({"training.positiveWeight",
                    KeyKind::Choice,
                    RecipeKeys::tr("How much more images with a finding count where few have it: not at all (none), by the root of "
                                   "the ratio (root), by the ratio (balanced)."),
                    0,
                    0,
                    {"none", "root", "balanced"}});
    keys.push_back({"training.positiveWeightLimit", KeyKind::Number, RecipeKeys::tr("Most that they may count."), 1, 1000000.0, {}});
    keys.push_back({"training.precision",
                    KeyKind::Choice,
                    RecipeKeys::tr("How exactly is computed: bf16 is quicker where the processor can, fp32 exact."),
                    0,
                    0,
                    {"bf16", "fp32"}});
    keys.push_back({"training.patience",
                    KeyKind::Whole,
                    RecipeKeys::tr("Rounds without an improvement after which training ends; 0 for never."),
                    0,
                    10000,
                    {}});
    keys.push_back({"training.metric",
                    KeyKind::Text,
                    RecipeKeys::tr("By what the best round is chosen: macro-auc, macro-average-precision, loss, auc:FINDING, "
                                   "average-precision:FINDING, f1:FINDING, or last for none."),
                    0,
                    0,
                    {}});
    keys.push_back({"training.metricPositives",
                    KeyKind::Whole,
                    RecipeKeys::tr("Findings with fewer cases in the validation part do not take part in the choice."),
                    1,
                    1000000.0,
                    {}});
    keys.push_back({"operatingPointAim",
                    KeyKind::Text,
                    RecipeKeys::tr("How the threshold of each finding is chosen on the validation part: youden, f1, "
                                   "sensitivity>=0.95, specificity>=0.9, or cost=10 where a missed case costs as much as ten false "
                                   "alarms."),
                    0,
                    0,
                    {}});
}

} // namespace lucency::app
