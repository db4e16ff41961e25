#include "ui/worklist/worklistpanel.h"

#include "ui/failuretext.h"
#include "ui/reading/words.h"
#include "ui/statepage.h"
#include "ui/worklist/worklistdelegate.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lucency::ui {

using app::StudyStatus;
using app::WorklistModel;

WorklistPanel::WorklistPanel(WorklistModel* model, QList<QAction*> openActions, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_openActions(std::move(openActions))
    , m_filter(new QLineEdit(this))
    , m_status(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_state(new StatePage(this))
    , m_former(new QWidget(this))
    , m_formerText(new QLabel(m_former))
    , m_readAgain(new QAction(tr("Read again"), this))
{
    m_filter->setPlaceholderText(tr("Filter: name, id, date, finding"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter of the worklist"));
    m_filter->setAcceptDrops(false); // a file dropped here is for the window, not words for the filter
    m_filter->installEventFilter(this);
    m_status->setAccessibleName(tr("Status shown"));
    m_status->addItem(tr("All"), -1);
    for (const auto status :
         {StudyStatus::New, StudyStatus::Queued, StudyStatus::Scored, StudyStatus::Refused, StudyStatus::Failed, StudyStatus::Outdated})
        m_status->addItem(WorklistModel::statusName(status), static_cast<int>(status));

    // Before the table's own selection hears of it.
    connect(m_model, &WorklistModel::rowsAboutToBeRemoved, this, &WorklistPanel::letGo);
    m_model->setFindingNames(findingName);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new WorklistDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(m_model->sortColumn(), m_model->sortOrder());
    m_table->setAccessibleName(tr("Worklist"));
    m_table->installEventFilter(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int letter = fontMetrics().averageCharWidth();
    const std::pair<int, int> widths[] = {{WorklistModel::PriorityColumn, 10},   {WorklistModel::StatusColumn, 15},
                                          {WorklistModel::NameColumn, 22},       {WorklistModel::PatientIdColumn, 13},
                                          {WorklistModel::DateColumn, 12},       {WorklistModel::FindingColumn, 18},
                                          {WorklistModel::ProbabilityColumn, 8}, {WorklistModel::DescriptionColumn, 26},
                                          {WorklistModel::ImagesColumn, 8},      {WorklistModel::ModelColumn, 20}};
    for (const auto& [column, letters] : widths)
        m_table->setColumnWidth(column, letters * letter + 8);
    // Numbers of follow-ups, and headings beside the arrow of the order, are read in whole in every language.
    const int followUp = fontMetrics().horizontalAdvance(app::WorklistTable::followUpText({}, 888)) + letter;
    for (const auto& [column, least] : {std::pair(WorklistModel::PriorityColumn, 0), std::pair(WorklistModel::ProbabilityColumn, 0),
                                        std::pair(WorklistModel::DateColumn, followUp)})
        m_table->setColumnWidth(column, std::max({m_table->columnWidth(column), header->sectionSizeHint(column), least}));
    // What decides the next read comes first: priority, who, what the model found.
    header->moveSection(header->visualIndex(WorklistModel::NameColumn), 1);
    header->moveSection(header->visualIndex(WorklistModel::FindingColumn), 2);
    header->moveSection(header->visualIndex(WorklistModel::ProbabilityColumn), 3);
    header->moveSection(header->visualIndex(WorklistModel::DateColumn), 4);
    m_table->setColumnHidden(WorklistModel::AccessionColumn, true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](QPoint at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(menu);
        menu->popup(header->mapToGlobal(at));
    });

    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(6, 6, 6, 4);
    top->addWidget(m_filter, 1);
    top->addWidget(m_status);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_stack, 1);
    m_formerText->setWordWrap(true);
    auto* rescore = new QPushButton(tr("Score them anew"), m_former);
    rescore->setObjectName(QStringLiteral("rescore"));
    rescore->setToolTip(tr("In the background, by the model in use. Each study is scored anew when you open it, too."));
    connect(rescore, &QPushButton::clicked, this, &WorklistPanel::rescoreAsked);
    auto* former = new QHBoxLayout(m_former);
    former->setContentsMargins(8, 3, 8, 3);
    former->addWidget(m_formerText, 1);
    former->addWidget(rescore);
    column->addWidget(m_former);
    m_count->setContentsMargins(8, 3, 8, 3);
    column->addWidget(m_count);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilterText(text);
        standWhereReadingBegins();
    });
    for (QToolButton* clear : m_filter->findChildren<QToolButton*>())
        clear->setAccessibleName(tr("Clear the filter"));
    connect(m_status, &QComboBox::currentIndexChanged, this, [this] {
        const int status = m_status->currentData().toInt();
        m_model->setFilterStatus(status < 0 ? std::nullopt : std::optional(static_cast<StudyStatus>(status)));
        standWhereReadingBegins();
    });
    connect(m_model, &WorklistModel::countsChanged, this, &WorklistPanel::refresh);
    connect(m_model, &WorklistModel::loaded, this, [this] {
        m_loaded = true;
        m_failed = false;
        refresh();
    });
    connect(m_model, &WorklistModel::loadFailed, this, &WorklistPanel::showFailure);
    connect(m_model, &WorklistModel::rowsRemoved, this, &WorklistPanel::keepSelection);
    connect(m_readAgain, &QAction::triggered, m_model, &WorklistModel::load);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WorklistPanel::chooseCurrent);
    connect(m_table, &QTableView::activated, this, &WorklistPanel::chooseCurrent);
    refresh();
}

void WorklistPanel::refresh()
{
    if (m_failed) return;
    const QLocale locale;
    const int shown = m_model->rowCount(), all = m_model->studyCount();
    // Without a filter all of them are meant: those that an import has just brought are sorted in a moment later.
    const bool filtered = !m_model->filterText().trimmed().isEmpty() || m_model->filterStatus();
    QStringList count{!filtered || shown == all ? tr("%Ln studies", nullptr, all)
                                                : tr("%1 of %2 studies").arg(locale.toString(shown), locale.toString(all))};
    if (m_model->isOrderReplaced() && all > 0) count << tr("AI hidden: newest first");
    m_count->setText(count.join(QStringLiteral(" · ")));
    const int former = m_model->studyCount(StudyStatus::Outdated);
    m_formerText->setText(tr("%Ln studies show the score of a former model.", nullptr, former));
    m_former->setVisible(former > 0);
    if (!m_loaded && all == 0)
        m_state->setState(QStringLiteral("waiting"), tr("Reading the worklist ..."), {});
    else if (all == 0)
        m_state->setState(QStringLiteral("worklist"), tr("The worklist is empty"),
                          tr("Drop radiographs, folders or a DICOMDIR here, or open them:"), m_openActions);
    else if (shown == 0)
        m_state->setState(QStringLiteral("worklist"), tr("No study matches"),
                          tr("No study has all of these words. Clear the filter to see all %1.").arg(locale.toString(all)));
    m_stack->setCurrentWidget(shown > 0 ? static_cast<QWidget*>(m_table) : m_state);
    if (window()->focusWidget() == this) focusList(); // as it had to wait for the table
    if (m_chosen != 0 && currentStudy() == 0) select(m_chosen);
}

void WorklistPanel::showFailure(const Failure& failure)
{
    m_failed = true;
    m_count->clear();
    m_state->setState(QStringLiteral("store"), failureTitle(failure.kind), failureText(failure), {m_readAgain}, StatePage::Tone::Error);
    m_stack->setCurrentWidget(m_state);
}

qint64 WorklistPanel::currentStudy() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.data(WorklistModel::StudyRole).toLongLong() : 0;
}

void WorklistPanel::chooseCurrent()
{
    const qint64 study = currentStudy();
    if (study == 0 || study == m_chosen || m_leaving) return;
    m_chosen = study;
    Q_EMIT studyChosen(study);
}

void WorklistPanel::select(qint64 study)
{
    m_chosen = study;
    const QModelIndex row = m_model->indexOf(study);
    if (!row.isValid()) return m_table->selectionModel()->clear();
    if (currentStudy() == study) return;
    m_table->selectRow(row.row());
    m_table->scrollTo(row);
}

/// Before rows go. The table would make another row current and scroll there, to the far end of the list mostly.
void WorklistPanel::letGo(const QModelIndex&, int first, int last)
{
    m_leaving = true;
    const int current = m_table->currentIndex().row();
    if (current >= first && current <= last) m_table->selectionModel()->clear();
}

/// After rows went.
void WorklistPanel::keepSelection()
{
    m_leaving = false;
    if (currentStudy() != m_chosen) m_table->selectionModel()->clear();
}

/// After the reader changed the filter: at the open study, or else at what comes first.
void WorklistPanel::standWhereReadingBegins()
{
    m_table->doItemsLayout(); // until then the scroll bar ends where the former list did
    const QModelIndex open = m_table->currentIndex();
    if (open.isValid())
        m_table->scrollTo(open);
    else
        m_table->scrollToTop();
}

void WorklistPanel::selectNext(int step)
{
    const int rows = m_model->rowCount();
    if (rows == 0) return;
    const QModelIndex current = m_table->currentIndex();
    const int row = current.isValid() ? current.row() + step : 0;
    if (row >= 0 && row < rows) m_table->selectRow(row);
}

void WorklistPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void WorklistPanel::focusList()
{
    if (m_stack->currentWidget() == m_table)
        m_table->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void WorklistPanel::setResultsShown(bool shown)
{
    if (shown == m_model->areResultsShown()) return;
    m_model->setResultsShown(shown);
    if (m_table->currentIndex().isValid()) m_table->scrollTo(m_table->currentIndex());
}

void WorklistPanel::fillSortMenu(QMenu* menu) const
{
    for (int place = 0; place < m_table->horizontalHeader()->count(); ++place) {
        const int column = m_table->horizontalHeader()->logicalIndex(place);
        if (m_table->isColumnHidden(column)) continue;
        QAction* order = menu->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        order->setCheckable(true);
        order->setChecked(column == m_model->sortColumn());
        // As a click on the header: a second one turns the order round.
        connect(order, &QAction::triggered, m_table, [this, column] {
            const bool again = column == m_model->sortColumn() && m_model->sortOrder() == Qt::AscendingOrder;
            m_table->sortByColumn(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
    }
}

/// The name stays, so that there is always something to read.
void WorklistPanel::fillColumnMenu(QMenu* menu) const
{
    const QHeaderView* header = m_table->horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (column == WorklistModel::NameColumn) continue;
        QAction* shown = menu->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        shown->setCheckable(true);
        shown->setChecked(!m_table->isColumnHidden(column));
        connect(shown, &QAction::toggled, m_table, [this, column](bool isShown) { m_table->setColumnHidden(column, !isShown); });
    }
}

int WorklistPanel::wantedWidth() const
{
    const QHeaderView* header = m_table->horizontalHeader();
    const int date = WorklistModel::DateColumn;
    return header->sectionPosition(date) + header->sectionSize(date) + m_table->verticalScrollBar()->sizeHint().width() +
           2 * m_table->frameWidth();
}

QByteArray WorklistPanel::columnState() const
{
    return m_table->horizontalHeader()->saveState();
}

void WorklistPanel::restoreColumns(const QByteArray& state)
{
    if (!state.isEmpty()) m_table->horizontalHeader()->restoreState(state);
}

QString WorklistPanel::stateTitle() const
{
    return m_stack->currentWidget() == m_state ? m_state->title() : QString();
}

bool WorklistPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up:
            selectNext(-1);
            return true;
        case Qt::Key_Down:
            selectNext(1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!m_table->currentIndex().isValid()) selectNext(1);
            m_table->setFocus(Qt::OtherFocusReason);
            return true;
        case Qt::Key_Escape:
            m_filter->clear();
            m_table->setFocus(Qt::OtherFocusReason);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lucency::ui
