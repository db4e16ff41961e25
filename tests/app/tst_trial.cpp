#include "app/training/trainingdraft.h"
#include "app/training/trial.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/resources.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;

namespace {

class Bench {
public:
    Bench() { test::drawTwoClasses(path(QStringLiteral("data")), 24); }
    QString path(const QString& name) const { return m_folder.filePath(name); }

    SurveyPtr survey() const
    {
        SurveyRequest request;
        request.choice.given = {path(QStringLiteral("data")).toStdString()};
        request.cacheFolder = path(QStringLiteral("cache")).toStdString();
        return surveyData(request, {}).survey;
    }
    model::Recipe recipe(const Survey& survey, int epochs) const
    {
        const auto card = model::readRecipe(test::resourceFolder() / "recipes" / "pneumonia-cnn64.json");
        auto recipe = fitted(*card, survey, {});
        recipe.training.epochs = epochs;
        recipe.cacheSize = Survey::pictureSize;
        return recipe;
    }
    CheckRequest request(const SurveyPtr& survey, model::Recipe recipe) const
    {
        CheckRequest request;
        request.survey = survey;
        request.recipe = std::move(recipe);
        request.runsFolder = path(QStringLiteral("runs")).toStdString();
        request.cacheFolder = path(QStringLiteral("cache")).toStdString();
        request.seconds = 2;
        return request;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TrialTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measuresAndProves();
    void estimatesGrowWithTheRun();
    void comparesWithARealRun();
    void goesOnFromLucencysOwnModel();
    void saysWhatCannotBeLearnt();
    void stopsWhenAsked();
    void namesWhatIsMissing();
};

void TrialTest::measuresAndProves()
{
    const Bench bench;
    const auto survey = bench.survey();
    QVERIFY(survey);
    int last = 0;
    auto request = bench.request(survey, bench.recipe(*survey, 4));
    request.progress = [&last](CheckStage stage, int done, int) {
        last = stage == CheckStage::Learning ? 100 + done : std::max(last, done);
    };
    const auto outcome = checkRun(request, {});
    QVERIFY2(!outcome.failure, outcome.failure ? outcome.failure->detail.c_str() : "");
    QVERIFY(outcome.trial && outcome.ablation);
    QVERIFY(outcome.ablation->learnt);
    QVERIFY(last > 100);
    QVERIFY(outcome.trial->batches >= 3);
    QVERIFY(outcome.trial->batchSeconds > 0 && outcome.trial->scoreSeconds > 0 && outcome.trial->scoringReadSeconds > 0);
    // 946,374 numbers of four bytes in the network; resuming needs several copies.
    QVERIFY(outcome.trial->modelBytes > 3'700'000 && outcome.trial->modelBytes < 4'200'000);
    QVERIFY(outcome.trial->stateBytes > 2 * outcome.trial->modelBytes);
    QCOMPARE(outcome.trial->pixelBytes, std::uint64_t{192 * 192});
    QVERIFY(outcome.room.memory > 0 && outcome.room.runDisk > 0);
    // It leaves no run and no scratch behind.
    QVERIFY(!QDir(bench.path(QStringLiteral("runs"))).exists());
    QVERIFY(QDir(bench.path(QStringLiteral("cache"))).entryList({QStringLiteral("trial-*")}, QDir::Files).isEmpty());
}

void TrialTest::estimatesGrowWithTheRun()
{
    model::TrainingTrial trial;
    trial.readSeconds = 0.01;
    trial.scoringReadSeconds = 0.02;
    trial.batchSeconds = 0.5;
    trial.scoreSeconds = 0.005;
    trial.saveSeconds = 0.1;
    trial.pixelBytes = 1000;
    trial.modelBytes = 10;
    trial.stateBytes = 40;
    model::Recipe recipe;
    recipe.data.emplace_back();
    recipe.training.epochs = 10;
    recipe.training.batch = 20;
    recipe.input.inputSize = 10;
    const auto estimate = model::estimateRun(trial, recipe, {1000, 200, 300}, false);
    QCOMPARE(estimate.learnSeconds, 10 * 50 * 0.5);
    QCOMPARE(estimate.validateSeconds, 10 * 200 * 0.005);
    QCOMPARE(estimate.readSeconds, 1500 * 0.01 + 500 * 0.02);
    QCOMPARE(estimate.saveSeconds, 1.0);
    QCOMPARE(estimate.cacheBytes, std::uint64_t{1500 * 1000 + 500 * 100});
    QCOMPARE(estimate.runBytes, std::uint64_t{2 * 40 + 3 * 10});
    QVERIFY(estimate.evaluateSeconds > 500 * 0.005);
    recipe.training.epochs = 20;
    QCOMPARE(model::estimateRun(trial, recipe, {1000, 200, 300}, true).learnSeconds, 2 * estimate.learnSeconds);
    QCOMPARE(model::estimateRun(trial, recipe, {1000, 200, 300}, true).cacheBytes, std::uint64_t{500 * 100});
    recipe.training.stepsPerEpoch = 7;
    QCOMPARE(model::estimateRun(trial, recipe, {1000, 200, 300}, true).learnSeconds, 20 * 7 * 0.5);
}

/// The figures are told, not held to a bound: what else the machine does is not this test's.
void TrialTest::comparesWithARealRun()
{
    const Bench bench;
    const auto survey = bench.survey();
    QVERIFY(survey);
    const auto recipe = bench.recipe(*survey, 8);
    const auto outcome = checkRun(bench.request(survey, recipe), {});
    QVERIFY(!outcome.failure);
    model::TrainingRequest run;
    run.recipe = recipe;
    run.dataFolder = survey->data.dataFolder;
    run.runFolder = bench.path(QStringLiteral("run")).toStdString();
    run.cacheFolder = bench.path(QStringLiteral("cache")).toStdString();
    QElapsedTimer clock;
    clock.start();
    const auto trained = model::train(run, {});
    QVERIFY2(trained, trained ? "" : trained.error().detail.c_str());
    const double measured = static_cast<double>(clock.elapsed()) / 1000;
    const auto& estimate = outcome.estimate;
    qInfo("estimated %.2f s (reading %.2f, learning %.2f, validating %.2f, saving %.2f, evaluating %.2f), measured %.2f s",
          estimate.seconds(), estimate.readSeconds, estimate.learnSeconds, estimate.validateSeconds, estimate.saveSeconds,
          estimate.evaluateSeconds, measured);
    QVERIFY(estimate.seconds() > 0);
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.path(QStringLiteral("run")).toStdString()))
        if (entry.is_regular_file()) bytes += entry.file_size();
    qInfo("estimated %.1f MB of the run folder, measured %.1f MB", static_cast<double>(estimate.runBytes) / 1e6,
          static_cast<double>(bytes) / 1e6);
    QVERIFY2(bytes < 2 * estimate.runBytes && estimate.runBytes < 4 * bytes, qPrintable(QString::number(bytes)));
}

void TrialTest::goesOnFromLucencysOwnModel()
{
    const auto cards = recipeCards(test::resourceFolder());
    QVERIFY(cards);
    const auto own = std::find_if(cards->begin(), cards->end(), [](const RecipeCard& card) { return card.name == "lucency-model"; });
    if (own == cards->end()) QSKIP("Lucency's own model is not here");
    const Bench bench;
    const auto survey = bench.survey();
    QVERIFY(survey);
    std::stop_source stop;
    auto request = bench.request(survey, fitted(own->recipe, *survey, {}));
    request.seconds = 0.5;
    request.progress = [&stop](CheckStage stage, int, int) {
        if (stage == CheckStage::Learning) stop.request_stop();
    };
    const auto outcome = checkRun(request, stop.get_token());
    QVERIFY2(outcome.trial, outcome.failure ? outcome.failure->detail.c_str() : "");
    QVERIFY(outcome.trial->modelBytes > 40'000'000); // of a ResNet-18
}

void TrialTest::saysWhatCannotBeLearnt()
{
    const Bench bench;
    // The same pictures in both folders: nobody can tell them apart.
    QDir effusion(bench.path(QStringLiteral("data/EFFUSION"))), normal(bench.path(QStringLiteral("data/NORMAL")));
    const auto pictures = normal.entryList(QDir::Files);
    const auto taken = effusion.entryList(QDir::Files);
    for (int i = 0; i < taken.size(); ++i) {
        QVERIFY(effusion.remove(taken[i]));
        QVERIFY(QFile::copy(normal.filePath(pictures[i % pictures.size()]), effusion.filePath(taken[i])));
    }
    const auto survey = bench.survey();
    QVERIFY(survey);
    QVERIFY(std::any_of(survey->lookAlikes.begin(), survey->lookAlikes.end(), [](const LookAlike& pair) { return pair.contradict; }));
    const auto outcome = checkRun(bench.request(survey, bench.recipe(*survey, 2)), {});
    QVERIFY2(!outcome.failure, outcome.failure ? outcome.failure->detail.c_str() : "");
    QVERIFY(outcome.ablation);
    QVERIFY(!outcome.ablation->learnt);
    QCOMPARE(outcome.ablation->fault, model::AblationFault::ImagesIdentical);
}

void TrialTest::stopsWhenAsked()
{
    const Bench bench;
    const auto survey = bench.survey();
    QVERIFY(survey);
    std::stop_source stop;
    auto request = bench.request(survey, bench.recipe(*survey, 4));
    request.progress = [&stop](CheckStage stage, int, int) {
        if (stage == CheckStage::Learning) stop.request_stop();
    };
    const auto outcome = checkRun(request, stop.get_token());
    QVERIFY(outcome.failure);
    QCOMPARE(outcome.failure->kind, FailureKind::Cancelled);
    QVERIFY(!outcome.ablation);
}

void TrialTest::namesWhatIsMissing()
{
    const Bench bench;
    const auto survey = bench.survey();
    QVERIFY(survey);
    QVERIFY(QDir(bench.path(QStringLiteral("data"))).removeRecursively());
    const auto outcome = checkRun(bench.request(survey, bench.recipe(*survey, 4)), {});
    QVERIFY(outcome.failure);
    QCOMPARE(outcome.failure->kind, FailureKind::NotFound);
    QCOMPARE(outcome.failure->subject, bench.path(QStringLiteral("data")).toStdString());
}

QTEST_GUILESS_MAIN(TrialTest)
#include "tst_trial.moc"
