#include "model/cohort.h"
#include "model/findingnames.h"
#include "model/split.h"
#include "tests/support/model/foundfiles.h"
#include "tests/support/resources.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace lucency;
using namespace lucency::model;
using test::anyContains;
using test::Files;
using test::foundRecipe;
using test::labelled;
using test::why;

/// What stands in label tables and class folders, and is not what it usually is.
class TestCohortLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imagesOfOneNameAreMetByTheirFolders();
    void namesThatFitTwoRowsAreNotMet();
    void cellThatCannotBeUnderstoodIsNamed_data();
    void cellThatCannotBeUnderstoodIsNamed();
    void tableThatIsNotUtf8IsRead();
    void folderWhoseNameIsNotUtf8IsNamed();
    void tableWhoseNameIsNotUtf8IsNamed_data();
    void tableWhoseNameIsNotUtf8IsNamed();
    void spellingsOfOneFindingAreOne();
    void findingsAreSpeltAsUsualHoweverTheyAreNamed_data();
    void findingsAreSpeltAsUsualHoweverTheyAreNamed();
    void metricMeansTheFindingHoweverItIsWritten_data();
    void metricMeansTheFindingHoweverItIsWritten();
    void onlyLabelsThatNameNothingAreWithoutFinding();
    void vocabularyIsThatOfTheResources();
};

void TestCohortLabels::imagesOfOneNameAreMetByTheirFolders()
{
    const Files files;
    files.image(QStringLiteral("one/x.png")).image(QStringLiteral("two/x.png")).image(QStringLiteral("three/x.png"));
    files.write(QStringLiteral("t.csv"), "path,finding\nD:\\set\\one\\x.png,Effusion\nD:\\set\\two\\x.png,Mass\n");
    const auto cohort = gatherCohort(foundRecipe(), files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("one/x.png:+-"), QStringLiteral("two/x.png:-+")}));
    QCOMPARE(cohort->counts.front().imagesWithoutRow, 1);
    QCOMPARE(cohort->counts.front().rowsWithoutImage, 0);
}

void TestCohortLabels::namesThatFitTwoRowsAreNotMet()
{
    const Files files;
    files.image(QStringLiteral("x.png")).image(QStringLiteral("y.png"));
    files.write(QStringLiteral("t.csv"), "path,finding\n/one/x.png,Effusion\n/two/x.png,Mass\n/one/y.png,Mass\n");
    const auto cohort = gatherCohort(foundRecipe(), files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("y.png:-+")}));
    QCOMPARE(cohort->counts.front().imagesWithoutRow, 1);
    QCOMPARE(cohort->counts.front().rowsWithoutImage, 2);
}

void TestCohortLabels::cellThatCannotBeUnderstoodIsNamed_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("findings");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("named"); ///< empty: it is read
    const auto row = [](const char* name, const char* table, const char* findings, FailureKind kind, const char* named) {
        QTest::newRow(name) << QByteArray(table) << QString::fromLatin1(findings) << static_cast<int>(kind) << QByteArray(named);
    };
    constexpr auto both = R"([{"name": "Effusion"}, {"name": "Mass"}])", one = R"([{"name": "Mass"}])", open = "[]";
    row("a 2 where the recipe names the column", "file,Effusion,Mass\na.png,1,0\nb.png,2,1\nc.png,0,0\n", both, FailureKind::BadNumber,
        R"(row 3, column "Effusion": "2")");
    row("a word where another column has 0 and 1", "file,Effusion,Mass\na.png,large,0\nb.png,none,1\nc.png,0,0\n", both,
        FailureKind::BadNumber, R"(row 2, column "Effusion": "large")");
    row("a word among flags, and no recipe names anything",
        "file,Effusion,Mass\na.png,1,0\nb.png,0,1\nc.png,maybe,0\na.png,1,0\nb.png,0,1\nd.png,1,0\n", open, FailureKind::BadNumber,
        R"(row 4, column "Effusion": "maybe")");
    row("a slip in the only column", "file,label\na.png,1\nb.png,0\nc.png,1\nd.png,0\ne.png,0\nf.png,x\n", one, FailureKind::BadNumber,
        R"(row 7, column "label": "x")");
    row("a column of counts beside", "file,Effusion,Mass,Priors\na.png,1,0,0\nb.png,0,1,3\nc.png,0,0,1\n", both, FailureKind::BadNumber,
        "");
    row("a column of counts, and no recipe names anything", "file,Effusion,Priors\na.png,1,0\nb.png,0,1\nc.png,0,7\nd.png,1,4\n", open,
        FailureKind::BadNumber, "");
    row("an unknown part", "file,labels,split\na.png,Mass,train\nb.png,Mass,hold-out\nc.png,Mass,test\n", one, FailureKind::BadArgument,
        R"(row 3, column "split": "hold-out")");
    row("parts as numbers", "file,labels,split\na.png,Mass,0\nb.png,Mass,1\nc.png,Mass,2\n", one, FailureKind::BadArgument,
        R"(row 2, column "split": "0")");
    row("no part", "file,labels,split\na.png,Mass,train\nb.png,Mass,\nc.png,Mass,test\n", one, FailureKind::BadArgument,
        R"(row 3, column "split": "")");
    row("the words understood", "file,labels,split\na.png,Mass,x\n", one, FailureKind::BadArgument, "train, training, val, valid");
    row("an empty column of parts", "file,labels,split\na.png,Mass,\nb.png,Mass,\n", one, FailureKind::BadArgument, "");
    row("parts in any case", "file,labels,Split\na.png,Mass,TRAIN\nb.png,Mass,Val\nc.png,Mass,Testing\n", one, FailureKind::BadArgument,
        "");
}

void TestCohortLabels::cellThatCannotBeUnderstoodIsNamed()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, findings);
    QFETCH(int, kind);
    QFETCH(QByteArray, named);
    const Files files;
    for (const char* name : {"a.png", "b.png", "c.png", "d.png"})
        files.image(QLatin1String(name));
    files.write(QStringLiteral("labels.csv"), table);
    // Found beside the images, and read by its columns' names alone.
    auto exact = foundRecipe(findings.toStdString());
    exact.data.front().kind = SourceKind::Table;
    exact.data.front().folders = {""};
    exact.data.front().table = "labels.csv";
    exact.data.front().imageColumn = "file";
    exact.data.front().labelColumn = table.startsWith("file,labels") ? "labels" : "-";
    for (const auto& recipe : {foundRecipe(findings.toStdString()), exact}) {
        if (table.startsWith("file,label\n") && recipe.data.front().kind == SourceKind::Table) continue;
        const auto cohort = gatherCohort(recipe, files.folder());
        if (named.isEmpty()) {
            HAS(cohort);
            continue;
        }
        QVERIFY(!cohort);
        QVERIFY2(static_cast<int>(cohort.error().kind) == kind, why(cohort.error()));
        QVERIFY2(why(cohort.error()).contains(named) && why(cohort.error()).contains("labels.csv"), why(cohort.error()));
    }
}

void TestCohortLabels::tableThatIsNotUtf8IsRead()
{
    const Files files;
    files.image(QStringLiteral("a.png")).image(QString::fromUtf8("J\xc3\xbcrgen.png"));
    files.write(QStringLiteral("t.csv"), "file,labels\na.png,Erg\xfcsse\nJ\xfcrgen.png,No Finding\n");
    const auto cohort = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(cohort);
    QCOMPARE(cohort->findings, std::vector<std::string>{"Erg\xc3\xbcsse"});
    QCOMPARE(cohort->images.size(), std::size_t{2});
    QVERIFY(anyContains(cohort->remarks, "t.csv is not UTF-8, it is read as Windows-1252"));
    files.write(QStringLiteral("t.csv"), "file,labels\na.png,Erg\xc3\xbcsse\n");
    const auto utf8 = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(utf8);
    QVERIFY(!anyContains(utf8->remarks, "Windows"));
}

void TestCohortLabels::folderWhoseNameIsNotUtf8IsNamed()
{
    const Files files;
    files.image(QStringLiteral("normal/a.png"));
    const auto folder = files.folder() / "L\xfcnge";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "b.png") << "x";
    const auto cohort = completeRecipe(foundRecipe("[]"), files.folder());
    QVERIFY(!cohort);
    QCOMPARE(cohort.error().kind, FailureKind::BadArgument);
    QVERIFY2(why(cohort.error()).contains("L\xef\xbf\xbdnge"), why(cohort.error()));
    std::filesystem::rename(folder, files.folder() / "L\xc3\xbcnge");
    HAS(completeRecipe(foundRecipe("[]"), files.folder()));
}

void TestCohortLabels::tableWhoseNameIsNotUtf8IsNamed_data()
{
    QTest::addColumn<QString>("findings");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<bool>("named");
    const auto open = QStringLiteral("[]"), two = QStringLiteral(R"([{"name": "Effusion"}, {"name": "Mass"}])");
    QTest::newRow("found") << open << QByteArray("Befunde_M\xfcnchen.csv") << false;
    QTest::newRow("found for findings that are named") << two << QByteArray("Befunde_M\xfcnchen.csv") << false;
    QTest::newRow("found in a folder of such a name") << open << QByteArray("M\xfcnchen/t.csv") << false;
    QTest::newRow("named") << open << QByteArray("Befunde_M\xfcnchen.csv") << true;
    QTest::newRow("named for findings that are named") << two << QByteArray("Befunde_M\xfcnchen.csv") << true;
}

void TestCohortLabels::tableWhoseNameIsNotUtf8IsNamed()
{
    QFETCH(QString, findings);
    QFETCH(QByteArray, table);
    QFETCH(bool, named);
    const Files files;
    files.image(QStringLiteral("a.png")).image(QStringLiteral("b.png"));
    const auto file = files.folder() / table.toStdString();
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << "image,finding\na.png,Effusion\nb.png,Mass\n";
    auto recipe = foundRecipe(findings.toStdString());
    if (named) recipe.data.front().table = file.string();
    for (const bool whole : {true, false}) {
        const auto complete = whole ? completeRecipe(recipe, files.folder()) : Result<CompleteRecipe>(CompleteRecipe{recipe, {}});
        const auto failed = complete ? gatherCohort(complete->recipe, files.folder()) : Result<Cohort>(complete.error());
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, FailureKind::BadArgument);
        QVERIFY2(why(failed.error()).contains("nchen") && why(failed.error()).contains("is not UTF-8, rename it"), why(failed.error()));
        QVERIFY2(!why(failed.error()).contains('\xfc'), why(failed.error()));
    }
    const auto renamed = files.folder() / "t.csv";
    std::filesystem::rename(file, renamed);
    if (named) recipe.data.front().table = renamed.string();
    HAS(completeRecipe(recipe, files.folder()));
}

void TestCohortLabels::spellingsOfOneFindingAreOne()
{
    const Files files;
    QByteArray table = "file,labels\n";
    const QStringList labels{QStringLiteral("nodule"),    QStringLiteral("NODULE"),    QStringLiteral("Silicosis"),
                             QStringLiteral("silicosis"), QStringLiteral("silicosis"), QStringLiteral("pleural thickening"),
                             QStringLiteral("No Finding")};
    for (int i = 0; i < labels.size(); ++i) {
        files.image(QStringLiteral("%1.png").arg(i));
        table += QStringLiteral("%1.png,%2\n").arg(i).arg(labels[i]).toUtf8();
    }
    files.write(QStringLiteral("t.csv"), table);
    const auto cohort = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(cohort);
    QCOMPARE(cohort->findings, (std::vector<std::string>{"Nodule", "Pleural_Thickening", "silicosis"}));
    // They are counted together: neither of two is enough for three.
    const auto complete = completeRecipe(foundRecipe("[]", R"("minimumCases": 2)"), files.folder());
    HAS(complete);
    QVERIFY(anyContains(complete->remarks, "learns: Nodule, silicosis"));
    const auto again = gatherCohort(complete->recipe, files.folder());
    HAS(again);
    QCOMPARE(labelled(*again).mid(0, 4),
             (QStringList{QStringLiteral("0.png:+-"), QStringLiteral("1.png:+-"), QStringLiteral("2.png:-+"), QStringLiteral("3.png:-+")}));
}

void TestCohortLabels::findingsAreSpeltAsUsualHoweverTheyAreNamed_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("findings");
    QTest::addColumn<QString>("keys");
    const auto row = [](const char* name, const char* kind, const char* findings, const char* keys) {
        QTest::newRow(name) << QString::fromLatin1(kind) << QString::fromLatin1(findings) << QString::fromLatin1(keys);
    };
    const char* const named = R"([{"name": "EFFUSION"}])";
    const char* const classes = R"(, "classes": {"EFFUSION": ["EFFUSION"], "NORMAL": []})";
    row("nowhere", "found", "[]", "");
    row("as a class", "found", "[]", classes);
    row("as what is known", "found", "[]", R"(, "knows": ["EFFUSION"])");
    row("as a class of what is known", "found", "[]", R"(, "knows": ["EFFUSION"], "classes": {"EFFUSION": ["EFFUSION"], "NORMAL": []})");
    row("as a finding", "found", named, "");
    row("as a finding and a class", "found", named, classes);
    row("as usual, and a class as it stands there", "found", R"([{"name": "Effusion"}])", classes);
    row("everywhere", "folders", named, R"(, "knows": ["EFFUSION"], "classes": {"EFFUSION": ["EFFUSION"], "NORMAL": []})");
}

void TestCohortLabels::findingsAreSpeltAsUsualHoweverTheyAreNamed()
{
    QFETCH(QString, kind);
    QFETCH(QString, findings);
    QFETCH(QString, keys);
    const Files files;
    files.image(QStringLiteral("EFFUSION/a.png")).image(QStringLiteral("EFFUSION/b.png")).image(QStringLiteral("NORMAL/c.png"));
    const auto text = QStringLiteral(R"({"name": "r", "version": "1", "data": [{"name": "s", "kind": "%1", "folders": [""]%2}],
        "findings": %3, "training": {"metric": "%4"}})")
                          .arg(kind, keys, findings,
                               findings.contains(QLatin1String("EFF"))   ? QStringLiteral("auc:effusion")
                               : findings.contains(QLatin1String("Eff")) ? QStringLiteral("auc:EFFUSION")
                                                                         : QStringLiteral("macro-auc"));
    const auto asked = recipeFromJson(text.toStdString(), "r");
    HAS(asked);
    const auto complete = completeRecipe(*asked, files.folder());
    HAS(complete);
    QCOMPARE(complete->recipe.findings.size(), std::size_t{1});
    QCOMPARE(complete->recipe.findings.front().name, std::string("Effusion"));
    QCOMPARE(complete->recipe.training.metric, std::string(findings == QLatin1String("[]") ? "macro-auc" : "auc:Effusion"));
    QCOMPARE(anyContains(complete->remarks, "the finding EFFUSION is spelt Effusion"), findings.contains(QLatin1String("EFF")));
    HAS(recipeFromJson(toJson(complete->recipe), "r"));
    const auto cohort = gatherCohort(complete->recipe, files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort),
             (QStringList{QStringLiteral("EFFUSION/a.png:+"), QStringLiteral("EFFUSION/b.png:+"), QStringLiteral("NORMAL/c.png:-")}));
    // Completing it again changes nothing.
    const auto again = completeRecipe(complete->recipe, files.folder());
    HAS(again);
    QCOMPARE(toJson(again->recipe), toJson(complete->recipe));
    QVERIFY(!anyContains(again->remarks, "is spelt"));
}

void TestCohortLabels::metricMeansTheFindingHoweverItIsWritten_data()
{
    QTest::addColumn<QString>("findings");
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("meant");
    const auto row = [](const char* name, const char* findings, const char* written, const char* meant) {
        QTest::newRow(name) << QString::fromLatin1(findings) << QString::fromLatin1(written) << QString::fromLatin1(meant);
    };
    row("findings of the data, in another case", "[]", "auc:effusion", "auc:Effusion");
    row("findings of the data, with a blank", "[]", "f1:pleural thickening", "f1:Pleural_Thickening");
    row("findings of the data, a name of their own", "[]", "average-precision:SILICOSIS", "average-precision:Silicosis");
    row("a finding that is written with a blank, too", R"([{"name": "Pleural thickening"}])", "auc:Pleural thickening",
        "auc:Pleural_Thickening");
    row("a finding in another case", R"([{"name": "Silicosis"}])", "auc:silicosis", "auc:Silicosis");
    row("of no finding", "[]", "macro-average-precision", "macro-average-precision");
}

void TestCohortLabels::metricMeansTheFindingHoweverItIsWritten()
{
    QFETCH(QString, findings);
    QFETCH(QString, written);
    QFETCH(QString, meant);
    const Files files;
    for (const char* image : {"Effusion/a.png", "Pleural_Thickening/b.png", "Silicosis/c.png", "NORMAL/d.png"})
        files.image(QLatin1String(image));
    const auto recipe = foundRecipe(findings.toStdString(), R"("skipUnknownFindings": true)",
                                    QStringLiteral(R"("training": {"metric": "%1"})").arg(written).toStdString());
    const auto complete = completeRecipe(recipe, files.folder());
    HAS(complete);
    QCOMPARE(QString::fromStdString(complete->recipe.training.metric), meant);
    const auto absent = foundRecipe("[]", "", R"("training": {"metric": "auc:Hernia"})");
    const auto refused = completeRecipe(absent, files.folder());
    QVERIFY(!refused);
    QVERIFY2(why(refused.error()).contains("training.metric: Hernia is not among the findings"), why(refused.error()));
}

void TestCohortLabels::onlyLabelsThatNameNothingAreWithoutFinding()
{
    const Files files;
    QByteArray words = "file,labels\n", flags = "file,Effusion,Mass,Hernia\n";
    for (int i = 0; i < 6; ++i) {
        files.image(QStringLiteral("w/%1.png").arg(i)).image(QStringLiteral("f/%1.png").arg(i));
        words += QStringLiteral("%1.png,%2\n").arg(i).arg(i < 3 ? "Mass" : i == 3 ? "Scar" : i == 4 ? "Hernia" : "No Finding").toUtf8();
        flags += QStringLiteral("%1.png,0,%2,%3\n").arg(i).arg(i < 3 ? 1 : 0).arg(i == 4 ? 1 : 0).toUtf8();
    }
    files.write(QStringLiteral("w/t.csv"), words).write(QStringLiteral("f/t.csv"), flags);
    const auto others = [](const Cohort& cohort) {
        QString text;
        for (const auto& image : cohort.images)
            text += QLatin1Char(image.otherFinding ? 'o' : '.');
        return text;
    };
    const auto dropped = gatherCohort(foundRecipe("[]", R"("minimumCases": 2)"), files.folder(QStringLiteral("w")));
    HAS(dropped);
    QCOMPARE(others(*dropped), QStringLiteral("...oo."));
    // The recipe that comes of it remembers what is not learnt.
    const auto complete = completeRecipe(foundRecipe("[]", R"("minimumCases": 2)"), files.folder(QStringLiteral("w")));
    HAS(complete);
    QCOMPARE(complete->recipe.findings.size(), std::size_t{1});
    const auto kept = gatherCohort(complete->recipe, files.folder(QStringLiteral("w")));
    HAS(kept);
    QCOMPARE(others(*kept), QStringLiteral("...oo."));
    Split split;
    split.parts.assign(kept->images.size(), Part::Train);
    const auto csv = QByteArray::fromStdString(splitCsv(*kept, split));
    QCOMPARE(csv.count("No Finding"), 1);
    QVERIFY(csv.contains("3.png,s/3,train,\n") && csv.contains("5.png,s/5,train,No Finding\n"));
    // Classes that mean none of the findings: a finding's name is one all the same, any other word is nothing.
    const auto classes =
        gatherCohort(foundRecipe(R"([{"name": "Mass"}])", R"("classes": {"Scar": [], "Hernia": []})"), files.folder(QStringLiteral("w")));
    HAS(classes);
    QCOMPARE(others(*classes), QStringLiteral("....o."));
    const auto columns = gatherCohort(foundRecipe(), files.folder(QStringLiteral("f")));
    HAS(columns);
    QCOMPARE(others(*columns), QStringLiteral("....o."));
}

void TestCohortLabels::vocabularyIsThatOfTheResources()
{
    std::ifstream stream(test::resourceFolder() / "findings.json");
    const auto json = nlohmann::json::parse(stream);
    QVERIFY(json["findings"].size() > 10);
    for (const auto& finding : json["findings"]) {
        const auto name = finding["name"].get<std::string>();
        QCOMPARE(usualSpelling(QString::fromStdString(name).toUpper().toStdString()), std::optional(name));
    }
    QVERIFY(!usualSpelling("Silicosis"));
}

QTEST_APPLESS_MAIN(TestCohortLabels)
#include "tst_cohortlabels.moc"
