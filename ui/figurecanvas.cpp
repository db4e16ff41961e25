#include "ui/figurecanvas.h"

#include "ui/report/drawingpainter.h"
#include "ui/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

namespace {

constexpr double largestZoom = 16, reach = 12;
constexpr int margin = 6;

} // namespace

FigureCanvas::FigureCanvas(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FigureCanvas::setFits(bool fits)
{
    m_fits = fits;
    QSizePolicy policy(fits ? QSizePolicy::Ignored : QSizePolicy::Preferred, fits ? QSizePolicy::Ignored : QSizePolicy::Preferred);
    policy.setHeightForWidth(!fits);
    setSizePolicy(policy);
    if (fits) setMinimumSize(240, 190);
}

void FigureCanvas::setFigure(const app::report::Figure* figure)
{
    const bool sameSize = m_figure && figure && m_figure == figure;
    m_figure = figure;
    if (m_figure && m_current >= static_cast<int>(m_figure->spots.size())) m_current = -1;
    if (!sameSize) updateGeometry();
    update();
}

QSize FigureCanvas::sizeHint() const
{
    if (!m_figure || !m_figure->drawn()) return {};
    return (m_figure->drawing.size() + QSizeF(2 * margin, 2 * margin)).toSize();
}

int FigureCanvas::heightForWidth(int width) const
{
    if (!m_figure || !m_figure->drawn()) return 0;
    const QSizeF size = m_figure->drawing.size();
    return static_cast<int>(std::ceil((width - 2 * margin) * size.height() / size.width())) + 2 * margin;
}

double FigureCanvas::scale() const
{
    if (!m_figure || !m_figure->drawn()) return 1;
    const QSizeF size = m_figure->drawing.size();
    return std::max(0.05, std::min((width() - 2.0 * margin) / size.width(), (height() - 2.0 * margin) / size.height()));
}

QTransform FigureCanvas::transform() const
{
    if (!m_figure) return {};
    const double factor = scale() * m_zoom;
    const QSizeF size = m_figure->drawing.size() * factor;
    QTransform made;
    made.translate((width() - size.width()) / 2 + m_shift.x(), (height() - size.height()) / 2 + m_shift.y());
    made.scale(factor, factor);
    return made;
}

void FigureCanvas::setZoom(double zoom, std::optional<QPointF> around)
{
    const QPointF fixed = around.value_or(QRectF(rect()).center());
    const QPointF inDrawing = transform().inverted().map(fixed);
    m_zoom = std::clamp(zoom, 1.0, largestZoom);
    if (m_zoom == 1) m_shift = {};
    m_shift += fixed - transform().map(inDrawing);
    keepInside();
    update();
}

/// No more empty room than without zoom.
void FigureCanvas::keepInside()
{
    if (!m_figure) return;
    const QSizeF size = m_figure->drawing.size() * scale();
    const double x = size.width() * (m_zoom - 1) / 2, y = size.height() * (m_zoom - 1) / 2;
    m_shift = {std::clamp(m_shift.x(), -x, x), std::clamp(m_shift.y(), -y, y)};
}

void FigureCanvas::paintEvent(QPaintEvent*)
{
    if (!m_figure || !m_figure->drawn()) return;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setPen(hasFocus() ? QPen(theme::accent()) : QPen(Qt::NoPen));
    painter.setBrush(inkOn(Ground::Dark, QLatin1String(app::report::ink::paper)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setClipRect(rect().adjusted(1, 1, -1, -1));
    painter.setTransform(transform(), true);
    paintDrawing(painter, {}, m_figure->drawing, Ground::Dark);
    if (m_current < 0 || m_current >= static_cast<int>(m_figure->spots.size())) return;
    QPen around(theme::accent(), 1.6);
    around.setCosmetic(true);
    painter.setPen(around);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(m_figure->spots[static_cast<std::size_t>(m_current)].area, 3, 3);
}

int FigureCanvas::spotAt(QPointF point) const
{
    if (!m_figure) return -1;
    const QPointF place = transform().inverted().map(point);
    const double near = reach / (scale() * m_zoom);
    int best = -1;
    double distance = near;
    for (std::size_t i = 0; i < m_figure->spots.size(); ++i) {
        const QRectF& area = m_figure->spots[i].area;
        const double dx = std::max({area.left() - place.x(), 0.0, place.x() - area.right()});
        const double dy = std::max({area.top() - place.y(), 0.0, place.y() - area.bottom()});
        const double away = std::hypot(dx, dy);
        if (away > distance) continue;
        // Among places that overlap, the one whose middle is nearest.
        if (away == distance && best >= 0) {
            const QPointF here = area.center() - place, there = m_figure->spots[static_cast<std::size_t>(best)].area.center() - place;
            if (QPointF::dotProduct(here, here) >= QPointF::dotProduct(there, there)) continue;
        }
        best = static_cast<int>(i);
        distance = away;
    }
    return best;
}

void FigureCanvas::setCurrent(int spot)
{
    if (spot == m_current) return;
    m_current = spot;
    setCursor(spot >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

bool FigureCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_figure && m_current >= 0) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), m_figure->spots[static_cast<std::size_t>(m_current)].words, this);
        return true;
    }
    return QWidget::event(event);
}

void FigureCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressedAt = m_lastAt = event->pos();
    m_dragging = false;
    if (event->button() == Qt::LeftButton) setCurrent(spotAt(event->position()));
}

void FigureCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::MiddleButton) {
        m_shift += event->pos() - m_lastAt;
        m_lastAt = event->pos();
        keepInside();
        update();
        return;
    }
    const int spot = spotAt(event->position());
    const bool isNew = spot != m_current;
    setCurrent(spot);
    if (!(event->buttons() & Qt::LeftButton)) return;
    m_dragging |= (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_dragging && isNew && spot >= 0) Q_EMIT spotDragged(m_figure->spots[static_cast<std::size_t>(spot)].key);
}

void FigureCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const int spot = spotAt(event->position());
    if (event->button() == Qt::LeftButton && !m_dragging && spot >= 0)
        Q_EMIT spotChosen(m_figure->spots[static_cast<std::size_t>(spot)].key);
    m_dragging = false;
}

void FigureCanvas::leaveEvent(QEvent*)
{
    setCurrent(-1);
}

void FigureCanvas::wheelEvent(QWheelEvent* event)
{
    // Without Ctrl the wheel belongs to the page that the figure is on.
    if (!(event->modifiers() & Qt::ControlModifier)) return event->ignore();
    setZoom(m_zoom * std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
}

void FigureCanvas::stepTo(int direction)
{
    const int count = m_figure ? static_cast<int>(m_figure->spots.size()) : 0;
    if (count == 0) return;
    setCurrent(m_current < 0 ? (direction > 0 ? 0 : count - 1) : (m_current + direction + count) % count);
    const auto& spot = m_figure->spots[static_cast<std::size_t>(m_current)];
    setAccessibleDescription(spot.words);
    QToolTip::showText(mapToGlobal(transform().map(spot.area.center()).toPoint()), spot.words, this);
}

void FigureCanvas::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        return stepTo(event->key() == Qt::Key_Left ? -1 : 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_figure && m_current >= 0) Q_EMIT spotChosen(m_figure->spots[static_cast<std::size_t>(m_current)].key);
        return;
    case Qt::Key_Plus:
        return setZoom(m_zoom * 1.25);
    case Qt::Key_Minus:
        return setZoom(m_zoom / 1.25);
    case Qt::Key_0:
        return setZoom(1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void FigureCanvas::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void FigureCanvas::focusOutEvent(QFocusEvent* event)
{
    setCurrent(-1);
    QWidget::focusOutEvent(event);
    update();
}

} // namespace lucency::ui
