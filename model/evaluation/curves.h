#pragma once

#include "imaging/result.h"
#include "model/evaluation/tally.h"

#include <vector>

namespace lucency::evaluation {

/// What calling everything at or over a threshold gives.
struct RocPoint {
    double threshold = 0, falsePositiveRate = 0, sensitivity = 0;
};
struct PrecisionRecallPoint {
    double threshold = 0, precision = 0, recall = 0;
};

/// One point a distinct score from the highest down, after a first one at an infinite threshold that calls nothing: scikit-learn's
/// roc_curve(drop_intermediate=False). Fails with NoLabelledImages when one class is empty.
Result<std::vector<RocPoint>> rocCurve(const Tally& tally);

/// The same without the points that lie on a straight line between their neighbours: the corners of the curve, for drawing.
std::vector<RocPoint> corners(const std::vector<RocPoint>& curve);

/// One point a distinct score from the highest down, after a first one of precision 1 and recall 0: scikit-learn's
/// precision_recall_curve, from its other end. Fails with NoLabelledImages without a positive case.
Result<std::vector<PrecisionRecallPoint>> precisionRecallCurve(const Tally& tally);

} // namespace lucency::evaluation
