// The mouse and the Space bar of RadiographView; the other keys are actions of the window (ui/reading/viewactions).

#include "ui/reading/radiographview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <cmath>

namespace lucency::ui {

namespace {

constexpr double zoomPerWheelNotch = 1.25;
constexpr double zoomPerDraggedPixel = 1.005;
constexpr double draggedByKey = 10, pannedByKey = 40; ///< logical pixels
constexpr double eighthsPerNotch = 120;               ///< QWheelEvent::angleDelta of one notch

} // namespace

bool RadiographView::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            change(ViewChange::Zoom, true, [&](ViewState& state) { state.transform.zoomAt(gesture->position(), 1 + gesture->value()); });
            return true;
        }
    }
    return QWidget::event(event);
}

void RadiographView::mousePressEvent(QMouseEvent* event)
{
    if (!m_image || m_gesture != Gesture::None) return;
    m_pressed = m_last = event->position();
    m_remembered = false;
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld))
        m_gesture = Gesture::Pan;
    else if (event->button() == Qt::LeftButton)
        m_gesture = Gesture::Window;
    else if (event->button() == Qt::RightButton)
        m_gesture = Gesture::Zoom;
    m_spaceUsed = m_spaceUsed || m_spaceHeld;
    updateCursor();
}

void RadiographView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF delta = event->position() - m_last;
    m_last = event->position();
    m_pointer = event->position();
    if (m_gesture != Gesture::None && !delta.isNull())
        drag(delta, event->modifiers());
    else
        updatePointerText();
}

void RadiographView::drag(QPointF delta, Qt::KeyboardModifiers modifiers)
{
    // A right tap trembles: it is a drag only beyond the platform's distance.
    if (m_gesture == Gesture::Zoom && !m_remembered && (m_last - m_pressed).manhattanLength() < QApplication::startDragDistance()) return;
    static constexpr ViewChange kinds[] = {ViewChange::Window, ViewChange::Window, ViewChange::Pan, ViewChange::Zoom};
    if (!m_remembered) m_history.remember(m_state, kinds[static_cast<int>(m_gesture)]);
    m_remembered = true;
    if (m_gesture == Gesture::Window) {
        const double speed = modifiers & Qt::ShiftModifier ? WindowDrag::coarse : modifiers & Qt::ControlModifier ? WindowDrag::fine : 1;
        m_state.voi.transform = dragged(asWindow(m_state.voi), delta, m_image->range, m_windowDrag, speed);
        m_state.voi.origin = imaging::VoiChoice::Origin::Reader;
        m_state.voi.name.clear();
        m_tableStale = true;
    } else if (m_gesture == Gesture::Pan) {
        m_state.transform.panBy(delta);
    } else {
        m_state.transform.zoomAt(m_pressed, std::pow(zoomPerDraggedPixel, -delta.y()));
    }
    update();
    Q_EMIT stateChanged();
}

void RadiographView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool tap = m_gesture == Gesture::Zoom && !m_remembered;
    const bool ends = (m_gesture == Gesture::Zoom && event->button() == Qt::RightButton) ||
                      (m_gesture == Gesture::Window && event->button() == Qt::LeftButton) ||
                      (m_gesture == Gesture::Pan && (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton));
    if (!ends) return;
    m_gesture = Gesture::None;
    updateCursor();
    if (tap) Q_EMIT menuRequested(event->globalPosition().toPoint());
}

void RadiographView::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
}

void RadiographView::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / eighthsPerNotch;
    if (notches == 0) return;
    change(ViewChange::Zoom, true,
           [&](ViewState& state) { state.transform.zoomAt(event->position(), std::pow(zoomPerWheelNotch, notches)); });
    event->accept();
}

void RadiographView::keyPressEvent(QKeyEvent* event)
{
    if (m_image && arrow(*event)) return;
    if (event->key() != Qt::Key_Space) return QWidget::keyPressEvent(event);
    if (!event->isAutoRepeat()) {
        m_spaceHeld = true;
        m_spaceUsed = false;
        updateCursor();
    }
}

void RadiographView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space) return QWidget::keyReleaseEvent(event);
    if (event->isAutoRepeat()) return;
    // Space alone resets; Space that helped to pan does not.
    const bool alone = m_spaceHeld && !m_spaceUsed;
    m_spaceHeld = false;
    updateCursor();
    if (alone) resetView();
}

/// The arrows do what dragging does: alone they pan, with Ctrl they change window (sideways) and level.
bool RadiographView::arrow(const QKeyEvent& event)
{
    QPointF step;
    switch (event.key()) {
    case Qt::Key_Left:
        step = {-1, 0};
        break;
    case Qt::Key_Right:
        step = {1, 0};
        break;
    case Qt::Key_Up:
        step = {0, -1};
        break;
    case Qt::Key_Down:
        step = {0, 1};
        break;
    default:
        return false;
    }
    if (event.modifiers() & Qt::ControlModifier) {
        change(ViewChange::Window, true, [&](ViewState& state) {
            state.voi.transform = dragged(asWindow(state.voi), step * draggedByKey, m_image->range, m_windowDrag, 1);
            state.voi.origin = imaging::VoiChoice::Origin::Reader;
            state.voi.name.clear();
        });
    } else {
        change(ViewChange::Pan, true, [&](ViewState& state) { state.transform.panBy(step * pannedByKey); });
    }
    return true;
}

void RadiographView::contextMenuEvent(QContextMenuEvent* event)
{
    // Of the mouse it is a right tap, which only its release tells from a drag.
    event->accept();
    if (event->reason() == QContextMenuEvent::Keyboard) Q_EMIT menuRequested(mapToGlobal(rect().center()));
}

void RadiographView::leaveEvent(QEvent* event)
{
    m_pointer.reset();
    updatePointerText();
    QWidget::leaveEvent(event);
}

void RadiographView::focusOutEvent(QFocusEvent* event)
{
    m_spaceHeld = false;
    QWidget::focusOutEvent(event);
}

void RadiographView::updatePointerText()
{
    // The pixel value stands in the bottom left corner: nothing else changes when only the pointer moves.
    const int height = fontMetrics().lineSpacing() * 6 + 16;
    update(0, this->height() - height, width() / 2, height);
}

void RadiographView::updateCursor()
{
    switch (m_gesture) {
    case Gesture::Pan:
        return setCursor(Qt::ClosedHandCursor);
    case Gesture::Zoom:
        return setCursor(Qt::SizeVerCursor);
    case Gesture::Window:
        return setCursor(Qt::SizeAllCursor);
    case Gesture::None:
        break;
    }
    setCursor(m_spaceHeld ? Qt::OpenHandCursor : Qt::CrossCursor);
}

} // namespace lucency::ui
