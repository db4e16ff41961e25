#include "model/evaluation/curves.h"

#include <limits>

namespace lucency::evaluation {

Result<std::vector<RocPoint>> rocCurve(const Tally& tally)
{
    if (tally.positives == 0 || tally.negatives == 0) return Failure{FailureKind::NoLabelledImages, "label", "both classes are needed"};
    std::vector<RocPoint> curve;
    curve.reserve(tally.steps.size() + 1);
    curve.push_back({std::numeric_limits<double>::infinity(), 0, 0});
    long positives = 0, negatives = 0;
    for (const auto& step : tally.steps) {
        positives += step.positives;
        negatives += step.negatives;
        curve.push_back({step.score, static_cast<double>(negatives) / static_cast<double>(tally.negatives),
                         static_cast<double>(positives) / static_cast<double>(tally.positives)});
    }
    return curve;
}

std::vector<RocPoint> corners(const std::vector<RocPoint>& curve)
{
    std::vector<RocPoint> kept;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        if (i > 0 && i + 1 < curve.size()) {
            const auto &before = curve[i - 1], &here = curve[i], &after = curve[i + 1];
            const bool upwards = before.falsePositiveRate == here.falsePositiveRate && here.falsePositiveRate == after.falsePositiveRate;
            const bool sideways = before.sensitivity == here.sensitivity && here.sensitivity == after.sensitivity;
            if (upwards || sideways) continue;
        }
        kept.push_back(curve[i]);
    }
    return kept;
}

Result<std::vector<PrecisionRecallPoint>> precisionRecallCurve(const Tally& tally)
{
    if (tally.positives == 0) return Failure{FailureKind::NoLabelledImages, "label", "a positive case is needed"};
    std::vector<PrecisionRecallPoint> curve;
    curve.reserve(tally.steps.size() + 1);
    curve.push_back({std::numeric_limits<double>::infinity(), 1, 0});
    long positives = 0, called = 0;
    for (const auto& step : tally.steps) {
        positives += step.positives;
        called += step.positives + step.negatives;
        curve.push_back({step.score, static_cast<double>(positives) / static_cast<double>(called),
                         static_cast<double>(positives) / static_cast<double>(tally.positives)});
    }
    return curve;
}

} // namespace lucency::evaluation
