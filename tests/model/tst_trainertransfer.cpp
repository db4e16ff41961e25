#include "model/trainertransfer.h"

#include "tests/support/model/learning.h"
#include "tests/support/model/seededmodel.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::model;
using test::batchOf;
using test::evenWeights;
using test::learnerOf;
using test::recipeOf;

/// What a network that begins with the weights of another takes over, and what begins anew.
class TestTrainerTransfer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void headForOtherOutputsBeginsAnew();
    void filtersFitOtherChannels();
    void namesOfDataParallelAreUnderstood();
    void layersOverTheBackboneBeginAnew();
    void fileOfAnotherNetworkIsNamed();

private:
    std::string file(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    QTemporaryDir m_folder;
};

void TestTrainerTransfer::headForOtherOutputsBeginsAnew()
{
    auto recipe = recipeOf("resnet18", 32);
    auto teacher = learnerOf(recipe);
    teacher.learn(batchOf(recipe, 4));
    auto weights = teacher.averaged();
    QVERIFY(writeWeights(file("two.safetensors"), weights).has_value());

    recipe.initialWeights = file("two.safetensors");
    auto same = learnerOf(recipe);
    QVERIFY(same.remarks().empty());
    for (const auto& [name, tensor] : same.averaged().tensors)
        QVERIFY2(tensor.equal(weights.tensors.at(name)), name.c_str());

    recipe.findings.emplace_back().name = "Nodule";
    const auto wider = learnerOf(recipe);
    QCOMPARE(wider.remarks().size(), std::size_t{1});
    QVERIFY2(wider.remarks()[0].find("head") != std::string::npos, wider.remarks()[0].c_str());
    const auto taken = wider.averaged().tensors;
    QVERIFY(taken.at("layer3.1.conv1.weight").equal(weights.tensors.at("layer3.1.conv1.weight")));
    QCOMPARE(taken.at("fc.weight").size(0), std::int64_t{3});
    QVERIFY(torch::isfinite(taken.at("fc.weight")).all().item<bool>());

    // Two outputs as well, but others: the manifest knows.
    recipe.findings.resize(2);
    recipe.findings[1].name = "Nodule";
    weights.manifest.emplace();
    weights.manifest->architecture = "resnet18";
    for (const char* name : {"Effusion", "Mass"})
        weights.manifest->findings.emplace_back().name = name;
    QVERIFY(writeWeights(file("two.safetensors"), weights).has_value());
    const auto other = learnerOf(recipe);
    QCOMPARE(other.remarks().size(), std::size_t{1});
    QVERIFY(!other.averaged().tensors.at("fc.weight").equal(weights.tensors.at("fc.weight")));
}

void TestTrainerTransfer::filtersFitOtherChannels()
{
    auto recipe = recipeOf("resnet18", 32);
    recipe.input.channels = 3;
    const auto colour = learnerOf(recipe).averaged();
    QVERIFY(writeWeights(file("colour.safetensors"), colour).has_value());
    recipe.initialWeights = file("colour.safetensors");
    recipe.input.channels = 1;
    auto grey = learnerOf(recipe);
    QCOMPARE(grey.remarks().size(), std::size_t{1});
    QVERIFY(torch::allclose(grey.averaged().tensors.at("conv1.weight"), colour.tensors.at("conv1.weight").sum(1, true)));
    QVERIFY(writeWeights(file("grey.safetensors"), grey.averaged()).has_value());
    recipe.initialWeights = file("grey.safetensors");
    recipe.input.channels = 3;
    const auto back = learnerOf(recipe).averaged().tensors.at("conv1.weight");
    QVERIFY(torch::allclose(back.sum(1, true), colour.tensors.at("conv1.weight").sum(1, true), 1e-4, 1e-6));
}

void TestTrainerTransfer::namesOfDataParallelAreUnderstood()
{
    auto recipe = recipeOf("densenet121", 32);
    const auto plain = learnerOf(recipe).averaged();
    WeightsFile wrapped;
    for (const auto& [name, tensor] : plain.tensors) {
        auto old = name; // as files from before torchvision 0.3 have it
        const auto at = old.find("norm1.");
        if (old.find("denselayer") != std::string::npos && at != std::string::npos) old.insert(at + 4, ".");
        wrapped.tensors["module." + old] = tensor;
    }
    QVERIFY(writeWeights(file("wrapped.safetensors"), wrapped).has_value());
    recipe.initialWeights = file("wrapped.safetensors");
    recipe.seed = 77;
    const auto taken = learnerOf(recipe).averaged();
    for (const auto& [name, tensor] : taken.tensors)
        QVERIFY2(tensor.equal(plain.tensors.at(name)), name.c_str());
}

void TestTrainerTransfer::layersOverTheBackboneBeginAnew()
{
    auto recipe = recipeOf("resnet18", 32);
    QVERIFY(writeWeights(file("plain.safetensors"), learnerOf(recipe).averaged()).has_value());
    recipe.initialWeights = file("plain.safetensors");
    recipe.transitionSize = 4;
    recipe.transitionDepth = 16;
    recipe.attention = true;
    const auto over = learnerOf(recipe);
    QCOMPARE(over.remarks().size(), std::size_t{2}); // the layers, and the head that has fewer channels
    QVERIFY(writeWeights(file("over.safetensors"), over.averaged()).has_value());
    recipe.initialWeights = file("over.safetensors");
    recipe.transitionSize = recipe.transitionDepth = 0;
    recipe.attention = false;
    QCOMPARE(learnerOf(recipe).remarks().size(), std::size_t{2});
}

void TestTrainerTransfer::fileOfAnotherNetworkIsNamed()
{
    auto recipe = recipeOf("cnn64", 32);
    auto weights = learnerOf(recipe).averaged();
    QVERIFY(writeWeights(file("small.safetensors"), weights).has_value());
    recipe = recipeOf("resnet18", 32);
    recipe.initialWeights = file("small.safetensors");
    auto learner = Learner::make(recipe, evenWeights(recipe), {100, 0}, "cpu");
    QVERIFY(!learner);
    QCOMPARE(learner.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(learner.error().subject, recipe.initialWeights);

    weights.manifest.emplace();
    weights.manifest->architecture = "cnn64";
    weights.manifest->findings.emplace_back().name = "Effusion";
    QVERIFY(writeWeights(file("small.safetensors"), weights).has_value());
    learner = Learner::make(recipe, evenWeights(recipe), {100, 0}, "cpu");
    QVERIFY(!learner);
    QCOMPARE(learner.error().kind, FailureKind::ModelMismatch);
    QCOMPARE(learner.error().detail, std::string("initial weights of cnn64, but the recipe trains resnet18"));

    test::writeScript(file("script.pt"), "x");
    recipe.initialWeights = file("script.pt");
    learner = Learner::make(recipe, evenWeights(recipe), {100, 0}, "cpu");
    QVERIFY(!learner);
    QCOMPARE(learner.error().kind, FailureKind::BadRecipe);
    QCOMPARE(learner.error().detail, std::string("initialWeights takes .safetensors or .pth, and this is TorchScript"));

    recipe.initialWeights = file("nowhere.pth");
    QCOMPARE(Learner::make(recipe, evenWeights(recipe), {100, 0}, "cpu").error().kind, FailureKind::NotFound);
}

QTEST_APPLESS_MAIN(TestTrainerTransfer)
#include "tst_trainertransfer.moc"
