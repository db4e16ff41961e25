#pragma once

#include "model/trainer.h"

#include <stop_token>

namespace lucency::model {

class RankFolder;
class Ranks;

/// One rank's part of what train() promises. Exceptions of LibTorch, LostRank and the standard library leave it.
Result<TrainingOutcome> carryOutRun(const TrainingRequest& request, const Ranks& ranks, const RankFolder& folder, std::stop_token stop);

} // namespace lucency::model
