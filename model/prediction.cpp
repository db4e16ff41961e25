#include "model/prediction.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace lucency::model {
namespace {

/// The margin of a probability over its threshold, from 0 (nothing) over 0.5 (at the threshold) to 1 (certain).
double urgency(double probability, double threshold)
{
    if (probability >= threshold) return threshold >= 1 ? 1 : 0.5 + 0.5 * (probability - threshold) / (1 - threshold);
    return 0.5 * probability / threshold;
}

} // namespace

bool isShown(const Score& score)
{
    return score.validated && score.ageAppropriate;
}

bool mayLead(const Score& score)
{
    return isShown(score) && score.leads && score.finding != noFinding;
}

std::vector<std::size_t> inOrderOfWeight(const std::vector<Score>& scores)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (isShown(scores[i])) order.push_back(i);
    std::ranges::stable_sort(order, std::greater(),
                             [&scores](std::size_t i) { return std::tuple(scores[i].leads, scores[i].positive, scores[i].probability); });
    return order;
}

std::optional<std::size_t> leadingScore(const std::vector<Score>& scores)
{
    for (const std::size_t i : inOrderOfWeight(scores))
        if (mayLead(scores[i])) return i;
    return std::nullopt;
}

double priorityOf(const std::vector<Score>& scores, const std::vector<double>& thresholds)
{
    double priority = 0;
    for (std::size_t i = 0; i < scores.size() && i < thresholds.size(); ++i)
        if (mayLead(scores[i])) priority = std::max(priority, urgency(scores[i].probability, thresholds[i]));
    return std::clamp(priority, 0.0, 1.0);
}

} // namespace lucency::model
