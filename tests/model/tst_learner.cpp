#include "model/trainerlearner.h"

#include "model/trainertransfer.h"
#include "tests/support/model/learning.h"

#include <c10/core/CPUAllocator.h>
#include <torch/torch.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

using namespace lucency;
using namespace lucency::model;
using test::batchOf;
using test::evenWeights;
using test::learnerOf;
using test::recipeOf;

namespace {

/// Main memory in which blocks over a limit do not fit. It takes the place of LibTorch's own while it lives.
class ScarceMemory final : public c10::Allocator {
public:
    explicit ScarceMemory(std::size_t largestBlock)
        : m_largest(largestBlock)
        , m_plenty(c10::GetCPUAllocator())
    {
        c10::SetCPUAllocator(this, 1);
    }
    ~ScarceMemory() override { c10::SetCPUAllocator(m_plenty, 1); }

    at::DataPtr allocate(std::size_t bytes) const override
    {
        if (bytes > m_largest) {
            ++m_refused;
            throw std::bad_alloc();
        }
        return m_plenty->allocate(bytes);
    }
    at::DeleterFnPtr raw_deleter() const override { return m_plenty->raw_deleter(); }
    int refused() const { return m_refused; }

private:
    std::size_t m_largest;
    mutable int m_refused = 0;
    c10::Allocator* m_plenty;
};

std::vector<cv::Mat> inputsOf(const Recipe& recipe, const Batch& batch)
{
    const int size = recipe.input.inputSize;
    std::vector<cv::Mat> inputs;
    for (int i = 0; i < batch.count; ++i)
        inputs.push_back(cv::Mat(size, size, CV_32FC1, const_cast<float*>(batch.images.data()) + i * size * size).clone());
    return inputs;
}

std::map<std::string, torch::Tensor> tensorsOf(const Learner& learner)
{
    Checkpoint checkpoint;
    learner.save(checkpoint);
    return checkpoint.tensors;
}

bool isBackbone(const std::string& name)
{
    return name.starts_with("model.") && !name.starts_with("model.fc.") && !name.starts_with("model.transition.");
}

} // namespace

/// The network that learns, step by step.
class TestLearner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void everyLossAndOptimiserLearns_data();
    void everyLossAndOptimiserLearns();
    void softmaxHasOneOutputMoreThanFindings();
    void logOddsOfExclusiveClassesAreThoseOfTheirProbabilities();
    void frozenBackboneKeepsItsWeightsAndStatistics();
    void earlyStagesLearnSlowlyWithLayerDecay();
    void tooLittleMemoryGivesTheSameStepInParts();
    void normsAndDropoutSurviveTooLittleMemory();
    void oneImageThatDoesNotFitIsAFailure();
    void lossThatIsNoNumberChangesNothing_data();
    void lossThatIsNoNumberChangesNothing();
    void stateGoesOnExactly_data();
    void stateGoesOnExactly();
    void bf16GoesOnExactly_data();
    void bf16GoesOnExactly();

private:
    QTemporaryDir m_folder;
    void goesOnExactly(const Recipe& recipe);
    std::string file(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
};

void TestLearner::everyLossAndOptimiserLearns_data()
{
    QTest::addColumn<int>("loss");
    QTest::addColumn<int>("optimiser");
    QTest::addColumn<double>("rate");
    const auto row = [](const char* name, LossKind loss, OptimiserKind optimiser, double rate) {
        QTest::newRow(name) << static_cast<int>(loss) << static_cast<int>(optimiser) << rate;
    };
    row("cross-entropy, AdamW", LossKind::CrossEntropy, OptimiserKind::AdamW, 0.003);
    row("softmax, Adam", LossKind::Softmax, OptimiserKind::Adam, 0.003);
    row("focal, SGD", LossKind::Focal, OptimiserKind::Sgd, 0.05);
    row("hinge, AdamW", LossKind::Hinge, OptimiserKind::AdamW, 0.003);
    row("Euclidean, SGD", LossKind::Euclidean, OptimiserKind::Sgd, 0.05);
    row("softmax, SGD", LossKind::Softmax, OptimiserKind::Sgd, 0.02);
}

void TestLearner::everyLossAndOptimiserLearns()
{
    QFETCH(int, loss);
    QFETCH(int, optimiser);
    QFETCH(double, rate);
    auto recipe = recipeOf("cnn64", 32);
    recipe.training.loss = static_cast<LossKind>(loss);
    recipe.training.optimiser = static_cast<OptimiserKind>(optimiser);
    recipe.training.schedule = Schedule::Constant;
    recipe.training.warmUp = 0;
    recipe.training.learningRate = rate;
    recipe.training.averaging = 0.8;
    auto learner = learnerOf(recipe);
    const auto batch = batchOf(recipe, 16);
    std::vector<std::vector<Label>> labels;
    for (int i = 0; i < 16; ++i)
        labels.push_back({i % 2 ? Label::Present : Label::Absent, Label::Unknown});
    const auto inputs = inputsOf(recipe, batch);
    const double before = learner.lossOf(learner.outputs(inputs), labels);
    for (int step = 0; step < 40; ++step)
        QVERIFY(std::isfinite(learner.learn(batch)));
    const double after = learner.lossOf(learner.outputs(inputs), labels);
    QVERIFY2(after < 0.6 * before, qPrintable(QStringLiteral("%1 after %2").arg(after).arg(before)));
    const auto logits = learner.score(inputs);
    QCOMPARE(logits.size(), std::size_t{16});
    for (std::size_t i = 0; i < 16; ++i) {
        QCOMPARE(logits[i].size(), recipe.findings.size());
        QCOMPARE(logits[i][0] > 0, i % 2 == 1);
    }
}

void TestLearner::softmaxHasOneOutputMoreThanFindings()
{
    auto recipe = recipeOf("cnn64", 64);
    recipe.findings.resize(1);
    recipe.training.loss = LossKind::Softmax;
    QCOMPARE(networkOptions(recipe).outputs, 2);
    const auto learner = learnerOf(recipe);
    std::int64_t values = 0;
    for (const auto& [name, tensor] : learner.averaged().tensors)
        if (!name.ends_with("num_batches_tracked")) values += tensor.numel();
    QCOMPARE(values, std::int64_t{946'374}); // the thesis
}

void TestLearner::logOddsOfExclusiveClassesAreThoseOfTheirProbabilities()
{
    auto recipe = recipeOf("cnn64", 32);
    recipe.training.loss = LossKind::Softmax;
    const auto learner = learnerOf(recipe);
    const std::vector<std::vector<float>> outputs{{0.5F, -1, 2}, {-300, 300, 0}};
    const auto logits = learner.findingLogits(outputs);
    QCOMPARE(logits[0].size(), std::size_t{2});
    const double sum = std::exp(0.5) + std::exp(-1) + std::exp(2);
    for (std::size_t f = 0; f < 2; ++f) {
        const double probability = std::exp(static_cast<double>(outputs[0][f + 1])) / sum;
        QVERIFY(std::abs(logits[0][f] - std::log(probability / (1 - probability))) < 1e-9);
    }
    QVERIFY(std::abs(logits[1][0] - 300) < 1e-9 && std::abs(logits[1][1] + 300) < 1e-9);
}

void TestLearner::frozenBackboneKeepsItsWeightsAndStatistics()
{
    auto recipe = recipeOf("resnet18", 32);
    recipe.transitionSize = 2;
    recipe.transitionDepth = 8;
    recipe.training.frozenEpochs = 1;
    auto learner = learnerOf(recipe, 2);
    const auto begun = tensorsOf(learner);
    const auto batch = batchOf(recipe, 6);
    learner.learn(batch);
    learner.learn(batch);
    const auto frozen = tensorsOf(learner);
    for (const auto& [name, tensor] : begun) {
        if (isBackbone(name)) QVERIFY2(tensor.equal(frozen.at(name)), name.c_str());
        if (name.starts_with("average.layer") && !name.ends_with("num_batches_tracked"))
            QVERIFY2(torch::allclose(tensor, frozen.at(name)), name.c_str());
    }
    for (const char* name : {"model.fc.weight", "model.transition.conv.weight", "model.transition.norm.running_mean"})
        QVERIFY2(!begun.at(name).equal(frozen.at(name)), name);

    learner.beginEpoch(1, 0);
    learner.learn(batch);
    const auto thawed = tensorsOf(learner);
    for (const char* name : {"model.conv1.weight", "model.layer4.1.conv2.weight", "model.bn1.running_var"})
        QVERIFY2(!frozen.at(name).equal(thawed.at(name)), name);
}

void TestLearner::earlyStagesLearnSlowlyWithLayerDecay()
{
    auto recipe = recipeOf("resnet18", 32);
    recipe.training.optimiser = OptimiserKind::Sgd;
    recipe.training.weightDecay = 0;
    recipe.training.gradientClip = 0;
    const auto batch = batchOf(recipe, 6);
    const auto change = [&](double decay, const char* name) {
        recipe.training.layerDecay = decay;
        auto learner = learnerOf(recipe);
        const auto before = tensorsOf(learner);
        learner.learn(batch);
        return (tensorsOf(learner).at(name) - before.at(name)).norm().item<double>();
    };
    QVERIFY(std::abs(change(0.5, "model.conv1.weight") / change(1, "model.conv1.weight") - 1.0 / 32) < 1e-3);
    QVERIFY(std::abs(change(0.5, "model.layer4.0.conv1.weight") / change(1, "model.layer4.0.conv1.weight") - 0.5) < 1e-3);
    QVERIFY(std::abs(change(0.5, "model.fc.weight") / change(1, "model.fc.weight") - 1) < 1e-3);
}

void TestLearner::tooLittleMemoryGivesTheSameStepInParts()
{
    auto recipe = recipeOf("cnn64", 32);
    recipe.training.frozenEpochs = 1; // its norms then do not depend on how many images there are, and nothing is dropped
    recipe.training.optimiser = OptimiserKind::Sgd;
    const auto batch = batchOf(recipe, 46);
    auto whole = learnerOf(recipe, 1), parts = learnerOf(recipe, 1);
    const double expected = whole.learn(batch);
    QCOMPARE(whole.microBatch(), 0);
    double loss = 0;
    {
        // The first convolution gives 32 channels of 32 x 32 for each image: thirteen images fit, twenty-three do not.
        const ScarceMemory memory(std::size_t{13} * 32 * 32 * 32 * sizeof(float));
        loss = parts.learn(batch);
        QVERIFY(memory.refused() >= 2);
    }
    QCOMPARE(parts.microBatch(), 12); // three times twelve and ten
    QVERIFY(std::abs(loss - expected) < 1e-5);
    QCOMPARE(parts.step(), 1L);
    const auto one = tensorsOf(whole), other = tensorsOf(parts);
    for (const auto& [name, tensor] : one)
        QVERIFY2(torch::allclose(tensor, other.at(name), 1e-4, 1e-6), name.c_str());
    Checkpoint saved;
    parts.save(saved);
    QCOMPARE(saved.microBatch, 12);
}

void TestLearner::normsAndDropoutSurviveTooLittleMemory()
{
    const auto recipe = recipeOf("cnn64", 32);
    const auto batch = batchOf(recipe, 128);
    auto halves = learnerOf(recipe), again = learnerOf(recipe);
    Checkpoint begun;
    halves.save(begun);
    {
        // In our own loops the input of the second convolution, 32 channels of 16 x 16 with their edge, is the largest for each image.
        const ScarceMemory memory(std::size_t{65} * 18 * 18 * 32 * sizeof(float));
        halves.learn(batch);
        const int together = halves.microBatch(); // depends on what the processor has
        QVERIFY(together > 0 && together <= 64);
        // Nothing of the pass that did not fit is left: one that begins with halves is the same to the last bit.
        begun.microBatch = together;
        QVERIFY(again.restore(begun, "state").has_value());
        again.learn(batch);
    }
    const auto one = tensorsOf(halves), other = tensorsOf(again);
    for (const auto& [name, tensor] : one)
        QVERIFY2(tensor.equal(other.at(name)), name.c_str());
}

void TestLearner::oneImageThatDoesNotFitIsAFailure()
{
    const auto recipe = recipeOf("cnn64", 32);
    auto learner = learnerOf(recipe);
    const auto batch = batchOf(recipe, 4);
    const auto before = tensorsOf(learner);
    {
        const ScarceMemory memory(32 * 1024);
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, learner.learn(batch));
    }
    const auto after = tensorsOf(learner);
    for (const auto& [name, tensor] : before)
        if (!name.starts_with("model.norm")) QVERIFY2(tensor.equal(after.at(name)), name.c_str());
}

void TestLearner::lossThatIsNoNumberChangesNothing_data()
{
    everyLossAndOptimiserLearns_data();
}

void TestLearner::lossThatIsNoNumberChangesNothing()
{
    QFETCH(int, loss);
    QFETCH(int, optimiser);
    auto recipe = recipeOf("cnn64", 32);
    recipe.training.loss = static_cast<LossKind>(loss);
    recipe.training.optimiser = static_cast<OptimiserKind>(optimiser);
    auto learner = learnerOf(recipe);
    const auto before = tensorsOf(learner);
    auto batch = batchOf(recipe, 4);
    batch.images[17] = std::numeric_limits<float>::infinity();
    QVERIFY(!std::isfinite(learner.learn(batch)));
    QCOMPARE(learner.step(), 0L);
    for (const auto& [name, tensor] : tensorsOf(learner))
        if (!name.starts_with("model.norm")) QVERIFY2(tensor.equal(before.at(name)), name.c_str());
}

void TestLearner::stateGoesOnExactly_data()
{
    everyLossAndOptimiserLearns_data();
}

void TestLearner::stateGoesOnExactly()
{
    QFETCH(int, loss);
    QFETCH(int, optimiser);
    QFETCH(double, rate);
    auto recipe = recipeOf("cnn64", 32);
    recipe.training.loss = static_cast<LossKind>(loss);
    recipe.training.optimiser = static_cast<OptimiserKind>(optimiser);
    recipe.training.learningRate = rate;
    goesOnExactly(recipe);
}

void TestLearner::bf16GoesOnExactly_data()
{
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<int>("size");
    QTest::newRow("cnn64") << "cnn64" << 32;
    QTest::newRow("ResNet-18") << "resnet18" << 64;
    QTest::newRow("ResNet-18, odd sides") << "resnet18" << 70;
}

void TestLearner::bf16GoesOnExactly()
{
    QFETCH(QString, architecture);
    QFETCH(int, size);
    auto recipe = recipeOf(architecture.toLatin1().constData(), size);
    recipe.training.precision = "bf16";
    goesOnExactly(recipe);
}

void TestLearner::goesOnExactly(const Recipe& recipe)
{
    auto unbroken = learnerOf(recipe);
    for (unsigned step = 1; step <= 3; ++step)
        unbroken.learn(batchOf(recipe, 6, step));
    Checkpoint state;
    unbroken.save(state);
    QVERIFY(writeCheckpoint(file("state.safetensors"), state).has_value());
    std::vector<double> expected;
    for (unsigned step = 4; step <= 6; ++step)
        expected.push_back(unbroken.learn(batchOf(recipe, 6, step)));

    const auto read = readCheckpoint(file("state.safetensors"));
    QVERIFY(read.has_value());
    auto resumed = learnerOf(recipe);
    QVERIFY(resumed.restore(*read, "state").has_value());
    QCOMPARE(resumed.step(), 3L);
    for (unsigned step = 4; step <= 6; ++step)
        QCOMPARE(resumed.learn(batchOf(recipe, 6, step)), expected[step - 4]);
    const auto one = tensorsOf(unbroken);
    for (const auto& [name, tensor] : tensorsOf(resumed))
        QVERIFY2(tensor.equal(one.at(name)), name.c_str());
}

QTEST_APPLESS_MAIN(TestLearner)
#include "tst_learner.moc"
