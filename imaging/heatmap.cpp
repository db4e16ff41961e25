#include "imaging/heatmap.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace lucency::imaging {
namespace {

struct Colour {
    float red, green, blue;
};

/// The upper four fifths of "plasma" (matplotlib, CC0): lightness rises evenly, so that hotter is brighter for every kind of colour
/// vision, and no colour of it is a grey.
constexpr std::array<Colour, 9> Scale = {{{106, 0, 168},
                                          {143, 13, 164},
                                          {177, 42, 144},
                                          {204, 71, 120},
                                          {225, 100, 98},
                                          {242, 132, 75},
                                          {252, 166, 54},
                                          {252, 206, 37},
                                          {240, 249, 33}}};

Colour colourOf(float value)
{
    const float at = std::clamp(value, 0.0F, 1.0F) * static_cast<float>(Scale.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(at), Scale.size() - 2);
    const float share = at - static_cast<float>(index);
    const auto mix = [share](float a, float b) { return a + (b - a) * share; };
    const Colour& a = Scale[index];
    const Colour& b = Scale[index + 1];
    return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

/// Nothing below the threshold; from there a soft edge of a seventh of the scale, so that no contour is drawn where the network saw none.
float alphaOf(float value, const HeatMapStyle& style)
{
    constexpr float Edge = 0.15F;
    const auto threshold = static_cast<float>(std::clamp(style.threshold, 0.0, 1.0));
    if (value < threshold || value <= 0) return 0;
    const float t = std::clamp((value - threshold) / Edge, 0.0F, 1.0F);
    const float edge = threshold >= 1 ? 1 : t * t * (3 - 2 * t);
    return static_cast<float>(std::clamp(style.opacity, 0.0, 1.0)) * edge;
}

constexpr int Steps = 1024;

/// Premultiplied colours for the values 0 to 1 in Steps steps.
std::array<cv::Vec4b, Steps + 1> palette(const HeatMapStyle& style)
{
    std::array<cv::Vec4b, Steps + 1> colours;
    for (int i = 0; i <= Steps; ++i) {
        const float value = static_cast<float>(i) / Steps;
        const float alpha = alphaOf(value, style);
        const Colour c = colourOf(value);
        const auto byte = [](float v) { return static_cast<std::uint8_t>(std::lround(v)); };
        colours[static_cast<std::size_t>(i)] = {byte(c.blue * alpha), byte(c.green * alpha), byte(c.red * alpha), byte(255 * alpha)};
    }
    return colours;
}

/// A class activation map averages to the log odds (but for what the network says of every image alike), so that a cell of 1/2 would raise
/// the odds by 1.65 if all of the image looked like it. Of the default model's maps of findings over their point one in a hundred stays
/// below that. Gradient maps have no negative cells and sum up to the log odds: there a cell of as much weight is smaller by their number.
double fullColour(const cv::Mat& map)
{
    constexpr double Least = 0.5;
    double lowest = 0, highest = 0;
    cv::minMaxLoc(map, &lowest, &highest);
    return std::max(highest, lowest < 0 ? Least : Least / static_cast<double>(map.total()));
}

/// CV_32FC1 without what is not a number.
cv::Mat numbersOf(const cv::Mat& activation)
{
    cv::Mat map;
    activation.convertTo(map, CV_32F);
    map.setTo(0, map != map);
    return map;
}

} // namespace

double heatMapStrength(const cv::Mat& activation)
{
    if (activation.empty()) return 0;
    const cv::Mat map = numbersOf(activation);
    double highest = 0;
    cv::minMaxLoc(map, nullptr, &highest);
    return highest > 0 && std::isfinite(highest) ? highest / fullColour(map) : 0;
}

cv::Mat scaleHeatMap(const cv::Mat& activation, cv::Size size)
{
    if (activation.empty() || size.width <= 0 || size.height <= 0)
        return cv::Mat::zeros(std::max(size.height, 0), std::max(size.width, 0), CV_32FC1);
    cv::Mat map = numbersOf(activation);
    double highest = 0;
    cv::minMaxLoc(map, nullptr, &highest);
    if (!(highest > 0) || !std::isfinite(highest)) return cv::Mat::zeros(size, CV_32FC1);
    map = cv::max(map, 0) / fullColour(map);
    // Cubic with pixel centres at halves: the middle of a cell is over the middle of what the network saw there.
    cv::Mat scaled;
    cv::resize(map, scaled, size, 0, 0, size.width < map.cols || size.height < map.rows ? cv::INTER_AREA : cv::INTER_CUBIC);
    return cv::min(cv::max(scaled, 0), 1);
}

cv::Mat colourHeatMap(const cv::Mat& scaled, const HeatMapStyle& style)
{
    cv::Mat out(scaled.size(), CV_8UC4);
    const auto colours = palette(style);
    for (int y = 0; y < scaled.rows; ++y) {
        const auto* const values = scaled.ptr<float>(y);
        auto* const pixels = out.ptr<cv::Vec4b>(y);
        for (int x = 0; x < scaled.cols; ++x) {
            const float value = values[x] > 0 ? std::min(values[x], 1.0F) : 0;
            pixels[x] = colours[static_cast<std::size_t>(cvRound(value * Steps))];
        }
    }
    return out;
}

cv::Mat overlayHeatMap(const cv::Mat& grey, const cv::Mat& activation, const HeatMapStyle& style)
{
    const cv::Mat colour = colourHeatMap(scaleHeatMap(activation, grey.size()), style);
    cv::Mat out(grey.size(), CV_8UC3);
    for (int y = 0; y < grey.rows; ++y) {
        const auto* const below = grey.ptr<std::uint8_t>(y);
        const auto* const above = colour.ptr<cv::Vec4b>(y);
        auto* const pixels = out.ptr<cv::Vec3b>(y);
        for (int x = 0; x < grey.cols; ++x) {
            const unsigned shining = (below[x] * (255u - above[x][3]) + 127) / 255;
            for (int k = 0; k < 3; ++k)
                pixels[x][k] = cv::saturate_cast<std::uint8_t>(above[x][k] + shining);
        }
    }
    return out;
}

std::vector<cv::Rect2d> heatMapRegions(const cv::Mat& activation, double threshold, cv::Size imageSize)
{
    if (activation.empty() || imageSize.empty()) return {};
    // Regions of the smoothed map, eight steps a cell: the map itself says no more than that.
    const cv::Mat scaled = scaleHeatMap(activation, cv::Size(activation.cols * 8, activation.rows * 8));
    cv::Mat over, labels, statistics, centroids;
    cv::compare(scaled, std::max(threshold, 1e-6), over, cv::CMP_GE);
    const int count = cv::connectedComponentsWithStats(over, labels, statistics, centroids, 8);
    struct Region {
        double peak;
        cv::Rect2d box;
    };
    std::vector<Region> regions;
    const double x = double(imageSize.width) / scaled.cols, y = double(imageSize.height) / scaled.rows;
    for (int label = 1; label < count; ++label) {
        double peak = 0;
        cv::minMaxLoc(scaled, nullptr, &peak, nullptr, nullptr, labels == label);
        const int* box = statistics.ptr<int>(label);
        regions.push_back({peak, cv::Rect2d(box[cv::CC_STAT_LEFT] * x, box[cv::CC_STAT_TOP] * y, box[cv::CC_STAT_WIDTH] * x,
                                            box[cv::CC_STAT_HEIGHT] * y)});
    }
    std::ranges::stable_sort(regions, std::greater(), &Region::peak);
    std::vector<cv::Rect2d> boxes;
    boxes.reserve(regions.size());
    for (const Region& region : regions)
        boxes.push_back(region.box);
    return boxes;
}

} // namespace lucency::imaging
