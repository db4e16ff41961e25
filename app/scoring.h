#pragma once

#include "app/preparation.h"
#include "app/readahead.h"
#include "app/scorer.h"
#include "imaging/radiograph.h"
#include "model/classifier.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace lucency::app {

/// What came out for one frame.
struct ScoredImage {
    std::filesystem::path path;
    std::size_t pathIndex = 0; ///< among the paths given
    int frame = 0;             ///< 0-based
    imaging::Identity identity;
    std::vector<imaging::Remark> remarks;
    std::optional<model::Prediction> prediction; ///< or
    std::optional<Failure> failure;
    model::Timings timings;
};

struct ScoringOptions {
    int batch = 4;            ///< images a pass of one worker
    int workers = 0;          ///< threads that read, preprocess and run the network; 0: as many as processors, at most 8
    bool activations = false; ///< with class activation maps for finish
    /// Called on a worker for each scored frame while its pixels are there; a failure ends the whole run.
    std::function<Done(const imaging::Radiograph&, const ScoredImage&)> finish;
    ReadAhead* ahead = nullptr; ///< of the same paths: what was prepared before the scoring began
    bool gate = true;           ///< what the model's gate refuses is refused, not scored
    bool inTurn = false;        ///< one batch at a time, after what is on screen and in turn with a training of the same process
};

/// Takes the results in the order of the paths, then frames, one call at a time on any worker. A failure ends the whole run.
using ScoredSink = std::function<Done(const ScoredImage&)>;

struct ScoringSummary {
    std::size_t scored = 0, refused = 0, failed = 0;
};

/// Scores every frame of every path. Each worker reads, preprocesses and computes its own images on its own processor, so that decoding
/// and the network overlap without waiting for each other; the results of a few batches at most are kept, whatever the number of paths. An
/// image that fails or is refused stops no other. Returns the first failure of sink or finish, or Cancelled within a batch of a stop.
Result<ScoringSummary> scoreAll(const std::vector<std::filesystem::path>& paths, const model::Classifier& classifier,
                                const ScoringOptions& options, const ScoredSink& sink, std::stop_token stop = {});

} // namespace lucency::app
