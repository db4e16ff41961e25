#include "ui/training/picturegrid.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace lucency::ui {

PictureGrid::PictureGrid(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureGrid::setPictures(std::vector<QImage> pictures, int columns)
{
    m_pictures = std::move(pictures);
    m_columns = std::max(1, columns);
    update();
}

void PictureGrid::setHeadings(const QString& first, const QString& others)
{
    m_first = first;
    m_others = others;
    setAccessibleName(first + QStringLiteral(", ") + others);
}

void PictureGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int heading = painter.fontMetrics().height() + 6, gap = 4;
    const int rows = (static_cast<int>(m_pictures.size()) + m_columns - 1) / m_columns;
    if (rows == 0) return;
    const int side = std::max(1, std::min((width() - gap * (m_columns - 1)) / m_columns, (height() - 2 * heading - gap * rows) / rows));
    painter.setPen(theme::mutedText());
    painter.drawText(QRect(0, 0, width(), heading), Qt::AlignLeft | Qt::AlignVCenter, m_first);
    painter.drawText(QRect(0, heading + side, width(), heading), Qt::AlignLeft | Qt::AlignVCenter, m_others);
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        const int row = static_cast<int>(i) / m_columns, column = static_cast<int>(i) % m_columns;
        const int top = heading + row * (side + gap) + (row > 0 ? heading - gap : 0);
        painter.drawImage(QRect(column * (side + gap), top, side, side), m_pictures[i]);
    }
}

} // namespace lucency::ui
