#pragma once

#include "app/report/drawing.h"

#include <QString>

#include <vector>

namespace lucency::app::report {

/// One axis of a plot: what it runs from and to, where it is marked, and what stands at the marks.
struct Axis {
    double from = 0, to = 1;
    std::vector<double> marks;
    std::vector<QString> labels; ///< one a mark
    QString name;                ///< with its unit
};

/// Shares from 0 to 1 in per cent.
Axis shareAxis(const QString& name);

/// An axis around some values, marked at round numbers.
Axis roundAxis(double lowest, double highest, const QString& name, int marks = 5);

/// The same for whole numbers, such as epochs.
Axis wholeAxis(int first, int last, const QString& name);

/// The frame of a figure with two axes, drawn when it is made; it takes values to places.
class Plot {
public:
    /// Area is what the frame encloses; the labels stand around it.
    Plot(Drawing& drawing, const QRectF& area, Axis across, Axis up);

    QPointF at(double across, double up) const;
    void curve(const std::vector<QPointF>& values, const Stroke& stroke);
    /// A band between two heights at each place; where one of them is unknown there is none.
    void band(const std::vector<double>& across, const std::vector<double>& low, const std::vector<double>& high, const QString& colour);
    /// A value with a halo, and words beside it on the side that has room.
    void mark(QPointF value, const QString& words, const QString& colour);

private:
    Drawing& m_drawing;
    QRectF m_area;
    Axis m_across, m_up;
};

/// Numbers as people write them in their language; "not measured" for what is undefined.
QString figure(double value, int decimals = 3);
QString percent(double share, int decimals = 0);

} // namespace lucency::app::report
