#include "app/training/recipekeylists.h"

#include <QCoreApplication>

namespace lucency::app {

namespace {

struct RecipeKeys {
    Q_DECLARE_TR_FUNCTIONS(RecipeKeys)
};

void addOrigin(std::vector<RecipeKey>& keys)
{
    keys.push_back({"format", KeyKind::Whole, RecipeKeys::tr("Version of the recipe's own form; always 1."), 1, 1, {}});
    keys.push_back({"name", KeyKind::Text, RecipeKeys::tr("Name of the recipe, and of the model that comes of it."), 0, 0, {}});
    keys.push_back({"title", KeyKind::Text, RecipeKeys::tr("What the recipe is for, in a few words."), 0, 0, {}});
    keys.push_back({"description", KeyKind::Text, RecipeKeys::tr("What the recipe does and where it comes from."), 0, 0, {}});
    keys.push_back({"version", KeyKind::Text, RecipeKeys::tr("Version of the recipe, which the model bears too."), 0, 0, {}});
    keys.push_back({"seed",
                    KeyKind::Whole,
                    RecipeKeys::tr("All that is drawn by lot follows from this number: who is in which part, the first weights, the "
                                   "order and the variations of the images. The same seed repeats the run; another one shows how "
                                   "much is chance."),
                    0,
                    1000000000000000.0,
                    {}});
}

void addSources(std::vector<RecipeKey>& keys)
{
    keys.push_back({"data.*.name",
                    KeyKind::Text,
                    RecipeKeys::tr("Name of this source of images. It stands before the patients' names in the split."),
                    0,
                    0,
                    {}});
    keys.push_back({"data.*.kind",
                    KeyKind::Choice,
                    RecipeKeys::tr("How labels are found: a folder a class (folders), a table (table), whatever lies there (found), "
                                   "or drawn images (phantoms)."),
                    0,
                    0,
                    {"folders", "table", "found", "phantoms"}});
    keys.push_back({"data.*.folders", KeyKind::List, RecipeKeys::tr("Folders below the data folder that hold the images."), 0, 0, {}});
    keys.push_back({"data.*.knows",
                    KeyKind::List,
                    RecipeKeys::tr("Findings whose presence and absence these labels tell. Others are unknown for these images. "
                                   "Empty: all."),
                    0,
                    0,
                    {}});
    keys.push_back({"data.*.classes",
                    KeyKind::Table,
                    RecipeKeys::tr("What the data call a label, and the findings that it stands for. An empty list means none."),
                    0,
                    0,
                    {}});
    keys.push_back(
        {"data.*.table", KeyKind::Text, RecipeKeys::tr("The label table (CSV), by its path. Empty: the one that lies there."), 0, 0, {}});
    keys.push_back({"data.*.imageColumn", KeyKind::Text, RecipeKeys::tr("Column of the table that names the image."), 0, 0, {}});
    keys.push_back(
        {"data.*.labelColumn", KeyKind::Text, RecipeKeys::tr("Column of the table that holds the labels, several joined by |."), 0, 0, {}});
    keys.push_back({"data.*.ageColumn", KeyKind::Text, RecipeKeys::tr("Column with the person's age; - for none."), 0, 0, {}});
    keys.push_back({"data.*.sexColumn", KeyKind::Text, RecipeKeys::tr("Column with the person's sex; - for none."), 0, 0, {}});
    keys.push_back({"data.*.viewColumn", KeyKind::Text, RecipeKeys::tr("Column with the view (PA, AP); - for none."), 0, 0, {}});
    keys.push_back({"data.*.patientColumn",
                    KeyKind::Text,
                    RecipeKeys::tr("Column that names the patient; - for none. People are kept apart by it."),
                    0,
                    0,
                    {}});
    keys.push_back({"data.*.patientPatterns",
                    KeyKind::List,
                    RecipeKeys::tr("Patterns (regular expressions) on the file's name; the first group of the first one that fits is "
                                   "the patient."),
                    0,
                    0,
                    {}});
    keys.push_back({"data.*.patientFromDicom",
                    KeyKind::Flag,
                    RecipeKeys::tr("Whether the Patient ID of DICOM files tells the patient where nothing else does."),
                    0,
                    0,
                    {}});
    keys.push_back({"data.*.minimumAge",
                    KeyKind::Number,
                    RecipeKeys::tr("Images of people known to be younger (years) are left out. Empty: no limit."),
                    0,
                    150,
                    {}});
    keys.push_back({"data.*.maximumAge",
                    KeyKind::Number,
                    RecipeKeys::tr("Images of people known to be older (years) are left out. Empty: no limit."),
                    0,
                    150,
                    {}});
    keys.push_back({"data.*.noFinding",
                    KeyKind::Choice,
                    RecipeKeys::tr("Whether images without any of the findings take part (keep) or not (ignore). The model needs "
                                   "them to learn what normal looks like."),
                    0,
                    0,
                    {"keep", "ignore"}});
    keys.push_back({"data.*.skipUnknownFindings",
                    KeyKind::Flag,
                    RecipeKeys::tr("Images whose labels name a finding that the recipe does not have are left out; otherwise they "
                                   "stop the run."),
                    0,
                    0,
                    {}});
    keys.push_back({"data.*.minimumCases",
                    KeyKind::Whole,
                    RecipeKeys::tr("Findings with fewer cases in this source are not learnt from it."),
                    0,
                    1000000000.0,
                    {}});
    keys.push_back({"data.*.count", KeyKind::Whole, RecipeKeys::tr("How many phantoms are drawn."), 0, 1000000.0, {}});
    keys.push_back({"data.*.share",
                    KeyKind::Number,
                    RecipeKeys::tr("How often each training image of this source is seen in a round, on average. Two numbers: in the "
                                   "first round and in the last."),
                    0,
                    100,
                    {}});
    keys.push_back({"data.*.foreignSurroundings",
                    KeyKind::Number,
                    RecipeKeys::tr("Share of the images that keep their lungs alone and take all else from another image, so that the "
                                   "model cannot lean on what lies around the lungs. For findings of the lungs only."),
                    0,
                    1,
                    {}});
}

void addOutputs(std::vector<RecipeKey>& keys)
{
    keys.push_back(
        {"findings.*.name", KeyKind::Text, RecipeKeys::tr("A finding that the model learns: one output of the network."), 0, 0, {}});
    keys.push_back({"findings.*.weight",
                    KeyKind::Number,
                    RecipeKeys::tr("How much errors about this finding count against the others."),
                    0,
                    1000,
                    {}});
    keys.push_back({"findings.*.minimumAge",
                    KeyKind::Number,
                    RecipeKeys::tr("Youngest age (years) of the people in the training images. Scores of younger ones will be marked "
                                   "as not appropriate."),
                    0,
                    150,
                    {}});
    keys.push_back({"findings.*.maximumAge",
                    KeyKind::Number,
                    RecipeKeys::tr("Oldest age (years) of the people in the training images. Scores of older ones will be marked as "
                                   "not appropriate."),
                    0,
                    150,
                    {}});
    keys.push_back({"findings.*.limits",
                    KeyKind::Text,
                    RecipeKeys::tr("One sentence on what was not tried out, shown with the finding's score."),
                    0,
                    0,
                    {}});
    keys.push_back({"split.list",
                    KeyKind::Text,
                    RecipeKeys::tr("A split.csv of an earlier run whose parts are kept, for training on after it."),
                    0,
                    0,
                    {}});
    keys.push_back({"split.trainingList",
                    KeyKind::Text,
                    RecipeKeys::tr("A list of file names, one a line: people with an image that is not in it are the test part "
                                   "(NIH's official split)."),
                    0,
                    0,
                    {}});
    keys.push_back({"split.validation", KeyKind::Number, RecipeKeys::tr("Share of the images that choose the best round."), 0.01, 0.9, {}});
    keys.push_back({"split.test",
                    KeyKind::Number,
                    RecipeKeys::tr("Share of the images that are kept aside to measure the model in the end."),
                    0.01,
                    0.9,
                    {}});
}

void addNetwork(std::vector<RecipeKey>& keys)
{
    keys.push_back({"input.size",
                    KeyKind::Whole,
                    RecipeKeys::tr("Rows and columns of the image that the network sees. Twice as many show finer detail and take "
                                   "four times as long."),
                    16,
                    2048,
                    {}});
    keys.push_back({"input.channels",
                    KeyKind::Whole,
                    RecipeKeys::tr("1 for grey images; 3 for networks that were trained on colour photographs."),
                    1,
                    3,
                    {}});
    keys.push_back({"input.normalisation",
                    KeyKind::Choice,
                    RecipeKeys::tr("How grey values are scaled. percentiles is robust against letters and collimation; minmax, unit, "
                                   "meanstd and imagenet are what other programs do."),
                    0,
                    0,
                    {"minmax", "imagenet", "unit", "percentiles", "meanstd"}});
    keys.push_back({"cacheSize",
                    KeyKind::Whole,
                    RecipeKeys::tr("Rows and columns at which images are kept ready for variation; somewhat more than input.size."),
                    16,
                    2048,
                    {}});
    keys.push_back({"architecture",
                    KeyKind::Choice,
                    RecipeKeys::tr("The network, from small and quick (cnn64) to large (densenet121)."),
                    0,
                    0,
                    {"cnn64", "resnet18", "resnet34", "resnet50", "densenet121"}});
    keys.push_back({"transition.size",
                    KeyKind::Whole,
                    RecipeKeys::tr("Rows and columns of a layer between the network and its answers, as in the NIH paper; 0 for "
                                   "none."),
                    0,
                    64,
                    {}});
    keys.push_back({"transition.depth", KeyKind::Whole, RecipeKeys::tr("Depth of that layer; 0 for none."), 0, 4096, {}});
    keys.push_back(
        {"attention", KeyKind::Flag, RecipeKeys::tr("A branch that weighs the places of the image before they are averaged."), 0, 0, {}});
    keys.push_back({"initialWeights",
                    KeyKind::Text,
                    RecipeKeys::tr("A model file that the network begins with instead of from nothing. Must be of the same "
                                   "architecture."),
                    0,
                    0,
                    {}});
}

} // namespace

const std::vector<RecipeKey>& recipeKeys()
{
    static const std::vector<RecipeKey> all = [] {
        std::vector<RecipeKey> keys;
        for (auto* add : {addOrigin, addSources, addOutputs, addNetwork, addAugmentationKeys, addTrainingKeys})
            add(keys);
        return keys;
    }();
    return all;
}

} // namespace lucency::app
