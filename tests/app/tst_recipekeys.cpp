#include "app/training/recipekeys.h"
#include "app/training/trainingdraft.h"
#include "model/recipe.h"
#include "tests/support/resources.h"

#include <QTest>

using namespace lucency;

class RecipeKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void explainsEveryKey_data();
    void explainsEveryKey();
    void namesNoKeyThatIsNotThere();
    void boundsAreThoseOfTheRecipe_data();
    void boundsAreThoseOfTheRecipe();
};

void RecipeKeysTest::explainsEveryKey_data()
{
    QTest::addColumn<QString>("name");
    const auto recipes = model::listRecipes(test::resourceFolder() / "recipes");
    QVERIFY(recipes);
    for (const auto& [name, title] : *recipes)
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void RecipeKeysTest::explainsEveryKey()
{
    QFETCH(QString, name);
    const auto recipe = model::readRecipe(test::resourceFolder() / "recipes" / (name.toStdString() + ".json"));
    QVERIFY(recipe);
    const auto values = app::recipeValues(model::toJson(*recipe));
    QVERIFY(values.size() > 60);
    for (const auto& value : values) {
        const auto* known = app::recipeKey(value.key);
        QVERIFY2(known, value.key.c_str());
        QVERIFY2(known->explanation.size() > 15, value.key.c_str());
    }
}

void RecipeKeysTest::namesNoKeyThatIsNotThere()
{
    model::Recipe recipe;
    recipe.data.emplace_back();
    recipe.findings.emplace_back();
    std::set<const app::RecipeKey*> met;
    for (const auto& value : app::recipeValues(model::toJson(recipe)))
        met.insert(app::recipeKey(value.key));
    for (const auto& key : app::recipeKeys())
        QVERIFY2(met.contains(&key), key.name.c_str());
}

void RecipeKeysTest::boundsAreThoseOfTheRecipe_data()
{
    QTest::addColumn<QString>("key");
    for (const auto& key : app::recipeKeys())
        if ((key.kind == app::KeyKind::Whole || key.kind == app::KeyKind::Number) && key.highest > key.lowest && key.highest < 1e12 &&
            key.name.find('*') == std::string::npos)
            QTest::newRow(key.name.c_str()) << QString::fromStdString(key.name);
}

/// The largest value that the table gives is taken, or refused for another reason; ten times as much is refused by the key's name.
void RecipeKeysTest::boundsAreThoseOfTheRecipe()
{
    QFETCH(QString, key);
    const auto* known = app::recipeKey(key.toStdString());
    const auto recipe = model::readRecipe(test::resourceFolder() / "recipes" / "own-images.json");
    QVERIFY(recipe);
    const auto with = [&](double value) {
        return app::withChanges(*recipe,
                                {{known->name, QString::number(value, 'f', known->kind == app::KeyKind::Whole ? 0 : 9).toStdString()}});
    };
    const auto above = with(known->highest * 10);
    QVERIFY(!above);
    QVERIFY2(above.error().detail.find(known->name) != std::string::npos, above.error().detail.c_str());
    if (const auto most = with(known->highest); !most)
        QVERIFY2(most.error().detail.find("between") == std::string::npos, most.error().detail.c_str());
}

QTEST_GUILESS_MAIN(RecipeKeysTest)
#include "tst_recipekeys.moc"
