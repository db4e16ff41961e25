#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/evaluation/findingreport.h"
#include "model/evaluation/operatingpoint.h"
#include "model/recipe.h"

#include <map>
#include <optional>
#include <stop_token>
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
    evaluation::FindingReport report; ///< on the test part, of calibrated probabilities, at the chosen threshold
    std::size_t unlabelled = 0;       ///< real images of the test part whose label is unknown
    bool calibrated = false;          ///< the validation part had both classes; else probabilities are raw and the threshold is 0.5
    evaluation::PlattFit platt;
    evaluation::ChosenThreshold chosen; ///< on the validation part
    long validationPositives = 0, validationNegatives = 0;
    std::optional<Discrimination> againstNoFinding;   ///< present cases against images whose labels name nothing
    std::optional<Discrimination> phantoms;           ///< among synthetic images alone
    std::map<std::string, Discrimination> robustness; ///< a change of the test images, by name -> AUC under it
    bool validated = false;                           ///< see the rule in evaluateRun()
    std::string reason;                               ///< why it is not validated

    const std::string& name() const { return report.finding; }
    bool measured() const { return report.positives > 0 && report.negatives > 0; } ///< the test part had both classes
};

/// The findings of a run and the means over them.
struct RunEvaluation {
    std::vector<FindingEvaluation> findings;
    evaluation::OverallReport overall;
};

/// Calibrates on the validation part, chooses operating points there, and measures on the test part, once. A finding is validated when it
/// has at least 10 present cases in the test part and both of its AUC intervals (DeLong and by patient) stay above 0.5. Changed holds the
/// test part's logits under changes of its images. Fails with BadNumber where a logit is none.
Result<RunEvaluation> evaluateRun(const Recipe& recipe, const Cohort& cohort, const ScoredPart& validation, const ScoredPart& test,
                                  const std::map<std::string, std::vector<std::vector<double>>>& changed);

} // namespace lucency::model
