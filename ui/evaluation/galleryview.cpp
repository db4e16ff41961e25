#include "ui/evaluation/galleryview.h"

#include "app/store/corrections.h"
#include "app/workbench/askedimages.h"
#include "ui/evaluation/gallerymodel.h"
#include "ui/theme.h"

#include <QImage>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lucency::ui {

namespace {

constexpr int frameSide = ThumbnailCache::side + 6;

QColor colourOf(const QVariant& call)
{
    if (!call.isValid()) return theme::mutedText();
    const auto made = static_cast<app::Call>(call.toInt());
    return made == app::Call::Missed || made == app::Call::FalseAlarm ? QColor(0xff, 0x8f, 0x45) : theme::accent();
}

class GalleryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {frameSide + 12, frameSide + 2 * option.fontMetrics.height() + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        const bool selected = option.state & QStyle::State_Selected, focused = option.state & QStyle::State_HasFocus;
        const QRect cell = option.rect.adjusted(2, 2, -2, -2);
        painter->fillRect(cell, selected ? QColor(0x24, 0x40, 0x5c) : QColor(0x1d, 0x20, 0x25));
        if (focused) {
            painter->setPen(QPen(theme::accent(), 2));
            painter->drawRect(cell.adjusted(1, 1, -1, -1));
        }
        const QRect frame((cell.left() + cell.right() - frameSide) / 2 + 1, cell.top() + 4, frameSide, frameSide);
        painter->fillRect(frame, Qt::black);
        paintPicture(painter, option, index, frame);
        paintBadges(painter, option, index, frame);
        paintWords(painter, option, index, QRect(frame.left(), frame.bottom() + 3, frame.width(), cell.bottom() - frame.bottom() - 4));
        painter->restore();
    }

private:
    static void paintPicture(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QRect& frame)
    {
        const QImage picture = index.data(Qt::DecorationRole).value<QImage>();
        if (!picture.isNull()) {
            QRect where(QPoint(), picture.size());
            where.moveCenter(frame.center());
            if (index.data(GalleryModel::ExcludedRole).toBool()) painter->setOpacity(0.3);
            painter->drawImage(where.topLeft(), picture);
            painter->setOpacity(1);
            return;
        }
        const QString failure = index.data(GalleryModel::FailureRole).toString();
        painter->setPen(failure.isEmpty() ? theme::line() : theme::warning());
        painter->drawText(frame.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                          failure.isEmpty() ? QStringLiteral("…") : failure);
        Q_UNUSED(option);
    }

    static void paintBadges(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QRect& frame)
    {
        QStringList words;
        const QVariant corrected = index.data(GalleryModel::CorrectedRole);
        if (corrected.isValid())
            words << (corrected == index.data(GalleryModel::LabelRole) ? GalleryModel::tr("confirmed") : GalleryModel::tr("corrected"));
        if (index.data(GalleryModel::ExcludedRole).toBool()) words << GalleryModel::tr("excluded");
        if (index.data(GalleryModel::ForTrainingRole).toBool()) words << GalleryModel::tr("to train");
        if (!index.data(GalleryModel::NotesRole).toStringList().isEmpty()) words << GalleryModel::tr("note");
        int y = frame.top() + 3;
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() * 0.85);
        painter->setFont(small);
        const QFontMetrics metrics(small);
        for (const auto& word : words) {
            const QRect badge(frame.left() + 3, y, metrics.horizontalAdvance(word) + 8, metrics.height() + 2);
            painter->fillRect(badge, QColor(0x9a, 0x6b, 0x10));
            painter->setPen(Qt::white);
            painter->drawText(badge, Qt::AlignCenter, word);
            y += badge.height() + 2;
        }
        painter->setFont(option.font);
    }

    static void paintWords(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QRect& place)
    {
        const QVariant call = index.data(GalleryModel::CallRole), corrected = index.data(GalleryModel::CorrectedRole);
        const int height = option.fontMetrics.height();
        const QRect first(place.left(), place.top(), place.width(), height), second = first.translated(0, height);
        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(theme::text());
        painter->drawText(first, Qt::AlignLeft | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
        painter->setFont(option.font);
        painter->setPen(colourOf(call));
        if (call.isValid())
            painter->drawText(first, Qt::AlignRight | Qt::AlignVCenter, app::callWords(static_cast<app::Call>(call.toInt())));
        painter->setPen(corrected.isValid() ? theme::warning() : theme::mutedText());
        const auto label = static_cast<app::LabelCall>((corrected.isValid() ? corrected : index.data(GalleryModel::LabelRole)).toInt());
        painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(labelWords(label), Qt::ElideRight, second.width()));
    }
};

} // namespace

GalleryView::GalleryView(GalleryModel* model, QWidget* parent)
    : QListView(parent)
{
    setModel(model);
    setItemDelegate(new GalleryDelegate(this));
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Images"));
}

void GalleryView::keyPressEvent(QKeyEvent* event)
{
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    const int key = event->key();
    if (plain && ((key >= Qt::Key_A && key <= Qt::Key_Z) || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        Q_EMIT reviewKey(key);
        return event->accept();
    }
    QListView::keyPressEvent(event);
}

void GalleryView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT currentImageChanged(current);
}

} // namespace lucency::ui
