#include "imaging/display.h"
#include "imaging/displaycurve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lucency::imaging {
namespace {

VoiChoice choiceOf(VoiChoice::Origin origin, std::string name, double low, double high)
{
    VoiWindow window;
    window.function = VoiFunction::LinearExact;
    window.center = (low + high) / 2;
    window.width = high > low ? high - low : 1;
    return {origin, window, std::move(name)};
}

/// Stored values of the pixels in the order of their brightness, as percentiles.
class Spread {
public:
    explicit Spread(const Radiograph& radiograph)
        : m_radiograph(radiograph)
        , m_histogram(storedHistogram(radiograph))
    {
    }

    /// From one share to another in units after the modality stage, the lower value first. The shares count from dark to bright.
    VoiChoice between(VoiChoice::Origin origin, std::string name, double dark, double bright, double stretch = 1) const
    {
        const bool downwards = m_radiograph.meaning.inverted() != falling();
        const double a = value(downwards ? 1 - bright : dark);
        const double b = value(downwards ? 1 - dark : bright);
        const double middle = (a + b) / 2;
        const double half = std::abs(b - a) / 2 * stretch;
        return choiceOf(origin, std::move(name), middle - half, middle + half);
    }

    /// From the lowest to the highest value after the modality stage.
    VoiChoice all() const
    {
        double low = std::numeric_limits<double>::max();
        double high = std::numeric_limits<double>::lowest();
        const auto take = [&](int stored) {
            const double v = modalityValue(m_radiograph, stored);
            low = std::min(low, v);
            high = std::max(high, v);
        };
        if (m_histogram.total == 0) {
            const int bits = std::clamp(m_radiograph.bitsStored, 1, 16);
            const int first = m_histogram.first < 0 ? -(1 << (bits - 1)) : 0;
            take(first);
            take(first + (1 << bits) - 1);
        } else {
            for (std::size_t i = 0; i < m_histogram.counts.size(); ++i)
                if (m_histogram.counts[i]) take(m_histogram.first + static_cast<int>(i));
        }
        return choiceOf(VoiChoice::Origin::FullRange, "full-range", low, high);
    }

    bool known() const { return m_histogram.total > 0; }

private:
    double value(double share) const { return modalityValue(m_radiograph, m_histogram.percentile(share)); }
    /// Whether high stored values become low ones in the modality stage.
    bool falling() const { return value(1) < value(0); }

    const Radiograph& m_radiograph;
    StoredHistogram m_histogram;
};

bool isProjection(const Identity& identity)
{
    return !identity.isDicom || identity.modality == "CR" || identity.modality == "DX" || identity.modality == "RG" ||
           identity.modality == "DR" || identity.modality == "OT" || identity.modality == "RF" || identity.modality == "XA";
}

bool isChestOrUnknown(const Identity& identity)
{
    return identity.bodyPart.empty() || identity.bodyPart.find("CHEST") != std::string::npos ||
           identity.bodyPart.find("THORAX") != std::string::npos || identity.bodyPart.find("LUNG") != std::string::npos;
}

/// An 8-bit raster file is a picture that was windowed already: its values are its grey levels.
bool isPicture(const Radiograph& radiograph)
{
    return !radiograph.identity.isDicom && radiograph.bitsStored <= 8;
}

VoiChoice asItIs()
{
    return choiceOf(VoiChoice::Origin::FullRange, "full-range", 0, 255);
}

VoiChoice automatic(const Spread& spread)
{
    return spread.between(VoiChoice::Origin::Automatic, "automatic", 0.005, 0.995);
}

void appendPresets(const Radiograph& radiograph, const Spread& spread, std::vector<VoiChoice>& choices)
{
    using Origin = VoiChoice::Origin;
    const Identity& identity = radiograph.identity;
    if (identity.modality == "CT") { // Hounsfield units
        choices.push_back({Origin::Preset, VoiWindow{-600, 1500, VoiFunction::Linear, {}}, "lung"});
        choices.push_back({Origin::Preset, VoiWindow{40, 400, VoiFunction::Linear, {}}, "mediastinum"});
        choices.push_back({Origin::Preset, VoiWindow{400, 1800, VoiFunction::Linear, {}}, "bone"});
        return;
    }
    if (!spread.known()) return;
    // Values of radiographs have no fixed meaning, so presets go by the image: lungs are its dark part, the mediastinum and what lies
    // below the diaphragm its bright part.
    if (isProjection(identity) && isChestOrUnknown(identity)) {
        choices.push_back(spread.between(Origin::Preset, "lungs", 0.01, 0.75));
        choices.push_back(spread.between(Origin::Preset, "mediastinum", 0.3, 0.998));
    }
    choices.push_back(spread.between(Origin::Preset, "high-contrast", 0.12, 0.92));
    choices.push_back(spread.between(Origin::Preset, "low-contrast", 0.005, 0.995, 1.6));
}

} // namespace

int StoredHistogram::percentile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(total)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        seen += counts[i];
        if (seen > 0 && seen >= wanted) return first + static_cast<int>(i);
    }
    return first;
}

StoredHistogram storedHistogram(const Radiograph& radiograph)
{
    StoredHistogram histogram{firstStored(radiograph), std::vector<std::uint32_t>(65536, 0), 0};
    // Two counts, because neighbours are often equal and would wait for each other.
    std::vector<std::uint32_t> odd(65536, 0);
    const unsigned flip = histogram.first < 0 ? 0x8000 : 0;
    const cv::Mat& pixels = radiograph.pixels;
    for (int y = 0; y < pixels.rows; ++y) {
        const auto* const row = pixels.ptr<std::uint16_t>(y);
        int x = 0;
        for (; x + 2 <= pixels.cols; x += 2) {
            ++histogram.counts[row[x] ^ flip];
            ++odd[row[x + 1] ^ flip];
        }
        if (x < pixels.cols) ++odd[row[x] ^ flip];
    }
    for (std::size_t i = 0; i < odd.size(); ++i) {
        const int stored = histogram.first + static_cast<int>(i);
        const auto& padding = radiograph.meaning.padding;
        histogram.counts[i] = padding && stored >= (*padding)[0] && stored <= (*padding)[1] ? 0 : histogram.counts[i] + odd[i];
        histogram.total += histogram.counts[i];
    }
    return histogram;
}

VoiChoice defaultChoice(const Radiograph& radiograph)
{
    const PresentationMeaning& meaning = radiograph.meaning;
    if (!meaning.windows.empty()) return {VoiChoice::Origin::File, meaning.windows.front(), meaning.windows.front().explanation};
    if (!meaning.voiLuts.empty()) return {VoiChoice::Origin::File, meaning.voiLuts.front(), meaning.voiLuts.front().explanation};
    if (isPicture(radiograph)) return asItIs();
    const Spread spread(radiograph);
    return spread.known() ? automatic(spread) : spread.all();
}

std::vector<VoiChoice> voiChoices(const Radiograph& radiograph)
{
    std::vector<VoiChoice> choices;
    for (const VoiWindow& window : radiograph.meaning.windows)
        choices.push_back({VoiChoice::Origin::File, window, window.explanation});
    for (const LookupTable& table : radiograph.meaning.voiLuts)
        choices.push_back({VoiChoice::Origin::File, table, table.explanation});
    const Spread spread(radiograph);
    const bool ofTheFile = !choices.empty() || isPicture(radiograph);
    if (!ofTheFile && spread.known()) choices.push_back(automatic(spread));
    choices.push_back(isPicture(radiograph) ? asItIs() : spread.all());
    if (ofTheFile && spread.known()) choices.push_back(automatic(spread));
    appendPresets(radiograph, spread, choices);
    return choices;
}

} // namespace lucency::imaging
