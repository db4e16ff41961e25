#include "model/trainer.h"

#include "model/computeturn.h"
#include "model/memory.h"
#include "model/networkroom.h"
#include "model/ranks.h"
#include "model/runfolder.h"
#include "model/trainerablation.h"
#include "model/trainerranks.h"
#include "model/trainerrun.h"

#include <c10/util/Exception.h>

#include <utility>

namespace lucency::model::room {

namespace {

Result<TrainingOutcome> trainInTurn(const TrainingRequest& request, const Ranks& ranks, const std::stop_token& stop);

/// Trains the run that another begins with, unless the first process has it finished. The others wait until the first has concluded it.
Done bringAbout(const EarlierRun& earlier, const Ranks& ranks, const std::stop_token& stop)
{
    std::string finished = isFinishedRun(earlier.runFolder) ? "finished" : "";
    ranks.takeFromFirst(finished);
    if (!finished.empty()) return done();
    const auto request = earlier.request();
    if (auto all = ranks.agree(request ? done() : Done(request.error())); !all) return all;
    const auto outcome = trainInTurn(*request, ranks, stop);
    if (auto all = ranks.agree(outcome ? done() : Done(outcome.error())); !all) return all;
    if (ranks.isFirst()) earlier.concluded(*outcome);
    return done();
}

Result<TrainingOutcome> trainInTurn(const TrainingRequest& request, const Ranks& ranks, const std::stop_token& stop)
{
    if (request.earlier)
        if (auto there = bringAbout(*request.earlier, ranks, stop); !there) return there.error();
    const auto folder = RankFolder::make(ranks, request.runFolder);
    if (auto all = ranks.agree(folder ? done() : Done(folder.error())); !all) return all.error();
    if (auto all = ranks.agree(folder->shareBegin(ranks, request.recipe)); !all) return all.error();
    auto own = request;
    own.runFolder = folder->folder().path();
    return carryOutRun(own, ranks, *folder, stop);
}

} // namespace

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
        return trainInTurn(request, *ranks, stop);
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
