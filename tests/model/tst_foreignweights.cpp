#include "model/classifier.h"
#include "tests/support/model/networkcase.h"

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
};

QTEST_APPLESS_MAIN(TestForeignWeights)
#include "tst_foreignweights.moc"
