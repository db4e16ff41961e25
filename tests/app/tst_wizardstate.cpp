#include "app/training/trainingdraft.h"
#include "app/training/wizardstate.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/resources.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;

namespace {

WizardState someState()
{
    WizardState state;
    state.page = 3;
    state.furthest = 4;
    state.data.given = {"/data/one", "/data/labels.csv"};
    state.data.patientColumn = "-";
    state.data.meanings = {{"healthy subjects", ""}, {"Effus.", "Effusion"}};
    state.data.patientRule = "pattern";
    state.data.patientPatterns = {R"(^(\d+)_)"};
    state.leftOut = {"Mass"};
    state.card = "own-images";
    state.changes["own-images"]["training.epochs"] = "7";
    state.shares = {0.2, 0.3};
    state.previewSeed = 12;
    state.runName = QStringLiteral("Röntgen-1");
    state.note = QStringLiteral("the first\nof several");
    return state;
}

} // namespace

class WizardStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsEveryChoiceAgain();
    void saysWhatIsWrongWithADamagedFile_data();
    void saysWhatIsWrongWithADamagedFile();
    void writesEveryChoiceAtOnce();
    void forgetsWhenStartedAnew();
    void tellsOnceThatItCannotBeKept();
    void cardsKeepTheirOwnChanges();
    void refusesAChangeByTheNameOfItsKey();
    void aRunOnOtherImagesDoesNotClaimToBeTheRecipes();
    void whatARecipeAsksOfAllItsRadiographsHoldsForOthers_data();
    void whatARecipeAsksOfAllItsRadiographsHoldsForOthers();
};

void WizardStateTest::findsEveryChoiceAgain()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("deep/state.json"));
    QVERIFY(readWizardState(file) && !*readWizardState(file));
    QVERIFY(writeWizardState(file, toJson(someState())));
    const auto again = readWizardState(file);
    QVERIFY(again && *again);
    QVERIFY(**again == someState());
}

void WizardStateTest::saysWhatIsWrongWithADamagedFile_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto whole = toJson(someState());
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << whole.left(whole.size() / 2);
    QTest::newRow("of another kind") << QByteArray("{\"format\":1,\"page\":\"three\"}");
    QTest::newRow("of a later version") << QByteArray(whole).replace("\"format\": 1", "\"format\": 9");
}

void WizardStateTest::saysWhatIsWrongWithADamagedFile()
{
    QFETCH(QByteArray, text);
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("state.json"));
    test::writeText(file, text);
    const auto state = readWizardState(file);
    QVERIFY(!state);
    QCOMPARE(state.error().kind, FailureKind::CorruptFile);
    QCOMPARE(state.error().subject, file.toStdString());
}

void WizardStateTest::writesEveryChoiceAtOnce()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("state.json"));
    TrainingDraft draft(file, *recipeCards(test::resourceFolder()));
    for (int shares = 10; shares < 30; ++shares) {
        auto state = someState();
        state.shares = {shares / 100.0, 0.2};
        draft.setState(state);
    }
    // Without the draft having ended: a kill would leave it so.
    QTRY_VERIFY(QFileInfo::exists(file) && readWizardState(file) && *readWizardState(file) && **readWizardState(file) == draft.state());
}

void WizardStateTest::forgetsWhenStartedAnew()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("state.json"));
    {
        TrainingDraft draft(file, *recipeCards(test::resourceFolder()));
        draft.setState(someState());
        QTRY_VERIFY(QFileInfo::exists(file));
        draft.startAnew();
        QVERIFY(draft.state().isFresh());
    }
    QVERIFY(!QFileInfo::exists(file));
}

void WizardStateTest::tellsOnceThatItCannotBeKept()
{
    QTemporaryDir folder;
    test::writeText(folder.filePath(QStringLiteral("taken")), "a file where a folder should be");
    TrainingDraft draft(folder.filePath(QStringLiteral("taken/state.json")), *recipeCards(test::resourceFolder()));
    QSignalSpy failed(&draft, &TrainingDraft::cannotSave);
    draft.setState(someState());
    QTRY_COMPARE(failed.size(), 1);
    auto state = someState();
    state.note = QStringLiteral("another");
    draft.setState(state);
    QCOMPARE(draft.state().note, QStringLiteral("another"));
}

namespace {

/// A survey as it would be of 40 people, half of whom have an effusion.
SurveyPtr madeSurvey()
{
    auto survey = std::make_shared<Survey>();
    survey->data.dataFolder = "/data";
    model::DataSource source;
    source.name = "own";
    source.kind = model::SourceKind::Found;
    survey->data.sources = {source};
    survey->cohort.findings = {"Effusion"};
    for (int i = 0; i < 40; ++i) {
        model::CohortImage image;
        image.path = std::to_string(i) + ".png";
        image.patient = "own/" + std::to_string(i);
        image.labels = {i % 2 == 0 ? model::Label::Present : model::Label::Absent};
        survey->cohort.images.push_back(image);
    }
    survey->findings = {{"Effusion", 20, 20, 20, 20, {}, {}}, {"", 20, 20, 20, 20, {}, {}}};
    survey->patients = 40;
    return survey;
}

} // namespace

void WizardStateTest::cardsKeepTheirOwnChanges()
{
    QTemporaryDir folder;
    TrainingDraft draft(folder.filePath(QStringLiteral("state.json")), *recipeCards(test::resourceFolder()));
    draft.setSurvey(madeSurvey());
    auto state = draft.state();
    state.card = "own-images";
    draft.setState(state);
    QVERIFY(draft.change("training.epochs", "3"));
    QCOMPARE(draft.recipe()->training.epochs, 3);
    state = draft.state();
    state.card = "pneumonia-cnn64";
    draft.setState(state);
    QVERIFY(draft.recipe()->training.epochs != 3);
    state.card = "own-images";
    state.changes = draft.state().changes;
    draft.setState(state);
    QCOMPARE(draft.recipe()->training.epochs, 3);
    // The card's own value takes the change back.
    QVERIFY(draft.change("training.epochs", "30"));
    QVERIFY(draft.changes().empty());
}

void WizardStateTest::refusesAChangeByTheNameOfItsKey()
{
    QTemporaryDir folder;
    TrainingDraft draft(folder.filePath(QStringLiteral("state.json")), *recipeCards(test::resourceFolder()));
    draft.setSurvey(madeSurvey());
    const auto before = draft.state();
    const auto wrong = draft.change("training.learningRate", "99");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, FailureKind::BadRecipe);
    QVERIFY(QString::fromStdString(wrong.error().detail).contains(QStringLiteral("training.learningRate")));
    QVERIFY(!draft.change("augmentation.verticalFlip", "0.5"));
    QVERIFY(draft.state() == before);
}

void WizardStateTest::aRunOnOtherImagesDoesNotClaimToBeTheRecipes()
{
    model::Recipe recipe;
    recipe.name = "default";
    recipe.version = "1.1.0";
    recipe.title = "The model that is shipped";
    recipe.description = "Trained on three sources.";
    Survey survey;
    survey.findings.push_back({"EFFUSION", 20, 20, 20, 20, {}, {}});
    survey.findings.push_back({"", 20, 20, 0, 0, {}, {}});
    survey.cohort.findings = {"EFFUSION"};
    const auto made = fitted(recipe, survey, {});
    QCOMPARE(made.title, std::string("EFFUSION"));
    QCOMPARE(made.description, std::string("Trained on local images to find EFFUSION, after the recipe default 1.1.0."));
    QCOMPARE(made.version, std::string("1.0.0"));
}

void WizardStateTest::whatARecipeAsksOfAllItsRadiographsHoldsForOthers_data()
{
    using Sources = std::vector<std::pair<model::SourceKind, double>>;
    QTest::addColumn<Sources>("asked");
    QTest::addColumn<double>("kept");
    QTest::newRow("of its only source") << Sources{{model::SourceKind::Found, 0.7}} << 0.7;
    QTest::newRow("of all but phantoms") << Sources{{model::SourceKind::Found, 0.7}, {model::SourceKind::Phantoms, 0}} << 0.7;
    QTest::newRow("of one source, not of the other") << Sources{{model::SourceKind::Found, 0.8}, {model::SourceKind::Found, 0}} << 0.0;
    QTest::newRow("of none") << Sources{{model::SourceKind::Found, 0}} << 0.0;
}

void WizardStateTest::whatARecipeAsksOfAllItsRadiographsHoldsForOthers()
{
    using Sources = std::vector<std::pair<model::SourceKind, double>>;
    QFETCH(Sources, asked);
    QFETCH(double, kept);
    model::Recipe recipe;
    for (const auto& [kind, share] : asked) {
        recipe.data.emplace_back().kind = kind;
        recipe.data.back().foreignSurroundings = share;
    }
    Survey survey;
    survey.data.sources.resize(2);
    const auto made = fitted(recipe, survey, {});
    QCOMPARE(made.data.size(), std::size_t{2});
    QCOMPARE(made.data[0].foreignSurroundings, kept);
    QCOMPARE(made.data[1].foreignSurroundings, kept);
}

QTEST_GUILESS_MAIN(WizardStateTest)
#include "tst_wizardstate.moc"
