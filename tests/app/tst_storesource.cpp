#include "app/store/store.h"
#include "app/training/storesource.h"
#include "app/training/survey.h"
#include "tests/support/app/trainingfolder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;
namespace fs = std::filesystem;

namespace {

/// A store of 24 people with one image each; every other one has an effusion, told by a label table.
class Archive {
    QTemporaryDir m_folder; ///< first: the places below are in it

public:
    Archive()
        : file(m_folder.filePath(QStringLiteral("store.sqlite")))
        , sets(m_folder.filePath(QStringLiteral("sets")).toStdString())
    {
        auto store = Store::open(file);
        for (int person = 0; person < 24; ++person)
            add(*store, person);
    }

    void say(int person, const Correction& what)
    {
        auto store = Store::open(file);
        auto entry = what;
        entry.path = paths[static_cast<std::size_t>(person)];
        entry.who = QStringLiteral("reader");
        entry.when = 1'700'000'000'000;
        QVERIFY(store->addCorrections(std::span(&entry, 1)));
    }

    SurveyOutcome survey(const StoreSet& set) const
    {
        SurveyRequest request;
        request.choice.given = {set.folder};
        return surveyData(request, {});
    }

    const QString file;
    const fs::path sets;
    std::vector<QString> paths;

private:
    void add(Store& store, int person)
    {
        const auto path = test::drawPerson(m_folder.filePath(QStringLiteral("images")), person, 0, person % 2);
        PatientRow patient;
        patient.patientId = QStringLiteral("P%1").arg(person);
        patient.name = QStringLiteral("Doe^Jane%1").arg(person);
        patient.sex = QStringLiteral("F");
        StudyRow study;
        study.studyUid = QStringLiteral("1.2.3.%1").arg(person);
        study.age = QStringLiteral("0%1Y").arg(40 + person);
        const auto added = store.addStudy(patient, study);
        ImageRow image;
        image.study = added->study;
        image.path = path;
        image.rows = image.columns = 64;
        image.contentHash = *contentHashOf(path);
        const auto id = store.addImage(image);
        const LabelRow label{*id, person % 2 ? QStringLiteral("Effusion") : QStringLiteral("No Finding"), QStringLiteral("labels.csv")};
        QVERIFY(store.setLabels(QStringLiteral("labels.csv"), std::span(&label, 1)));
        paths.push_back(path);
    }
};

Correction labelled(const QString& finding, LabelCall from, LabelCall to)
{
    Correction correction;
    correction.kind = CorrectionKind::Label;
    correction.finding = finding;
    correction.from = from;
    correction.to = to;
    return correction;
}

Correction marked(CorrectionKind kind)
{
    Correction correction;
    correction.kind = kind;
    return correction;
}

} // namespace

class StoreSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheWorklistAsAFolder();
    void takesReadersWordForIt();
    void takesOnlyWhatWasSent();
    void leavesOutWhatIsGone();
    void saysWhenNothingIsLabelled();
    void namesNobody();
};

void StoreSourceTest::readsTheWorklistAsAFolder()
{
    const Archive archive;
    const auto set = writeStoreSet(archive.file, archive.sets, StoreChoice::Labelled, {});
    QVERIFY2(set, set ? "" : set.error().detail.c_str());
    QCOMPARE(set->images, 24);
    QCOMPARE(set->corrected, 0);
    const auto outcome = archive.survey(*set);
    QVERIFY2(outcome.survey, outcome.failure ? outcome.failure->detail.c_str() : "");
    QCOMPARE(outcome.survey->cohort.findings, std::vector<std::string>{"Effusion"});
    QCOMPARE(outcome.survey->cohort.images.size(), std::size_t{24});
    QCOMPARE(outcome.survey->findings.front().images, 12);
    QCOMPARE(outcome.survey->patients, 24);
    QCOMPARE(outcome.survey->ownPatients, 0);
    QVERIFY(outcome.survey->ages);
    QCOMPARE((*outcome.survey->ages)[0], 40.0);
    QVERIFY(outcome.survey->unreadable.empty());
}

void StoreSourceTest::takesReadersWordForIt()
{
    Archive archive;
    archive.say(0, labelled(QStringLiteral("Effusion"), LabelCall::Absent, LabelCall::Present));
    archive.say(1, labelled(QStringLiteral("Effusion"), LabelCall::Present, LabelCall::Absent));
    archive.say(3, labelled(QStringLiteral("Effusion"), LabelCall::Present, LabelCall::Unsure));
    archive.say(5, marked(CorrectionKind::Exclusion));
    const auto set = writeStoreSet(archive.file, archive.sets, StoreChoice::Labelled, {});
    QVERIFY(set);
    QCOMPARE(set->images, 23);
    QCOMPARE(set->excluded, 1);
    QCOMPARE(set->corrected, 3);
    const auto outcome = archive.survey(*set);
    QVERIFY(outcome.survey);
    // 12 positive ones, one more, one fewer, one unsure, one excluded; what is unsure takes no part.
    QCOMPARE(outcome.survey->findings.front().images, 10);
    QCOMPARE(outcome.survey->cohort.images.size(), std::size_t{22});
    // What the source said stays in the store.
    auto store = Store::open(archive.file);
    const auto image = store->imagesOfFile(archive.paths[1]);
    QCOMPARE(store->labels(image->front().id)->front().finding, QStringLiteral("Effusion"));
}

void StoreSourceTest::takesOnlyWhatWasSent()
{
    Archive archive;
    const auto none = writeStoreSet(archive.file, archive.sets, StoreChoice::Sent, {});
    QVERIFY(!none);
    QCOMPARE(none.error().kind, FailureKind::NoLabelledImages);
    for (const int person : {1, 2, 3})
        archive.say(person, marked(CorrectionKind::ForTraining));
    const auto set = writeStoreSet(archive.file, archive.sets, StoreChoice::Sent, {});
    QVERIFY(set);
    QCOMPARE(set->images, 3);
}

void StoreSourceTest::leavesOutWhatIsGone()
{
    const Archive archive;
    QVERIFY(QFile::remove(archive.paths[4]));
    const auto set = writeStoreSet(archive.file, archive.sets, StoreChoice::Labelled, {});
    QVERIFY(set);
    QCOMPARE(set->images, 23);
    QCOMPARE(set->missing, 1);
}

void StoreSourceTest::saysWhenNothingIsLabelled()
{
    QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("empty.sqlite"));
    QVERIFY(Store::open(file));
    const auto set = writeStoreSet(file, folder.filePath(QStringLiteral("sets")).toStdString(), StoreChoice::Labelled, {});
    QVERIFY(!set);
    QCOMPARE(set.error().kind, FailureKind::NoLabelledImages);
    QCOMPARE(set.error().subject, file.toStdString());
    QVERIFY(!fs::exists(folder.filePath(QStringLiteral("sets")).toStdString()));
}

void StoreSourceTest::namesNobody()
{
    const Archive archive;
    const auto set = writeStoreSet(archive.file, archive.sets, StoreChoice::Labelled, {});
    QVERIFY(set);
    QFile table(QString::fromStdString((set->folder / "labels.csv").string()));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const auto text = table.readAll();
    QVERIFY(text.contains("Effusion"));
    QVERIFY(!text.contains("Doe"));
    QVERIFY(!text.contains("P1"));
}

QTEST_GUILESS_MAIN(StoreSourceTest)
#include "tst_storesource.moc"
