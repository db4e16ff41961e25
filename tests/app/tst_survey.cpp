#include "tests/support/app/surveyedfolder.h"
#include "tests/support/app/trainingfolder.h"
#include "tests/support/data.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace lucency;
using namespace lucency::app;
using test::findingOf;
using Folder = test::SurveyedFolder;
namespace fs = std::filesystem;

class SurveyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsImagesAndPeople();
    void readsClassFoldersGivenOneByOne();
    void keepsPartsOfTheData();
    void honoursAnOfficialList();
    void namesUnreadableFiles();
    void findsLookAlikesAndContradictions();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void stopsWhenAsked();
    void noticesImagesThatVanish();
    void memoryIsBoundedForManyImages();
};

void SurveyTest::countsImagesAndPeople()
{
    Folder folder;
    test::drawTwoClasses(folder.path(), 20);
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    const auto& survey = *outcome.survey;
    QCOMPARE(survey.cohort.images.size(), std::size_t{50});
    QCOMPARE(survey.patients, 40);
    QCOMPARE(survey.ownPatients, 0);
    QVERIFY(survey.ruleUsed && survey.ruleUsed->examplePatient.starts_with("person"));
    const auto* effusion = findingOf(survey, "Effusion");
    QVERIFY(effusion);
    QCOMPARE(effusion->images, 25);
    QCOMPARE(effusion->patients, 20);
    QCOMPARE(effusion->absentPatients, 20);
    QCOMPARE(effusion->pictures.size(), std::size_t{8});
    QCOMPARE(findingOf(survey, "")->images, 25);
    QCOMPARE(survey.side, 64);
    QVERIFY(survey.looked);
    QVERIFY(survey.unreadable.empty());
    QCOMPARE(learntFindings(survey, {}), std::vector<std::string>{"Effusion"});
    QVERIFY(learntFindings(survey, {"Effusion"}).empty());
}

void SurveyTest::readsClassFoldersGivenOneByOne()
{
    Folder folder;
    test::drawTwoClasses(folder.path(), 12);
    test::drawPerson(folder.path(QStringLiteral("OTHER")), 900);
    const auto outcome = folder.survey({QStringLiteral("NORMAL"), QStringLiteral("EFFUSION")});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.findings, std::vector<std::string>{"Effusion"}); // as one folder of both would have it
    QCOMPARE(folder.survey(QStringList{QString()}).survey->cohort.findings.front(), std::string("Effusion"));
    QCOMPARE(outcome.survey->cohort.images.size(), std::size_t{30});
    QCOMPARE(outcome.survey->patients, 24);
}

void SurveyTest::keepsPartsOfTheData()
{
    Folder folder;
    test::drawTwoClasses(folder.path(QStringLiteral("train")), 16);
    for (int person = 500; person < 512; ++person)
        test::drawPerson(folder.path(QStringLiteral("test/") + (person % 2 ? QStringLiteral("EFFUSION") : QStringLiteral("NORMAL"))),
                         person, 0, person % 2);
    for (const auto& given : {QStringList{QString()}, QStringList{QStringLiteral("train"), QStringLiteral("test")}}) {
        const auto outcome = folder.survey(given);
        QVERIFY(outcome.survey);
        QCOMPARE(outcome.survey->keptParts[0], 40);
        QCOMPARE(outcome.survey->keptParts[2], 12);
    }
}

void SurveyTest::honoursAnOfficialList()
{
    Folder folder;
    test::drawTwoClasses(folder.path(QStringLiteral("data")), 16);
    QByteArray list;
    for (const auto& name : QDir(folder.path(QStringLiteral("data/NORMAL"))).entryList(QDir::Files))
        if (!name.startsWith(QStringLiteral("person2_"))) list += name.toUtf8() + "\n";
    for (const auto& name : QDir(folder.path(QStringLiteral("data/EFFUSION"))).entryList(QDir::Files))
        list += name.toUtf8() + "\n";
    test::writeText(folder.path(QStringLiteral("train_val_list.txt")), list);
    const auto outcome = folder.survey({QStringLiteral("data"), QStringLiteral("train_val_list.txt")});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->keptParts[2], 1); // the one image that it lacks
    QCOMPARE(outcome.survey->keptParts[0], 0);
}

void SurveyTest::namesUnreadableFiles()
{
    Folder folder;
    test::drawTwoClasses(folder.path(), 12);
    test::writeText(folder.path(QStringLiteral("NORMAL/broken.png")), "no picture at all");
    const auto whole = test::drawPerson(folder.path(QStringLiteral("NORMAL")), 700);
    QVERIFY(QFile::resize(whole, QFileInfo(whole).size() / 2));
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY(outcome.survey);
    const auto& survey = *outcome.survey;
    QCOMPARE(survey.unreadable.size(), std::size_t{2});
    for (const auto& lost : survey.unreadable) {
        const auto name = fs::path(survey.cohort.images[lost.index].path).filename().string();
        QVERIFY2(name == "broken.png" || name == "person700_0.png", name.c_str());
        QCOMPARE(lost.why.kind, name == "broken.png" ? FailureKind::NotAnImage : FailureKind::TruncatedPixelData);
    }
}

void SurveyTest::findsLookAlikesAndContradictions()
{
    Folder folder;
    test::drawTwoClasses(folder.path(), 12);
    QVERIFY(QFile::copy(folder.path(QStringLiteral("NORMAL/person2_0.png")), folder.path(QStringLiteral("EFFUSION/person802_0.png"))));
    QVERIFY(QFile::copy(folder.path(QStringLiteral("NORMAL/person4_0.png")), folder.path(QStringLiteral("NORMAL/person804_0.png"))));
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY(outcome.survey);
    std::vector<LookAlike> identical;
    for (const auto& pair : outcome.survey->lookAlikes)
        if (pair.identical) identical.push_back(pair);
    QCOMPARE(identical.size(), std::size_t{2});
    QVERIFY(identical.front().contradict); // what matters most stands first
    QVERIFY(!identical.back().contradict);
    QVERIFY(identical.front().ofDifferentPatients);
}

void SurveyTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<int>("kind");
    QTest::newRow("nothing there") << "gone" << static_cast<int>(FailureKind::NotFound);
    QTest::newRow("empty folder") << "empty" << static_cast<int>(FailureKind::EmptyFolder);
    QTest::newRow("images without labels") << "bare" << static_cast<int>(FailureKind::NoLabelledImages);
    QTest::newRow("a single image") << "bare/person1_0.png" << static_cast<int>(FailureKind::BadArgument);
    QTest::newRow("a table of nothing") << "empty.csv" << static_cast<int>(FailureKind::NotALabelTable);
}

void SurveyTest::saysWhatIsWrong()
{
    QFETCH(QString, given);
    QFETCH(int, kind);
    Folder folder;
    QDir(folder.path()).mkpath(QStringLiteral("empty"));
    for (int person = 1; person < 4; ++person)
        test::drawPerson(folder.path(QStringLiteral("bare")), person);
    test::writeText(folder.path(QStringLiteral("empty.csv")), "");
    const auto outcome = folder.survey(QStringList{given});
    QVERIFY(!outcome.survey);
    QVERIFY(outcome.failure);
    QCOMPARE(static_cast<int>(outcome.failure->kind), kind);
    QVERIFY2(outcome.failure->subject.starts_with(folder.path().toStdString()), outcome.failure->subject.c_str());
}

void SurveyTest::stopsWhenAsked()
{
    Folder folder;
    test::drawTwoClasses(folder.path(), 20);
    DataChoice choice;
    choice.given = {folder.path().toStdString()};
    std::stop_source stop;
    SurveyRequest request;
    request.choice = choice;
    request.counted = [&stop](const SurveyPtr&) { stop.request_stop(); };
    const auto outcome = surveyData(request, stop.get_token());
    QVERIFY(!outcome.survey);
    QCOMPARE(outcome.failure->kind, FailureKind::Cancelled);
}

void SurveyTest::noticesImagesThatVanish()
{
    Folder folder;
    test::drawTwoClasses(folder.path(), 12);
    const auto outcome = folder.survey(QStringList{QString()});
    QVERIFY(outcome.survey);
    QVERIFY(vanished(*outcome.survey, {})->empty());
    QVERIFY(QFile::remove(folder.path(QStringLiteral("NORMAL/person2_0.png"))));
    const auto gone = vanished(*outcome.survey, {});
    QVERIFY(gone);
    QCOMPARE(gone->size(), std::size_t{1});
    QVERIFY(outcome.survey->cohort.images[gone->front()].path.ends_with("person2_0.png"));
}

namespace {

long residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    long whole = 0, resident = 0;
    file >> whole >> resident;
    return resident * sysconf(_SC_PAGESIZE) / 1'000'000;
}

} // namespace

/// Hard links stand for a hundred thousand images where LUCENCY_MANY says so; else for enough to see that memory does not hold them all.
void SurveyTest::memoryIsBoundedForManyImages()
{
    Folder folder;
    bool asked = false;
    const int named = qEnvironmentVariableIntValue("LUCENCY_MANY", &asked), many = asked ? named : 4000;
    constexpr int drawn = 200;
    for (int person = 0; person < drawn; ++person)
        test::drawPerson(folder.path(QStringLiteral("drawn")), person, 0, person % 2);
    for (int i = 0; i < many; ++i) {
        const auto place = folder.path(QStringLiteral("data/") + (i % 2 ? QStringLiteral("EFFUSION/") : QStringLiteral("NORMAL/")) +
                                       QString::number(i / 1000));
        if (i % 1000 < 2) QDir().mkpath(place);
        fs::create_hard_link(folder.path(QStringLiteral("drawn/person%1_0.png").arg(i % drawn)).toStdString(),
                             (place + QStringLiteral("/person%1_%2.png").arg(i % 5000).arg(i)).toStdString());
    }
    const long before = residentMegabytes();
    QElapsedTimer clock;
    clock.start();
    int told = 0;
    SurveyRequest request;
    request.choice.given = {folder.path(QStringLiteral("data")).toStdString()};
    request.cacheFolder = folder.path(QStringLiteral("cache")).toStdString();
    request.progress = [&told](const SurveyProgress&) { ++told; };
    const auto outcome = surveyData(request, {});
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.images.size(), static_cast<std::size_t>(many));
    QVERIFY(told > 0);
    const long grown = residentMegabytes() - before;
    qInfo("%d images: %.1f s, memory grew by %ld MB", many, static_cast<double>(clock.elapsed()) / 1000, grown);
    // Four kilobytes an image are names, labels and pairs; decoded they would be thirty-seven.
    QVERIFY2(grown < 120 + many / 250, qPrintable(QString::number(grown)));
}

QTEST_GUILESS_MAIN(SurveyTest)
#include "tst_survey.moc"
