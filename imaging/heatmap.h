#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

namespace lucency::imaging {

/// Opacity and threshold of a heat map over a radiograph, both 0 to 1.
struct HeatMapStyle {
    double opacity = 0.45;
    double threshold = 0.3; ///< activations below this share of the scale are not drawn
};

/// Which share of the colours the strongest cell of an activation map gets: 1 for every map whose strongest cell weighs in the score (half
/// a unit of log odds, were the whole image like it), less for a weaker map, 0 for one without positive values.
double heatMapStrength(const cv::Mat& activation);

/// Scales a coarse activation map (CV_32FC1, in log odds) to size with smooth interpolation and to 0..heatMapStrength(); a map without
/// positive values becomes all zero.
cv::Mat scaleHeatMap(const cv::Mat& activation, cv::Size size);

/// Colours a scaled map (CV_32FC1, 0 to 1) as premultiplied BGRA, CV_8UC4, transparent below the threshold.
cv::Mat colourHeatMap(const cv::Mat& scaled, const HeatMapStyle& style);

/// Draws the coloured map over an 8-bit grey image: CV_8UC3, BGR.
cv::Mat overlayHeatMap(const cv::Mat& grey, const cv::Mat& activation, const HeatMapStyle& style);

/// Bounding boxes of the connected regions of an activation map over threshold (share of the scale), strongest first, in pixels of
/// an image of the given size. A map without positive values has none.
std::vector<cv::Rect2d> heatMapRegions(const cv::Mat& activation, double threshold, cv::Size imageSize);

} // namespace lucency::imaging
