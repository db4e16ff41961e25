#pragma once

#include "app/training/runstate.h"
#include "model/trainer.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lucency::app {

/// What a run folder tells about itself.
struct RunSummary {
    QString folder;                     ///< absolute
    QString name, title, version;       ///< of the recipe; the folder's name where there is none
    RunState state = RunState::Stopped; ///< without the queue's knowledge: Stopped, Failed, Elsewhere, Finished or Damaged
    std::optional<Failure> failure;     ///< why it failed
    QStringList missing;                ///< what the folder lacks or what is damaged in it, and what that means; one sentence each
    int epochs = 0;                     ///< of the recipe
    std::vector<std::string> findings;
    std::vector<model::EpochRecord> history;
    int bestEpoch = 0; ///< by the recipe's metric; 0 for none
    double bestMetric = 0;
    QString metric;           ///< of the recipe
    model::TrainingPlan plan; ///< of the recipe
    QDateTime when;                   ///< of the last change
    QString note;                     ///< of a person
    std::filesystem::path dataFolder; ///< empty where unknown
    bool dataThere = false;
    bool canGoOn = false;   ///< has a recipe, is not finished and its data are there
    bool canFinish = false; ///< besides, an epoch has ended and its best weights are there
    bool hasResult = false; ///< has a report and a model
};

/// Whether a folder holds a run, or what is left of one.
bool isRunFolder(const std::filesystem::path& folder);

/// Reads a run folder, whatever is missing or damaged in it. Takes some milliseconds; any thread.
RunSummary readRunSummary(const std::filesystem::path& folder);

/// Works out the best epoch from the history, as training does.
void findBest(RunSummary& summary);

/// The note of a person in note.txt, written atomically; removed when it is empty. Fails with CannotWrite or DiskFull.
Done writeNote(const std::filesystem::path& runFolder, const QString& note);

/// Keeps why a run failed, in failure.json; nothing removes the file. Fails with CannotWrite or DiskFull.
Done writeFailure(const std::filesystem::path& runFolder, const std::optional<Failure>& failure);

} // namespace lucency::app
