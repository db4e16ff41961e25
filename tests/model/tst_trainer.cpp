#include "model/checkpoint.h"
#include "model/csv.h"
#include "model/runfolder.h"
#include "model/trainer.h"
#include "model/trainerfeed.h"
#include "model/trainerloss.h"
#include "model/traineroptimiser.h"
#include "model/weights.h"

#include <torch/torch.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <limits>
#include <numeric>

using namespace lucency;
using namespace lucency::model;

namespace {

/// Noise with a bright disc in one of its lower corners, or none: a crude effusion.
cv::Mat drawCase(bool present, int seed)
{
    cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
    cv::Mat image(40, 40, CV_8UC1);
    random.fill(image, cv::RNG::NORMAL, 90, 25);
    if (present) cv::circle(image, {random.uniform(0, 2) ? 8 : 32, random.uniform(26, 34)}, 7, cv::Scalar(200), cv::FILLED);
    return image;
}

/// A data folder with data/YES and data/NO, images a class, two a patient.
class TrainerData {
public:
    explicit TrainerData(int images)
    {
        for (const char* part : {"data/YES", "data/NO"}) {
            QDir(m_folder.path()).mkpath(QLatin1String(part));
            for (int i = 0; i < images; ++i) {
                const bool present = std::string_view(part) == "data/YES";
                const auto name = QStringLiteral("%1/%2/p%3_%4.png")
                                      .arg(m_folder.path(), QLatin1String(part))
                                      .arg((present ? 1000 : 0) + i / 2)
                                      .arg(i % 2);
                cv::imwrite(name.toStdString(), drawCase(present, (present ? 5000 : 0) + i));
            }
        }
    }

    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path run(const char* name) const { return path() / name; }
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

private:
    QTemporaryDir m_folder;
};

/// The thesis's small network at 32 pixels: its dropout makes a resumed generator matter.
Recipe smallRecipe(int epochs)
{
    auto recipe =
        *recipeFromJson(R"({"name": "small", "version": "1", "seed": 4, "data": [{"name": "made", "kind": "folders", "folders": ["data"],
        "knows": ["Effusion"], "classes": {"YES": ["Effusion"], "NO": []}, "patientPatterns": ["^(p\\d+)_"]}],
        "findings": [{"name": "Effusion"}, {"name": "Mass"}], "split": {"validation": 0.25, "test": 0.25}, "architecture": "cnn64",
        "input": {"size": 32, "normalisation": "minmax"}, "cacheSize": 40,
        "augmentation": {"rotation": [-5, 5], "noise": [0, 0.02], "horizontalFlip": 0.5},
        "training": {"batch": 10, "learningRate": 0.003, "precision": "fp32", "averaging": 0.9, "metricPositives": 3}})",
                        "small.json");
    recipe.training.epochs = epochs;
    return recipe;
}

TrainingRequest requestFor(const TrainerData& data, const char* run, int epochs)
{
    TrainingRequest request;
    request.recipe = smallRecipe(epochs);
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
    void unknownLabelsGiveNoGradient();
    void lossIsTheCrossEntropyOfTheKnownLabels();
    void adamwAgreesWithTorch();
    void adamwIsTheSameOnAnyDevice();
    void deviceThatIsNotThereIsRefused();
    void lastEpochIsKeptWhereTheRecipeSaysSo();
    void timeLeftIsToldFromTheFirstBatchOn();
    void averageFollowsTheWeights();
    void gradientsAreClippedToTheirJointNorm();
    void oneCycleRisesAndFalls();
    void feedGivesTheSameBatchesFromAnyPlace();
    void epochSeesImagesByTheirShare();
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

void TestTrainer::unknownLabelsGiveNoGradient()
{
    const float unknown = std::numeric_limits<float>::quiet_NaN();
    const auto logits = torch::tensor({{0.5F, -2.0F, std::numeric_limits<float>::infinity()}, {1.0F, 3.0F, -1.0F}}).set_requires_grad(true);
    const auto labels = torch::tensor({{1.0F, unknown, unknown}, {unknown, 0.0F, unknown}});
    const auto loss = maskedLoss(logits, labels, {torch::ones({3}), torch::ones({3})}, 0);
    QVERIFY(std::isfinite(loss.item<float>()));
    loss.backward();
    const auto gradient = logits.grad();
    for (const auto& [row, column] : {std::pair{0, 1}, {0, 2}, {1, 0}, {1, 2}})
        QCOMPARE(gradient[row][column].item<float>(), 0.0F);
    QVERIFY(gradient[0][0].item<float>() < -0.01F);
    QVERIFY(gradient[1][1].item<float>() > 0.01F);
}

void TestTrainer::lossIsTheCrossEntropyOfTheKnownLabels()
{
    const float unknown = std::numeric_limits<float>::quiet_NaN();
    const auto logits = torch::tensor({{0.3F, -1.2F}, {2.0F, 0.0F}}, torch::kFloat64);
    const auto labels = torch::tensor({{1.0F, 0.0F}, {0.0F, unknown}}, torch::kFloat64);
    const LossWeights weights{torch::tensor({2.0, 0.5}, torch::kFloat64), torch::tensor({3.0, 1.0}, torch::kFloat64)};
    const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
    const auto term = [&](double x, double target, double positive) {
        return -(positive * target * std::log(sigmoid(x)) + (1 - target) * std::log(1 - sigmoid(x)));
    };
    const double expected = (2 * term(0.3F, 0.95, 3) + 0.5 * term(-1.2F, 0.05, 1) + 2 * term(2, 0.05, 3)) / 2;
    QVERIFY(std::abs(maskedLoss(logits, labels, weights, 0.1).item<double>() - expected) < 1e-6);
}

void TestTrainer::adamwAgreesWithTorch()
{
    torch::manual_seed(1);
    auto theirs = torch::randn({7, 5}).set_requires_grad(true);
    auto ours = theirs.detach().clone().set_requires_grad(true);
    torch::optim::AdamW optimiser({theirs}, torch::optim::AdamWOptions(0.01).weight_decay(0.1));
    std::vector<TrainedTensor> tensors{{"w", ours, ours.detach().clone(), torch::zeros({7, 5}), torch::zeros({7, 5}), true}};
    for (int step = 1; step <= 20; ++step) {
        const auto target = torch::randn({7, 5});
        for (auto* weights : {&theirs, &ours}) {
            if (weights->grad().defined()) weights->mutable_grad().zero_();
            (weights->sub(target)).pow(2).sum().backward();
        }
        optimiser.step();
        AdamWOptions options;
        options.learningRate = 0.01;
        options.weightDecay = 0.1;
        stepAdamW(tensors, options, step);
    }
    QVERIFY(torch::allclose(ours, theirs, 1e-5, 1e-6));
}

void TestTrainer::adamwIsTheSameOnAnyDevice()
{
    torch::manual_seed(2);
    const auto begin = torch::randn({7, 5});
    std::vector<TrainedTensor> tensors;
    for (int i = 0; i < 2; ++i)
        tensors.push_back({"w", begin.clone().set_requires_grad(true), begin.clone(), torch::zeros({7, 5}), torch::zeros({7, 5}), true});
    AdamWOptions options;
    options.learningRate = 0.02;
    options.weightDecay = 0.1;
    options.averaging = 0.9;
    for (int step = 1; step <= 20; ++step) {
        const auto target = torch::randn({7, 5});
        for (auto& tensor : tensors) {
            tensor.value.mutable_grad() = torch::Tensor();
            (tensor.value - target).pow(2).sum().backward();
        }
        std::vector<TrainedTensor> first{tensors[0]};
        stepAdamW(first, options, step);
        stepAdamWAnywhere(tensors[1], options, step);
    }
    QVERIFY(!torch::allclose(tensors[0].value, begin, 1e-2, 1e-2));
    QVERIFY(torch::allclose(tensors[0].value, tensors[1].value, 1e-5, 1e-6));
    QVERIFY(torch::allclose(tensors[0].average, tensors[1].average, 1e-5, 1e-6));
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

void TestTrainer::averageFollowsTheWeights()
{
    auto weights = torch::zeros({3}).set_requires_grad(true);
    auto average = torch::ones({3});
    std::vector<TrainedTensor> tensors{{"w", weights, average, torch::zeros({3}), torch::zeros({3}), false}};
    weights.sum().backward();
    AdamWOptions options;
    options.learningRate = 0.5;
    options.averaging = 0.75;
    stepAdamW(tensors, options, 1);
    QVERIFY(torch::allclose(weights, torch::full({3}, -0.5)));
    QVERIFY(torch::allclose(average, torch::full({3}, 0.75 * 1 + 0.25 * -0.5)));
}

void TestTrainer::gradientsAreClippedToTheirJointNorm()
{
    auto a = torch::zeros({2}).set_requires_grad(true), b = torch::zeros({1}).set_requires_grad(true);
    (a * torch::tensor({2.0F, 3.0F})).sum().add((b * 6).sum()).backward();
    std::vector<TrainedTensor> tensors{{"a", a, {}, {}, {}, false}, {"b", b, {}, {}, {}, false}};
    QVERIFY(std::abs(clipGradients(tensors, 3.5) - 7) < 1e-6);
    QVERIFY(torch::allclose(a.grad(), torch::tensor({1.0F, 1.5F}), 1e-5));
    QVERIFY(torch::allclose(b.grad(), torch::tensor({3.0F}), 1e-5));
    QVERIFY(std::abs(clipGradients(tensors, 10) - 3.5) < 1e-5);
    QVERIFY(torch::allclose(b.grad(), torch::tensor({3.0F}), 1e-5));
}

void TestTrainer::oneCycleRisesAndFalls()
{
    QVERIFY(std::abs(oneCycle(0, 100, 1, 0.2) - 0.04) < 1e-12);
    QVERIFY(std::abs(oneCycle(20, 100, 1, 0.2) - 1) < 1e-12);
    QVERIFY(std::abs(oneCycle(99, 100, 1, 0.2) - 1e-4) < 1e-12);
    for (long step = 1; step < 100; ++step)
        QCOMPARE(oneCycle(step, 100, 1, 0.2) > oneCycle(step - 1, 100, 1, 0.2), step <= 20);
}

void TestTrainer::feedGivesTheSameBatchesFromAnyPlace()
{
    const auto recipe = smallRecipe(1);
    Cohort cohort;
    cohort.findings = {"Effusion", "Mass"};
    std::vector<cv::Mat> pixels;
    std::vector<std::size_t> training;
    for (int i = 0; i < 34; ++i) {
        CohortImage image;
        image.labels = {i % 2 ? Label::Present : Label::Absent, Label::Unknown};
        cohort.images.push_back(image);
        pixels.push_back(drawCase(i % 2 == 1, i));
        training.push_back(static_cast<std::size_t>(i));
    }
    const auto order = epochOrder(recipe, cohort, training, 3);
    QVERIFY(order != epochOrder(recipe, cohort, training, 4));
    BatchFeed whole(recipe, cohort, pixels, 3, order, 0), late(recipe, cohort, pixels, 3, order, 2);
    std::vector<Batch> batches;
    while (auto batch = whole.next())
        batches.push_back(*std::move(batch));
    QCOMPARE(batches.size(), std::size_t{3}); // 34 images in tens: the rest of 4 waits for the next epoch's order
    const auto third = late.next();
    QVERIFY(third.has_value());
    QVERIFY(third->images == batches[2].images);
    QCOMPARE(third->labels[0], batches[2].labels[0]);
    QVERIFY(std::isnan(third->labels[1]));
    QVERIFY(!late.next().has_value());
    QVERIFY(batches[0].images != batches[1].images);
}

void TestTrainer::epochSeesImagesByTheirShare()
{
    auto recipe = smallRecipe(1);
    recipe.data.push_back(recipe.data.front());
    recipe.data[0].share = 0.5;
    recipe.data[1].share = 2.25;
    Cohort cohort;
    std::vector<std::size_t> training;
    for (std::size_t i = 0; i < 60; ++i) {
        CohortImage image;
        image.source = i < 40 ? 0 : 1;
        cohort.images.push_back(image);
        training.push_back(i);
    }
    const auto order = epochOrder(recipe, cohort, training, 0);
    QCOMPARE(order.size(), std::size_t{20 + 45});
    for (std::size_t i = 0; i < 60; ++i) {
        const auto seen = std::count(order.begin(), order.end(), i);
        QVERIFY(i < 40 ? seen <= 1 : seen == 2 || seen == 3);
    }
}

void TestTrainer::shareChangesFromEpochToEpoch()
{
    auto recipe = smallRecipe(5);
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
