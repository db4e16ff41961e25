#pragma once

#include "imaging/result.h"
#include "model/trainer.h"

#include <torch/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lucency::model {

/// Everything that a run needs to go on as if it had never stopped.
struct Checkpoint {
    std::map<std::string, torch::Tensor> tensors; ///< "model.", "average.", "first.", "second." and the parameter's name
    std::string generator;                        ///< torch's default generator, as hexadecimal digits
    std::string deviceGenerator;                  ///< the same of the GPU that the network is on; empty in main memory
    int epochsDone = 0;
    int batchesDone = 0; ///< of the epoch that is under way
    long step = 0;       ///< optimiser steps since the start
    double lossSum = 0;  ///< over the batches of the epoch under way
    int microBatch = 0;  ///< images learnt from at once; 0 for a whole batch
    double seconds = 0;  ///< spent on the epoch under way
    double bestMetric = 0;
    int bestEpoch = 0;
    std::vector<EpochRecord> history;
    std::string recipeSha256, splitSha256; ///< of the run that it belongs to
    std::string contentsSha256;            ///< of contentsCsv() of its images; empty in states of earlier versions
};

/// Writes a state atomically, in float32 and exactly. Fails with BadNumber for anything that is not finite, CannotWrite or DiskFull.
Done writeCheckpoint(const std::filesystem::path& file, const Checkpoint& checkpoint);

/// Fails as readWeights() does, and with ModelDamaged where the state is incomplete, cut off, or a number or any other byte of it is not
/// the one that was written (SHA-256; states of earlier versions hold it, too).
Result<Checkpoint> readCheckpoint(const std::filesystem::path& file);

} // namespace lucency::model
