#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/manifest.h"
#include "model/recipe.h"
#include "model/trainer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lucency::model {

/// Where the files of a run lie.
class RunFolder {
public:
    explicit RunFolder(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }
    const std::filesystem::path& path() const { return m_folder; }
    std::filesystem::path recipe() const { return m_folder / "recipe.json"; }
    std::filesystem::path place() const { return m_folder / "place.json"; } ///< where the data lay, see readPlace()
    std::filesystem::path split() const { return m_folder / "split.csv"; }
    std::filesystem::path images() const { return m_folder / "images.csv"; } ///< what each image holds, see contentsCsv()
    std::filesystem::path history() const { return m_folder / "history.csv"; }
    std::filesystem::path state() const { return m_folder / "state.safetensors"; }
    std::filesystem::path best() const { return m_folder / "best.safetensors"; }
    std::filesystem::path candidate() const { return m_folder / "best.next.safetensors"; } ///< for a moment at an epoch's end
    std::filesystem::path last() const { return m_folder / "last.safetensors"; }
    std::filesystem::path predictions() const { return m_folder / "predictions.csv"; }
    std::filesystem::path people() const { return m_folder / "people.csv"; } ///< sex, age, view and scanner of the images of predictions()
    std::filesystem::path report() const { return m_folder / "report.json"; }
    std::filesystem::path card() const { return m_folder / "model-card.md"; }
    /// All that a run leaves here.
    std::vector<std::filesystem::path> files() const;

private:
    std::filesystem::path m_folder;
};

/// Whether a folder holds a run, of which nothing is data to learn from: a recipe, and something beside it that a run leaves there. One
/// table is not enough: a person may have called that of the labels so.
bool isRunFolder(const std::filesystem::path& folder);

/// Keeps a run folder for one process at a time, until it ends or is killed.
class RunLock {
public:
    /// Fails with BadArgument where another process, or another RunLock, has the folder; where the file system knows no locks it succeeds.
    static Result<RunLock> take(const RunFolder& folder);
    /// Whether somebody has the folder now; does not wait. False where it cannot be told.
    static bool isTaken(const RunFolder& folder);
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&&) = delete;
    ~RunLock();

private:
    explicit RunLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor = -1;
};

/// Removes what writing was interrupted in by a kill: hidden temporary files.
void removeUnfinishedFiles(const RunFolder& folder);

/// Whether a folder holds a run that has come to its end, of which the report is the sign.
bool isFinishedRun(const std::filesystem::path& runFolder);

/// A file of an earlier run as a recipe names it: from the folder that the runs lie in.
std::filesystem::path besideRun(const std::filesystem::path& runFolder, const std::string& file);

/// Makes the folder. Fails with BadArgument when it holds a run and none is to be resumed, or a file that a new run would replace, NotFound
/// when none is there to resume or one that has ended an epoch lacks its state, or CannotWrite.
Done openRunFolder(const RunFolder& folder, bool resume);

/// Takes report.json away, by which a run is known to be finished: before a file is replaced that it speaks of. Fails with CannotWrite.
Done withdrawReport(const RunFolder& folder);

/// Puts a text in the place of a file, atomically. Fails with CannotWrite or DiskFull.
Done replaceFile(const std::filesystem::path& file, const std::string& text);

/// The manifest of a model that has not been calibrated or evaluated yet: every finding is marked not validated.
ModelManifest plainManifest(const Recipe& recipe, const std::string& programVersion, const std::string& splitSha256);

} // namespace lucency::model
