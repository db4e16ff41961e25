#include "app/modeltest.h"
#include "app/workbench/openedresult.h"
#include "model/computeturn.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/model/seededmodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace lucency;
using namespace lucency::app;

namespace {

using Names = std::vector<std::string>;
using Same = std::map<std::string, std::string>;

/// A seeded model and labelled phantoms of 12 people.
struct Bench {
    Bench()
    {
        test::drawTwoClasses(path("data"), 6);
        model = path("seeded.safetensors").toStdString();
        auto manifest = test::seededManifest();
        manifest.findings.front().operatingPoint.threshold = 0.375;
        isWritten = test::writeSeededModel(model, manifest);
    }

    QString path(const char* name) const { return folder.filePath(QLatin1String(name)); }

    ModelTest order() const
    {
        ModelTest order;
        order.model = model;
        DataChoice choice;
        choice.given = {path("data").toStdString()};
        order.survey = surveyLabels(choice, {}).survey;
        order.meanings = {{"Effusion", "Effusion"}};
        order.folder = path("tests/first").toStdString();
        return order;
    }

    QTemporaryDir folder;
    std::filesystem::path model;
    bool isWritten = false;
};

} // namespace

class ModelTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairsFindingsByName_data();
    void pairsFindingsByName();
    void surveysLabelsWithoutReadingPixels();
    void measuresAtTheModelsOwnThreshold();
    void saysWhatCannotBeScored();
    void leavesNothingBehindWhenItFails_data();
    void leavesNothingBehindWhenItFails();
    void leavesNothingBehindWhenItIsStopped();
    void waitsForWhatIsOnScreen();
};

void ModelTestTest::pairsFindingsByName_data()
{
    QTest::addColumn<Names>("ofModel");
    QTest::addColumn<Names>("ofData");
    QTest::addColumn<Same>("same");
    QTest::newRow("the same names") << Names{"Effusion", "Mass"} << Names{"Mass", "Effusion"}
                                    << Same{{"Effusion", "Effusion"}, {"Mass", "Mass"}};
    QTest::newRow("folders in capitals") << Names{"Effusion"} << Names{"EFFUSION"} << Same{{"Effusion", "EFFUSION"}};
    QTest::newRow("underscores") << Names{"Pleural_Thickening"} << Names{"pleural thickening"}
                                 << Same{{"Pleural_Thickening", "pleural thickening"}};
    QTest::newRow("what stands in brackets") << Names{"Pneumonia (paediatric)"} << Names{"PNEUMONIA"}
                                             << Same{{"Pneumonia (paediatric)", "PNEUMONIA"}};
    QTest::newRow("the very name goes first") << Names{"Pneumonia"} << Names{"PNEUMONIA", "Pneumonia"} << Same{{"Pneumonia", "Pneumonia"}};
    QTest::newRow("two that would fit") << Names{"Mass"} << Names{"MASS", "mass"} << Same{};
    QTest::newRow("one label for two findings of the model")
        << Names{"Pneumonia (paediatric)", "Pneumonia"} << Names{"PNEUMONIA"} << Same{};
    QTest::newRow("the finding of that very name takes it from the other")
        << Names{"Pneumonia (paediatric)", "Pneumonia"} << Names{"Pneumonia"} << Same{{"Pneumonia", "Pneumonia"}};
    QTest::newRow("none that fits") << Names{"Mass"} << Names{"Effusion"} << Same{};
    QTest::newRow("the absence of all is no finding") << Names{"No Finding"} << Names{"No Finding"} << Same{};
}

void ModelTestTest::pairsFindingsByName()
{
    QFETCH(Names, ofModel);
    QFETCH(Names, ofData);
    QFETCH(Same, same);
    QCOMPARE(sameFindings(ofModel, ofData), same);
}

void ModelTestTest::surveysLabelsWithoutReadingPixels()
{
    const Bench bench;
    test::writeText(bench.path("data/NORMAL/person0_0.png"), "not a picture");
    const auto survey = bench.order().survey;
    QVERIFY(survey);
    QVERIFY(!survey->looked);
    QCOMPARE(survey->patients, 12);
    QCOMPARE(survey->cohort.images.size(), std::size_t{16});

    const auto failed = surveyLabels({}, {});
    QVERIFY(!failed.survey);
    QVERIFY(failed.failure.has_value());
}

void ModelTestTest::measuresAtTheModelsOwnThreshold()
{
    const Bench bench;
    QVERIFY(bench.isWritten);
    std::size_t last = 0;
    const auto tested = testModel(bench.order(), [&](std::size_t done, std::size_t all) {
        QCOMPARE(all, std::size_t{16});
        last = done;
    });
    QVERIFY2(tested.has_value(), tested ? "" : tested.error().detail.c_str());
    QCOMPARE(last, std::size_t{16});
    QCOMPARE(tested->images, std::size_t{16});
    QCOMPARE(tested->notScored, std::size_t{0});

    const auto opened = openPredictions(tested->predictions);
    QVERIFY(opened.has_value());
    const auto& result = **opened;
    QCOMPARE(result.name, std::string("first"));
    QCOMPARE(result.findings.size(), std::size_t{1}); // nothing is known of masses
    QCOMPARE(result.findings[0].name(), std::string("Effusion"));
    QCOMPARE(result.points[0].threshold, 0.375);
    QCOMPARE(result.points[0].source, std::string("model"));
    QCOMPARE(result.material.patients, 12);
    QCOMPARE(result.modelFile, bench.model);
    QVERIFY(std::filesystem::exists(result.fileOf(0)));
    long with = 0;
    for (std::size_t i = 0; i < result.table.images.size(); ++i) {
        const bool named = result.table.images[i].path.find("EFFUSION") != std::string::npos;
        QCOMPARE(int(result.table.findings[0].labels[i]), named ? 1 : 0);
        with += named;
    }
    QCOMPARE(with, 8);
}

void ModelTestTest::saysWhatCannotBeScored()
{
    const Bench bench;
    test::writeText(bench.path("data/NORMAL/person0_0.png"), "not a picture");
    const auto tested = testModel(bench.order(), {});
    QVERIFY(tested.has_value());
    QCOMPARE(tested->images, std::size_t{15});
    QCOMPARE(tested->notScored, std::size_t{1});
    const auto opened = openPredictions(tested->predictions);
    QVERIFY(opened.has_value());
    QCOMPARE((*opened)->material.notScored, 1);
}

void ModelTestTest::leavesNothingBehindWhenItFails_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("kind");
    QTest::newRow("the model is gone") << 0 << int(FailureKind::NotFound);
    QTest::newRow("no label stands for a finding") << 1 << int(FailureKind::NoLabelledImages);
    QTest::newRow("the images are gone") << 2 << int(FailureKind::NoLabelledImages);
    QTest::newRow("there is no place for the results") << 3 << int(FailureKind::CannotWrite);
}

void ModelTestTest::leavesNothingBehindWhenItFails()
{
    QFETCH(int, fault);
    QFETCH(int, kind);
    const Bench bench;
    auto order = bench.order();
    if (fault == 0) order.model = bench.path("gone.safetensors").toStdString();
    if (fault == 1) order.meanings.clear();
    if (fault == 2) QVERIFY(QDir(bench.path("data")).removeRecursively());
    if (fault == 3) {
        test::writeText(bench.path("file"), "in the way");
        order.folder = bench.path("file/first").toStdString();
    }
    const auto tested = testModel(order, {});
    QVERIFY(!tested.has_value());
    QCOMPARE(int(tested.error().kind), kind);
    QVERIFY(!std::filesystem::exists(order.folder));
}

void ModelTestTest::leavesNothingBehindWhenItIsStopped()
{
    const Bench bench;
    std::stop_source stop;
    const auto tested = testModel(
        bench.order(), [&](std::size_t, std::size_t) { stop.request_stop(); }, stop.get_token());
    QVERIFY(!tested.has_value());
    QCOMPARE(tested.error().kind, FailureKind::Cancelled);
    QVERIFY(!std::filesystem::exists(bench.order().folder));
}

void ModelTestTest::waitsForWhatIsOnScreen()
{
    const Bench bench;
    const auto order = bench.order();
    std::atomic<std::size_t> scored = 0;
    auto turn = model::ComputeTurn::take(model::ComputeClaim::OnScreen);
    std::jthread tester([&] { (void)testModel(order, [&](std::size_t done, std::size_t) { scored = done; }); });
    std::this_thread::sleep_for(std::chrono::milliseconds(700)); // a turn is waited for up to two seconds
    QCOMPARE(scored.load(), std::size_t{0});
    turn.giveUp();
    QTRY_COMPARE_WITH_TIMEOUT(scored.load(), std::size_t{16}, 60'000);
}

QTEST_GUILESS_MAIN(ModelTestTest)
#include "tst_modeltest.moc"
