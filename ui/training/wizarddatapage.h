#pragma once

#include "app/training/latesttask.h"
#include "ui/training/wizardpage.h"

#include <filesystem>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace lucency::ui {

class FindingCards;
class GivenImages;
class LabelMeanings;
class Notice;
class SurveyProblems;
class TableColumns;

/// The first page: which radiographs and labels to learn from, and what was found in them.
class WizardDataPage : public WizardPage {
    Q_OBJECT

public:
    WizardDataPage(app::TrainingDraft& draft, std::filesystem::path cacheFolder, int readingThreads, QWidget* parent = nullptr);

    /// Folders, label tables (CSV) or lists of training images (TXT), beside those that are given already.
    void give(const QStringList& paths);

    void enter() override;
    void leave() override;
    QString hindrance() const override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

Q_SIGNALS:
    /// The person wants the labelled studies of the worklist as a source, or only those that were sent to the next training set.
    void storeAsked(bool sentOnly);

private:
    void makeTop();
    void makeResults();
    void choose(app::DataChoice choice);
    void remove(const QString& path);
    void learn(const QString& finding, bool on);
    void showAdvice();
    void survey();
    void stopSurvey();
    void showGiven();
    void showSurvey(const app::SurveyPtr& survey);
    void showProgress(const app::SurveyProgress& progress);
    void showOutcome(const app::SurveyOutcome& outcome);
    void showTables(const app::SurveyOutcome& outcome);
    void showRules(const app::Survey& survey);
    void sayWhichColumn(const app::TablePreview& table);
    void showFailure(const Failure& failure);

    const std::filesystem::path m_cacheFolder;
    const int m_readingThreads;
    GivenImages* m_given;
    QLabel *m_line, *m_working, *m_patientWords;
    QProgressBar* m_progress;
    QPushButton *m_stop, *m_again;
    QWidget *m_busy, *m_patientRow, *m_tableRow;
    QComboBox *m_rules, *m_tables;
    Notice* m_notice;
    QStackedWidget* m_below;
    QTabWidget* m_tabs;
    FindingCards* m_findings;
    TableColumns* m_columns;
    LabelMeanings* m_meanings;
    SurveyProblems* m_problems;
    std::optional<Failure> m_failure;
    app::LatestTask m_task; ///< last, so that it ends before what it tells
};

} // namespace lucency::ui
