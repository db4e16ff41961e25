#include "ui/report/drawingpainter.h"

#include "ui/report/laidtext.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

namespace lucency::ui {

namespace {

using namespace app::report;

QPolygonF polygon(const std::vector<QPointF>& points)
{
    return QPolygonF(QList<QPointF>(points.begin(), points.end()));
}

QColor filled(const QString& name, double opacity)
{
    QColor colour(name);
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

class ShapePainter {
public:
    explicit ShapePainter(QPainter& painter)
        : m_painter(painter)
    {
    }

    void operator()(const Line& line)
    {
        QPen pen(QColor(line.stroke.colour), line.stroke.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (!line.stroke.dashes.isEmpty()) {
            QList<qreal> pattern; // Qt counts dashes in widths of the pen
            for (const auto& length : line.stroke.dashes.split(QLatin1Char(' ')))
                pattern << length.toDouble() / line.stroke.width;
            pen.setDashPattern(pattern);
        }
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(polygon(line.points));
    }

    void operator()(const Area& area)
    {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(filled(area.fill, area.opacity));
        m_painter.drawPolygon(polygon(area.outline));
    }

    void operator()(const Rectangle& rectangle) { m_painter.fillRect(rectangle.area, filled(rectangle.fill, rectangle.opacity)); }

    void operator()(const Circle& circle)
    {
        m_painter.setPen(circle.border.isEmpty() ? QPen(Qt::NoPen) : QPen(QColor(circle.border), borderWidth));
        m_painter.setBrush(QColor(circle.fill));
        m_painter.drawEllipse(circle.centre, circle.radius, circle.radius);
    }

    void operator()(const Text& text)
    {
        const LaidText laid(text.words, reportFont(text.style.size, text.style.bold), 1e6);
        const double width = laid.naturalWidth();
        m_painter.save();
        m_painter.translate(text.at);
        m_painter.rotate(text.style.turned);
        const double x = text.style.anchor == Anchor::Start ? 0 : text.style.anchor == Anchor::Middle ? -width / 2 : -width;
        laid.paint(m_painter, {x, -laid.ascent()}, QColor(text.style.colour));
        m_painter.restore();
    }

private:
    QPainter& m_painter;
};

} // namespace

void paintDrawing(QPainter& painter, QPointF topLeft, const Drawing& drawing)
{
    painter.save();
    painter.translate(topLeft);
    ShapePainter shapes(painter);
    for (const auto& shape : drawing.shapes())
        std::visit(shapes, shape);
    painter.restore();
}

} // namespace lucency::ui
