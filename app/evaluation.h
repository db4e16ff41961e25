#pragma once

#include "app/evaluationlabels.h"
#include "app/predictiontable.h"
#include "imaging/result.h"
#include "model/evaluation/findingreport.h"
#include "model/evaluation/localisation.h"

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

enum class CalibrationMethod { None, Platt, Isotonic };

/// What a model's manifest says of a finding that it predicts.
struct PredictedFinding {
    double threshold = 0.5;
    bool validated = false;
    std::optional<double> minimumAge, maximumAge; ///< of the people that it is shown for
};

/// All that an evaluation is made from.
struct EvaluationRequest {
    std::string subject;         ///< what failures name: the file or the folder
    PredictionTable predictions; ///< with labels
    std::optional<LabelJoin> join;
    std::map<std::string, PredictedFinding> manifest; ///< where a model was asked
    std::optional<double> threshold;                  ///< for all findings, over that of the manifest
    std::optional<PredictionTable> validation;        ///< other images, on which the following two are fitted
    std::string aim;                                  ///< of the operating point, such as "youden"; empty: none is chosen
    CalibrationMethod calibration = CalibrationMethod::None;
    std::vector<double> prevalences;
    int resamples = 2000;
    std::uint64_t seed = 1;
    std::size_t patientsUnknown = 0;                                         ///< images that are taken for a patient of their own
    std::size_t phantoms = 0;                                                ///< synthetic images that were left out
    std::map<std::string, std::vector<evaluation::LocalisationCase>> places; ///< by finding
    std::function<void(std::size_t done, std::size_t all)> progress;         ///< in findings; may be empty
};

/// A finding as it was evaluated.
struct EvaluatedFinding {
    evaluation::FindingReport report;
    std::string thresholdSource; ///< "given", "model", "default" or "validation"
    std::optional<bool> aimReached;
    CalibrationMethod calibration = CalibrationMethod::None;
    evaluation::PlattFit platt;
    evaluation::IsotonicFit isotonic;
    double brierBefore = evaluation::undefined, calibrationErrorBefore = evaluation::undefined;
    std::optional<double> modelThreshold; ///< on the model's own scale, where recalibration moved it
    long changedCalls = 0;                ///< images that the model calls otherwise than the moved threshold does: one step holds both
    std::size_t unlabelled = 0;           ///< images without a label of it
    std::size_t outsideAges = 0;          ///< images of people for whose age the finding is not shown; they are a subgroup
    std::optional<bool> validated;
    std::optional<evaluation::LocalisationReport> localisation;
};

/// A model's probability of a finding after the calibration that was fitted; itself where there is none.
double recalibrated(const EvaluatedFinding& finding, double probability);

/// The outcome, as plain values.
struct Evaluation {
    std::size_t images = 0, labelledImages = 0, patients = 0, notScored = 0;
    std::optional<LabelJoin> join;
    std::vector<EvaluatedFinding> findings;      ///< those with a label, in the order of the predictions
    std::vector<std::string> unlabelledFindings; ///< predicted, but no image has a label of them
    evaluation::OverallReport overall;
    std::size_t patientsUnknown = 0, patientsInValidation = 0; ///< the latter are in the validation predictions too
    std::size_t phantoms = 0;
    std::string aim;
    int resamples = 0;
    std::uint64_t seed = 0;
};

/// A table with the probabilities that its figures are of: recalibrated where that was asked for.
PredictionTable recalibrated(PredictionTable table, const Evaluation& evaluation);

/// Evaluates every finding that has labels. Calibration and operating points are fitted on the validation predictions alone. Fails with
/// NoLabelledImages (no label at all, or a finding that the validation predictions cannot fit), BadArgument (an image in both tables) or
/// Cancelled. Thread-safe.
Result<Evaluation> evaluate(const EvaluationRequest& request, std::stop_token stop = {});

} // namespace lucency::app
