#include "model/csv.h"
#include "model/trainer.h"
#include "model/weights.h"
#include "tests/support/model/freeport.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QCoreApplication>
#include <QFile>
#include <QTest>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::model;

extern char** environ;

namespace {

TrainingRequest requestFor(const std::filesystem::path& data, const std::string& run, bool headAlone)
{
    TrainingRequest request;
    request.recipe = test::smallRecipe(headAlone ? 3 : 8);
    // With the backbone frozen nothing depends on how a batch is shared out: neither norms nor what is dropped out.
    request.recipe.training.frozenEpochs = headAlone ? 3 : 0;
    request.dataFolder = data;
    request.runFolder = data / run;
    request.programVersion = "test";
    request.savingShare = 1;
    return request;
}

/// What a child process does: "DATA RUN head|whole|fast BATCHES", dead without a word after so many batches (0: never). Leaves what went
/// wrong in DATA/RUN.txt; "fast" has another learning rate than "head".
int trainAsChild(char** arguments)
{
    torch::set_num_threads(1);
    const std::string_view mode = arguments[4];
    auto request = requestFor(arguments[2], arguments[3], mode != "whole");
    if (mode == "fast") request.recipe.training.learningRate *= 10;
    request.resume = std::filesystem::exists(request.runFolder / "recipe.json");
    const int batches = std::atoi(arguments[5]);
    int seen = 0;
    request.progress = [&](const TrainingProgress& progress) {
        if (progress.stage == TrainingStage::Training && !progress.finished && ++seen == batches) ::kill(::getpid(), SIGKILL);
    };
    const auto outcome = train(request, {});
    if (outcome) return 0;
    std::ofstream(std::string(arguments[2]) + "/" + arguments[3] + ".txt") << outcome.error().subject << ": " << outcome.error().detail;
    std::fprintf(stderr, "%s [%s]\n", outcome.error().detail.c_str(), std::string(slug(outcome.error().kind)).c_str());
    return outcome.error().kind == FailureKind::Cancelled ? 3 : 1;
}

/// One of several processes of a training, or the only one.
struct Child {
    std::string run, mode = "whole";
    int batches = 0;
    std::filesystem::path killedAt = {}; ///< killed from outside as soon as this file is there
    std::string data = {};               ///< its own data folder
};

/// Kills the process when the file is there, or after two minutes without it.
void killAt(const std::filesystem::path& file, pid_t process)
{
    (void)QTest::qWaitFor([&] { return std::filesystem::exists(file); }, 120'000);
    ::kill(process, SIGKILL);
}

/// Starts a process a child and waits for all; gives their exit codes, or minus the signal that ended them.
std::vector<int> runTogether(const char* program, const std::string& data, const std::vector<Child>& children)
{
    const std::string port = std::to_string(test::freePort());
    std::vector<pid_t> started;
    for (std::size_t rank = 0; rank < children.size(); ++rank) {
        std::vector<std::string> variables{"RANK=" + std::to_string(rank), "WORLD_SIZE=" + std::to_string(children.size()),
                                           "MASTER_ADDR=127.0.0.1", "MASTER_PORT=" + port};
        for (char** entry = environ; *entry; ++entry)
            variables.emplace_back(*entry);
        std::vector<char*> environment;
        for (auto& each : variables)
            environment.push_back(each.data());
        environment.push_back(nullptr);
        const auto& child = children[rank];
        const std::string batches = std::to_string(child.batches);
        const char* arguments[] = {
            program,         "--train", child.data.empty() ? data.c_str() : child.data.c_str(), child.run.c_str(), child.mode.c_str(),
            batches.c_str(), nullptr};
        pid_t id = 0;
        if (::posix_spawn(&id, program, nullptr, nullptr, const_cast<char**>(arguments), environment.data()) == 0) started.push_back(id);
    }
    for (std::size_t rank = 0; rank < started.size(); ++rank)
        if (!children[rank].killedAt.empty()) killAt(children[rank].killedAt, started[rank]);
    std::vector<int> ends;
    for (const pid_t id : started) {
        int status = 0;
        ::waitpid(id, &status, 0);
        ends.push_back(WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
    }
    return ends;
}

/// A column of history.csv.
std::vector<double> column(const std::filesystem::path& run, std::size_t which)
{
    const auto table = readCsvTable(run / "history.csv");
    std::vector<double> values;
    if (table)
        for (const auto& row : table->rows)
            values.push_back(std::stod(row[which]));
    return values;
}

} // namespace

/// Several processes, here on one machine, train one network.
class TestTrainerRanks : public QObject {
    Q_OBJECT

public:
    static inline const char* program = nullptr;

private Q_SLOTS:
    void processesLearnWhatOneLearns();
    void processesReachTheMetricOfOne();
    void lostProcessEndsTheOthersAndTheRunGoesOn();
    void lossOfAnyProcessIsNoticed();
    void ranksThatDoNotDoTheSameRefuse_data();
    void ranksThatDoNotDoTheSameRefuse();

private:
    void compareWithOne(const char* run);

    test::TrainerData m_data{40};
    std::string data() const { return m_data.path().string(); }
};

/// The losses of a run that was broken off are those of one process which nothing disturbed.
void TestTrainerRanks::compareWithOne(const char* run)
{
    if (!std::filesystem::exists(m_data.run("one") / "history.csv")) runTogether(program, data(), {{"one", "head"}});
    const auto whole = column(m_data.run("one"), 1), mended = column(m_data.run(run), 1);
    QCOMPARE(mended.size(), std::size_t{3});
    for (std::size_t epoch = 0; epoch < 3; ++epoch)
        QVERIFY(std::abs(whole[epoch] - mended[epoch]) < 1e-4);
}

void TestTrainerRanks::processesLearnWhatOneLearns()
{
    QCOMPARE(runTogether(program, data(), {{"one", "head"}}), std::vector<int>{0});
    QCOMPARE(runTogether(program, data(), {{"three", "head"}, {"three-b", "head"}, {"three-c", "head"}}), (std::vector<int>{0, 0, 0}));
    for (const std::size_t which : {std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
        const auto one = column(m_data.run("one"), which), three = column(m_data.run("three"), which);
        QCOMPARE(one.size(), std::size_t{3});
        QCOMPARE(three.size(), one.size());
        for (std::size_t epoch = 0; epoch < one.size(); ++epoch)
            QVERIFY2(std::abs(one[epoch] - three[epoch]) < 1e-4, qPrintable(QStringLiteral("%1 and %2").arg(one[epoch]).arg(three[epoch])));
    }
    // Only the first writes, and it writes all.
    QVERIFY(!std::filesystem::exists(m_data.run("three-b")) && !std::filesystem::exists(m_data.run("three-c")));
    QVERIFY(std::filesystem::exists(m_data.run("three") / "report.json"));
}

void TestTrainerRanks::processesReachTheMetricOfOne()
{
    QCOMPARE(runTogether(program, data(), {{"alone"}}), std::vector<int>{0});
    QCOMPARE(runTogether(program, data(), {{"both"}, {"both-b"}}), (std::vector<int>{0, 0}));
    const auto alone = column(m_data.run("alone"), 4), both = column(m_data.run("both"), 4);
    QCOMPARE(both.size(), alone.size());
    QVERIFY2(alone.back() > 0.9, qPrintable(QString::number(alone.back())));
    QVERIFY2(std::abs(both.back() - alone.back()) < 0.05, qPrintable(QString::number(both.back())));
}

void TestTrainerRanks::lostProcessEndsTheOthersAndTheRunGoesOn()
{
    // The first tells of its batches, so it is the one that can be told when to die: the other is left behind.
    QCOMPARE(runTogether(program, data(), {{"lost", "head", 6}, {"lost-b", "head"}}), (std::vector<int>{-SIGKILL, 3}));
    QVERIFY(std::filesystem::exists(m_data.run("lost") / "state.safetensors"));
    QVERIFY(!std::filesystem::exists(m_data.run("lost") / "report.json"));
    // With three of them now, and then with one.
    QCOMPARE(runTogether(program, data(), {{"lost", "head", 3}, {"lost-b", "head"}, {"lost-c", "head"}}),
             (std::vector<int>{-SIGKILL, 3, 3}));
    QCOMPARE(runTogether(program, data(), {{"lost", "head"}}), std::vector<int>{0});
    compareWithOne("lost");
}

void TestTrainerRanks::lossOfAnyProcessIsNoticed()
{
    const auto state = m_data.run("last-lost") / "state.safetensors";
    QCOMPARE(runTogether(program, data(), {{"last-lost", "head"}, {"last-lost-b", "head", 0, state}}), (std::vector<int>{3, -SIGKILL}));
    QVERIFY(std::filesystem::exists(state));
    QVERIFY(!std::filesystem::exists(m_data.run("last-lost") / "report.json"));
    QCOMPARE(runTogether(program, data(), {{"last-lost", "head"}, {"last-lost-b", "head"}}), (std::vector<int>{0, 0}));
    compareWithOne("last-lost");
}

void TestTrainerRanks::ranksThatDoNotDoTheSameRefuse_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("images"); // 0: as many as the first rank has
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QString>("said");
    QTest::newRow("another recipe") << QStringLiteral("fast") << 0 << QString()
                                    << QStringLiteral("rank 1: it has another recipe than rank 0");
    QTest::newRow("fewer images") << QStringLiteral("head") << 20 << QString()
                                  << QStringLiteral("rank 1: it has other images or labels than rank 0");
    QTest::newRow("another image of the same name")
        << QStringLiteral("head") << 40 << QStringLiteral("data/YES/p1003_0.png")
        << QStringLiteral("rank 1: it has images with other contents, or another split, than rank 0");
    QTest::newRow("an image that cannot be read there")
        << QStringLiteral("head") << 40 << QStringLiteral("data/YES/p1003_1.png/")
        << QStringLiteral("rank 1: it has images with other contents, or another split, than rank 0");
}

void TestTrainerRanks::ranksThatDoNotDoTheSameRefuse()
{
    QFETCH(QString, mode);
    QFETCH(int, images);
    QFETCH(QString, replaced);
    QFETCH(QString, said);
    const test::TrainerData first(40), other(images > 0 ? images : 40);
    if (replaced.endsWith(QLatin1Char('/'))) {
        replaced.chop(1);
        std::ofstream(other.path() / replaced.toStdString()) << "no image";
    } else if (!replaced.isEmpty()) {
        cv::imwrite((other.path() / replaced.toStdString()).string(), test::drawCase(true, 99));
    }
    const Child differs{"other", mode.toStdString(), 0, {}, images > 0 ? other.path().string() : ""};
    QCOMPARE(runTogether(program, first.path().string(), {{"zero", "head"}, differs}), (std::vector<int>{1, 1}));
    for (const auto& file : {first.path() / "zero.txt", (images > 0 ? other : first).path() / "other.txt"}) {
        QFile words(QString::fromStdString(file.string()));
        QVERIFY(words.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(words.readAll()), said);
    }
    QVERIFY(!std::filesystem::exists(first.run("zero") / "state.safetensors"));
}

int main(int argc, char** argv)
{
    if (argc == 6 && std::string_view(argv[1]) == "--train") return trainAsChild(argv);
    const QCoreApplication application(argc, argv);
    TestTrainerRanks::program = argv[0];
    TestTrainerRanks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trainerranks.moc"
