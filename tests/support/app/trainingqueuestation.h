#pragma once

#include "app/training/trainingqueue.h"
#include "tests/support/model/trainerdata.h"

#include <QString>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>

namespace lucency::test {

constexpr int longWait = 60'000; // milliseconds; only a failing test waits so long

inline app::TrainingQueueOptions optionsIn(const QTemporaryDir& folder)
{
    app::TrainingQueueOptions options;
    options.folder = folder.filePath(QStringLiteral("runs")).toStdString();
    options.cacheFolder = folder.filePath(QStringLiteral("cache")).toStdString();
    options.threads = 1;
    options.savingShare = 1;
    return options;
}

inline app::TrainingOrder orderFor(const std::filesystem::path& data, const std::filesystem::path& run, int epochs)
{
    app::TrainingOrder order;
    order.recipe = smallRecipe(epochs);
    order.dataFolder = data;
    order.runFolder = run;
    return order;
}

/// A folder for the runs of a queue, and images to train on.
class TrainingQueueStation {
protected:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = std::make_unique<TrainerData>(40);
    }
    std::filesystem::path run(const char* name) const { return std::filesystem::path(m_folder->path().toStdString()) / "runs" / name; }
    QString named(const char* name) const { return QString::fromStdString(run(name).string()); }

    std::unique_ptr<TrainerData> m_data;
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace lucency::test
