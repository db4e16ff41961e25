#include "ui/trainingmenu.h"

#include "model/runfolder.h"
#include "ui/evaluation/modeltestdialog.h"
#include "ui/evaluation/workbench.h"
#include "ui/failuretext.h"
#include "ui/report/pages.h"
#include "ui/training/closequestion.h"
#include "ui/training/trainingroom.h"
#include "ui/training/trainingwizard.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace lucency::ui {

namespace {

/// Beside the store, so that another store (a demonstration's, a test's) has other runs.
QString beside(const QString& storeFile, const char* name)
{
    return QFileInfo(storeFile).absolutePath() + QLatin1Char('/') + QLatin1String(name);
}

app::TrainingQueueOptions queueOptions(const QString& storeFile)
{
    app::TrainingQueueOptions options;
    options.folder = beside(storeFile, "runs").toStdString();
    options.paint = paintPages;
    return options;
}

} // namespace

TrainingMenu::TrainingMenu(const QString& storeFile, QWidget* parent)
    : QMenu(tr("&Training"), parent)
    , m_store(storeFile)
    , m_tests(new QMenu(tr("Earlier tests"), this))
    , m_queue(new app::TrainingQueue(queueOptions(storeFile), this))
{
    const auto add = [this](const char* name, const QString& text, auto slot) {
        QAction* action = addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, slot);
    };
    add("train", tr("Train a model ..."), [this] { newRun(); });
    add("runs", tr("Runs"), [this] { showRuns(); });
    add("results", tr("Results"), [this] { showResults(); });
    addSeparator();
    add("test", tr("Test a model on labelled images ..."), [this] { testModel(); });
    addMenu(m_tests);
    m_tests->setObjectName(QStringLiteral("earlier-tests"));
    connect(m_tests, &QMenu::aboutToShow, this, &TrainingMenu::fillTests);
    connectQueue();
}

TrainingMenu::~TrainingMenu()
{
    // The windows listen to the queue: they go first.
    delete m_wizard;
    delete m_room;
    delete m_workbench;
    delete m_test;
}

void TrainingMenu::connectQueue()
{
    const auto nameOf = [](const QString& folder) { return QFileInfo(folder).fileName(); };
    connect(m_queue, &app::TrainingQueue::progressed, this, [this](const app::RunProgress& progress) {
        const auto& now = progress.now;
        const double epochs = std::max(1, now.epochs), done = std::clamp<double>(now.epoch - 1, 0, epochs);
        const double within = now.stage == model::TrainingStage::Training && now.all > 0 ? double(now.done) / double(now.all) : 0;
        const double share = now.stage == model::TrainingStage::Evaluating ? 0.99 : std::min(0.99, (done + within) / epochs);
        Q_EMIT progressed(static_cast<int>(100 * share), now.secondsLeft > 0 ? now.secondsLeft : -1);
    });
    connect(m_queue, &app::TrainingQueue::finished, this, [this, nameOf](const QString& folder) {
        Q_EMIT trainingEnded(tr("%1 has been trained. See Training > Runs.").arg(nameOf(folder)));
    });
    connect(m_queue, &app::TrainingQueue::failed, this, [this, nameOf](const QString& folder, const Failure& failure) {
        Q_EMIT trainingEnded(tr("Training of %1 ended: %2").arg(nameOf(folder), failureText(failure)));
    });
    connect(m_queue, &app::TrainingQueue::stopped, this, [this] { Q_EMIT trainingEnded({}); });
    connect(m_queue, &app::TrainingQueue::changed, this, [this] {
        if (!m_queue->isTraining()) Q_EMIT trainingEnded({});
    });
}

void TrainingMenu::showAlone(QWidget* window) const
{
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
    window->raise();
    window->activateWindow();
}

TrainingWizard* TrainingMenu::newRun()
{
    if (!m_wizard) {
        TrainingWizardPlaces places = TrainingWizardPlaces::usual();
        places.stateFile = beside(m_store, "training-wizard.json");
        places.store = m_store;
        places.runsFolder = m_queue->folder();
        m_wizard = new TrainingWizard(places);
        m_wizard->resize(m_wizard->sizeHint());
        connect(m_wizard, &TrainingWizard::trainingAsked, this, [this](const app::TrainingOrder& order) {
            const QString folder = QString::fromStdString(order.runFolder.string());
            m_queue->add(order);
            showRuns()->showRun(folder);
        });
    }
    showAlone(m_wizard);
    return m_wizard;
}

TrainingRoom* TrainingMenu::showRuns()
{
    if (!m_room) {
        m_room = new TrainingRoom(m_queue);
        m_room->setWindowTitle(tr("Training runs"));
        m_room->resize(m_room->sizeHint());
        connect(m_room, &TrainingRoom::resultAsked, this, [this](const QString& run) { showResults(run); });
        connect(m_room, &TrainingRoom::newRunAsked, this, [this] { newRun(); });
    }
    showAlone(m_room);
    return m_room;
}

Workbench* TrainingMenu::showResults(const QString& runFolder)
{
    if (!m_workbench) {
        m_workbench = new Workbench(m_store);
        m_workbench->setWindowTitle(tr("Results"));
        m_workbench->resize(1440, 900);
        connect(m_workbench, &Workbench::imageAsked, this, &TrainingMenu::imageAsked);
        connect(m_workbench, &Workbench::intoUseAsked, this, [this](const QString& run) {
            const QString file = QString::fromStdString(model::RunFolder(run.toStdString()).best().string());
            Q_EMIT intoUseAsked(file, m_workbench->operatingPoints());
        });
    }
    if (!runFolder.isEmpty()) m_workbench->openRun(runFolder);
    showAlone(m_workbench);
    return m_workbench;
}

ModelTestDialog* TrainingMenu::testModel()
{
    if (!m_test) {
        m_test = new ModelTestDialog(m_modelInUse, beside(m_store, "tests"));
        connect(m_test, &ModelTestDialog::tested, this,
                [this](const QString& predictions) { showResults()->openPredictions(predictions); });
    }
    showAlone(m_test);
    return m_test;
}

void TrainingMenu::fillTests()
{
    m_tests->clear();
    const QDir folder(beside(m_store, "tests"));
    for (const auto& test : folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
        const QString predictions = test.absoluteFilePath() + QStringLiteral("/predictions.csv");
        if (!QFileInfo::exists(predictions)) continue;
        connect(m_tests->addAction(test.fileName()), &QAction::triggered, this,
                [this, predictions] { showResults()->openPredictions(predictions); });
    }
    if (m_tests->isEmpty()) m_tests->addAction(tr("No model was tested yet"))->setEnabled(false);
}

bool TrainingMenu::mayClose()
{
    if (!mayEndWhileTraining(*m_queue, parentWidget())) return false;
    for (QWidget* window : {static_cast<QWidget*>(m_wizard), static_cast<QWidget*>(m_room), static_cast<QWidget*>(m_workbench),
                            static_cast<QWidget*>(m_test)})
        if (window) window->close();
    return true;
}

} // namespace lucency::ui
