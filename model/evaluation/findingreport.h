#pragma once

#include "imaging/result.h"
#include "model/evaluation/averages.h"
#include "model/evaluation/calibration.h"
#include "model/evaluation/confusion.h"

#include <cstdint>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::evaluation {

/// The images whose label of one finding is known.
struct FindingCases {
    std::string finding;
    std::vector<double> probabilities; ///< 0 to 1
    std::vector<int> labels;           ///< 0 or 1
    std::vector<int> patients;         ///< one number a patient
    /// Kind of subgroup ("sex") to the name of each case's group ("F"), empty where it is unknown.
    std::map<std::string, std::vector<std::string>> groups;
};

struct ReportOptions {
    double threshold = 0.5; ///< positive at or over it
    int resamples = 2000;   ///< of the bootstrap by patient; 0: no such intervals
    std::uint64_t seed = 1;
    double partialAucLimit = 0.1;    ///< highest false positive rate of the partial area
    int bins = 10;                   ///< of the calibration curve
    std::vector<double> prevalences; ///< at which predictive values are wanted
    long fewestInSubgroup = 5;       ///< cases of either class that an area needs in a subgroup
};

/// Figures at a threshold. A share has Wilson's interval, widened to that of the bootstrap by patient where this reaches further; the
/// other figures have that of the bootstrap.
struct ThresholdFigures {
    double threshold = 0.5;
    Confusion counts;
    Interval sensitivity, specificity, precision, npv, accuracy;
    Interval f1, balancedAccuracy, mcc, youden;
};

/// Predictive values at a prevalence other than that of the cases.
struct PredictiveReport {
    double prevalence = 0;
    Interval ppv, npv;
};

/// A point of a curve with the interval of its height.
struct CurvePoint {
    double at = 0;
    Interval height;
};

struct Subgroup {
    std::string kind, name;
    long positives = 0, negatives = 0;
    Interval auc; ///< DeLong's; undefined with too few cases
    Confusion counts;
    Interval sensitivity, specificity; ///< Wilson's
};

/// What the predictions of one finding are worth. What has no cases to stand on is undefined (NaN), and so are the ends of the bootstrap's
/// intervals where a class comes from one patient alone.
struct FindingReport {
    std::string finding;
    long positives = 0, negatives = 0, patients = 0;
    Interval auc;          ///< with DeLong's interval
    Interval aucByPatient; ///< with that of the bootstrap by patient
    Interval partialAuc;   ///< standardised, up to options.partialAucLimit
    Interval averagePrecision;
    ThresholdFigures atThreshold;
    ClassFigures present, absent; ///< the two classes of the calls
    Averages classes;             ///< over these two
    Interval brier, calibrationError;
    std::vector<CalibrationBin> calibration;
    std::vector<CurvePoint> roc;             ///< sensitivity at false positive rates 0, 0.01 ... 1, straight between corners
    std::vector<CurvePoint> precisionRecall; ///< precision of the highest threshold that reaches recall 0.01, 0.02 ... 1
    std::vector<PredictiveReport> predictive;
    std::vector<Subgroup> subgroups; ///< by kind, then name
};

/// Evaluates one finding. One class alone, or no case, is no failure: what cannot be said is undefined. Fails with BadNumber (NaN, a
/// probability outside 0 to 1, a label other than 0 and 1), BadArgument (lengths that differ, an option out of range) or Cancelled. The
/// same cases and options give the same figures on every machine. Thread-safe.
Result<FindingReport> reportFinding(const FindingCases& cases, const ReportOptions& options, std::stop_token stop = {});

/// Means over findings.
struct OverallReport {
    Means auc, averagePrecision, accuracy, brier;                   ///< weighted by positive cases
    double microAuc = undefined, microAveragePrecision = undefined; ///< all pairs of image and finding as one set of cases
    Averages calls;                                                 ///< precision, recall and F1 at the thresholds
    Confusion counts;                                               ///< of all pairs
};
OverallReport reportOverall(std::span<const FindingReport> findings, std::span<const FindingCases> cases);

} // namespace lucency::evaluation
