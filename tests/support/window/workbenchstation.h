#pragma once

#include "app/predictiontable.h"
#include "ui/evaluation/workbench.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace lucency::test {

/// A workbench that is shown over a folder of its own, which holds drawn predictions ("p.csv") of 160 images.
class WorkbenchStation {
protected:
    void begin();
    QString path(const QString& name) const { return m_folder->filePath(name); }
    /// A finished run with drawn predictions in the folder.
    void makeRun(const QString& name, unsigned seed);
    /// Opens what has this name in the folder, and waits until it is open or was refused.
    void open(const QString& source);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::Workbench> m_bench;
    app::PredictionTable m_table;
};

} // namespace lucency::test
