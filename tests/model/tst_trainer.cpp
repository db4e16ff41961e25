#include "model/checkpoint.h"
#include "model/csv.h"
#include "model/runfolder.h"
#include "model/trainer.h"
#include "model/trainerfeed.h"
#include "model/weights.h"
#include "tests/support/model/drawncases.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace lucency;
using namespace lucency::model;

namespace {

using test::TrainerData;

TrainingRequest requestFor(const TrainerData& data, const char* run, int epochs)
{
    TrainingRequest request;
    request.recipe = test::smallRecipe(epochs);
    request.dataFolder = data.path();
    request.runFolder = data.run(run);
    request.programVersion = "test";
    return request;
}

QByteArray contents(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The history without what a clock says: seconds, images a second and the share of waiting.
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

/// Stops the run after the given number of batches, counted over its life.
Result<TrainingOutcome> trainUntil(TrainingRequest request, int batches)
{
    std::stop_source stop;
    int seen = 0;
    request.progress = [&](const TrainingProgress& progress) {
        if (progress.stage == TrainingStage::Training && !progress.finished && ++seen == batches) stop.request_stop();
    };
    return train(request, stop.get_token());
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void smallNetworkLearnsAndTheRunFolderIsComplete();
    void stoppedAndResumedRunEqualsAnUnbrokenOne();
    void resumeAfterALossOfTheLastEpochsRepeatsThem();
    void secondRunBeginsWithTheFirstOnesWeightsAndSplit();
    void anotherRunIsNotResumed();
    void folderThatHoldsARunIsNotOverwritten();
    void unreadableImageIsLeftOutAndNamed();
    void deviceThatIsNotThereIsRefused();
    void lastEpochIsKeptWhereTheRecipeSaysSo();
    void timeLeftIsToldFromTheFirstBatchOn();
    void shareChangesFromEpochToEpoch();
    void nothingNonFiniteIsSaved();
    void damagedStateIsRefused();
};

void TestTrainer::smallNetworkLearnsAndTheRunFolderIsComplete()
{
    const TrainerData data(60);
    const auto request = requestFor(data, "run", 12);
    const auto outcome = train(request, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : (outcome.error().subject + ": " + outcome.error().detail).c_str());
    QCOMPARE(outcome->history.size(), std::size_t{12});
    QVERIFY2(outcome->history.back().trainLoss < 0.7 * outcome->history.front().trainLoss, "the loss has not fallen");
    QVERIFY(std::isnan(outcome->history.back().aucs[1])); // nobody knows of a mass

    const auto report = QJsonDocument::fromJson(contents(outcome->report)).object();
    const auto findings = report[QStringLiteral("findings")].toObject();
    const auto effusion = findings[QStringLiteral("Effusion")].toObject();
    const double area = effusion[QStringLiteral("auc")].toObject()[QStringLiteral("value")].toDouble();
    QVERIFY2(area > 0.95, qPrintable(QString::number(area)));
    const auto split = readCsvTable(request.runFolder / "split.csv");
    const auto inPart = [&](const char* part) {
        return static_cast<int>(std::count_if(split->rows.begin(), split->rows.end(), [&](const auto& row) { return row[2] == part; }));
    };
    QCOMPARE(inPart("train") + inPart("validation") + inPart("test"), 120);
    QCOMPARE(effusion[QStringLiteral("positives")].toInt() + effusion[QStringLiteral("negatives")].toInt(), inPart("test"));
    QVERIFY(effusion[QStringLiteral("validated")].toBool());
    QVERIFY(!findings[QStringLiteral("Mass")].toObject()[QStringLiteral("validated")].toBool());
    QCOMPARE(report[QStringLiteral("split")].toObject()[QStringLiteral("patients_in_two_parts")].toInt(-1), 0);

    const auto model = readWeights(outcome->model);
    QVERIFY(model.has_value() && model->manifest.has_value());
    QCOMPARE(model->manifest->findings.size(), std::size_t{2});
    QVERIFY(model->manifest->findings[0].validated && !model->manifest->findings[1].validated);
    QCOMPARE(model->manifest->trainingSplitSha256.size(), std::size_t{64});
    const auto predictions = readCsvTable(request.runFolder / "predictions.csv");
    QCOMPARE(predictions->columns, (std::vector<std::string>{"path", "patient_id", "finding", "label", "probability"}));
    QCOMPARE(predictions->rows.size(), static_cast<std::size_t>(2 * (inPart("validation") + inPart("test"))));
    const auto people = readCsvTable(request.runFolder / "people.csv");
    QVERIFY(people.has_value());
    QCOMPARE(people->columns, (std::vector<std::string>{"path", "sex", "age", "view", "scanner"}));
    QCOMPARE(people->rows.size(), static_cast<std::size_t>(inPart("validation") + inPart("test")));
    QVERIFY(contents(outcome->card).contains("| Effusion |"));
    QCOMPARE(contents(request.runFolder / "recipe.json").toStdString(), toJson(request.recipe));
}

void TestTrainer::stoppedAndResumedRunEqualsAnUnbrokenOne()
{
    const TrainerData data(40);
    QVERIFY(train(requestFor(data, "unbroken", 5), {}).has_value());
    auto request = requestFor(data, "broken", 5);
    for (const int batches : {2, 5, 1, 4}) {
        const auto stopped = trainUntil(request, batches);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, FailureKind::Cancelled);
        request.resume = true;
    }
    const auto outcome = train(request, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : (outcome.error().subject + ": " + outcome.error().detail).c_str());
    QCOMPARE(curve(data.run("broken")), curve(data.run("unbroken")));
    QVERIFY(sameTensors(data.run("broken") / "last.safetensors", data.run("unbroken") / "last.safetensors"));
    QVERIFY(sameTensors(data.run("broken") / "best.safetensors", data.run("unbroken") / "best.safetensors"));
    QVERIFY(sameTensors(data.run("broken") / "state.safetensors", data.run("unbroken") / "state.safetensors"));
    QCOMPARE(contents(data.run("broken") / "split.csv"), contents(data.run("unbroken") / "split.csv"));
}

void TestTrainer::resumeAfterALossOfTheLastEpochsRepeatsThem()
{
    const TrainerData data(40);
    auto request = requestFor(data, "run", 5);
    QVERIFY(!trainUntil(request, 9)); // 4 batches an epoch: in the third
    const auto early = contents(data.run("run") / "state.safetensors");
    request.resume = true;
    QVERIFY(train(request, {}).has_value());
    const auto expected = curve(data.run("run"));
    QVERIFY(QFile::copy(data.file("run/last.safetensors"), data.file("first.safetensors")));
    // As after a power cut: the model files are those of later epochs, the state is old.
    QFile state(data.file("run/state.safetensors"));
    QVERIFY(state.open(QIODevice::WriteOnly));
    state.write(early);
    state.close();
    QVERIFY(train(request, {}).has_value());
    QCOMPARE(curve(data.run("run")), expected);
    QVERIFY(sameTensors(data.run("run") / "last.safetensors", data.path() / "first.safetensors"));
}

void TestTrainer::secondRunBeginsWithTheFirstOnesWeightsAndSplit()
{
    const TrainerData data(40);
    const auto first = train(requestFor(data, "first", 6), {});
    QVERIFY(first.has_value());
    auto request = requestFor(data, "second", 1);
    request.recipe.seed = 99; // another split, were it not for the list
    request.recipe.split.list = "first/split.csv";
    request.recipe.initialWeights = "first/last.safetensors";
    request.recipe.training.learningRate = 1e-6;
    const auto second = train(request, {});
    QVERIFY2(second.has_value(), second ? "" : (second.error().subject + ": " + second.error().detail).c_str());
    QCOMPARE(contents(data.run("second") / "split.csv"), contents(data.run("first") / "split.csv"));
    QVERIFY(std::abs(second->history[0].validationLoss - first->history.back().validationLoss) < 0.02);

    request.runFolder = data.run("third");
    request.recipe.initialWeights = "nowhere/last.safetensors";
    const auto third = train(request, {});
    QVERIFY(!third);
    QCOMPARE(third.error().kind, FailureKind::NotFound);
}

void TestTrainer::anotherRunIsNotResumed()
{
    const TrainerData data(16);
    auto request = requestFor(data, "run", 2);
    QVERIFY(train(request, {}).has_value());
    request.resume = true;
    request.recipe.training.learningRate *= 2;
    const auto other = train(request, {});
    QVERIFY(!other);
    QCOMPARE(other.error().kind, FailureKind::ModelMismatch);
    request = requestFor(data, "nowhere", 2);
    request.resume = true;
    QCOMPARE(train(request, {}).error().kind, FailureKind::NotFound);
}

void TestTrainer::folderThatHoldsARunIsNotOverwritten()
{
    const TrainerData data(16);
    const auto request = requestFor(data, "run", 1);
    QVERIFY(train(request, {}).has_value());
    const auto before = contents(data.run("run") / "best.safetensors");
    const auto again = train(request, {});
    QVERIFY(!again);
    QCOMPARE(again.error().kind, FailureKind::BadArgument);
    QCOMPARE(contents(data.run("run") / "best.safetensors"), before);
}

void TestTrainer::unreadableImageIsLeftOutAndNamed()
{
    const TrainerData data(16);
    const QString victim = data.file("data/YES/p1000_0.png");
    QVERIFY(QFile::exists(victim));
    QVERIFY(QFile(victim).resize(200));
    auto request = requestFor(data, "run", 1);
    std::string said;
    request.remark = [&](const std::string& text) { said += text + "\n"; };
    const auto outcome = train(request, {});
    QVERIFY(outcome.has_value());
    QCOMPARE(outcome->lostImages, 1);
    QVERIFY2(said.find("data/YES/p1000_0.png [truncated-pixel-data]") != std::string::npos, said.c_str());
    QVERIFY(!contents(request.runFolder / "predictions.csv").contains("p1000_0"));
}

void TestTrainer::deviceThatIsNotThereIsRefused()
{
    const TrainerData data(16);
    auto request = requestFor(data, "run", 1);
    request.device = "tpu";
    QCOMPARE(train(request, {}).error().kind, FailureKind::BadArgument);
    request.device = "cuda:999";
    request.resume = true; // the folder is made, no state is in it yet
    QCOMPARE(train(request, {}).error().kind, FailureKind::DeviceUnavailable);
    request.device = "cpu";
    QVERIFY(train(request, {}).has_value());
}

void TestTrainer::lastEpochIsKeptWhereTheRecipeSaysSo()
{
    TrainingPlan plan;
    QVERIFY(isBetter(plan, 0.8, 0.7) && isBetter(plan, 0.7, 0.7) && !isBetter(plan, 0.69, 0.7));
    plan.metric = "last";
    QVERIFY(isBetter(plan, 0.69, 0.7));

    const TrainerData data(40);
    auto request = requestFor(data, "run", 3);
    request.recipe.training.metric = "last";
    const auto outcome = train(request, {});
    QVERIFY(outcome.has_value());
    QCOMPARE(outcome->bestEpoch, 3);
    QVERIFY(std::isfinite(outcome->history.back().metric));
}

void TestTrainer::timeLeftIsToldFromTheFirstBatchOn()
{
    const TrainerData data(40);
    auto request = requestFor(data, "run", 2);
    std::vector<double> left;
    request.progress = [&](const TrainingProgress& progress) {
        if (progress.stage == TrainingStage::Training) left.push_back(progress.secondsLeft);
    };
    QVERIFY(train(request, {}).has_value());
    QCOMPARE(left.size(), std::size_t{2 * (4 + 1)});
    QVERIFY(std::all_of(left.begin(), left.end(), [](double seconds) { return std::isfinite(seconds) && seconds > 0; }));
}

void TestTrainer::shareChangesFromEpochToEpoch()
{
    auto recipe = test::smallRecipe(5);
    recipe.data[0].share = 2;
    recipe.data[0].lastShare = 0.5;
    Cohort cohort;
    cohort.images.resize(40);
    std::vector<std::size_t> training(40);
    std::iota(training.begin(), training.end(), std::size_t{0});
    std::vector<std::size_t> sizes;
    for (int epoch = 0; epoch < 5; ++epoch)
        sizes.push_back(epochOrder(recipe, cohort, training, epoch).size());
    QCOMPARE(sizes, (std::vector<std::size_t>{80, 65, 50, 35, 20}));

    // A run of such epochs stops and goes on like any other.
    const TrainerData data(40);
    auto request = requestFor(data, "unbroken", 3);
    request.recipe.data[0].lastShare = 0.5;
    QVERIFY(train(request, {}).has_value());
    request.runFolder = data.run("broken");
    QVERIFY(!trainUntil(request, 6)); // in the second epoch, which has 3 batches
    request.resume = true;
    QVERIFY(train(request, {}).has_value());
    QCOMPARE(curve(data.run("broken")), curve(data.run("unbroken")));
    QVERIFY(sameTensors(data.run("broken") / "last.safetensors", data.run("unbroken") / "last.safetensors"));
}

void TestTrainer::nothingNonFiniteIsSaved()
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("state.safetensors")).toStdString();
    Checkpoint checkpoint;
    checkpoint.tensors["model.w"] = torch::tensor({1.0F, std::numeric_limits<float>::quiet_NaN()});
    const auto written = writeCheckpoint(file, checkpoint);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, FailureKind::BadNumber);
    QVERIFY(!std::filesystem::exists(file));
}

void TestTrainer::damagedStateIsRefused()
{
    const TrainerData data(16);
    auto request = requestFor(data, "run", 2);
    QVERIFY(!trainUntil(request, 1));
    request.resume = true;
    QFile state(data.file("run/state.safetensors"));
    QVERIFY(state.resize(state.size() / 2));
    const auto resumed = train(request, {});
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().kind, FailureKind::ModelDamaged);
}

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
