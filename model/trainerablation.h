#pragma once

#include "model/cohort.h"
#include "model/trainer.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace lucency::model {

/// Carries out an ablation run: see AblationOutcome. Images that cannot be read are left out. Takes a minute or so; where nothing is
/// learnt some minutes, for it then tries other learning rates to find out why. Progress counts its epochs as Training. Fails as train()
/// does, but not with BadNumber, which is a finding of the run.
Result<AblationOutcome> ablate(const TrainingRequest& request, std::stop_token stop);

/// A few images of the cohort, at most so many, with as many combinations of findings as there are, each about as often, first those that
/// are common.
std::vector<std::size_t> chooseForAblation(const Cohort& cohort, std::size_t most);

} // namespace lucency::model
