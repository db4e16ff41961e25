#include "model/classifier.h"
#include "model/inference.h"
#include "model/precisionmemo.h"
#include "model/precisiontrial.h"
#include "tests/support/model/networkcase.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lucency;
using namespace lucency::model;
using namespace lucency::test;

class tst_precisionmemo : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path at(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }

    static QByteArray contents(const std::filesystem::path& path)
    {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const std::filesystem::path& path, const QByteArray& bytes)
    {
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

private Q_SLOTS:
    void initTestCase() { setComputeThreads(1); }

    void anAnswerIsRecalledUnderItsCircumstancesAlone()
    {
        const PrecisionMemo memo(at("kept/precision"));
        QVERIFY(!memo.recall("this model, this processor"));
        memo.keep("this model, this processor", true);
        memo.keep("that model, this processor", false);
        QCOMPARE(memo.recall("this model, this processor"), std::optional(true));
        QCOMPARE(memo.recall("that model, this processor"), std::optional(false));
        QVERIFY(!memo.recall("this model, that processor"));
        memo.keep("this model, this processor", false);
        QCOMPARE(memo.recall("this model, this processor"), std::optional(false));
        QCOMPARE(contents(at("kept/precision")).count('\n'), 2);
    }

    void aDamagedLineSaysNothing_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("the other answer") << QByteArray("fp32 ") << QByteArray("bf16 ");
        QTest::newRow("a third answer") << QByteArray("fp32 ") << QByteArray("fp16 ");
        QTest::newRow("no answer") << QByteArray("fp32 ") << QByteArray();
        QTest::newRow("a line cut off") << QByteArray("fp32 ") << QByteArray("fp32\n");
    }
    void aDamagedLineSaysNothing()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const PrecisionMemo memo(at("damaged"));
        put(at("damaged"), {});
        memo.keep("first", false);
        memo.keep("second", true);
        auto bytes = contents(at("damaged"));
        QCOMPARE(bytes.count(before), 1);
        put(at("damaged"), bytes.replace(before, after));
        QVERIFY(!memo.recall("first"));
        QCOMPARE(memo.recall("second"), std::optional(true)); // the others still speak
        memo.keep("first", false);
        QCOMPARE(memo.recall("first"), std::optional(false));
        QCOMPARE(contents(at("damaged")).count('\n'), 2); // what said nothing is gone
    }

    void whatCannotBeReadOrWrittenHarmsNobody()
    {
        const PrecisionMemo none{{}};
        none.keep("anything", true);
        QVERIFY(!none.recall("anything"));

        put(at("a file"), "no folder");
        const PrecisionMemo below(at("a file") / "precision");
        below.keep("anything", true);
        QVERIFY(!below.recall("anything"));

        put(at("large"), QByteArray(1 << 20, '\n'));
        const PrecisionMemo large(at("large"));
        QVERIFY(!large.recall("anything"));
        large.keep("anything", true);
        QCOMPARE(large.recall("anything"), std::optional(true));
        QVERIFY(contents(at("large")).size() < 1000);
    }

    void onlyTheLatestAreKept()
    {
        const PrecisionMemo memo(at("many"));
        for (int i = 0; i < 100; ++i)
            memo.keep("model " + std::to_string(i), true);
        QVERIFY(!memo.recall("model 0"));
        QCOMPARE(memo.recall("model 50"), std::optional(true));
        QCOMPARE(memo.recall("model 99"), std::optional(true));
        QVERIFY(contents(at("many")).count('\n') <= 64);
    }

    /// What was found is kept, and taken the next time without a trial; under other circumstances there is a trial again.
    void aModelIsTriedOnce()
    {
        const auto manifest = manifestFor("resnet18", 64, 1);
        const auto file = at("model.safetensors");
        QVERIFY(writeWeights(file, weightsOf(*seededNetwork(manifest), manifest)));
        const ClassifierOptions options{"cpu", Precision::Auto, {}, at("precision")};
        const auto tried = Classifier::load(file, options);
        QVERIFY(tried);
        if (!gainsFromBFloat16("cpu")) {
            QVERIFY(contents(at("precision")).isEmpty());
            QSKIP("this processor gains nothing from bf16, so there is no trial");
        }
        const PrecisionMemo memo(at("precision"));
        const auto circumstances = trialCircumstances(tried->manifest());
        const auto found = memo.recall(circumstances);
        QCOMPARE(found, std::optional(tried->deviceName() == "cpu (bf16)"));

        // The opposite, as nothing but a memo would say it.
        memo.keep(circumstances, !*found);
        const auto recalled = Classifier::load(file, options);
        QVERIFY(recalled);
        QCOMPARE(recalled->deviceName(), std::string(*found ? "cpu (fp32)" : "cpu (bf16)"));

        // Of another machine: not asked, and left alone.
        memo.keep(circumstances, *found);
        memo.keep(circumstances + " another processor", !*found);
        QCOMPARE(Classifier::load(file, options)->deviceName(), tried->deviceName());
        QCOMPARE(memo.recall(circumstances + " another processor"), std::optional(!*found));

        // Of another model: the same network with another head.
        auto other = manifest;
        other.findings.front().calibration.slope = 2;
        QVERIFY(writeWeights(file, weightsOf(*seededNetwork(other), other)));
        memo.keep(circumstances, !*found);
        const auto again = Classifier::load(file, options);
        QVERIFY(again && trialCircumstances(again->manifest()) != circumstances);
        QVERIFY(memo.recall(trialCircumstances(again->manifest())).has_value());

        // An explicit precision asks nobody.
        QFile::remove(QString::fromStdString(at("precision").string()));
        QCOMPARE(Classifier::load(file, {"cpu", Precision::BFloat16, {}, at("precision")})->deviceName(), std::string("cpu (bf16)"));
        QVERIFY(contents(at("precision")).isEmpty());
    }

    void theProcessorIsPartOfTheCircumstances()
    {
        const auto here = computingCircumstances();
        QVERIFY(here.find("DNN") != std::string::npos || here.find("ATen") != std::string::npos);
        QCOMPARE(computingCircumstances(), here);
        qputenv("DNNL_MAX_CPU_ISA", "AVX2");
        const auto limited = computingCircumstances();
        qunsetenv("DNNL_MAX_CPU_ISA");
        QVERIFY(limited != here);
    }
};

QTEST_APPLESS_MAIN(tst_precisionmemo)
#include "tst_precisionmemo.moc"
