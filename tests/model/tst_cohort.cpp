#include "model/cohort.h"
#include "model/cohortsize.h"
#include "model/split.h"
#include "tests/support/data.h"
#include "tests/support/dicommaker.h"
#include "tests/support/model/foundfiles.h"
#include "tests/support/resources.h"

#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::model;
using test::anyContains;
using test::Files;
using test::foundRecipe;
using test::labelled;
using test::why;

namespace {

QStringList patients(const Cohort& cohort)
{
    QStringList names;
    for (const auto& image : cohort.images)
        names << QString::fromStdString(image.path + "=" + image.patient);
    return names;
}

} // namespace

class TestCohort : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classFoldersAreFoundFromWhereverTheDataFolderStands_data();
    void classFoldersAreFoundFromWhereverTheDataFolderStands();
    void tableIsReadInAnyUsualShape_data();
    void tableIsReadInAnyUsualShape();
    void tableThatLiesThereIsUsed();
    void severalTablesAreAskedAbout();
    void folderThatCannotBeLearntFromIsRefused_data();
    void folderThatCannotBeLearntFromIsRefused();
    void patientIsFoundByColumnPatternHeaderOrFile();
    void withoutAnyFindingMayBeIgnored();
    void rareFindingsAreNotLearnt();
    void unknownFindingsMayBeSkipped();
    void recipeWithoutFindingsLearnsThoseThatAreThere();
    void exclusiveClassesRefuseAnImageWithTwoFindings();
    void shippedRecipesFindTheirData_data();
    void shippedRecipesFindTheirData();
};

void TestCohort::classFoldersAreFoundFromWhereverTheDataFolderStands_data()
{
    QTest::addColumn<QString>("dataFolder");
    QTest::addColumn<QString>("prefix");
    QTest::newRow("the parent of the data set") << QString() << QStringLiteral("set/train/");
    QTest::newRow("the data set itself") << QStringLiteral("set") << QStringLiteral("train/");
    QTest::newRow("the folder of classes itself") << QStringLiteral("set/train") << QString();
    QTest::newRow("with a slash at the end") << QStringLiteral("set/") << QStringLiteral("train/");
}

void TestCohort::classFoldersAreFoundFromWhereverTheDataFolderStands()
{
    QFETCH(QString, dataFolder);
    QFETCH(QString, prefix);
    const Files files;
    files.image(QStringLiteral("set/train/Normal/n1.png")).image(QStringLiteral("set/train/Normal/n2.jpeg"));
    files.image(QStringLiteral("set/train/pneumonia/p1.png")).image(QStringLiteral("other/x.png"));
    for (const char* kind : {R"("folders": ["set", ""], "classes": {"PNEUMONIA": ["Mass"]})",
                             R"("kind": "folders", "folders": ["set/train"], "knows": ["Effusion", "Mass"],
                                "classes": {"Normal": [], "pneumonia": ["Mass"]})"}) {
        auto text = std::string(R"({"name": "m", "data": [{"name": "s", )") +
                    (std::string(kind).find("kind") == std::string::npos ? R"("kind": "found", )" : "") + kind +
                    R"(}], "findings": [{"name": "Effusion"}, {"name": "Mass"}]})";
        const auto recipe = recipeFromJson(text, "m.json");
        HAS(recipe);
        const auto cohort = gatherCohort(*recipe, files.folder(dataFolder));
        HAS(cohort);
        QCOMPARE(labelled(*cohort), (QStringList{prefix + QStringLiteral("Normal/n1.png:--"), prefix + QStringLiteral("Normal/n2.jpeg:--"),
                                                 prefix + QStringLiteral("pneumonia/p1.png:-+")}));
    }
}

void TestCohort::tableIsReadInAnyUsualShape_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("labels"); ///< of a.png, b.png and d/c.png
    QTest::newRow("two columns") << QByteArray("Image Index,Finding Labels\na.png,Effusion\nb.png,No Finding\nc.png,Mass\n")
                                 << QStringLiteral("+- -- -+");
    QTest::newRow("two columns of other names")
        << QByteArray("picture,what\na.png,effusion\nb.png,normal\nc.png,MASS\n") << QStringLiteral("+- -- -+");
    QTest::newRow("NIH") << QByteArray("Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position\n"
                                       "a.png,Effusion|Mass,0,1,58,M,PA\nb.png,No Finding,0,2,7,F,AP\nc.png,Mass,0,3,80,M,PA\n")
                         << QStringLiteral("++ -- -+");
    QTest::newRow("semicolons and blanks") << QByteArray("file,labels\na.png,Effusion; Mass\nb.png, no finding \nc.png,Mass\n")
                                           << QStringLiteral("++ -- -+");
    QTest::newRow("a column a finding") << QByteArray("file,Effusion,Mass\na.png,1,0\nb.png,0,0\nc.png,0.0,1.0\n")
                                        << QStringLiteral("+- -- -+");
    QTest::newRow("unknown and uncertain cells")
        << QByteArray("file,Effusion,Mass\na.png,1,\nb.png,0,-1\nc.png,,1\n") << QStringLiteral("+? -? ?+");
    QTest::newRow("a column for one of the findings")
        << QByteArray("id,Patient Age,effusion\na.png,3,1\nb.png,4,0\nc.png,5,1\n") << QStringLiteral("+? -? +?");
    QTest::newRow("names without extension") << QByteArray("id,finding\na,Effusion\nb,No Finding\nc,Mass\n") << QStringLiteral("+- -- -+");
    QTest::newRow("paths") << QByteArray("path,finding\na.png,Effusion\nb.png,No Finding\nd/c.png,Mass\n") << QStringLiteral("+- -- -+");
    QTest::newRow("a row a finding") << QByteArray("file,finding\na.png,Effusion\na.png,Mass\nb.png,No Finding\nc.png,Mass\n")
                                     << QStringLiteral("++ -- -+");
    QTest::newRow("semicolons between the cells")
        << QByteArray("Image Index;Finding Labels\r\na.png;Effusion\r\nb.png;No Finding\r\nc.png;Mass\r\n") << QStringLiteral("+- -- -+");
    QTest::newRow("tabs between the cells") << QByteArray("file\tEffusion\tMass\na.png\t1,0\t0,0\nb.png\t0\t0\nc.png\t0\t1\n")
                                            << QStringLiteral("+- -- -+");
    QTest::newRow("paths of a Windows computer")
        << QByteArray("path,finding\nC:\\img\\a.png,Effusion\nC:\\img\\b.png,No Finding\nC:\\img\\c.png,Mass\n")
        << QStringLiteral("+- -- -+");
    QTest::newRow("paths of another computer") << QByteArray("path,finding\n/old/a.png,Effusion\n/old/b.png,No Finding\n/old/c.png,Mass\n")
                                               << QStringLiteral("+- -- -+");
    QTest::newRow("names in another case") << QByteArray("FILE,finding labels\nA.PNG,effusion\nB.PNG,no finding\nC.PNG,mass\n")
                                           << QStringLiteral("+- -- -+");
    QTest::newRow("empty lines at the end") << QByteArray("file,labels\na.png,Effusion\nb.png,No Finding\nc.png,Mass\n,\n,\n")
                                            << QStringLiteral("+- -- -+");
    QTest::newRow("a column of another finding")
        << QByteArray("file,Effusion,Mass,Hernia\na.png,1,0,0\nb.png,0,0,1\nc.png,0,1,0\n") << QStringLiteral("+- -- -+");
    QTest::newRow("other words for nothing") << QByteArray("file,finding\na.png,Effusion\nb.png,Nothing\nc.png,mass\n")
                                             << QStringLiteral("+- -- -+");
}

void TestCohort::tableIsReadInAnyUsualShape()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, labels);
    const Files files;
    files.image(QStringLiteral("a.png")).image(QStringLiteral("b.png")).image(QStringLiteral("d/c.png")).image(QStringLiteral("e.png"));
    files.write(QStringLiteral("labels.csv"), table);
    const auto wanted = labels.split(QLatin1Char(' '));
    const QStringList expected{QStringLiteral("a.png:") + wanted[0], QStringLiteral("b.png:") + wanted[1],
                               QStringLiteral("d/c.png:") + wanted[2]};
    // Named, as with --labels, and found beside the images.
    for (const auto& named : {std::string(), files.path(QStringLiteral("labels.csv")).toStdString()}) {
        auto recipe = foundRecipe();
        recipe.data.front().table = named;
        const auto cohort = gatherCohort(recipe, files.folder());
        HAS(cohort);
        QCOMPARE(labelled(*cohort), expected);
        QCOMPARE(cohort->counts.front().imagesWithoutRow, 1);
        QCOMPARE(cohort->counts.front().rowsWithoutImage, 0);
        QVERIFY(
            QString::fromStdString(describe(cohort->counts.front())).startsWith(QStringLiteral("s: scans found: 3; rows in the table: ")));
    }
}

void TestCohort::tableThatLiesThereIsUsed()
{
    const Files files;
    files.image(QStringLiteral("images/a.png")).image(QStringLiteral("images/b.png"));
    files.write(QStringLiteral("boxes.csv"), "Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Mass,1,2,3,4\n");
    files.write(QStringLiteral("notes.csv"), "who,when\nme,now\n");
    files.write(QStringLiteral("labels.csv"), "Image Index,Finding Labels\na.png,Mass\nb.png,No Finding\nz.png,Mass\n");
    const auto cohort = gatherCohort(foundRecipe(), files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("images/a.png:-+"), QStringLiteral("images/b.png:--")}));
    QCOMPARE(cohort->counts.front().rowsWithoutImage, 1);
    QVERIFY(anyContains(cohort->remarks, "labels.csv"));
}

void TestCohort::severalTablesAreAskedAbout()
{
    const Files files;
    files.image(QStringLiteral("a.png")).image(QStringLiteral("b.png"));
    for (const char* name : {"one.csv", "two.csv"})
        files.write(QLatin1String(name), "Image Index,Finding Labels\na.png,Mass\nb.png,No Finding\n");
    const auto cohort = gatherCohort(foundRecipe(), files.folder());
    QVERIFY(!cohort);
    QCOMPARE(cohort.error().kind, FailureKind::BadArgument);
    QVERIFY2(why(cohort.error()).contains("one.csv, two.csv"), why(cohort.error()));
    auto named = foundRecipe();
    named.data.front().table = files.path(QStringLiteral("two.csv")).toStdString();
    HAS(gatherCohort(named, files.folder()));
}

void TestCohort::folderThatCannotBeLearntFromIsRefused_data()
{
    QTest::addColumn<QStringList>("images");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, const QStringList& images, const char* table, FailureKind kind, const char* named) {
        QTest::newRow(name) << images << QByteArray(table) << static_cast<int>(kind) << QByteArray(named);
    };
    const QStringList two{QStringLiteral("a.png"), QStringLiteral("b.png")};
    row("empty folder", {}, "", FailureKind::EmptyFolder, "");
    row("images alone", two, "", FailureKind::NoLabelledImages, "neither folders of classes nor a label table");
    row("table of other images", two, "Image Index,Finding Labels\nx.png,Mass\n", FailureKind::NoLabelledImages, "labels.csv");
    row("table that names no image", two, "when,what\nnow,Mass\n", FailureKind::MissingColumn, "labels.csv Image Index");
    row("table without labels", two, "Image Index,when,who\na.png,now,me\n", FailureKind::MissingColumn, "labels.csv Finding Labels");
    row("two columns without labels", two, "Image Index,when\na.png,now\nb.png,then\n", FailureKind::MissingColumn,
        "labels.csv Finding Labels");
    row("unknown label", two, "Image Index,Finding Labels\na.png,Massive\n", FailureKind::UnknownFinding, "labels.csv Massive");
    row("empty table", two, "", FailureKind::NoLabelledImages, "");
    row("broken table", two, "Image Index,Finding Labels\n\"a.png,Mass\n", FailureKind::NotALabelTable, "labels.csv");
    row("folder of an unknown name", {QStringLiteral("Mass/a.png"), QStringLiteral("Sun/b.png")}, "", FailureKind::UnknownFinding, "Sun");
    row("folders of unknown names", {QStringLiteral("Moon/a.png"), QStringLiteral("Sun/b.png")}, "", FailureKind::UnknownFinding, "Moon");
    row("one class", {QStringLiteral("Mass/a.png"), QStringLiteral("Mass/b.png")}, "", FailureKind::NoLabelledImages,
        "2 patients with and 0 patients without Mass");
    row("three images", {QStringLiteral("Mass/a.png"), QStringLiteral("Mass/b.png"), QStringLiteral("Normal/c.png")}, "",
        FailureKind::NoLabelledImages, "2 patients with and 1 patient without Mass");
}

void TestCohort::folderThatCannotBeLearntFromIsRefused()
{
    QFETCH(QStringList, images);
    QFETCH(QByteArray, table);
    QFETCH(int, kind);
    QFETCH(QByteArray, named);
    const Files files;
    for (const auto& image : images)
        files.image(image);
    auto recipe = foundRecipe(R"([{"name": "Mass"}])");
    if (!table.isEmpty()) {
        files.write(QStringLiteral("labels.csv"), table);
        recipe.data.front().table = files.path(QStringLiteral("labels.csv")).toStdString();
    }
    const auto cohort = gatherCohort(recipe, files.folder());
    const auto learnable = cohort ? checkLearnable(*cohort) : Done(cohort.error());
    QVERIFY(!learnable);
    QVERIFY2(static_cast<int>(learnable.error().kind) == kind, why(learnable.error()));
    QVERIFY2(why(learnable.error()).contains(named), why(learnable.error()));
    // One line that names the folder or the table.
    QVERIFY2(why(learnable.error()).contains(files.path({}).toUtf8()), why(learnable.error()));
    QVERIFY(!why(learnable.error()).contains('\n'));
}

void TestCohort::patientIsFoundByColumnPatternHeaderOrFile()
{
    const Files files;
    files.image(QStringLiteral("anna_1.png")).image(QStringLiteral("bert_1.png")).image(QStringLiteral("7.png"));
    auto dicom = test::DicomMaker::chest();
    dicom.text(test::dicomTag(0x0010, 0x0020), "LO", "H-12").text(test::dicomTag(0x0010, 0x1010), "AS", "044Y");
    dicom.write(files.path({}), QStringLiteral("d.dcm"));
    files.write(QStringLiteral("t.csv"), "file,finding,Patient ID\nanna_1.png,Mass,A\nbert_1.png,No Finding,\nd.dcm,Mass,\n7.png,Mass,\n");

    const auto with = [&](const char* more) { return gatherCohort(foundRecipe(R"([{"name": "Mass"}])", more), files.folder()); };
    const auto all = with(R"("patientColumn": "Patient ID", "patientPatterns": ["^([a-z]+)_"])");
    HAS(all);
    QCOMPARE(patients(*all), (QStringList{QStringLiteral("7.png=s/7"), QStringLiteral("anna_1.png=s/A"),
                                          QStringLiteral("bert_1.png=s/bert"), QStringLiteral("d.dcm=s/H-12")}));
    QCOMPARE(all->images.back().age, 44.0);
    QCOMPARE(all->counts.front().ownPatients, 1);
    QVERIFY(anyContains(all->remarks, "nothing tells the patient of 1 image, each counts"));

    // A column that looks like the patient's comes after the patterns, which the recipe states.
    const auto guessed = with(R"("patientPatterns": ["^([a-z]+)_"])");
    HAS(guessed);
    QVERIFY(patients(*guessed).contains(QStringLiteral("anna_1.png=s/anna")));
    const auto neither = with(R"("patientFromDicom": false)");
    HAS(neither);
    QVERIFY(patients(*neither).contains(QStringLiteral("d.dcm=s/d")));
    QCOMPARE(neither->counts.front().ownPatients, 3);
}

void TestCohort::withoutAnyFindingMayBeIgnored()
{
    const Files files;
    files.image(QStringLiteral("a.png")).image(QStringLiteral("b.png")).image(QStringLiteral("c.png"));
    files.write(QStringLiteral("t.csv"), "file,labels\na.png,Mass\nb.png,No Finding\nc.png,Effusion\n");
    const auto kept = gatherCohort(foundRecipe(), files.folder());
    HAS(kept);
    QCOMPARE(kept->images.size(), std::size_t{3});
    const auto ignored =
        gatherCohort(foundRecipe(R"([{"name": "Effusion"}, {"name": "Mass"}])", R"("noFinding": "ignore")"), files.folder());
    HAS(ignored);
    QCOMPARE(labelled(*ignored), (QStringList{QStringLiteral("a.png:-+"), QStringLiteral("c.png:+-")}));
    QCOMPARE(ignored->counts.front().withoutFinding, 1);
}

void TestCohort::rareFindingsAreNotLearnt()
{
    const Files files;
    QByteArray table = "file,labels\n";
    for (int i = 0; i < 12; ++i) {
        files.image(QStringLiteral("%1.png").arg(i, 2, 10, QLatin1Char('0')));
        table += QStringLiteral("%1.png,%2\n").arg(i, 2, 10, QLatin1Char('0')).arg(i < 5 ? "Mass" : i < 8 ? "Effusion" : "").toUtf8();
    }
    files.write(QStringLiteral("t.csv"), table.replace(",\n", ",No Finding\n"));
    const auto recipe = foundRecipe(R"([{"name": "Effusion"}, {"name": "Mass"}])", R"("minimumCases": 4)");
    const auto cohort = gatherCohort(recipe, files.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort).front(), QStringLiteral("00.png:?+"));
    QCOMPARE(labelled(*cohort).at(6), QStringLiteral("06.png:?-"));
    QVERIFY(anyContains(cohort->remarks, "fewer than 4 cases, not learnt: Effusion 3"));

    const auto complete = completeRecipe(recipe, files.folder());
    HAS(complete);
    QCOMPARE(complete->recipe.findings.size(), std::size_t{1});
    QCOMPARE(complete->recipe.findings.front().name, std::string("Mass"));
    QVERIFY(anyContains(complete->remarks, "learns: Mass"));
    // It still reads the same table, and completing it again changes nothing.
    const auto again = completeRecipe(complete->recipe, files.folder());
    HAS(again);
    QCOMPARE(toJson(again->recipe), toJson(complete->recipe));
    const auto second = gatherCohort(complete->recipe, files.folder());
    HAS(second);
    QCOMPARE(second->images.size(), std::size_t{12});
    const auto none =
        completeRecipe(foundRecipe(R"([{"name": "Mass"}])", R"("minimumCases": 40, "classes": {"Effusion": []})"), files.folder());
    QVERIFY(!none);
}

void TestCohort::unknownFindingsMayBeSkipped()
{
    const Files files;
    files.image(QStringLiteral("Mass/a.png")).image(QStringLiteral("Normal/b.png")).image(QStringLiteral("Sun/c.png"));
    const auto cohort = gatherCohort(foundRecipe(R"([{"name": "Mass"}])", R"("skipUnknownFindings": true)"), files.folder());
    HAS(cohort);
    QCOMPARE(cohort->images.size(), std::size_t{2});
    QCOMPARE(cohort->counts.front().unknownFindings, 1);
}

void TestCohort::recipeWithoutFindingsLearnsThoseThatAreThere()
{
    const Files folders;
    for (const char* name : {"healthy/a.png", "Tuberculosis/b.png", "Silicosis/c.png"})
        folders.image(QLatin1String(name));
    const auto fromFolders = completeRecipe(foundRecipe("[]"), folders.folder());
    HAS(fromFolders);
    QCOMPARE(fromFolders->recipe.findings.size(), std::size_t{2});
    QCOMPARE(fromFolders->recipe.findings.front().name, std::string("Silicosis"));
    QCOMPARE(fromFolders->recipe.findings.back().name, std::string("Tuberculosis"));
    const auto cohort = gatherCohort(fromFolders->recipe, folders.folder());
    HAS(cohort);
    QCOMPARE(labelled(*cohort), (QStringList{QStringLiteral("Silicosis/c.png:+-"), QStringLiteral("Tuberculosis/b.png:-+"),
                                             QStringLiteral("healthy/a.png:--")}));
    const Files columns;
    columns.image(QStringLiteral("a.png")).image(QStringLiteral("b.png"));
    columns.write(QStringLiteral("t.csv"), "file,age,Silicosis,Nodule\na.png,40,1,0\nb.png,50,0,1\n");
    const auto fromColumns = completeRecipe(foundRecipe("[]"), columns.folder());
    HAS(fromColumns);
    QCOMPARE(fromColumns->recipe.findings.size(), std::size_t{2});
    QCOMPARE(fromColumns->recipe.findings.front().name, std::string("Nodule"));
}

void TestCohort::exclusiveClassesRefuseAnImageWithTwoFindings()
{
    const Files files;
    files.image(QStringLiteral("a.png")).image(QStringLiteral("b.png"));
    files.write(QStringLiteral("t.csv"), "file,labels\na.png,Mass|Effusion\nb.png,No Finding\n");
    auto recipe = foundRecipe();
    recipe.training.loss = LossKind::Softmax;
    const auto cohort = gatherCohort(recipe, files.folder());
    QVERIFY(!cohort);
    QCOMPARE(cohort.error().kind, FailureKind::BadRecipe);
    QVERIFY2(why(cohort.error()).contains("training.loss") && why(cohort.error()).contains("a.png"), why(cohort.error()));
}

void TestCohort::shippedRecipesFindTheirData_data()
{
    QTest::addColumn<QString>("recipe");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("findings");
    const auto rows = [](const char* recipe, std::initializer_list<const char*> folders, int images, int findings) {
        for (const char* folder : folders)
            QTest::addRow("%s in data/%s", recipe, folder)
                << QString::fromLatin1(recipe) << QString::fromLatin1(folder) << images << findings;
    };
    rows("pneumonia-cnn64", {"", "kermany", "kermany/train"}, 5216, 1);
    rows("pneumonia-augmented", {"", "kermany"}, 5216, 1);
    rows("effusion-binary", {"", "nih"}, 979, 1);
    rows("effusion-resnet-weighted", {"", "nih"}, 979, 1);
    rows("nih-multilabel", {"", "nih"}, 1568, 6);
}

void TestCohort::shippedRecipesFindTheirData()
{
    LUCENCY_NEEDS_DATA;
    QFETCH(QString, recipe);
    QFETCH(QString, folder);
    QFETCH(int, images);
    QFETCH(int, findings);
    const auto asked = readRecipe(test::resourceFolder() / "recipes" / (recipe.toStdString() + ".json"));
    HAS(asked);
    const auto data = std::filesystem::path(test::dataFolder().toStdString()) / folder.toStdString();
    const auto complete = completeRecipe(*asked, data);
    HAS(complete);
    QCOMPARE(static_cast<int>(complete->recipe.findings.size()), findings);
    const auto cohort = gatherCohort(complete->recipe, data);
    HAS(cohort);
    QCOMPARE(static_cast<int>(cohort->images.size()), images);
    QCOMPARE(cohort->counts.front().ownPatients, 0);
    HAS(checkLearnable(*cohort));
    const auto split = splitByPatient(*cohort, complete->recipe.split, complete->recipe.seed);
    const auto size = sizeOf(*cohort, split);
    QCOMPARE(size.sharedPatients, 0L);
    QCOMPARE(size.parts[0].images + size.parts[1].images + size.parts[2].images, static_cast<long>(images));
    for (const auto& part : size.parts)
        for (const auto& finding : part.findings)
            QVERIFY(finding.positivePatients >= 5 && finding.negativePatients >= 5);
}

QTEST_APPLESS_MAIN(TestCohort)
#include "tst_cohort.moc"
