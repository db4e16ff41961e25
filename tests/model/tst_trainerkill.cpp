#include "model/csv.h"
#include "model/recipe.h"
#include "model/trainer.h"
#include "model/weights.h"
#include "tests/support/model/drawncases.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::model;

extern char** environ;

namespace {

/// In a child process: what still happens before it is killed. Below zero: it lives.
std::atomic<long> eventsLeft{-1};
bool renamesAlone = false;

void happens(bool isRename = false)
{
    if (renamesAlone && !isRename) return;
    if (eventsLeft.load() >= 0 && eventsLeft.fetch_sub(1) == 0) ::kill(::getpid(), SIGKILL);
}

} // namespace

// The functions of the C library by which files come into being: a child may die before and after each of them.
extern "C" {

ssize_t write(int descriptor, const void* bytes, std::size_t count)
{
    happens();
    // In two parts, so that it may die in the middle of a tensor.
    const std::size_t half = count > 4096 ? count / 2 : count;
    return ::syscall(SYS_write, descriptor, bytes, half);
}

int fsync(int descriptor)
{
    happens();
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int rename(const char* from, const char* to) noexcept
{
    happens(true);
    const auto result = static_cast<int>(::syscall(SYS_renameat2, -100, from, -100, to, 0)); // AT_FDCWD
    const int error = errno;
    happens(true);
    errno = error;
    return result;
}
}

namespace {

TrainingRequest requestFor(const std::filesystem::path& data, const std::string& run)
{
    TrainingRequest request;
    request.recipe = test::smallRecipe(4);
    request.recipe.training.schedule = Schedule::Plateau; // whose state has to survive, too
    request.recipe.training.stepEpochs = 1;
    request.recipe.training.sampling = Sampling::Balanced;
    request.recipe.training.metric = "last"; // so that every epoch is the best one and has a model to be put in place
    request.dataFolder = data;
    request.runFolder = data / run;
    request.programVersion = "test";
    request.savingShare = 1; // after every batch
    return request;
}

/// What the child process does: "DATA RUN EVENTS all|renames", killed after so many events, or never when there are fewer. A run that is
/// there goes on with its own recipe.
int trainAsChild(char** arguments)
{
    torch::set_num_threads(1);
    auto request = requestFor(arguments[2], arguments[3]);
    if (const auto begun = readRecipe(request.runFolder / "recipe.json")) {
        request.recipe = *begun;
        request.resume = true;
    }
    request.progress = [](const TrainingProgress&) { happens(); };
    renamesAlone = std::string_view(arguments[5]) == "renames";
    eventsLeft = std::atol(arguments[4]);
    const auto outcome = train(request, {});
    eventsLeft = -1;
    if (!outcome) std::fprintf(stderr, "%s: %s\n", outcome.error().subject.c_str(), outcome.error().detail.c_str());
    return outcome ? 0 : 1;
}

enum class End { Finished, Killed, Failed };

End runChild(const char* program, const std::string& data, const std::string& run, long events, const char* which = "all")
{
    const std::string count = std::to_string(events);
    const char* arguments[] = {program, "--train", data.c_str(), run.c_str(), count.c_str(), which, nullptr};
    pid_t child = 0;
    if (::posix_spawn(&child, program, nullptr, nullptr, const_cast<char**>(arguments), environ) != 0) return End::Failed;
    int status = 0;
    if (::waitpid(child, &status, 0) != child) return End::Failed;
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGKILL ? End::Killed : End::Failed;
    return WEXITSTATUS(status) == 0 ? End::Finished : End::Failed;
}

std::vector<std::string> curve(const std::filesystem::path& run)
{
    const auto table = readCsvTable(run / "history.csv");
    std::vector<std::string> rows;
    for (const auto& row : table->rows)
        rows.push_back(row[0] + " " + row[1] + " " + row[2] + " " + row[3] + " " + row[4]);
    return rows;
}

bool sameTensors(const std::filesystem::path& one, const std::filesystem::path& other)
{
    const auto a = readWeights(one), b = readWeights(other);
    if (!a || !b || a->tensors.size() != b->tensors.size()) return false;
    for (const auto& [name, tensor] : a->tensors)
        if (!b->tensors.contains(name) || !tensor.equal(b->tensors.at(name))) return false;
    return true;
}

bool hasReport(const std::filesystem::path& run)
{
    return std::filesystem::exists(run / "report.json");
}

/// What a finished run lacks: an operating point and a gate in its model, a report of this model. Empty for one that is whole.
QString lackOf(const std::filesystem::path& run)
{
    std::ifstream stream(run / "report.json");
    const auto report = nlohmann::json::parse(stream, nullptr, false);
    const auto best = readWeights(run / "best.safetensors");
    if (report.is_discarded() || !best || !best->manifest) return QStringLiteral("report or model");
    if (best->manifest->findings.front().operatingPoint.data.empty()) return QStringLiteral("operating point");
    if (!best->gate) return QStringLiteral("gate");
    if (best->metadata.at("lucency.epoch") != report["best_epoch"].dump()) return QStringLiteral("report of this model");
    const auto early = best->manifest->provenance.contains("endedEarly");
    return early == report.contains("ended_early") ? QString() : QStringLiteral("report of this end");
}

} // namespace

/// A run that is killed with SIGKILL, at any instant and again and again, goes on as if nothing had happened.
class TestTrainerKill : public QObject {
    Q_OBJECT

public:
    static inline const char* program = nullptr;

private Q_SLOTS:
    void initTestCase();
    void runKilledManyTimesEqualsAnUnbrokenOne();
    void killAtEachStepOfAnEpochsEndIsMended();
    void killLeavesNoHalfAResult_data();
    void killLeavesNoHalfAResult();

private:
    void compareWithUnbroken(const std::string& run);
    test::TrainerData m_data{40};
};

void TestTrainerKill::initTestCase()
{
    QCOMPARE(runChild(program, m_data.path().string(), "unbroken", -1), End::Finished);
    const auto expected = curve(m_data.run("unbroken"));
    QCOMPARE(expected.size(), std::size_t{4});
    QVERIFY(std::adjacent_find(expected.begin(), expected.end()) == expected.end());
}

void TestTrainerKill::compareWithUnbroken(const std::string& run)
{
    QCOMPARE(curve(m_data.path() / run), curve(m_data.run("unbroken")));
    for (const char* file : {"last.safetensors", "best.safetensors", "state.safetensors"})
        QVERIFY2(sameTensors(m_data.path() / run / file, m_data.run("unbroken") / file), file);
    for (const auto& entry : std::filesystem::directory_iterator(m_data.path() / run)) {
        const auto name = entry.path().filename().string();
        QVERIFY2(!name.starts_with(".") && name != "best.next.safetensors", name.c_str());
    }
}

void TestTrainerKill::runKilledManyTimesEqualsAnUnbrokenOne()
{
    const std::string run = "killed";
    std::mt19937 random(1);
    int kills = 0;
    for (int attempt = 0; attempt < 60; ++attempt) {
        // From the first file on to several epochs later.
        const long events = static_cast<long>(std::exp(std::uniform_real_distribution<double>(3, 7.5)(random)));
        const auto end = runChild(program, m_data.path().string(), run, events);
        QVERIFY(end != End::Failed);
        if (end == End::Finished) break;
        ++kills;
    }
    QCOMPARE(runChild(program, m_data.path().string(), run, -1), End::Finished);
    QVERIFY2(kills >= 3, qPrintable(QString::number(kills)));
    compareWithUnbroken(run);
}

void TestTrainerKill::killAtEachStepOfAnEpochsEndIsMended()
{
    // Stopped in the last batch of the last epoch, whose end puts six files in place: no later epoch could mend what is left undone.
    const auto request = requestFor(m_data.path(), "ends");
    auto stopping = request;
    std::stop_source stop;
    stopping.progress = [&](const TrainingProgress& progress) {
        if (progress.stage == TrainingStage::Training && progress.epoch == 4 && progress.done == progress.all) stop.request_stop();
    };
    QCOMPARE(train(stopping, stop.get_token()).error().kind, FailureKind::Cancelled);
    const auto copy = [&](const std::string& to) {
        std::filesystem::copy(request.runFolder, m_data.path() / to, std::filesystem::copy_options::recursive);
    };
    // Killed before and after each of the renames, each time from the same place.
    for (long events = 0; events < 14; ++events) {
        const auto run = "end" + std::to_string(events);
        copy(run);
        QCOMPARE(runChild(program, m_data.path().string(), run, events, "renames"), End::Killed);
        QCOMPARE(runChild(program, m_data.path().string(), run, -1), End::Finished);
        compareWithUnbroken(run);
        std::filesystem::remove_all(m_data.path() / run);
    }
}

void TestTrainerKill::killLeavesNoHalfAResult_data()
{
    QTest::addColumn<bool>("wentOn");
    QTest::newRow("all epochs are learnt") << false;
    QTest::newRow("it went on after people had ended it early") << true;
}

void TestTrainerKill::killLeavesNoHalfAResult()
{
    QFETCH(bool, wentOn);
    const test::TrainerData many(110); // enough for a gate
    auto request = requestFor(many.path(), "begun");
    request.recipe.training.epochs = wentOn ? 2 : 1;
    request.savingShare = 0;
    if (wentOn) {
        auto early = request;
        std::stop_source finish;
        early.finish = finish.get_token();
        early.progress = [&](const TrainingProgress& progress) {
            if (progress.finished) finish.request_stop();
        };
        QVERIFY(train(early, {}).has_value());
        QCOMPARE(lackOf(request.runFolder), QString());
        request.resume = true;
    }
    // Stopped in its last batch, or before anything of the conclusion is written.
    std::stop_source stop;
    request.progress = [&](const TrainingProgress& progress) {
        const bool lastBatch = progress.stage == TrainingStage::Training && progress.epoch == 2 && progress.done == progress.all;
        if (wentOn ? lastBatch : progress.stage == TrainingStage::Evaluating) stop.request_stop();
    };
    QCOMPARE(train(request, stop.get_token()).error().kind, FailureKind::Cancelled);
    QCOMPARE(hasReport(request.runFolder), wentOn);
    // Killed after each of the renames that lead to the result; what that leaves goes on, of which every third is tried.
    const auto run = many.run("killed");
    long events = 1;
    for (bool killed = true; killed; events += 2) {
        std::filesystem::remove_all(run);
        std::filesystem::copy(request.runFolder, run, std::filesystem::copy_options::recursive);
        const auto end = runChild(program, many.path().string(), "killed", events, "renames");
        QVERIFY(end != End::Failed);
        killed = end == End::Killed;
        if (hasReport(run)) QVERIFY2(lackOf(run).isEmpty(), qPrintable(QStringLiteral("%1: no %2").arg(events).arg(lackOf(run))));
        if (hasReport(run) || events / 2 % 3 != 0) continue;
        QCOMPARE(runChild(program, many.path().string(), "killed", -1), End::Finished);
        QVERIFY(hasReport(run));
        QCOMPARE(lackOf(run), QString());
    }
    QVERIFY2(events > (wentOn ? 20 : 12), qPrintable(QString::number(events)));
}

int main(int argc, char** argv)
{
    if (argc == 6 && std::string_view(argv[1]) == "--train") return trainAsChild(argv);
    TestTrainerKill::program = argv[0];
    TestTrainerKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trainerkill.moc"
