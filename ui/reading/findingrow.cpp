#include "ui/reading/findingrow.h"

#include "ui/theme.h"

#include <QPainter>

namespace lucency::ui {

FindingRow::FindingRow(const FindingLine& line, QWidget* parent)
    : QAbstractButton(parent)
    , m_line(line)
{
    setCheckable(line.showsFigure());
    setEnabled(line.showsFigure());
    setFocusPolicy(line.showsFigure() ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(line.showsFigure() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(line.explanation);
    setAccessibleName(line.showsFigure() ? tr("%1: %2, %3").arg(line.name, percentText(line.probability), line.verdict)
                                         : tr("%1: %2").arg(line.name, line.verdict));
    setAccessibleDescription(line.explanation);
}

QSize FindingRow::sizeHint() const
{
    const int text = fontMetrics().height();
    return {220, m_line.showsFigure() ? 2 * text + 30 : 2 * text + 12};
}

void FindingRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool over = m_line.standing == FindingLine::Standing::Over;
    painter.setPen(QPen(hasFocus() ? theme::accent() : isChecked() ? theme::modelColour() : theme::line(), 1));
    painter.setBrush(underMouse() && isEnabled() ? theme::raised().lighter(112) : theme::raised());
    painter.drawRoundedRect(card, 5, 5);

    const QRectF inner = card.adjusted(10, 5, -10, -5);
    const double text = fontMetrics().height();
    const QRectF top(inner.left(), inner.top(), inner.width(), text);
    QFont strong = font();
    strong.setBold(over);
    painter.setFont(strong);
    painter.setPen(m_line.showsFigure() ? theme::text() : theme::mutedText());
    const QString figure = m_line.showsFigure() ? percentText(m_line.probability) : QString();
    const double room = inner.width() - QFontMetricsF(strong).horizontalAdvance(figure) - 8;
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(strong).elidedText(m_line.name, Qt::ElideRight, room));
    painter.setPen(over ? theme::modelColour() : theme::text());
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, figure);
    painter.setFont(font());

    double below = top.bottom() + 3;
    if (m_line.showsFigure()) {
        const QRectF trough(inner.left(), top.bottom() + 5, inner.width(), 7);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x12, 0x14, 0x17));
        painter.drawRoundedRect(trough, 3, 3);
        QRectF bar = trough;
        bar.setWidth(trough.width() * qBound(0.0, m_line.probability, 1.0));
        painter.setBrush(over ? theme::modelColour() : QColor(0x6f, 0x7d, 0x8c));
        painter.drawRoundedRect(bar, 3, 3);
        // The operating point: a mark across the bar, with a dark edge so that it stands out on the bar too.
        const double mark = trough.left() + trough.width() * qBound(0.0, m_line.threshold, 1.0);
        painter.setPen(QPen(QColor(0x12, 0x14, 0x17), 4));
        painter.drawLine(QPointF(mark, trough.top() - 3), QPointF(mark, trough.bottom() + 3));
        painter.setPen(QPen(theme::text(), 2));
        painter.drawLine(QPointF(mark, trough.top() - 3), QPointF(mark, trough.bottom() + 3));
        below = trough.bottom() + 5;
    }
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    painter.setFont(small);
    painter.setPen(over ? theme::warning() : theme::mutedText());
    const QRectF bottom(inner.left(), below, inner.width(), inner.bottom() - below + 2);
    painter.drawText(bottom, Qt::AlignLeft | Qt::AlignTop, QFontMetricsF(small).elidedText(m_line.verdict, Qt::ElideRight, inner.width()));
}

} // namespace lucency::ui
