#include "imaging/collimation.h"

#include "imaging/phantom/random.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>

namespace lucency::imaging {

namespace {

enum Side { Top, Bottom, Left, Right, Sides };

struct Band {
    double probability, widest; ///< as a share of the image's side
};
constexpr std::array<Band, Sides> bands{{{0.5, 0.2}, {0.5, 0.25}, {0.35, 0.1}, {0.35, 0.1}}};
constexpr double narrowestAlone = 0.05, widestAlone = 0.2; ///< above or below, where there is no other band
constexpr int smallest = 16;

cv::Rect drawField(const cv::Mat& grey, phantom::Draw& draw)
{
    std::array<int, Sides> widths{};
    for (std::size_t side = 0; side < Sides; ++side) {
        const int length = side < Left ? grey.rows : grey.cols;
        const double share = draw.unit() * bands[side].widest;
        if (draw.chance(bands[side].probability)) widths[side] = static_cast<int>(share * length + 0.5);
    }
    if (std::ranges::all_of(widths, [](int width) { return width == 0; }))
        widths[draw.chance(0.5) ? Top : Bottom] = std::max(1, static_cast<int>(draw.between(narrowestAlone, widestAlone) * grey.rows));
    return {widths[Left], widths[Top], grey.cols - widths[Left] - widths[Right], grey.rows - widths[Top] - widths[Bottom]};
}

} // namespace

cv::Mat collimated(const cv::Mat& grey, std::uint64_t seed)
{
    if (grey.rows < smallest || grey.cols < smallest) return grey;
    phantom::Draw draw(seed);
    cv::Mat image(grey.size(), grey.type(), cv::Scalar::all(draw.chance(0.5) ? 255 : 0));
    const bool reduced = draw.chance(0.5);
    const auto field = drawField(grey, draw);
    cv::Mat inside = image(field);
    if (reduced)
        cv::resize(grey, inside, field.size(), 0, 0, cv::INTER_AREA);
    else
        grey(field).copyTo(inside);
    return image;
}

} // namespace lucency::imaging
