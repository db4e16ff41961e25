#include "model/manifest.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace lucency;
using namespace lucency::model;
using nlohmann::json;

namespace {

ModelManifest example()
{
    ModelManifest manifest;
    manifest.name = "Lucency chest";
    manifest.version = "3.1";
    manifest.architecture = "resnet18";
    manifest.preprocessing = {160, 1, imaging::Normalisation::Percentiles};
    manifest.softmax = false;
    manifest.provenance = {{"recipe", "default"}, {"licence", "CC BY 4.0 \xE2\x80\x93 cite"}};
    manifest.trainingSplitSha256 = std::string(64, 'a');
    FindingEntry effusion;
    effusion.name = "Effusion";
    effusion.calibration = {1.25, -0.5};
    effusion.operatingPoint = {0.31, "youden", {0.8, 0.7, 0.9}, {0.85, 0.8, 0.9}, 52, 226, "validation part"};
    effusion.auc = Estimate{0.9, 0.85, 0.94};
    effusion.testPositives = 52;
    effusion.testNegatives = 226;
    effusion.validated = true;
    effusion.minimumAge = 18;
    effusion.limits = "Adults only.";
    FindingEntry mass;
    mass.name = "Mass";
    manifest.findings = {effusion, mass};
    return manifest;
}

json exampleJson()
{
    return json::parse(toJson(example()));
}

} // namespace

class tst_manifest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOnTheWayThroughJson()
    {
        const auto read = manifestFromJson(toJson(example()), "file");
        QVERIFY(read);
        QCOMPARE(toJson(*read), toJson(example()));
        QCOMPARE(read->findings.size(), std::size_t(2));
        const FindingEntry& effusion = read->findings[0];
        QCOMPARE(effusion.calibration.slope, 1.25);
        QCOMPARE(effusion.operatingPoint.threshold, 0.31);
        QCOMPARE(effusion.operatingPoint.negatives, 226);
        QCOMPARE(effusion.auc->high, 0.94);
        QCOMPARE(*effusion.minimumAge, 18.0);
        QVERIFY(!effusion.maximumAge);
        QVERIFY(effusion.validated);
        QVERIFY(!read->findings[1].validated);
        QVERIFY(!read->findings[1].auc);
        QCOMPARE(read->preprocessing.inputSize, 160);
        QVERIFY(read->preprocessing.normalisation == imaging::Normalisation::Percentiles);
        QCOMPARE(read->provenance.at("licence"), std::string("CC BY 4.0 \xE2\x80\x93 cite"));
    }

    void layersOverTheBackboneAreWrittenAndRead()
    {
        ModelManifest manifest = example();
        QVERIFY(!exampleJson().contains("transition") && !exampleJson().contains("attention")); // files without stay as they were
        const auto plain = manifestFromJson(toJson(manifest), "file");
        QVERIFY(plain.has_value());
        QCOMPARE(plain->transitionSize, 0);
        QVERIFY(!plain->attention);
        manifest.transitionSize = 16;
        manifest.transitionDepth = 1024;
        manifest.attention = true;
        manifest.softmax = true;
        const auto read = manifestFromJson(toJson(manifest), "file");
        QVERIFY(read.has_value());
        QCOMPARE(read->transitionSize, 16);
        QCOMPARE(read->transitionDepth, 1024);
        QVERIFY(read->attention && read->softmax);
        QCOMPARE(toJson(*read), toJson(manifest));
    }

    void wrongLayersAreNamed()
    {
        json described = exampleJson();
        described["transition"] = {{"size", 65}, {"depth", 8}};
        auto read = manifestFromJson(described.dump(), "file");
        QVERIFY(!read && read.error().kind == FailureKind::BadNumber);
        QCOMPARE(read.error().detail, std::string("manifest key transition.size"));
        described["transition"] = json{{"size", 8}};
        read = manifestFromJson(described.dump(), "file");
        QVERIFY(!read);
        QCOMPARE(read.error().detail, std::string("manifest key transition.depth"));
        described.erase("transition");
        described["attention"] = 1;
        read = manifestFromJson(described.dump(), "file");
        QVERIFY(!read && read.error().kind == FailureKind::NotAModel);
        QCOMPARE(read.error().detail, std::string("manifest key attention"));
    }

    void everyNormalisationHasItsWord()
    {
        for (const char* word : {"minmax", "imagenet", "unit", "percentiles", "meanstd"}) {
            const auto normalisation = normalisationFromName(word);
            QVERIFY2(normalisation, word);
            QCOMPARE(std::string(normalisationName(*normalisation)), std::string(word));
        }
        QVERIFY(!normalisationFromName("MinMax"));
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value"); // empty: the key is taken away
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const char* pointer, const char* value, const char* kind, const char* named) {
            QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QByteArray(kind) << QByteArray(named);
        };
        row("a newer format", "/format_version", "2", "model-too-new", "manifest format 2");
        row("a newer format of another shape", "/format_version", "2.5", "model-too-new", "2.5");
        row("format as text", "/format_version", "\"1\"", "bad-number", "format_version");
        row("format of zero", "/format_version", "0", "bad-number", "format_version");
        row("no findings", "/findings", "[]", "not-a-model", "findings");
        row("no name", "/name", "", "not-a-model", "name");
        row("threshold above one", "/findings/0/operating_point/threshold", "1.5", "bad-number", "findings[0].operating_point.threshold");
        row("slope that is text", "/findings/1/calibration/slope", "\"steep\"", "bad-number", "findings[1].calibration.slope");
        row("half a positive", "/findings/0/operating_point/positives", "1.5", "bad-number", "positives");
        row("a finding twice", "/findings/1/name", "\"Effusion\"", "not-a-model", "findings[1].name");
        row("a finding that splits lists", "/findings/1/name", "\"A;x\"", "not-a-model", "findings[1].name");
        row("a finding that looks like a score", "/findings/1/name", "\"x=1\"", "not-a-model", "findings[1].name");
        row("a finding of two lines", "/findings/1/name", "\"A\\nB\"", "not-a-model", "findings[1].name");
        row("a blank finding", "/findings/1/name", "\"  \"", "not-a-model", "findings[1].name");
        row("unknown normalisation", "/preprocessing/normalisation", "\"zscore\"", "not-a-model", "preprocessing.normalisation");
        row("two channels", "/preprocessing/channels", "2", "bad-number", "preprocessing.channels");
        row("gigantic input", "/preprocessing/input_size", "1000000", "bad-number", "preprocessing.input_size");
        row("age below zero", "/findings/0/minimum_age", "-1", "bad-number", "minimum_age");
        row("findings as an object", "/findings", "{}", "not-a-model", "findings");
    }

    void whatIsWrongIsNamed()
    {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, named);
        json described = exampleJson();
        const json::json_pointer at(pointer.toStdString());
        QVERIFY(described.contains(at));
        if (value.isEmpty())
            described[at.parent_pointer()].erase(at.back());
        else
            described[at] = json::parse(value.toStdString());
        const auto read = manifestFromJson(described.dump(), "model.safetensors");
        QVERIFY(!read);
        QCOMPARE(QByteArray(slug(read.error().kind).data()), kind);
        QCOMPARE(read.error().subject, std::string("model.safetensors"));
        QVERIFY2(QByteArray::fromStdString(read.error().detail).contains(named), read.error().detail.c_str());
    }

    void whatIsNoJsonIsNoManifest()
    {
        for (const char* text : {"", "not json", "[1]", "{\"a\":", "null"}) {
            const auto read = manifestFromJson(text, "file");
            QVERIFY2(!read, text);
            QCOMPARE(read.error().kind, FailureKind::NotAModel);
        }
    }
};

QTEST_APPLESS_MAIN(tst_manifest)
#include "tst_manifest.moc"
