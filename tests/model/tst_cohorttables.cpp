#include "model/cohort.h"
#include "model/tablesbeside.h"
#include "tests/support/model/foundfiles.h"

#include <QTest>

using namespace lucency;
using namespace lucency::model;
using test::anyContains;
using test::Files;
using test::foundRecipe;
using test::labelled;
using test::why;

/// Which of the tables that lie there is read.
class TestCohortTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tablesOfRunsAreNotData_data();
    void tablesOfRunsAreNotData();
    void tableThatWasFoundIsWrittenDown();
    void ticksOfAnotherTableDoNotMakeItALabelTable_data();
    void ticksOfAnotherTableDoNotMakeItALabelTable();
};

void TestCohortTables::tablesOfRunsAreNotData_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("tables");
    const auto l = [](std::initializer_list<const char*> names) {
        QStringList list;
        for (const char* name : names)
            list << QLatin1String(name);
        return list;
    };
    QTest::newRow("a run below") << l({"labels.csv", "run1/recipe.json", "run1/split.csv", "run1/predictions.csv", "run1/scores.csv"})
                                 << l({"labels.csv"});
    QTest::newRow("a run that was stopped while it wrote its first files")
        << l({"labels.csv", "run1/recipe.json", "run1/place.json", "run1/images.csv"}) << l({"labels.csv"});
    QTest::newRow("a run in the folder itself") << l({"labels.csv", "recipe.json", "images.csv", "split.csv"}) << l({"labels.csv"});
    QTest::newRow("a run among the images, beside a table")
        << l({"img/a.png", "img/labels.csv", "img/recipe.json", "img/images.csv", "img/split.csv"}) << l({"img/labels.csv"});
    QTest::newRow("a run among the images that left a table and a model")
        << l({"img/a.png", "img/labels.csv", "img/recipe.json", "img/split.csv", "img/best.safetensors"}) << l({"img/labels.csv"});
    QTest::newRow("no run: a person's recipe beside a table that is called as one of a run is")
        << l({"own/recipe.json", "own/images.csv", "own/a.png"}) << l({"own/images.csv"});
    QTest::newRow("no run: the same in the folder itself") << l({"recipe.json", "people.csv"}) << l({"people.csv"});
    QTest::newRow("no run: a split without a recipe") << l({"labels.csv", "part/split.csv"}) << l({"labels.csv", "part/split.csv"});
    QTest::newRow("no run: a recipe alone") << l({"own/recipe.json", "own/labels.csv"}) << l({"own/labels.csv"});
}

void TestCohortTables::tablesOfRunsAreNotData()
{
    QFETCH(QStringList, files);
    QFETCH(QStringList, tables);
    const Files folder;
    std::set<std::filesystem::path> imageFolders;
    for (const auto& file : files) {
        folder.write(file, "x");
        if (file.endsWith(QLatin1String(".png"))) imageFolders.insert(folder.folder(file).parent_path());
    }
    for (const char* ending : {"", "/"}) { // as a shell completes the name of a folder
        QStringList found;
        for (const auto& file : tablesIn(folder.folder().string() + ending, imageFolders))
            found << QString::fromStdString(file.lexically_relative(folder.folder()).generic_string());
        QCOMPARE(found, tables);
    }
}

void TestCohortTables::tableThatWasFoundIsWrittenDown()
{
    const Files files;
    files.image(QStringLiteral("img/a.png")).image(QStringLiteral("img/b.png"));
    files.write(QStringLiteral("labels.csv"), "image,finding\na.png,Effusion\nb.png,Mass\n");
    for (const auto& recipe : {foundRecipe(), foundRecipe("[]"), foundRecipe("[]", R"("table": "nih/Data_Entry.csv")")}) {
        const auto complete = completeRecipe(recipe, files.folder());
        HAS(complete);
        QCOMPARE(complete->recipe.data.front().table, std::string("labels.csv"));
    }
    // Tables that came later do not make it doubtful any more.
    const auto complete = completeRecipe(foundRecipe(), files.folder());
    HAS(complete);
    files.write(QStringLiteral("img/others.csv"), "image,finding\na.png,Mass\nb.png,Effusion\n");
    const auto doubtful = completeRecipe(foundRecipe(), files.folder());
    QVERIFY(!doubtful);
    QCOMPARE(doubtful.error().kind, FailureKind::BadArgument);
    const auto cohort = gatherCohort(complete->recipe, files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("img/a.png:+-"), QStringLiteral("img/b.png:-+")}));
    // What a person names stays as it is named.
    const auto table = (files.folder() / "img/others.csv").string();
    const auto named = completeRecipe(foundRecipe("[]", "\"table\": \"" + table + "\""), files.folder());
    HAS(named);
    QCOMPARE(named->recipe.data.front().table, table);
}

void TestCohortTables::ticksOfAnotherTableDoNotMakeItALabelTable_data()
{
    QTest::addColumn<QByteArray>("people");
    QTest::addColumn<QByteArray>("failure"); ///< empty for none
    QTest::newRow("of anything") << QByteArray("image,age,smoker,pacemaker\na.png,40,x,\nb.png,50,,x\n") << QByteArray();
    QTest::newRow("of one thing") << QByteArray("image,age,pacemaker\na.png,40,\nb.png,50,x\n") << QByteArray();
    QTest::newRow("of one thing, and no or nothing in the others")
        << QByteArray("image,smoker,pacemaker\na.png,-,+\nb.png,+,-\n") << QByteArray();
    QTest::newRow("of a finding") << QByteArray("image,age,Effusion\na.png,40,\nb.png,50,x\n") << QByteArray("labels.csv, people.csv");
    QTest::newRow("of labels") << QByteArray("image,diagnosis\na.png,\nb.png,x\n") << QByteArray("labels.csv, people.csv");
}

void TestCohortTables::ticksOfAnotherTableDoNotMakeItALabelTable()
{
    QFETCH(QByteArray, people);
    QFETCH(QByteArray, failure);
    const Files files;
    files.image(QStringLiteral("a.png")).image(QStringLiteral("b.png"));
    files.write(QStringLiteral("labels.csv"), "image,finding\na.png,Effusion\nb.png,Mass\n").write(QStringLiteral("people.csv"), people);
    const auto cohort = gatherCohort(foundRecipe("[]"), files.folder());
    if (failure.isEmpty()) {
        HAS(cohort);
        QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("a.png:+-"), QStringLiteral("b.png:-+")}));
    } else {
        QVERIFY(!cohort);
        QVERIFY2(why(cohort.error()).contains("several label tables lie there") && why(cohort.error()).contains(failure),
                 why(cohort.error()));
    }
    // Where it is the only table, its ticks are told.
    QVERIFY(QFile::remove(files.path(QStringLiteral("labels.csv"))));
    const auto alone = gatherCohort(foundRecipe("[]"), files.folder());
    QVERIFY(!alone);
    QVERIFY2(why(alone.error()).contains("people.csv") && why(alone.error()).contains("is not said. Write 1 for present"),
             why(alone.error()));
}

QTEST_APPLESS_MAIN(TestCohortTables)
#include "tst_cohorttables.moc"
