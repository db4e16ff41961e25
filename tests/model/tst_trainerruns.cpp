#include "imaging/read.h"
#include "model/classifier.h"
#include "model/csv.h"
#include "model/runfolder.h"
#include "model/trainer.h"
#include "model/weights.h"
#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>

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

/// What the finished model says of images, by path, for the finding.
std::map<std::string, double> scored(const std::filesystem::path& model, const std::filesystem::path& data,
                                     const std::vector<std::string>& paths, const std::string& finding)
{
    const auto classifier = Classifier::load(model, {"cpu", Precision::Float32, {}});
    if (!classifier) return {};
    std::map<std::string, double> scores;
    for (const auto& path : paths) {
        const auto radiograph = imaging::read(data / path);
        if (!radiograph) continue;
        const std::vector<cv::Mat> inputs{imaging::preprocess(*radiograph, classifier->manifest().preprocessing)};
        const auto predictions = classifier->predict(inputs, {}, true);
        if (!predictions) continue;
        for (const auto& score : predictions->front().scores)
            if (score.finding == finding) scores[path] = score.probability;
    }
    return scores;
}

} // namespace

/// What recipes with other losses, networks and metrics leave, and what is refused.
class TestTrainerRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void softmaxRunGivesAModelWhoseScoresAreTheRuns();
    void layersOverTheBackboneReachTheModelFile();
    void anotherProcessKeepsTheFolder();
    void bestModelOfAnotherEpochIsRefused();
    void lossThatIsNoNumberKeepsTheLastGoodState();
    void initialWeightsThatAreNoNumberAreNamed();
    void phantomsAloneSayWhichEpochIsBest();
    void metricThatCannotBeComputedIsToldOnce();
    void trainingEndsWhenPatienceIsOver_data();
    void trainingEndsWhenPatienceIsOver();
};

void TestTrainerRuns::softmaxRunGivesAModelWhoseScoresAreTheRuns()
{
    const TrainerData data(40);
    auto request = requestFor(data, "run", 6);
    request.recipe.findings.resize(1);
    request.recipe.training.loss = LossKind::Softmax;
    request.recipe.training.penalty = {{{1, 5}, {5, 1}}};
    request.recipe.training.metric = "f1:Effusion";
    const auto outcome = train(request, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : (outcome.error().subject + ": " + outcome.error().detail).c_str());
    QVERIFY(outcome->history.back().metric > 0.5 && outcome->history.back().metric <= 1);
    const auto model = readWeights(outcome->model);
    QVERIFY(model.has_value() && model->manifest.has_value());
    QVERIFY(model->manifest->softmax);
    QCOMPARE(model->manifest->findings.size(), std::size_t{2});
    QCOMPARE(model->manifest->findings[0].name, std::string("No Finding"));
    QVERIFY(!model->manifest->findings[0].validated);
    QCOMPARE(model->manifest->findings[1].name, std::string("Effusion"));
    QCOMPARE(model->tensors.at("head.weight").size(0), std::int64_t{2});

    const auto predictions = readCsvTable(request.runFolder / "predictions.csv");
    QVERIFY(predictions.has_value());
    std::vector<std::string> paths;
    for (const auto& row : predictions->rows)
        paths.push_back(row[0]);
    const auto scores = scored(outcome->model, data.path(), paths, "Effusion");
    const auto opposites = scored(outcome->model, data.path(), paths, "No Finding");
    QCOMPARE(scores.size(), paths.size());
    const auto probability =
        std::find(predictions->columns.begin(), predictions->columns.end(), "probability") - predictions->columns.begin();
    for (const auto& row : predictions->rows) {
        QVERIFY2(std::abs(std::stod(row[static_cast<std::size_t>(probability)]) - scores.at(row[0])) < 1e-4, row[0].c_str());
        QVERIFY(std::abs(scores.at(row[0]) + opposites.at(row[0]) - 1) < 1e-6);
    }
}

void TestTrainerRuns::layersOverTheBackboneReachTheModelFile()
{
    const TrainerData data(12);
    auto request = requestFor(data, "run", 1);
    request.recipe.architecture = "resnet18";
    request.recipe.transitionSize = 4;
    request.recipe.transitionDepth = 12;
    request.recipe.attention = true;
    const auto outcome = train(request, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : (outcome.error().subject + ": " + outcome.error().detail).c_str());
    const auto classifier = Classifier::load(outcome->model, {"cpu", Precision::Float32, {}});
    QVERIFY2(classifier.has_value(), classifier ? "" : classifier.error().detail.c_str());
    QCOMPARE(classifier->manifest().transitionDepth, 12);
    QVERIFY(classifier->manifest().attention);
    const std::vector<cv::Mat> inputs{cv::Mat(32, 32, CV_32FC1, cv::Scalar(0.25))};
    const auto predictions = classifier->predict(inputs, {}, true);
    QVERIFY(predictions.has_value());
    QCOMPARE(predictions->front().activations.front().size(), cv::Size(4, 4));
}

void TestTrainerRuns::anotherProcessKeepsTheFolder()
{
    const TrainerData data(12);
    auto request = requestFor(data, "run", 1);
    std::filesystem::create_directories(request.runFolder);
    {
        const auto lock = RunLock::take(RunFolder(request.runFolder));
        QVERIFY(lock.has_value());
        const auto refused = train(request, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, FailureKind::BadArgument);
        QCOMPARE(refused.error().detail, std::string("another training works in this folder"));
    }
    QVERIFY(train(request, {}).has_value());
}

void TestTrainerRuns::bestModelOfAnotherEpochIsRefused()
{
    const TrainerData data(12);
    auto request = requestFor(data, "run", 2);
    request.recipe.training.metric = "last";
    QVERIFY(train(request, {}).has_value());
    auto weights = readWeights(request.runFolder / "best.safetensors");
    QVERIFY(weights.has_value());
    QCOMPARE(weights->metadata.at("lucency.epoch"), std::string("2"));
    weights->metadata["lucency.epoch"] = "1";
    QVERIFY(writeWeights(request.runFolder / "best.safetensors", *weights, true).has_value());
    request.resume = true;
    const auto outcome = train(request, {});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(outcome.error().detail, std::string("of epoch 1, but the best one was 2"));
}

void TestTrainerRuns::lossThatIsNoNumberKeepsTheLastGoodState()
{
    const TrainerData data(40);
    auto request = requestFor(data, "run", 3);
    request.recipe.training.optimiser = OptimiserKind::Sgd;
    request.recipe.training.gradientClip = 0;
    request.recipe.training.schedule = Schedule::Step; // the first steps are small, for the warm-up
    request.recipe.training.warmUp = 0.9;
    request.recipe.training.learningRate = 1e12;
    request.savingShare = 1;
    const auto outcome = train(request, {});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, FailureKind::BadNumber);
    QVERIFY(!std::filesystem::exists(request.runFolder / "report.json"));
    QVERIFY(std::filesystem::exists(request.runFolder / "state.safetensors")); // of the steps before
    for (const char* file : {"state.safetensors", "last.safetensors", "best.safetensors"}) {
        if (!std::filesystem::exists(request.runFolder / file)) continue;
        const auto weights = readWeights(request.runFolder / file);
        QVERIFY2(weights.has_value(), file);
        for (const auto& [name, tensor] : weights->tensors)
            QVERIFY2(torch::isfinite(tensor.to(torch::kFloat32)).all().item<bool>(), name.c_str());
    }
}

void TestTrainerRuns::initialWeightsThatAreNoNumberAreNamed()
{
    const TrainerData data(12);
    QVERIFY(train(requestFor(data, "first", 1), {}).has_value());
    const auto weights = readWeights(data.run("first") / "last.safetensors");
    QVERIFY(weights.has_value());
    const auto file = data.path() / "broken.safetensors";
    auto request = requestFor(data, "second", 1);
    request.recipe.initialWeights = file.string();
    QVERIFY(writeWeights(file, *weights, true).has_value());
    QVERIFY(train(request, {}).has_value());
    // As another program writes them: our own writer refuses such a value.
    const std::string header = R"({"head.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
    const std::uint64_t length = header.size();
    const float notFinite = std::nanf("");
    std::ofstream foreign(file, std::ios::binary | std::ios::trunc);
    foreign.write(reinterpret_cast<const char*>(&length), sizeof length);
    foreign << header;
    foreign.write(reinterpret_cast<const char*>(&notFinite), sizeof notFinite);
    foreign.close();
    request = requestFor(data, "third", 1);
    request.recipe.initialWeights = file.string();
    const auto outcome = train(request, {});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, FailureKind::BadNumber);
    QCOMPARE(outcome.error().subject, file.string());
    QVERIFY2(outcome.error().detail.find("head.weight") != std::string::npos, outcome.error().detail.c_str());
}

void TestTrainerRuns::phantomsAloneSayWhichEpochIsBest()
{
    const TrainerData data(1);
    auto request = requestFor(data, "run", 2);
    DataSource phantoms;
    phantoms.name = "phantoms";
    phantoms.kind = SourceKind::Phantoms;
    phantoms.count = 40;
    phantoms.knows = {"Effusion"};
    request.recipe.data = {phantoms};
    request.recipe.findings.resize(1);
    request.recipe.training.metric = "auc:Effusion";
    const auto outcome = train(request, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().detail.c_str());
    const auto history = readCsvTable(data.run("run") / "history.csv");
    QVERIFY(history.has_value());
    QCOMPARE(history->rows.size(), std::size_t{2});
    for (const auto& row : history->rows) {
        QVERIFY2(std::stod(row[2]) > 0, row[2].c_str());  // validation_loss
        QVERIFY2(std::stod(row[4]) >= 0, row[4].c_str()); // metric
    }
}

void TestTrainerRuns::metricThatCannotBeComputedIsToldOnce()
{
    const TrainerData data(12);
    auto request = requestFor(data, "run", 2);
    request.recipe.training.metricPositives = 100;
    std::vector<std::string> told;
    std::size_t before = 0; // the first batch
    request.remark = [&](const std::string& text) { told.push_back(text); };
    request.progress = [&](const TrainingProgress& progress) {
        if (before == 0 && progress.stage == TrainingStage::Training) before = told.size();
    };
    const auto outcome = train(request, {});
    QVERIFY(outcome.has_value());
    QCOMPARE(outcome->history.back().metric, -outcome->history.back().validationLoss);
    const auto isIt = [](const std::string& text) { return text.find("macro-auc") != std::string::npos; };
    const auto found = std::find_if(told.begin(), told.end(), isIt);
    QVERIFY(found != told.end() && found - told.begin() < static_cast<std::ptrdiff_t>(before));
    QCOMPARE(std::count_if(told.begin(), told.end(), isIt), std::ptrdiff_t{1});
    std::ifstream report(outcome->report);
    const std::string text{std::istreambuf_iterator<char>(report), {}};
    QVERIFY(text.find(*found) != std::string::npos);
}

void TestTrainerRuns::trainingEndsWhenPatienceIsOver_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<double>("rate");
    QTest::addColumn<bool>("standsStill");
    QTest::newRow("a metric that reaches its height and stays there") << QStringLiteral("auc:Effusion") << 0.003 << true;
    QTest::newRow("a loss that rises again") << QStringLiteral("loss") << 0.05 << false;
}

void TestTrainerRuns::trainingEndsWhenPatienceIsOver()
{
    QFETCH(QString, metric);
    QFETCH(double, rate);
    QFETCH(bool, standsStill);
    constexpr int epochs = 16, patience = 3;
    const TrainerData data(30);
    auto request = requestFor(data, "whole", epochs);
    request.recipe.training.metric = metric.toStdString();
    request.recipe.training.learningRate = rate;
    request.recipe.training.averaging = 0;
    request.recipe.training.schedule = Schedule::Constant;
    const auto whole = train(request, {});
    QVERIFY2(whole.has_value(), whole ? "" : whole.error().detail.c_str());
    QCOMPARE(whole->history.size(), std::size_t{epochs}); // without patience it goes through
    int end = 0, improved = 0, best = 0;
    for (int epoch = 1; epoch <= epochs && end == 0; ++epoch) {
        const auto at = [&](int which) { return whole->history[static_cast<std::size_t>(which - 1)].metric; };
        if (improved == 0 || at(epoch) > at(improved)) improved = epoch;
        if (best == 0 || at(epoch) >= at(best)) best = epoch;
        if (epoch - improved == patience) end = epoch;
    }
    QVERIFY2(end > 0 && end < epochs, "else nothing is tested");
    QCOMPARE(best > improved, standsStill);

    request.runFolder = data.run("patient");
    request.recipe.training.patience = patience;
    const auto patient = train(request, {});
    QVERIFY(patient.has_value());
    QCOMPARE(patient->history.size(), static_cast<std::size_t>(end));
    QCOMPARE(patient->bestEpoch, best);
    QCOMPARE(readWeights(patient->model)->metadata.at("lucency.epoch"), std::to_string(best));

    // The wait goes on where a stop interrupted it.
    request.runFolder = data.run("stopped");
    std::stop_source stop;
    auto stopped = request;
    stopped.progress = [&](const TrainingProgress& progress) {
        if (progress.finished && progress.epoch == end - 1) stop.request_stop();
    };
    QCOMPARE(train(stopped, stop.get_token()).error().kind, FailureKind::Cancelled);
    request.resume = true;
    const auto resumed = train(request, {});
    QVERIFY(resumed.has_value());
    QCOMPARE(resumed->history.size(), static_cast<std::size_t>(end));
    QCOMPARE(resumed->bestEpoch, best);
}

QTEST_APPLESS_MAIN(TestTrainerRuns)
#include "tst_trainerruns.moc"
