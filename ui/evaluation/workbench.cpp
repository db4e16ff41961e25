#include "ui/evaluation/workbench.h"

#include "app/report/sections.h"
#include "ui/evaluation/blocksview.h"
#include "ui/evaluation/correctionspage.h"
#include "ui/evaluation/figurespage.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/evaluation/gallerypage.h"
#include "ui/evaluation/operatingpanel.h"
#include "ui/evaluation/resultfiles.h"
#include "ui/failuretext.h"
#include "ui/statepage.h"
#include "ui/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

namespace {

using namespace app::report;

constexpr int messageMilliseconds = 8000;

void colour(QLabel* label, const QColor& ink)
{
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, ink);
    label->setPalette(colours);
}

QString whole(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
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

QString Workbench::runFolder() const
{
    return m_view->isOpen() && m_view->shown().ofRun ? QString::fromStdString(m_view->shown().source.string()) : QString();
}

QString Workbench::messageText() const
{
    return m_message->text();
}

QString Workbench::faultsText() const
{
    return m_faults->text();
}

QString Workbench::measuredText() const
{
    return m_measured->text();
}

void Workbench::say(const QString& words)
{
    m_message->setText(words);
    m_message->show();
    m_messageTime.start(messageMilliseconds);
}

void Workbench::openRun(const QString& runFolder)
{
    m_opening = true;
    m_state->setState(QStringLiteral("waiting"), tr("Being opened …"), runFolder);
    m_stack->setCurrentIndex(0);
    m_opener.start([this, runFolder](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, runFolder, opened = app::openRun(runFolder.toStdString(), {}, stop)] { take(opened, runFolder, false); };
    });
}

void Workbench::openPredictions(const QString& csv, const QString& labels)
{
    m_opening = true;
    m_state->setState(QStringLiteral("waiting"), tr("Being opened …"), csv);
    m_stack->setCurrentIndex(0);
    m_opener.start([this, csv, labels](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, csv, opened = app::openPredictions(csv.toStdString(), labels.toStdString(), {}, stop)] { take(opened, csv, true); };
    });
}

void Workbench::take(const Result<app::OpenedResultPointer>& opened, const QString& source, bool isTable)
{
    m_opening = false;
    if (!opened) {
        if (opened.error().kind == FailureKind::Cancelled) return;
        showFailure(opened.error(), source, isTable);
        Q_EMIT openingFailed(opened.error());
        return;
    }
    rememberPoints();
    const auto same = std::ranges::find_if(m_all, [&](const Opened& each) { return each.result->source == (*opened)->source; });
    const auto at = static_cast<std::size_t>(same - m_all.begin());
    if (same == m_all.end())
        m_all.push_back({*opened, (*opened)->points});
    else
        *same = {*opened, (*opened)->points};
    m_showing = false;
    showOpened(at);
    Q_EMIT this->opened(source);
}

void Workbench::showFailure(const Failure& failure, const QString& source, bool isTable)
{
    const bool labels = isTable && (failure.kind == FailureKind::NoLabelledImages || failure.kind == FailureKind::MissingColumn);
    QString text = failureText(failure);
    if (failure.kind == FailureKind::MissingColumn && isTable)
        text = tr("%1 has no column “%2”. Predictions need the columns path, patient_id, finding, label and probability; labels may come "
                  "from a table of their own.")
                   .arg(source, QString::fromStdString(failure.detail));
    else if (failure.kind == FailureKind::NoLabelledImages)
        text = tr("%1: no image has a label, so nothing can be measured. A table of labels can be added.").arg(source);
    else if (!failure.detail.empty())
        text += QStringLiteral(" (%1)").arg(QString::fromStdString(failure.detail));
    m_labelsFor = source;
    QList<QAction*> actions{m_openRun, m_openPredictions};
    if (labels) actions.prepend(m_chooseLabels);
    // What is open stays open; the failure is told beside it.
    if (!m_all.empty()) {
        m_stack->setCurrentIndex(1);
        if (labels) m_state->setState(QStringLiteral("warning"), tr("It cannot be measured yet"), text, actions, StatePage::Tone::Warning);
        if (labels) m_stack->setCurrentIndex(0);
        return say(tr("Not opened: %1").arg(text));
    }
    m_state->setState(QStringLiteral("warning"), tr("It cannot be opened"), text, actions, StatePage::Tone::Error);
    m_stack->setCurrentIndex(0);
}

void Workbench::rememberPoints()
{
    if (m_showing && !m_view->isCorrected() && m_current < m_all.size() && m_view->isMovable()) m_all[m_current].points = m_view->points();
}

void Workbench::showOpened(std::size_t which)
{
    rememberPoints();
    m_current = which;
    m_showing = true;
    m_said.clear();
    m_gallery->setCorrections({});
    const QSignalBlocker quiet(m_corrected);
    m_corrected->setChecked(false);
    m_view->setResult(m_all[which].result, m_all[which].points);
    m_results->clear();
    std::vector<ComparePage::Other> others;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        m_results->addItem(QString::fromStdString(m_all[i].result->name));
        m_results->setItemData(static_cast<int>(i), QString::fromStdString(m_all[i].result->source.string()), Qt::ToolTipRole);
        if (i != which && !m_all[i].result->findings.empty()) others.push_back({m_all[i].result, m_all[i].points});
    }
    m_results->setCurrentIndex(static_cast<int>(which));
    m_compare->setOthers(std::move(others));
    m_gallery->showAll();
    m_stack->setCurrentIndex(1);
    matchCorrections();
}

void Workbench::refreshHeader()
{
    const bool open = m_view->isOpen();
    m_results->setVisible(open);
    for (QWidget* control : std::initializer_list<QWidget*>{m_corrected, m_folderButton, m_reportButton, m_useButton})
        control->setVisible(open);
    m_measured->setVisible(open);
    m_faults->setVisible(false);
    if (!open) return;
    const auto& shown = m_view->shown();
    m_useButton->setVisible(shown.ofRun && !shown.modelFile.empty());
    m_corrected->setEnabled(m_view->isMovable());
    m_boxesButton->setVisible(m_view->isMovable() && !shown.modelFile.empty());
    const auto& material = shown.material;
    QString text = QStringLiteral("<b>%1</b> · ").arg(QString::fromStdString(shown.name).toHtmlEscaped());
    if (!material.model.empty()) text += QString::fromStdString(material.model).toHtmlEscaped() + QStringLiteral(" · ");
    text += shown.part == "test"
                ? tr("measured on the test part: %1 images of %2 people whom the model never saw.")
                      .arg(whole(static_cast<std::size_t>(material.images)), whole(static_cast<std::size_t>(material.patients)))
            : shown.ofRun ? tr("measured on all %1 predicted images of %2 people: which of them were trained on is not known.")
                                .arg(whole(static_cast<std::size_t>(material.images)), whole(static_cast<std::size_t>(material.patients)))
                          : tr("measured on all %1 images of %2 people in the file.")
                                .arg(whole(static_cast<std::size_t>(material.images)), whole(static_cast<std::size_t>(material.patients)));
    if (m_view->isCorrected())
        text += QStringLiteral(" <b>") +
                tr("With corrected labels: %1 labels changed, %2 images excluded; not the source's figures.")
                    .arg(whole(shown.correctedLabels), whole(shown.excludedImages)) +
                QStringLiteral("</b>");
    text += QStringLiteral(" <b style=\"color:%1\">%2</b>").arg(theme::warning().name(), tr("Not for primary diagnosis."));
    m_measured->setText(text);
    QStringList faults;
    for (const auto& fault : shown.faults)
        faults << failureText(fault);
    if (!shown.faults.empty()) faults << tr("What could be read without these is shown.");
    for (const auto& finding : shown.reportOfOthers)
        faults << tr("%1: report.json counts other images than predictions.csv does; the figures here are those of predictions.csv.")
                      .arg(findingTitle(finding));
    if (shown.ofRun && shown.dataFolder.empty())
        faults << tr("Where the images of this run lie is not known: choose “Folder of the images …” to see them.");
    faults << cautions(material);
    m_faults->setText(faults.join(QLatin1Char(' ')));
    m_faults->setVisible(!faults.isEmpty());
    m_pages->setTabVisible(m_pages->indexOf(m_overall), m_view->findingCount() > 1);
    m_pages->setTabVisible(m_pages->indexOf(m_training), !material.history.empty() && material.recipe.has_value());
    m_pages->setTabVisible(m_pages->indexOf(m_data), shown.ofRun && material.split.has_value());
}

void Workbench::staleAll()
{
    m_stale = {m_figures, m_numbers, m_groups, m_overall, m_training, m_data, m_compare, m_gallery};
    refreshPage();
}

/// Only the page that is looked at follows at once.
void Workbench::refreshPage()
{
    QWidget* page = m_pages->currentWidget();
    if (page && page->isAncestorOf(m_groups)) page = m_groups;
    const auto stale = std::ranges::find(m_stale, page);
    if (!m_view->isOpen() || stale == m_stale.end()) return;
    m_stale.erase(stale);
    // Chapters are made of the whole material; the figures beside need none of it.
    const bool isChapter = page == m_numbers || page == m_groups || page == m_overall;
    const Material material = isChapter ? m_view->material() : Material();
    const auto at = static_cast<std::size_t>(m_view->finding());
    const ReportedFinding* shown = at < material.findings.size() ? &material.findings[at] : nullptr;
    Blocks blocks;
    if (page == m_figures) {
        m_figures->refresh();
    } else if (page == m_numbers) {
        if (shown) addNumbers(blocks, material, *shown);
        if (shown && !m_view->hasAllIntervals(m_view->finding()))
            blocks.push_back(Paragraph{tr("Intervals that need resampling of patients are being computed …"), Paragraph::Kind::Note});
        else
            blocks.push_back(Paragraph{QString(), Paragraph::Kind::Note});
        m_numbers->setBlocks(blocks);
    } else if (page == m_groups) {
        if (shown) addGroupsAndPlaces(blocks, *shown);
        if (shown && !shown->localisation)
            blocks.push_back(
                Paragraph{tr("Whether the heat maps point at the right place was not measured: no boxes drawn by people were given."),
                          Paragraph::Kind::Note});
        m_groups->setBlocks(blocks);
    } else if (page == m_overall) {
        addOverall(blocks, material);
        m_overall->setBlocks(blocks);
    } else if (page == m_training) {
        addTraining(blocks, m_view->shown().material);
        m_training->setBlocks(blocks);
    } else if (page == m_data) {
        addData(blocks, m_view->shown().material);
        m_data->setBlocks(blocks);
    } else if (page == m_compare) {
        m_compare->refresh();
    } else if (page == m_gallery) {
        m_gallery->refresh();
    }
}

void Workbench::chooseSpot(const QString& key)
{
    if (key.startsWith(QLatin1String("finding="))) {
        const int finding = m_view->isMovable() ? m_view->shown().indexOf(key.mid(8).toStdString()) : -1;
        if (finding < 0) return;
        m_view->setFinding(finding);
        m_pages->setCurrentWidget(m_figures);
        return;
    }
    if (!m_view->isMovable()) return say(tr("The predictions of this run cannot be read, so the images behind a number are not known."));
    const auto& ranked = m_view->shown().findings[static_cast<std::size_t>(m_view->finding())];
    const auto asked = app::imagesOfSpot(ranked, key, m_view->point(m_view->finding()).threshold);
    if (!asked) return;
    if (!asked->filter.groupKind.empty() && !ranked.knowsGroups(asked->filter.groupKind))
        return say(tr("Which images belong to this group is known to the run's report alone: the predictions do not tell it."));
    m_pages->setCurrentWidget(m_gallery);
    m_gallery->showAsked(*asked);
}

void Workbench::historyChanged(const std::vector<app::Correction>& history)
{
    m_history = history;
    m_gallery->setHistory(history);
    m_corrections->setHistory(history);
    matchCorrections();
}

void Workbench::matchCorrections()
{
    if (!m_view->isOpen()) return;
    m_matcher.start([this, result = m_view->source(), history = m_history](const std::stop_token& stop,
                                                                           const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, said = app::correctionsOf(*result, app::effectOf(history), stop)] {
            m_said = said;
            m_gallery->setCorrections(said);
            if (m_corrected->isChecked()) remakeCorrected();
        };
    });
}

void Workbench::setCorrectedShown(bool shown)
{
    m_corrected->setChecked(shown);
}

void Workbench::remakeCorrected()
{
    if (!m_view->isOpen()) return;
    if (!m_corrected->isChecked()) {
        m_corrector.stop();
        return m_view->setCorrected(nullptr);
    }
    rememberPoints();
    m_corrector.start([this, result = m_view->source(), said = m_said](const std::stop_token& stop,
                                                                       const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        return [this, made = app::withCorrections(*result, said, stop)] {
            if (made && !(*made)->findings.empty()) return m_view->setCorrected(*made);
            m_corrected->setChecked(false);
            say(made ? tr("With the corrections no image has a label any more.") : failureText(made.error()));
        };
    });
}

void Workbench::setDataFolder(const QString& folder)
{
    if (!m_view->isOpen()) return;
    auto& entry = m_all[m_current];
    rememberPoints();
    entry.result = app::withDataFolder(*entry.result, folder.toStdString());
    showOpened(m_current);
}

void Workbench::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void Workbench::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    for (const auto& url : urls) {
        const QFileInfo file(url.toLocalFile());
        if (file.isDir())
            openRun(file.absoluteFilePath());
        else if (file.isFile())
            openPredictions(file.absoluteFilePath());
    }
}

} // namespace lucency::ui
