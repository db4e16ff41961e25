#include "model/evaluation/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

namespace lucency::evaluation {

Ranking rankCases(std::span<const double> probabilities)
{
    Ranking ranking;
    ranking.order.resize(probabilities.size());
    std::iota(ranking.order.begin(), ranking.order.end(), std::size_t{0});
    std::stable_sort(ranking.order.begin(), ranking.order.end(),
                     [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    for (std::size_t i = 0; i < ranking.order.size(); ++i)
        ranking.endsTie.push_back(i + 1 == ranking.order.size() || probabilities[ranking.order[i]] != probabilities[ranking.order[i + 1]]);
    return ranking;
}

Interval bootstrap(const WeightedFigure& figure, double value, std::span<const int> groups, int resamples, std::uint64_t seed)
{
    std::map<int, std::vector<std::size_t>> byGroup;
    for (std::size_t i = 0; i < groups.size(); ++i)
        byGroup[groups[i]].push_back(i);
    std::vector<const std::vector<std::size_t>*> members;
    for (const auto& [group, cases] : byGroup)
        members.push_back(&cases);

    std::mt19937_64 generator(seed);
    std::vector<double> figures, weights(groups.size());
    for (int tries = 0; static_cast<int>(figures.size()) < resamples && tries < 20 * resamples; ++tries) {
        std::fill(weights.begin(), weights.end(), 0.0);
        for (std::size_t i = 0; i < members.size(); ++i)
            for (const auto index : *members[generator() % members.size()])
                weights[index] += 1;
        const double drawn = figure(weights);
        if (!std::isnan(drawn)) figures.push_back(drawn);
    }
    if (figures.empty()) return {value, 0, 1};
    std::sort(figures.begin(), figures.end());
    const auto at = [&](double share) { return figures[static_cast<std::size_t>(share * static_cast<double>(figures.size() - 1) + 0.5)]; };
    return {value, at(0.025), at(0.975)};
}

} // namespace lucency::evaluation
