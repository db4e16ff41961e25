#include "model/evaluation/comparison.h"

#include "model/evaluation/bootstrap.h"
#include "model/evaluation/cases.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace lucency::evaluation {

namespace {

/// For each case the share of the other class that it stands on the right side of (DeLong's placements).
std::vector<double> placements(std::span<const double> scores, std::span<const int> labels, const Tally& tally)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    const auto m = static_cast<double>(tally.positives), n = static_cast<double>(tally.negatives);
    std::vector<double> placed(scores.size());
    double positives = 0, negatives = 0;
    std::size_t rank = 0;
    for (const auto& step : tally.steps) {
        const auto here = static_cast<double>(step.positives), others = static_cast<double>(step.negatives);
        for (long i = 0; i < step.positives + step.negatives; ++i, ++rank)
            placed[order[rank]] = labels[order[rank]] == 1 ? (n - negatives - others / 2) / n : (positives + here / 2) / m;
        positives += here;
        negatives += others;
    }
    return placed;
}

} // namespace

Result<PairedAuc> compareAuc(std::span<const double> first, std::span<const double> second, std::span<const int> labels)
{
    const auto firstTally = tallyOf(first, labels), secondTally = tallyOf(second, labels);
    if (!firstTally) return firstTally.error();
    if (!secondTally) return secondTally.error();
    if (firstTally->positives < 2 || firstTally->negatives < 2)
        return Failure{FailureKind::NoLabelledImages, "label", "two cases of each class are needed"};
    PairedAuc paired;
    paired.first = *auc(*firstTally);
    paired.second = *auc(*secondTally);

    // The variance of the difference is that of the differences of the placements, each class on its own.
    const auto a = placements(first, labels, *firstTally), b = placements(second, labels, *secondTally);
    const double difference = paired.first.value - paired.second.value;
    double ofPositives = 0, ofNegatives = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double deviation = a[i] - b[i] - difference;
        (labels[i] == 1 ? ofPositives : ofNegatives) += deviation * deviation;
    }
    const auto m = static_cast<double>(firstTally->positives), n = static_cast<double>(firstTally->negatives);
    paired.standardError = std::sqrt(ofPositives / (m - 1) / m + ofNegatives / (n - 1) / n);
    const boost::math::normal normal;
    const double reach = boost::math::quantile(normal, 0.975) * paired.standardError;
    paired.difference = {difference, difference - reach, difference + reach};
    constexpr double rounding = 1e-14;
    if (paired.standardError > rounding) {
        paired.z = difference / paired.standardError;
        paired.p = 2 * boost::math::cdf(boost::math::complement(normal, std::abs(paired.z)));
    }
    return paired;
}

Result<Interval> aucDifferenceByGroup(std::span<const double> first, std::span<const double> second, std::span<const int> labels,
                                      std::span<const int> groups, int resamples, std::uint64_t seed, std::stop_token stop)
{
    const auto a = auc(first, labels), b = auc(second, labels);
    if (!a) return a.error();
    if (!b) return b.error();
    if (groups.size() != labels.size()) return Failure{FailureKind::BadArgument, "groups", "as many groups as labels are needed"};
    const RankedCases cases(first, labels, groups), others(second, labels, groups);
    std::vector<std::size_t> rankOfCase(labels.size());
    for (std::size_t rank = 0; rank < cases.order.size(); ++rank)
        rankOfCase[cases.order[rank]] = rank;
    std::vector<double> reordered(labels.size());
    const double difference = a->value - b->value;
    return bootstrap(
        [&](std::span<const double> weights, std::span<double> row) {
            for (std::size_t rank = 0; rank < reordered.size(); ++rank)
                reordered[rank] = weights[rankOfCase[others.order[rank]]];
            row[0] = weightedAuc(cases, weights) - weightedAuc(others, reordered);
        },
        {&difference, 1}, cases, resamples, seed, std::move(stop))[0];
}

McNemar mcNemar(long bothRight, long firstAlone, long secondAlone, long bothWrong)
{
    McNemar result{bothRight, firstAlone, secondAlone, bothWrong, undefined};
    const auto alone = firstAlone + secondAlone;
    if (alone == 0) return result;
    const boost::math::binomial even(static_cast<double>(alone), 0.5);
    result.p = std::min(1.0, 2 * boost::math::cdf(even, static_cast<double>(std::min(firstAlone, secondAlone))));
    return result;
}

Result<McNemar> compareCalls(std::span<const double> first, double firstThreshold, std::span<const double> second, double secondThreshold,
                             std::span<const int> labels)
{
    if (auto fault = faultIn(first, labels)) return *std::move(fault);
    if (auto fault = faultIn(second, labels)) return *std::move(fault);
    long counts[2][2] = {};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool present = labels[i] == 1;
        ++counts[(first[i] >= firstThreshold) == present][(second[i] >= secondThreshold) == present];
    }
    return mcNemar(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
}

} // namespace lucency::evaluation
