#include "model/recipe.h"
#include "tests/support/resources.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::model;

namespace {

const std::string smallest = R"({"name": "small", "data": [{"name": "a", "kind": "folders", "folders": ["x"], "knows": ["Effusion"],
    "classes": {"YES": ["Effusion"], "NO": []}}], "findings": [{"name": "Effusion"}]})";

QString fileOf(const QTemporaryDir& folder, const std::string& text)
{
    const QString path = folder.filePath(QStringLiteral("recipe.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("the temporary folder takes no file");
    file.write(text.data(), static_cast<qint64>(text.size()));
    return path;
}

} // namespace

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingKeysKeepTheirDefaults();
    void writtenRecipeReadsBackTheSame();
    void everyWordIsWrittenAndRead_data();
    void everyWordIsWrittenAndRead();
    void everyKeyCanBeSet_data();
    void everyKeyCanBeSet();
    void recipeWithoutFindingsNeedsASourceThatFindsThem();
    void verticalFlipIsRefusedInItsOwnWords();
    void wrongRecipeIsRefusedByName_data();
    void wrongRecipeIsRefusedByName();
    void settingOverridesAnyKey();
    void wrongSettingIsRefusedByName_data();
    void wrongSettingIsRefusedByName();
    void shippedRecipesAreValid();
    void emptyFileIsCalledEmpty();
    void sameKeyInTwoObjectsIsFine();
    void entriesOfAListLeftOutCanBeSet();
};

void TestRecipe::missingKeysKeepTheirDefaults()
{
    const auto recipe = recipeFromJson(smallest, "small.json");
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    QCOMPARE(recipe->training.batch, 32);
    QCOMPARE(recipe->input.inputSize, 160);
    QCOMPARE(recipe->data.front().classes.at("YES"), std::vector<std::string>{"Effusion"});
    QCOMPARE(recipe->augmentation.horizontalFlip, 0.0);
    // A recipe of before these keys trains as it did.
    QVERIFY(recipe->training.loss == LossKind::CrossEntropy);
    QVERIFY(recipe->training.optimiser == OptimiserKind::AdamW);
    QVERIFY(recipe->training.schedule == Schedule::OneCycle);
    QVERIFY(recipe->training.sampling == Sampling::Shuffled);
    QCOMPARE(recipe->training.penalty[0][1], 1.0);
    QCOMPARE(recipe->transitionSize, 0);
    QVERIFY(!recipe->attention);
}

void TestRecipe::writtenRecipeReadsBackTheSame()
{
    auto recipe = *recipeFromJson(smallest, "small.json");
    recipe.augmentation.rotation = {-7, 8, 0.25};
    recipe.training.learningRate = 0.1 + 0.2;
    recipe.data.front().minimumAge = 18;
    recipe.data.front().share = 2;
    recipe.data.front().lastShare = 0.5;
    const auto text = toJson(recipe);
    const auto again = recipeFromJson(text, "again.json");
    QVERIFY2(again.has_value(), again ? "" : again.error().detail.c_str());
    QCOMPARE(toJson(*again), text);
    QCOMPARE(again->training.learningRate, recipe.training.learningRate);
    QCOMPARE(again->augmentation.rotation.probability, 0.25);
    QCOMPARE(again->data.front().lastShare.value_or(-1), 0.5);
}

void TestRecipe::everyWordIsWrittenAndRead_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("word");
    const auto words = [](const char* key, const QStringList& all) {
        for (const auto& each : all)
            QTest::addRow("%s=%s", key, qPrintable(each)) << QString::fromLatin1(key) << each;
    };
    words("training.loss", {QStringLiteral("cross-entropy"), QStringLiteral("softmax"), QStringLiteral("focal"), QStringLiteral("hinge"),
                            QStringLiteral("euclidean")});
    words("training.optimiser", {QStringLiteral("adamw"), QStringLiteral("adam"), QStringLiteral("sgd")});
    words("training.schedule", {QStringLiteral("one-cycle"), QStringLiteral("cosine"), QStringLiteral("step"), QStringLiteral("plateau"),
                                QStringLiteral("constant")});
    words("training.sampling", {QStringLiteral("shuffled"), QStringLiteral("balanced"), QStringLiteral("findings")});
    words("data.0.noFinding", {QStringLiteral("keep"), QStringLiteral("ignore")});
    words("data.0.kind", {QStringLiteral("folders"), QStringLiteral("found")});
    words("architecture", {QStringLiteral("cnn64"), QStringLiteral("resnet18"), QStringLiteral("densenet121")});
}

void TestRecipe::everyWordIsWrittenAndRead()
{
    QFETCH(QString, key);
    QFETCH(QString, word);
    const QTemporaryDir folder;
    const auto file = fileOf(folder, smallest).toStdString();
    const auto recipe = readRecipe(file, std::vector<std::string>{(key + QLatin1Char('=') + word).toStdString()});
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    const auto text = toJson(*recipe);
    const auto written = QStringLiteral("\"%1\": \"%2\"").arg(key.section(QLatin1Char('.'), -1), word);
    QVERIFY2(QString::fromStdString(text).contains(written), text.c_str());
    QCOMPARE(toJson(*recipeFromJson(text, "again.json")), text);
    const auto wrong = readRecipe(file, std::vector<std::string>{(key + QStringLiteral("=nonsense")).toStdString()});
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().detail.starts_with(key.toStdString() + ": must be one of "), wrong.error().detail.c_str());
    QVERIFY(wrong.error().detail.find(word.toStdString()) != std::string::npos);
}

void TestRecipe::everyKeyCanBeSet_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("wrong");
    const auto row = [](const char* key, const char* value, const char* wrong) {
        QTest::newRow(key) << QStringLiteral("%1=%2").arg(QLatin1String(key), QLatin1String(value)) << QString::fromLatin1(value)
                           << QStringLiteral("%1=%2").arg(QLatin1String(key), QLatin1String(wrong));
    };
    row("training.focalGamma", "3.5", "-1");
    row("training.penalty", "[[1.0,5.0],[5.0,1.0]]", "[[1,5]]");
    row("training.momentum", "0.8", "1");
    row("training.stepsPerEpoch", "80", "-1");
    row("training.stepEpochs", "7", "0");
    row("training.stepFactor", "0.5", "2");
    row("training.frozenEpochs", "2", "10");
    row("training.layerDecay", "0.75", "0");
    row("training.patience", "4", "many");
    row("data.0.skipUnknownFindings", "true", "1");
    row("data.0.patientFromDicom", "false", "no");
    row("data.0.minimumCases", "70", "-70");
    row("data.0.patientColumn", "\"Patient ID\"", "7");
    row("split.trainingList", "\"nih/train_val_list.txt\"", "[]");
    row("attention", "true", "2");
    row("operatingPointAim", "\"cost=10\"", "cost=0");
    row("transition", "{\"size\":8,\"depth\":128}", "{\"size\":8}");
}

void TestRecipe::everyKeyCanBeSet()
{
    QFETCH(QString, setting);
    QFETCH(QString, written);
    QFETCH(QString, wrong);
    const QTemporaryDir folder;
    const auto file = fileOf(folder, smallest).toStdString();
    const auto recipe = readRecipe(file, std::vector<std::string>{setting.toStdString()});
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    const auto key = setting.section(QLatin1Char('='), 0, 0);
    auto text = QString::fromStdString(toJson(*recipe));
    QCOMPARE(toJson(*recipeFromJson(text.toStdString(), "again.json")), text.toStdString());
    text.remove(QLatin1Char(' ')).remove(QLatin1Char('\n'));
    const auto entry = QStringLiteral("\"%1\":%2").arg(key.section(QLatin1Char('.'), -1), written.remove(QLatin1Char(' ')));
    QVERIFY2(text.contains(entry), qPrintable(entry + QLatin1Char('\n') + text));
    const auto refused = readRecipe(file, std::vector<std::string>{wrong.toStdString()});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, FailureKind::BadRecipe);
    QVERIFY2(refused.error().detail.starts_with(key.toStdString()), refused.error().detail.c_str());
}

void TestRecipe::recipeWithoutFindingsNeedsASourceThatFindsThem()
{
    const auto found = recipeFromJson(R"({"name": "mine", "data": [{"name": "mine", "kind": "found"}], "findings": []})", "mine.json");
    QVERIFY2(found.has_value(), found ? "" : found.error().detail.c_str());
    QCOMPARE(toJson(*recipeFromJson(toJson(*found), "again.json")), toJson(*found));
    const auto told =
        recipeFromJson(R"({"name": "mine", "data": [{"name": "mine", "kind": "phantoms", "count": 3, "knows": ["Mass"]}]})", "mine.json");
    QVERIFY(!told);
    QVERIFY2(told.error().detail.starts_with("findings: "), told.error().detail.c_str());
}

void TestRecipe::verticalFlipIsRefusedInItsOwnWords()
{
    const QTemporaryDir folder;
    const auto file = fileOf(folder, smallest).toStdString();
    for (const char* key : {"verticalFlip", "flipVertical", "vertical_flip"}) {
        const auto recipe = readRecipe(file, std::vector<std::string>{std::string("augmentation.") + key + "=0.5"});
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().detail,
                 std::string("augmentation.") + key + ": there is no vertical flip: no radiograph is read upside down");
    }
}

void TestRecipe::wrongRecipeIsRefusedByName_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("named");
    const QString name = QStringLiteral("\"name\": \"small\"");
    const auto with = [&](const char* addition) { return name + QStringLiteral(", ") + QLatin1String(addition); };
    QTest::newRow("misspelt key at the root") << name << with("\"trainnig\": {}") << QStringLiteral("trainnig");
    QTest::newRow("misspelt key inside") << name << with("\"training\": {\"epohcs\": 3}") << QStringLiteral("training.epohcs");
    QTest::newRow("text for a number") << name << with("\"training\": {\"epochs\": \"3\"}") << QStringLiteral("training.epochs");
    QTest::newRow("no epochs") << name << with("\"training\": {\"epochs\": 0}") << QStringLiteral("training.epochs");
    QTest::newRow("half an epoch") << name << with("\"training\": {\"epochs\": 1.5}") << QStringLiteral("training.epochs");
    QTest::newRow("unknown normalisation") << name << with("\"input\": {\"normalisation\": \"zscore\"}")
                                           << QStringLiteral("input.normalisation");
    QTest::newRow("vertical flip") << name << with("\"augmentation\": {\"verticalFlip\": 0.5}")
                                   << QStringLiteral("augmentation.verticalFlip");
    QTest::newRow("range that falls") << name << with("\"augmentation\": {\"zoom\": [1.2, 0.8]}") << QStringLiteral("augmentation.zoom");
    QTest::newRow("probability over one") << name << with("\"augmentation\": {\"noise\": [0, 0.1, 2]}")
                                          << QStringLiteral("augmentation.noise");
    QTest::newRow("nothing left for training") << name << with("\"split\": {\"validation\": 0.5, \"test\": 0.5}")
                                               << QStringLiteral("split");
    QTest::newRow("a finding that splits lists") << QStringLiteral("[{\"name\": \"Effusion\"}]")
                                                 << QStringLiteral("[{\"name\": \"Effusion;x\"}]") << QStringLiteral("findings.0.name");
    QTest::newRow("unknown aim") << name << with("\"operatingPointAim\": \"sensitivity>=2\"") << QStringLiteral("operatingPointAim");
    QTest::newRow("unknown key of a source") << QStringLiteral("\"kind\"") << QStringLiteral("\"colour\": 1, \"kind\"")
                                             << QStringLiteral("data.0.colour");
    QTest::newRow("share with three epochs") << QStringLiteral("\"kind\"") << QStringLiteral("\"share\": [1, 2, 3], \"kind\"")
                                             << QStringLiteral("data.0.share");
    QTest::newRow("share below nothing") << QStringLiteral("\"kind\"") << QStringLiteral("\"share\": -1, \"kind\"")
                                         << QStringLiteral("data.0.share");
    QTest::newRow("class of an unknown finding")
        << QStringLiteral("[\"Effusion\"], \"NO\"") << QStringLiteral("[\"Mass\"], \"NO\"") << QStringLiteral("data.0.classes.YES");
    QTest::newRow("penalty for a loss that it does not weigh")
        << name << with("\"training\": {\"loss\": \"hinge\", \"penalty\": [[1, 5], [5, 1]]}") << QStringLiteral("training.penalty");
    QTest::newRow("penalty that forgives everything")
        << name << with("\"training\": {\"penalty\": [[0, 0], [5, 1]]}") << QStringLiteral("training.penalty");
    QTest::newRow("penalty with a word in it") << name << with("\"training\": {\"penalty\": [[1, \"5\"], [5, 1]]}")
                                               << QStringLiteral("training.penalty");
    QTest::newRow("unknown architecture") << name << with("\"architecture\": \"resnet19\"") << QStringLiteral("architecture");
    QTest::newRow("attention without a feature map")
        << name << with("\"architecture\": \"cnn64\", \"attention\": true") << QStringLiteral("attention");
    QTest::newRow("misspelt key of the transition") << name << with("\"transition\": {\"sise\": 8}") << QStringLiteral("transition.sise");
    QTest::newRow("findings that are no list") << QStringLiteral("[{\"name\": \"Effusion\"}]") << QStringLiteral("{}")
                                               << QStringLiteral("findings");
    QTest::newRow("metric of an unknown finding")
        << name << with("\"training\": {\"metric\": \"auc:Mass\"}") << QStringLiteral("training.metric");
    QTest::newRow("patience with a metric that never ends a wait")
        << name << with("\"training\": {\"patience\": 3, \"metric\": \"last\"}") << QStringLiteral("training.patience");
    QTest::newRow("key that stands twice") << name << with("\"seed\": 1, \"seed\": 2") << QStringLiteral("seed: the key stands twice");
    QTest::newRow("key that stands twice inside") << name << with("\"training\": {\"epochs\": 1, \"batch\": 4, \"epochs\": 2}")
                                                  << QStringLiteral("training.epochs: the key stands twice");
    QTest::newRow("ages of nobody") << QStringLiteral("{\"name\": \"Effusion\"}")
                                    << QStringLiteral("{\"name\": \"Effusion\", \"minimumAge\": 50, \"maximumAge\": 5}")
                                    << QStringLiteral("findings.0.maximumAge");
    QTest::newRow("ages of nobody in a source")
        << QStringLiteral("\"kind\": \"folders\"") << QStringLiteral("\"kind\": \"folders\", \"minimumAge\": 60, \"maximumAge\": 20")
        << QStringLiteral("data.0.maximumAge");
    QTest::newRow("not JSON") << name << QStringLiteral("name") << QStringLiteral("parse error");
    QTest::newRow("newer format") << name << with("\"format\": 2") << QStringLiteral("format");
}

void TestRecipe::wrongRecipeIsRefusedByName()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, named);
    auto text = QString::fromStdString(smallest);
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const auto recipe = recipeFromJson(text.toStdString(), "wrong.json");
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, FailureKind::BadRecipe);
    QCOMPARE(recipe.error().subject, std::string("wrong.json"));
    QVERIFY2(recipe.error().detail.find(named.toStdString()) != std::string::npos, recipe.error().detail.c_str());
}

void TestRecipe::settingOverridesAnyKey()
{
    const QTemporaryDir folder;
    const auto file = fileOf(folder, smallest).toStdString();
    const std::vector<std::string> settings{"training.epochs=7", "data.0.share=2.5", "architecture=cnn64", "augmentation.rotation=[-5,5]",
                                            "findings.0.minimumAge=18"};
    const auto recipe = readRecipe(file, settings);
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    QCOMPARE(recipe->training.epochs, 7);
    QCOMPARE(recipe->data.front().share, 2.5);
    QCOMPARE(recipe->architecture, std::string("cnn64"));
    QCOMPARE(recipe->augmentation.rotation.high, 5.0);
    QCOMPARE(recipe->findings.front().minimumAge.value_or(0), 18.0);
}

void TestRecipe::wrongSettingIsRefusedByName_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown key") << QStringLiteral("training.epoch=7") << QStringLiteral("training.epoch:");
    QTest::newRow("no value") << QStringLiteral("training.epochs") << QStringLiteral("key=value");
    QTest::newRow("source that is not there") << QStringLiteral("data.3.share=1") << QStringLiteral("data.3.share");
    QTest::newRow("below a number") << QStringLiteral("findings.0.name.x=1") << QStringLiteral("findings.0.name.x");
    QTest::newRow("wrong type") << QStringLiteral("training.batch=many") << QStringLiteral("training.batch");
}

void TestRecipe::wrongSettingIsRefusedByName()
{
    QFETCH(QString, setting);
    QFETCH(QString, named);
    const QTemporaryDir folder;
    const std::vector<std::string> settings{setting.toStdString()};
    const auto recipe = readRecipe(fileOf(folder, smallest).toStdString(), settings);
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, FailureKind::BadRecipe);
    QVERIFY2(recipe.error().detail.find(named.toStdString()) != std::string::npos, recipe.error().detail.c_str());
}

void TestRecipe::emptyFileIsCalledEmpty()
{
    const QTemporaryDir folder;
    for (const char* text : {"", " \n"})
        for (const auto& settings : {std::vector<std::string>{}, std::vector<std::string>{"seed=1"}}) {
            const auto recipe = readRecipe(fileOf(folder, text).toStdString(), settings);
            QVERIFY(!recipe);
            QCOMPARE(recipe.error().kind, FailureKind::BadRecipe);
            QCOMPARE(recipe.error().detail, std::string("the file is empty"));
        }
    QCOMPARE(readRecipe(folder.path().toStdString()).error().kind, FailureKind::Unreadable);
}

void TestRecipe::sameKeyInTwoObjectsIsFine()
{
    QString text = QString::fromStdString(smallest);
    text.replace(QStringLiteral("[{\"name\": \"Effusion\"}]"),
                 QStringLiteral("[{\"name\": \"Effusion\", \"minimumAge\": 5, \"maximumAge\": 5}]"));
    QVERIFY(text.contains(QStringLiteral("maximumAge"))); // "name" stands in the recipe, its source and its finding
    const auto recipe = recipeFromJson(text.toStdString(), "small.json");
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    QCOMPARE(recipe->findings.front().maximumAge.value_or(-1), 5.0);
}

void TestRecipe::entriesOfAListLeftOutCanBeSet()
{
    const QTemporaryDir folder;
    const auto file = fileOf(folder, smallest).toStdString();
    const auto recipe = readRecipe(file, std::vector<std::string>{"training.penalty.0.1=5", "operatingPointAim=sensitivity>=1"});
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    QCOMPARE(recipe->training.penalty[0][1], 5.0);
    QCOMPARE(recipe->training.penalty[1][1], TrainingPlan{}.penalty[1][1]);
    QCOMPARE(recipe->operatingPointAim, std::string("sensitivity>=1"));
    const auto beyond = readRecipe(file, std::vector<std::string>{"training.penalty.0.2=5"});
    QVERIFY(!beyond);
    QVERIFY2(beyond.error().detail.starts_with("training.penalty.0.2"), beyond.error().detail.c_str());
}

void TestRecipe::shippedRecipesAreValid()
{
    const QString folder = QString::fromStdString((test::resourceFolder() / "recipes").string());
    QVERIFY(QDir(folder).exists());
    const auto recipes = listRecipes(folder.toStdString());
    QVERIFY2(recipes.has_value(), recipes ? "" : (recipes.error().subject + ": " + recipes.error().detail).c_str());
    QVERIFY(std::any_of(recipes->begin(), recipes->end(), [](const auto& recipe) { return recipe[0] == "default"; }));
    QCOMPARE(static_cast<int>(recipes->size()), QDir(folder).entryList({QStringLiteral("*.json")}).size());
}

QTEST_APPLESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
