#include "ui/evaluation/workbench.h"

#include "ui/evaluation/blocksview.h"
#include "ui/evaluation/correctionspage.h"
#include "ui/evaluation/figurespage.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/evaluation/operatingpanel.h"
#include "ui/failuretext.h"
#include "ui/statepage.h"
#include "ui/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

void colour(QLabel* label, const QColor& ink)
{
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, ink);
    label->setPalette(colours);
}

} // namespace

Workbench::Workbench(const QString& storePath, QWidget* parent)
    : QWidget(parent)
    , m_view(new app::ResultInView(this))
    , m_log(new app::CorrectionLog(storePath, this))
    , m_stack(new QStackedWidget(this))
    , m_state(new StatePage(this))
    , m_pages(new QTabWidget(this))
    , m_panel(new OperatingPanel(m_view, this))
    , m_openRun(new QAction(theme::icon(QStringLiteral("open-folder")), tr("Open a run …"), this))
    , m_openPredictions(new QAction(theme::icon(QStringLiteral("open-files")), tr("Open predictions …"), this))
    , m_chooseLabels(new QAction(theme::icon(QStringLiteral("open-files")), tr("Choose a table of labels …"), this))
{
    setAcceptDrops(true);
    setWindowTitle(tr("Evaluation"));
    connect(m_openRun, &QAction::triggered, this, &Workbench::askRun);
    connect(m_openPredictions, &QAction::triggered, this, &Workbench::askPredictions);
    connect(m_chooseLabels, &QAction::triggered, this, [this] { askLabels(m_labelsFor); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeToolBar();
    makePages();
    m_state->setState(
        QStringLiteral("worklist"), tr("No run is open"),
        tr("Open the folder of a finished training run, or a table of predictions of any program. You can also drop one here."),
        {m_openRun, m_openPredictions});
    m_stack->addWidget(m_state);
    auto* splitter = new QSplitter(this);
    auto* scroll = new QScrollArea(splitter);
    scroll->setWidget(m_panel);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(310);
    splitter->addWidget(scroll);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({330, 1000});
    splitter->setCollapsible(0, false);
    splitter->setCollapsible(1, false);
    m_stack->addWidget(splitter);
    column->addWidget(m_stack, 1);
    m_message = new QLabel(this);
    m_message->setContentsMargins(10, 3, 10, 4);
    m_message->setWordWrap(true);
    column->addWidget(m_message);
    m_message->hide();
    m_messageTime.setSingleShot(true);
    connect(&m_messageTime, &QTimer::timeout, m_message, &QLabel::hide);
    connectParts();
    refreshHeader();
    m_log->reload();
}

Workbench::~Workbench() = default;

void Workbench::makeToolBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 2);
    const auto button = [&](QAction* action) {
        auto* made = new QPushButton(action->icon(), action->text(), bar);
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(made);
    };
    button(m_openRun);
    button(m_openPredictions);
    m_results = new QComboBox(bar);
    m_results->setAccessibleName(tr("Opened results"));
    m_results->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_results);
    row->addStretch(1);
    m_corrected = new QCheckBox(tr("With corrected labels"), bar);
    m_corrected->setToolTip(tr("Figures count what people said in place of the source's labels, and leave out what they excluded"));
    row->addWidget(m_corrected);
    m_folderButton = new QPushButton(theme::icon(QStringLiteral("open-folder")), tr("Folder of the images …"), bar);
    row->addWidget(m_folderButton);
    m_reportButton = new QPushButton(tr("Report …"), bar);
    m_reportButton->setToolTip(tr("Report as PDF and HTML, and every figure as PNG, SVG and CSV, at the operating points as they are now"));
    row->addWidget(m_reportButton);
    m_useButton = new QPushButton(tr("Into use …"), bar);
    m_useButton->setToolTip(tr("Goes to the page on which this model is compared with the one in use, and taken into use"));
    row->addWidget(m_useButton);
    m_measured = new QLabel(this);
    m_faults = new QLabel(this);
    for (auto* label : {m_measured, m_faults}) {
        label->setWordWrap(true);
        label->setContentsMargins(10, 2, 10, 2);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    colour(m_faults, theme::warning());
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(bar);
    column->addWidget(m_measured);
    column->addWidget(m_faults);
    connect(m_results, &QComboBox::activated, this, [this](int index) { showOpened(static_cast<std::size_t>(index)); });
    connect(m_corrected, &QCheckBox::toggled, this, [this] { remakeCorrected(); });
    connect(m_folderButton, &QPushButton::clicked, this, &Workbench::askDataFolder);
    connect(m_reportButton, &QPushButton::clicked, this, &Workbench::askFiles);
    connect(m_useButton, &QPushButton::clicked, this, [this] { Q_EMIT intoUseAsked(runFolder()); });
}

void Workbench::makePages()
{
    m_figures = new FiguresPage(m_view, this);
    m_numbers = new BlocksView(this);
    m_groups = new BlocksView(this);
    m_overall = new BlocksView(this);
    m_training = new BlocksView(this);
    m_data = new BlocksView(this);
    m_compare = new ComparePage(m_view, this);
    m_gallery = new GalleryPage(m_view, m_log, this);
    m_corrections = new CorrectionsPage(this);
    m_pages->addTab(m_figures, tr("Figures"));
    m_pages->addTab(m_numbers, tr("Numbers"));
    auto* groups = new QWidget(this);
    auto* groupColumn = new QVBoxLayout(groups);
    groupColumn->setContentsMargins(0, 0, 0, 0);
    m_boxesButton = new QPushButton(tr("Measure heat maps against boxes …"), groups);
    m_boxesButton->setToolTip(
        tr("A table Image Index,Finding Label,Bbox [x,y,w,h] of boxes drawn by people: does the hottest point of the map lie in them?"));
    connect(m_boxesButton, &QPushButton::clicked, this, &Workbench::askBoxes);
    groupColumn->addWidget(m_groups, 1);
    groupColumn->addWidget(m_boxesButton, 0, Qt::AlignLeft);
    groupColumn->setContentsMargins(8, 4, 8, 6);
    m_pages->addTab(groups, tr("Groups and places"));
    m_pages->addTab(m_overall, tr("All findings"));
    m_pages->addTab(m_gallery, tr("Images"));
    m_pages->addTab(m_corrections, tr("Corrections"));
    m_pages->addTab(m_compare, tr("Compare"));
    m_pages->addTab(m_training, tr("Training"));
    m_pages->addTab(m_data, tr("Data"));
    m_pages->setDocumentMode(true);
}

void Workbench::connectParts()
{
    connect(m_pages, &QTabWidget::currentChanged, this, &Workbench::refreshPage);
    connect(m_view, &app::ResultInView::resultChanged, this, [this] {
        refreshHeader();
        staleAll();
    });
    connect(m_view, &app::ResultInView::findingChanged, this, &Workbench::staleAll);
    connect(m_view, &app::ResultInView::findingChanged, m_gallery, [this] { m_gallery->showAll(); });
    connect(m_view, &app::ResultInView::pointChanged, this, &Workbench::staleAll);
    connect(m_view, &app::ResultInView::intervalsChanged, this, &Workbench::staleAll);
    for (auto* page : {m_groups, m_overall}) {
        connect(page, &BlocksView::spotChosen, this, &Workbench::chooseSpot);
        connect(page, &BlocksView::saveFailed, this, [this](const Failure& failure) { say(failureText(failure)); });
    }
    connect(m_training, &BlocksView::saveFailed, this, [this](const Failure& failure) { say(failureText(failure)); });
    connect(m_figures, &FiguresPage::spotChosen, this, &Workbench::chooseSpot);
    connect(m_figures, &FiguresPage::saveFailed, this, [this](const Failure& failure) { say(failureText(failure)); });
    connect(m_compare, &ComparePage::openAsked, this, &Workbench::askRun);
    connect(m_compare, &ComparePage::saveFailed, this, [this](const Failure& failure) { say(failureText(failure)); });
    connect(m_compare, &ComparePage::imagesAsked, this, [this](const std::vector<std::uint32_t>& images, const QString& title) {
        m_pages->setCurrentWidget(m_gallery);
        m_gallery->showImages(images, title);
    });
    connect(m_gallery, &GalleryPage::imageAsked, this, &Workbench::imageAsked);
    connect(m_gallery, &GalleryPage::said, this, &Workbench::say);
    connect(m_gallery, &GalleryPage::exportAsked, this, &Workbench::askExport);
    connect(m_corrections, &CorrectionsPage::imageAsked, this, &Workbench::imageAsked);
    connect(m_corrections, &CorrectionsPage::undoAsked, this, [this](const app::Correction& entry) {
        app::Correction undo = entry;
        undo.kind = app::CorrectionKind::Undo;
        undo.undoes = entry.id;
        undo.who = app::CorrectionLog::who();
        undo.when = 0;
        undo.reason = tr("taken back");
        m_log->add({undo});
    });
    connect(m_log, &app::CorrectionLog::changed, this, &Workbench::historyChanged);
    connect(m_log, &app::CorrectionLog::failed, this, [this](const Failure& failure, const std::vector<app::Correction>& entries) {
        say(entries.empty() ? tr("What people said of images cannot be read: %1").arg(failureText(failure))
                            : tr("Not stored: %1").arg(failureText(failure)));
        // What was anticipated did not come true.
        if (!entries.empty()) matchCorrections();
    });
}

} // namespace lucency::ui
