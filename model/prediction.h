#pragma once

#include "imaging/remark.h"
#include "imaging/result.h"

#include <opencv2/core/mat.hpp>

#include <optional>
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
    bool leads = true;          ///< false when the age does not let it stand first: see leadsAtAge()
};

/// Milliseconds spent on one image; infer is its share of the batch.
struct Timings {
    double decode = 0, preprocess = 0, infer = 0;
};

/// What the model says of one image: the only type of a result from the network to the window.
struct Prediction {
    std::string modelName, modelVersion, modelSha256;
    std::vector<Score> scores; ///< in the order of the manifest
    double priority = 0;       ///< 0 to 1: for sorting a worklist, see priorityOf()
    /// Why the model's gate would not have the image scored: Rotated, InvertedImage or NotAChestRadiograph. The scores are then no result.
    std::optional<FailureKind> refusal;
    std::vector<cv::Mat> activations; ///< class activation maps, CV_32FC1, one a score; empty unless asked for
    std::vector<imaging::Remark> remarks;
    Timings timings;
};

/// Whether a score is a result to be shown: of a validated finding, for a person of the ages it was trained on as far as is known.
bool isShown(const Score& score);

/// Whether a score may stand first and raise the priority: shown, of a finding, and not held back because the age is unknown.
bool mayLead(const Score& score);

/// The shown scores in the order in which they are told: those held back for their age come last; else the positive ones first, then by
/// probability. Indices of scores.
std::vector<std::size_t> inOrderOfWeight(const std::vector<Score>& scores);

/// The score that headline, heat map and worklist row are about: the first of that order that may lead.
std::optional<std::size_t> leadingScore(const std::vector<Score>& scores);

/// How urgent the image is by its scores: the largest margin over an operating point among those that may lead, mapped so that a score
/// exactly at its operating point gives 0.5. Zero without such scores.
double priorityOf(const std::vector<Score>& scores, const std::vector<double>& thresholds);

} // namespace lucency::model
