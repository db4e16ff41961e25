#pragma once

#include "imaging/result.h"
#include "model/evaluation/auc.h"
#include "model/manifest.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

/// Probabilities and labels of one finding, one patient number each.
struct LabelledScores {
    std::vector<double> probabilities;
    std::vector<int> labels, patients;

    long positives() const;
    long negatives() const { return static_cast<long>(labels.size()) - positives(); }
    bool hasBoth() const { return positives() > 0 && negatives() > 0; }
};

/// Two models on the same images of one finding.
struct PairedScores {
    std::vector<double> candidate, inUse;
    std::vector<int> labels, patients;
};

/// What the decision about one finding of a new model rests on.
struct FindingForUse {
    model::FindingEntry entry;                 ///< of the new model
    LabelledScores validation, test;           ///< of the new model; the operating point is chosen on the first, told on the second
    std::optional<evaluation::Interval> auc;   ///< on the test images
    std::optional<model::FindingEntry> former; ///< of the model in use, where it knows the finding
    PairedScores paired;                       ///< test images that both have scored
    std::optional<evaluation::Interval> formerAuc, pairedAuc; ///< on those
    std::optional<evaluation::Interval> difference;           ///< new less former, by patient where there are patients
};

/// Why there is no comparison with the model in use.
enum class NoComparison {
    None,        ///< there is one
    NoTestData,  ///< the new model comes without a run folder
    ImagesGone,  ///< none of the run's test images could be read
    FormerFails, ///< the model in use could not be loaded; see UseComparison::failure
};

/// A new model beside the one in use.
struct UseComparison {
    model::ModelManifest candidate;
    std::optional<model::ModelManifest> inUse;
    std::vector<FindingForUse> findings;   ///< of the new model, in its order, "No Finding" left out
    std::vector<std::string> lostFindings; ///< validated ones of the model in use that the new one does not know
    NoComparison none = NoComparison::None;
    std::optional<Failure> failure;     ///< why, where one is to be told
    long testImages = 0, notScored = 0; ///< of the new model's test part; those that the model in use could not score
    bool sameSplit =
        false; ///< both learnt from the same people. If not, the model in use may have learnt from test images, which flatters it
};

struct UseRequest {
    std::filesystem::path model;      ///< the new one
    std::filesystem::path run;        ///< its run folder; empty where it comes without one
    std::filesystem::path data;       ///< where the run's images lie
    std::filesystem::path modelInUse; ///< empty for none
};

/// Scores the run's test images with the model in use and puts both beside each other. Takes about as long as scoring the images. Progress
/// tells images done. Fails where the new model, or the tables of its run, cannot be read, and with Cancelled.
Result<UseComparison> compareForUse(const UseRequest& request, const std::function<void(std::size_t done, std::size_t all)>& progress,
                                    std::stop_token stop = {});

/// The run folder that a model file lies in, where it does.
std::filesystem::path runOfModel(const std::filesystem::path& model);

} // namespace lucency::app
