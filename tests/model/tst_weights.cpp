#include "model/networks/network.h"
#include "model/weights.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <limits>
#include <unistd.h>

using namespace lucency;
using namespace lucency::model;
using nlohmann::json;

namespace {

ModelManifest manifest(int outputs = 2)
{
    ModelManifest described;
    described.name = "example";
    described.version = "1";
    described.architecture = "resnet18";
    for (int i = 0; i < outputs; ++i) {
        FindingEntry finding;
        finding.name = "Finding" + std::to_string(i);
        described.findings.push_back(finding);
    }
    return described;
}

WeightsFile example()
{
    WeightsFile weights;
    weights.tensors["a.weight"] = torch::arange(24, torch::kFloat32).view({2, 3, 4}) / 7;
    weights.tensors["a.bias"] = torch::tensor({1e-9f, 70'000.0f});
    weights.tensors["counter"] = torch::tensor(std::int64_t(42));
    weights.manifest = manifest();
    weights.metadata["note"] = "kept";
    return weights;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// JSON written with single quotes.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A safetensors file of any header over some bytes.
QByteArray safetensors(const QByteArray& header, const QByteArray& data)
{
    const quint64 length = static_cast<quint64>(header.size());
    return QByteArray(reinterpret_cast<const char*>(&length), 8) + header + data;
}

/// Runs Debian's Python with torch; false where it is not installed.
bool python(const QString& script, QString& problem)
{
    QProcess process;
    process.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), script});
    if (!process.waitForFinished(120'000))
        problem = process.errorString();
    else
        problem = QString::fromUtf8(process.readAllStandardError());
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool hasTorchOfPython()
{
    QString reason;
    static const bool has = python(QStringLiteral("import torch"), reason);
    return has;
}

} // namespace

class tst_weights : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    Failure failureOf(const QString& path) const
    {
        const auto read = readWeights(path.toStdString());
        return read ? Failure{FailureKind::Internal, {}, "it was read"} : read.error();
    }

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        const QString path = at("whole.safetensors");
        QVERIFY(writeWeights(path.toStdString(), example()));
        const auto read = readWeights(path.toStdString());
        QVERIFY(read);
        QCOMPARE(read->tensors.size(), std::size_t(3));
        for (const auto& [name, tensor] : example().tensors) {
            QVERIFY2(torch::equal(read->tensors.at(name), tensor), name.c_str());
            QVERIFY(read->tensors.at(name).scalar_type() == tensor.scalar_type());
        }
        QCOMPARE(toJson(*read->manifest), toJson(manifest()));
        QCOMPARE(read->metadata.at("note"), std::string("kept"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("whole.safetensors")});
    }

    void halfPrecisionKeepsNormsAndBiasesExact()
    {
        const QString path = at("half.safetensors");
        QVERIFY(writeWeights(path.toStdString(), example(), true));
        const auto read = readWeights(path.toStdString());
        QVERIFY(read);
        QVERIFY(read->tensors.at("a.weight").scalar_type() == torch::kFloat16);
        QVERIFY(torch::allclose(read->tensors.at("a.weight").to(torch::kFloat32), example().tensors.at("a.weight"), 1e-3, 1e-3));
        QVERIFY(torch::equal(read->tensors.at("a.bias"), example().tensors.at("a.bias")));
        QCOMPARE(read->tensors.at("counter").item<std::int64_t>(), std::int64_t(42));
    }

    void valuesThatAreNotFiniteAreRefused()
    {
        for (const double value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
            WeightsFile weights = example();
            weights.tensors["a.bias"][0] = value;
            const auto written = writeWeights(at("nan.safetensors").toStdString(), weights);
            QVERIFY(!written);
            QCOMPARE(written.error().kind, FailureKind::BadNumber);
            QCOMPARE(written.error().subject, std::string("a.bias"));
            QVERIFY(!QFile::exists(at("nan.safetensors")));
        }
        WeightsFile large = example(); // finite in float, but not in half
        large.tensors["a.weight"].fill_(1e6);
        QVERIFY(!writeWeights(at("nan.safetensors").toStdString(), large, true));
    }

    void aFailedWriteLeavesTheOldFile()
    {
        const QString path = at("old.safetensors");
        put(path, "old");
        WeightsFile weights = example();
        weights.tensors["a.bias"][0] = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!writeWeights(path.toStdString(), weights));
        QCOMPARE(contentOf(path), QByteArray("old"));
        const auto nowhere = writeWeights(at("missing/model.safetensors").toStdString(), example());
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, FailureKind::CannotWrite);
    }

    /// Every single byte of a file of ours matters: whichever is flipped, the file is refused.
    void everyFlippedByteIsFound()
    {
        const QString path = at("flip.safetensors");
        QVERIFY(writeWeights(path.toStdString(), example()));
        const QByteArray whole = contentOf(path);
        QVERIFY(whole.size() > 500);
        const QString damaged = at("flipped.safetensors");
        const qsizetype headerEnd = 8 + *reinterpret_cast<const quint64*>(whole.constData());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray bytes = whole;
            bytes[i] = static_cast<char>(bytes[i] ^ 0x01);
            put(damaged, bytes);
            const auto read = readWeights(damaged.toStdString());
            if (i >= headerEnd) {
                QVERIFY2(!read, qPrintable(QString::number(i)));
                QCOMPARE(read.error().kind, FailureKind::ModelDamaged);
                continue;
            }
            // A header whose key "manifest" is broken is that of a foreign file; otherwise nothing may slip through.
            QVERIFY2(!read || !read->manifest || whole[i] == ' ', qPrintable(QString::number(i)));
        }
    }

    void truncatedFilesAreSaidToBe()
    {
        const QString path = at("cut.safetensors");
        QVERIFY(writeWeights(path.toStdString(), example()));
        const QByteArray whole = contentOf(path);
        for (const qsizetype length : {whole.size() - 1, whole.size() - 100, qsizetype(200), qsizetype(20)}) {
            put(path, whole.left(length));
            QCOMPARE(failureOf(path).kind, FailureKind::ModelDamaged);
        }
        for (const qsizetype length : {0, 4, 8}) {
            put(path, whole.left(length));
            QCOMPARE(failureOf(path).kind, FailureKind::NotAModel);
        }
        put(path, whole + "x");
        QCOMPARE(failureOf(path).kind, FailureKind::ModelDamaged);
    }

    void whatIsNoModelIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("kind");
        const QByteArray eight(8, '\0');
        QTest::newRow("a text") << QByteArray("Dear colleague, please find the model attached.") << QByteArray("not-a-model");
        QTest::newRow("an empty file") << QByteArray() << QByteArray("not-a-model");
        QTest::newRow("a PNG") << QByteArray("\x89PNG\r\n\x1a\n-------------") << QByteArray("not-a-model");
        QTest::newRow("torch.save() before 1.6") << QByteArray::fromHex("80028a0a6cfc9c46f920") << QByteArray("not-a-model");
        QTest::newRow("an empty zip") << QByteArray("PK\3\4") + QByteArray(40, '\0') << QByteArray("model-damaged");
        QTest::newRow("header longer than the file") << QByteArray("\xff\xff\x00\x00\x00\x00\x00\x00{}", 10) << QByteArray("model-damaged");
        QTest::newRow("gigantic header") << QByteArray("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10) << QByteArray("not-a-model");
        QTest::newRow("broken JSON") << safetensors("{\"a\":", {}) << QByteArray("not-a-model");
        QTest::newRow("10,000 brackets") << safetensors("{\"a\":" + QByteArray(10'000, '[') + "}", {}) << QByteArray("not-a-model");
        QTest::newRow("shape against bytes") << safetensors(quoted("{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}"), eight)
                                             << QByteArray("not-a-model");
        QTest::newRow("shape that overflows") << safetensors(
                                                     quoted("{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}}"),
                                                     {})
                                              << QByteArray("not-a-model");
        QTest::newRow("negative shape") << safetensors(quoted("{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}"), eight)
                                        << QByteArray("not-a-model");
        QTest::newRow("offsets backwards") << safetensors(quoted("{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}"), eight)
                                           << QByteArray("not-a-model");
        QTest::newRow("a hole") << safetensors(quoted("{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"), eight)
                                << QByteArray("not-a-model");
        QTest::newRow("two tensors on the same bytes")
            << safetensors(
                   quoted("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"),
                   eight)
            << QByteArray("not-a-model");
        QTest::newRow("unknown type") << safetensors(quoted("{'a':{'dtype':'F4','shape':[2],'data_offsets':[0,8]}}"), eight)
                                      << QByteArray("not-a-model");
        QTest::newRow("more than the file holds")
            << safetensors(quoted("{'a':{'dtype':'F32','shape':[1000000000],'data_offsets':[0,4000000000]}}"), eight)
            << QByteArray("model-damaged");
        QTest::newRow("metadata that is a number")
            << safetensors(quoted("{'__metadata__':{'manifest':7}}"), {}) << QByteArray("not-a-model");
        QTest::newRow("a newer manifest")
            << safetensors(QByteArray::fromStdString(json{{"__metadata__", {{"manifest", "{\"format_version\":9}"}}}}.dump()), {})
            << QByteArray("model-too-new");
        QTest::newRow("a manifest without digests")
            << safetensors(QByteArray::fromStdString(json{{"__metadata__", {{"manifest", "{\"format_version\":1}"}}}}.dump()), {})
            << QByteArray("model-damaged");
    }

    void whatIsNoModelIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, kind);
        const QString path = at("wrong");
        put(path, bytes);
        const Failure failure = failureOf(path);
        QCOMPARE(QByteArray(slug(failure.kind).data()), kind);
        QCOMPARE(failure.subject, path.toStdString());
    }

    void placesWithoutAFileAreTold()
    {
        QCOMPARE(failureOf(at("nothing")).kind, FailureKind::NotFound);
        QCOMPARE(failureOf(m_folder.path()).kind, FailureKind::NotAModel);
        if (::geteuid() == 0) return; // root reads everything
        put(at("locked"), "x");
        QFile::setPermissions(at("locked"), {});
        QCOMPARE(failureOf(at("locked")).kind, FailureKind::Unreadable);
    }

    void foreignSafetensorsHaveNoManifest()
    {
        put(at("foreign"),
            safetensors(quoted("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"), QByteArray::fromHex("0000803f000000c0")));
        const auto read = readWeights(at("foreign").toStdString());
        QVERIFY(read);
        QVERIFY(!read->manifest);
        QVERIFY(torch::equal(read->tensors.at("a"), torch::tensor({1.0f, -2.0f})));
    }

    void whatDoesNotFitTheNetworkIsNamed()
    {
        const auto network = *makeNetwork({"resnet18", 1, 64, 2});
        WeightsFile weights;
        for (const auto& named : {network->named_parameters(), network->named_buffers()})
            for (const auto& tensor : named)
                weights.tensors[tensor.key()] = tensor.value().clone();
        QVERIFY(copyIntoModule(weights, *network, "file"));

        auto missing = weights;
        missing.tensors.erase("layer1.0.bn1.bias");
        auto copied = copyIntoModule(missing, *network, "file");
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, FailureKind::ModelMismatch);
        QVERIFY2(copied.error().detail.find("layer1.0.bn1.bias") != std::string::npos, copied.error().detail.c_str());

        auto surplus = weights;
        surplus.tensors["fc.extra"] = torch::zeros({1});
        copied = copyIntoModule(surplus, *network, "file");
        QVERIFY(!copied && copied.error().detail.find("fc.extra") != std::string::npos);

        auto misshapen = weights;
        misshapen.tensors["fc.weight"] = torch::ones({14, 512});
        misshapen.tensors["conv1.weight"] = torch::ones({64, 1, 7, 7});
        const auto before = network->named_parameters()["conv1.weight"].clone();
        copied = copyIntoModule(misshapen, *network, "file");
        QVERIFY(!copied);
        QVERIFY(copied.error().detail.find("fc.weight is [14, 512] instead of [2, 512]") != std::string::npos);
        QVERIFY(torch::equal(network->named_parameters()["conv1.weight"], before)); // left as it was
    }

    void stateDictsOfPythonAreRead_data()
    {
        QTest::addColumn<QString>("saved");
        const auto row = [](const char* name, const char* saved) { QTest::newRow(name) << QString::fromUtf8(saved); };
        row("an OrderedDict", "collections.OrderedDict(d)");
        row("a dict", "d");
        row("a checkpoint", "dict(epoch=3, best=.5, state_dict=d, optimizer=dict(state={}, lr=.1))");
        row("a checkpoint of a parallel model", "dict(model={'module.' + k: v for k, v in d.items()})");
        row("parameters", "{k: torch.nn.Parameter(v, False) for k, v in d.items()}");
    }

    void stateDictsOfPythonAreRead()
    {
        if (!hasTorchOfPython()) QSKIP("no python3-torch here to make the files with");
        QFETCH(QString, saved);
        QString problem;
        const QString script = QStringLiteral("import torch, collections\n"
                                              "b = torch.arange(12.).view(3, 4)\n"
                                              "d = dict(plain=b + 1, view=b[1:, ::2], turned=b.t(), half=b.half(), count=torch.tensor(7))\n"
                                              "torch.save(%1, '%2')\n")
                                   .arg(saved, at("python.pth"));
        QVERIFY2(python(script, problem), qPrintable(problem));
        const auto read = readWeights(at("python.pth").toStdString());
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(!read->manifest);
        const auto b = torch::arange(12, torch::kFloat32).view({3, 4});
        QCOMPARE(read->tensors.size(), std::size_t(5));
        QVERIFY(torch::equal(read->tensors.at("plain"), b + 1));
        QVERIFY(torch::equal(read->tensors.at("view"), torch::tensor({{4.0f, 6.0f}, {8.0f, 10.0f}})));
        QVERIFY(torch::equal(read->tensors.at("turned"), b.t()));
        QVERIFY(torch::equal(read->tensors.at("half"), b.to(torch::kFloat16)));
        QCOMPARE(read->tensors.at("count").item<std::int64_t>(), std::int64_t(7));
    }

    void damagedStateDictsAreFound()
    {
        if (!hasTorchOfPython()) QSKIP("no python3-torch here to make the files with");
        QString problem;
        const QString path = at("python.pth");
        QVERIFY2(python(QStringLiteral("import torch\ntorch.save(dict(a=torch.arange(64.)), '%1')").arg(path), problem),
                 qPrintable(problem));
        const QByteArray whole = contentOf(path);
        const qsizetype payload = whole.indexOf(QByteArray::fromHex("0000803f00000040")); // 1.0, 2.0
        QVERIFY(payload > 0);
        QByteArray flipped = whole;
        flipped[payload] = static_cast<char>(flipped[payload] ^ 1);
        put(path, flipped);
        QCOMPARE(failureOf(path).kind, FailureKind::ModelDamaged);
        for (qsizetype length = 10; length < whole.size(); length += 37) {
            put(path, whole.left(length));
            const auto read = readWeights(path.toStdString());
            QVERIFY2(!read, qPrintable(QString::number(length)));
            QVERIFY(read.error().kind == FailureKind::ModelDamaged || read.error().kind == FailureKind::NotAModel);
        }
        for (qsizetype i = 0; i < whole.size(); ++i) { // whatever comes out, nothing breaks, and no number is made up
            QByteArray bytes = whole;
            bytes[i] = static_cast<char>(bytes[i] ^ 0x41);
            put(path, bytes);
            const auto read = readWeights(path.toStdString());
            if (read && read->tensors.contains("a") && read->tensors.at("a").numel() == 64)
                QVERIFY(torch::equal(read->tensors.at("a"), torch::arange(64, torch::kFloat32)));
        }
    }

    void codeInAPickleIsNeverRun()
    {
        if (!hasTorchOfPython()) QSKIP("no python3-torch here to make the files with");
        QString problem;
        const QString script = QStringLiteral("import torch, os\n"
                                              "class Evil:\n"
                                              "    def __reduce__(self): return os.system, ('touch %1',)\n"
                                              "torch.save(dict(a=torch.ones(2), b=Evil()), '%2')\n")
                                   .arg(at("pwned"), at("evil.pth"));
        QVERIFY2(python(script, problem), qPrintable(problem));
        QCOMPARE(failureOf(at("evil.pth")).kind, FailureKind::NotAModel);
        QVERIFY(!QFile::exists(at("pwned")));
    }
};

QTEST_APPLESS_MAIN(tst_weights)
#include "tst_weights.moc"
