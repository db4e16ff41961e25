#include "imaging/preprocess.h"
#include "imaging/read.h"
#include "model/classifier.h"
#include "tests/support/data.h"
#include "tests/support/model/networkcase.h"
#include "tests/support/resources.h"

#include <opencv2/core.hpp>
#include <torch/torch.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <limits>
#include <thread>

using namespace lucency;
using namespace lucency::model;
using namespace lucency::test;

class tst_classifier : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path at(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }

    std::filesystem::path written(const ModelManifest& manifest, const Network& network,
                                  const std::string& name = "model.safetensors") const
    {
        const auto path = at(name);
        if (!writeWeights(path, weightsOf(network, manifest))) qFatal("could not write the model");
        return path;
    }

private Q_SLOTS:
    void initTestCase() { setComputeThreads(1); } // two would wait for each other in every layer while other tests run

    void scoresAreThoseOfTheNetwork_data()
    {
        QTest::addColumn<QByteArray>("architecture");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("channels");
        QTest::newRow("cnn64") << QByteArray("cnn64") << 64 << 1;
        QTest::newRow("resnet18, one channel") << QByteArray("resnet18") << 96 << 1;
        QTest::newRow("resnet34, three channels") << QByteArray("resnet34") << 64 << 3;
        QTest::newRow("resnet50, three channels") << QByteArray("resnet50") << 64 << 3;
        QTest::newRow("densenet121, three channels") << QByteArray("densenet121") << 64 << 3;
    }

    /// Folding norms, channels-last order and stacking change nothing in fp32; the precision that is chosen by itself changes no
    /// probability by more than 0.01, whatever the network. And a class activation map is the head's weights over the last features.
    void scoresAreThoseOfTheNetwork()
    {
        QFETCH(QByteArray, architecture);
        QFETCH(int, size);
        QFETCH(int, channels);
        const auto manifest = manifestFor(architecture.toStdString(), size, channels);
        const auto network = seededNetwork(manifest);
        const auto file = written(manifest, *network);
        const auto images = noise(5, size, channels);
        const torch::NoGradGuard noGradients;
        const auto expected = network->forward(asTensor(images));
        const auto probabilities = torch::sigmoid(expected.logits);

        const auto exact = Classifier::load(file, {"cpu", Precision::Float32, {}});
        QVERIFY2(exact, exact ? "" : exact.error().detail.c_str());
        QCOMPARE(exact->deviceName(), std::string("cpu (fp32)"));
        const auto chosen = Classifier::load(file, {"cpu", Precision::Auto, {}});
        QVERIFY(chosen);
        const auto predictions = exact->predict(images, {}, true);
        const auto byItself = chosen->predict(images, {}, false);
        QVERIFY(predictions && byItself);
        QCOMPARE(predictions->size(), images.size());
        for (std::size_t i = 0; i < images.size(); ++i) {
            for (std::size_t k = 0; k < outputs; ++k) {
                const double truth = probabilities[static_cast<int>(i)][static_cast<int>(k)].item<double>();
                const Score& score = (*predictions)[i].scores[k];
                QVERIFY2(std::abs(score.probability - truth) < 5e-5, qPrintable(QString::number(score.probability - truth)));
                const double lost = (*byItself)[i].scores[k].probability - truth;
                QVERIFY2(std::abs(lost) <= 0.01, qPrintable(QString::number(lost)));
                QCOMPARE(score.finding, names[k]);
                QCOMPARE(score.positive, score.probability >= 0.5);
            }
            QVERIFY((*byItself)[i].activations.empty());
            QCOMPARE((*predictions)[i].activations.size(), std::size_t(outputs));
        }
        const auto head = network->poolingHeadWeight();
        if (!head.defined()) return;
        const auto maps = torch::einsum("kc,nchw->nkhw", {head, expected.features}).contiguous();
        const cv::Mat& map = (*predictions)[3].activations[2];
        QCOMPARE(map.rows, static_cast<int>(maps.size(2)));
        for (int y = 0; y < map.rows; ++y)
            for (int x = 0; x < map.cols; ++x)
                QVERIFY(std::abs(map.at<float>(y, x) - maps[3][2][y][x].item<float>()) < 1e-3);
    }

    void theShippedModelScoresAlikeInBothPrecisions()
    {
        LUCENCY_NEEDS_DATA;
        const auto file = test::resourceFolder() / "models" / "default.safetensors";
        const auto exact = Classifier::load(file, {"cpu", Precision::Float32, {}});
        const auto chosen = Classifier::load(file, {"cpu", Precision::Auto, {}});
        QVERIFY(exact && chosen);
        std::vector<cv::Mat> images;
        for (const char* folder : {"nih/images_512", "nih/images_64", "kermany/train/NORMAL", "kermany/train/PNEUMONIA"}) {
            const QDir files(test::dataFolder() + QLatin1Char('/') + QLatin1String(folder));
            const auto entries = files.entryList(QDir::Files, QDir::Name);
            for (qsizetype i = 0; i < entries.size() && i < 60; i += 5) {
                const auto radiograph = imaging::read(files.filePath(entries[i]).toStdString());
                if (radiograph) images.push_back(imaging::preprocess(*radiograph, exact->manifest().preprocessing));
            }
        }
        QVERIFY(images.size() > 40);
        const auto inFp32 = exact->predict(images, {}, false);
        const auto byItself = chosen->predict(images, {}, false);
        QVERIFY(inFp32 && byItself);
        double most = 0;
        for (std::size_t i = 0; i < images.size(); ++i)
            for (std::size_t k = 0; k < exact->manifest().findings.size(); ++k)
                most = std::max(most, std::abs((*inFp32)[i].scores[k].probability - (*byItself)[i].scores[k].probability));
        QVERIFY2(most <= 0.01, qPrintable(QString::number(most)));
    }

    /// Grad-CAM has to point at what moves the score: a cell that the network cannot see gets none of it.
    void gradientsMakeMapsWithoutPooling()
    {
        const auto manifest = manifestFor("cnn64", 64, 1);
        const auto network = seededNetwork(manifest);
        const auto classifier = Classifier::load(written(manifest, *network));
        QVERIFY(classifier);
        const auto images = noise(2, 64, 1);
        const auto predictions = classifier->predict(images, {}, true);
        QVERIFY(predictions);

        auto features = network->forward(asTensor(images)).features.detach().requires_grad_(true);
        // The rest of the network by hand: pooled, two dense layers, the head.
        const auto parameters = network->named_parameters();
        auto x = torch::max_pool2d(features, 2).flatten(1);
        for (const char* layer : {"dense1", "dense2"})
            x = torch::elu(torch::linear(x, parameters[std::string(layer) + ".weight"], parameters[std::string(layer) + ".bias"]));
        const auto logits = torch::linear(x, parameters["head.weight"], parameters["head.bias"]);
        const auto gradient = torch::autograd::grad({logits.select(1, 1).sum()}, {features})[0];
        const auto expected = (gradient.mean({2, 3}, true) * features).sum(1).relu().detach();
        const cv::Mat& map = (*predictions)[1].activations[1];
        QCOMPARE(map.size(), cv::Size(8, 8));
        float largest = 0;
        for (int y = 0; y < 8; ++y)
            for (int column = 0; column < 8; ++column) {
                QVERIFY(std::abs(map.at<float>(y, column) - expected[1][y][column].item<float>()) < 1e-4);
                largest = std::max(largest, map.at<float>(y, column));
            }
        QVERIFY(largest > 0);
        const auto plain = classifier->predict(images, {}, false);
        QVERIFY(std::abs((*plain)[0].scores[0].probability - (*predictions)[0].scores[0].probability) < 1e-6);
    }

    void calibrationAndOperatingPointsAreApplied()
    {
        auto manifest = manifestFor("resnet18", 64, 1);
        const auto network = seededNetwork(manifest);
        const auto images = noise(1, 64, 1);
        const torch::NoGradGuard noGradients;
        const auto logits = network->forward(asTensor(images)).logits;
        const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
        const double first = sigmoid(2.5 * logits[0][0].item<double>() - 0.75);
        manifest.findings[0].calibration = {2.5, -0.75};
        manifest.findings[0].operatingPoint.threshold = first - 0.01;
        manifest.findings[1].operatingPoint.threshold = 0.999999;
        manifest.findings[2].validated = false;
        manifest.findings[2].operatingPoint.threshold = 0;
        const auto classifier = Classifier::load(written(manifest, *network), {"cpu", Precision::Float32, {}});
        QVERIFY(classifier);
        const auto predictions = classifier->predict(images, {}, false);
        QVERIFY(predictions);
        const auto& scores = predictions->front().scores;
        QVERIFY(std::abs(scores[0].probability - first) < 1e-5);
        QVERIFY(scores[0].positive);
        QVERIFY(!scores[1].positive);
        QVERIFY(!scores[2].validated);
        // The unvalidated finding at its threshold of zero raises nothing.
        QVERIFY(predictions->front().priority > 0.5 && predictions->front().priority < 0.6);
        QCOMPARE(predictions->front().modelName, std::string("seeded"));
        QCOMPARE(predictions->front().modelVersion, std::string("7"));
    }

    void exclusiveClassesShareOneProbability()
    {
        auto manifest = manifestFor("resnet18", 64, 1);
        manifest.softmax = true;
        manifest.findings[0].name = "No Finding";
        const auto network = seededNetwork(manifest);
        const auto classifier = Classifier::load(written(manifest, *network), {"cpu", Precision::Float32, {}});
        QVERIFY(classifier);
        const auto images = noise(2, 64, 1);
        const torch::NoGradGuard noGradients;
        const auto truth = torch::softmax(network->forward(asTensor(images)).logits, 1);
        const auto predictions = classifier->predict(images, {}, true);
        QVERIFY(predictions);
        for (int i = 0; i < 2; ++i) {
            double sum = 0;
            for (int k = 0; k < outputs; ++k) {
                const double probability = (*predictions)[static_cast<std::size_t>(i)].scores[static_cast<std::size_t>(k)].probability;
                QVERIFY(std::abs(probability - truth[i][k].item<double>()) < 1e-5);
                sum += probability;
            }
            QVERIFY(std::abs(sum - 1) < 1e-9);
            QVERIFY(!(*predictions)[static_cast<std::size_t>(i)].scores[0].positive); // no finding is none
        }
    }

    void agesDecideWhatIsAppropriate()
    {
        auto manifest = manifestFor("resnet18", 64, 1);
        manifest.findings[0].minimumAge = 18;
        manifest.findings[1].maximumAge = 6;
        manifest.findings[2].minimumAge = 40;
        const auto classifier = Classifier::load(written(manifest, *seededNetwork(manifest)));
        QVERIFY(classifier);
        const std::vector<PatientAge> ages{{30}, {3}, {}, {10}, {std::numeric_limits<double>::quiet_NaN(), true}};
        const auto predictions = classifier->predict(noise(5, 64, 1), ages, false);
        QVERIFY(predictions);
        const auto appropriate = [&](std::size_t i) {
            QString marks;
            for (const Score& score : (*predictions)[i].scores)
                marks += QLatin1Char(score.ageAppropriate ? 'y' : 'n');
            return marks;
        };
        QCOMPARE(appropriate(0), QStringLiteral("ynn"));
        QCOMPARE(appropriate(1), QStringLiteral("nyn"));
        QCOMPARE(appropriate(2), QStringLiteral("yyy"));
        QCOMPARE(appropriate(3), QStringLiteral("nnn"));
        QCOMPARE(appropriate(4), QStringLiteral("yyy"));
        const auto leading = [&](std::size_t i) {
            QString marks;
            for (const Score& score : (*predictions)[i].scores)
                marks += QLatin1Char(mayLead(score) ? 'y' : 'n');
            return marks;
        };
        QCOMPARE(leading(0), QStringLiteral("ynn"));
        QCOMPARE(leading(1), QStringLiteral("nyn"));
        QCOMPARE(leading(2), QStringLiteral("yny")); // unknown: taken for an adult
        QCOMPARE(leading(3), QStringLiteral("nnn"));
        QCOMPARE(leading(4), QStringLiteral("nyn")); // unknown, but the study speaks of a child
        QVERIFY((*predictions)[0].remarks.empty());
        QCOMPARE((*predictions)[2].remarks, std::vector{imaging::Remark::AgeUnknown});
        QCOMPARE((*predictions)[3].remarks, std::vector{imaging::Remark::OutsideTrainingAges});
        QCOMPARE((*predictions)[3].priority, 0.0);
        QVERIFY((*predictions)[0].priority > 0);
    }

    void severalThreadsShareOneClassifier()
    {
        const auto manifest = manifestFor("densenet121", 64, 1);
        const auto classifier = Classifier::load(written(manifest, *seededNetwork(manifest)), {"cpu", Precision::Float32, {}});
        QVERIFY(classifier);
        const auto images = noise(6, 64, 1);
        const auto together = classifier->predict(images, {}, false);
        QVERIFY(together);
        std::vector<double> alone(images.size());
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < images.size(); ++i)
                threads.emplace_back([&, i] { alone[i] = classifier->predict({&images[i], 1}, {}, false)->front().scores[0].probability; });
        }
        for (std::size_t i = 0; i < images.size(); ++i)
            QVERIFY(std::abs(alone[i] - (*together)[i].scores[0].probability) < 1e-5);
    }

    void wrongInputsAndStopsAreTold()
    {
        const auto manifest = manifestFor("resnet18", 64, 1);
        const auto classifier = Classifier::load(written(manifest, *seededNetwork(manifest)));
        QVERIFY(classifier);
        QCOMPARE(classifier->predict(noise(1, 65, 1), {}, false).error().kind, FailureKind::BadArgument);
        QCOMPARE(classifier->predict(noise(1, 64, 3), {}, false).error().kind, FailureKind::BadArgument);
        const std::vector<PatientAge> ages{{1}, {2}, {3}};
        QCOMPARE(classifier->predict(noise(2, 64, 1), ages, false).error().kind, FailureKind::BadArgument);
        QVERIFY(classifier->predict({}, {}, false)->empty());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(classifier->predict(noise(1, 64, 1), {}, false, stop.get_token()).error().kind, FailureKind::Cancelled);
        auto broken = noise(1, 64, 1);
        broken[0].at<float>(3, 3) = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(classifier->predict(broken, {}, false).error().kind, FailureKind::BadNumber);
    }

    void devicesAndModelsThatAreNotThereAreTold()
    {
        const auto manifest = manifestFor("resnet18", 64, 1);
        const auto file = written(manifest, *seededNetwork(manifest));
        const auto kind = [](const Result<Classifier>& loaded) {
            return loaded ? std::string("loaded") : std::string(slug(loaded.error().kind));
        };
        QCOMPARE(kind(Classifier::load(file, {"gpu", Precision::Auto, {}})), std::string("bad-argument"));
        QCOMPARE(kind(Classifier::load(file, {"cuda:999", Precision::Auto, {}})), std::string("device-unavailable"));
        QCOMPARE(kind(Classifier::load(at("nothing.safetensors"))), std::string("not-found"));

        auto weights = weightsOf(*seededNetwork(manifest), manifest);
        weights.manifest->architecture = "resnet50";
        QVERIFY(writeWeights(at("other.safetensors"), weights));
        QCOMPARE(kind(Classifier::load(at("other.safetensors"))), std::string("model-mismatch"));
        weights.manifest.reset();
        QVERIFY(writeWeights(at("bare.safetensors"), weights));
        const auto bare = Classifier::load(at("bare.safetensors"));
        QCOMPARE(kind(bare), std::string("not-a-model"));
        QCOMPARE(bare.error().subject, at("bare.safetensors").string());

        ForeignWeights foreign{"resnet18", names, 64, imaging::Normalisation::MinMax};
        QCOMPARE(kind(Classifier::load(at("bare.safetensors"), {"cpu", Precision::Auto, foreign})), std::string("loaded"));
        foreign.findings = {"One", "Two"};
        QCOMPARE(kind(Classifier::load(at("bare.safetensors"), {"cpu", Precision::Auto, foreign})), std::string("model-mismatch"));
        foreign.architecture = "densenet121";
        QCOMPARE(kind(Classifier::load(at("bare.safetensors"), {"cpu", Precision::Auto, foreign})), std::string("model-mismatch"));
    }

    /// What torchvision 0.14.1 computes with weights that are arithmetic and not random.
    void scoresStayWhatTheyWere()
    {
        const auto manifest = manifestFor("resnet18", 64, 1);
        const auto network = *makeNetwork({"resnet18", 1, 64, outputs});
        const torch::NoGradGuard noGradients;
        for (auto& named : network->named_parameters()) {
            const auto values = torch::sin(torch::arange(named.value().numel(), torch::kFloat64) * 0.7);
            const double scale = named.value().dim() == 4   ? std::sqrt(2.0 / static_cast<double>(named.value()[0].numel()))
                                 : named.value().dim() == 2 ? 2e-4
                                                            : 0.1;
            named.value().copy_((values * scale + (named.value().dim() == 1 ? 0.5 : 0)).view(named.value().sizes()));
        }
        const auto classifier = Classifier::load(written(manifest, *network), {"cpu", Precision::Float32, {}});
        QVERIFY(classifier);
        cv::Mat image(64, 64, CV_32FC1);
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                image.at<float>(y, x) = static_cast<float>(std::sin(0.11 * x) * std::cos(0.07 * y));
        const auto predictions = classifier->predict({&image, 1}, {}, false);
        QVERIFY(predictions);
        const auto& scores = predictions->front().scores;
        const std::array golden{0.837069631, 0.840224743, 0.829227090};
        for (std::size_t k = 0; k < golden.size(); ++k)
            QVERIFY2(std::abs(scores[k].probability - golden[k]) < 1e-5, qPrintable(QString::number(scores[k].probability, 'g', 10)));
    }
};

QTEST_APPLESS_MAIN(tst_classifier)
#include "tst_classifier.moc"
