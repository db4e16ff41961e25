#include "model/cohort.h"
#include "model/trainerfeed.h"
#include "model/trainerloss.h"
#include "model/traineroptimiser.h"
#include "tests/support/model/drawncases.h"

#include <torch/torch.h>

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <set>

using namespace lucency;
using namespace lucency::model;

/// What one step of training is made of: batches, loss, gradients, optimiser.
class TestTrainerSteps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void unknownLabelsGiveNoGradient();
    void lossIsTheCrossEntropyOfTheKnownLabels();
    void optimiserAgreesWithTorch_data();
    void optimiserAgreesWithTorch();
    void parameterThatWasFrozenBeginsWithYoungMoments();
    void averageFollowsTheWeights();
    void gradientsAreClippedToTheirJointNorm();
    void oneCycleRisesAndFalls();
    void schedulesRiseAndFall();
    void plateauWaitsForABetterMetric();
    void epochSeesImagesByTheirShare();
    void balancedEpochSeesEveryCombinationAsOften();
    void imagesAreDrawnByTheNumberOfTheirFindings();
    void epochHasTheStepsThatTheRecipeNames();
};

void TestTrainerSteps::unknownLabelsGiveNoGradient()
{
    const float unknown = std::numeric_limits<float>::quiet_NaN();
    const auto logits = torch::tensor({{0.5F, -2.0F, std::numeric_limits<float>::infinity()}, {1.0F, 3.0F, -1.0F}}).set_requires_grad(true);
    const auto labels = torch::tensor({{1.0F, unknown, unknown}, {unknown, 0.0F, unknown}});
    const auto loss = maskedLoss(logits, labels, {torch::ones({3}), torch::ones({3})}, {});
    QVERIFY(std::isfinite(loss.item<float>()));
    loss.backward();
    const auto gradient = logits.grad();
    for (const auto& [row, column] : {std::pair{0, 1}, {0, 2}, {1, 0}, {1, 2}})
        QCOMPARE(gradient[row][column].item<float>(), 0.0F);
    QVERIFY(gradient[0][0].item<float>() < -0.01F);
    QVERIFY(gradient[1][1].item<float>() > 0.01F);
}

void TestTrainerSteps::lossIsTheCrossEntropyOfTheKnownLabels()
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
    QVERIFY(std::abs(maskedLoss(logits, labels, weights, {LossKind::CrossEntropy, 0.1}).item<double>() - expected) < 1e-6);
}

void TestTrainerSteps::optimiserAgreesWithTorch_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("momentum");
    QTest::newRow("AdamW") << static_cast<int>(OptimiserKind::AdamW) << 0.9;
    QTest::newRow("Adam, whose decay is a part of the gradient") << static_cast<int>(OptimiserKind::Adam) << 0.9;
    QTest::newRow("SGD with Nesterov's momentum") << static_cast<int>(OptimiserKind::Sgd) << 0.8;
    QTest::newRow("SGD without momentum") << static_cast<int>(OptimiserKind::Sgd) << 0.0;
}

/// Ours in one pass, ours on any device and PyTorch's, on three parameters of which one does not decay and one learns at half the rate.
void TestTrainerSteps::optimiserAgreesWithTorch()
{
    QFETCH(int, kind);
    QFETCH(double, momentum);
    OptimiserOptions options;
    options.kind = static_cast<OptimiserKind>(kind);
    options.learningRate = 0.02;
    options.weightDecay = 0.1;
    options.momentum = momentum;
    options.averaging = 0.9;
    torch::manual_seed(1);
    const double rates[] = {1, 1, 0.5}, decays[] = {0.1, 0, 0.1};
    std::vector<TrainedTensor> ours, anywhere;
    std::vector<torch::Tensor> theirs;
    std::vector<std::unique_ptr<torch::optim::Optimizer>> optimisers;
    for (int i = 0; i < 3; ++i) {
        const auto begin = torch::randn({7, 5});
        theirs.push_back(begin.clone().set_requires_grad(true));
        for (auto* tensors : {&ours, &anywhere})
            tensors->push_back({"w", begin.clone().set_requires_grad(true), begin.clone(), torch::zeros({7, 5}), torch::zeros({7, 5}),
                                decays[i] > 0, rates[i]});
        const std::vector<torch::Tensor> one{theirs.back()};
        const double rate = options.learningRate * rates[i];
        if (options.kind == OptimiserKind::AdamW)
            optimisers.push_back(std::make_unique<torch::optim::AdamW>(one, torch::optim::AdamWOptions(rate).weight_decay(decays[i])));
        else if (options.kind == OptimiserKind::Adam)
            optimisers.push_back(std::make_unique<torch::optim::Adam>(one, torch::optim::AdamOptions(rate).weight_decay(decays[i])));
        else
            optimisers.push_back(std::make_unique<torch::optim::SGD>(
                one, torch::optim::SGDOptions(rate).weight_decay(decays[i]).momentum(momentum).nesterov(momentum > 0)));
    }
    const auto before = theirs[0].detach().clone();
    for (int step = 1; step <= 20; ++step) {
        for (std::size_t i = 0; i < 3; ++i) {
            const auto target = torch::randn({7, 5});
            for (auto* weights : {&theirs[i], &ours[i].value, &anywhere[i].value}) {
                weights->mutable_grad() = torch::Tensor();
                (*weights - target).pow(2).sum().backward();
            }
            optimisers[i]->step();
            stepAnywhere(anywhere[i], options, step);
        }
        stepOptimiser(ours, options, step);
    }
    QVERIFY(!torch::allclose(theirs[0], before, 1e-2, 1e-2));
    for (std::size_t i = 0; i < 3; ++i) {
        QVERIFY(torch::allclose(ours[i].value, theirs[i], 1e-5, 1e-6));
        QVERIFY(torch::allclose(anywhere[i].value, theirs[i], 1e-5, 1e-6));
        QVERIFY(torch::allclose(ours[i].average, anywhere[i].average, 1e-5, 1e-6));
    }
}

void TestTrainerSteps::parameterThatWasFrozenBeginsWithYoungMoments()
{
    OptimiserOptions options;
    options.learningRate = 0.1;
    const auto stepped = [&](long step, long frozen) {
        auto weights = torch::zeros({3}).set_requires_grad(true);
        (weights * torch::tensor({1.0F, -2.0F, 0.5F})).sum().backward();
        std::vector<TrainedTensor> tensors{
            {"w", weights, weights.detach().clone(), torch::zeros({3}), torch::zeros({3}), false, 1, frozen}};
        stepOptimiser(tensors, options, step);
        return weights.detach();
    };
    QVERIFY(torch::allclose(stepped(101, 100), stepped(1, 0)));
    QVERIFY(torch::allclose(stepped(1, 0), torch::tensor({-0.1F, 0.1F, -0.1F}), 1e-4));
    QVERIFY(!torch::allclose(stepped(101, 0), stepped(1, 0), 1e-2));
}

void TestTrainerSteps::averageFollowsTheWeights()
{
    auto weights = torch::zeros({3}).set_requires_grad(true);
    auto average = torch::ones({3});
    std::vector<TrainedTensor> tensors{{"w", weights, average, torch::zeros({3}), torch::zeros({3}), false}};
    weights.sum().backward();
    OptimiserOptions options;
    options.learningRate = 0.5;
    options.averaging = 0.75;
    stepOptimiser(tensors, options, 1);
    QVERIFY(torch::allclose(weights, torch::full({3}, -0.5)));
    QVERIFY(torch::allclose(average, torch::full({3}, 0.75 * 1 + 0.25 * -0.5)));
}

void TestTrainerSteps::gradientsAreClippedToTheirJointNorm()
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

void TestTrainerSteps::oneCycleRisesAndFalls()
{
    QVERIFY(std::abs(oneCycle(0, 100, 1, 0.2) - 0.04) < 1e-12);
    QVERIFY(std::abs(oneCycle(20, 100, 1, 0.2) - 1) < 1e-12);
    QVERIFY(std::abs(oneCycle(99, 100, 1, 0.2) - 1e-4) < 1e-12);
    for (long step = 1; step < 100; ++step)
        QCOMPARE(oneCycle(step, 100, 1, 0.2) > oneCycle(step - 1, 100, 1, 0.2), step <= 20);
}

void TestTrainerSteps::schedulesRiseAndFall()
{
    TrainingPlan plan;
    plan.learningRate = 0.4;
    plan.warmUp = 0.2;
    plan.stepEpochs = 2;
    plan.stepFactor = 0.5;
    const auto rate = [&](Schedule schedule, long step, int epoch = 0, int reductions = 0) {
        plan.schedule = schedule;
        return scheduledRate(plan, step, 100, epoch, reductions);
    };
    for (const auto schedule : {Schedule::Cosine, Schedule::Step, Schedule::Plateau, Schedule::Constant}) {
        QVERIFY(std::abs(rate(schedule, 0) - 0.4 / 20) < 1e-12);
        QVERIFY(std::abs(rate(schedule, 9) - 0.2) < 1e-12);
        QVERIFY(std::abs(rate(schedule, 20) - 0.4) < 1e-12);
    }
    QCOMPARE(rate(Schedule::OneCycle, 37), oneCycle(37, 100, 0.4, 0.2));
    QVERIFY(std::abs(rate(Schedule::Cosine, 99) - 0.4e-4) < 1e-12);
    QVERIFY(std::abs(rate(Schedule::Cosine, 20 + 79 / 2, 0) - 0.2) < 0.01);
    QVERIFY(std::abs(rate(Schedule::Step, 50, 1) - 0.4) < 1e-12);
    QVERIFY(std::abs(rate(Schedule::Step, 50, 2) - 0.2) < 1e-12);
    QVERIFY(std::abs(rate(Schedule::Step, 50, 5) - 0.1) < 1e-12);
    QVERIFY(std::abs(rate(Schedule::Plateau, 50, 5, 1) - 0.2) < 1e-12);
    QVERIFY(std::abs(rate(Schedule::Constant, 99, 50, 3) - 0.4) < 1e-12);
    plan.warmUp = 0;
    QVERIFY(std::abs(rate(Schedule::Constant, 0) - 0.4) < 1e-12);
}

void TestTrainerSteps::plateauWaitsForABetterMetric()
{
    TrainingPlan plan;
    plan.stepEpochs = 2;
    const auto reductions = [&](std::vector<double> metrics) { return plateauReductions(plan, metrics); };
    QCOMPARE(reductions({}), 0);
    QCOMPARE(reductions({0.5, 0.6, 0.6}), 0);
    QCOMPARE(reductions({0.5, 0.6, 0.6, 0.59}), 1);
    QCOMPARE(reductions({0.5, 0.6, 0.6, 0.59, 0.58}), 1);
    QCOMPARE(reductions({0.5, 0.6, 0.6, 0.59, 0.58, 0.6}), 2);
    QCOMPARE(reductions({0.5, 0.6, 0.6, 0.59, 0.7, 0.6}), 1);
}

void TestTrainerSteps::epochSeesImagesByTheirShare()
{
    auto recipe = test::smallRecipe(1);
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

namespace {

/// Two findings: 40 images without any, 8 with the first, 2 with both.
Cohort unevenCohort()
{
    Cohort cohort;
    cohort.findings = {"Effusion", "Mass"};
    for (int i = 0; i < 50; ++i) {
        CohortImage image;
        image.labels = {i >= 40 ? Label::Present : Label::Absent, i >= 48 ? Label::Present : Label::Absent};
        cohort.images.push_back(image);
    }
    return cohort;
}

std::vector<std::size_t> all(const Cohort& cohort)
{
    std::vector<std::size_t> indices(cohort.images.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

} // namespace

void TestTrainerSteps::balancedEpochSeesEveryCombinationAsOften()
{
    auto recipe = test::smallRecipe(1);
    recipe.training.sampling = Sampling::Balanced;
    const auto cohort = unevenCohort();
    const auto order = epochOrder(recipe, cohort, all(cohort), 0);
    QCOMPARE(order.size(), std::size_t{50});
    std::array<std::ptrdiff_t, 3> seen{};
    for (const auto i : order)
        ++seen[i < 40 ? 0 : (i < 48 ? 1 : 2)];
    for (const auto count : seen)
        QVERIFY(count == 16 || count == 17);
    const auto ofEighth = std::count(order.begin(), order.end(), std::size_t{49});
    QVERIFY(ofEighth == 8 || ofEighth == 9); // its combination has one other image
    QVERIFY(order != epochOrder(recipe, cohort, all(cohort), 1));
    QCOMPARE(order, epochOrder(recipe, cohort, all(cohort), 0));
}

void TestTrainerSteps::imagesAreDrawnByTheNumberOfTheirFindings()
{
    auto recipe = test::smallRecipe(1);
    recipe.training.sampling = Sampling::Findings;
    recipe.data[0].share = 4;
    const auto cohort = unevenCohort();
    const auto order = epochOrder(recipe, cohort, all(cohort), 0);
    QCOMPARE(order.size(), std::size_t{200});
    const double each = 200 / (40 * 0.1 + 8 * 1.1 + 2 * 2.1); // draws for a weight of one
    for (std::size_t i = 0; i < 50; ++i) {
        const double expected = each * (i < 40 ? 0.1 : (i < 48 ? 1.1 : 2.1));
        const auto seen = static_cast<double>(std::count(order.begin(), order.end(), i));
        QVERIFY2(seen >= std::floor(expected) && seen <= std::ceil(expected), qPrintable(QString::number(i)));
    }
}

void TestTrainerSteps::epochHasTheStepsThatTheRecipeNames()
{
    auto recipe = test::smallRecipe(1); // batches of 10
    const auto cohort = unevenCohort();
    recipe.training.stepsPerEpoch = 3;
    const auto shorter = epochOrder(recipe, cohort, all(cohort), 0);
    QCOMPARE(shorter.size(), std::size_t{30});
    QCOMPARE(std::set<std::size_t>(shorter.begin(), shorter.end()).size(), std::size_t{30});
    recipe.training.stepsPerEpoch = 12;
    const auto longer = epochOrder(recipe, cohort, all(cohort), 0);
    QCOMPARE(longer.size(), std::size_t{120});
    for (std::size_t i = 0; i < 50; ++i) {
        const auto seen = std::count(longer.begin(), longer.end(), i);
        QVERIFY(seen == 2 || seen == 3);
    }
    QVERIFY(epochOrder(recipe, cohort, {}, 0).empty());
}

QTEST_APPLESS_MAIN(TestTrainerSteps)
#include "tst_trainersteps.moc"
