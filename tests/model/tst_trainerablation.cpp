#include "model/trainerablation.h"

#include "tests/support/model/trainerdata.h"

#include <torch/torch.h>

#include <QDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <set>

using namespace lucency;
using namespace lucency::model;

namespace {

TrainingRequest requestFor(const test::TrainerData& data)
{
    TrainingRequest request;
    request.recipe = test::smallRecipe(3);
    request.dataFolder = data.path();
    request.runFolder = data.run("run");
    request.ablation = true;
    return request;
}

AblationOutcome outcomeOf(const TrainingRequest& request)
{
    const auto outcome = train(request, {});
    if (!outcome || !outcome->ablation) {
        qCritical("%s", outcome ? "no ablation" : (outcome.error().subject + ": " + outcome.error().detail).c_str());
        return {};
    }
    return *outcome->ablation;
}

} // namespace

class TestTrainerAblation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void fewImagesAreLearntByHeartAndNothingIsWritten();
    void constantLabelsAreNamed();
    void imagesThatAreAllTheSameAreNamed();
    void wrongLearningRateIsNamed_data();
    void wrongLearningRateIsNamed();
    void lossThatIsNoNumberIsNamed();
    void stopEndsIt();
    void choiceHoldsEveryCommonCombination();
};

void TestTrainerAblation::fewImagesAreLearntByHeartAndNothingIsWritten()
{
    const test::TrainerData data(40);
    auto request = requestFor(data);
    long told = 0;
    request.progress = [&](const TrainingProgress& progress) { told += progress.stage == TrainingStage::Training ? 1 : 0; };
    const auto outcome = outcomeOf(request);
    QVERIFY2(outcome.learnt, outcome.explanation.c_str());
    QVERIFY(outcome.fault == AblationFault::None);
    QCOMPARE(outcome.images, 32);
    QVERIFY(outcome.epochs >= 2 && outcome.epochs <= 60);
    QVERIFY(outcome.accuracy >= 0.98 && outcome.auc >= 0.99);
    QVERIFY(outcome.lastLoss < outcome.firstLoss);
    QVERIFY2(outcome.explanation.find("32 images by heart") != std::string::npos, outcome.explanation.c_str());
    QCOMPARE(told, 4L * outcome.epochs);
    QVERIFY(!std::filesystem::exists(request.runFolder));
    QCOMPARE(QDir(data.file(".")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList{QStringLiteral("data")});
}

void TestTrainerAblation::constantLabelsAreNamed()
{
    const test::TrainerData data(20);
    auto request = requestFor(data);
    request.recipe.data[0].classes = {{"YES", {"Effusion"}}, {"NO", {"Effusion"}}};
    const auto outcome = outcomeOf(request);
    QVERIFY(!outcome.learnt);
    QVERIFY(outcome.fault == AblationFault::LabelsConstant);
    QVERIFY2(outcome.explanation.find("same labels") != std::string::npos, outcome.explanation.c_str());
}

void TestTrainerAblation::imagesThatAreAllTheSameAreNamed()
{
    const test::TrainerData data(10);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data.path() / "data"))
        if (entry.path().extension() == ".png") cv::imwrite(entry.path().string(), test::drawCase(false, 1));
    const auto outcome = outcomeOf(requestFor(data));
    QVERIFY(!outcome.learnt);
    QVERIFY(outcome.fault == AblationFault::ImagesIdentical);
    QVERIFY2(outcome.explanation.starts_with("100 pairs"), outcome.explanation.c_str());
}

void TestTrainerAblation::wrongLearningRateIsNamed_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("far too small") << 1e-7 << static_cast<int>(AblationFault::RateTooSmall) << QByteArray("1e-07 is too small");
    QTest::newRow("beyond any neighbour") << 1e-9 << static_cast<int>(AblationFault::RateTooSmall) << QByteArray("1e-09 is too small");
    QTest::newRow("far too large") << 20.0 << static_cast<int>(AblationFault::RateTooLarge) << QByteArray("20 is too large");
}

void TestTrainerAblation::wrongLearningRateIsNamed()
{
    QFETCH(double, rate);
    QFETCH(int, fault);
    QFETCH(QByteArray, said);
    const test::TrainerData data(8);
    auto request = requestFor(data);
    request.recipe.training.learningRate = rate;
    const auto outcome = outcomeOf(request);
    QVERIFY(!outcome.learnt);
    QVERIFY2(static_cast<int>(outcome.fault) == fault, outcome.explanation.c_str());
    QVERIFY2(outcome.explanation.find(said.toStdString()) != std::string::npos, outcome.explanation.c_str());
}

void TestTrainerAblation::lossThatIsNoNumberIsNamed()
{
    const test::TrainerData data(8);
    auto request = requestFor(data);
    request.recipe.training.optimiser = OptimiserKind::Sgd;
    request.recipe.training.gradientClip = 0;
    request.recipe.training.learningRate = 1e30;
    const auto outcome = outcomeOf(request);
    QVERIFY(!outcome.learnt);
    QVERIFY2(outcome.fault == AblationFault::LossNotFinite, outcome.explanation.c_str());
    QVERIFY2(outcome.explanation.find("no number") != std::string::npos, outcome.explanation.c_str());
}

void TestTrainerAblation::stopEndsIt()
{
    const test::TrainerData data(8);
    auto request = requestFor(data);
    std::stop_source stop;
    request.progress = [&](const TrainingProgress& progress) {
        if (progress.stage == TrainingStage::Training) stop.request_stop();
    };
    const auto outcome = train(request, stop.get_token());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, FailureKind::Cancelled);
}

void TestTrainerAblation::choiceHoldsEveryCommonCombination()
{
    Cohort cohort;
    cohort.findings = {"Effusion", "Mass"};
    for (int i = 0; i < 500; ++i) {
        CohortImage image;
        image.labels = {i >= 450 ? Label::Present : Label::Absent, i >= 495 ? Label::Present : Label::Absent};
        cohort.images.push_back(image);
    }
    const auto chosen = chooseForAblation(cohort, 24);
    QCOMPARE(std::set<std::size_t>(chosen.begin(), chosen.end()).size(), chosen.size());
    QVERIFY(chosen.size() >= 20 && chosen.size() <= 24);
    QCOMPARE(std::count_if(chosen.begin(), chosen.end(), [](std::size_t i) { return i >= 495; }), 5);
    QVERIFY(std::count_if(chosen.begin(), chosen.end(), [](std::size_t i) { return i >= 450 && i < 495; }) >= 8);
    QVERIFY(std::count_if(chosen.begin(), chosen.end(), [](std::size_t i) { return i < 450; }) >= 8);
}

QTEST_APPLESS_MAIN(TestTrainerAblation)
#include "tst_trainerablation.moc"
