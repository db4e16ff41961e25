#pragma once

#include "ui/backgroundstatus.h"
#include "ui/mainwindow.h"

#include <QList>

namespace lucency::test {

using app::StudyStatus;
using app::WorklistModel;
using ui::BackgroundStatus;
using ui::MainWindow;

inline int rowOfStatus(const MainWindow& window, StudyStatus status)
{
    const WorklistModel& model = *window.worklistModel();
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data(WorklistModel::StatusRole).toInt() == static_cast<int>(status)) return row;
    return -1;
}

inline QList<BackgroundStatus*> runningWork(const MainWindow& window)
{
    QList<BackgroundStatus*> running;
    for (BackgroundStatus* status : window.findChildren<BackgroundStatus*>())
        if (status->isVisible()) running << status;
    return running;
}

inline bool isImportOver(const MainWindow& window)
{
    return !window.importer()->isRunning() && window.lastImport().filesFound > 0;
}

inline int countOf(const MainWindow& window, StudyStatus status)
{
    return window.worklistModel()->studyCount(status);
}

} // namespace lucency::test
