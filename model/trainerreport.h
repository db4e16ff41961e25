#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/manifest.h"
#include "model/recipe.h"
#include "model/runfolder.h"
#include "model/split.h"
#include "model/trainer.h"

#include <opencv2/core/mat.hpp>

#include <functional>
#include <span>
#include <vector>

namespace lucency::model {

/// What a report says of a run besides its scores.
struct RunFacts {
    const TrainingRequest& request;
    const Recipe& recipe;
    const Cohort& cohort;
    const Split& split;
    const RunFolder& folder;
    const std::vector<EpochRecord>& history;
    int bestEpoch = 0;
    std::string splitSha256, recipeSha256;
};

/// One part's images (indices of the cohort) and what the network is fed for them, in the same order.
struct PartInputs {
    std::vector<std::size_t> members;
    std::vector<cv::Mat> inputs;
};

/// Logits of inputs, one row an input.
using ScoreInputs = std::function<std::vector<std::vector<double>>(std::span<const cv::Mat>)>;

/// How many images reportRun() has scored: the test part as it is and changed in several ways.
std::size_t imagesScoredAtTheEnd(std::size_t validation, std::size_t test);

/// Calibrates and chooses operating points on the validation part, measures once on the test part, and writes predictions.csv, report.json
/// and model-card.md. Returns the manifest with all that was found. Fails with CannotWrite or DiskFull.
Result<ModelManifest> reportRun(const RunFacts& facts, const PartInputs& validation, const PartInputs& test, const ScoreInputs& score);

} // namespace lucency::model
