#pragma once

#include "ui/mainwindow.h"

#include <QPointer>
#include <QString>

#include <functional>

namespace lucency::ui {
class IntoUseDialog;
class TrainingWizard;
class Workbench;
} // namespace lucency::ui

namespace lucency::test {

/// Goes the way of a person who trains a model: from the drop of a folder to the model in use, through the real windows by their buttons.
/// Each step says what went wrong, or nothing.
class TrainingJourney {
public:
    /// Shown each page of the way under a name, when it is complete.
    using Look = std::function<void(const char* name, QWidget& window)>;

    explicit TrainingJourney(ui::MainWindow& window, Look look = {});

    QString dropImages(const QString& folder);
    /// Through split, recipe, variation and check to the start. The recipe is the card whose title has these words; empty for the one that
    /// is recommended.
    QString goThroughTheWizard(const QString& recipe);
    QString trainToTheEnd();
    QString openTheResult();
    QString compareWithTheModelInUse();
    /// By the aim whose words these are; then waits until the reading room works with it.
    QString putIntoUse(const QString& aim, const QString& name);

    QString runFolder() const { return m_run; }
    ui::Workbench* workbench() const { return m_workbench; }
    ui::IntoUseDialog* page() const { return m_page; }

private:
    QString next(const char* name);

    ui::MainWindow& m_window;
    Look m_look;
    QPointer<ui::TrainingWizard> m_wizard;
    QPointer<ui::Workbench> m_workbench;
    QPointer<ui::IntoUseDialog> m_page;
    QString m_run;
};

} // namespace lucency::test
