#include "model/evaluation/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace lucency::evaluation {

namespace {

/// Draws groups with replacement and counts how often each case came.
class Resampling {
public:
    Resampling(const RankedCases& cases, std::uint64_t seed)
        : m_cases(cases)
        , m_generator(seed)
        , m_weights(cases.order.size())
    {
    }

    std::span<const double> draw()
    {
        std::fill(m_weights.begin(), m_weights.end(), 0.0);
        const std::size_t groups = m_cases.groupCount();
        for (std::size_t i = 0; i < groups; ++i) {
            const auto group = static_cast<std::size_t>(m_generator() % groups);
            for (auto at = m_cases.begins[group]; at < m_cases.begins[group + 1]; ++at)
                m_weights[m_cases.members[at]] += 1;
        }
        return m_weights;
    }

private:
    const RankedCases& m_cases;
    std::mt19937_64 m_generator;
    std::vector<double> m_weights;
};

/// The ends of the middle 95 % of the figures, which are reordered.
Interval middle(double value, std::span<double> figures)
{
    const auto at = [&](double share) {
        const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(figures.size() - 1) + 0.5);
        std::nth_element(figures.begin(), figures.begin() + place, figures.end());
        return figures[static_cast<std::size_t>(place)];
    };
    const double low = at(0.025), high = at(0.975);
    return {value, low, high};
}

} // namespace

RankedCases::RankedCases(std::span<const double> scoresGiven, std::span<const int> labelsGiven, std::span<const int> groups)
    : order(scoresGiven.size())
{
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scoresGiven[a] > scoresGiven[b]; });
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        scores.push_back(scoresGiven[order[rank]]);
        labels.push_back(labelsGiven[order[rank]]);
        endsTie.push_back(rank + 1 == order.size() || scoresGiven[order[rank]] != scoresGiven[order[rank + 1]]);
    }
    members.resize(order.size());
    std::iota(members.begin(), members.end(), std::uint32_t{0});
    const auto groupOf = [&](std::uint32_t rank) { return groups[order[rank]]; };
    std::stable_sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) { return groupOf(a) < groupOf(b); });
    for (std::uint32_t i = 0; i < members.size(); ++i)
        if (i == 0 || groupOf(members[i]) != groupOf(members[i - 1])) begins.push_back(i);
    begins.push_back(static_cast<std::uint32_t>(members.size()));
}

double weightedAuc(const RankedCases& cases, std::span<const double> weights)
{
    double positives = 0, negatives = 0, tiedPositives = 0, tiedNegatives = 0, sum = 0;
    for (std::size_t rank = 0; rank < weights.size(); ++rank) {
        (cases.labels[rank] == 1 ? tiedPositives : tiedNegatives) += weights[rank];
        if (!cases.endsTie[rank]) continue;
        sum += tiedNegatives * (positives + tiedPositives / 2);
        positives += tiedPositives;
        negatives += tiedNegatives;
        tiedPositives = tiedNegatives = 0;
    }
    return positives > 0 && negatives > 0 ? sum / positives / negatives : undefined;
}

double weightedAveragePrecision(const RankedCases& cases, std::span<const double> weights)
{
    double called = 0, right = 0, counted = 0, area = 0;
    for (std::size_t rank = 0; rank < weights.size(); ++rank) {
        called += weights[rank];
        if (cases.labels[rank] == 1) right += weights[rank];
        if (!cases.endsTie[rank] || called <= 0) continue;
        area += (right - counted) * (right / called);
        counted = right;
    }
    return right > 0 ? area / right : undefined;
}

Interval bootstrap(const WeightedFigure& figure, double value, const RankedCases& cases, int resamples, std::uint64_t seed)
{
    Resampling resampling(cases, seed);
    std::vector<double> figures;
    for (int tries = 0; static_cast<int>(figures.size()) < resamples && tries < 20 * resamples; ++tries) {
        const double drawn = figure(resampling.draw());
        if (!std::isnan(drawn)) figures.push_back(drawn);
    }
    if (figures.empty()) return {value, 0, 1};
    return middle(value, figures);
}

std::vector<Interval> bootstrap(const WeightedFigures& figures, std::span<const double> values, const RankedCases& cases, int resamples,
                                std::uint64_t seed, std::stop_token stop)
{
    std::vector<Interval> intervals;
    for (const double value : values)
        intervals.push_back({value, undefined, undefined});
    if (cases.order.empty() || resamples <= 0) return intervals;
    std::vector<std::vector<double>> drawn(values.size());
    std::vector<double> row(values.size());
    Resampling resampling(cases, seed);
    for (int i = 0; i < resamples; ++i) {
        if (stop.stop_requested()) return intervals;
        figures(resampling.draw(), row);
        for (std::size_t f = 0; f < row.size(); ++f)
            if (!std::isnan(row[f])) drawn[f].push_back(row[f]);
    }
    for (std::size_t f = 0; f < values.size(); ++f)
        if (!std::isnan(values[f]) && 2 * drawn[f].size() > static_cast<std::size_t>(resamples)) intervals[f] = middle(values[f], drawn[f]);
    return intervals;
}

} // namespace lucency::evaluation
