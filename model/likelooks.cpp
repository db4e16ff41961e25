#include "model/likelooks.h"

#include "model/foreach.h"
#include "model/networks/blockvectors.h"
#include "model/networks/widestvectors.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace lucency::model {

namespace {

constexpr std::size_t waves = ImageLook::waves;
constexpr std::size_t mostAlike = 24;  ///< earlier looks that are named for one
constexpr double leastCosine = 0.6;    ///< 60 of 100 pairs of different children are below 0.1, and all but 5 of 10,000 below this
constexpr double unclearCosine = 0.25; ///< with what all have in common: nearer to 0 it is not known which of the two is inverted
constexpr double typicalLooks = 200;   ///< looks that what is known of chest radiographs counts as
constexpr std::size_t earlierAtOnce = 2, laterAtOnce = 32;

using Numbers = std::array<double, waves>;

Numbers numbersOf(const ImageLook& look)
{
    Numbers numbers{};
    for (std::size_t w = 0; w < waves; ++w)
        numbers[w] = look.spectrum[w] / 32767.0;
    return numbers;
}

double product(const Numbers& one, const Numbers& other)
{
    double sum = 0;
    for (std::size_t w = 0; w < waves; ++w)
        sum += one[w] * other[w];
    return sum;
}

/// What looks have in common, and how much they differ in each direction beside it.
class Common {
public:
    explicit Common(std::span<const ImageLook> looks)
    {
        cv::Mat squares = cv::Mat::zeros(waves, waves, CV_64F);
        for (const auto& look : looks)
            if (!look.isPlain) add(numbersOf(look), squares);
        cv::Mat values, vectors;
        cv::eigen(squares, values, vectors);
        std::copy_n(vectors.ptr<double>(), waves, m_direction.begin());
        double count = 0;
        for (const auto& look : looks) {
            if (look.isPlain) continue;
            const auto numbers = numbersOf(look);
            const double sign = polarity(numbers);
            for (std::size_t w = 0; w < waves; ++w)
                m_mean[w] += sign * numbers[w];
            ++count;
        }
        for (auto& value : m_mean)
            value /= std::max(count, 1.0);
        // The scatter about the mean; the squares are the same whatever the sign.
        cv::Mat scatter = squares / std::max(count, 1.0);
        for (std::size_t row = 0; row < waves; ++row)
            for (std::size_t column = 0; column < waves; ++column)
                scatter.at<double>(static_cast<int>(row), static_cast<int>(column)) -= m_mean[row] * m_mean[column];
        scatter *= count / (count + typicalLooks);
        for (std::size_t w = 0; w < waves; ++w)
            scatter.at<double>(static_cast<int>(w), static_cast<int>(w)) += typicalLooks / (count + typicalLooks) * typicalScatter(w);
        cv::eigen(scatter, values, vectors);
        double typical = 0;
        for (std::size_t w = 0; w < waves; ++w)
            typical += std::sqrt(std::max(0.0, values.at<double>(static_cast<int>(w)))) / waves;
        for (std::size_t w = 0; w < waves; ++w) {
            // Directions in which hardly anything differs are noise.
            const double spread = std::sqrt(std::max(0.0, values.at<double>(static_cast<int>(w)))) + 0.2 * typical;
            for (std::size_t k = 0; k < waves; ++k)
                m_whitening[w][k] = vectors.at<double>(static_cast<int>(w), static_cast<int>(k)) / spread;
        }
    }

    /// 1, or -1 where the image seems to be inverted.
    double polarity(const Numbers& numbers) const { return along(numbers) < 0 ? -1 : 1; }
    bool isUnclear(const Numbers& numbers) const { return std::abs(along(numbers)) < unclearCosine; }

    /// How a look differs from what is common, each direction by what is usual in it: of length 127, rounded.
    std::array<std::int8_t, waves> difference(const Numbers& numbers, double sign) const
    {
        Numbers centred{}, whitened{};
        for (std::size_t w = 0; w < waves; ++w)
            centred[w] = sign * numbers[w] - m_mean[w];
        for (std::size_t w = 0; w < waves; ++w)
            whitened[w] = product(m_whitening[w], centred);
        const double length = std::sqrt(product(whitened, whitened)) + 1e-9;
        std::array<std::int8_t, waves> rounded{};
        for (std::size_t w = 0; w < waves; ++w)
            rounded[w] = static_cast<std::int8_t>(std::lround(127 * whitened[w] / length));
        return rounded;
    }

private:
    double along(const Numbers& numbers) const { return product(numbers, m_direction); }

    static void add(const Numbers& numbers, cv::Mat& squares)
    {
        for (std::size_t row = 0; row < waves; ++row) {
            auto* const into = squares.ptr<double>(static_cast<int>(row));
            for (std::size_t column = 0; column < waves; ++column)
                into[column] += numbers[row] * numbers[column];
        }
    }

    static double typicalScatter(std::size_t wave)
    {
        const auto& [across, down] = lookWaves()[wave];
        return 0.1 / std::pow(1 + across * across + down * down, 1.3);
    }

    Numbers m_direction{}, m_mean{};
    std::array<Numbers, waves> m_whitening{};
};

/// A look as it is compared: twice where it is not known whether it is inverted.
struct Entry {
    std::uint32_t image = 0;
    bool inverted = false;
    std::array<std::int8_t, waves> upright{}, mirrored{};
};

std::vector<Entry> entriesOf(std::span<const ImageLook> looks)
{
    const Common common(looks);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        if (looks[i].isPlain) continue;
        const auto numbers = numbersOf(looks[i]);
        auto mirrored = numbers;
        for (std::size_t w = 0; w < waves; ++w)
            if (lookWaves()[w].across % 2 == 1) mirrored[w] = -mirrored[w];
        const double sign = common.polarity(numbers);
        for (const double each : {sign, -sign}) {
            entries.push_back(
                {static_cast<std::uint32_t>(i), each < 0, common.difference(numbers, each), common.difference(mirrored, each)});
            if (!common.isUnclear(numbers)) break;
        }
    }
    return entries;
}

/// Some entries side by side, so that one more is compared with all of them at once. Whole numbers in floats: every order of adding gives
/// the same.
struct Later {
    std::array<std::array<float, laterAtOnce>, waves> upright{}, mirrored{};
};

struct Cosines {
    std::array<std::array<float, laterAtOnce>, earlierAtOnce> upright{}, mirrored{};
    std::array<float, earlierAtOnce> best{};
};

LUCENCY_INLINED float highestOf(Floats one, Floats other)
{
    const Floats higher = one > other ? one : other;
    float highest = 0;
    for (int l = 0; l < lanes; ++l)
        highest = highest > higher[l] ? highest : higher[l];
    return highest;
}

LUCENCY_WIDEST void compare(const Entry* earlier, const Later& later, Cosines& found)
{
    Floats upright[earlierAtOnce][2]{}, mirrored[earlierAtOnce][2]{};
    for (std::size_t w = 0; w < waves; ++w) {
        const Floats u0 = load(later.upright[w].data()), u1 = load(later.upright[w].data() + lanes);
        const Floats m0 = load(later.mirrored[w].data()), m1 = load(later.mirrored[w].data() + lanes);
#pragma GCC unroll 4
        for (std::size_t e = 0; e < earlierAtOnce; ++e) {
            const auto number = static_cast<float>(earlier[e].upright[w]);
            upright[e][0] += number * u0;
            upright[e][1] += number * u1;
            mirrored[e][0] += number * m0;
            mirrored[e][1] += number * m1;
        }
    }
#pragma GCC unroll 4
    for (std::size_t e = 0; e < earlierAtOnce; ++e) {
        const Floats highest = upright[e][0] > upright[e][1] ? upright[e][0] : upright[e][1];
        const Floats highestMirrored = mirrored[e][0] > mirrored[e][1] ? mirrored[e][0] : mirrored[e][1];
        found.best[e] = highestOf(highest, highestMirrored);
        store(found.upright[e].data(), upright[e][0]);
        store(found.upright[e].data() + lanes, upright[e][1]);
        store(found.mirrored[e].data(), mirrored[e][0]);
        store(found.mirrored[e].data() + lanes, mirrored[e][1]);
    }
}

bool isBetter(const LikeLook& one, const LikeLook& other)
{
    return one.score != other.score ? one.score > other.score : one.image < other.image;
}

/// The best few of what was found for one image.
void keep(std::vector<LikeLook>& found, const LikeLook& another)
{
    if (found.size() == mostAlike) {
        if (!isBetter(another, found.front())) return;
        std::ranges::pop_heap(found, isBetter);
        found.pop_back();
    }
    found.push_back(another);
    std::ranges::push_heap(found, isBetter);
}

class Comparison {
public:
    Comparison(std::span<const ImageLook> looks, const std::stop_token& stop)
        : m_entries(entriesOf(looks))
        , m_found(m_entries.size())
        , m_stop(stop)
    {
    }

    void carryOut(int threads)
    {
        const std::size_t blocks = (m_found.size() + laterAtOnce - 1) / laterAtOnce;
        // The long ones first, so that no thread is left alone with one.
        forEach(blocks, threads, m_stop, [&](std::size_t i) { block((blocks - 1 - i) * laterAtOnce); });
    }

    std::vector<std::vector<LikeLook>> byImage(std::size_t images)
    {
        std::vector<std::vector<LikeLook>> lists(images);
        for (std::size_t e = 0; e < m_found.size(); ++e) {
            auto& list = lists[m_entries[e].image];
            list.insert(list.end(), m_found[e].begin(), m_found[e].end());
            m_found[e] = {};
        }
        for (auto& list : lists) {
            std::ranges::sort(list, [](const LikeLook& one, const LikeLook& other) {
                return std::tie(other.score, one.image, one.mirrored, one.inverted) <
                       std::tie(one.score, other.image, other.mirrored, other.inverted);
            });
            list.erase(std::unique(list.begin(), list.end()), list.end());
            list.resize(std::min(list.size(), mostAlike));
            list.shrink_to_fit();
        }
        return lists;
    }

private:
    void block(std::size_t begin)
    {
        const auto end = std::min(begin + laterAtOnce, m_found.size());
        Later later;
        for (std::size_t l = begin; l < end; ++l)
            for (std::size_t w = 0; w < waves; ++w) {
                later.upright[w][l - begin] = static_cast<float>(m_entries[l].upright[w]);
                later.mirrored[w][l - begin] = static_cast<float>(m_entries[l].mirrored[w]);
            }
        constexpr float least = static_cast<float>(leastCosine * 127 * 127);
        Cosines cosines;
        for (std::size_t earlier = 0; earlier + 1 < end; earlier += earlierAtOnce) {
            compare(&m_entries[earlier], later, cosines);
            for (std::size_t e = 0; e < earlierAtOnce; ++e)
                if (cosines.best[e] >= least) note(earlier + e, begin, end, cosines.upright[e], cosines.mirrored[e], least);
        }
    }

    void note(std::size_t earlier, std::size_t begin, std::size_t end, const std::array<float, laterAtOnce>& upright,
              const std::array<float, laterAtOnce>& mirrored, float least)
    {
        for (std::size_t l = std::max(begin, earlier + 1); l < end; ++l) {
            if (m_entries[earlier].image == m_entries[l].image) continue;
            const bool inverted = m_entries[earlier].inverted != m_entries[l].inverted;
            const auto score = [](float cosine) { return static_cast<std::int16_t>(std::lround(cosine / (127 * 127) * 10000)); };
            if (upright[l - begin] >= least) keep(m_found[l], {m_entries[earlier].image, score(upright[l - begin]), false, inverted});
            if (mirrored[l - begin] >= least) keep(m_found[l], {m_entries[earlier].image, score(mirrored[l - begin]), true, inverted});
        }
    }

    std::vector<Entry> m_entries;
    std::vector<std::vector<LikeLook>> m_found; ///< by entry
    const std::stop_token m_stop;
};

} // namespace

std::vector<std::vector<LikeLook>> likeLooks(std::span<const ImageLook> looks, int threads, const std::stop_token& stop)
{
    Comparison comparison(looks, stop);
    comparison.carryOut(threads);
    return comparison.byImage(looks.size());
}

} // namespace lucency::model
