#include "model/classifier.h"
#include "tests/support/model/networkcase.h"
#include "tests/support/model/seededmodel.h"

#include <nlohmann/json.hpp>
#include <torch/script.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace lucency;
using namespace lucency::model;
using namespace lucency::test;

/// Weights made elsewhere, as they come from there.
class TestForeignWeights : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path at(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }

    void write(const std::string& name, const QByteArray& bytes) const
    {
        QFile file(QString::fromStdString(at(name).string()));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("the temporary folder takes no file");
    }

    /// A TorchScript file of three outputs, as torch.jit.save() writes it: its code is compressed, its weights are not.
    QByteArray script() const
    {
        writeScript(at("script"), "x.mean([2, 3]).mul(self.weight)");
        QFile file(QString::fromStdString(at("script").string()));
        if (!file.open(QIODevice::ReadOnly)) qFatal("no script was written");
        return file.readAll();
    }

    /// A script with a convolution of that many channels in weights of that type.
    void writeConvolution(const std::string& name, int channels, torch::ScalarType type, const std::string& answer) const
    {
        torch::manual_seed(3);
        torch::jit::Module module("convolution");
        module.register_parameter("filters", torch::rand({3, channels, 3, 3}).to(type), false);
        module.register_buffer("shift", torch::rand({3}).to(type));
        module.define("def forward(self, x):\n    y = torch.conv2d(x, self.filters).mean([2, 3]).add(self.shift)\n    return " + answer +
                      "\n");
        module.save(at(name).string());
    }

    /// A .safetensors file as other programs write it: nothing but tensors.
    void writeBare(const std::string& name, const WeightsFile& weights) const
    {
        nlohmann::json header;
        QByteArray data;
        for (const auto& [key, tensor] : weights.tensors) {
            const auto plain = tensor.to(torch::kFloat32).contiguous();
            const auto begin = data.size();
            data.append(static_cast<const char*>(plain.data_ptr()), static_cast<qsizetype>(plain.nbytes()));
            header[key] = {{"dtype", "F32"}, {"shape", plain.sizes().vec()}, {"data_offsets", {begin, data.size()}}};
        }
        const QByteArray text = QByteArray::fromStdString(header.dump());
        const std::uint64_t length = static_cast<std::uint64_t>(text.size());
        write(name, QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + text + data);
    }

    /// Slug and detail of why a file is not loaded, or "loaded".
    QByteArray wordsOf(const std::string& name, const ForeignWeights& foreign) const
    {
        const auto classifier = Classifier::load(at(name), {"cpu", Precision::Float32, foreign});
        if (classifier) return "loaded";
        if (classifier.error().subject != at(name).string()) return "names " + QByteArray::fromStdString(classifier.error().subject);
        return QByteArray::fromStdString(std::string(slug(classifier.error().kind)) + ": " + classifier.error().detail);
    }

    /// The slug of why a file is not loaded, or "loaded and scored as" with its scores.
    static QByteArray outcomeOf(const std::filesystem::path& file)
    {
        const auto classifier = Classifier::load(file, {"cpu", Precision::Float32, ForeignWeights{"", names, 8}});
        if (!classifier) return QByteArray::fromStdString(std::string(slug(classifier.error().kind)));
        const auto predictions = classifier->predict(noise(1, 8, 3), {}, false);
        if (!predictions) return QByteArray::fromStdString("loaded, then " + std::string(slug(predictions.error().kind)));
        QByteArray scores("scored as");
        for (const auto& score : predictions->front().scores)
            scores += ' ' + QByteArray::number(score.probability, 'g', 17);
        return scores;
    }

private Q_SLOTS:
    void initTestCase() { setComputeThreads(1); }

    /// Against PyTorch and torchvision themselves, in fp32, from the files that they write.
    void foreignWeightsScoreAsInPyTorch_data()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<bool>("script");
        QTest::newRow("resnet18") << QStringLiteral("resnet18") << false;
        QTest::newRow("resnet34") << QStringLiteral("resnet34") << false;
        QTest::newRow("resnet50") << QStringLiteral("resnet50") << false;
        QTest::newRow("densenet121") << QStringLiteral("densenet121") << false;
        QTest::newRow("TorchScript") << QStringLiteral("resnet18") << true;
    }

    void foreignWeightsScoreAsInPyTorch()
    {
        QFETCH(QString, architecture);
        QFETCH(bool, script);
        const auto images = noise(2, 64, 3);
        QFile pixels(QString::fromStdString(at("pixels").string()));
        QVERIFY(pixels.open(QIODevice::WriteOnly));
        const auto plain = asTensor(images);
        pixels.write(static_cast<const char*>(plain.data_ptr()), static_cast<qint64>(plain.nbytes()));
        pixels.close();
        const QString program = QStringLiteral("import torch, torchvision, numpy as np\n"
                                               "torch.set_num_threads(1)\n"
                                               "torch.manual_seed(4)\n"
                                               "n = torchvision.models.%1(num_classes=3)\n"
                                               "x = torch.from_numpy(np.fromfile('%2', np.float32).reshape(2, 3, 64, 64).copy())\n"
                                               "n(torch.cat([x, x.flip(3)]))\n"
                                               "n.eval()\n"
                                               "%4.save(%5, '%3')\n"
                                               "print(*n(x).sigmoid().flatten().tolist())\n")
                                    .arg(architecture, pixels.fileName(), QString::fromStdString(at("foreign").string()),
                                         script ? QStringLiteral("torch.jit") : QStringLiteral("torch"),
                                         script ? QStringLiteral("torch.jit.trace(n, x)") : QStringLiteral("n.state_dict()"));
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral("import torchvision")});
        if (!python.waitForFinished(120'000) || python.exitCode() != 0) QSKIP("no python3-torchvision here to compare with");
        python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), program});
        QVERIFY(python.waitForFinished(200'000));
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        const auto expected = python.readAllStandardOutput().simplified().split(' ');
        QCOMPARE(expected.size(), qsizetype(6));

        const ForeignWeights foreign{script ? "" : architecture.toStdString(), names, 64, imaging::Normalisation::MinMax};
        const auto classifier = Classifier::load(at("foreign"), {"cpu", Precision::Float32, foreign});
        QVERIFY2(classifier, classifier ? "" : classifier.error().detail.c_str());
        QCOMPARE(classifier->manifest().preprocessing.channels, 3);
        const auto predictions = classifier->predict(images, {}, true);
        QVERIFY2(predictions, predictions ? "" : predictions.error().detail.c_str());
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t k = 0; k < 3; ++k)
                QVERIFY(std::abs((*predictions)[i].scores[k].probability - expected[static_cast<qsizetype>(3 * i + k)].toDouble()) < 1e-4);
        QCOMPARE(predictions->front().activations.empty(), script);
    }

    void everyOutputHasANameOfItsOwn()
    {
        script();
        const auto failed = [this](const std::vector<std::string>& findings) {
            const auto classifier = Classifier::load(at("script"), {"cpu", Precision::Float32, ForeignWeights{"", findings, 8}});
            return classifier ? std::string("loaded") : std::string(slug(classifier.error().kind)) + " " + classifier.error().subject;
        };
        QCOMPARE(failed({"A", "B", "C"}), std::string("loaded"));
        QCOMPARE(failed({"A", "A", "C"}), std::string("bad-argument \"A\""));
        QCOMPARE(failed({"A", "B;x", "C"}), std::string("bad-argument \"B;x\""));
        QCOMPARE(failed({"A", "", "C"}), std::string("bad-argument \"\""));
    }

    /// Found out once when it is loaded, not once an image.
    void aScriptThatCannotWorkIsRefused_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* answer, const char* expected) {
            QTest::newRow(name) << QByteArray(answer) << QByteArray(expected);
        };
        row("good", "x.mean([2, 3]).mul(self.weight)", "loaded");
        row("scaling its input by itself", "((x - x.min()) / (x.max() - x.min())).mean([2, 3]).mul(self.weight)", "loaded");
        row("fewer outputs than names", "x.mean([2, 3]).mul(self.weight).narrow(1, 0, 2)",
            "model-mismatch: it gives 2 numbers an image, but 3 findings are named");
        row("one number for the whole batch", "x.mean()",
            "model-mismatch: its output for 1 image has the shape of a single number, not one number for each finding, and 3 findings are "
            "named");
        row("maps in the place of numbers", "x.narrow(2, 0, 2).narrow(3, 0, 5)",
            "model-mismatch: its output for 1 image has the shape 1 x 3 x 2 x 5, not one number for each finding, and 3 findings are "
            "named");
        row("a tuple", "(x.mean([2, 3]).mul(self.weight), x)", "model-mismatch: its output is no tensor but of the type Tuple");
        row("no numbers", "x.mean([2, 3]).mul(self.weight).sub(2).log()", "bad-number: its scores are no numbers");
        row("another size than it takes", "x.view([-1, 3, 16, 16]).mean([2, 3]).mul(self.weight)",
            "model-mismatch: it fails on an input of 8 x 8 pixels in three channels: shape '[-1, 3, 16, 16]' is invalid for input of size "
            "192");
    }

    void aScriptThatCannotWorkIsRefused()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, expected);
        writeScript(at("answer"), answer.toStdString());
        QCOMPARE(wordsOf("answer", {"", names, 8}), expected);
    }

    void aParameterThatIsNoNumberIsNamed()
    {
        torch::jit::Module module("broken");
        module.register_parameter("weight", torch::full({3}, std::nan("")), false);
        module.define("def forward(self, x):\n    return x.mean([2, 3]).mul(self.weight)\n");
        module.save(at("broken").string());
        QCOMPARE(wordsOf("broken", {"", names, 8}), QByteArray("bad-number: weight holds a value that is no number"));

        const auto manifest = manifestFor("resnet18", 64, 3);
        WeightsFile weights = weightsOf(*seededNetwork(manifest), manifest);
        weights.tensors["fc.weight"][1][7] = std::nan("");
        writeBare("broken.safetensors", weights);
        QCOMPARE(wordsOf("broken.safetensors", {"resnet18", names, 64}),
                 QByteArray("bad-number: fc.weight holds a value that is no number"));
    }

    /// Weights of another precision than the input's are brought to fp32; what the script does with them stays as it is.
    void weightsOfAnyPrecisionWork_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("half") << int(torch::kFloat16);
        QTest::newRow("bf16") << int(torch::kBFloat16);
        QTest::newRow("double") << int(torch::kFloat64);
    }

    void weightsOfAnyPrecisionWork()
    {
        QFETCH(int, type);
        writeConvolution("reduced", 3, torch::ScalarType(type), "y");
        const auto classifier = Classifier::load(at("reduced"), {"cpu", Precision::Float32, ForeignWeights{"", names, 16}});
        QVERIFY2(classifier, classifier ? "" : classifier.error().detail.c_str());
        const auto images = noise(2, 16, 3);
        const auto predictions = classifier->predict(images, {}, false);
        QVERIFY2(predictions, predictions ? "" : predictions.error().detail.c_str());

        torch::manual_seed(3);
        const auto filters = torch::rand({3, 3, 3, 3}).to(torch::ScalarType(type)).to(torch::kFloat32);
        const auto shift = torch::rand({3}).to(torch::ScalarType(type)).to(torch::kFloat32);
        const auto expected = torch::conv2d(asTensor(images), filters).mean({2, 3}).add(shift).sigmoid();
        for (std::size_t i = 0; i < 2; ++i)
            for (std::size_t k = 0; k < 3; ++k)
                QVERIFY(std::abs((*predictions)[i].scores[k].probability -
                                 expected[static_cast<int>(i)][static_cast<int>(k)].item<double>()) < 1e-5);
    }

    /// Its first convolution says how many channels a script takes; where it shows none, trying does.
    void aScriptGetsTheChannelsItTakes()
    {
        const auto channelsOf = [this](const std::string& name) {
            const auto classifier = Classifier::load(at(name), {"cpu", Precision::Float32, ForeignWeights{"", names, 16}});
            return classifier ? classifier->manifest().preprocessing.channels : 0;
        };
        writeConvolution("one", 1, torch::kFloat32, "y");
        QCOMPARE(channelsOf("one"), 1);
        writeConvolution("three", 3, torch::kFloat32, "y");
        QCOMPARE(channelsOf("three"), 3);
        writeScript(at("unsaid"), "x.view([-1, 256]).narrow(1, 0, 3).mul(self.weight).view([x.size(0), 3])");
        QCOMPARE(channelsOf("unsaid"), 1);
    }

    /// As one that was recorded with torch.jit.trace() and a fixed view.
    void aScriptForOneImageGetsOneAtATime()
    {
        writeScript(at("single"), "x.mean([2, 3]).mul(self.weight).view([1, 3])");
        const auto classifier = Classifier::load(at("single"), {"cpu", Precision::Float32, ForeignWeights{"", names, 8}});
        QVERIFY2(classifier, classifier ? "" : classifier.error().detail.c_str());
        const auto images = noise(3, 8, 3);
        const auto together = classifier->predict(images, {}, false);
        QVERIFY2(together, together ? "" : together.error().detail.c_str());
        const auto means = asTensor(images).mean({2, 3});
        for (int i = 0; i < 3; ++i) {
            const double expected = torch::sigmoid(means[i][2]).item<double>(); // the third weight is 1
            QVERIFY(std::abs((*together)[static_cast<std::size_t>(i)].scores[2].probability - expected) < 1e-6);
        }
    }

    /// As one that scales its input by itself, over all that it gets.
    void scoresDoNotDependOnTheImagesBeside_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* name, const char* answer) { QTest::newRow(name) << QByteArray(answer); };
        row("scaling the batch to its range", "((x - x.min()) / (x.max() - x.min())).mean([2, 3]).mul(self.weight)");
        row("scaling the batch by its mean and deviation", "((x - x.mean()) / x.std()).mean([2, 3]).mul(self.weight)");
        row("against the first image", "x.sub(x.narrow(0, 0, 1)).mean([2, 3]).mul(self.weight).add(x.mean([2, 3]))");
        row("shares of the batch", "x.mean([2, 3]).softmax(0).mul(self.weight)");
        row("each image by itself", "x.mean([2, 3]).mul(self.weight)");
    }

    void scoresDoNotDependOnTheImagesBeside()
    {
        QFETCH(QByteArray, answer);
        writeScript(at("beside"), answer.toStdString());
        const auto classifier = Classifier::load(at("beside"), {"cpu", Precision::Float32, ForeignWeights{"", names, 8}});
        QVERIFY2(classifier, classifier ? "" : classifier.error().detail.c_str());
        auto images = noise(3, 8, 3);
        images[1] *= 0.3;
        images[2] = images[2].mul(images[2]);
        const auto together = classifier->predict(images, {}, false);
        QVERIFY2(together, together ? "" : together.error().detail.c_str());
        for (std::size_t i = 0; i < images.size(); ++i) {
            const auto alone = classifier->predict({&images[i], 1}, {}, false);
            QVERIFY2(alone, alone ? "" : alone.error().detail.c_str());
            for (std::size_t k = 0; k < 3; ++k)
                QVERIFY(std::abs((*together)[i].scores[k].probability - alone->front().scores[k].probability) < 1e-6);
        }
    }

    /// LibTorch would load the first two and score with them.
    void aDamagedScriptIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray whole = script();
        const auto flipped = [&whole](qsizetype at, char bit) {
            QByteArray bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ bit);
            return bytes;
        };
        const float weights[]{-1, 0, 1};
        const auto weight = whole.indexOf(QByteArray(reinterpret_cast<const char*>(weights), sizeof weights));
        const auto header =
            whole.lastIndexOf("PK\3\4", whole.indexOf(".py")); // of the entry with the code: its data follow name and padding
        QVERIFY(weight > 0 && header > 0);
        const auto lengthAt = [&whole](qsizetype at) { return static_cast<uchar>(whole[at]) + 256 * static_cast<uchar>(whole[at + 1]); };
        const auto code = header + 30 + lengthAt(header + 26) + lengthAt(header + 28);
        QTest::newRow("a bit of a weight") << flipped(weight + 3, 0x40) << QByteArray("model-damaged");
        QTest::newRow("the lowest bit of a weight") << flipped(weight, 1) << QByteArray("model-damaged");
        QTest::newRow("a bit of its compressed code") << flipped(code + 20, 4) << QByteArray("model-damaged");
        QTest::newRow("the last bytes are missing") << whole.chopped(9) << QByteArray("model-damaged");
        QTest::newRow("half of it is missing") << whole.first(whole.size() / 2) << QByteArray("model-damaged");
        QTest::newRow("whole") << whole << outcomeOf(at("script"));
    }

    void aDamagedScriptIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        write("damaged", bytes);
        QCOMPARE(outcomeOf(at("damaged")), expected);
    }

    /// Whatever bit is lost: the scores are those of the whole file, or there are none.
    void noBitOfAScriptChangesItsScores()
    {
        const QByteArray whole = script();
        const QByteArray expected = outcomeOf(at("script"));
        QVERIFY2(expected.startsWith("scored as"), expected.constData());
        int refused = 0;
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray bytes = whole;
            bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
            write("damaged", bytes);
            const QByteArray outcome = outcomeOf(at("damaged"));
            const QByteArray told = QByteArray("byte ") + QByteArray::number(i) + ": " + outcome;
            QVERIFY2(outcome == expected || !outcome.startsWith("scored"), told.constData());
            refused += outcome != expected;
        }
        QVERIFY(refused > 500);
    }
};

QTEST_APPLESS_MAIN(TestForeignWeights)
#include "tst_foreignweights.moc"
