#include "model/prediction.h"

#include <algorithm>

namespace lucency::model {
namespace {

/// The margin of a probability over its threshold, from 0 (nothing) over 0.5 (at the threshold) to 1 (certain).
double urgency(double probability, double threshold)
{
    if (probability >= threshold) return threshold >= 1 ? 1 : 0.5 + 0.5 * (probability - threshold) / (1 - threshold);
    return 0.5 * probability / threshold;
}

} // namespace

double priorityOf(const std::vector<Score>& scores, const std::vector<double>& thresholds)
{
    double priority = 0;
    for (std::size_t i = 0; i < scores.size() && i < thresholds.size(); ++i)
        if (scores[i].validated && scores[i].ageAppropriate && scores[i].finding != noFinding)
            priority = std::max(priority, urgency(scores[i].probability, thresholds[i]));
    return std::clamp(priority, 0.0, 1.0);
}

} // namespace lucency::model
