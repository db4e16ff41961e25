#pragma once

#include "app/predictiontable.h"
#include "imaging/result.h"
#include "model/evaluation/findingreport.h"
#include "model/evaluation/operatingpoint.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lucency::app {

/// How an image was called against its label at an operating point.
enum class Call { Found, Missed, FalseAlarm, LeftAlone };

/// Which images of a finding are wanted. What is not set does not choose.
struct CaseFilter {
    std::optional<Call> call; ///< at the threshold
    double threshold = 0.5;
    std::optional<double> over, upTo;   ///< probabilities over the one (at 0: with 0) and up to the other: a bar of the calibration
    std::string groupKind, groupName;   ///< of people; empty: all
    std::optional<std::size_t> nearest; ///< so many whose probability is nearest to the threshold
    bool wronglyCalled = false;         ///< missed and false alarms alone
};

/// The cases of one finding, sorted once, so that counts at any threshold take a binary search and every figure is made anew without going
/// through the cases again. Immutable and thread-safe once made.
class RankedFinding {
public:
    /// Sorts the cases of a finding of the table. Fails as reportFinding().
    static Result<RankedFinding> of(const PredictionTable& table, const std::vector<int>& patients, std::size_t finding);

    const std::string& name() const { return m_cases.finding; }
    const evaluation::FindingCases& cases() const { return m_cases; }
    std::size_t imageOf(std::size_t caseIndex) const { return m_images[caseIndex]; } ///< in the table
    const evaluation::Tally& tally() const { return m_tally; }
    long positives() const { return m_tally.positives; }
    long negatives() const { return m_tally.negatives; }
    /// Whether it is known which images belong to groups of this kind ("sex", "folder").
    bool knowsGroups(const std::string& kind) const;
    std::size_t unlabelled() const { return m_unlabelled; }

    evaluation::Confusion countsAt(double threshold) const;

    /// What reportFinding() says at the threshold, with the intervals that need no resampling: Wilson's and DeLong's, and Wilson's around
    /// the ROC curve. What only resampling tells (F1, average precision, calibration error, the band of precision) has no ends.
    evaluation::FindingReport reportAt(double threshold) const;

    /// The threshold that lies at a place of the ROC curve or of the precision-recall curve: the lowest one of at most so many false
    /// alarms, and the highest one that finds so many.
    double thresholdAtFalsePositiveRate(double rate) const;
    double thresholdAtRecall(double recall) const;

    /// The cases that the filter lets through, the most wrong first: by how far the probability is from the label. With nearest, those
    /// nearest to the threshold first. Time grows with the number of cases.
    std::vector<std::uint32_t> select(const CaseFilter& filter) const;
    Call callOf(std::size_t caseIndex, double threshold) const;

private:
    /// Positive and negative cases at or over each distinct score, from the highest down.
    struct Steps {
        std::vector<double> scores;
        std::vector<long> positives, negatives;
        evaluation::Confusion at(double threshold) const;
    };
    static Steps stepsOf(const evaluation::Tally& tally);
    double belowStep(std::size_t step) const;
    bool passes(const CaseFilter& filter, std::size_t caseIndex) const;

    evaluation::FindingCases m_cases;
    std::vector<std::size_t> m_images;
    std::vector<std::string> m_folders; ///< that each image lies in, for the groups of a run's report
    std::size_t m_unlabelled = 0;
    evaluation::Tally m_tally;
    Steps m_steps;
    std::vector<Steps> m_groups;            ///< in the order of m_base.subgroups
    std::vector<std::uint32_t> m_ascending; ///< cases by probability
    evaluation::FindingReport m_base;       ///< all that no threshold changes
};

/// A quick report with the intervals of one with resampling: all of them at the same threshold, else those that no threshold changes. The
/// resampled report has to be of the same cases.
evaluation::FindingReport withResampledIntervals(evaluation::FindingReport quick, const evaluation::FindingReport& resampled);

} // namespace lucency::app
