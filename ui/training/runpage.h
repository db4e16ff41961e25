#pragma once

#include "app/training/runcatalogue.h"
#include "app/training/trainingqueue.h"
#include "ui/training/runcontrols.h"

#include <QScrollArea>

#include <array>
#include <map>
#include <optional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;

namespace lucency::ui {

class FigureView;
class Notice;
class RunFacts;
class SampleStrip;

/// The page of one run: what it is doing, its figures and curves as they come, sample images, and what can be done to it.
class RunPage : public QScrollArea {
    Q_OBJECT

public:
    RunPage(app::TrainingQueue* queue, app::RunCatalogue* catalogue, QWidget* parent = nullptr);

    /// Shows another run of the catalogue.
    void showRun(const QString& folder);
    QString run() const { return m_folder; }

    RunControls* controls() const { return m_controls; }
    RunFacts* facts() const { return m_facts; }
    SampleStrip* samples() const { return m_samples; }
    QString stateText() const;

Q_SIGNALS:
    void resultAsked(const QString& runFolder);

private:
    void makePage();
    QWidget* makeHeader();
    void showAll();
    void showState();
    void showCurves();
    void showSamples();
    void showRemarks();
    void takeProgress(const app::RunProgress& progress);
    void carryOut(RunControls::Action action);
    void askForImages();
    void takeNote();

    app::TrainingQueue* m_queue;
    app::RunCatalogue* m_catalogue;
    QString m_folder;
    std::optional<model::TrainingProgress> m_progress; ///< of the run that is being trained
    QString m_progressOf;
    QLabel *m_name = nullptr, *m_title = nullptr, *m_state = nullptr;
    QProgressBar* m_bar = nullptr;
    RunControls* m_controls = nullptr;
    QLineEdit* m_note = nullptr;
    Notice *m_failure = nullptr, *m_missing = nullptr;
    RunFacts* m_facts = nullptr;
    std::array<FigureView*, 3> m_curves{};
    SampleStrip* m_samples = nullptr;
    QLabel *m_noCurves = nullptr, *m_remarksTitle = nullptr;
    QPlainTextEdit* m_remarks = nullptr;
};

} // namespace lucency::ui
