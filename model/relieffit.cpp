#include "model/relieffit.h"

#include "model/networks/blockvectors.h"
#include "model/networks/widestvectors.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lucency::model {

namespace {

constexpr double leastOverlap = 0.6; ///< of the weights: what is laid farther away says nothing any more

/// Sums of so many numbers (a multiple of lanes), several at a time.
struct Moments {
    float weight = 0, one = 0, other = 0, oneSquared = 0, otherSquared = 0, product = 0;
};

LUCENCY_INLINED float sumOf(Floats values)
{
    float sum = 0;
    for (int l = 0; l < lanes; ++l)
        sum += values[l];
    return sum;
}

LUCENCY_WIDEST void addMoments(const float* one, const float* other, const float* weights, std::size_t count, Moments& into)
{
    Floats weight{}, ones{}, others{}, onesSquared{}, othersSquared{}, products{};
    for (std::size_t i = 0; i < count; i += lanes) {
        const Floats w = load(weights + i), a = load(one + i), b = load(other + i);
        weight += w;
        ones += w * a;
        others += w * b;
        onesSquared += w * a * a;
        othersSquared += w * b * b;
        products += w * a * b;
    }
    into = {sumOf(weight), sumOf(ones), sumOf(others), sumOf(onesSquared), sumOf(othersSquared), sumOf(products)};
}

/// What each of the slopes has in common with the weighted difference between gain times other plus offset and one.
LUCENCY_WIDEST void project(const float* one, const float* other, const float* weights, float gain, float offset,
                            const std::array<std::vector<float>, 6>& slopes, float* into)
{
    const std::array<const float*, 6> from{slopes[0].data(), slopes[1].data(), slopes[2].data(),
                                           slopes[3].data(), slopes[4].data(), slopes[5].data()};
    Floats sums[6]{};
    for (std::size_t i = 0; i < slopes[0].size(); i += lanes) {
        const Floats difference = load(weights + i) * (gain * load(other + i) + offset - load(one + i));
#pragma GCC unroll 6
        for (std::size_t p = 0; p < 6; ++p)
            sums[p] += load(from[p] + i) * difference;
    }
    for (std::size_t p = 0; p < 6; ++p)
        into[p] = sumOf(sums[p]);
}

/// Where the pixels of one line of the relief lie in the other.
struct Line {
    float x = 0, y = 0, stepX = 0, stepY = 0;
};

LUCENCY_WIDEST void placesAlong(const Line& line, int side, const float* weights, std::int32_t* corner, float* right, float* below,
                                float* counted)
{
    const float last = static_cast<float>(side - 1), lastCorner = static_cast<float>(side - 2);
    for (int i = 0; i < side; ++i) {
        const float x = line.x + static_cast<float>(i) * line.stepX, y = line.y + static_cast<float>(i) * line.stepY;
        const float insideX = x < 0 ? 0 : x > last ? last : x, insideY = y < 0 ? 0 : y > last ? last : y;
        counted[i] = x == insideX && y == insideY ? weights[i] : 0;
        const float left = insideX < lastCorner ? insideX : lastCorner, top = insideY < lastCorner ? insideY : lastCorner;
        const auto column = static_cast<std::int32_t>(left), row = static_cast<std::int32_t>(top);
        corner[i] = row * side + column;
        right[i] = insideX - static_cast<float>(column);
        below[i] = insideY - static_cast<float>(row);
    }
}

} // namespace

Placement Placement::scaled(double factor) const
{
    return {a, b, c * factor, d, e, f * factor};
}

ReliefFitter::ReliefFitter(const cv::Mat& relief)
    : m_side(relief.rows)
{
    const auto side = static_cast<std::size_t>(m_side);
    constexpr auto together = static_cast<std::size_t>(lanes);
    const auto count = (side * side + together - 1) / together * together; // the rest weighs nothing
    m_relief.resize(count);
    m_weights.resize(count);
    m_seen.resize(count);
    m_counted.resize(count);
    m_other.resize(count);
    m_right.resize(count);
    m_below.resize(count);
    m_corner.resize(count);
    for (auto& slope : m_slopes)
        slope.resize(count);
    const auto at = [&](int row, int column) {
        return static_cast<float>(relief.ptr<std::int8_t>(std::clamp(row, 0, m_side - 1))[std::clamp(column, 0, m_side - 1)]);
    };
    std::vector<float> window(side); // what lies at the margin may be missing in the other
    for (std::size_t i = 0; i < side; ++i)
        window[i] = static_cast<float>(std::sin((static_cast<double>(i) + 0.5) / m_side * std::numbers::pi));
    const float middle = static_cast<float>(m_side - 1) / 2;
    cv::Matx<double, 6, 6> squares = cv::Matx<double, 6, 6>::zeros();
    for (int row = 0; row < m_side; ++row)
        for (int column = 0; column < m_side; ++column) {
            const auto i = static_cast<std::size_t>(row) * side + static_cast<std::size_t>(column);
            m_relief[i] = at(row, column);
            m_weights[i] = window[static_cast<std::size_t>(row)] * window[static_cast<std::size_t>(column)];
            const float x = static_cast<float>(column) - middle, y = static_cast<float>(row) - middle;
            const auto sobel = [&](int down, int across) { // the change of grey in one direction, smoothed in the other
                return (2 * (at(row + down, column + across) - at(row - down, column - across)) +
                        at(row + down + across, column + across + down) - at(row - down + across, column - across + down) +
                        at(row + down - across, column + across - down) - at(row - down - across, column - across - down)) /
                       8;
            };
            const float alongX = sobel(0, 1), alongY = sobel(1, 0);
            const std::array<float, 6> slopes{alongX * x, alongX * y, alongX, alongY * x, alongY * y, alongY};
            for (std::size_t p = 0; p < slopes.size(); ++p) {
                m_slopes[p][i] = slopes[p];
                for (std::size_t q = 0; q <= p; ++q)
                    squares(static_cast<int>(p), static_cast<int>(q)) +=
                        static_cast<double>(m_weights[i]) * static_cast<double>(slopes[p]) * static_cast<double>(slopes[q]);
            }
        }
    for (int p = 0; p < 6; ++p)
        for (int q = p + 1; q < 6; ++q)
            squares(p, q) = squares(q, p);
    Moments moments;
    addMoments(m_relief.data(), m_relief.data(), m_weights.data(), count, moments);
    m_weight = static_cast<double>(moments.weight);
    const double weight = static_cast<double>(moments.weight), mean = static_cast<double>(moments.one) / weight;
    const double variance = static_cast<double>(moments.oneSquared) / weight - mean * mean;
    // Levenberg and Marquardt's damping: a relief of stripes does not say how far to go along them.
    const double lever = m_side * m_side / 12.0, damping = 0.002 * weight * std::max(variance, 1.0);
    for (int p = 0; p < 6; ++p)
        squares(p, p) += damping * (p % 3 == 2 ? 1 : lever);
    m_solved = squares.inv(cv::DECOMP_CHOLESKY);
}

double ReliefFitter::sample(const Placement& place, int sign)
{
    const auto side = static_cast<std::size_t>(m_side);
    const double middle = (m_side - 1) / 2.0;
    for (std::size_t row = 0; row < side; ++row) {
        const double y = static_cast<double>(row) - middle;
        const Line line{static_cast<float>(-place.a * middle + place.b * y + place.c + middle),
                        static_cast<float>(-place.d * middle + place.e * y + place.f + middle), static_cast<float>(place.a),
                        static_cast<float>(place.d)};
        const auto from = row * side;
        placesAlong(line, m_side, m_weights.data() + from, m_corner.data() + from, m_right.data() + from, m_below.data() + from,
                    m_counted.data() + from);
    }
    const auto* const other = m_other.data();
    const auto factor = static_cast<float>(sign);
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
        const auto* const upper = other + m_corner[i];
        const auto* const lower = upper + m_side;
        const float above = upper[0] + (upper[1] - upper[0]) * m_right[i], under = lower[0] + (lower[1] - lower[0]) * m_right[i];
        m_seen[i] = factor * (above + (under - above) * m_below[i]);
    }
    Moments moments;
    addMoments(m_relief.data(), m_seen.data(), m_counted.data(), m_seen.size(), moments);
    const auto weight = static_cast<double>(moments.weight);
    if (weight < leastOverlap * m_weight) return -1;
    m_mean = static_cast<double>(moments.one) / weight;
    m_seenMean = static_cast<double>(moments.other) / weight;
    const double variance = static_cast<double>(moments.oneSquared) / weight - m_mean * m_mean;
    const double seenVariance = static_cast<double>(moments.otherSquared) / weight - m_seenMean * m_seenMean;
    if (variance <= 0 || seenVariance <= 0) return -1;
    m_gain = std::sqrt(variance / seenVariance);
    return (static_cast<double>(moments.product) / weight - m_mean * m_seenMean) / std::sqrt(variance * seenVariance);
}

bool ReliefFitter::step(Placement& place) const
{
    std::array<float, 6> projected{};
    project(m_relief.data(), m_seen.data(), m_counted.data(), static_cast<float>(m_gain), static_cast<float>(m_mean - m_gain * m_seenMean),
            m_slopes, projected.data());
    cv::Vec<double, 6> along;
    std::ranges::copy(projected, along.val);
    const auto by = m_solved * along;
    // The other is to be moved by the inverse of what would move the relief.
    const double a = 1 + by[0], b = by[1], d = by[3], e = 1 + by[4], size = a * e - b * d;
    if (!(std::abs(size) > 0.25)) return false;
    const double ia = e / size, ib = -b / size, id = -d / size, ie = a / size, ic = -(ia * by[2] + ib * by[5]),
                 jf = -(id * by[2] + ie * by[5]);
    const Placement from = place;
    place.a = from.a * ia + from.b * id;
    place.b = from.a * ib + from.b * ie;
    place.c = from.a * ic + from.b * jf + from.c;
    place.d = from.d * ia + from.e * id;
    place.e = from.d * ib + from.e * ie;
    place.f = from.d * ic + from.e * jf + from.f;
    return true;
}

ReliefFit ReliefFitter::fit(const cv::Mat& other, const Placement& begin, int sign, int steps, double hopeless)
{
    for (int row = 0; row < m_side; ++row)
        std::copy_n(other.ptr<std::int8_t>(row), m_side, m_other.data() + static_cast<std::ptrdiff_t>(row) * m_side);
    ReliefFit best;
    Placement place = begin;
    for (int taken = 0;; ++taken) {
        const double likeness = sample(place, sign);
        if (likeness > best.likeness) best = {likeness, place};
        if (taken == steps || likeness <= -1 || (taken == 2 && best.likeness < hopeless)) return best;
        if (!step(place)) return best;
    }
}

} // namespace lucency::model
