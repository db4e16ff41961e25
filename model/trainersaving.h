#pragma once

#include "imaging/result.h"
#include "model/manifest.h"
#include "model/runfolder.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace lucency::model {

class Learner;
struct Checkpoint;
struct WeightsFile;

/// Writes the files of a run that change while it learns, so that a kill between any two instructions leaves a folder that resuming goes on
/// with: each file is replaced as a whole, the state is what counts, and the model of a new best epoch waits under another name until the
/// state says which epoch is best. One thread.
class RunSaver {
public:
    /// Saving within an epoch takes at most this share of the time, and happens at most every 20 s; from 1 on whenever it is asked for.
    RunSaver(RunFolder folder, std::vector<std::string> findings, double savingShare);

    /// Whether so much time has passed that the state may be saved again.
    bool isDue() const;

    /// Saves the state with the learner's part of it. Fails as writeCheckpoint() does; the state before it then stays.
    Done saveState(Checkpoint& state, const Learner& learner);

    /// Saves an epoch's end: the state, the averaged network in half precision when the epoch is the best, and as the last one, and the
    /// history. The report of an earlier end is withdrawn.
    Done closeEpoch(Checkpoint& state, const Learner& learner, const ModelManifest& manifest);

    /// Brings the other files into agreement with the state that a run goes on from: a model of an epoch that it does not know is dropped,
    /// what the kill kept from being written is written.
    Done agreeWith(const Checkpoint& state, const Learner& learner, const ModelManifest& manifest);

    /// The weights of the best epoch. Fails as readWeights() does, or with ModelMismatch for those of another epoch than the state says.
    Result<WeightsFile> best(const Checkpoint& state) const;

private:
    using Clock = std::chrono::steady_clock;
    Done writeModel(const std::filesystem::path& file, const Learner& learner, const ModelManifest& manifest, int epoch, bool half) const;
    Done promote() const;

    RunFolder m_folder;
    std::vector<std::string> m_findings;
    double m_share;
    Clock::time_point m_saved = Clock::now();
    double m_cost = 0; ///< seconds that saving took last
};

} // namespace lucency::model
