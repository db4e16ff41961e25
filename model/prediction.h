#pragma once

#include "imaging/remark.h"

#include <opencv2/core/mat.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lucency::model {

/// The name of the class that is no finding: it has a score, but is never positive and raises no priority.
inline constexpr std::string_view noFinding = "No Finding";

/// One finding's result on one image.
struct Score {
    std::string finding;
    double probability = 0;     ///< calibrated
    bool positive = false;      ///< over the operating point
    bool validated = false;     ///< false: stored, never shown as a result
    bool ageAppropriate = true; ///< false when the patient's age is known and outside the finding's training ages
};

/// Milliseconds spent on one image; infer is its share of the batch.
struct Timings {
    double decode = 0, preprocess = 0, infer = 0;
};

/// What the model says of one image: the only type of a result from the network to the window.
struct Prediction {
    std::string modelName, modelVersion;
    std::vector<Score> scores;        ///< in the order of the manifest
    double priority = 0;              ///< 0 to 1: for sorting a worklist, see priorityOf()
    std::vector<cv::Mat> activations; ///< class activation maps, CV_32FC1, one a score; empty unless asked for
    std::vector<imaging::Remark> remarks;
    Timings timings;
};

/// How urgent the image is by its scores: the largest margin over an operating point among validated, age-appropriate findings, mapped
/// so that a score exactly at its operating point gives 0.5. Zero without such findings.
double priorityOf(const std::vector<Score>& scores, const std::vector<double>& thresholds);

} // namespace lucency::model
