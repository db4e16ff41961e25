#pragma once

#include "app/report/figures.h"

#include <QTransform>
#include <QWidget>

#include <optional>

namespace lucency::ui {

/// The drawing of a FigureView: paints it at the size of the widget and answers the pointer and keys.
class FigureCanvas : public QWidget {
    Q_OBJECT

public:
    explicit FigureCanvas(QWidget* parent = nullptr);

    /// The figure must outlive its showing.
    void setFigure(const app::report::Figure* figure);
    double zoom() const { return m_zoom; }
    void setZoom(double zoom, std::optional<QPointF> around = std::nullopt);
    /// From units of the drawing to pixels of the widget.
    QTransform transform() const;

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return !m_fits; }
    /// Takes the room that it is given, and draws as large as fits, instead of asking for the height of the drawing.
    void setFits(bool fits);
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void spotChosen(const QString& key);
    void spotDragged(const QString& key);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// The place under a point of the widget, or the nearest one within a few pixels; -1 without one.
    int spotAt(QPointF point) const;
    void setCurrent(int spot);
    void stepTo(int direction);
    double scale() const;
    void keepInside();

    const app::report::Figure* m_figure = nullptr;
    double m_zoom = 1;
    bool m_fits = false;
    QPointF m_shift; ///< of the zoomed drawing, in pixels
    int m_current = -1;
    QPoint m_pressedAt, m_lastAt;
    bool m_dragging = false;
};

} // namespace lucency::ui
