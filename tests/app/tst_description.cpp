#include "app/store/store.h"
#include "tests/support/app/storedrows.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <memory>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

/// What label tables say of the people on images that are in the store.
class DescriptionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto store = Store::open(m_folder->filePath(QStringLiteral("lucency.sqlite")));
        QVERIFY(store);
        m_store = std::make_unique<Store>(std::move(*store));
        QVERIFY(m_store->setModelInUse({QStringLiteral("net"), {}, {}}));
    }
    void a_table_fills_in_what_no_header_says();
    void a_header_that_comes_later_wins_over_a_table();
    void birth_and_study_date_are_an_age();
    void another_age_takes_back_the_scores_of_the_study_and_of_no_other();

private:
    RowId add(const PatientRow& patient, const StudyRow& study, const QString& uid)
    {
        m_study = m_store->addStudy(patient, study)->study;
        return *m_store->addImage(picture(m_study, uid));
    }
    void score(RowId image, const std::string& model = "net")
    {
        StoredPrediction stored;
        stored.image = image;
        stored.prediction.modelName = model;
        QVERIFY(m_store->storePredictions(std::array{stored}));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    RowId m_study = 0; ///< the last added
};

void DescriptionTest::a_table_fills_in_what_no_header_says()
{
    PatientRow patient = person(QStringLiteral("P1"), {}, {});
    patient.sex = QStringLiteral("M");
    const RowId image = add(patient, examination(QStringLiteral("1.2")), QStringLiteral("1.2.1"));
    const auto said = m_store->describe(image, {QStringLiteral("052Y"), QStringLiteral("F"), QStringLiteral("AP")});
    QVERIFY(said && said->changed);
    QCOMPARE(m_store->study(m_study)->age, QStringLiteral("052Y"));
    QCOMPARE(m_store->image(image)->viewPosition, QStringLiteral("AP"));
    QCOMPARE(m_store->patient(m_store->study(m_study)->patient)->sex, QStringLiteral("M")); // that of the header
    QVERIFY(!m_store->describe(image, {QStringLiteral("052Y"), {}, QStringLiteral("AP")})->changed);
    QCOMPARE(m_store->describe(image + 1, {}).error().kind, FailureKind::NotFound);
}

void DescriptionTest::a_header_that_comes_later_wins_over_a_table()
{
    PatientRow patient = person(QStringLiteral("P1"), {}, {});
    StudyRow study = examination(QStringLiteral("1.2"));
    const RowId image = add(patient, study, QStringLiteral("1.2.1"));
    QVERIFY(m_store->describe(image, {QStringLiteral("052Y"), QStringLiteral("F"), {}})->changed);
    score(image);
    QVERIFY(m_store->addStudy(patient, study));
    QCOMPARE(m_store->study(m_study)->age, QStringLiteral("052Y")); // this one says nothing
    QCOMPARE(m_store->image(image)->status, StudyStatus::Scored);
    study.age = QStringLiteral("009Y");
    QCOMPARE(m_store->addStudy(patient, study)->study, m_study);
    QCOMPARE(m_store->study(m_study)->age, QStringLiteral("009Y"));
    QCOMPARE(m_store->image(image)->status, StudyStatus::New);
    patient.sex = QStringLiteral("M");
    QVERIFY(m_store->addStudy(patient, examination(QStringLiteral("1.3"))));
    QCOMPARE(m_store->patient(m_store->study(m_study)->patient)->sex, QStringLiteral("M"));
    QVERIFY(!m_store->describe(image, {QStringLiteral("052Y"), QStringLiteral("F"), {}})->changed);
}

void DescriptionTest::birth_and_study_date_are_an_age()
{
    StudyRow study = examination(QStringLiteral("1.2"));
    study.date = QStringLiteral("20200101");
    const RowId dated = add(person(QStringLiteral("P1"), {}, QStringLiteral("19700203")), study, QStringLiteral("1.2.1"));
    QVERIFY(!m_store->describe(dated, {QStringLiteral("007Y"), {}, {}})->changed);
    QCOMPARE(m_store->study(m_study)->age, QString());
    study.studyUid = QStringLiteral("1.3");
    const RowId undated = add(person(QStringLiteral("P2"), {}, {}), study, QStringLiteral("1.3.1"));
    QVERIFY(m_store->describe(undated, {QStringLiteral("007Y"), {}, {}})->changed);
}

void DescriptionTest::another_age_takes_back_the_scores_of_the_study_and_of_no_other()
{
    const RowId other = add({}, examination({}), {});
    const RowId image = add({}, examination({}), {});
    const RowId sibling = *m_store->addImage(picture(m_study, QStringLiteral("1.2.2")));
    const RowId refused = *m_store->addImage(picture(m_study, QStringLiteral("1.2.3")));
    for (const RowId each : {other, image, sibling})
        score(each);
    score(image, "former");
    QVERIFY(m_store->setStatus(std::array{refused}, StudyStatus::Refused, QStringLiteral("not-frontal")));
    const auto said = m_store->describe(image, {QStringLiteral("052Y"), {}, {}});
    QCOMPARE(said->unscored, (std::vector<RowId>{image, sibling}));
    QVERIFY(m_store->predictionHistory(image)->empty()); // a former model judged for the former age, too
    QCOMPARE(m_store->image(sibling)->status, StudyStatus::New);
    QCOMPARE(m_store->image(refused)->status, StudyStatus::Refused);
    QCOMPARE(m_store->image(other)->status, StudyStatus::Scored);
    QVERIFY(*m_store->prediction(other, false));
}

QTEST_GUILESS_MAIN(DescriptionTest)
#include "tst_description.moc"
