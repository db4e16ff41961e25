#pragma once

#include "imaging/result.h"
#include "model/cohort.h"
#include "model/split.h"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace lucency::model {

/// What one part knows of one finding. Only real radiographs count, phantoms where there is nothing else.
struct FindingSize {
    long images = 0, positives = 0;                  ///< images whose label is known, and those with the finding
    long positivePatients = 0, negativePatients = 0; ///< people with such an image, and people with none of them
    double intervalWidth = 1;                        ///< how wide the 95 % interval of the AUC will be, about; see expectedIntervalWidth()
};

/// One part of a split.
struct PartSize {
    long images = 0, patients = 0;
    std::vector<FindingSize> findings; ///< in the order of the cohort's
};

/// How large the parts of a cohort are, and that nobody stands in two of them.
struct CohortSize {
    std::vector<std::string> findings;
    std::array<PartSize, 3> parts; ///< by Part
    long sharedPatients = 0;       ///< people in more than one part; 0 for a good split
    long linkedPatients = 0;       ///< people kept together because images of theirs look the same
    long twins = 0;                ///< pairs of images that look the same
};
/// Images that could not be read (indices into the cohort, sorted) take no part.
CohortSize sizeOf(const Cohort& cohort, const Split& split, std::span<const std::size_t> unreadable = {});

/// Width of the 95 % interval that an AUC of this value will have (Hanley and McNeil, Radiology 1982); 1 without both classes.
double expectedIntervalWidth(long positives, long negatives, double auc = 0.85);

/// What people should be told before they train: for every finding with a test or validation part that is too small for its figures, plain
/// numbers. The proof that the parts are disjoint comes first.
std::vector<std::string> sizeRemarks(const CohortSize& size);

/// Whether there is anything to learn: at least one finding that three people or more have, and three or more have not, one for each part.
/// Fails with NoLabelledImages naming the label table or folder.
Done checkLearnable(const Cohort& cohort);

} // namespace lucency::model
