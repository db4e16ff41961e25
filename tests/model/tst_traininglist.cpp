#include "model/cohort.h"
#include "model/split.h"
#include "tests/support/model/foundfiles.h"

#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::model;
using test::anyContains;
using test::Files;
using test::foundRecipe;
using test::why;

/// An official list of training images, however it was saved.
class TestTrainingList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsOfAnyKindNameTheSame_data();
    void listsOfAnyKindNameTheSame();
    void namesThatLeaveDoubtAreNotMet();
    void listOfAllImagesGivesNoTestPart();
    void listOfNoImagesSaysWhatItNeeds();
};

namespace {

constexpr int people = 24, tested = 6;

void drawPeople(const Files& files)
{
    for (int i = 0; i < people; ++i)
        files.image(QStringLiteral("%1/p%2_0.png").arg(i % 2 ? QStringLiteral("Effusion") : QStringLiteral("NORMAL")).arg(i));
}

Recipe listRecipe()
{
    return foundRecipe(R"([{"name": "Effusion"}])", R"("patientPatterns": ["^p([0-9]+)_"])", R"("split": {"trainingList": "list.txt"})");
}

std::vector<QString> names(int from, const char* before = "")
{
    std::vector<QString> all;
    for (int i = from; i < people; ++i)
        all.push_back(QLatin1String(before) + QStringLiteral("p%1_0.png").arg(i));
    return all;
}

QByteArray lines(const std::vector<QString>& all, const char* end = "\n")
{
    QByteArray text;
    for (const auto& name : all)
        text += name.toUtf8() + end;
    return text;
}

QByteArray utf16(const QByteArray& text)
{
    QByteArray wide("\xFF\xFE");
    for (const char letter : text)
        wide += QByteArray(1, letter) + QByteArray(1, '\0');
    return wide;
}

} // namespace

void TestTrainingList::listsOfAnyKindNameTheSame_data()
{
    QTest::addColumn<QByteArray>("list");
    auto mixed = names(tested), upper = names(tested), bare = names(tested);
    for (std::size_t i = 0; i < mixed.size(); ++i) {
        if (i % 2) mixed[i] = mixed[i].toUpper();
        upper[i] = upper[i].toUpper();
        bare[i].chop(4);
    }
    QTest::newRow("NIH's") << lines(names(tested));
    QTest::newRow("of Notepad, with a byte order mark") << QByteArray("\xEF\xBB\xBF") + lines(names(tested), "\r\n");
    QTest::newRow("UTF-16") << utf16(lines(names(tested), "\r\n"));
    QTest::newRow("paths of Windows") << lines(names(tested, "C:\\img\\"));
    QTest::newRow("paths of another computer") << lines(names(tested, "/data/all/"));
    QTest::newRow("every second in upper case") << lines(mixed);
    QTest::newRow("all in upper case") << lines(upper);
    QTest::newRow("without extension") << lines(bare);
    QTest::newRow("in quotes, with tabs behind") << '"' + lines(names(tested), "\"\t\n\"").chopped(1);
    QTest::newRow("no end of the last line") << lines(names(tested)).chopped(1);
}

void TestTrainingList::listsOfAnyKindNameTheSame()
{
    QFETCH(QByteArray, list);
    const Files files;
    drawPeople(files);
    files.write(QStringLiteral("list.txt"), list);
    const auto cohort = gatherCohort(listRecipe(), files.folder());
    HAS(cohort);
    QCOMPARE(cohort->images.size(), std::size_t{people});
    for (const auto& image : cohort->images) {
        const int person = std::stoi(image.patient.substr(2));
        QVERIFY2((image.keptPart == Part::Test) == (person < tested), image.path.c_str());
    }
    QVERIFY(anyContains(cohort->remarks, "list.txt: 6 images of 6 patients are not in it and are the test part"));
}

void TestTrainingList::namesThatLeaveDoubtAreNotMet()
{
    const Files files;
    files.image(QStringLiteral("NORMAL/p1_0.png")).image(QStringLiteral("Effusion/p1_0.png")).image(QStringLiteral("Effusion/p2_0.png"));
    // Of the two images of one name the list means that of the folder.
    files.write(QStringLiteral("list.txt"), "/data/NORMAL/p1_0.png\np2_0.png\n");
    auto recipe = listRecipe();
    recipe.data.front().patientPatterns.clear();
    const auto cohort = gatherCohort(recipe, files.folder());
    HAS(cohort);
    for (const auto& image : cohort->images)
        QVERIFY2((image.keptPart == Part::Test) == (image.path == "Effusion/p1_0.png"), image.path.c_str());
}

void TestTrainingList::listOfAllImagesGivesNoTestPart()
{
    const Files files;
    drawPeople(files);
    files.write(QStringLiteral("list.txt"), lines(names(0)));
    const auto recipe = listRecipe();
    const auto cohort = gatherCohort(recipe, files.folder());
    HAS(cohort);
    QVERIFY(
        anyContains(cohort->remarks, "list.txt: it names all images, so that no test part is given; it is taken out of the training part"));
    QVERIFY(!anyContains(cohort->remarks, "are the test part"));
    QVERIFY(std::ranges::none_of(cohort->images, [](const auto& image) { return image.keptPart.has_value(); }));
    const auto split = splitByPatient(*cohort, recipe.split, 1);
    QVERIFY(std::ranges::count(split.parts, Part::Test) > 0);
}

void TestTrainingList::listOfNoImagesSaysWhatItNeeds()
{
    const Files files;
    drawPeople(files);
    files.write(QStringLiteral("list.txt"), "nope_p1_0.png\n");
    const auto cohort = gatherCohort(listRecipe(), files.folder());
    QVERIFY(!cohort);
    QCOMPARE(cohort.error().kind, FailureKind::NoLabelledImages);
    QVERIFY2(QByteArray::fromStdString(cohort.error().detail).contains("the name of an image in each line, such as p"),
             why(cohort.error()));
}

QTEST_APPLESS_MAIN(TestTrainingList)
#include "tst_traininglist.moc"
