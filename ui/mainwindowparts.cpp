// The parts of the window that are made once: actions, menus, tool bar, status bar, and the settings that are kept.
#include "ui/backgroundstatus.h"
#include "ui/failuretext.h"
#include "ui/helpdialogs.h"
#include "ui/mainwindow.h"
#include "ui/modelmenu.h"
#include "ui/reading/readingroom.h"
#include "ui/theme.h"
#include "ui/trainingmenu.h"
#include "ui/worklist/worklistpanel.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace lucency::ui {

QAction* MainWindow::makeAction(const char* name, const QString& text, const QString& icon, const QKeySequence& key,
                                void (MainWindow::*slot)())
{
    auto* action = icon.isEmpty() ? new QAction(text, this) : new QAction(theme::icon(icon), text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    if (!key.isEmpty()) action->setToolTip(tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    if (slot) connect(action, &QAction::triggered, this, slot);
    return action;
}

void MainWindow::makeActions()
{
    m_openFiles = makeAction("open-files", tr("Open files ..."), QStringLiteral("open-files"), QKeySequence::Open, &MainWindow::openFiles);
    m_openFolder = makeAction("open-folder", tr("Open a folder ..."), QStringLiteral("open-folder"), Qt::CTRL | Qt::SHIFT | Qt::Key_O,
                              &MainWindow::openFolder);
    m_quit = makeAction("quit", tr("Quit"), {}, QKeySequence::Quit, nullptr);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);
    m_findStudy = makeAction("find-study", tr("Find in the worklist"), {}, QKeySequence::Find, nullptr);
    connect(m_findStudy, &QAction::triggered, this, [this] { m_worklist->focusFilter(); });
    m_nextStudy = makeAction("next-study", tr("Next study"), QStringLiteral("next"), Qt::CTRL | Qt::Key_PageDown, nullptr);
    connect(m_nextStudy, &QAction::triggered, this, [this] { m_worklist->selectNext(1); });
    m_previousStudy = makeAction("previous-study", tr("Previous study"), QStringLiteral("previous"), Qt::CTRL | Qt::Key_PageUp, nullptr);
    connect(m_previousStudy, &QAction::triggered, this, [this] { m_worklist->selectNext(-1); });
    m_nextImage = makeAction("next-image", tr("Next image of the study"), {}, Qt::Key_PageDown, nullptr);
    connect(m_nextImage, &QAction::triggered, this, [this] { m_room->stepImage(1); });
    m_previousImage = makeAction("previous-image", tr("Previous image of the study"), {}, Qt::Key_PageUp, nullptr);
    connect(m_previousImage, &QAction::triggered, this, [this] { m_room->stepImage(-1); });
    m_fullScreen = makeAction("full-screen", tr("Full screen"), {}, Qt::Key_F11, nullptr);
    m_fullScreen->setCheckable(true);
    connect(m_fullScreen, &QAction::toggled, this,
            [this](bool full) { setWindowState(full ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen); });
    m_showKeys = makeAction("keys", tr("Keys and mouse"), QStringLiteral("help"), QKeySequence::HelpContents, nullptr);
    connect(m_showKeys, &QAction::triggered, this, [this] { showKeys(this); });
    m_about = makeAction("about", tr("About Lucency"), {}, {}, nullptr);
    connect(m_about, &QAction::triggered, this, [this] { showAbout(this, m_modelLabel->text()); });
}

void MainWindow::makeMenus()
{
    ViewActions& actions = *m_room->actions();
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addActions({m_openFiles, m_openFolder});
    m_recentMenu = file->addMenu(tr("Open recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    file->addSeparator();
    file->addAction(m_quit);

    QMenu* study = menuBar()->addMenu(tr("&Study"));
    study->addActions({m_findStudy, m_nextStudy, m_previousStudy});
    study->addSeparator();
    study->addActions({m_nextImage, m_previousImage});
    study->addSeparator();
    using Fill = void (WorklistPanel::*)(QMenu*) const;
    const auto addFilled = [this, study](const QString& title, Fill fill) {
        QMenu* menu = study->addMenu(title);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] {
            menu->clear();
            (m_worklist->*fill)(menu);
        });
    };
    addFilled(tr("Sort the worklist by"), &WorklistPanel::fillSortMenu);
    addFilled(tr("Columns of the worklist"), &WorklistPanel::fillColumnMenu);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    m_presetMenu = view->addMenu(theme::icon(QStringLiteral("window")), tr("Window"));
    connect(&actions, &ViewActions::presetsChanged, this, &MainWindow::fillPresets);
    fillPresets();
    view->addSeparator();
    view->addActions({actions.zoomIn, actions.zoomOut, actions.fit, actions.oneToOne});
    view->addSeparator();
    view->addActions({actions.turnRight, actions.turnLeft, actions.flipHorizontally, actions.flipVertically, actions.invert});
    view->addSeparator();
    view->addActions({actions.undo, actions.redo, actions.reset});
    view->addSeparator();
    view->addActions({actions.showAi, actions.showBoxes, actions.showHeatMap, actions.showPlanes, actions.showTexts});
    view->addSeparator();
    view->addAction(m_fullScreen);

    makeModelMenus();
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addActions({m_showKeys, m_about});

    m_contextMenu = new QMenu(tr("Radiograph"), this); // the title is what a screen reader says
    m_contextMenu->addMenu(m_presetMenu);
    m_contextMenu->addSeparator();
    m_contextMenu->addActions({actions.fit, actions.oneToOne, actions.invert, actions.turnRight, actions.flipHorizontally, actions.reset});
    m_contextMenu->addSeparator();
    m_contextMenu->addActions({actions.showAi, actions.showBoxes, actions.showHeatMap, actions.showPlanes, actions.showTexts});
}

/// Which model is in use, and how people come by another.
void MainWindow::makeModelMenus()
{
    m_modelMenu = new ModelMenu(m_store.path(), m_context.modelFile, this);
    menuBar()->addMenu(m_modelMenu);
    connect(m_modelMenu, &ModelMenu::useAsked, this, &MainWindow::useModel);
    connect(m_modelMenu, &ModelMenu::recordFailed, this,
            [this](const Failure& failure) { statusBar()->showMessage(failureText(failure), 15000); });
    m_trainingMenu = new TrainingMenu(m_store.path(), this);
    menuBar()->addMenu(m_trainingMenu);
    connect(m_trainingMenu, &TrainingMenu::imageAsked, this, [this](const QString& path) {
        openPaths({path});
        raise();
        activateWindow();
    });
    connect(m_trainingMenu, &TrainingMenu::intoUseAsked, m_modelMenu, &ModelMenu::propose);
    connect(m_trainingMenu, &TrainingMenu::progressed, this,
            [this](int percent, double secondsLeft) { m_training->setPercent(percent, secondsLeft); });
    connect(m_trainingMenu, &TrainingMenu::trainingEnded, this, [this](const QString& words) {
        m_training->finish();
        if (!words.isEmpty()) statusBar()->showMessage(words, 15000);
    });
}

void MainWindow::makeToolBar()
{
    ViewActions& actions = *m_room->actions();
    auto* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu); // it offers to hide the bar, and nothing brings it back
    bar->setIconSize(QSize(20, 20));
    bar->addActions({m_openFiles, m_openFolder});
    bar->addSeparator();
    bar->addActions({m_previousStudy, m_nextStudy});
    bar->addSeparator();
    auto* window = new QToolButton(bar);
    window->setIcon(theme::icon(QStringLiteral("window")));
    window->setText(tr("Window"));
    window->setToolTip(tr("Windows of the file and presets (0 to 9)"));
    window->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    window->setPopupMode(QToolButton::InstantPopup);
    window->setMenu(m_presetMenu);
    bar->addWidget(window);
    bar->addActions({actions.zoomIn, actions.zoomOut, actions.fit, actions.oneToOne});
    bar->addSeparator();
    bar->addActions({actions.turnLeft, actions.turnRight, actions.flipHorizontally, actions.flipVertically, actions.invert});
    bar->addSeparator();
    bar->addActions({actions.undo, actions.redo, actions.reset});
    bar->addSeparator();
    bar->addActions({actions.showAi, actions.showBoxes, actions.showHeatMap, actions.showPlanes, actions.showTexts});
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(m_showKeys);
}

void MainWindow::makeStatusBar()
{
    auto* caution = new QLabel(tr("Not for primary diagnosis"), this);
    caution->setContentsMargins(8, 0, 8, 0);
    QPalette amber = caution->palette();
    amber.setColor(QPalette::WindowText, theme::warning());
    caution->setPalette(amber);
    m_reportButton = new QToolButton(this);
    m_reportButton->setToolTip(tr("What the last import did"));
    m_reportButton->setObjectName(QStringLiteral("import-report"));
    m_reportButton->hide();
    connect(m_reportButton, &QToolButton::clicked, this, &MainWindow::showImportReport);
    m_importing = new BackgroundStatus(tr("Importing"), tr("Stop the import"), this);
    m_scoring = new BackgroundStatus(tr("Scoring"), tr("Stop scoring"), this);
    m_training = new BackgroundStatus(tr("Training"), tr("Pause the training"), this);
    connect(m_training, &BackgroundStatus::stopAsked, this, [this] { m_trainingMenu->queue()->pause(); });
    m_modelLabel = new QLabel(this);
    m_modelLabel->setContentsMargins(8, 0, 8, 0);
    statusBar()->setSizeGripEnabled(false);
    if (!m_context.storeWarning.isEmpty()) {
        auto* warning = new QLabel(tr("Nothing is kept"), this);
        warning->setObjectName(QStringLiteral("store-warning"));
        warning->setToolTip(m_context.storeWarning);
        warning->setAccessibleDescription(m_context.storeWarning);
        warning->setContentsMargins(8, 0, 8, 0);
        QPalette red = warning->palette();
        red.setColor(QPalette::WindowText, theme::error());
        warning->setPalette(red);
        statusBar()->addPermanentWidget(warning);
        statusBar()->showMessage(m_context.storeWarning);
    }
    // A permanent widget: messages of the status bar hide the others while they show.
    statusBar()->addPermanentWidget(caution);
    for (QWidget* widget : {static_cast<QWidget*>(m_reportButton), static_cast<QWidget*>(m_importing), static_cast<QWidget*>(m_scoring),
                            static_cast<QWidget*>(m_training), static_cast<QWidget*>(m_modelLabel)})
        statusBar()->addPermanentWidget(widget);
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    const QStringList recent = QSettings().value(QStringLiteral("recent")).toStringList();
    for (const QString& path : recent) {
        QString shown = path;
        shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = m_recentMenu->addAction(shown, this, [this, path] { openPaths({path}); });
        action->setEnabled(QFileInfo::exists(path));
    }
    if (recent.isEmpty()) m_recentMenu->addAction(tr("Nothing opened yet"))->setEnabled(false);
}

void MainWindow::fillPresets()
{
    m_presetMenu->clear();
    for (QAction* preset : m_room->actions()->presets())
        m_presetMenu->addAction(preset);
    if (m_presetMenu->isEmpty()) m_presetMenu->addAction(tr("No image"))->setEnabled(false);
}

void MainWindow::restoreSettings()
{
    const QSettings settings;
    // Most of the screen, so that a radiograph has room; a laptop's screen holds it all the same.
    const QSize screen = this->screen()->availableSize();
    resize(screen * 0.94);
    const int listAtMost = screen.width() * (screen.width() < 1500 ? 30 : 36) / 100;
    m_splitter->setSizes({qBound(300, m_worklist->wantedWidth(), listAtMost), screen.width()});
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_fullScreen->setChecked(isFullScreen());
    m_splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray());
    m_room->splitter()->restoreState(settings.value(QStringLiteral("window/room")).toByteArray());
    m_worklist->restoreColumns(settings.value(QStringLiteral("worklist/columns")).toByteArray());
    OverlaySwitches switches;
    switches.ai = settings.value(QStringLiteral("overlays/ai"), true).toBool();
    switches.boxes = settings.value(QStringLiteral("overlays/boxes"), true).toBool();
    switches.heatMap = settings.value(QStringLiteral("overlays/heatMap"), true).toBool();
    switches.planes = settings.value(QStringLiteral("overlays/planes"), true).toBool();
    switches.style.opacity = settings.value(QStringLiteral("overlays/opacity"), switches.style.opacity).toDouble();
    switches.style.threshold = settings.value(QStringLiteral("overlays/threshold"), switches.style.threshold).toDouble();
    m_room->actions()->setSwitches(switches);
    m_room->actions()->showTexts->setChecked(settings.value(QStringLiteral("overlays/texts"), true).toBool());
}

void MainWindow::saveSettings() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("window/room"), m_room->splitter()->saveState());
    settings.setValue(QStringLiteral("worklist/columns"), m_worklist->columnState());
    const OverlaySwitches& switches = m_room->actions()->switches();
    settings.setValue(QStringLiteral("overlays/ai"), switches.ai);
    settings.setValue(QStringLiteral("overlays/boxes"), switches.boxes);
    settings.setValue(QStringLiteral("overlays/heatMap"), switches.heatMap);
    settings.setValue(QStringLiteral("overlays/planes"), switches.planes);
    settings.setValue(QStringLiteral("overlays/opacity"), switches.style.opacity);
    settings.setValue(QStringLiteral("overlays/threshold"), switches.style.threshold);
    settings.setValue(QStringLiteral("overlays/texts"), m_room->actions()->showTexts->isChecked());
}

} // namespace lucency::ui
