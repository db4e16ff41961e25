#pragma once

#include "app/modeltest.h"
#include "app/training/latesttask.h"

#include <QDialog>
#include <QElapsedTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace lucency::ui {

class FindingPairs;
class GivenImages;
class LabelMeanings;
class ModelChoice;
class Notice;
class TableColumns;

/// Tries a model on labelled images before anybody relies on it: which model, which images, which of their labels stands for which of its
/// findings; then it scores them in the background. Closing stops it, and then nothing is left behind.
class ModelTestDialog : public QDialog {
    Q_OBJECT

public:
    /// Results go into a folder of their own below this one.
    ModelTestDialog(const QString& modelInUse, QString testsFolder, QWidget* parent = nullptr);
    ~ModelTestDialog() override;

    /// Adds folders of images or a table of labels.
    void give(const QStringList& paths);
    ModelChoice* model() const { return m_model; }
    FindingPairs* pairs() const { return m_pairs; }
    QPushButton* startButton() const { return m_start; }
    QString noticeText() const;
    bool isTesting() const { return m_testing; }

    /// Closes; while a test goes on it only stops that, so that a slip does not throw an hour away unseen.
    void reject() override;

Q_SIGNALS:
    /// The predictions, which the workbench opens.
    void tested(const QString& predictions);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeImages(QVBoxLayout* column);
    void makeFoot(QVBoxLayout* column);
    void choose(app::DataChoice choice);
    void takeOut(const QString& path);
    void survey();
    void showOutcome(const app::SurveyOutcome& outcome);
    void refresh();
    QString hindrance() const;
    void start();
    void showProgress(std::size_t done, std::size_t all);
    void showTested(const Result<app::TestedModel>& tested);
    void setTesting(bool testing);

    const QString m_testsFolder;
    app::DataChoice m_choice;
    app::SurveyPtr m_survey;
    bool m_testing = false;
    QElapsedTimer m_since;
    ModelChoice* m_model;
    GivenImages* m_given;
    QLabel *m_line, *m_hint, *m_working;
    QWidget *m_inputs, *m_busy;
    Notice* m_notice;
    QTabWidget* m_tabs;
    FindingPairs* m_pairs;
    LabelMeanings* m_meanings;
    TableColumns* m_columns;
    QProgressBar* m_progress;
    QPushButton *m_start, *m_close;
    app::LatestTask m_surveyor, m_tester; ///< last: they are joined before what they answer to goes
};

} // namespace lucency::ui
