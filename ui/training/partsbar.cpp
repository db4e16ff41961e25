#include "ui/training/partsbar.h"

#include "ui/theme.h"
#include "ui/training/wizardwords.h"

#include <QPainter>

namespace lucency::ui {

PartsBar::PartsBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QColor PartsBar::colourOf(int part)
{
    return part == 0 ? QColor(0x2f, 0x6f, 0xae) : part == 1 ? QColor(0x8a, 0x6a, 0x2b) : QColor(0x3d, 0x7d, 0x55);
}

void PartsBar::setParts(const std::array<long, 3>& images)
{
    m_images = images;
    QStringList spoken;
    for (int part = 0; part < 3; ++part)
        spoken << partWords(static_cast<model::Part>(part)) + QLatin1Char(' ') + counted(images[static_cast<std::size_t>(part)]);
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    update();
}

void PartsBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double all = static_cast<double>(m_images[0] + m_images[1] + m_images[2]);
    double left = 0;
    for (int part = 0; part < 3; ++part) {
        const auto images = m_images[static_cast<std::size_t>(part)];
        const double share = all > 0 ? static_cast<double>(images) / all : 0;
        const QRectF place(left, 0, share * width(), height());
        left += place.width();
        painter.fillRect(place.adjusted(0, 0, part < 2 ? -1 : 0, 0), colourOf(part));
        painter.setPen(Qt::white);
        const auto name = partWords(static_cast<model::Part>(part));
        const auto text = name + QLatin1Char('\n') + shareText(share);
        const bool fits = painter.fontMetrics().horizontalAdvance(name) + 12 < place.width();
        painter.drawText(place.adjusted(6, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft, fits ? text : shareText(share));
    }
}

} // namespace lucency::ui
