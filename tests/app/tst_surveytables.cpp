#include "tests/support/app/surveyedfolder.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/data.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <filesystem>

using namespace lucency;
using namespace lucency::app;
using test::findingOf;
using Folder = test::SurveyedFolder;
namespace fs = std::filesystem;

namespace {

/// 24 images of 12 people, and a table with unusual column names.
void drawTable(const Folder& folder)
{
    QByteArray table = "file,who,years,gender,opacity,comment\n";
    for (int image = 0; image < 24; ++image) {
        test::drawPerson(folder.path(QStringLiteral("pictures")), image, 0, image % 2);
        table += "person" + QByteArray::number(image) + "_0.png,P" + QByteArray::number(image / 2) + "," + QByteArray::number(40 + image) +
                 ",F," + QByteArray::number(image % 2) + ",read twice\n";
    }
    test::writeText(folder.path(QStringLiteral("labels.csv")), table);
}

model::ColumnRole roleOf(const TablePreview& table, const std::string& column)
{
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        if (table.columns[c] == column) return table.roles[c];
    return model::ColumnRole::Other;
}

} // namespace

/// What a survey makes of label tables.
class SurveyTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsColumnsOfATable();
    void takesAColumnThatThePersonNames();
    void takesNoColumnWhereThePersonSaysNone();
    void readsOnlyTheFoldersGivenWithATable_data();
    void readsOnlyTheFoldersGivenWithATable();
    void showsATableThatCannotBeUsed();
    void offersTablesToChooseFrom();
    void offersNoTablesOfRuns();
    void missingValuesAreNoLabels();
    void flagsInWordsAreCounted();
    void namesWhatTheLabelsMean();
    void findsContradictingRows();
    void readsRealTables();
};

void SurveyTablesTest::readsColumnsOfATable()
{
    Folder folder;
    drawTable(folder);
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QVERIFY(outcome.table);
    QCOMPARE(outcome.table->rows, 24);
    QCOMPARE(roleOf(*outcome.table, "file"), model::ColumnRole::Image);
    QCOMPARE(roleOf(*outcome.table, "gender"), model::ColumnRole::Sex);
    QCOMPARE(roleOf(*outcome.table, "opacity"), model::ColumnRole::Flag);
    QCOMPARE(roleOf(*outcome.table, "comment"), model::ColumnRole::Other);
    QCOMPARE(outcome.table->firstRows.size(), std::size_t{6});
    QCOMPARE(outcome.table->firstRows.front().front(), std::string("person0_0.png"));
    QCOMPARE(outcome.survey->cohort.findings, std::vector<std::string>{"opacity"});
}

void SurveyTablesTest::takesAColumnThatThePersonNames()
{
    Folder folder;
    drawTable(folder);
    DataChoice choice;
    choice.given = {folder.path().toStdString()};
    choice.patientColumn = "who";
    choice.ageColumn = "years";
    choice.labelColumn = "opacity";
    const auto outcome = folder.survey(choice);
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(roleOf(*outcome.table, "who"), model::ColumnRole::Patient);
    QCOMPARE(outcome.survey->patients, 12);
    QCOMPARE(outcome.survey->cohort.findings, std::vector<std::string>{"opacity"});
    QCOMPARE(findingOf(*outcome.survey, "opacity")->images, 12);
    QVERIFY(outcome.survey->ages);
    QCOMPARE((*outcome.survey->ages)[0], 40.0);
    QCOMPARE((*outcome.survey->ages)[2], 63.0);
}

void SurveyTablesTest::takesNoColumnWhereThePersonSaysNone()
{
    Folder folder;
    drawTable(folder);
    DataChoice choice;
    choice.given = {folder.path().toStdString()};
    choice.sexColumn = "-";
    const auto outcome = folder.survey(choice);
    QVERIFY(outcome.survey);
    QCOMPARE(roleOf(*outcome.table, "gender"), model::ColumnRole::Other);
    QVERIFY(outcome.survey->cohort.images.front().sex.empty());
}

void SurveyTablesTest::readsOnlyTheFoldersGivenWithATable_data()
{
    QTest::addColumn<bool>("flags");
    QTest::newRow("labels in words") << false;
    QTest::newRow("a column of 0 and 1") << true;
}

void SurveyTablesTest::readsOnlyTheFoldersGivenWithATable()
{
    QFETCH(bool, flags);
    Folder folder;
    QByteArray table = flags ? "image,patient,Effusion,Mass\n" : "image,patient,label\n";
    for (int image = 0; image < 30; ++image) {
        test::drawPerson(folder.path(QStringLiteral("all/part%1").arg(image % 3)), image, 0, image % 2);
        const auto labels = flags ? QByteArray::number(image % 2) + ',' + QByteArray::number(image % 5 == 0 ? 1 : 0)
                                  : QByteArray(image % 2 ? "Effusion" : "normal");
        table += "person" + QByteArray::number(image) + "_0.png,P" + QByteArray::number(image / 6) + ',' + labels + '\n';
    }
    test::writeText(folder.path(QStringLiteral("labels.csv")), table);
    const auto outcome = folder.survey({QStringLiteral("all/part0"), QStringLiteral("all/part1"), QStringLiteral("labels.csv")});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.images.size(), std::size_t{20}); // part2 was not given
    QCOMPARE(outcome.survey->patients, 5);                           // people with images in both folders are one
    QCOMPARE(findingOf(*outcome.survey, "Effusion")->images, 10);
    QCOMPARE(outcome.survey->cohort.findings.size(), flags ? std::size_t{2} : std::size_t{1});
}

void SurveyTablesTest::showsATableThatCannotBeUsed()
{
    Folder folder;
    test::drawPerson(folder.path(), 1);
    test::drawPerson(folder.path(), 2);
    test::writeText(folder.path(QStringLiteral("notes.csv")), "file,remark one,remark two\nperson1_0.png,a,b\nperson2_0.png,c,d\n");
    const auto outcome = folder.survey({QStringLiteral("notes.csv")});
    QVERIFY(!outcome.survey);
    QVERIFY(outcome.failure);
    QCOMPARE(outcome.failure->kind, FailureKind::MissingColumn);
    QCOMPARE(outcome.failure->subject, folder.path(QStringLiteral("notes.csv")).toStdString());
    QVERIFY(outcome.table);
    QCOMPARE(roleOf(*outcome.table, "file"), model::ColumnRole::Image);
    // And once the person has said which column holds the labels, it can.
    DataChoice choice;
    choice.given = {folder.path(QStringLiteral("notes.csv")).toStdString()};
    choice.labelColumn = "remark two";
    const auto again = folder.survey(choice);
    QVERIFY(again.survey);
    QCOMPARE(again.survey->cohort.findings, (std::vector<std::string>{"b", "d"}));
}

void SurveyTablesTest::offersTablesToChooseFrom()
{
    Folder folder;
    drawTable(folder);
    QVERIFY(QFile::copy(folder.path(QStringLiteral("labels.csv")), folder.path(QStringLiteral("labels-old.csv"))));
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY(outcome.failure);
    QCOMPARE(outcome.failure->kind, FailureKind::BadArgument);
    QCOMPARE(outcome.tables.size(), std::size_t{2});
    DataChoice choice;
    choice.given = {folder.path().toStdString()};
    choice.table = folder.path(QStringLiteral("labels-old.csv")).toStdString();
    const auto chosen = folder.survey(choice);
    QVERIFY(chosen.survey);
    QCOMPARE(chosen.table->file.string(), choice.table);
}

void SurveyTablesTest::offersNoTablesOfRuns()
{
    Folder folder;
    drawTable(folder);
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("run")));
    for (const char* file : {"run/recipe.json", "run/place.json", "run/predictions.csv"})
        QVERIFY(QFile::copy(folder.path(QStringLiteral("labels.csv")), folder.path(QLatin1String(file))));
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.tables, std::vector<fs::path>{folder.path(QStringLiteral("labels.csv")).toStdString()});
}

void SurveyTablesTest::missingValuesAreNoLabels()
{
    Folder folder;
    QByteArray table = "file,label\n";
    for (int image = 0; image < 24; ++image) {
        test::drawPerson(folder.path(QStringLiteral("pictures")), image, 0, image % 2);
        table += "person" + QByteArray::number(image) + "_0.png," + (image < 8 ? "nan" : image % 2 ? "Effusion" : "No Finding") + "\n";
    }
    test::writeText(folder.path(QStringLiteral("labels.csv")), table);
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.findings, std::vector<std::string>{"Effusion"});
    QCOMPARE(outcome.survey->cohort.images.size(), std::size_t{16});
    QStringList words;
    for (const auto& each : outcome.survey->written)
        words << QString::fromStdString(each.written);
    QCOMPARE(words, (QStringList{QStringLiteral("Effusion"), QStringLiteral("No Finding")}));
}

void SurveyTablesTest::flagsInWordsAreCounted()
{
    Folder folder;
    QByteArray table = "file,Effusion\nperson0_0.png,positive\n";
    for (int image = 0; image < 24; ++image) {
        test::drawPerson(folder.path(QStringLiteral("pictures")), image, 0, image % 2);
        table += "person" + QByteArray::number(image) + "_0.png," + (image % 2 ? "positive" : "negative") + "\n";
    }
    test::writeText(folder.path(QStringLiteral("labels.csv")), table);
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.findings, std::vector<std::string>{"Effusion"});
    QCOMPARE(outcome.survey->written.size(), std::size_t{1});
    QCOMPARE(outcome.survey->written.front().count, 13L);
    // The first image stands there twice, with and without.
    QCOMPARE(outcome.survey->twofold.size(), std::size_t{1});
    QCOMPARE(outcome.survey->twofold.front().image, std::string("person0_0.png"));
}

void SurveyTablesTest::namesWhatTheLabelsMean()
{
    Folder folder;
    for (int person = 0; person < 24; ++person)
        test::drawPerson(folder.path(person % 2 ? QStringLiteral("Effus") : QStringLiteral("healthy subjects")), person, 0, person % 2);
    const auto raw = folder.survey(QStringList{QString()});
    QVERIFY(raw.survey);
    QCOMPARE(raw.survey->written.size(), std::size_t{2});
    QCOMPARE(raw.survey->cohort.findings.size(), std::size_t{2});
    DataChoice choice;
    choice.given = {folder.path().toStdString()};
    choice.meanings = {{"Effus", "Effusion"}, {"healthy subjects", ""}};
    const auto told = folder.survey(choice);
    QVERIFY2(told.survey, told.failure ? told.failure->detail.c_str() : "");
    QCOMPARE(told.survey->cohort.findings, std::vector<std::string>{"Effusion"});
    QCOMPARE(findingOf(*told.survey, "")->images, 12);
    QCOMPARE(told.survey->written.front().finding, std::string("Effusion"));
    choice.meanings = {{"Effus", "EFFUSION"}, {"healthy subjects", ""}};
    const auto loud = folder.survey(choice);
    QVERIFY(loud.survey);
    QCOMPARE(loud.survey->cohort.findings, std::vector<std::string>{"Effusion"});
    QCOMPARE(loud.survey->written.front().finding, std::string("Effusion"));
}

void SurveyTablesTest::findsContradictingRows()
{
    Folder folder;
    QByteArray table = "Image Index,Finding Labels\n";
    for (int image = 0; image < 24; ++image) {
        test::drawPerson(folder.path(), image, 0, image % 2);
        table += "person" + QByteArray::number(image) + "_0.png," + (image % 2 ? "Effusion" : "No Finding") + "\n";
    }
    table += "person0_0.png,Effusion\n"; // against its first row
    table += "person1_0.png,Mass\n";     // a second finding, as tables of one row a finding have
    test::writeText(folder.path(QStringLiteral("labels.csv")), table);
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY(outcome.survey);
    QCOMPARE(outcome.survey->twofold.size(), std::size_t{1});
    QCOMPARE(outcome.survey->twofold.front().image, std::string("person0_0.png"));
    QCOMPARE(outcome.survey->twofold.front().first, std::string("No Finding"));
    QCOMPARE(outcome.survey->twofold.front().second, std::string("Effusion"));
}

void SurveyTablesTest::readsRealTables()
{
    LUCENCY_NEEDS_DATA;
    Folder folder;
    DataChoice choice;
    const auto data = test::dataFolder().toStdString();
    choice.given = {data + "/nih/images_1024", data + "/nih/images_512", data + "/nih/Data_Entry_2017_v2020.csv"};
    const auto outcome = folder.survey(choice);
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.images.size(), std::size_t{117 + 626});
    QCOMPARE(outcome.table->rows, 112120);
    QCOMPARE(roleOf(*outcome.table, "Patient ID"), model::ColumnRole::Patient);
    QVERIFY(outcome.survey->severalFindings > 0);
    QVERIFY(outcome.survey->ages);
    QVERIFY(outcome.survey->twofold.empty());
}

QTEST_GUILESS_MAIN(SurveyTablesTest)
#include "tst_surveytables.moc"
