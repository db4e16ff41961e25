#pragma once

#include "app/training/trainingqueue.h"

#include <QMenu>
#include <QPointer>

#include <map>
#include <string>

namespace lucency::ui {

class ModelTestDialog;
class TrainingRoom;
class TrainingWizard;
class Workbench;

/// Opens the windows of training and evaluation beside the reading room, leads from one to the next, and owns the queue that trains behind
/// them. Runs and what was chosen in the wizard lie beside the store.
class TrainingMenu : public QMenu {
    Q_OBJECT

public:
    explicit TrainingMenu(const QString& storeFile, QWidget* parent = nullptr);
    /// Stops a training after the batch in hand, with everything saved.
    ~TrainingMenu() override;

    TrainingWizard* newRun();
    TrainingRoom* showRuns();
    /// With a run folder it is opened.
    Workbench* showResults(const QString& runFolder = {});
    /// With the model in use chosen already.
    ModelTestDialog* testModel();
    void setModelInUse(const QString& file) { m_modelInUse = file; }
    app::TrainingQueue* queue() const { return m_queue; }

    /// Asks whether the window shall close although something is trained; closes the others when it may.
    bool mayClose();

Q_SIGNALS:
    /// An image of a result shall be shown in the reading room.
    void imageAsked(const QString& path);
    /// A run's model shall go into use; with the operating points that were set in the workbench, by finding.
    void intoUseAsked(const QString& modelFile, const std::map<std::string, double>& thresholds);
    /// A training goes on: how much of it is done. Seconds left are negative while unknown.
    void progressed(int percent, double secondsLeft);
    /// It does not go on any more; words may be empty.
    void trainingEnded(const QString& words);

private:
    void connectQueue();
    void fillTests();
    void showAlone(QWidget* window) const;

    const QString m_store;
    QString m_modelInUse;
    QMenu* m_tests;
    app::TrainingQueue* m_queue;
    QPointer<TrainingWizard> m_wizard;
    QPointer<TrainingRoom> m_room;
    QPointer<Workbench> m_workbench;
    QPointer<ModelTestDialog> m_test;
};

} // namespace lucency::ui
