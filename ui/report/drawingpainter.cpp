#include "ui/report/drawingpainter.h"

#include "ui/report/laidtext.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>
#include <QPolygonF>

namespace lucency::ui {

namespace {

using namespace app::report;

QPolygonF polygon(const std::vector<QPointF>& points)
{
    return QPolygonF(QList<QPointF>(points.begin(), points.end()));
}

QColor filled(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

class ShapePainter {
public:
    ShapePainter(QPainter& painter, Ground ground)
        : m_painter(painter)
        , m_ground(ground)
    {
    }

    void operator()(const Line& line)
    {
        QPen pen(inkOn(m_ground, line.stroke.colour), line.stroke.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
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
        m_painter.setBrush(filled(inkOn(m_ground, area.fill), area.opacity));
        m_painter.drawPolygon(polygon(area.outline));
    }

    void operator()(const Rectangle& rectangle)
    {
        m_painter.fillRect(rectangle.area, filled(inkOn(m_ground, rectangle.fill), rectangle.opacity));
    }

    void operator()(const Circle& circle)
    {
        m_painter.setPen(circle.border.isEmpty() ? QPen(Qt::NoPen) : QPen(inkOn(m_ground, circle.border), borderWidth));
        m_painter.setBrush(inkOn(m_ground, circle.fill));
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
        laid.paint(m_painter, {x, -laid.ascent()}, inkOn(m_ground, text.style.colour));
        m_painter.restore();
    }

private:
    QPainter& m_painter;
    Ground m_ground;
};

} // namespace

QColor inkOn(Ground ground, const QString& colour)
{
    if (ground == Ground::Paper) return QColor(colour);
    // Lighter counterparts of the same hues, each with a contrast of 4.5 or more against the dark ground.
    static const QHash<QString, QColor> dark{
        {QLatin1String(ink::text), QColor(0xe2, 0xe6, 0xeb)},    {QLatin1String(ink::muted), QColor(0x9d, 0xa7, 0xb3)},
        {QLatin1String(ink::grid), QColor(0x33, 0x38, 0x40)},    {QLatin1String(ink::paper), QColor(0x15, 0x17, 0x1b)},
        {QLatin1String(ink::present), QColor(0x5a, 0xa9, 0xf5)}, {QLatin1String(ink::absent), QColor(0x8a, 0x8f, 0x98)},
        {QLatin1String(ink::point), QColor(0xff, 0x8f, 0x45)},   {QLatin1String(ink::second), QColor(0x3f, 0xc7, 0x9a)},
        {QStringLiteral("#cc79a7"), QColor(0xe5, 0x9a, 0xc4)},   {QStringLiteral("#56b4e9"), QColor(0x8f, 0xd3, 0xf7)},
        {QStringLiteral("#8c6d00"), QColor(0xd8, 0xb9, 0x3f)},   {QStringLiteral("#bcc7d6"), QColor(0x4f, 0x5b, 0x6a)}};
    const auto found = dark.constFind(colour);
    return found == dark.cend() ? QColor(colour) : *found;
}

void paintDrawing(QPainter& painter, QPointF topLeft, const Drawing& drawing, Ground ground)
{
    painter.save();
    painter.translate(topLeft);
    ShapePainter shapes(painter, ground);
    for (const auto& shape : drawing.shapes())
        std::visit(shapes, shape);
    painter.restore();
}

} // namespace lucency::ui
