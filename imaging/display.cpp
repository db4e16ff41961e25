#include "imaging/display.h"

#include "imaging/displaycurve.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace lucency::imaging {
namespace {

constexpr int StoredValues = 65536;

unsigned lookedUp(const LookupTable& table, double input)
{
    if (table.entries.empty()) return 0;
    const double index = std::clamp(std::floor(input + 0.5) - table.firstMapped, 0.0, static_cast<double>(table.entries.size() - 1));
    return table.entries[static_cast<std::size_t>(index)];
}

/// PS3.3 C.11.2.1.2.1
struct Linear {
    double center, width;
    double operator()(double x) const
    {
        const double low = center - 0.5 - (width - 1) / 2;
        const double high = center - 0.5 + (width - 1) / 2;
        if (x <= low) return 0;
        if (x > high) return 1;
        return (x - (center - 0.5)) / (width - 1) + 0.5;
    }
};

/// PS3.3 C.11.2.1.3.2
struct LinearExact {
    double center, width;
    double operator()(double x) const { return std::clamp((x - center) / width + 0.5, 0.0, 1.0); }
};

/// PS3.3 C.11.2.1.3.1
struct Sigmoid {
    double center, width;
    double operator()(double x) const { return 1 / (1 + std::exp(-4 * (x - center) / width)); }
};

struct Looked {
    const LookupTable& table;
    double operator()(double x) const
    {
        const unsigned bits = static_cast<unsigned>(std::clamp(table.bits, 1, 16));
        return std::min(1.0, lookedUp(table, x) / static_cast<double>((1u << bits) - 1));
    }
};

template<class Voi>
void fill(std::vector<float>& brightness, int first, const PresentationMeaning& meaning, const Voi& voi)
{
    if (meaning.modalityLut) {
        for (int i = 0; i < StoredValues; ++i)
            brightness[static_cast<std::size_t>(i)] = static_cast<float>(voi(lookedUp(*meaning.modalityLut, first + i)));
        return;
    }
    const double slope = meaning.rescaleSlope;
    const double intercept = meaning.rescaleIntercept;
    for (int i = 0; i < StoredValues; ++i)
        brightness[static_cast<std::size_t>(i)] = static_cast<float>(voi((first + i) * slope + intercept));
}

void fillVoi(std::vector<float>& brightness, int first, const PresentationMeaning& meaning, const VoiChoice& choice)
{
    if (const auto* const table = std::get_if<LookupTable>(&choice.transform)) return fill(brightness, first, meaning, Looked{*table});
    const auto& window = std::get<VoiWindow>(choice.transform);
    switch (window.function) {
    // A width below 1 is not allowed and cannot be divided by: it is the threshold that a width of 1 is.
    case VoiFunction::Linear:
        return fill(brightness, first, meaning, Linear{window.center, std::max(1.0, window.width)});
    case VoiFunction::LinearExact:
        return fill(brightness, first, meaning, LinearExact{window.center, std::max(1e-9, window.width)});
    case VoiFunction::Sigmoid:
        return fill(brightness, first, meaning, Sigmoid{window.center, std::max(1e-9, window.width)});
    }
}

/// The standard leaves rounding open. DCMTK cuts what a window gives, and scales what a LUT gives by 256 / 2^bits and, inverted, by 254; a
/// quarter of a level is within one level of all three, and keeps whole levels whole in floating point.
std::uint8_t greyLevel(float brightness)
{
    return static_cast<std::uint8_t>(brightness * 255.0F + 0.25F);
}

} // namespace

int firstStored(const Radiograph& radiograph)
{
    return radiograph.pixels.depth() == CV_16S ? -32768 : 0;
}

DisplayCurve displayCurve(const Radiograph& radiograph, const VoiChoice& choice, bool invert)
{
    DisplayCurve curve{firstStored(radiograph), std::vector<float>(StoredValues)};
    fillVoi(curve.brightness, curve.first, radiograph.meaning, choice);
    if (radiograph.meaning.inverted() != invert)
        for (float& value : curve.brightness)
            value = 1 - value;
    if (radiograph.meaning.padding) {
        // PS3.3 C.7.5.1.1.2: padding is no part of the image. It stays black, whatever is inverted.
        const auto [low, high] = *radiograph.meaning.padding;
        for (int i = std::max(low, curve.first); i <= std::min(high, curve.first + StoredValues - 1); ++i)
            curve.brightness[static_cast<std::size_t>(i - curve.first)] = 0;
    }
    return curve;
}

double modalityValue(const Radiograph& radiograph, int stored)
{
    const PresentationMeaning& meaning = radiograph.meaning;
    if (meaning.modalityLut) return lookedUp(*meaning.modalityLut, stored);
    return stored * meaning.rescaleSlope + meaning.rescaleIntercept;
}

DisplayTable::DisplayTable(const Radiograph& radiograph, const VoiChoice& choice, bool invert)
{
    const DisplayCurve curve = displayCurve(radiograph, choice, invert);
    m_first = curve.first;
    m_grey.resize(curve.brightness.size());
    for (std::size_t i = 0; i < m_grey.size(); ++i)
        m_grey[i] = greyLevel(curve.brightness[i]);
}

void DisplayTable::apply(const cv::Mat& stored, cv::Mat& grey) const
{
    grey.create(stored.rows, stored.cols, CV_8UC1);
    // The table covers all 16-bit values, so that no value needs a check; a signed one is found by flipping its sign bit.
    const unsigned flip = m_first < 0 ? 0x8000 : 0;
    const std::uint8_t* const table = m_grey.data();
    for (int y = 0; y < stored.rows; ++y) {
        const auto* const from = stored.ptr<std::uint16_t>(y);
        auto* const to = grey.ptr<std::uint8_t>(y);
        int x = 0;
        for (; x + 8 <= stored.cols; x += 8) { // eight greys leave in one store
            std::uint64_t eight = 0;
            for (int k = 7; k >= 0; --k)
                eight = eight << 8 | table[from[x + k] ^ flip];
            if constexpr (std::endian::native == std::endian::little)
                std::memcpy(to + x, &eight, 8);
            else
                for (int k = 0; k < 8; ++k)
                    to[x + k] = static_cast<std::uint8_t>(eight >> (8 * k));
        }
        for (; x < stored.cols; ++x)
            to[x] = table[from[x] ^ flip];
    }
}

cv::Mat renderDefault(const Radiograph& radiograph)
{
    cv::Mat grey;
    if (!radiograph.pixels.empty()) DisplayTable(radiograph, defaultChoice(radiograph)).apply(radiograph.pixels, grey);
    return grey;
}

} // namespace lucency::imaging
