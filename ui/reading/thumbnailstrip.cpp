#include "ui/reading/thumbnailstrip.h"

#include "ui/reading/overlays.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace lucency::ui {

namespace {

class ThumbnailDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {ThumbnailStrip::pictureSize + 10, ThumbnailStrip::pictureSize + option.fontMetrics.height() * 2 + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        const QRect frame((option.rect.left() + option.rect.right() - ThumbnailStrip::pictureSize) / 2, option.rect.top() + 5,
                          ThumbnailStrip::pictureSize, ThumbnailStrip::pictureSize);
        painter->fillRect(frame, Qt::black);
        const QImage picture = index.data(Qt::DecorationRole).value<QImage>();
        if (!picture.isNull()) {
            const QSize size = picture.size().scaled(frame.size(), Qt::KeepAspectRatio);
            QRect where(QPoint(), size);
            where.moveCenter(frame.center());
            painter->drawImage(where, picture);
        } else {
            const bool failed = index.data(ThumbnailModel::FailedRole).toBool();
            const QPixmap sign = theme::pixmap(failed ? QStringLiteral("warning") : QStringLiteral("waiting"), 28,
                                               failed ? theme::error() : theme::mutedText(), painter->device()->devicePixelRatioF());
            painter->drawPixmap(frame.center() - QPoint(14, 14), sign);
        }
        const bool current = option.state & QStyle::State_Selected;
        painter->setPen(QPen(current ? theme::accent() : theme::line(), current ? 2 : 1));
        painter->drawRect(frame);
        const auto standing = static_cast<StudyStanding>(index.data(ThumbnailModel::StandingRole).toInt());
        const bool open = standing == StudyStanding::Current;
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() * 0.82);
        painter->setFont(small);
        if (!open)
            drawHaloText(*painter, frame.adjusted(3, 2, -3, -2), Qt::AlignHCenter | Qt::AlignBottom, standingText(standing),
                         theme::imageText());
        painter->setPen(open ? theme::text() : theme::mutedText());
        const QRect caption(option.rect.left(), frame.bottom() + 2, option.rect.width(), option.rect.bottom() - frame.bottom() - 2);
        painter->drawText(caption, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, index.data(Qt::DisplayRole).toString());
        painter->restore();
    }
};

} // namespace

void ThumbnailModel::setImages(std::vector<StripImage> images)
{
    beginResetModel();
    m_images = std::move(images);
    m_pictures.assign(m_images.size(), {});
    endResetModel();
}

void ThumbnailModel::setThumbnail(const ImageFile& file, const QImage& thumbnail)
{
    for (std::size_t row = 0; row < m_images.size(); ++row) {
        if (!(m_images[row].file == file)) continue;
        m_pictures[row].image = thumbnail;
        Q_EMIT dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)), {Qt::DecorationRole});
    }
}

void ThumbnailModel::setFailed(const ImageFile& file, const QString& reason)
{
    for (std::size_t row = 0; row < m_images.size(); ++row) {
        if (!(m_images[row].file == file)) continue;
        m_pictures[row].failure = reason;
        Q_EMIT dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)), {FailedRole, Qt::ToolTipRole});
    }
}

QModelIndex ThumbnailModel::indexOf(qint64 image) const
{
    const auto found = std::ranges::find(m_images, image, &StripImage::id);
    return found == m_images.end() ? QModelIndex() : index(static_cast<int>(found - m_images.begin()));
}

int ThumbnailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_images.size());
}

QVariant ThumbnailModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const StripImage& image = m_images[static_cast<std::size_t>(index.row())];
    const Picture& picture = m_pictures[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return image.caption;
    case Qt::AccessibleTextRole:
        return image.isOfOpenStudy() ? image.caption : tr("%1, %2").arg(standingText(image.standing).toLower(), image.caption);
    case Qt::DecorationRole:
        return picture.image.isNull() ? QVariant() : QVariant(picture.image);
    case Qt::ToolTipRole:
        return picture.failure.isEmpty() ? QVariant() : QVariant(picture.failure);
    case ImageRole:
        return image.id;
    case StandingRole:
        return static_cast<int>(image.standing);
    case FailedRole:
        return !picture.failure.isEmpty();
    default:
        return {};
    }
}

ThumbnailStrip::ThumbnailStrip(ThumbnailModel* model, QWidget* parent)
    : QListView(parent)
{
    setModel(model);
    setItemDelegate(new ThumbnailDelegate(this));
    setFlow(QListView::TopToBottom);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFixedWidth(pictureSize + 24);
    setAccessibleName(tr("Images of this patient"));
}

void ThumbnailStrip::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid()) Q_EMIT imageChosen(current.data(ThumbnailModel::ImageRole).toLongLong());
}

} // namespace lucency::ui
