#include "model/cohort.h"
#include "tests/support/model/foundfiles.h"

#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::model;
using test::anyContains;
using test::Files;
using test::foundRecipe;
using test::labelled;
using test::why;

/// What words in label tables mean that are no findings.
class TestCohortWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingValuesAreUnknown_data();
    void missingValuesAreUnknown();
    void wordsForNoFindingStayWhatTheyAre();
    void recipeMayCallAClassUnknown();
    void folderOfWhatIsUnknownTakesNoPart();
    void flagsInWordsAreOfTheirColumn_data();
    void flagsInWordsAreOfTheirColumn();
    void marksThatNameNoFindingAreRefused_data();
    void marksThatNameNoFindingAreRefused();
    void columnsThatAreNamedHaveToBeThere_data();
    void columnsThatAreNamedHaveToBeThere();
    void cellsThatNameNobodyAreNoPatient_data();
    void cellsThatNameNobodyAreNoPatient();
    void labelsJoinedByOtherSeparators_data();
    void labelsJoinedByOtherSeparators();
    void separatorThatIsNotUnderstoodIsNamed();
    void lineForExcelIsNoHeader_data();
    void lineForExcelIsNoHeader();
    void tableWithoutHeaderIsRefused_data();
    void tableWithoutHeaderIsRefused();
};

namespace {

/// So many images called a.png, b.png, ...
void images(const Files& files, int count)
{
    for (int i = 0; i < count; ++i)
        files.image(QChar(u'a' + i) + QStringLiteral(".png"));
}

} // namespace

void TestCohortWords::missingValuesAreUnknown_data()
{
    QTest::addColumn<QByteArray>("word");
    for (const char* word :
         {"nan", "NaN", "N/A", "n/a", "#N/A", "NA", "null", "NULL", "unknown", "Unknown", "?", "-", "#NV", "missing", "<NA>"})
        QTest::newRow(word) << QByteArray(word);
}

void TestCohortWords::missingValuesAreUnknown()
{
    QFETCH(QByteArray, word);
    const Files files;
    images(files, 4);
    files.write(QStringLiteral("t.csv"), "image,finding\na.png,Effusion\nb.png,No Finding\nc.png," + word + "\nd.png,Mass|" + word + "\n");
    for (const char* findings : {"[]", R"([{"name": "Effusion"}, {"name": "Mass"}])"}) {
        const auto cohort = gatherCohort(foundRecipe(findings), files.folder());
        HAS(cohort);
        QCOMPARE(cohort->findings, (std::vector<std::string>{"Effusion", "Mass"}));
        QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("a.png:+-"), QStringLiteral("b.png:--"), QStringLiteral("d.png:?+")}));
        QCOMPARE(cohort->counts.front().unlabelled, 1);
        QVERIFY(anyContains(cohort->remarks, R"(s: 2 cells of "finding" say that nothing is known)"));
    }
    // A column a finding: what is unknown of one finding takes nothing from the other.
    files.write(QStringLiteral("t.csv"),
                "image,Effusion,Mass\na.png,1,0\nb.png," + word + ",1\nc.png," + word + "," + word + "\nd.png,0,1\n");
    for (const char* findings : {"[]", R"([{"name": "Effusion"}, {"name": "Mass"}])"}) {
        const auto cohort = gatherCohort(foundRecipe(findings), files.folder());
        HAS(cohort);
        QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("a.png:+-"), QStringLiteral("b.png:?+"), QStringLiteral("d.png:-+")}));
        QVERIFY(anyContains(cohort->remarks, R"(s: 2 cells of "Effusion" say that nothing is known ()" + word.toStdString() + ")"));
        QVERIFY(anyContains(cohort->remarks, R"(s: 1 cell of "Mass" says that nothing is known)"));
    }
}

void TestCohortWords::wordsForNoFindingStayWhatTheyAre()
{
    const Files files;
    images(files, 4);
    files.write(QStringLiteral("t.csv"), "image,finding\na.png,Effusion\nb.png,None\nc.png,negative\nd.png,Normal\n");
    const auto cohort = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort),
             (QStringList{QStringLiteral("a.png:+"), QStringLiteral("b.png:-"), QStringLiteral("c.png:-"), QStringLiteral("d.png:-")}));
    QVERIFY(!anyContains(cohort->remarks, "nothing is known"));
}

void TestCohortWords::recipeMayCallAClassUnknown()
{
    const Files files;
    images(files, 2);
    files.write(QStringLiteral("t.csv"), "image,finding\na.png,Effusion\nb.png,unknown\n");
    const auto cohort = gatherCohort(foundRecipe("[]", R"("classes": {"Unknown": []})"), files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("a.png:+"), QStringLiteral("b.png:-")}));
}

void TestCohortWords::folderOfWhatIsUnknownTakesNoPart()
{
    const Files files;
    files.image(QStringLiteral("Effusion/a.png")).image(QStringLiteral("NORMAL/b.png")).image(QStringLiteral("Unknown/c.png"));
    for (const char* findings : {"[]", R"([{"name": "Effusion"}])"}) {
        const auto cohort = gatherCohort(foundRecipe(findings), files.folder());
        HAS(cohort);
        QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("Effusion/a.png:+"), QStringLiteral("NORMAL/b.png:-")}));
        QVERIFY(anyContains(cohort->remarks, "1 image of the folder Unknown takes no part"));
    }
}

void TestCohortWords::flagsInWordsAreOfTheirColumn_data()
{
    QTest::addColumn<QByteArray>("present");
    QTest::addColumn<QByteArray>("absent");
    QTest::newRow("positive, negative") << QByteArray("positive") << QByteArray("negative");
    QTest::newRow("POS, NEG") << QByteArray("POS") << QByteArray("NEG");
    QTest::newRow("present, absent") << QByteArray("Present") << QByteArray("Absent");
    QTest::newRow("yes, no") << QByteArray("yes") << QByteArray("no");
    QTest::newRow("1, 0") << QByteArray("1") << QByteArray("0");
}

void TestCohortWords::flagsInWordsAreOfTheirColumn()
{
    QFETCH(QByteArray, present);
    QFETCH(QByteArray, absent);
    const Files files;
    images(files, 3);
    files.write(QStringLiteral("t.csv"), "Image,Effusion\na.png," + present + "\nb.png," + absent + "\nc.png,\n");
    for (const auto& recipe :
         {foundRecipe("[]"), foundRecipe(R"([{"name": "Effusion"}])"), foundRecipe("[]", R"("labelColumn": "Effusion")")}) {
        const auto cohort = gatherCohort(recipe, files.folder());
        HAS(cohort);
        QCOMPARE(cohort->findings, std::vector<std::string>{"Effusion"});
        QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("a.png:+"), QStringLiteral("b.png:-")}));
    }
    // A column called as any column of labels is tells the only finding that the recipe has.
    files.write(QStringLiteral("t.csv"), "Image,label\na.png," + present + "\nb.png," + absent + "\nc.png,\n");
    const auto only = gatherCohort(foundRecipe(R"([{"name": "Effusion"}])"), files.folder());
    HAS(only);
    QCOMPARE(labelled(*only), (QStringList{QStringLiteral("a.png:+"), QStringLiteral("b.png:-")}));
    // What is present or left empty beside a flag is no finding.
    files.write(QStringLiteral("t.csv"), "Image,Effusion,Pacemaker\na.png," + present + ",present\nb.png," + absent + ",\nc.png,,\n");
    const auto beside = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(beside);
    QCOMPARE(beside->findings, std::vector<std::string>{"Effusion"});
    // Beside others it is one of several.
    files.write(QStringLiteral("t.csv"), "Image,Effusion,Mass\na.png," + present + ",1\nb.png," + absent + ",0\nc.png,,1\n");
    const auto both = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(both);
    QCOMPARE(labelled(*both), (QStringList{QStringLiteral("a.png:++"), QStringLiteral("b.png:--"), QStringLiteral("c.png:?+")}));
}

void TestCohortWords::marksThatNameNoFindingAreRefused_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("named");
    QTest::addColumn<QString>("more");
    const auto row = [](const char* name, const char* table, const char* named, const char* more = "") {
        QTest::newRow(name) << QByteArray(table) << QByteArray(named) << QString::fromLatin1(more);
    };
    row("x or nothing", "Image,Effusion\na.png,\nb.png,x\nc.png,\n", R"(row 3, column "Effusion": "x")");
    row("x or nothing in two columns", "Image,Effusion,Mass\na.png,x,\nb.png,,X\nc.png,,\n", R"(row 2, column "Effusion": "x")");
    row("x or nothing where the column is named", "Image,Effusion\na.png,\nb.png,x\nc.png,\n", R"(row 3, column "Effusion": "x")",
        R"("labelColumn": "Effusion")");
    row("one word or nothing", "Image,Effusion\na.png,\nb.png,large\nc.png,\n", R"(row 3, column "Effusion": "large")");
    row("positive or nothing", "Image,Effusion\na.png,\nb.png,positive\nc.png,\n", R"(row 3, column "Effusion": "positive")");
    row("positive of nothing", "Image,label\na.png,negative\nb.png,positive\nc.png,negative\n", R"(row 3, column "label": "positive")");
    row("positive among findings", "Image,label\na.png,Mass\nb.png,positive\nc.png,Effusion\n", R"(row 3, column "label": "positive")");
}

void TestCohortWords::marksThatNameNoFindingAreRefused()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, named);
    QFETCH(QString, more);
    const Files files;
    images(files, 3);
    files.write(QStringLiteral("t.csv"), table);
    const auto cohort = gatherCohort(foundRecipe("[]", more.toStdString()), files.folder());
    QVERIFY(!cohort);
    QCOMPARE(cohort.error().kind, FailureKind::BadArgument);
    QVERIFY2(QByteArray::fromStdString(cohort.error().detail).contains(named), why(cohort.error()));
}

void TestCohortWords::columnsThatAreNamedHaveToBeThere_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("column");
    QTest::addColumn<bool>("there");
    const auto row = [](const char* name, const char* key, const char* column, bool there) {
        QTest::newRow(name) << QString::fromLatin1(key) << QString::fromLatin1(column) << there;
    };
    row("a patient's column", "patientColumn", "Probant", false);
    row("the right one", "patientColumn", "Proband", true);
    row("in another case", "patientColumn", "proband", true);
    row("none at all", "patientColumn", "-", true);
    row("NIH's, as a recipe names it", "patientColumn", "Patient ID", true);
    row("the images'", "imageColumn", "file", false);
    row("the labels'", "labelColumn", "labels", false);
    row("an age", "ageColumn", "Age", false);
    row("a sex", "sexColumn", "Gender", false);
    row("a view", "viewColumn", "View", false);
    row("a view where nothing else is said", "viewColumn", "View Position", true);
}

void TestCohortWords::columnsThatAreNamedHaveToBeThere()
{
    QFETCH(QString, key);
    QFETCH(QString, column);
    QFETCH(bool, there);
    const Files files;
    images(files, 2);
    files.write(QStringLiteral("t.csv"), "Image,Finding,Proband\na.png,Effusion,1\nb.png,No Finding,2\n");
    for (const auto* table : {"", R"(, "table": "t.csv")"}) {
        const auto more = QStringLiteral("\"%1\": \"%2\"").arg(key, column).toStdString() + table;
        const auto cohort = gatherCohort(foundRecipe("[]", more), files.folder());
        QCOMPARE(cohort.has_value(), there);
        if (there) continue;
        const auto detail = QString::fromStdString(cohort.error().detail);
        QVERIFY2(detail.contains(key) && detail.contains(QLatin1Char('"') + column + QLatin1Char('"')) &&
                     detail.contains(QStringLiteral("Image, Finding, Proband")),
                 qPrintable(detail));
    }
}

void TestCohortWords::cellsThatNameNobodyAreNoPatient_data()
{
    QTest::addColumn<QByteArray>("word");
    for (const char* word : {"", "unknown", "NaN", "None", "-"})
        QTest::newRow(*word ? word : "blank") << QByteArray(word);
}

void TestCohortWords::cellsThatNameNobodyAreNoPatient()
{
    QFETCH(QByteArray, word);
    const Files files;
    images(files, 4);
    files.write(QStringLiteral("t.csv"), "image,finding,patient\na.png,Effusion,7\nb.png,Mass," + word + "\nc.png,Mass," + word +
                                             "\nd.png,Mass,7\nd.png,Mass," + word + "\n");
    const auto cohort = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(cohort);
    QStringList patients;
    for (const auto& image : cohort->images)
        patients << QString::fromStdString(image.patient);
    QCOMPARE(patients, (QStringList{QStringLiteral("s/7"), QStringLiteral("s/b"), QStringLiteral("s/c"), QStringLiteral("s/7")}));
    QVERIFY(anyContains(cohort->remarks, "nothing tells the patient of 2 images"));
    QCOMPARE(anyContains(cohort->remarks, R"(3 cells of "patient" say that nothing is known)"), !word.isEmpty());
}

void TestCohortWords::labelsJoinedByOtherSeparators_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("findings");
    QTest::addColumn<QStringList>("learnt");
    QTest::addColumn<QString>("remark");
    const QString open = QStringLiteral("[]"), both = QStringLiteral(R"([{"name": "Effusion"}, {"name": "Mass"}])");
    const QStringList two{QStringLiteral("Effusion"), QStringLiteral("Mass")};
    const auto joined = [](char separator) {
        return QStringLiteral("1 cell of \"finding\" joins findings by \"%1\"").arg(QLatin1Char(separator));
    };
    QTest::newRow("comma") << QByteArray("\"Effusion, Mass\"") << open << two << joined(',');
    QTest::newRow("comma, the recipe names them") << QByteArray("\"Effusion,Mass\"") << both << two << joined(',');
    QTest::newRow("plus") << QByteArray("Effusion + Mass") << open << two << joined('+');
    QTest::newRow("the usual one") << QByteArray("Effusion|Mass") << both << two << QString();
    QTest::newRow("of one that stands alone elsewhere")
        << QByteArray("\"effusion, Scar\"") << open
        << QStringList{QStringLiteral("Effusion"), QStringLiteral("Mass"), QStringLiteral("Scar")} << joined(',');
    // As VinDr-CXR calls one finding; and what is no list.
    QTest::newRow("slash") << QByteArray("Effusion/Mass") << open
                           << QStringList{QStringLiteral("Effusion"), QStringLiteral("Effusion/Mass"), QStringLiteral("Mass")}
                           << QStringLiteral(
                                  "row 2, column \"finding\": \"Effusion/Mass\" is taken for one finding; labels are joined by \"|\"");
    QTest::newRow("no list") << QByteArray("\"Mass, left\"") << open
                             << QStringList{QStringLiteral("Effusion"), QStringLiteral("Mass"), QStringLiteral("Mass, left")}
                             << QStringLiteral("row 2, column \"finding\": \"Mass, left\" is taken for one finding");
}

void TestCohortWords::labelsJoinedByOtherSeparators()
{
    QFETCH(QByteArray, cell);
    QFETCH(QString, findings);
    QFETCH(QStringList, learnt);
    QFETCH(QString, remark);
    const Files files;
    images(files, 4);
    QByteArray table = "image,finding\na.png," + cell + "\nb.png,Mass\nc.png,Effusion\nd.png,";
    table += learnt.contains(QStringLiteral("Scar")) ? "Scar\n" : "No Finding\n";
    files.write(QStringLiteral("t.csv"), table);
    const auto cohort = gatherCohort(foundRecipe(findings.toStdString()), files.folder());
    HAS(cohort);
    QStringList found;
    for (const auto& name : cohort->findings)
        found << QString::fromStdString(name);
    QCOMPARE(found, learnt);
    if (remark.isEmpty())
        QVERIFY(!anyContains(cohort->remarks, "joins findings") && !anyContains(cohort->remarks, "taken for one"));
    else
        QVERIFY2(anyContains(cohort->remarks, remark.toStdString()), cohort->remarks.empty() ? "" : cohort->remarks.back().c_str());
    if (learnt.size() == 2) QCOMPARE(labelled(*cohort).front(), QStringLiteral("a.png:++"));
}

void TestCohortWords::separatorThatIsNotUnderstoodIsNamed()
{
    const Files files;
    images(files, 2);
    files.write(QStringLiteral("t.csv"), "image,finding\na.png,Effusion\nb.png,Effusion/Mass\n");
    const auto unknown = gatherCohort(foundRecipe(), files.folder());
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, FailureKind::UnknownFinding);
    QVERIFY2(QByteArray::fromStdString(unknown.error().detail).contains(R"(row 3, column "finding": "Effusion/Mass")"),
             why(unknown.error()));
    // Where nothing is left to learn, the cause is told too.
    const auto few = gatherCohort(foundRecipe("[]", R"("minimumCases": 5)"), files.folder());
    QVERIFY(!few);
    QCOMPARE(few.error().kind, FailureKind::NoLabelledImages);
    QVERIFY2(QByteArray::fromStdString(few.error().detail).contains(R"(row 3, column "finding": "Effusion/Mass")"), why(few.error()));
}

void TestCohortWords::lineForExcelIsNoHeader_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::newRow("sep=;") << QByteArray("sep=;\nimage;finding\na.png;Effusion\nb.png;No Finding\n");
    QTest::newRow("in quotes, CRLF") << QByteArray("\"sep=,\"\r\nimage,finding\r\na.png,Effusion\r\nb.png,No Finding\r\n");
    QTest::newRow("not what the header has most of")
        << QByteArray("sep=;\nimage;finding, or findings, or none\na.png;Effusion\nb.png;No Finding\n");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFsep=\t\nimage\tfinding\na.png\tEffusion\nb.png\tNo Finding\n");
}

void TestCohortWords::lineForExcelIsNoHeader()
{
    QFETCH(QByteArray, table);
    const Files files;
    images(files, 2);
    files.write(QStringLiteral("t.csv"), table);
    const auto cohort = gatherCohort(foundRecipe("[]"), files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("a.png:+"), QStringLiteral("b.png:-")}));
    QCOMPARE(cohort->counts.front().tableRows, 2);
}

void TestCohortWords::tableWithoutHeaderIsRefused_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("named"); ///< empty: it has one
    QTest::newRow("names") << QByteArray("x1.png,Effusion\nx2.png,Mass\n") << QByteArray("x1.png");
    QTest::newRow("paths") << QByteArray("D:\\set\\x1.png,Effusion\nD:\\set\\x2.png,Mass\n") << QByteArray("x1.png");
    QTest::newRow("names without extension") << QByteArray("x1,Effusion\nx2,Mass\n") << QByteArray("x1");
    QTest::newRow("an image called as the column is") << QByteArray("image,finding\nx1.png,Effusion\nimage.png,Mass\n") << QByteArray();
}

void TestCohortWords::tableWithoutHeaderIsRefused()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, named);
    const Files files;
    files.image(QStringLiteral("x1.png")).image(QStringLiteral("x2.png")).image(QStringLiteral("image.png"));
    files.write(QStringLiteral("t.csv"), table);
    for (const auto& recipe : {foundRecipe("[]"), foundRecipe()}) {
        const auto cohort = gatherCohort(recipe, files.folder());
        QCOMPARE(cohort.has_value(), named.isEmpty());
        if (cohort) continue;
        QCOMPARE(cohort.error().kind, FailureKind::BadArgument);
        const auto detail = QByteArray::fromStdString(cohort.error().detail);
        QVERIFY2(detail.contains("names an image, ") && detail.contains(named) && detail.contains("no header row"), detail.constData());
    }
}

QTEST_APPLESS_MAIN(TestCohortWords)
#include "tst_cohortwords.moc"
