#include "tests/support/model/imagecopies.h"

#include "imaging/phantom.h"
#include "model/circles.h"

#include <algorithm>
#include <cmath>

namespace lucency::test {

cv::Mat turned(const cv::Mat& image, double degrees, int border)
{
    cv::Mat result;
    const cv::Point2f middle(static_cast<float>(image.cols) / 2, static_cast<float>(image.rows) / 2);
    cv::warpAffine(image, result, cv::getRotationMatrix2D(middle, degrees, 1), image.size(), cv::INTER_LINEAR, border);
    return result;
}

cv::Mat cropped(const cv::Mat& image, double share)
{
    const int x = static_cast<int>(std::lround(image.cols * share)), y = static_cast<int>(std::lround(image.rows * share));
    return image(cv::Rect(x, y, image.cols - 2 * x, image.rows - 2 * y)).clone();
}

cv::Mat framed(const cv::Mat& image, int top, int left, int grey)
{
    cv::Mat result;
    cv::copyMakeBorder(image, result, top, top / 2, left, left / 2, cv::BORDER_CONSTANT, cv::Scalar::all(grey));
    return result;
}

cv::Mat shifted(const cv::Mat& image, double x, double y)
{
    cv::Mat result;
    cv::warpAffine(image, result, cv::Mat((cv::Mat_<double>(2, 3) << 1, 0, x, 0, 1, y)), image.size());
    return result;
}

cv::Mat mirrored(const cv::Mat& image)
{
    cv::Mat result;
    cv::flip(image, result, 1);
    return result;
}

cv::Mat inverted(const cv::Mat& image)
{
    cv::Mat result;
    cv::bitwise_not(image, result);
    return result;
}

cv::Mat equalised(const cv::Mat& image)
{
    cv::Mat result;
    cv::equalizeHist(image, result);
    return result;
}

cv::Mat withGamma(const cv::Mat& image, double gamma)
{
    cv::Mat table(1, 256, CV_8U), result;
    for (int grey = 0; grey < 256; ++grey)
        table.at<uchar>(grey) = cv::saturate_cast<uchar>(255 * std::pow(grey / 255.0, gamma));
    cv::LUT(image, table, result);
    return result;
}

cv::Mat noisy(const cv::Mat& image, double levels)
{
    cv::Mat noise(image.size(), CV_16S), result;
    cv::RNG random(7);
    random.fill(noise, cv::RNG::NORMAL, 0, levels);
    cv::add(image, noise, result, {}, CV_8U);
    return result;
}

cv::Mat lettered(const cv::Mat& image)
{
    cv::Mat result = image.clone();
    const double scale = image.rows / 224.0;
    cv::putText(result, "R 12:33", {static_cast<int>(5 * scale), static_cast<int>(20 * scale)}, cv::FONT_HERSHEY_SIMPLEX, 0.6 * scale,
                cv::Scalar::all(255), std::max(1, static_cast<int>(2 * scale)));
    return result;
}

cv::Mat bytesOf(const cv::Mat& values, int side)
{
    cv::Mat reduced = values, bytes;
    if (side > 0) cv::resize(values, reduced, {side, side}, 0, 0, cv::INTER_AREA);
    reduced.convertTo(bytes, CV_8U, 1.0 / 257);
    return bytes;
}

cv::Mat person(std::uint64_t seed, std::uint64_t visit, int side)
{
    auto description = imaging::describePhantom(seed);
    description.exposure = visit;
    description.size = side;
    cv::Mat bytes;
    imaging::drawPhantom(description).pixels.convertTo(bytes, CV_8U, 255.0 / 4095); // of 12 bits
    return bytes;
}

const std::vector<cv::Mat>& persons()
{
    static const auto drawn = [] {
        std::vector<cv::Mat> images;
        for (int i = 0; i < people; ++i)
            images.push_back(person(100 + static_cast<std::uint64_t>(i)));
        return images;
    }();
    return drawn;
}

std::vector<std::size_t> joined(std::size_t count, const model::Twins& twins)
{
    model::Circles circles(count);
    for (const auto& [one, other] : twins)
        circles.join(one, other);
    std::vector<std::size_t> lowest(count);
    for (std::size_t i = 0; i < count; ++i)
        lowest[i] = circles.of(i);
    return lowest;
}

} // namespace lucency::test
