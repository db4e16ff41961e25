#include "model/architecturenames.h"
#include "model/networks/network.h"

#include <QtTest>

#include <fstream>
#include <map>

using namespace lucency;
using namespace lucency::model;

namespace {

std::int64_t trainable(const Network& network)
{
    std::int64_t count = 0;
    for (const auto& parameter : network.parameters())
        count += parameter.numel();
    return count;
}

// Running statistics as Keras counts them: without PyTorch's counters of batches.
std::int64_t statistics(const Network& network)
{
    std::int64_t count = 0;
    for (const auto& buffer : network.named_buffers())
        if (buffer.key().find("num_batches_tracked") == std::string::npos) count += buffer.value().numel();
    return count;
}

std::shared_ptr<Network> made(const char* architecture, int channels, int size, int outputs)
{
    auto network = makeNetwork({architecture, channels, size, outputs});
    return network ? *network : nullptr;
}

} // namespace

class tst_networks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAreThoseOfTheSource_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<qint64>("parameters");
        QTest::addColumn<qint64>("runningStatistics");
        // The thesis: 946,374 in all. torchvision's documentation: 11,689,512, 21,797,672, 25,557,032 and 7,978,856 for 1,000 classes.
        QTest::newRow("the CNN of the thesis") << QByteArray("cnn64") << 64 << 1 << 2 << qint64(946'084) << qint64(290);
        QTest::newRow("resnet18 of torchvision") << QByteArray("resnet18") << 224 << 3 << 1000 << qint64(11'689'512) << qint64(9'600);
        QTest::newRow("resnet34 of torchvision") << QByteArray("resnet34") << 224 << 3 << 1000 << qint64(21'797'672) << qint64(17'024);
        QTest::newRow("resnet50 of torchvision") << QByteArray("resnet50") << 224 << 3 << 1000 << qint64(25'557'032) << qint64(53'120);
        QTest::newRow("densenet121 of torchvision") << QByteArray("densenet121") << 224 << 3 << 1000 << qint64(7'978'856) << qint64(83'648);
    }

    void parametersAreThoseOfTheSource()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(int, size);
        QFETCH(int, channels);
        QFETCH(int, outputs);
        QFETCH(qint64, parameters);
        QFETCH(qint64, runningStatistics);
        const auto network = made(architecture.constData(), channels, size, outputs);
        QVERIFY(network);
        QCOMPARE(trainable(*network), parameters);
        QCOMPARE(statistics(*network), runningStatistics);
        if (architecture == "cnn64") QCOMPARE(trainable(*network) + statistics(*network), qint64(946'374));
    }

    void stateDictNamesAreTorchvisions_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QList<qint64>>("shape");
        const auto row = [](const char* architecture, const char* name, QList<qint64> shape) {
            QTest::addRow("%s %s", architecture, name) << QByteArray(architecture) << QByteArray(name) << shape;
        };
        row("resnet18", "conv1.weight", {64, 3, 7, 7});
        row("resnet18", "layer2.0.downsample.0.weight", {128, 64, 1, 1});
        row("resnet18", "layer4.1.bn2.running_var", {512});
        row("resnet18", "bn1.num_batches_tracked", {});
        row("resnet50", "layer1.0.downsample.1.bias", {256});
        row("resnet50", "layer3.5.conv3.weight", {1024, 256, 1, 1});
        row("resnet50", "fc.weight", {14, 2048});
        row("densenet121", "features.conv0.weight", {64, 3, 7, 7});
        row("densenet121", "features.denseblock3.denselayer24.conv2.weight", {32, 128, 3, 3});
        row("densenet121", "features.transition2.norm.running_mean", {512});
        row("densenet121", "features.norm5.weight", {1024});
        row("densenet121", "classifier.bias", {14});
    }

    void stateDictNamesAreTorchvisions()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(QByteArray, name);
        QFETCH(QList<qint64>, shape);
        const auto network = made(architecture.constData(), 3, 224, 14);
        QVERIFY(network);
        const auto parameters = network->named_parameters();
        const auto buffers = network->named_buffers();
        const auto* parameter = parameters.find(name.toStdString());
        const auto* tensor = parameter ? parameter : buffers.find(name.toStdString());
        QVERIFY2(tensor, name.constData());
        const auto sizes = tensor->sizes();
        QCOMPARE(QList<qint64>(sizes.begin(), sizes.end()), shape);
    }

    void onePassGivesLogitsAndFeatures_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("featureChannels");
        QTest::addColumn<int>("featureSize");
        QTest::newRow("cnn64, one channel") << QByteArray("cnn64") << 1 << 64 << 256 << 8;
        QTest::newRow("cnn64 at another size") << QByteArray("cnn64") << 3 << 96 << 256 << 12;
        QTest::newRow("resnet18, one channel") << QByteArray("resnet18") << 1 << 96 << 512 << 3;
        QTest::newRow("resnet18, odd size") << QByteArray("resnet18") << 3 << 75 << 512 << 3;
        QTest::newRow("resnet34") << QByteArray("resnet34") << 1 << 64 << 512 << 2;
        QTest::newRow("resnet50") << QByteArray("resnet50") << 3 << 64 << 2048 << 2;
        QTest::newRow("densenet121, one channel") << QByteArray("densenet121") << 1 << 96 << 1024 << 3;
    }

    void onePassGivesLogitsAndFeatures()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(int, channels);
        QFETCH(int, size);
        QFETCH(int, featureChannels);
        QFETCH(int, featureSize);
        const auto network = made(architecture.constData(), channels, size, 5);
        QVERIFY(network);
        network->eval();
        const torch::InferenceMode noGradients;
        const auto output = network->forward(torch::randn({2, channels, size, size}));
        QCOMPARE(output.logits.sizes(), (torch::IntArrayRef{2, 5}));
        QCOMPARE(output.features.sizes(), (torch::IntArrayRef{2, featureChannels, featureSize, featureSize}));
        const auto head = network->poolingHeadWeight();
        if (head.defined()) { // logits are the pooled class activation map plus a bias
            const auto pooled = torch::matmul(output.features.mean({2, 3}), head.t());
            const auto bias = network->named_parameters()[network->headPrefix() + ".bias"];
            QVERIFY(torch::allclose(pooled + bias, output.logits, 1e-4, 1e-4));
        } else {
            QCOMPARE(architecture, QByteArray("cnn64"));
        }
    }

    void layersOverABackboneGiveTheirFeatures_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<int>("transition");
        QTest::addColumn<bool>("attention");
        QTest::newRow("larger than the backbone's map") << QByteArray("resnet18") << 8 << false;
        QTest::newRow("smaller than the backbone's map") << QByteArray("resnet18") << 1 << false;
        QTest::newRow("attention over resnet50") << QByteArray("resnet50") << 0 << true;
        QTest::newRow("both over densenet121") << QByteArray("densenet121") << 16 << true;
        QTest::newRow("both over resnet34") << QByteArray("resnet34") << 3 << true;
    }

    /// In training mode's norms and, folded, in inference; the class activation map says exactly what the logit says.
    void layersOverABackboneGiveTheirFeatures()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(int, transition);
        QFETCH(bool, attention);
        torch::manual_seed(3);
        const auto network = *makeNetwork({architecture.toStdString(), 1, 64, 5, transition, transition > 0 ? 24 : 0, attention});
        const torch::NoGradGuard noGradients;
        auto parameters = network->named_parameters();
        if (attention) parameters["attention.score.weight"].copy_(torch::randn_like(parameters["attention.score.weight"]) * 3);
        network->train();
        network->forward(torch::randn({4, 1, 64, 64}));
        network->eval();
        const auto images = torch::randn({2, 1, 64, 64});
        const auto output = network->forward(images);
        if (transition > 0) QCOMPARE(output.features.sizes(), (torch::IntArrayRef{2, 24, transition, transition}));
        const auto bias = parameters[network->headPrefix() + ".bias"];
        const auto maps = torch::einsum("kc,nchw->nkhw", {network->poolingHeadWeight(), output.features});
        QVERIFY(torch::allclose(maps.mean({2, 3}) + bias, output.logits, 1e-4, 1e-4));
        if (attention && transition != 1) QVERIFY(maps.flatten(2).std(2).min().item<float>() > 0);
        network->prepareForInference();
        const auto folded = network->forward(images);
        QVERIFY(torch::allclose(folded.logits, output.logits, 1e-3, 1e-4));
        QVERIFY(torch::allclose(folded.features, output.features, 1e-3, 1e-3));
    }

    void attentionBeginsAsAveragePooling()
    {
        torch::manual_seed(5);
        const auto plain = made("resnet18", 1, 96, 3);
        const auto attentive = *makeNetwork({"resnet18", 1, 96, 3, 0, 0, true});
        const torch::NoGradGuard noGradients;
        auto own = attentive->named_parameters();
        for (const auto& named : plain->named_parameters())
            own[named.key()].copy_(named.value());
        plain->eval();
        attentive->eval();
        const auto images = torch::randn({2, 1, 96, 96});
        QVERIFY(torch::allclose(attentive->forward(images).logits, plain->forward(images).logits, 1e-5, 1e-6));
        auto score = own["attention.score.weight"];
        score.copy_(torch::randn_like(score) * 3);
        QVERIFY(!torch::allclose(attentive->forward(images).logits, plain->forward(images).logits, 1e-3, 1e-3));
    }

    void stagesAreCountedFromTheHead_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("stage");
        const auto row = [](const char* architecture, const char* name, int stage) {
            QTest::addRow("%s %s", architecture, name) << QByteArray(architecture) << QByteArray(name) << stage;
        };
        row("resnet18", "fc.weight", 0);
        row("resnet18", "transition.conv.weight", 0);
        row("resnet18", "attention.score.weight", 0);
        row("resnet18", "layer4.1.bn2.running_var", 1);
        row("resnet18", "layer1.0.conv1.weight", 4);
        row("resnet18", "conv1.weight", 5);
        row("densenet121", "classifier.bias", 0);
        row("densenet121", "features.norm5.weight", 1);
        row("densenet121", "features.denseblock4.denselayer1.conv1.weight", 1);
        row("densenet121", "features.transition3.conv.weight", 2);
        row("densenet121", "features.denseblock1.denselayer6.norm2.bias", 4);
        row("densenet121", "features.conv0.weight", 5);
        row("cnn64", "head.weight", 0);
        row("cnn64", "dense1.bias", 2);
        row("cnn64", "norm0.running_mean", 6);
    }

    void stagesAreCountedFromTheHead()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(QByteArray, name);
        QFETCH(int, stage);
        const bool over = architecture != "cnn64";
        const auto network = *makeNetwork({architecture.toStdString(), 1, 64, 2, over ? 8 : 0, over ? 16 : 0, over});
        QCOMPARE(network->stageOf(name.toStdString()), stage);
        const bool exists =
            network->named_parameters().contains(name.toStdString()) || network->named_buffers().contains(name.toStdString());
        QVERIFY2(exists, name.constData());
    }

    void headsCarryTheirPrefix()
    {
        for (const auto& architecture : architectureNames()) {
            const auto network = makeNetwork({architecture, 1, 64, 3});
            QVERIFY(network);
            const auto parameters = (*network)->named_parameters();
            const auto* weight = parameters.find((*network)->headPrefix() + ".weight");
            QVERIFY2(weight, architecture.c_str());
            QCOMPARE(weight->size(0), std::int64_t(3));
        }
    }

    void theSameSeedGivesTheSameNetwork()
    {
        torch::manual_seed(7);
        const auto first = made("resnet18", 1, 64, 2);
        torch::manual_seed(7);
        const auto second = made("resnet18", 1, 64, 2);
        torch::manual_seed(8);
        const auto third = made("resnet18", 1, 64, 2);
        QVERIFY(torch::equal(first->named_parameters()["layer3.0.conv1.weight"], second->named_parameters()["layer3.0.conv1.weight"]));
        QVERIFY(!torch::equal(first->named_parameters()["layer3.0.conv1.weight"], third->named_parameters()["layer3.0.conv1.weight"]));
    }

    void aNetworkThatWasNotFilledComputesAlikeOnceItsWeightsAreSet()
    {
        for (const auto& architecture : architectureNames()) {
            const auto filled = made(architecture.c_str(), 1, 64, 3);
            const auto unfilled = *makeNetwork({architecture, 1, 64, 3}, Filling::Nothing);
            const torch::NoGradGuard noGradients;
            auto parameters = unfilled->named_parameters();
            QCOMPARE(parameters.keys(), filled->named_parameters().keys());
            for (const auto& named : filled->named_parameters()) {
                QCOMPARE(parameters[named.key()].sizes().vec(), named.value().sizes().vec());
                parameters[named.key()].copy_(named.value());
            }
            filled->eval();
            unfilled->eval();
            const auto image = torch::rand({1, 1, 64, 64});
            QVERIFY2(torch::equal(filled->forward(image).logits, unfilled->forward(image).logits), architecture.c_str());
            filled->prepareForInference();
            unfilled->prepareForInference();
            QVERIFY2(torch::equal(filled->forward(image).logits, unfilled->forward(image).logits), architecture.c_str());
        }
        // And the next one is random again.
        torch::manual_seed(3);
        const auto spread = made("resnet18", 3, 64, 2)->named_parameters()["layer4.1.conv2.weight"].std().item<double>();
        QVERIFY(std::abs(spread / std::sqrt(2.0 / (512 * 9)) - 1) < 0.02);
    }

    void initialWeightsHaveTorchvisionsSpread()
    {
        torch::manual_seed(1);
        const auto resnet = made("resnet18", 3, 64, 2); // fan out: sqrt(2 / (512 x 9))
        const double spread = resnet->named_parameters()["layer4.1.conv2.weight"].std().item<double>();
        QVERIFY(std::abs(spread / std::sqrt(2.0 / (512 * 9)) - 1) < 0.02);
        const auto densenet = made("densenet121", 3, 64, 2); // fan in: sqrt(2 / (128 x 9)), from 128 channels to 32
        const double dense = densenet->named_parameters()["features.denseblock4.denselayer16.conv2.weight"].std().item<double>();
        QVERIFY(std::abs(dense / std::sqrt(2.0 / (128 * 9)) - 1) < 0.03);
    }

    void whatCannotBeBuiltIsRefused_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<QByteArray>("subject");
        QTest::newRow("unknown name") << QByteArray("vgg16") << 1 << 224 << 1 << QByteArray("vgg16");
        QTest::newRow("two channels") << QByteArray("resnet18") << 2 << 224 << 1 << QByteArray("2");
        QTest::newRow("too small an image") << QByteArray("densenet121") << 1 << 16 << 1 << QByteArray("16");
        QTest::newRow("cnn64 at 70") << QByteArray("cnn64") << 1 << 70 << 1 << QByteArray("70");
        QTest::newRow("gigantic image") << QByteArray("resnet18") << 1 << 100'000 << 1 << QByteArray("100000");
        QTest::newRow("a transition layer without depth") << QByteArray("resnet18") << -1 << 64 << 1 << QByteArray("resnet18");
        QTest::newRow("attention without a pooled map") << QByteArray("cnn64") << -1 << 64 << 1 << QByteArray("cnn64");
        QTest::newRow("no output") << QByteArray("resnet18") << 1 << 224 << 0 << QByteArray("0");
    }

    void whatCannotBeBuiltIsRefused()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(int, channels);
        QFETCH(int, size);
        QFETCH(int, outputs);
        QFETCH(QByteArray, subject);
        const bool layers = channels < 0; // rows about what stands over the backbone
        const auto network = layers ? makeNetwork({architecture.toStdString(), 1, size, outputs, architecture == "cnn64" ? 0 : 8, 0, true})
                                    : makeNetwork({architecture.toStdString(), channels, size, outputs});
        QVERIFY(!network);
        QCOMPARE(network.error().kind, FailureKind::BadArgument);
        QCOMPARE(network.error().subject, subject.toStdString());
    }
};

QTEST_APPLESS_MAIN(tst_networks)
#include "tst_networks.moc"
