#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <variant>
#include <vector>

namespace lucency::app::report {

/// Colours that people with any colour vision tell apart (Okabe and Ito), as SVG writes them.
namespace ink {
inline constexpr const char* text = "#1a1a1a";
inline constexpr const char* muted = "#5c6370";
inline constexpr const char* grid = "#d9dce1";
inline constexpr const char* paper = "#ffffff";
inline constexpr const char* present = "#0072b2"; ///< the finding, and the first of several curves
inline constexpr const char* absent = "#8a8f98";  ///< without it
inline constexpr const char* point = "#d55e00";   ///< the operating point, and what is wrong
inline constexpr const char* second = "#009e73";
} // namespace ink

struct Stroke {
    QString colour = QLatin1String(ink::text);
    double width = 1;
    QString dashes; ///< as SVG writes them, "4 3"; empty for a solid line
};

/// Of the lines around circles.
inline constexpr double borderWidth = 1.5;

enum class Anchor { Start, Middle, End };

struct TextStyle {
    double size = 11;
    Anchor anchor = Anchor::Start;
    QString colour = QLatin1String(ink::text);
    bool bold = false;
    double turned = 0; ///< degrees, clockwise around the place
};

/// What a drawing is made of, in the order in which it is put on paper.
struct Line {
    std::vector<QPointF> points;
    Stroke stroke;
};
struct Area {
    std::vector<QPointF> outline;
    QString fill;
    double opacity = 1;
};
struct Rectangle {
    QRectF area;
    QString fill;
    double opacity = 1;
};
struct Circle {
    QPointF centre;
    double radius = 0;
    QString fill, border;
};
struct Text {
    QPointF at; ///< of the baseline
    QString words;
    TextStyle style;
};
using Shape = std::variant<Line, Area, Rectangle, Circle, Text>;

/// A figure in the making. The origin is the upper left corner.
class Drawing {
public:
    Drawing() = default;
    explicit Drawing(QSizeF size)
        : m_size(size)
    {
    }

    QSizeF size() const { return m_size; }
    const std::vector<Shape>& shapes() const { return m_shapes; }
    void line(QPointF from, QPointF to, const Stroke& stroke) { m_shapes.emplace_back(Line{{from, to}, stroke}); }
    /// A line through points; those that are not finite break it.
    void polyline(const std::vector<QPointF>& points, const Stroke& stroke);
    void area(const std::vector<QPointF>& outline, const QString& fill, double opacity);
    void rectangle(const QRectF& area, const QString& fill, double opacity = 1) { m_shapes.emplace_back(Rectangle{area, fill, opacity}); }
    void circle(QPointF centre, double radius, const QString& fill, const QString& border = {});
    void text(QPointF at, const QString& words, const TextStyle& style = {}) { m_shapes.emplace_back(Text{at, words, style}); }

private:
    QSizeF m_size;
    std::vector<Shape> m_shapes;
};

/// The drawing as plain SVG 1.1 with presentation attributes alone, which browsers and editors all draw alike. The title says it in words,
/// to those who cannot see it.
QString toSvg(const Drawing& drawing, const QString& title);

/// Text as it may stand in HTML, SVG and their attributes.
QString escaped(const QString& text);

/// About how wide a text is, in the units of a drawing, where no font is at hand to measure it.
double textWidth(const QString& words, double size);

} // namespace lucency::app::report
