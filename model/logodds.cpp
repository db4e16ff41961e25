#include "model/logodds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lucency::model {

std::vector<double> logOdds(std::span<const float> outputs, bool exclusive)
{
    std::vector<double> logits(outputs.begin(), outputs.end());
    const auto count = logits.size();
    if (!exclusive || count < 2) return logits;
    std::vector<double> odds(count);
    for (std::size_t i = 0; i < count; ++i) {
        double largest = -std::numeric_limits<double>::infinity(), sum = 0;
        for (std::size_t j = 0; j < count; ++j)
            if (j != i) largest = std::max(largest, logits[j]);
        for (std::size_t j = 0; j < count; ++j)
            if (j != i) sum += std::exp(logits[j] - largest);
        odds[i] = logits[i] - largest - std::log(sum);
    }
    return odds;
}

double calibrated(const FindingEntry& finding, double logit)
{
    return 1 / (1 + std::exp(-(finding.calibration.slope * logit + finding.calibration.offset)));
}

} // namespace lucency::model
