#pragma once

#include "app/training/trainingorder.h"
#include "imaging/result.h"

#include <QString>
#include <QWidget>

#include <filesystem>
#include <memory>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace lucency::app {
class LatestTask;
class TrainingDraft;
struct StoreSet;
} // namespace lucency::app

namespace lucency::ui {

class Notice;
class WizardDataPage;
class WizardPage;
class WizardStartPage;

/// Where the wizard keeps and finds what it needs.
struct TrainingWizardPlaces {
    QString stateFile;                 ///< what was chosen so far
    QString store;                     ///< the worklist's, as a source of images; empty for none
    std::filesystem::path resources;   ///< app::resourceFolder()
    std::filesystem::path runsFolder;  ///< run folders are made in it
    std::filesystem::path cacheFolder; ///< app::cacheFolder()
    int readingThreads = 2;

    /// Those of this computer and person.
    static TrainingWizardPlaces usual();
};

/// Leads somebody who has never trained a network from radiographs to a training run: a window of its own that does not stop the others.
/// Every choice is kept at once; closed or killed, the wizard is found again as it was.
class TrainingWizard : public QWidget {
    Q_OBJECT

public:
    explicit TrainingWizard(TrainingWizardPlaces places = TrainingWizardPlaces::usual(), QWidget* parent = nullptr);
    ~TrainingWizard() override;

    /// Folders or tables for the data page, as if they had been dropped there.
    void give(const QStringList& paths);

    /// The page that is shown, by its place from 0; -1 while it asks whether to go on with what was chosen before.
    int page() const;
    /// The steps, in their order.
    const std::vector<WizardPage*>& pages() const { return m_pages; }

    QSize sizeHint() const override { return {1120, 760}; }

Q_SIGNALS:
    /// The person has asked for this run. The wizard closes and forgets what was chosen for it.
    void trainingAsked(const lucency::app::TrainingOrder& order);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makeWindow();
    void makePages();
    void addPage(WizardPage* page);
    void openState();
    void askToGoOn(const QString& text);
    void goTo(int page);
    void forward();
    void showStep();
    void showSettings();
    void takeStudies(bool sentOnly);
    void showStudies(const Result<app::StoreSet>& set);

    const TrainingWizardPlaces m_places;
    std::unique_ptr<app::TrainingDraft> m_draft;
    std::vector<WizardPage*> m_pages;
    QListWidget* m_steps;
    QStackedWidget* m_stack;
    QLabel* m_why;
    QPushButton *m_back, *m_next, *m_close;
    Notice* m_saving; ///< above the pages: what concerns all of them
    app::LatestTask* m_collecting;
    WizardDataPage* m_data = nullptr;
    WizardStartPage* m_start = nullptr;
    WizardPage* m_settings = nullptr; ///< in place of the recipe page
    bool m_opened = false;
};

} // namespace lucency::ui
