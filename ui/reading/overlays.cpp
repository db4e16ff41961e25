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

void drawBoxes(QPainter& painter, const std::vector<OverlayBox>& boxes, const QTransform& toView, const QRectF& view, bool withModel)
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
        // The label stays in the view however far the box reaches out of it.
        const double width = painter.fontMetrics().horizontalAdvance(box.label) + 6;
        QRectF label(frame.left() + 2, frame.top() - line - 3, width, line);
        if (label.top() < view.top()) label.moveTop(std::min(frame.bottom() + 3, view.bottom() - line));
        label.moveLeft(std::clamp(label.left(), view.left() + 2, std::max(view.left() + 2, view.right() - width - 2)));
        drawHaloText(painter, label, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, box.label, colour);
    }
    painter.restore();
}

} // namespace lucency::ui
