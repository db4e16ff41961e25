#include "model/trainer.h"

#include "model/computeturn.h"
#include "model/memory.h"
#include "model/networkroom.h"
#include "model/ranks.h"
#include "model/trainerablation.h"
#include "model/trainerranks.h"
#include "model/trainerrun.h"

#include <c10/util/Exception.h>

#include <utility>

namespace lucency::model::room {

Result<TrainingOutcome> train(const TrainingRequest& request, std::stop_token stop)
{
    const GivesWay training;
    try {
        if (request.ablation) {
            auto outcome = ablate(request, std::move(stop));
            if (!outcome) return outcome.error();
            TrainingOutcome nothingElse;
            nothingElse.ablation = *std::move(outcome);
            return nothingElse;
        }
        auto ranks = Ranks::join(stop);
        if (!ranks) {
            // Whoever stops it is not told why it stopped.
            if (request.remark && ranks.error().kind == FailureKind::Cancelled) request.remark(ranks.error().detail);
            return ranks.error();
        }
        const auto folder = RankFolder::make(*ranks, request.runFolder);
        if (!folder) return folder.error();
        return carryOutRun(request, *ranks, *folder, std::move(stop));
    } catch (const LostRank& lost) {
        if (request.remark) request.remark(lost.what());
        return Failure{FailureKind::Cancelled, request.runFolder.string(), lost.what()};
    } catch (const c10::Error& error) {
        return Failure{isOutOfMemory(error) ? FailureKind::OutOfMemory : FailureKind::Internal, request.runFolder.string(),
                       error.what_without_backtrace()};
    } catch (const std::exception& error) {
        if (isOutOfMemory(error)) return Failure{FailureKind::OutOfMemory, request.runFolder.string(), "training"};
        return Failure{FailureKind::Internal, request.runFolder.string(), error.what()};
    }
}

} // namespace lucency::model::room
