#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/dataset.h"
#include "model/manifest.h"
#include "model/partinputs.h"
#include "model/recipe.h"
#include "model/runfolder.h"
#include "model/split.h"
#include "model/trainer.h"

#include <optional>
#include <string>
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
    bool endedEarly = false; ///< by people, before the recipe's last epoch
    const std::vector<LostImage>& unreadable;

    /// Whether an image of the cohort could be read, so that it was trained with or measured on.
    bool isUsed(std::size_t image) const;
};

/// Images and people of a part, or of all three, that could be read; of all sources, or of one by its place in the recipe.
struct UsedCount {
    long images = 0, patients = 0;
};
UsedCount countUsed(const RunFacts& facts, std::optional<Part> part, std::optional<int> source = {});

/// How many images reportRun() has scored: the test part as it is and changed in several ways.
std::size_t imagesScoredAtTheEnd(std::size_t validation, std::size_t test);

/// What a run has found, for the files that say that it is finished.
struct RunReport {
    ModelManifest manifest;
    std::string json; ///< of report.json
};

/// Calibrates and chooses operating points on the validation part, measures once on the test part, and writes predictions.csv, people.csv
/// and model-card.md. The report of an earlier conclusion is withdrawn first; the new one is the caller's to write, when the model is in
/// place. Fails with CannotWrite or DiskFull, and where an image cannot be read again.
Result<RunReport> reportRun(const RunFacts& facts, const PartInputs& validation, const PartInputs& test, const ScoreInputs& score);

} // namespace lucency::model
