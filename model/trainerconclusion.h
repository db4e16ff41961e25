#pragma once

#include "model/trainerreport.h"

#include <functional>
#include <stop_token>
#include <string>

namespace lucency::model {

class Learner;
class RunData;
struct WeightsFile;

/// What is told while a run is concluded. Scored is told how many images of how many are scored, and may throw to end it.
struct ConclusionListener {
    std::function<void(long scored, long all)> scored;
    std::function<void(const std::string&)> remark;
};

/// Fits the gate, scores validation and test with the best epoch's weights, writes what people read, puts the finished model in place, and
/// last of all report.json: where that is, everything else is. Fails as reportRun() and fitGateFor() do.
Done concludeRun(const RunFacts& facts, const RunData& data, Learner& learner, WeightsFile best, const ConclusionListener& listener,
                 const std::stop_token& stop);

} // namespace lucency::model
