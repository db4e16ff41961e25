#include "ui/training/trainingroom.h"

#include "ui/statepage.h"
#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/runpage.h"
#include "ui/training/runwords.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

QStringList foldersOf(const QMimeData* data)
{
    QStringList folders;
    for (const QUrl& url : data->urls())
        if (QFileInfo(url.toLocalFile()).isDir()) folders << url.toLocalFile();
    return folders;
}

} // namespace

TrainingRoom::TrainingRoom(app::TrainingQueue* queue, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_catalogue(new app::RunCatalogue(queue, this))
{
    setWindowTitle(tr("Training runs"));
    setAcceptDrops(true);
    makeWindow();
    connectQueue();
    showQueue();
    showWhatIsThere();
}

QWidget* TrainingRoom::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 4);
    const auto add = [&](const char* name, const QString& text, const QString& tip, const auto& slot) {
        auto* button = new QPushButton(text, bar);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, slot);
        row->addWidget(button);
        return button;
    };
    m_new = add("newRun", tr("New training …"), tr("Leads you from radiographs to a run"), [this] { Q_EMIT newRunAsked(); });
    m_open = add("openRuns", tr("Open run folder …"), tr("A run from elsewhere, also of lucency train; it may be dropped here, too"),
                 [this] { askForFolder(); });
    row->addStretch(1);
    m_up = add("earlier", tr("Earlier"), tr("Moves the chosen run forward in the queue"), [this] { moveRun(-1); });
    m_down = add("later", tr("Later"), tr("Moves the chosen run back in the queue"), [this] { moveRun(1); });
    m_pause =
        add("pauseQueue", tr("Pause the queue"),
            tr("The run that trains is saved after the batch in hand; nothing trains until you say so"), [this] { m_queue->pause(); });
    m_goOn = add("goOnQueue", tr("Let the queue go on"), tr("Trains the queued runs one after the other"), [this] { m_queue->goOn(); });
    return bar;
}

void TrainingRoom::makeWindow()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    m_notice = new Notice(this);
    m_fault = new Notice(this);
    for (auto* notice : {m_notice, m_fault}) {
        auto* margins = new QHBoxLayout;
        margins->setContentsMargins(12, 4, 12, 4);
        margins->addWidget(notice);
        column->addLayout(margins);
        notice->hide();
    }
    m_list = new QTableView(this);
    m_list->setModel(m_catalogue);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setAlternatingRowColors(true);
    m_list->setShowGrid(false);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(26);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    using app::RunCatalogue;
    for (const auto& [section, width] : {std::pair{RunCatalogue::Name, 250},
                                         {RunCatalogue::State, 170},
                                         {RunCatalogue::Epoch, 90},
                                         {RunCatalogue::Best, 110},
                                         {RunCatalogue::When, 150}})
        m_list->setColumnWidth(section, width);
    m_empty = new StatePage(this);
    m_newRun = new QAction(tr("New training …"), this);
    connect(m_newRun, &QAction::triggered, this, &TrainingRoom::newRunAsked);
    m_page = new RunPage(m_queue, m_catalogue, this);
    connect(m_page, &RunPage::resultAsked, this, &TrainingRoom::resultAsked);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 4);
    m_splitter->setSizes({170, 690});
    m_splitter->setChildrenCollapsible(false);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    column->addWidget(m_stack, 1);
}

void TrainingRoom::connectQueue()
{
    using app::RunCatalogue;
    using app::TrainingQueue;
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) m_page->showRun(current.data(RunCatalogue::FolderRole).toString());
        showQueue();
    });
    for (const auto signal : {&RunCatalogue::rowsInserted, &RunCatalogue::rowsRemoved})
        connect(m_catalogue, signal, this, &TrainingRoom::showWhatIsThere);
    connect(m_catalogue, &RunCatalogue::loaded, this, &TrainingRoom::showWhatIsThere);
    connect(m_catalogue, &RunCatalogue::opened, this, &TrainingRoom::showRun);
    connect(m_catalogue, &RunCatalogue::nothingFound, this, [this](const QString& folder) {
        tell(tr("%1 holds no training run. A run folder has a recipe.json in it.").arg(QDir::toNativeSeparators(folder)), false);
    });
    connect(m_catalogue, &RunCatalogue::noteFailed, this,
            [this](const QString&, const Failure& failure) { tell(tr("The note was not kept. %1").arg(runFailureText(failure)), true); });
    connect(m_queue, &TrainingQueue::changed, this, &TrainingRoom::showQueue);
    connect(m_queue, &TrainingQueue::added, this, [this](const QString& folder) {
        m_fault->hide();
        showRun(folder);
    });
    connect(m_queue, &TrainingQueue::addingFailed, this, [this](const QString& folder, const Failure& failure) {
        tell(tr("%1 cannot be put into the queue. %2").arg(QFileInfo(folder).fileName(), runFailureText(failure)), true);
    });
    connect(m_queue, &TrainingQueue::keepingFailed, this, [this](const Failure& failure) {
        tell(failure.kind == FailureKind::StoreBusy || failure.kind == FailureKind::CorruptFile
                 ? runFailureText(failure)
                 : tr("The queue cannot be kept for the next start. %1").arg(runFailureText(failure)),
             true);
    });
    connect(m_queue, &TrainingQueue::failed, this, [this](const QString& folder, const Failure& failure) {
        tell(tr("%1 was stopped by a fault. %2").arg(QFileInfo(folder).fileName(), runFailureText(failure)), true);
    });
    connect(m_queue, &TrainingQueue::reportFailed, this, [this](const QString& folder, const Failure& failure) {
        tell(tr("%1 is finished, only its report for printing is missing. %2").arg(QFileInfo(folder).fileName(), runFailureText(failure)),
             true);
    });
}

QString TrainingRoom::chosen() const
{
    const auto current = m_list->currentIndex();
    return current.isValid() ? current.data(app::RunCatalogue::FolderRole).toString() : QString();
}

void TrainingRoom::showQueue()
{
    const auto& runs = m_queue->runs();
    const bool held = m_queue->isHeld() && !runs.isEmpty(), stopping = m_queue->isTraining();
    m_pause->setVisible(!m_queue->isHeld() && !runs.isEmpty());
    m_goOn->setVisible(held);
    const bool waits = m_queue->stateOf(chosen()) == app::RunState::Waiting;
    m_up->setVisible(runs.size() > 1);
    m_down->setVisible(runs.size() > 1);
    m_up->setEnabled(waits);
    m_down->setEnabled(waits);
    QString text;
    if (held && runs[0].state == app::RunState::Interrupted)
        text = tr("%1 was interrupted when the program ended. Everything up to its last saved batch is there. Let it go on, or leave it "
                  "stopped.")
                   .arg(QFileInfo(runs[0].folder).fileName());
    else if (held && stopping)
        text = tr("The queue is being paused: the batch in hand ends, and everything is saved.");
    else if (held)
        text = tr("The queue stands still. Nothing trains until you let it go on.");
    m_notice->setVisible(!text.isEmpty());
    if (!text.isEmpty()) m_notice->setNotice(Notice::Tone::Neutral, text);
}

void TrainingRoom::showWhatIsThere()
{
    if (m_catalogue->rowCount() == 0) {
        if (m_catalogue->isLoading())
            m_empty->setState(QStringLiteral("waiting"), tr("Looking for training runs …"), {});
        else
            m_empty->setState(
                QStringLiteral("store"), tr("No training runs yet"),
                tr("Train a network on radiographs of your own: a few steps lead you from a folder of images to a model and a "
                   "report on how good it is. Run folders from elsewhere may be dropped here."),
                {m_newRun});
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentWidget(m_splitter);
    const auto wanted = m_catalogue->indexOf(m_wanted);
    if (wanted.isValid()) {
        m_wanted.clear();
        m_list->setCurrentIndex(wanted);
    } else if (!m_list->currentIndex().isValid()) {
        m_list->setCurrentIndex(m_catalogue->index(0, 0));
    }
}

void TrainingRoom::showRun(const QString& folder)
{
    m_wanted = folder;
    showWhatIsThere();
}

void TrainingRoom::openFolders(const QStringList& folders)
{
    for (const QString& folder : folders)
        m_catalogue->open(folder);
}

void TrainingRoom::askForFolder()
{
    auto* dialog = new QFileDialog(this, tr("Open a run folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_catalogue, &app::RunCatalogue::open);
    dialog->open();
}

void TrainingRoom::moveRun(int by)
{
    const QString folder = chosen();
    const auto& runs = m_queue->runs();
    const auto at = std::ranges::find(runs, folder, &app::QueuedRun::folder);
    if (at != runs.end()) m_queue->move(folder, static_cast<int>(at - runs.begin()) + by);
}

void TrainingRoom::tell(const QString& text, bool error)
{
    m_fault->setNotice(error ? Notice::Tone::Error : Notice::Tone::Warning, text);
    m_fault->show();
}

QString TrainingRoom::notice() const
{
    QStringList told;
    for (const auto* notice : {m_notice, m_fault})
        if (notice->isVisibleTo(this)) told << notice->text();
    return told.join(QLatin1Char('\n'));
}

/// What other programs did to the runs meanwhile is seen when the person comes back.
void TrainingRoom::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) m_catalogue->refresh();
    QWidget::changeEvent(event);
}

void TrainingRoom::dragEnterEvent(QDragEnterEvent* event)
{
    if (!foldersOf(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void TrainingRoom::dropEvent(QDropEvent* event)
{
    openFolders(foldersOf(event->mimeData()));
    event->acceptProposedAction();
}

void TrainingRoom::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_list->geometry().contains(m_list->parentWidget()->mapFromGlobal(event->globalPos())) || chosen().isEmpty()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int i = 0; i < RunControls::ActionCount; ++i) {
        auto* button = m_page->controls()->button(static_cast<RunControls::Action>(i));
        if (button->isVisibleTo(m_page->controls())) {
            auto* action = menu->addAction(button->text(), button, &QPushButton::click);
            action->setEnabled(button->isEnabled());
        }
    }
    menu->popup(event->globalPos());
}

} // namespace lucency::ui

#include "moc_trainingroom.cpp"
