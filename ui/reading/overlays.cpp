#include "ui/reading/overlays.h"

#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace lucency::ui {

std::vector<QRectF> activationRegions(const cv::Mat& activation, double threshold, QSize imageSize)
{
    std::vector<QRectF> boxes;
    for (const cv::Rect2d& box : imaging::heatMapRegions(activation, threshold, cv::Size(imageSize.width(), imageSize.height())))
        boxes.emplace_back(box.x, box.y, box.width, box.height);
    return boxes;
}

void drawHaloText(QPainter& painter, const QRectF& where, int flags, const QString& text, const QColor& colour)
{
    painter.setPen(QColor(0, 0, 0, 200));
    for (const QPointF offset : {QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1), QPointF(1, 1)})
        painter.drawText(where.translated(offset), flags, text);
    painter.setPen(colour);
    painter.drawText(where, flags, text);
}

QRectF placedLabel(const QRectF& frame, const QSizeF& label, const QRectF& view, const std::vector<QRectF>& taken)
{
    constexpr double gap = 3;
    const auto at = [&](double left, double top) {
        const double leftmost = view.left() + 2;
        return QRectF(QPointF(std::clamp(left, leftmost, std::max(leftmost, view.right() - label.width() - 2)), top), label);
    };
    const auto isFree = [&](const QRectF& place) {
        return place.top() >= view.top() && place.bottom() <= view.bottom() &&
               std::ranges::none_of(taken, [&place](const QRectF& area) { return area.intersects(place); });
    };
    const double above = frame.top() - gap - label.height(), under = frame.bottom() + gap;
    std::vector<double> tops{above, frame.top() + gap, under};
    // A box that is larger than the view, or whose edges lie under texts, has its label at the highest free place within.
    const double last = std::min(frame.bottom(), view.bottom()) - label.height();
    for (double top = std::max(frame.top(), view.top()) + gap; top <= last; top += label.height() / 2)
        tops.push_back(top);
    for (const double top : tops)
        for (const double left : {frame.left() + 2, frame.right() - label.width() - 2})
            if (const QRectF place = at(left, top); isFree(place)) return place;
    return at(frame.left() + 2, std::max(above, view.top()));
}

void drawBoxes(QPainter& painter, const std::vector<OverlayBox>& boxes, const QTransform& toView, const QRectF& view, bool withModel,
               std::vector<QRectF> taken)
{
    painter.save();
    painter.setBrush(Qt::NoBrush);
    const double line = painter.fontMetrics().height();
    for (const OverlayBox& box : boxes) {
        const bool reference = box.source == OverlayBox::Source::Reference;
        if (!reference && !withModel) continue;
        const QColor colour = reference ? theme::referenceColour() : theme::modelColour();
        const QRectF frame = toView.mapRect(box.box);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(QColor(0, 0, 0, 170), 4));
        painter.drawRect(frame);
        painter.setPen(QPen(colour, 2, reference ? Qt::SolidLine : Qt::DashLine));
        painter.drawRect(frame);
        // A label without its box in sight would seem to be about something else.
        if (box.label.isEmpty() || !frame.intersects(view)) continue;
        const QRectF label = placedLabel(frame, QSizeF(painter.fontMetrics().horizontalAdvance(box.label) + 6, line), view, taken);
        drawHaloText(painter, label, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, box.label, colour);
        taken.push_back(label);
    }
    painter.restore();
}

} // namespace lucency::ui
