#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/evaluation/auc.h"
#include "model/evaluation/calibration.h"
#include "model/evaluation/confusion.h"
#include "model/evaluation/operatingpoint.h"
#include "model/recipe.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lucency::model {

/// Logits of one part's images, in the order of members (indices of the cohort).
struct ScoredPart {
    std::vector<std::size_t> members;
    std::vector<std::vector<double>> logits;
};

/// An AUC with its interval and the cases behind it.
struct Discrimination {
    evaluation::Interval auc;
    long positives = 0, negatives = 0;
};

/// What was found out about one finding. Only real radiographs count; phantoms are told apart.
struct FindingEvaluation {
    std::string name;
    bool calibrated = false; ///< the validation part had both classes
    evaluation::PlattFit platt;
    evaluation::ChosenThreshold chosen; ///< on the validation part
    long validationPositives = 0, validationNegatives = 0;
    bool measured = false; ///< the test part had both classes
    evaluation::Interval auc, aucByPatient, averagePrecision;
    evaluation::Confusion counts; ///< on the test part at the chosen threshold
    double brier = 0, calibrationError = 0;
    std::optional<Discrimination> againstNoFinding; ///< present cases against images of the same sources without any finding
    std::optional<Discrimination> phantoms;         ///< among synthetic images alone
    std::map<std::string, std::map<std::string, Discrimination>> subgroups; ///< "sex" -> "F" -> ...
    std::map<std::string, Discrimination> robustness;                       ///< a change of the test images, by name -> AUC under it
    bool validated = false;                                                 ///< see the rule in evaluateRun()
    std::string reason;                                                     ///< why it is not validated
};

/// Calibrates on the validation part, chooses operating points there, and measures on the test part, once. A finding is validated when it
/// has at least 10 present cases in the test part and both of its AUC intervals (DeLong and by patient) stay above 0.5. Changed holds the
/// test part's logits under changes of its images.
std::vector<FindingEvaluation> evaluateRun(const Recipe& recipe, const Cohort& cohort, const ScoredPart& validation, const ScoredPart& test,
                                           const std::map<std::string, std::vector<std::vector<double>>>& changed);

} // namespace lucency::model
