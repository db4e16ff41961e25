#include "model/trainersaving.h"

#include "model/checkpoint.h"
#include "model/runhistory.h"
#include "model/trainerlearner.h"
#include "model/weights.h"

#include <algorithm>
#include <charconv>

namespace lucency::model {

namespace {

namespace fs = std::filesystem;

constexpr double leastSeconds = 20; ///< between two states; a disk is no main memory
constexpr const char* epochKey = "lucency.epoch";

/// The epoch that a model file says it is of; 0 where it says nothing.
int epochOf(const WeightsFile& weights)
{
    const auto found = weights.metadata.find(epochKey);
    int epoch = 0;
    if (found != weights.metadata.end()) std::from_chars(found->second.data(), found->second.data() + found->second.size(), epoch);
    return epoch;
}

} // namespace

RunSaver::RunSaver(RunFolder folder, std::vector<std::string> findings, double savingShare)
    : m_folder(std::move(folder))
    , m_findings(std::move(findings))
    , m_share(savingShare)
{
}

bool RunSaver::isDue() const
{
    if (m_share >= 1) return true;
    if (m_share <= 0) return false;
    const double passed = std::chrono::duration<double>(Clock::now() - m_saved).count();
    return passed >= std::max(leastSeconds, m_cost / m_share);
}

Done RunSaver::saveState(Checkpoint& state, const Learner& learner)
{
    const auto begun = Clock::now();
    learner.save(state);
    auto written = writeCheckpoint(m_folder.state(), state);
    state.tensors.clear();
    m_saved = Clock::now();
    m_cost = std::chrono::duration<double>(m_saved - begun).count();
    return written;
}

Done RunSaver::writeModel(const fs::path& file, const Learner& learner, const ModelManifest& manifest, int epoch, bool half) const
{
    auto model = learner.averaged();
    model.manifest = manifest;
    model.metadata[epochKey] = std::to_string(epoch);
    return writeWeights(file, model, half);
}

Done RunSaver::promote() const
{
    std::error_code failed;
    fs::rename(m_folder.candidate(), m_folder.best(), failed);
    if (failed) return Failure{FailureKind::CannotWrite, m_folder.best().string(), failed.message()};
    return done();
}

Done RunSaver::closeEpoch(Checkpoint& state, const Learner& learner, const ModelManifest& manifest)
{
    // The best model is kept in half precision, as it will be shipped: what is evaluated is what is used.
    const int epoch = state.epochsDone;
    const bool best = state.bestEpoch == epoch;
    // That of a run which was ended early and went on: it is of fewer epochs now, and may be of another model.
    if (auto withdrawn = withdrawReport(m_folder); !withdrawn) return withdrawn;
    if (best)
        if (auto written = writeModel(m_folder.candidate(), learner, manifest, epoch, true); !written) return written;
    if (auto saved = saveState(state, learner); !saved) return saved;
    if (best)
        if (auto renamed = promote(); !renamed) return renamed;
    if (auto written = writeModel(m_folder.last(), learner, manifest, epoch, false); !written) return written;
    return replaceFile(m_folder.history(), historyCsv(m_findings, state.history));
}

Done RunSaver::agreeWith(const Checkpoint& state, const Learner& learner, const ModelManifest& manifest)
{
    std::error_code unknown;
    if (fs::exists(m_folder.candidate(), unknown)) {
        const auto candidate = readWeights(m_folder.candidate());
        if (candidate && state.bestEpoch > 0 && epochOf(*candidate) == state.bestEpoch) {
            if (auto renamed = promote(); !renamed) return renamed;
        } else {
            fs::remove(m_folder.candidate(), unknown);
        }
    }
    if (state.history.empty()) return done();
    // Within an epoch the last model is that of the end of the one before, which was written before this state was.
    if (state.batchesDone == 0)
        if (auto written = writeModel(m_folder.last(), learner, manifest, state.epochsDone, false); !written) return written;
    return replaceFile(m_folder.history(), historyCsv(m_findings, state.history));
}

Result<WeightsFile> RunSaver::best(const Checkpoint& state) const
{
    auto weights = readWeights(m_folder.best());
    if (!weights) return weights;
    if (const int epoch = epochOf(*weights); epoch > 0 && epoch != state.bestEpoch)
        return Failure{FailureKind::ModelMismatch, m_folder.best().string(),
                       "of epoch " + std::to_string(epoch) + ", but the best one was " + std::to_string(state.bestEpoch)};
    return weights;
}

} // namespace lucency::model
