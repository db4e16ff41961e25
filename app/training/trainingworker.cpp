#include "app/training/trainingworker.h"

#include "app/background.h"
#include "app/resources.h"
#include "app/training/runsummary.h"
#include "model/classifier.h"
#include "model/computethreads.h"
#include "model/runfolder.h"
#include "model/runplace.h"
#include "model/tensormemory.h"

#include <algorithm>
#include <utility>

namespace lucency::app {

namespace {

constexpr auto tellingInterval = std::chrono::milliseconds(100);

/// Memory of freed tensors, kept between the steps of a training and given back to the reading room after it.
class MemoryOfTraining {
public:
    MemoryOfTraining() { model::keepTensorMemory(std::size_t{2} << 30); }
    ~MemoryOfTraining() { model::keepTensorMemory(std::size_t{256} << 20); }
    MemoryOfTraining(const MemoryOfTraining&) = delete;
    MemoryOfTraining& operator=(const MemoryOfTraining&) = delete;
};

std::filesystem::path pathOf(const QString& folder)
{
    return folder.toStdString();
}

} // namespace

TrainingWorker::TrainingWorker(TrainingQueueOptions options, Tell tell)
    : m_options(std::move(options))
    , m_tell(std::move(tell))
    , m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

TrainingWorker::~TrainingWorker()
{
    m_thread.request_stop();
    stop();
    m_thread.join();
}

void TrainingWorker::train(const QueuedRun& run)
{
    {
        const std::lock_guard lock(m_mutex);
        m_job.emplace();
        m_job->run = run;
        if (run.finishNow) m_job->finish.request_stop();
    }
    m_wake.notify_one();
}

void TrainingWorker::stop()
{
    const std::lock_guard lock(m_mutex);
    if (m_job) m_job->stop.request_stop();
}

void TrainingWorker::finishNow()
{
    const std::lock_guard lock(m_mutex);
    if (m_job) m_job->finish.request_stop();
}

void TrainingWorker::work(const std::stop_token& stop)
{
    becomeTrainingThread();
    const int processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const model::ComputeThreadsHere threads(m_options.threads > 0 ? m_options.threads : processors);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_job.has_value(); })) return;
            if (stop.stop_requested()) return;
            job = *m_job;
        }
        const auto outcome = carryOut(job);
        {
            const std::lock_guard lock(m_mutex);
            m_job.reset();
        }
        m_tell([folder = job.run.folder, outcome](TrainingQueue& queue) { queue.ended(folder, outcome); });
    }
}

Result<model::TrainingOutcome> TrainingWorker::carryOut(const Job& job)
{
    const auto folder = pathOf(job.run.folder);
    // What is said of a folder is written by whoever trains in it.
    const bool taken = model::RunLock::isTaken(model::RunFolder(folder));
    if (!taken) (void)writeFailure(folder, std::nullopt);
    auto request = requestFor(job);
    Result<model::TrainingOutcome> outcome = request ? Result<model::TrainingOutcome>(Failure{}) : request.error();
    if (request) {
        const MemoryOfTraining memory;
        outcome = model::train(*request, job.stop.get_token());
    }
    if (outcome)
        report(job.run.folder, request->dataFolder, job.stop.get_token());
    else if (outcome.error().kind != FailureKind::Cancelled && !taken)
        (void)writeFailure(folder, outcome.error());
    return outcome;
}

Result<model::TrainingRequest> TrainingWorker::requestFor(const Job& job)
{
    const auto folder = pathOf(job.run.folder);
    auto recipe = model::readRecipe(folder / "recipe.json");
    if (!recipe) return recipe.error();
    auto place = model::readPlace(folder);
    if (!place) return place.error();
    std::error_code unknown;
    if (!std::filesystem::is_directory(*place, unknown)) return Failure{FailureKind::NotFound, place->string(), "the folder of the images"};
    model::TrainingRequest request;
    request.recipe = *std::move(recipe);
    request.dataFolder = *place;
    request.runFolder = folder;
    request.cacheFolder = m_options.cacheFolder;
    request.resume = true; // a run that has no state yet begins
    request.readingThreads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    request.savingShare = m_options.savingShare;
    request.finish = job.finish.get_token();
    request.samples = true;
    request.programVersion = LUCENCY_VERSION;
    request.progress = [this, name = job.run.folder](const model::TrainingProgress& progress) { progressed(name, progress); };
    request.remark = [this, name = job.run.folder](const std::string& text) {
        m_tell([name, remark = QString::fromStdString(text)](TrainingQueue& queue) { queue.take(name, remark); });
    };
    return request;
}

/// The report for people; without it the run is finished all the same.
void TrainingWorker::report(const QString& folder, const std::filesystem::path& dataFolder, const std::stop_token& stop)
{
    const auto material = report::readRun(pathOf(folder), dataFolder);
    auto written = material ? report::writeReport(*material, {pathOf(folder) / "report", true}, m_options.paint, stop)
                            : Result<std::vector<std::filesystem::path>>(material.error());
    if (written) return;
    m_tell([folder, failure = written.error()](TrainingQueue& queue) { Q_EMIT queue.reportFailed(folder, failure); });
}

void TrainingWorker::progressed(const QString& folder, const model::TrainingProgress& progress)
{
    const auto now = Clock::now();
    if (progress.finished) {
        m_tell([folder, record = *progress.finished, samples = progress.samples](TrainingQueue& queue) {
            queue.take(folder, record, samples);
        });
    } else if (now - m_told < tellingInterval && progress.stage == m_toldStage) {
        return;
    }
    m_told = now;
    m_toldStage = progress.stage;
    RunProgress told{folder, progress};
    told.now.finished = nullptr;
    told.now.samples = nullptr;
    m_tell([told](TrainingQueue& queue) { Q_EMIT queue.progressed(told); });
}

} // namespace lucency::app
