#include "model/imagelook.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace lucency::model {

namespace {

constexpr int sameGrey = 10; ///< levels that a border may vary by, as that of a JPEG does

cv::Mat greyOf(const cv::Mat& image)
{
    if (image.depth() == CV_8U) return image;
    cv::Mat grey;
    image.convertTo(grey, CV_8U);
    return grey;
}

bool isUniform(const cv::Mat& line)
{
    double low = 0, high = 0;
    cv::minMaxLoc(line, &low, &high);
    return high - low <= sameGrey;
}

/// For each grey level the share of the pixels that are darker, counting half of those that are equal, from -1/2 to 1/2: what inversion
/// turns into its negative and other changes of tone leave as it is.
std::array<float, 256> ranksIn(const cv::Mat& grey)
{
    std::array<int, 256> count{};
    for (int row = 0; row < grey.rows; ++row)
        for (const auto level : std::span(grey.ptr<uchar>(row), static_cast<std::size_t>(grey.cols)))
            ++count[level];
    std::array<float, 256> ranks{};
    const auto all = static_cast<float>(grey.total());
    int darker = 0;
    for (std::size_t level = 0; level < count.size(); ++level) {
        ranks[level] = (static_cast<float>(darker) + 0.5F * static_cast<float>(count[level])) / all - 0.5F;
        darker += count[level];
    }
    return ranks;
}

/// Half by rank and half as it is: ranks alone would make much of the noise of a dark background.
cv::Mat evened(const cv::Mat& grey)
{
    const auto ranks = ranksIn(grey);
    cv::Mat values(grey.size(), CV_32F);
    for (int row = 0; row < grey.rows; ++row) {
        const auto* const from = grey.ptr<uchar>(row);
        auto* const to = values.ptr<float>(row);
        for (int column = 0; column < grey.cols; ++column)
            to[column] = 0.5F * (255 * ranks[from[column]] + static_cast<float>(from[column]));
    }
    return values;
}

cv::Mat reduced(const cv::Mat& content, int side)
{
    cv::Mat small;
    cv::resize(content, small, {side, side}, 0, 0, cv::INTER_AREA);
    return small;
}

/// The relief of an image that has been cut and reduced.
cv::Mat reliefOfReduced(const cv::Mat& small)
{
    const cv::Mat values = evened(small);
    constexpr double finest = 1.5; // pixels: what is coarser goes, as those of different people are alike in it
    const double around = small.rows < 40 ? 3 : 5;
    cv::Mat smooth, detail, contrast, relief;
    cv::GaussianBlur(values, smooth, {}, finest);
    cv::subtract(values, smooth, detail);
    cv::multiply(detail, detail, contrast);
    // Where nothing is to be seen, nothing is to be made of it.
    const double floor = 0.2 * std::sqrt(cv::mean(contrast)[0]) + 0.001;
    cv::GaussianBlur(contrast, contrast, {}, around);
    cv::sqrt(contrast, contrast);
    contrast += floor;
    cv::divide(detail, contrast, relief, 32); // four times the local contrast is the most that a byte holds
    cv::Mat bytes;
    relief.convertTo(bytes, CV_8S);
    return bytes;
}

constexpr int mostWaves = 8;

/// cos(pi k (x + 1/2) / n), times a window that lets the margins of the image count for little.
using Cosines = std::array<std::array<float, ImageLook::side>, mostWaves + 1>;
const Cosines& cosines()
{
    static const Cosines table = [] {
        Cosines made{};
        for (int k = 0; k <= mostWaves; ++k)
            for (int x = 0; x < ImageLook::side; ++x) {
                const double place = (x + 0.5) / ImageLook::side * std::numbers::pi;
                made[static_cast<std::size_t>(k)][static_cast<std::size_t>(x)] = static_cast<float>(std::cos(k * place) * std::sin(place));
            }
        return made;
    }();
    return table;
}

/// Empty where there are no waves.
std::array<float, ImageLook::waves> spectrumOf(const cv::Mat& small)
{
    const auto ranks = ranksIn(small);
    constexpr std::size_t side = ImageLook::side;
    std::array<std::array<float, side>, side> values{};
    float sum = 0, weights = 0;
    const auto& window = cosines()[0];
    for (std::size_t row = 0; row < side; ++row)
        for (std::size_t column = 0; column < side; ++column) {
            values[row][column] = ranks[small.ptr<uchar>(static_cast<int>(row))[column]];
            sum += window[row] * window[column] * values[row][column];
            weights += window[row] * window[column];
        }
    const float mean = sum / weights;
    std::array<std::array<float, side>, mostWaves + 1> across{}; // by wave across, then by row
    for (std::size_t k = 0; k < across.size(); ++k)
        for (std::size_t row = 0; row < side; ++row)
            for (std::size_t column = 0; column < side; ++column)
                across[k][row] += (values[row][column] - mean) * cosines()[k][column];
    std::array<float, ImageLook::waves> spectrum{};
    for (std::size_t w = 0; w < spectrum.size(); ++w) {
        const auto& wave = lookWaves()[w];
        for (std::size_t row = 0; row < side; ++row)
            spectrum[w] += across[static_cast<std::size_t>(wave.across)][row] * cosines()[static_cast<std::size_t>(wave.down)][row];
    }
    return spectrum;
}

} // namespace

cv::Rect contentOf(const cv::Mat& image)
{
    const int mostRows = image.rows / 4, mostColumns = image.cols / 4;
    int top = 0, bottom = image.rows, left = 0, right = image.cols;
    const auto rows = [&](int from) { return isUniform(image(cv::Rect(left, from, right - left, 1))); };
    const auto columns = [&](int from) { return isUniform(image(cv::Rect(from, top, 1, bottom - top))); };
    for (bool cut = true; cut;) {
        cut = false;
        const auto narrow = [&](int& edge, int step, bool may) {
            edge += may ? step : 0;
            cut = cut || may;
        };
        narrow(top, 1, top < mostRows && rows(top));
        narrow(bottom, -1, image.rows - bottom < mostRows && rows(bottom - 1));
        narrow(left, 1, left < mostColumns && columns(left));
        narrow(right, -1, image.cols - right < mostColumns && columns(right - 1));
    }
    // The line beside a border that was cut is a mixture of the two, where the image was reduced with it.
    top += top > 0 ? 1 : 0;
    left += left > 0 ? 1 : 0;
    bottom -= bottom < image.rows ? 1 : 0;
    right -= right < image.cols ? 1 : 0;
    return {left, top, std::max(1, right - left), std::max(1, bottom - top)};
}

cv::Mat reliefOf(const cv::Mat& image, int side)
{
    const auto grey = greyOf(image);
    return reliefOfReduced(reduced(grey(contentOf(grey)), side));
}

const std::array<Wave, ImageLook::waves>& lookWaves()
{
    static const auto table = [] {
        std::array<Wave, ImageLook::waves> made{};
        std::size_t next = 0;
        for (int down = 0; down <= mostWaves; ++down)
            for (int across = 0; across <= mostWaves; ++across)
                if (down + across > 0 && down * down + across * across <= mostWaves * mostWaves) made.at(next++) = {across, down};
        return made;
    }();
    return table;
}

ImageLook lookAt(const cv::Mat& image)
{
    ImageLook look;
    const auto grey = greyOf(image);
    const auto small = reduced(grey(contentOf(grey)), ImageLook::side);
    const auto spectrum = spectrumOf(small);
    double length = 0;
    for (const double value : spectrum)
        length += value * value;
    length = std::sqrt(length);
    if (isUniform(small) || length < 1e-3) return look;
    look.isPlain = false;
    for (std::size_t w = 0; w < spectrum.size(); ++w)
        look.spectrum[w] = static_cast<std::int16_t>(std::lround(32767 * static_cast<double>(spectrum[w]) / length));
    const auto relief = reliefOfReduced(small);
    std::copy_n(relief.ptr<std::int8_t>(), look.relief.size(), look.relief.begin());
    return look;
}

} // namespace lucency::model
