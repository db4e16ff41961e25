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
    void adamwAgreesWithTorch();
    void adamwIsTheSameOnAnyDevice();
    void averageFollowsTheWeights();
    void gradientsAreClippedToTheirJointNorm();
    void oneCycleRisesAndFalls();
    void feedGivesTheSameBatchesFromAnyPlace();
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
    const auto loss = maskedLoss(logits, labels, {torch::ones({3}), torch::ones({3})}, 0);
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
    QVERIFY(std::abs(maskedLoss(logits, labels, weights, 0.1).item<double>() - expected) < 1e-6);
}

void TestTrainerSteps::adamwAgreesWithTorch()
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

void TestTrainerSteps::adamwIsTheSameOnAnyDevice()
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

void TestTrainerSteps::averageFollowsTheWeights()
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

void TestTrainerSteps::feedGivesTheSameBatchesFromAnyPlace()
{
    const auto recipe = test::smallRecipe(1);
    Cohort cohort;
    cohort.findings = {"Effusion", "Mass"};
    std::vector<cv::Mat> pixels;
    std::vector<std::size_t> training;
    for (int i = 0; i < 34; ++i) {
        CohortImage image;
        image.labels = {i % 2 ? Label::Present : Label::Absent, Label::Unknown};
        cohort.images.push_back(image);
        pixels.push_back(test::drawCase(i % 2 == 1, i));
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
