#include "ui/worklist/worklistdelegate.h"

#include "app/worklistmodel.h"
#include "ui/reading/findinglines.h"
#include "ui/reading/words.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPainter>

namespace lucency::ui {

namespace {

using app::StudyStatus;
using app::WorklistModel;

QColor statusColour(StudyStatus status)
{
    switch (status) {
    case StudyStatus::New:
    case StudyStatus::Queued:
    case StudyStatus::Outdated:
        return theme::mutedText();
    case StudyStatus::Scored:
        return theme::fine();
    case StudyStatus::Refused:
        return theme::warning();
    case StudyStatus::Failed:
        return theme::error();
    }
    return theme::text();
}

} // namespace

void WorklistDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    // The whole row is the selection: no dotted frame around one cell of it.
    option->state &= ~QStyle::State_HasFocus;
    const bool positive = index.data(WorklistModel::PositiveRole).toBool();
    const QString dash(QChar(0x2013));
    // What a former model said is not what this one would say: shown, but quietly.
    const bool former = index.data(WorklistModel::FormerModelRole).toBool();
    QColor colour = theme::text();
    switch (index.column()) {
    case WorklistModel::PriorityColumn:
        option->text.clear();
        break;
    case WorklistModel::StatusColumn:
        colour = statusColour(static_cast<StudyStatus>(index.data(WorklistModel::StatusRole).toInt()));
        break;
    case WorklistModel::NameColumn:
        // Who it is, as well as the files say: public data sets give a number or a file name only.
        option->text = personName(index.data(WorklistModel::NameRole).toString().toStdString());
        if (option->text.isEmpty()) option->text = index.data(WorklistModel::PatientIdRole).toString();
        if (option->text.isEmpty()) option->text = index.siblingAtColumn(WorklistModel::DescriptionColumn).data().toString();
        break;
    case WorklistModel::FindingColumn:
    case WorklistModel::ProbabilityColumn:
    case WorklistModel::ModelColumn:
        colour = positive && !former ? theme::modelColour() : theme::mutedText();
        break;
    default:
        break;
    }
    const bool hidden = index.data(WorklistModel::ResultsHiddenRole).toBool();
    if (index.column() == WorklistModel::FindingColumn) {
        const auto status = static_cast<StudyStatus>(index.data(WorklistModel::StatusRole).toInt());
        if (option->text.isEmpty() && status != StudyStatus::Scored) {
            option->text = WorklistModel::statusName(status);
            colour = statusColour(status);
        } else if (option->text.isEmpty() && hidden) {
            option->text = dash;
        }
    }
    if (hidden && index.column() == WorklistModel::PriorityColumn) {
        option->text = dash;
        colour = theme::mutedText();
    }
    if (index.column() == WorklistModel::ProbabilityColumn) {
        const QVariant probability = index.data(WorklistModel::ProbabilityRole);
        option->text = probability.isValid() ? percentText(probability.toDouble()) : hidden ? dash : QString();
    }
    option->palette.setColor(QPalette::Text, colour);
    option->palette.setColor(QPalette::HighlightedText, colour == theme::text() ? QColor(Qt::white) : colour.lighter(115));
}

void WorklistDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() != WorklistModel::PriorityColumn || index.data(WorklistModel::ResultsHiddenRole).toBool()) return;
    const auto status = static_cast<StudyStatus>(index.data(WorklistModel::StatusRole).toInt());
    const double priority = qBound(0.0, index.data(WorklistModel::PriorityRole).toDouble(), 1.0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF trough = QRectF(option.rect).adjusted(8, option.rect.height() / 2.0 - 3.5, -8, -(option.rect.height() / 2.0 - 3.5));
    painter->setPen(Qt::NoPen);
    painter->setBrush(QColor(0x2b, 0x30, 0x37));
    painter->drawRoundedRect(trough, 3, 3);
    const bool former = index.data(WorklistModel::FormerModelRole).toBool();
    if ((status == StudyStatus::Scored || former) && priority > 0) {
        QRectF bar = trough;
        bar.setWidth(std::max(4.0, trough.width() * priority));
        painter->setBrush(priority >= 0.5 && !former ? theme::modelColour() : QColor(0x6f, 0x7d, 0x8c));
        painter->drawRoundedRect(bar, 3, 3);
    }
    painter->restore();
}

QSize WorklistDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == WorklistModel::PriorityColumn) size.setWidth(72);
    return size;
}

} // namespace lucency::ui
