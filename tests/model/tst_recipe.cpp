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
    void wrongRecipeIsRefusedByName_data();
    void wrongRecipeIsRefusedByName();
    void settingOverridesAnyKey();
    void wrongSettingIsRefusedByName_data();
    void wrongSettingIsRefusedByName();
    void shippedRecipesAreValid();
};

void TestRecipe::missingKeysKeepTheirDefaults()
{
    const auto recipe = recipeFromJson(smallest, "small.json");
    QVERIFY2(recipe.has_value(), recipe ? "" : recipe.error().detail.c_str());
    QCOMPARE(recipe->training.batch, 32);
    QCOMPARE(recipe->input.inputSize, 160);
    QCOMPARE(recipe->data.front().classes.at("YES"), std::vector<std::string>{"Effusion"});
    QCOMPARE(recipe->augmentation.horizontalFlip, 0.0);
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
    QTest::newRow("unknown aim") << name << with("\"operatingPointAim\": \"sensitivity>=2\"") << QStringLiteral("operatingPointAim");
    QTest::newRow("unknown key of a source") << QStringLiteral("\"kind\"") << QStringLiteral("\"colour\": 1, \"kind\"")
                                             << QStringLiteral("data.0.colour");
    QTest::newRow("share with three epochs") << QStringLiteral("\"kind\"") << QStringLiteral("\"share\": [1, 2, 3], \"kind\"")
                                             << QStringLiteral("data.0.share");
    QTest::newRow("share below nothing") << QStringLiteral("\"kind\"") << QStringLiteral("\"share\": -1, \"kind\"")
                                         << QStringLiteral("data.0.share");
    QTest::newRow("class of an unknown finding")
        << QStringLiteral("[\"Effusion\"], \"NO\"") << QStringLiteral("[\"Mass\"], \"NO\"") << QStringLiteral("data.0.classes.YES");
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
