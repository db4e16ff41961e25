#pragma once

#include "imaging/result.h"
#include "model/recipe.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace lucency::model {

/// What a trial of a recipe works with.
struct TrialRequest {
    Recipe recipe; ///< complete: its findings are named
    std::filesystem::path dataFolder;
    std::filesystem::path cacheFolder;   ///< see TrainingRequest
    bool pixelsAreKept = false;          ///< whether the cache has every image at the recipe's cacheSize already
    std::filesystem::path scratchFolder; ///< a state is written there to time it, and removed again
    int readingThreads = 2, augmentationThreads = 1;
    std::string device = "auto";
    double seconds = 12;                             ///< about as long batches are measured
    std::function<void(int done, int all)> progress; ///< steps of the trial; may be empty
};

/// What one image, one batch and one saving of a training cost on this machine, measured on a few of them.
struct TrainingTrial {
    double readSeconds = 0;        ///< an image, for training, with so many threads as were asked for
    double scoringReadSeconds = 0; ///< an image, for validation and test
    double batchSeconds = 0;       ///< a batch with its augmentation and its step
    double scoreSeconds = 0;       ///< an image
    double saveSeconds = 0;        ///< what an epoch's end writes
    std::uint64_t memoryBytes = 0; ///< by which the resident memory of the process grew, at the most
    std::uint64_t pixelBytes = 0;  ///< an image in the cache, for training
    std::uint64_t modelBytes = 0;  ///< of a model file in single precision
    std::uint64_t stateBytes = 0;  ///< of what resuming needs
    int images = 0, batches = 0;   ///< that were measured
    int microBatch = 0;            ///< images at once where memory did not suffice for a batch; else 0
};

/// Reads some of the images, learns from a few batches of the recipe's own size, scores some and saves once. Takes half a minute or so and
/// leaves nothing behind: call it on a worker. Fails as train() does, and with Cancelled.
Result<TrainingTrial> tryTraining(const TrialRequest& request, std::stop_token stop);

/// What a whole run will cost.
struct TrainingEstimate {
    double readSeconds = 0, learnSeconds = 0, validateSeconds = 0, saveSeconds = 0, evaluateSeconds = 0;
    std::uint64_t memoryBytes = 0; ///< beside what the program takes already
    std::uint64_t cacheBytes = 0;  ///< decoded images that are kept from run to run
    std::uint64_t runBytes = 0;    ///< the run folder

    double seconds() const { return readSeconds + learnSeconds + validateSeconds + saveSeconds + evaluateSeconds; }
};

/// From a trial and the number of images in the training, validation and test part. All epochs are counted: a run with patience may end
/// sooner.
TrainingEstimate estimateRun(const TrainingTrial& trial, const Recipe& recipe, const std::array<long, 3>& images, bool pixelsAreKept);

} // namespace lucency::model
