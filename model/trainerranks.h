#pragma once

#include "imaging/result.h"
#include "model/runfolder.h"

#include <filesystem>

namespace lucency::model {

class Ranks;

/// What all ranks must have of a recipe: all of it but where the files that it names lie on each machine.
std::string sharedRecipe(const Recipe& recipe);

/// SHA-256 of the images of a cohort: their order, paths, people, labels and given parts.
std::string digest(const Cohort& cohort);

/// The run folder as one rank sees it: the first has the run's own; the others have a temporary one each, which holds what they need of it
/// and goes with them, so that nobody but the first writes to the run and no file system has to be shared. One thread.
class RankFolder {
public:
    /// Fails with CannotWrite.
    static Result<RankFolder> make(const Ranks& ranks, const std::filesystem::path& runFolder);

    RankFolder(RankFolder&& other) noexcept;
    RankFolder& operator=(RankFolder&&) = delete;
    ~RankFolder();

    const RunFolder& folder() const { return m_folder; }

    /// Copies the state and the split of a run that goes on from the first rank to the others; every rank has to call it. Fails with
    /// Unreadable, CannotWrite or DiskFull.
    Done shareRun(const Ranks& ranks) const;
    /// Copies in the same way what a recipe takes from runs beside this one: its list of parts and its initial weights. Where the first has
    /// no such file, nobody has. Files with a whole path are each rank's own.
    Done shareBegin(const Ranks& ranks, const Recipe& recipe) const;

private:
    RankFolder(RunFolder folder, std::filesystem::path temporary)
        : m_folder(std::move(folder))
        , m_temporary(std::move(temporary))
    {
    }
    RunFolder m_folder;
    std::filesystem::path m_temporary; ///< which holds it, and goes with it; empty for the run's own
};

} // namespace lucency::model
