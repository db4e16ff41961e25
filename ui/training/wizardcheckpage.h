#pragma once

#include "app/training/latesttask.h"
#include "app/training/trial.h"
#include "ui/training/wizardpage.h"

#include <filesystem>
#include <optional>
#include <string>

class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace lucency::ui {

class Notice;

/// The page that tries the run out before it is started: whether anything can be learnt at all, and what it will take.
class WizardCheckPage : public WizardPage {
    Q_OBJECT

public:
    WizardCheckPage(app::TrainingDraft& draft, std::filesystem::path runsFolder, std::filesystem::path cacheFolder, int readingThreads,
                    QWidget* parent = nullptr);

    void enter() override;
    void leave() override;
    QString hindrance() const override;

    bool isRunning() const { return m_task.isRunning(); }
    /// Of the last check; nothing before the first.
    const std::optional<app::CheckOutcome>& outcome() const { return m_outcome; }

private:
    void check();
    void showProgress(app::CheckStage stage, int done, int all);
    void showOutcome(const app::CheckOutcome& outcome);
    void clearNotices();

    const std::filesystem::path m_runsFolder, m_cacheFolder;
    const int m_readingThreads;
    QWidget* m_busy;
    QLabel* m_working;
    QProgressBar* m_progress;
    QPushButton* m_again;
    QVBoxLayout* m_notices;
    QWidget* m_figures;
    QGridLayout* m_grid;
    std::string m_checked; ///< the recipe that the outcome is of
    std::optional<app::CheckOutcome> m_outcome;
    app::LatestTask m_task;
};

} // namespace lucency::ui
