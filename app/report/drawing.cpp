#include "app/report/drawing.h"

#include <cmath>

namespace lucency::app::report {

namespace {

/// Two decimals are finer than any screen or printer; files are read by machines, so the point is a point.
QString coordinate(double value)
{
    QString text = QString::number(value, 'f', 2);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

QString attribute(const char* name, const QString& value)
{
    return QStringLiteral(" %1=\"%2\"").arg(QLatin1String(name), value);
}

QString attribute(const char* name, double value)
{
    return attribute(name, coordinate(value));
}

QString places(const std::vector<QPointF>& points)
{
    QString text;
    for (const auto& point : points)
        text += coordinate(point.x()) + QLatin1Char(',') + coordinate(point.y()) + QLatin1Char(' ');
    return text.trimmed();
}

class SvgWriter {
public:
    void operator()(const Line& line)
    {
        m_body += QStringLiteral("<polyline") + attribute("points", places(line.points)) + attribute("fill", QStringLiteral("none")) +
                  attribute("stroke-linejoin", QStringLiteral("round")) + attribute("stroke", line.stroke.colour) +
                  attribute("stroke-width", line.stroke.width);
        if (!line.stroke.dashes.isEmpty()) m_body += attribute("stroke-dasharray", line.stroke.dashes);
        m_body += QStringLiteral("/>\n");
    }

    void operator()(const Area& area)
    {
        m_body += QStringLiteral("<polygon") + attribute("points", places(area.outline)) + attribute("fill", area.fill) +
                  attribute("fill-opacity", area.opacity) + QStringLiteral("/>\n");
    }

    void operator()(const Rectangle& rectangle)
    {
        const auto& area = rectangle.area;
        m_body += QStringLiteral("<rect") + attribute("x", area.x()) + attribute("y", area.y()) + attribute("width", area.width()) +
                  attribute("height", area.height()) + attribute("fill", rectangle.fill) + attribute("fill-opacity", rectangle.opacity) +
                  QStringLiteral("/>\n");
    }

    void operator()(const Circle& circle)
    {
        m_body += QStringLiteral("<circle") + attribute("cx", circle.centre.x()) + attribute("cy", circle.centre.y()) +
                  attribute("r", circle.radius) + attribute("fill", circle.fill);
        if (!circle.border.isEmpty()) m_body += attribute("stroke", circle.border) + attribute("stroke-width", borderWidth);
        m_body += QStringLiteral("/>\n");
    }

    void operator()(const Text& text)
    {
        const auto& style = text.style;
        m_body += QStringLiteral("<text") + attribute("x", text.at.x()) + attribute("y", text.at.y()) + attribute("font-size", style.size) +
                  attribute("fill", style.colour);
        if (style.anchor == Anchor::Middle) m_body += attribute("text-anchor", QStringLiteral("middle"));
        if (style.anchor == Anchor::End) m_body += attribute("text-anchor", QStringLiteral("end"));
        if (style.bold) m_body += attribute("font-weight", QStringLiteral("bold"));
        if (style.turned != 0)
            m_body += attribute(
                "transform",
                QStringLiteral("rotate(%1 %2 %3)").arg(coordinate(style.turned), coordinate(text.at.x()), coordinate(text.at.y())));
        m_body += QLatin1Char('>') + escaped(text.words) + QStringLiteral("</text>\n");
    }

    const QString& body() const { return m_body; }

private:
    QString m_body;
};

} // namespace

void Drawing::polyline(const std::vector<QPointF>& points, const Stroke& stroke)
{
    std::vector<QPointF> piece;
    const auto put = [&] {
        if (piece.size() > 1) m_shapes.emplace_back(Line{piece, stroke});
        piece.clear();
    };
    for (const auto& point : points) {
        if (std::isfinite(point.x()) && std::isfinite(point.y()))
            piece.push_back(point);
        else
            put();
    }
    put();
}

void Drawing::area(const std::vector<QPointF>& outline, const QString& fill, double opacity)
{
    if (outline.size() > 2) m_shapes.emplace_back(Area{outline, fill, opacity});
}

void Drawing::circle(QPointF centre, double radius, const QString& fill, const QString& border)
{
    m_shapes.emplace_back(Circle{centre, radius, fill, border});
}

QString toSvg(const Drawing& drawing, const QString& title)
{
    SvgWriter writer;
    for (const auto& shape : drawing.shapes())
        std::visit(writer, shape);
    const QString width = coordinate(drawing.size().width()), height = coordinate(drawing.size().height());
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%1\" height=\"%2\" viewBox=\"0 0 %1 %2\" "
                          "font-family=\"DejaVu Sans, Verdana, sans-serif\" aria-label=\"%3\">\n<title>%3</title>\n%4</svg>\n")
        .arg(width, height, escaped(title), writer.body());
}

QString escaped(const QString& text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar character : text) {
        switch (character.unicode()) {
        case '&':
            safe += QStringLiteral("&amp;");
            break;
        case '<':
            safe += QStringLiteral("&lt;");
            break;
        case '>':
            safe += QStringLiteral("&gt;");
            break;
        case '"':
            safe += QStringLiteral("&quot;");
            break;
        case '\'':
            safe += QStringLiteral("&#39;");
            break;
        default:
            // XML has no way to write the other control characters; a file name may hold them.
            if (character.unicode() >= 0x20 || character == QLatin1Char('\n') || character == QLatin1Char('\t')) safe += character;
        }
    }
    return safe;
}

double textWidth(const QString& words, double size)
{
    return 0.6 * size * static_cast<double>(words.size());
}

} // namespace lucency::app::report
