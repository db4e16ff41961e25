#include "model/evaluation/auc.h"

#include "model/evaluation/bootstrap.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace lucency::evaluation {

namespace {

/// Midranks (1-based, ties averaged) of values, in their order: the fast DeLong of Sun and Xu, IEEE Signal Processing Letters 2014.
std::vector<double> midranks(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]])
            ++last;
        const double rank = static_cast<double>(first + last) / 2 + 1;
        for (std::size_t i = first; i <= last; ++i)
            ranks[order[i]] = rank;
        first = last + 1;
    }
    return ranks;
}

double variance(const std::vector<double>& values)
{
    if (values.size() < 2) return 0;
    const double n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double sum = 0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return sum / (n - 1);
}

} // namespace

Result<Interval> auc(std::span<const double> probabilities, std::span<const int> labels)
{
    if (probabilities.size() != labels.size())
        return Failure{FailureKind::BadArgument, "labels", "as many labels as probabilities are needed"};
    std::vector<double> positives, negatives;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (std::isnan(probabilities[i])) return Failure{FailureKind::BadNumber, "probability", "row " + std::to_string(i + 1)};
        if (labels[i] != 0 && labels[i] != 1) return Failure{FailureKind::BadNumber, "label", "row " + std::to_string(i + 1)};
        (labels[i] == 1 ? positives : negatives).push_back(probabilities[i]);
    }
    if (positives.empty() || negatives.empty()) return Failure{FailureKind::NoLabelledImages, "label", "both classes are needed"};

    const double m = static_cast<double>(positives.size());
    const double n = static_cast<double>(negatives.size());
    std::vector<double> all = positives;
    all.insert(all.end(), negatives.begin(), negatives.end());
    const auto ofAll = midranks(all);
    const auto ofPositives = midranks(positives);
    const auto ofNegatives = midranks(negatives);
    std::vector<double> overNegatives(positives.size()), underPositives(negatives.size());
    for (std::size_t i = 0; i < positives.size(); ++i)
        overNegatives[i] = (ofAll[i] - ofPositives[i]) / n;
    for (std::size_t i = 0; i < negatives.size(); ++i)
        underPositives[i] = 1 - (ofAll[positives.size() + i] - ofNegatives[i]) / m;

    Interval result;
    result.value = std::accumulate(overNegatives.begin(), overNegatives.end(), 0.0) / m;
    const double deviation = std::sqrt(variance(overNegatives) / m + variance(underPositives) / n);
    if (result.value <= 0 || result.value >= 1) {
        // The logit is infinite here; the exact bound for a perfect separation is that of the smaller class (rule of three generalised).
        const double slack = 1 - std::pow(0.025, 1 / std::min(m, n));
        result.low = result.value <= 0 ? 0 : 1 - slack;
        result.high = result.value >= 1 ? 1 : slack;
        return result;
    }
    const double z = boost::math::quantile(boost::math::normal(), 0.975);
    const double logit = std::log(result.value / (1 - result.value));
    const double reach = z * deviation / (result.value * (1 - result.value));
    result.low = 1 / (1 + std::exp(-(logit - reach)));
    result.high = 1 / (1 + std::exp(-(logit + reach)));
    return result;
}

Result<Interval> aucByGroup(std::span<const double> probabilities, std::span<const int> labels, std::span<const int> groups, int resamples,
                            std::uint64_t seed)
{
    const auto whole = auc(probabilities, labels);
    if (!whole) return whole.error();
    if (groups.size() != labels.size()) return Failure{FailureKind::BadArgument, "groups", "as many groups as labels are needed"};
    const auto ranking = rankCases(probabilities);
    const auto area = [&](const std::vector<double>& weights) {
        double positives = 0, negatives = 0, tiedPositives = 0, tiedNegatives = 0, sum = 0;
        for (std::size_t i = 0; i < ranking.order.size(); ++i) {
            const auto index = ranking.order[i];
            (labels[index] == 1 ? tiedPositives : tiedNegatives) += weights[index];
            if (!ranking.endsTie[i]) continue;
            sum += tiedNegatives * (positives + tiedPositives / 2);
            positives += tiedPositives;
            negatives += tiedNegatives;
            tiedPositives = tiedNegatives = 0;
        }
        return positives > 0 && negatives > 0 ? sum / positives / negatives : std::nan("");
    };
    return bootstrap(area, whole->value, groups, resamples, seed);
}

} // namespace lucency::evaluation
