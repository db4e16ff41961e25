#pragma once

#include "app/training/survey.h"
#include "model/trainer.h"
#include "model/trainingtrial.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>

namespace lucency::app {

/// What this machine has to offer.
struct FreeRoom {
    std::uint64_t memory = 0; ///< bytes that programs may still take
    std::uint64_t runDisk = 0, cacheDisk = 0;
};
FreeRoom freeRoom(const std::filesystem::path& runsFolder, const std::filesystem::path& cacheFolder);

/// What a check of a recipe on its data found.
struct CheckOutcome {
    std::optional<model::TrainingTrial> trial;
    model::TrainingEstimate estimate;
    FreeRoom room;
    std::optional<model::AblationOutcome> ablation;
    std::optional<Failure> failure; ///< where the check could not be carried out; Cancelled when it was stopped
};

enum class CheckStage { Measuring, Learning };

struct CheckRequest {
    SurveyPtr survey;
    model::Recipe recipe;
    std::filesystem::path runsFolder, cacheFolder;
    int readingThreads = 2;
    double seconds = 12;                                               ///< about as long batches are measured
    std::function<void(CheckStage stage, int done, int all)> progress; ///< on the calling thread; may be empty
};

/// Measures what the run will take, and proves that images, labels and recipe can be learnt from at all. A minute or so: on a worker.
CheckOutcome checkRun(const CheckRequest& request, const std::stop_token& stop);

} // namespace lucency::app
