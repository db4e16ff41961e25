#include "model/classifier.h"
#include "model/dataset.h"
#include "model/gatefit.h"
#include "model/networks/network.h"
#include "model/partinputs.h"
#include "model/recipe.h"
#include "model/cohort.h"
#include "model/split.h"
#include "model/trainergate.h"
#include "model/weights.h"
#include "model/tensormemory.h"
#include <torch/torch.h>
#include <iostream>
using namespace lucency; using namespace lucency::model;
int main(int, char** v)
{
    setComputeThreads(1); keepTensorMemory(256u << 20);
    auto recipe = readRecipe(v[1]); if (!recipe) { std::cerr << recipe.error().detail; return 1; }
    auto cohort = gatherCohort(*recipe, v[2]); if (!cohort) { std::cerr << cohort.error().subject; return 1; }
    auto split = readSplit(v[3], *cohort); if (!split) { std::cerr << split.error().subject << split.error().detail; return 1; }
    std::vector<std::size_t> train, valid, test;
    for (std::size_t i = 0; i < cohort->images.size(); ++i)
        (split->parts[i] == Part::Train ? train : split->parts[i] == Part::Validation ? valid : test).push_back(i);
    auto weights = readWeights(v[4]); if (!weights) return 2;
    auto net = makeNetwork(networkOptions(*weights->manifest)); if (!net) return 2;
    auto manifest = weights->manifest; 
    if (auto c = copyIntoModule(*weights, **net, "x"); !c) { std::cerr << c.error().detail; return 3; }
    (*net)->eval(); (*net)->tellStages(true);
    const auto& how = recipe->input;
    std::vector<int> sizes;
    const auto features = [&](std::span<const cv::Mat> inputs) {
        torch::NoGradGuard no; std::vector<std::vector<float>> rows;
        for (const auto& in : inputs) {
            auto x = torch::from_blob(in.clone().data, {1, 1, in.rows, in.cols}).clone();
            cv::Mat c = in.clone(); x = torch::from_blob(c.data, {1, 1, in.rows, in.cols}).clone();
            auto o = (*net)->forward(x); sizes.clear(); for (auto& s : o.stages) sizes.push_back(int(s.size(1)));
            auto f = torch::cat(o.stages, 1).contiguous(); rows.emplace_back(f.data_ptr<float>(), f.data_ptr<float>() + f.numel());
        }
        return rows;
    };
    cv::Mat empty = cv::Mat::zeros(how.inputSize, how.inputSize, CV_32FC1); features({&empty, 1});
    const auto which = gateImages(*recipe, *cohort, train);
    std::vector<std::size_t> realValid; for (auto i : valid) if (recipe->data[size_t(cohort->images[i].source)].kind != SourceKind::Phantoms) realValid.push_back(i);
    auto a = decodeForScoring({*cohort, which, v[2]}, how.inputSize, {}), b = decodeForScoring({*cohort, realValid, v[2]}, how.inputSize, {});
    if (!a || !b) return 4;
    auto gate = fitGateFor(*recipe, *cohort, {which, *a}, {realValid, *b}, sizes, features, {});
    if (!gate || !*gate) { std::cerr << "no gate\n"; return 5; }
    weights->gate = **gate;
    std::cerr << (*gate)->leastUpright << " " << (*gate)->farthest << " " << (*gate)->trainingImages << " " << (*gate)->validationImages << "\n";
    if (auto w = writeWeights(v[5], *weights, true); !w) { std::cerr << w.error().detail; return 6; }
    for (auto i : test) if (recipe->data[size_t(cohort->images[i].source)].kind != SourceKind::Phantoms) std::cout << cohort->images[i].path << "\n";
}
