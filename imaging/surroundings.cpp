#include "imaging/surroundings.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lucency::imaging {

namespace {

struct Ellipse {
    float x, y, width, height; ///< middle and half axes, as shares of the image's sides
};

// Where the lungs lie in the mean of 887 radiographs of children; those of adults, taken from behind, lie within them.
constexpr std::array<Ellipse, 2> lungs{{{0.30F, 0.44F, 0.17F, 0.32F}, {0.70F, 0.44F, 0.17F, 0.32F}}};
constexpr float edge = 0.12F; ///< half the width of the soft edge, as a share of the axes

} // namespace

cv::Mat lungFields(int rows, int columns)
{
    cv::Mat fields(rows, columns, CV_32FC1);
    for (int row = 0; row < rows; ++row) {
        const float y = (static_cast<float>(row) + 0.5F) / static_cast<float>(rows);
        for (int column = 0; column < columns; ++column) {
            const float x = (static_cast<float>(column) + 0.5F) / static_cast<float>(columns);
            float inside = 0;
            for (const auto& lung : lungs) {
                const float distance = std::hypot((x - lung.x) / lung.width, (y - lung.y) / lung.height);
                inside = std::max(inside, std::clamp((1 + edge - distance) / (2 * edge), 0.0F, 1.0F));
            }
            fields.at<float>(row, column) = inside;
        }
    }
    return fields;
}

cv::Mat inSurroundingsOf(const cv::Mat& chest, const cv::Mat& other)
{
    if (chest.type() != CV_8UC1 || other.type() != CV_8UC1 || chest.size() != other.size() || chest.empty()) return chest;
    cv::Scalar mean, deviation, otherMean, otherDeviation;
    cv::meanStdDev(chest, mean, deviation);
    cv::meanStdDev(other, otherMean, otherDeviation);
    const float factor = otherDeviation[0] > 1 ? static_cast<float>(deviation[0] / otherDeviation[0]) : 1.0F;
    const auto offset = static_cast<float>(mean[0]) - factor * static_cast<float>(otherMean[0]);
    const cv::Mat fields = lungFields(chest.rows, chest.cols);
    cv::Mat joined(chest.size(), CV_8UC1);
    for (int row = 0; row < chest.rows; ++row) {
        const auto* lung = chest.ptr<std::uint8_t>(row);
        const auto* rest = other.ptr<std::uint8_t>(row);
        const auto* inside = fields.ptr<float>(row);
        auto* to = joined.ptr<std::uint8_t>(row);
        for (int column = 0; column < chest.cols; ++column) {
            const float outside = std::clamp(static_cast<float>(rest[column]) * factor + offset, 0.0F, 255.0F);
            const float value = inside[column] * static_cast<float>(lung[column]) + (1 - inside[column]) * outside;
            to[column] = static_cast<std::uint8_t>(value + 0.5F);
        }
    }
    return joined;
}

} // namespace lucency::imaging
