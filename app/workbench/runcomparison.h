#pragma once

#include "app/workbench/openedresult.h"
#include "imaging/result.h"
#include "model/evaluation/comparison.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lucency::app {

/// Two results on the images of one finding that both have, each at its own threshold.
struct ComparedFinding {
    std::string finding;
    long images = 0, positives = 0, negatives = 0, patients = 0; ///< shared, with a label in one of them that the other does not contradict
    long contradicted = 0;                                       ///< shared images whose labels differ; they take no part
    std::optional<evaluation::PairedAuc> areas;                  ///< nothing with fewer than two images of a class
    std::optional<evaluation::Interval> byPatient;               ///< the difference, with patients drawn; where it was asked for
    evaluation::McNemar calls;
    std::vector<std::size_t> firstAloneRight, secondAloneRight; ///< images of the first one's table that one alone called rightly

    /// The interval to go by: where patients have several images, that by patient reaches further.
    evaluation::Interval difference() const;
    enum class Verdict { Unknown, FirstBetter, SecondBetter, NoEvidence };
    Verdict verdict() const; ///< by whether the interval of the difference leaves 0 out
};

/// Two results side by side.
struct RunComparison {
    std::size_t shared = 0, firstAlone = 0, secondAlone = 0; ///< images
    bool byName = false;                                     ///< paired by base name, because no path is the same
    std::vector<ComparedFinding> findings;                   ///< of those that both have
};

/// Pairs the images by path, else by base name where each is there once in either. Resamples of 0 leave out the intervals by patient.
/// Thresholds are those of the findings of each result, in their order. Fails with NoLabelledImages where they share no image or finding,
/// or Cancelled.
Result<RunComparison> compareRuns(const OpenedResult& first, const std::vector<double>& firstThresholds, const OpenedResult& second,
                                  const std::vector<double>& secondThresholds, int resamples, std::stop_token stop = {});

} // namespace lucency::app
