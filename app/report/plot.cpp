#include "app/report/plot.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lucency::app::report {

namespace {

struct PlotWords {
    Q_DECLARE_TR_FUNCTIONS(PlotWords)
};

/// On one line, also in a narrow column.
QString notMeasured()
{
    return PlotWords::tr("not measured").replace(QLatin1Char(' '), QChar::Nbsp);
}

int decimalsOf(double step)
{
    return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

} // namespace

Axis shareAxis(const QString& name)
{
    Axis axis{0, 1, {}, {}, name};
    for (int i = 0; i <= 5; ++i) {
        axis.marks.push_back(i / 5.0);
        axis.labels.push_back(percent(i / 5.0));
    }
    return axis;
}

Axis roundAxis(double lowest, double highest, const QString& name, int marks)
{
    if (!(highest > lowest)) {
        const double margin = std::max(std::abs(lowest) * 0.1, 1e-6);
        lowest -= margin;
        highest += margin;
    }
    const double raw = (highest - lowest) / marks, power = std::pow(10.0, std::floor(std::log10(raw)));
    const double lead = raw / power;
    const double step = (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
    Axis axis{std::floor(lowest / step + 1e-9) * step, std::ceil(highest / step - 1e-9) * step, {}, {}, name};
    const auto count = static_cast<int>(std::lround((axis.to - axis.from) / step));
    for (int i = 0; i <= count; ++i) {
        axis.marks.push_back(axis.from + i * step);
        axis.labels.push_back(step < 1e-4 ? QLocale().toString(axis.marks.back(), 'g', 2) : figure(axis.marks.back(), decimalsOf(step)));
    }
    return axis;
}

Axis wholeAxis(int first, int last, const QString& name)
{
    Axis axis{static_cast<double>(first), static_cast<double>(std::max(last, first + 1)), {}, {}, name};
    const int step = std::max(1, static_cast<int>(std::ceil((axis.to - axis.from) / 8.0)));
    for (int value = first; value <= axis.to; value += step) {
        axis.marks.push_back(value);
        axis.labels.push_back(QLocale().toString(value));
    }
    return axis;
}

Plot::Plot(Drawing& drawing, const QRectF& area, Axis across, Axis up)
    : m_drawing(drawing)
    , m_area(area)
    , m_across(std::move(across))
    , m_up(std::move(up))
{
    const Stroke grid{QLatin1String(ink::grid), 0.8, {}};
    const TextStyle small{10, Anchor::Middle, QLatin1String(ink::muted)}, smallRight{10, Anchor::End, QLatin1String(ink::muted)};
    double widest = 0;
    for (std::size_t i = 0; i < m_across.marks.size(); ++i) {
        const QPointF foot = at(m_across.marks[i], m_up.from);
        drawing.line(foot, {foot.x(), area.top()}, grid);
        drawing.text({foot.x(), area.bottom() + 14}, m_across.labels[i], small);
    }
    for (std::size_t i = 0; i < m_up.marks.size(); ++i) {
        const QPointF left = at(m_across.from, m_up.marks[i]);
        drawing.line(left, {area.right(), left.y()}, grid);
        drawing.text({area.left() - 5, left.y() + 3.5}, m_up.labels[i], smallRight);
        widest = std::max(widest, textWidth(m_up.labels[i], 10));
    }
    drawing.line(area.topLeft(), area.bottomLeft(), {QLatin1String(ink::muted), 1, {}});
    drawing.line(area.bottomLeft(), area.bottomRight(), {QLatin1String(ink::muted), 1, {}});
    drawing.text({area.center().x(), area.bottom() + 31}, m_across.name, {10.5, Anchor::Middle});
    drawing.text({area.left() - widest - 13, area.center().y()}, m_up.name, {10.5, Anchor::Middle, QLatin1String(ink::text), false, -90});
}

QPointF Plot::at(double across, double up) const
{
    return {m_area.left() + m_area.width() * (across - m_across.from) / (m_across.to - m_across.from),
            m_area.bottom() - m_area.height() * (up - m_up.from) / (m_up.to - m_up.from)};
}

void Plot::curve(const std::vector<QPointF>& values, const Stroke& stroke)
{
    std::vector<QPointF> points;
    for (const auto& value : values)
        points.push_back(at(value.x(), value.y()));
    m_drawing.polyline(points, stroke);
}

void Plot::band(const std::vector<double>& across, const std::vector<double>& low, const std::vector<double>& high, const QString& colour)
{
    std::vector<QPointF> outline;
    for (std::size_t i = 0; i < across.size(); ++i)
        if (std::isfinite(low[i]) && std::isfinite(high[i])) outline.push_back(at(across[i], low[i]));
    for (std::size_t i = across.size(); i-- > 0;)
        if (std::isfinite(low[i]) && std::isfinite(high[i])) outline.push_back(at(across[i], high[i]));
    m_drawing.area(outline, colour, 0.18);
}

void Plot::mark(QPointF value, const QString& words, const QString& colour)
{
    const QPointF place = at(value.x(), value.y());
    m_drawing.circle(place, 5, colour, QLatin1String(ink::paper));
    if (words.isEmpty()) return;
    const bool toTheRight = place.x() + 10 + textWidth(words, 10) <= m_area.right() + 4;
    // Below the curve there is room beside the point, unless the point lies at the bottom.
    const double lower = place.y() + 18 > m_area.bottom() ? -10 : 16;
    m_drawing.text({place.x() + (toTheRight ? 8 : -8), place.y() + lower}, words,
                   {10, toTheRight ? Anchor::Start : Anchor::End, colour, true});
}

QString figure(double value, int decimals)
{
    if (std::isnan(value)) return notMeasured();
    return QLocale().toString(value, 'f', decimals);
}

QString percent(double share, int decimals)
{
    if (std::isnan(share)) return notMeasured();
    return PlotWords::tr("%1\u00a0%").arg(QLocale().toString(share * 100, 'f', decimals));
}

} // namespace lucency::app::report
