#include "model/evaluation/cases.h"

#include <cmath>
#include <string>

namespace lucency::evaluation {

std::optional<Failure> faultIn(std::span<const double> probabilities, std::span<const int> labels)
{
    if (probabilities.size() != labels.size())
        return Failure{FailureKind::BadArgument, "labels", "as many labels as probabilities are needed"};
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (std::isnan(probabilities[i])) return Failure{FailureKind::BadNumber, "probability", "row " + std::to_string(i + 1)};
        if (labels[i] != 0 && labels[i] != 1) return Failure{FailureKind::BadNumber, "label", "row " + std::to_string(i + 1)};
    }
    return std::nullopt;
}

} // namespace lucency::evaluation
