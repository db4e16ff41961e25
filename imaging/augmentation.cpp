#include "imaging/augmentation.h"
#include "imaging/badrange.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lucency::imaging {
namespace {

/// Random numbers as a function of seed, stream and index. The distributions of the standard library differ between its makers; these
/// do not, and a new stream does not move the numbers of the others.
class Draw {
public:
    explicit Draw(std::uint64_t seed)
        : m_seed(mix(seed + 0x9e3779b97f4a7c15u))
    {
    }

    std::uint64_t bits(std::uint64_t stream, std::uint64_t index = 0) const
    {
        return mix(m_seed + stream * 0xd1342543de82ef95u + index * 0x9e3779b97f4a7c15u);
    }
    /// Even in [0, 1).
    double unit(std::uint64_t stream, std::uint64_t index = 0) const { return static_cast<double>(bits(stream, index) >> 11) * 0x1p-53; }

private:
    /// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    static std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::uint64_t m_seed;
};

enum Stream : std::uint64_t {
    Rotation = 1,
    Zoom,
    ShiftX,
    ShiftY,
    Shear,
    Flip,
    Crop,
    CropX,
    CropY,
    Brightness,
    Contrast,
    Gamma,
    NoiseLevel,
    Noise,
    Blur,
    CutOut,
    CutOutX,
    CutOutY,
    Stretch,
};

double pick(const Draw& draw, Stream stream, const AugmentationRange& range, double neutral)
{
    if (draw.unit(stream, 0) >= range.probability) return neutral;
    return range.low + (range.high - range.low) * draw.unit(stream, 1);
}

/// From a place in the output to the place in the source; both run from -1/2 to 1/2 over their image.
struct Affine {
    double xx = 1, xy = 0, x1 = 0;
    double yx = 0, yy = 1, y1 = 0;

    bool identity() const { return xx == 1 && xy == 0 && x1 == 0 && yx == 0 && yy == 1 && y1 == 0; }
    /// Share of the source's side that one output side covers, along the wider axis.
    double reach() const { return std::max(std::hypot(xx, yx), std::hypot(xy, yy)); }
};

Affine drawAffine(const Draw& draw, const AugmentationRanges& ranges)
{
    constexpr double Radians = std::numbers::pi / 180;
    const double angle = pick(draw, Rotation, ranges.rotation, 0) * Radians;
    const double zoom = std::max(0.05, pick(draw, Zoom, ranges.zoom, 1));
    const double shear = std::tan(std::clamp(pick(draw, Shear, ranges.shear, 0), -60.0, 60.0) * Radians);
    const double mirror = draw.unit(Flip) < ranges.horizontalFlip ? -1 : 1;
    const double dx = pick(draw, ShiftX, ranges.shiftX, 0);
    const double dy = pick(draw, ShiftY, ranges.shiftY, 0);
    const double side = std::clamp(pick(draw, Crop, ranges.crop, 1), 0.05, 1.0);
    const double stretch = std::sqrt(std::clamp(pick(draw, Stretch, ranges.stretch, 1), 0.1, 10.0));
    // Forward: mirror, stretch, zoom, shear, rotate, shift. Rows run downwards, so that counter-clockwise on the screen is (cos, sin; -sin,
    // cos).
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double scale = side / zoom;
    Affine back;
    back.xx = mirror * scale / stretch * (cosine - shear * sine);
    back.xy = mirror * scale / stretch * (-sine - shear * cosine);
    back.yx = scale * stretch * sine;
    back.yy = scale * stretch * cosine;
    back.x1 = -back.xx * dx - back.xy * dy + (1 - side) * (draw.unit(CropX) - 0.5);
    back.y1 = -back.yx * dx - back.yy * dy + (1 - side) * (draw.unit(CropY) - 0.5);
    return back;
}

/// Bilinear, with the border replicated. Own code: that of OpenCV interpolates in steps of 1/32 pixel.
cv::Mat warp(const cv::Mat& source, int size, const Affine& back)
{
    cv::Mat out(size, size, CV_32FC1);
    const int lastX = source.cols - 1;
    const int lastY = source.rows - 1;
    const auto stepX = static_cast<float>(back.xx * source.cols / size);
    const auto stepY = static_cast<float>(back.yx * source.rows / size);
    for (int row = 0; row < size; ++row) {
        const double v = (row + 0.5) / size - 0.5;
        const double u = 0.5 / size - 0.5;
        const auto x0 = static_cast<float>((back.xx * u + back.xy * v + back.x1 + 0.5) * source.cols - 0.5);
        const auto y0 = static_cast<float>((back.yx * u + back.yy * v + back.y1 + 0.5) * source.rows - 0.5);
        auto* const target = out.ptr<float>(row);
        for (int column = 0; column < size; ++column) {
            const float x = std::clamp(x0 + stepX * static_cast<float>(column), 0.0F, static_cast<float>(lastX));
            const float y = std::clamp(y0 + stepY * static_cast<float>(column), 0.0F, static_cast<float>(lastY));
            const int left = static_cast<int>(x);
            const int top = static_cast<int>(y);
            const int right = left < lastX ? left + 1 : lastX;
            const std::uint8_t* const above = source.ptr<std::uint8_t>(top);
            const std::uint8_t* const below = source.ptr<std::uint8_t>(top < lastY ? top + 1 : lastY);
            const float fx = x - static_cast<float>(left);
            const float fy = y - static_cast<float>(top);
            const float high = static_cast<float>(above[left]) + fx * static_cast<float>(above[right] - above[left]);
            const float low = static_cast<float>(below[left]) + fx * static_cast<float>(below[right] - below[left]);
            target[column] = high + fy * (low - high);
        }
    }
    return out;
}

cv::Mat place(const cv::Mat& grey8, int size, const Affine& back)
{
    if (back.identity()) { // as in preprocess(): an image that is not augmented is that of validation
        cv::Mat whole;
        grey8.convertTo(whole, CV_32F);
        if (whole.rows != size || whole.cols != size) cv::resize(whole, whole, cv::Size(size, size), 0, 0, cv::INTER_AREA);
        return whole;
    }
    // Four neighbours see every source pixel up to about 1.5 of them a pixel; beyond it the source is reduced to 1.2 a pixel first.
    const double density = back.reach() * std::max(grey8.rows, grey8.cols) / size;
    if (density <= 1.5) return warp(grey8, size, back);
    const double factor = 1.2 / density;
    const auto reduced = [factor](int length) { return std::clamp(static_cast<int>(std::lround(length * factor)), 1, length); };
    cv::Mat source;
    cv::resize(grey8, source, cv::Size(reduced(grey8.cols), reduced(grey8.rows)), 0, 0, cv::INTER_AREA);
    return warp(source, size, back);
}

float meanOf(const cv::Mat& image)
{
    return static_cast<float>(cv::mean(image)[0]);
}

void changeTone(cv::Mat& image, double brightness, double contrast, double gamma)
{
    const float mean = contrast != 1 ? meanOf(image) : 0;
    const auto factor = static_cast<float>(contrast);
    const float offset = mean - factor * mean + static_cast<float>(brightness * 255);
    constexpr int Steps = 1024;
    std::array<float, Steps + 2> curve{};
    if (gamma != 1)
        for (int i = 0; i <= Steps; ++i)
            curve[static_cast<std::size_t>(i)] = static_cast<float>(255 * std::pow(static_cast<double>(i) / Steps, gamma));
    curve[Steps + 1] = curve[Steps];
    auto* const pixels = image.ptr<float>();
    for (std::size_t i = 0; i < image.total(); ++i) {
        const float value = std::clamp(pixels[i] * factor + offset, 0.0F, 255.0F);
        if (gamma == 1) {
            pixels[i] = value;
            continue;
        }
        const float at = value * (Steps / 255.0F);
        const auto step = static_cast<std::size_t>(at);
        pixels[i] = curve[step] + (at - static_cast<float>(step)) * (curve[step + 1] - curve[step]);
    }
}

/// The sum of four even numbers is close to a normal one, within 3.46 deviations.
void addNoise(cv::Mat& image, double deviation, const Draw& draw)
{
    const auto scale = static_cast<float>(deviation * 255 / (65536 * 0.57735026918962576));
    auto* const pixels = image.ptr<float>();
    for (std::size_t i = 0; i < image.total(); ++i) {
        const std::uint64_t bits = draw.bits(Noise, i);
        const auto sum = static_cast<int>((bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48));
        pixels[i] = std::clamp(pixels[i] + scale * static_cast<float>(sum - 2 * 65535), 0.0F, 255.0F);
    }
}

void cutSquare(cv::Mat& image, double share, const Draw& draw)
{
    const int size = image.rows;
    const int side = std::clamp(static_cast<int>(std::lround(share * size)), 0, size);
    if (side == 0) return;
    const int x = static_cast<int>(draw.unit(CutOutX) * (size - side + 1));
    const int y = static_cast<int>(draw.unit(CutOutY) * (size - side + 1));
    image(cv::Rect(x, y, side, side)).setTo(meanOf(image));
}

} // namespace

std::string_view badRange(const AugmentationRanges& ranges)
{
    using Named = std::pair<std::string_view, const AugmentationRange*>;
    const std::array<Named, 13> named{{{"rotation", &ranges.rotation},
                                       {"zoom", &ranges.zoom},
                                       {"stretch", &ranges.stretch},
                                       {"shiftX", &ranges.shiftX},
                                       {"shiftY", &ranges.shiftY},
                                       {"shear", &ranges.shear},
                                       {"crop", &ranges.crop},
                                       {"brightness", &ranges.brightness},
                                       {"contrast", &ranges.contrast},
                                       {"gamma", &ranges.gamma},
                                       {"noise", &ranges.noise},
                                       {"blur", &ranges.blur},
                                       {"cutOut", &ranges.cutOut}}};
    const auto share = [](double value) { return value >= 0 && value <= 1; }; // false for what is no number
    for (const auto& [name, range] : named)
        if (!std::isfinite(range->low) || !std::isfinite(range->high) || range->low > range->high || !share(range->probability))
            return name;
    return share(ranges.horizontalFlip) ? std::string_view() : "horizontalFlip";
}

cv::Mat augment(const cv::Mat& grey8, int outputSize, const AugmentationRanges& ranges, std::uint64_t sampleSeed)
{
    if (grey8.empty() || grey8.type() != CV_8UC1 || outputSize <= 0 || !badRange(ranges).empty()) return {};
    const Draw draw(sampleSeed);
    cv::Mat image = place(grey8, outputSize, drawAffine(draw, ranges));
    const double sigma = pick(draw, Blur, ranges.blur, 0);
    if (sigma > 0.05) cv::GaussianBlur(image, image, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
    const double brightness = pick(draw, Brightness, ranges.brightness, 0);
    const double contrast = pick(draw, Contrast, ranges.contrast, 1);
    const double gamma = std::max(0.05, pick(draw, Gamma, ranges.gamma, 1));
    if (brightness != 0 || contrast != 1 || gamma != 1) changeTone(image, brightness, contrast, gamma);
    if (const double noise = pick(draw, NoiseLevel, ranges.noise, 0); noise > 0) addNoise(image, noise, draw);
    if (const double cut = pick(draw, CutOut, ranges.cutOut, 0); cut > 0) cutSquare(image, cut, draw);
    return image;
}

} // namespace lucency::imaging
