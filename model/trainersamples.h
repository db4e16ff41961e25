#pragma once

#include "model/cohort.h"
#include "model/partinputs.h"
#include "model/trainer.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lucency::model {

class Learner;

/// A place in the validation part, and the finding that it is looked at for.
struct SamplePlace {
    std::size_t row = 0, finding = 0;
};

/// The images that are followed from epoch to epoch: three with and three without a finding, of the findings with the most cases in turn,
/// from all over the part. The same for the same part; fewer where there are fewer cases.
std::vector<SamplePlace> samplesToFollow(const std::vector<std::vector<Label>>& labels);

/// The log-odds from which on each finding counts as found, as an aim (Recipe::operatingPointAim) chooses them on these cases; 0 where it
/// cannot.
std::vector<double> thresholdsOf(const std::string& aim, const std::vector<std::vector<double>>& logits,
                                 const std::vector<std::vector<Label>>& labels);

/// The image with and the one without a finding whose log-odds are farthest on the wrong side of the finding's threshold, those that are
/// followed left out; none where nothing is wrong.
std::vector<SamplePlace> mostWrong(const std::vector<std::vector<double>>& logits, const std::vector<double>& thresholds,
                                   const std::vector<std::vector<Label>>& labels, const std::vector<SamplePlace>& followed);

/// What people are shown of the validation part at the end of an epoch. Fails as Pixels::at() does.
Result<std::vector<TrainingSample>> showSamples(Learner& learner, const Recipe& recipe, const Cohort& cohort, const PartInputs& validation,
                                                const std::vector<std::vector<Label>>& labels,
                                                const std::vector<std::vector<double>>& logits);

} // namespace lucency::model
