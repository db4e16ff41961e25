#pragma once

#include "imaging/heatmap.h"

#include <QPainter>
#include <QRectF>
#include <QString>
#include <QTransform>

#include <opencv2/core/mat.hpp>

#include <vector>

namespace lucency::ui {

/// A box over a radiograph, in pixels of the image.
struct OverlayBox {
    enum class Source { Reference, Model }; ///< drawn by a person, or found by the model
    Source source = Source::Reference;
    QRectF box;
    QString label;
};

/// All that may lie over a radiograph.
struct Overlays {
    std::vector<OverlayBox> boxes;
    cv::Mat activation;      ///< the coarse map of one finding, CV_32FC1; empty for none
    QString activationLabel; ///< what the map shows and how coarse it is, as "Effusion, 7 × 7 cells"
};

/// Which overlays are shown, and how.
struct OverlaySwitches {
    bool ai = true;      ///< key a: hides heat map and model regions together
    bool boxes = true;   ///< key b
    bool heatMap = true; ///< key m
    bool planes = true;  ///< key o: the overlay planes of the file, which are no AI
    imaging::HeatMapStyle style;
};

/// imaging::heatMapRegions() as Qt's rectangles.
std::vector<QRectF> activationRegions(const cv::Mat& activation, double threshold, QSize imageSize);

/// Text over a dark halo of one logical pixel, since no colour stands out on every radiograph.
void drawHaloText(QPainter& painter, const QRectF& where, int flags, const QString& text, const QColor& colour);

/// Where the label of a box is written: above the box, else within or under it, within the view and off the areas that are taken by other
/// texts, and always beside its box. Above the box where there is no free place at all. frame is the box in the view.
QRectF placedLabel(const QRectF& frame, const QSizeF& label, const QRectF& view, const std::vector<QRectF>& taken);

/// Boxes with their labels over dark halos; toView leads from image coordinates to those of the painter. Model regions are dashed. Labels
/// are kept off the areas that are taken by other texts, and off each other.
void drawBoxes(QPainter& painter, const std::vector<OverlayBox>& boxes, const QTransform& toView, const QRectF& view, bool withModel,
               std::vector<QRectF> taken = {});

} // namespace lucency::ui
