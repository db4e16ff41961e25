#include "ui/reading/overlays.h"

#include "ui/theme.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

std::vector<QRectF> activationRegions(const cv::Mat& activation, double threshold, QSize imageSize)
{
    if (activation.empty() || imageSize.isEmpty()) return {};
    // Regions of the smoothed map, eight steps a cell: the map itself says no more than that.
    const cv::Mat scaled = imaging::scaleHeatMap(activation, cv::Size(activation.cols * 8, activation.rows * 8));
    cv::Mat over, labels, statistics, centroids;
    cv::compare(scaled, std::max(threshold, 1e-6), over, cv::CMP_GE);
    const int count = cv::connectedComponentsWithStats(over, labels, statistics, centroids, 8);
    struct Region {
        double peak;
        QRectF box;
    };
    std::vector<Region> regions;
    const double x = double(imageSize.width()) / scaled.cols, y = double(imageSize.height()) / scaled.rows;
    for (int label = 1; label < count; ++label) {
        double peak = 0;
        cv::minMaxLoc(scaled, nullptr, &peak, nullptr, nullptr, labels == label);
        const int* box = statistics.ptr<int>(label);
        regions.push_back(
            {peak, QRectF(box[cv::CC_STAT_LEFT] * x, box[cv::CC_STAT_TOP] * y, box[cv::CC_STAT_WIDTH] * x, box[cv::CC_STAT_HEIGHT] * y)});
    }
    std::ranges::stable_sort(regions, std::greater(), &Region::peak);
    std::vector<QRectF> boxes;
    for (const Region& region : regions)
        boxes.push_back(region.box);
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
