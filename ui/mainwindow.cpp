#include "ui/mainwindow.h"

#include "ui/backgroundstatus.h"
#include "ui/failuretext.h"
#include "ui/importreport.h"
#include "ui/modelmenu.h"
#include "ui/reading/readingroom.h"
#include "ui/training/notice.h"
#include "ui/trainingmenu.h"
#include "ui/worklist/worklistpanel.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStatusBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

namespace {

constexpr int recentKept = 8;

/// Never a move, whatever the file manager proposes: after an accepted move it removes the originals.
void takeCopy(QDropEvent* event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

/// For the status bar, which cuts off what is too long for it: the path may be, the reason must not.
QString reasonFirst(const Failure& failure)
{
    return QStringLiteral("%1: %2").arg(failureTitle(failure.kind), failureText(failure));
}

} // namespace

MainWindow::MainWindow(app::Store store, WindowContext context, QWidget* parent)
    : QMainWindow(parent)
    , m_store(std::move(store))
    , m_context(std::move(context))
    , m_model(new app::WorklistModel(m_store.path(), this))
    , m_queue(new app::InferenceQueue(m_store.path(), m_context.scorers, this))
    , m_importer(new app::Importer(m_store.path(), this))
    , m_room(new ReadingRoom(m_store, m_queue, m_context.read, m_context.preview, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_storeNotice(new Notice(this))
{
    setWindowTitle(tr("Lucency"));
    setAcceptDrops(true);
    makeActions();
    m_worklist = new WorklistPanel(m_model, {m_openFiles, m_openFolder}, this);
    m_room->setWelcome(tr("Nothing open"),
                       tr("Choose a study in the worklist, or drop radiographs, folders or a DICOMDIR anywhere in this window."),
                       {m_openFiles, m_openFolder});
    m_splitter->addWidget(m_worklist);
    m_splitter->addWidget(m_room);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setCollapsible(1, false);
    m_storeNotice->hide();
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_storeNotice);
    setCentralWidget(centre);
    makeMenus();
    makeToolBar();
    makeStatusBar();
    connectBackground();
    restoreSettings();
    m_worklist->focusFilter();
    m_model->load();
    useModel(QSettings().value(QStringLiteral("model"), m_context.modelFile).toString());
}

MainWindow::~MainWindow()
{
    // The workers stop before the widgets that listen to them go.
    delete m_trainingMenu;
    delete m_importer;
    delete m_queue;
}

void MainWindow::connectBackground()
{
    connect(m_worklist, &WorklistPanel::studyChosen, this, [this](qint64 study) {
        m_openFirst = false; // the reader has moved on: what an import brings must not take the screen
        openStudy(study);
    });
    connect(m_worklist, &WorklistPanel::rescoreAsked, m_queue, &app::InferenceQueue::rescoreFormer);
    connect(m_room->actions(), &ViewActions::switchesChanged, m_worklist,
            [this](const OverlaySwitches& switches) { m_worklist->setResultsShown(switches.ai); });
    // In the view itself Space pans, too, while it is held; of buttons it is the key.
    for (QWidget* list : {static_cast<QWidget*>(m_worklist->table()), static_cast<QWidget*>(m_room->strip())})
        connect(new QShortcut(Qt::Key_Space, list, static_cast<const char*>(nullptr), nullptr, Qt::WidgetShortcut), &QShortcut::activated,
                m_room->actions()->reset, &QAction::trigger);
    connect(m_room, &ReadingRoom::menuRequested, this, [this](QPoint global) { m_contextMenu->popup(global); });

    connect(m_importer, &app::Importer::started, this, [this] { m_importing->setProgress(0, 0, -1); });
    connect(m_importer, &app::Importer::progress, this,
            [this](int found, int done, double secondsLeft) { m_importing->setProgress(done, found, secondsLeft); });
    connect(m_importer, &app::Importer::studiesChanged, this, [this](const QList<qint64>& studies, const QList<qint64>& images) {
        m_model->refresh(studies);
        m_queue->enqueue(images);
        // The first study of what was opened is shown while the rest still arrives.
        if (m_openFirst && !studies.isEmpty()) {
            m_openFirst = false;
            openStudy(studies.first());
        } else {
            m_room->refreshImages(images);
        }
    });
    connect(m_importer, &app::Importer::finished, this, &MainWindow::importFinished);
    connect(m_importer, &app::Importer::failed, this, [this](const Failure& failure) {
        m_importing->finish();
        m_openFirst = false;
        app::ImportSummary summary;
        summary.failures << failure;
        importFinished(summary);
    });
    connect(m_importing, &BackgroundStatus::stopAsked, m_importer, &app::Importer::stop);

    connect(m_queue, &app::InferenceQueue::studiesChanged, m_model, &app::WorklistModel::refresh);
    connect(m_queue, &app::InferenceQueue::allStudiesChanged, m_model, &app::WorklistModel::load);
    connect(m_queue, &app::InferenceQueue::progress, this, [this](int doneImages, int total, double secondsLeft) {
        if (total == 0) return m_scoring->finish();
        m_scoring->setProgress(doneImages, total, secondsLeft);
    });
    connect(m_scoring, &BackgroundStatus::stopAsked, this, [this] {
        m_queue->stop();
        m_scoring->finish();
        statusBar()->showMessage(tr("Scoring stopped. Studies are still scored when they are opened."), 8000);
    });
    connect(m_queue, &app::InferenceQueue::modelLoading, this, [this] { m_modelLabel->setText(tr("Loading the model ...")); });
    connect(m_queue, &app::InferenceQueue::modelLoaded, this, [this](const std::shared_ptr<const model::ModelManifest>& manifest) {
        m_modelInUse = tr("Model: %1 %2").arg(QString::fromStdString(manifest->name), QString::fromStdString(manifest->version));
        m_modelLabel->setText(m_modelInUse);
        m_modelLabel->setToolTip({});
        m_modelMenu->setInUse(m_modelAsked, *manifest);
        m_trainingMenu->setModelInUse(m_modelAsked);
        // The reader's choice holds at the next start too; one that fails is forgotten, and the one before is kept.
        QSettings settings;
        if (m_modelAsked == m_context.modelFile)
            settings.remove(QStringLiteral("model"));
        else
            settings.setValue(QStringLiteral("model"), m_modelAsked);
    });
    connect(m_queue, &app::InferenceQueue::modelFailed, this, [this](const Failure& failure) {
        m_modelLabel->setText(m_modelInUse.isEmpty() ? tr("No model") : m_modelInUse); // the one before stays in use
        m_modelLabel->setToolTip(failureText(failure));
        statusBar()->showMessage(reasonFirst(failure), 15000);
    });
    connect(m_queue, &app::InferenceQueue::storeFailed, this, &MainWindow::tellStoreFailed);
    connect(m_queue, &app::InferenceQueue::backupFailed, this, [this](const Failure& failure) {
        statusBar()->showMessage(tr("No backup of the worklist was made today. %1").arg(reasonFirst(failure)), 15000);
    });
    connect(m_queue, &app::InferenceQueue::storeRecovered, this, [this] {
        m_storeNotice->hide();
        m_scoring->setWaiting(false);
    });
}

/// Above the status bar and not in it, because that cuts off what is too long for it, and this says what to do.
void MainWindow::tellStoreFailed(const Failure& failure)
{
    QString text = reasonFirst(failure);
    const bool waits = failure.kind != FailureKind::StoreDamaged; // which is of former scores, found beside the work
    if (waits && !m_scoring->isHidden()) text += QLatin1Char(' ') + tr("Scoring waits for it and goes on by itself.");
    m_scoring->setWaiting(waits);
    m_storeNotice->setNotice(Notice::Tone::Error, text);
    m_storeNotice->show();
}

void MainWindow::openPaths(const QStringList& paths)
{
    if (paths.isEmpty()) return;
    rememberRecent(paths);
    // The next key is for what is opened: "a" for a read of one's own first must not become a word of the filter.
    if (focusWidget() == m_worklist->filterBox()) m_worklist->focusList();
    m_openFirst = true;
    m_importer->importPaths(paths);
}

void MainWindow::importFinished(const app::ImportSummary& summary)
{
    m_importing->finish();
    m_lastImport = summary;
    // All of it was known already: open it all the same.
    if (m_openFirst && !summary.studies.isEmpty()) openStudy(summary.studies.first());
    m_openFirst = false;
    m_room->refreshImages(); // tables are joined at the end
    m_reportButton->setText(importLine(summary));
    m_reportButton->setVisible(true);
    if (m_report) m_report->setSummary(summary);
    // When nothing could be used, when the store took no more, or when it is in doubt what an image shows, the reader must see why; else
    // the button says it in passing.
    const bool nothing = !summary.failures.isEmpty() && summary.studies.isEmpty();
    if ((nothing || summary.notReached > 0 || !summary.sameIdentity.isEmpty()) && !summary.stopped) showImportReport();
}

void MainWindow::showImportReport()
{
    if (!m_report) m_report = new ImportReport(this);
    m_report->setSummary(m_lastImport);
    m_report->show();
    m_report->raise();
}

void MainWindow::openStudy(qint64 study)
{
    if (study != m_room->study()) m_room->openStudy(study);
    m_worklist->select(study);
}

void MainWindow::openFiles()
{
    QSettings settings;
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Open radiographs"), settings.value(QStringLiteral("folder")).toString(),
        tr("Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp DICOMDIR);;Label tables (*.csv);;All files (*)"));
    if (files.isEmpty()) return;
    settings.setValue(QStringLiteral("folder"), QFileInfo(files.first()).absolutePath());
    openPaths(files);
}

void MainWindow::openFolder()
{
    QSettings settings;
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open a folder"), settings.value(QStringLiteral("folder")).toString());
    if (folder.isEmpty()) return;
    settings.setValue(QStringLiteral("folder"), folder);
    openPaths({folder});
}

void MainWindow::useModel(const QString& file, bool scoreAnew)
{
    m_modelAsked = file;
    m_queue->setModel(file, scoreAnew ? app::InferenceQueue::Former::ScoreAnew : app::InferenceQueue::Former::Keep);
}

void MainWindow::rememberRecent(const QStringList& paths)
{
    QSettings settings;
    QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    for (const QString& path : paths) {
        if (path.contains(QLatin1String("://"))) continue; // an address, which cannot be opened
        recent.removeAll(path);
        recent.prepend(path);
    }
    settings.setValue(QStringLiteral("recent"), recent.mid(0, recentKept));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_trainingMenu->mayClose()) return event->ignore();
    saveSettings();
    m_importer->stop();
    m_queue->stop();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (std::ranges::any_of(urls, &QUrl::isLocalFile)) takeCopy(event);
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event)
{
    takeCopy(event);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        paths << (url.isLocalFile() ? url.toLocalFile() : url.toDisplayString()); // the report says why an address is not opened
    takeCopy(event);
    openPaths(paths);
}

} // namespace lucency::ui
