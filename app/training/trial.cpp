#include "app/training/trial.h"

#include "app/training/splitpreview.h"

#include <fstream>
#include <string>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;

/// MemAvailable of /proc/meminfo (proc(5)): what programs can take without swapping.
std::uint64_t availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    std::uint64_t kilobytes = 0;
    while (file >> name >> kilobytes) {
        std::getline(file, unit);
        if (name == "MemAvailable:") return kilobytes * 1024;
    }
    return 0;
}

std::uint64_t availableDisk(fs::path folder)
{
    std::error_code failed;
    while (!folder.empty() && !fs::exists(folder, failed) && folder != folder.parent_path())
        folder = folder.parent_path();
    const auto space = fs::space(folder, failed);
    return failed ? 0 : space.available;
}

} // namespace

FreeRoom freeRoom(const fs::path& runsFolder, const fs::path& cacheFolder)
{
    return {availableMemory(), availableDisk(runsFolder), availableDisk(cacheFolder)};
}

CheckOutcome checkRun(const CheckRequest& request, const std::stop_token& stop)
{
    CheckOutcome outcome;
    const auto tell = [&](CheckStage stage, int done, int all) {
        if (request.progress) request.progress(stage, done, all);
    };
    const auto split = previewSplit(*request.survey, request.recipe);
    if (split.unlearnable) {
        outcome.failure = split.unlearnable;
        return outcome;
    }
    const bool kept = request.recipe.cacheSize == Survey::pictureSize && request.survey->looked;
    const auto& folder = request.survey->data.dataFolder;
    tell(CheckStage::Measuring, 0, 5);
    model::TrialRequest trial{request.recipe,  folder, request.cacheFolder, kept, request.cacheFolder, request.readingThreads, 1, "auto",
                              request.seconds, {}};
    trial.progress = [&](int done, int all) { tell(CheckStage::Measuring, done, all); };
    const auto tried = model::tryTraining(trial, stop);
    if (!tried) {
        outcome.failure = tried.error();
        return outcome;
    }
    outcome.trial = *tried;
    const auto& parts = split.size.parts;
    outcome.estimate = model::estimateRun(*tried, request.recipe, {parts[0].images, parts[1].images, parts[2].images}, kept);
    outcome.room = freeRoom(request.runsFolder, request.cacheFolder);

    model::TrainingRequest ablation;
    ablation.recipe = request.recipe;
    ablation.dataFolder = folder;
    ablation.runFolder = request.runsFolder / "ablation"; // nothing is written; what the recipe names from it is found
    ablation.cacheFolder = request.cacheFolder;
    ablation.readingThreads = request.readingThreads;
    ablation.ablation = true;
    ablation.progress = [&](const model::TrainingProgress& progress) {
        if (progress.stage == model::TrainingStage::Training) tell(CheckStage::Learning, progress.epoch, progress.epochs);
    };
    const auto learnt = model::train(ablation, stop);
    if (learnt)
        outcome.ablation = learnt->ablation;
    else
        outcome.failure = learnt.error();
    return outcome;
}

} // namespace lucency::app
