#include "ui/evaluation/correctionspage.h"

#include "app/report/figures.h"
#include "app/workbench/correctionlog.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

using app::Correction;
using app::CorrectionKind;

namespace {

const QString readerNameKey = QStringLiteral("reader/name");

} // namespace

void CorrectionsModel::setHistory(std::vector<Correction> history)
{
    beginResetModel();
    QSet<qint64> undone;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry)
        if (entry->kind == CorrectionKind::Undo && !undone.contains(entry->id)) undone.insert(entry->undoes);
    m_undone.assign(undone.begin(), undone.end());
    std::ranges::sort(m_undone);
    m_history = std::move(history);
    std::ranges::reverse(m_history);
    endResetModel();
}

const Correction& CorrectionsModel::entryAt(int row) const
{
    return m_history[static_cast<std::size_t>(row)];
}

bool CorrectionsModel::holds(int row) const
{
    return !std::ranges::binary_search(m_undone, entryAt(row).id);
}

int CorrectionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.size());
}

int CorrectionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CorrectionsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Correction& entry = entryAt(index.row());
    if (role == Qt::ToolTipRole && index.column() == Image) return entry.path;
    if (role == Qt::ForegroundRole && !holds(index.row())) return theme::mutedText();
    if (role == EntryRole) return entry.id;
    if (role == HoldsRole) return holds(index.row());
    if (role != Qt::DisplayRole) return {};
    const bool isLabel = entry.kind == CorrectionKind::Label;
    switch (index.column()) {
    case When:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(entry.when), QLocale::ShortFormat);
    case Who:
        return entry.who;
    case Image:
        return QFileInfo(entry.path).fileName();
    case What:
        switch (entry.kind) {
        case CorrectionKind::Label:
            return app::report::findingTitle(entry.finding.toStdString());
        case CorrectionKind::Exclusion:
            return tr("excluded");
        case CorrectionKind::Note:
            return tr("note");
        case CorrectionKind::ForTraining:
            return tr("for the next training set");
        case CorrectionKind::Undo:
            return tr("takes back entry %1").arg(entry.undoes);
        }
        return {};
    case From:
        return isLabel ? labelWords(entry.from) : QString();
    case To:
        return isLabel ? labelWords(entry.to) : QString();
    case Reason:
        return entry.reason;
    case State:
        return holds(index.row()) ? tr("holds") : tr("taken back");
    default:
        return {};
    }
}

QVariant CorrectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case When:
        return tr("When");
    case Who:
        return tr("Who");
    case Image:
        return tr("Image");
    case What:
        return tr("What");
    case From:
        return tr("Source says");
    case To:
        return tr("Person says");
    case Reason:
        return tr("Reason");
    case State:
        return tr("State");
    default:
        return {};
    }
}

CorrectionsPage::CorrectionsPage(QWidget* parent)
    : QWidget(parent)
    , m_model(new CorrectionsModel(this))
    , m_table(new QTableView(this))
    , m_words(new QLabel(this))
{
    m_words->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setAccessibleName(tr("Corrections"));
    auto* undo = new QPushButton(theme::icon(QStringLiteral("undo")), tr("Take back, or bring back"), this);
    undo->setToolTip(tr("Makes a new entry that says that the chosen one no longer holds; nothing is removed"));
    undo->setEnabled(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, undo,
            [undo](const QModelIndex& now) { undo->setEnabled(now.isValid()); });
    connect(m_model, &QAbstractItemModel::modelReset, undo, [undo] { undo->setEnabled(false); });
    connect(undo, &QPushButton::clicked, this, [this] {
        const auto row = m_table->currentIndex();
        if (!row.isValid()) return;
        // To bring back is to take back the undo.
        Correction target = m_model->entryAt(row.row());
        if (!m_model->holds(row.row()))
            for (int other = 0; other < m_model->rowCount(); ++other)
                if (m_model->entryAt(other).undoes == target.id && m_model->holds(other)) {
                    target = m_model->entryAt(other);
                    break;
                }
        Q_EMIT undoAsked(target);
    });
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT imageAsked(m_model->entryAt(index.row()).path); });
    auto* name = new QLineEdit(QSettings().value(readerNameKey).toString(), this);
    name->setPlaceholderText(app::CorrectionLog::loginName());
    name->setToolTip(tr("Your name as it stands in new entries; empty for that of your login"));
    name->setMaximumWidth(220);
    auto* nameLabel = new QLabel(tr("Entries are made by:"), this);
    nameLabel->setBuddy(name);
    connect(name, &QLineEdit::editingFinished, this, [name] { QSettings().setValue(readerNameKey, name->text().trimmed()); });
    auto* row = new QHBoxLayout;
    row->addWidget(m_words, 1);
    row->addWidget(nameLabel);
    row->addWidget(name);
    row->addWidget(undo);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 4);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    setHistory({});
}

void CorrectionsPage::setHistory(const std::vector<Correction>& history)
{
    m_model->setHistory(history);
    m_words->setText(
        history.empty() ? tr("Nothing was corrected yet. In the gallery, P, A and U correct a label, X excludes an image, N notes, T marks "
                             "for training.")
                        : tr("What people said of images, in all runs, newest first. The labels of the sources stay as they are; “with "
                             "corrected labels” shows the "
                             "figures with these."));
    m_table->resizeColumnsToContents();
    if (m_table->columnWidth(CorrectionsModel::Reason) > 320) m_table->setColumnWidth(CorrectionsModel::Reason, 320);
}

} // namespace lucency::ui
