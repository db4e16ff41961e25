#include "imaging/preprocess.h"

#include "imaging/displaycurve.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace lucency::imaging {
namespace {

/// Rows of a radiograph as presentation values from 0 to 255.
class GreyRows {
public:
    explicit GreyRows(const Radiograph& radiograph)
        : m_pixels(radiograph.pixels)
    {
        if (!radiograph.identity.isDicom && radiograph.pixels.depth() == CV_16U && !radiograph.meaning.inverted()) {
            // A picture's values need no table: 0 to 2^bits - 1 is black to white.
            m_scale = 255.0F / static_cast<float>((1u << std::clamp(radiograph.bitsStored, 1, 16)) - 1);
            return;
        }
        m_curve = radiograph.identity.isDicom ? displayCurve(radiograph, defaultChoice(radiograph)).brightness : pictureCurve(radiograph);
        for (float& value : m_curve)
            value *= 255;
        m_flip = radiograph.pixels.depth() == CV_16S ? 0x8000 : 0;
    }

    int rows() const { return m_pixels.rows; }
    int columns() const { return m_pixels.cols; }

    void fetch(int y, float* out) const
    {
        const auto* const row = m_pixels.ptr<std::uint16_t>(y);
        const int columns = m_pixels.cols;
        if (m_curve.empty())
            for (int x = 0; x < columns; ++x)
                out[x] = static_cast<float>(row[x]) * m_scale;
        else
            for (int x = 0; x < columns; ++x)
                out[x] = m_curve[row[x] ^ m_flip];
    }

private:
    /// Raster values of unusual kinds: signed, or with low values bright.
    static std::vector<float> pictureCurve(const Radiograph& radiograph)
    {
        const int bits = std::clamp(radiograph.bitsStored, 1, 16);
        const bool isSigned = radiograph.pixels.depth() == CV_16S;
        const double lowest = isSigned ? -std::ldexp(1, bits - 1) : 0;
        VoiWindow window;
        window.function = VoiFunction::LinearExact;
        window.width = std::ldexp(1, bits) - 1;
        window.center = lowest + window.width / 2;
        return displayCurve(radiograph, {VoiChoice::Origin::FullRange, window, {}}).brightness;
    }

    const cv::Mat& m_pixels;
    float m_scale = 1;
    std::vector<float> m_curve;
    unsigned m_flip = 0;
};

/// What part of which source pixel goes into which output pixel: computeResizeAreaTab of OpenCV, whose rounding is part of what a network
/// was trained on.
struct Share {
    int source;
    int target;
    float weight;
};

std::vector<Share> areaShares(int from, int to)
{
    std::vector<Share> shares;
    const double scale = static_cast<double>(from) / to;
    for (int target = 0; target < to; ++target) {
        const double begin = target * scale;
        const double end = begin + scale;
        const double width = std::min(scale, from - begin);
        const int last = std::min(static_cast<int>(std::floor(end)), from - 1);
        const int first = std::min(static_cast<int>(std::ceil(begin)), last);
        if (first - begin > 1e-3) shares.push_back({first - 1, target, static_cast<float>((first - begin) / width)});
        for (int source = first; source < last; ++source)
            shares.push_back({source, target, static_cast<float>(1 / width)});
        if (end - last > 1e-3) shares.push_back({last, target, static_cast<float>(std::min(std::min(end - last, 1.0), width) / width)});
    }
    return shares;
}

/// Area averaging as cv::resize does it on floats, but row by row: neither a converted image nor another thread is needed.
cv::Mat reduce(const GreyRows& source, int size)
{
    const std::vector<Share> across = areaShares(source.columns(), size);
    cv::Mat out = cv::Mat::zeros(size, size, CV_32FC1);
    const auto columns = static_cast<std::size_t>(source.columns());
    std::vector<float> row(columns);
    std::vector<float> sum(columns, 0.0F);
    int fetched = -1;
    int target = 0;
    const auto finish = [&] {
        auto* const pixels = out.ptr<float>(target);
        for (const Share& share : across)
            pixels[share.target] += share.weight * sum[static_cast<std::size_t>(share.source)];
        std::fill(sum.begin(), sum.end(), 0.0F);
    };
    for (const Share& down : areaShares(source.rows(), size)) {
        if (down.target != target) {
            finish();
            target = down.target;
        }
        if (down.source != fetched) source.fetch(fetched = down.source, row.data());
        const float weight = down.weight;
        for (std::size_t x = 0; x < columns; ++x)
            sum[x] += weight * row[x];
    }
    finish();
    return out;
}

/// cv::resize INTER_AREA where it enlarges in a direction: it interpolates there, by a rule of its own.
cv::Mat enlarge(const GreyRows& source, int size)
{
    cv::Mat whole(source.rows(), source.columns(), CV_32FC1);
    for (int y = 0; y < whole.rows; ++y)
        source.fetch(y, whole.ptr<float>(y));
    cv::Mat out;
    cv::resize(whole, out, cv::Size(size, size), 0, 0, cv::INTER_AREA);
    return out;
}

/// Linear between order statistics, as numpy.percentile.
double percentile(std::vector<float>& values, double share)
{
    const double at = share * static_cast<double>(values.size() - 1);
    const auto index = static_cast<std::ptrdiff_t>(at);
    std::nth_element(values.begin(), values.begin() + index, values.end());
    const double low = values[static_cast<std::size_t>(index)];
    if (static_cast<std::size_t>(index) + 1 >= values.size()) return low;
    const double high = *std::min_element(values.begin() + index + 1, values.end());
    return low + (at - static_cast<double>(index)) * (high - low);
}

/// A quarter of a level of 16 bits: less is rounding, which must not be blown up into an image.
constexpr double FlatSpan = 1e-3;

cv::Mat between(const cv::Mat& grey, double low, double high)
{
    const double span = high - low;
    if (span < FlatSpan) return cv::Mat(grey.size(), CV_32FC1, cv::Scalar(-1));
    cv::Mat out(grey.size(), CV_32FC1);
    for (int y = 0; y < grey.rows; ++y) {
        const auto* const from = grey.ptr<float>(y);
        auto* const to = out.ptr<float>(y);
        const auto lowest = static_cast<float>(low);
        const auto factor = static_cast<float>(2 / span);
        for (int x = 0; x < grey.cols; ++x)
            to[x] = (from[x] - lowest) * factor - 1;
    }
    return out;
}

cv::Mat linear(const cv::Mat& grey, double factor, double offset)
{
    cv::Mat out;
    grey.convertTo(out, CV_32F, factor, offset);
    return out;
}

/// One channel of the network's input; channel -1 stands for a single one.
cv::Mat channelOf(const cv::Mat& grey, Normalisation normalisation, int channel)
{
    switch (normalisation) {
    case Normalisation::MinMax: {
        double low = 0;
        double high = 0;
        cv::minMaxLoc(grey, &low, &high);
        return between(grey, low, high);
    }
    case Normalisation::ImageNet: {
        constexpr std::array<double, 3> Means = {0.485, 0.456, 0.406};
        constexpr std::array<double, 3> Deviations = {0.229, 0.224, 0.225};
        constexpr double GreyMean = 0.449; // of the three
        constexpr double GreyDeviation = 0.226;
        const auto index = static_cast<std::size_t>(std::max(channel, 0));
        const double mean = channel < 0 ? GreyMean : Means[index];
        const double deviation = channel < 0 ? GreyDeviation : Deviations[index];
        return linear(grey, 1 / (255 * deviation), -mean / deviation);
    }
    case Normalisation::Unit:
        return linear(grey, 1 / 255.0, 0);
    case Normalisation::Percentiles: {
        std::vector<float> values(grey.begin<float>(), grey.end<float>());
        const double low = percentile(values, 0.01);
        const double high = percentile(values, 0.99);
        return cv::min(cv::max(between(grey, low, high), -1), 1);
    }
    case Normalisation::MeanStd: {
        cv::Scalar mean;
        cv::Scalar deviation;
        cv::meanStdDev(grey, mean, deviation);
        const double divisor = std::max(FlatSpan, deviation[0]);
        return linear(grey, 1 / divisor, -mean[0] / divisor);
    }
    }
    return {};
}

} // namespace

cv::Mat presentationValues(const Radiograph& radiograph)
{
    cv::Mat out(radiograph.pixels.size(), CV_16UC1);
    const GreyRows rows(radiograph);
    std::vector<float> row(static_cast<std::size_t>(std::max(rows.columns(), 0)));
    for (int y = 0; y < rows.rows(); ++y) {
        rows.fetch(y, row.data());
        auto* const to = out.ptr<std::uint16_t>(y);
        for (std::size_t x = 0; x < row.size(); ++x)
            to[x] = cv::saturate_cast<std::uint16_t>(row[x] * 257.0F);
    }
    return out;
}

cv::Mat inputGrey(const Radiograph& radiograph, int inputSize)
{
    if (radiograph.pixels.empty() || radiograph.coarse || inputSize <= 0) return {};
    const GreyRows rows(radiograph);
    const bool reduces = rows.rows() >= inputSize && rows.columns() >= inputSize;
    return reduces ? reduce(rows, inputSize) : enlarge(rows, inputSize);
}

cv::Mat preprocess(const Radiograph& radiograph, const Preprocessing& how)
{
    return normalise(inputGrey(radiograph, how.inputSize), how);
}

cv::Mat normalise(const cv::Mat& grey, const Preprocessing& how)
{
    if (grey.empty()) return {};
    if (how.channels == 1) return channelOf(grey, how.normalisation, -1);
    std::vector<cv::Mat> channels;
    for (int i = 0; i < how.channels; ++i) {
        const bool same = i > 0 && how.normalisation != Normalisation::ImageNet;
        channels.push_back(same ? channels.front() : channelOf(grey, how.normalisation, std::min(i, 2)));
    }
    cv::Mat out;
    cv::merge(channels, out);
    return out;
}

} // namespace lucency::imaging
