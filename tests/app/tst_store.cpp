#include "app/store/schema.h"
#include "app/store/store.h"
#include "tests/support/app/storedrows.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/core.hpp>

#include <array>
#include <memory>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void a_new_store_is_empty_and_in_write_ahead_mode();
    void what_is_added_can_be_read_again();
    void people_are_told_apart_by_id_name_and_birth_date_data();
    void people_are_told_apart_by_id_name_and_birth_date();
    void a_study_without_patient_id_is_found_again_by_its_uid();
    void an_image_is_found_by_its_identity();
    void a_prediction_is_stored_with_scores_maps_and_remarks();
    void a_study_shows_its_most_urgent_image_and_hides_no_failure();
    void what_a_former_model_said_is_shown_as_such_until_another_has_scored_the_image();
    void a_prediction_of_a_model_not_in_use_is_kept_but_not_shown();
    void labels_and_boxes_of_a_source_are_replaced();
    void a_transaction_without_commit_leaves_nothing();
    void a_retrained_model_of_the_same_version_is_another_model();
    void a_finding_held_back_for_an_unknown_age_does_not_lead_the_row();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("folder/lucency.sqlite")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void StoreTest::a_new_store_is_empty_and_in_write_ahead_mode()
{
    const auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(store->studyCount().value(), 0);
    QCOMPARE(store->path(), file());
    const Raw raw(file());
    QCOMPARE(raw.ask(QStringLiteral("PRAGMA journal_mode")).toString(), QStringLiteral("wal"));
    QCOMPARE(raw.ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchemaVersion());
}

void StoreTest::what_is_added_can_be_read_again()
{
    RowId studyId = 0, imageId = 0, patientId = 0;
    {
        auto store = Store::open(file());
        QVERIFY(store);
        PatientRow patient = person(QStringLiteral("P1"), QString::fromUtf8("Yamada^Tarou=山田^太郎"), QStringLiteral("19700203"));
        patient.sex = QStringLiteral("F");
        StudyRow study = examination(QStringLiteral("1.2"));
        study.time = QStringLiteral("101112");
        study.accessionNumber = QStringLiteral("A9");
        study.description = QStringLiteral("Thorax pa");
        study.institution = QStringLiteral("Clinic");
        study.age = QStringLiteral("053Y");
        const auto added = store->addStudy(patient, study);
        QVERIFY(added && added->studyAdded && added->patientAdded);
        studyId = added->study;
        patientId = added->patient;
        ImageRow image = picture(studyId, QStringLiteral("1.2.3"));
        image.modality = QStringLiteral("DX");
        image.fileModified = 1234567890123456789;
        image.status = StudyStatus::Refused;
        image.reason = QStringLiteral("not-frontal");
        imageId = store->addImage(image).value();
    }
    const auto store = Store::open(file());
    QVERIFY(store);
    const auto patient = store->patient(patientId);
    QCOMPARE(patient->name, QString::fromUtf8("Yamada^Tarou=山田^太郎"));
    QCOMPARE(patient->sex, QStringLiteral("F"));
    const auto study = store->study(studyId);
    QCOMPARE(study->patient, patientId);
    QCOMPARE(study->accessionNumber, QStringLiteral("A9"));
    QCOMPARE(study->age, QStringLiteral("053Y"));
    QCOMPARE(study->followUp, -1);
    const auto image = store->image(imageId);
    QCOMPARE(image->study, studyId);
    QCOMPARE(image->modality, QStringLiteral("DX"));
    QCOMPARE(image->fileModified, 1234567890123456789);
    QCOMPARE(image->columns, 80);
    QCOMPARE(image->status, StudyStatus::Refused);
    QCOMPARE(image->reason, QStringLiteral("not-frontal"));
    QCOMPARE(store->images(studyId)->size(), 1u);
    QCOMPARE(store->imagesOfFile(QStringLiteral("/images/1.2.3"))->size(), 1u);
    QCOMPARE(store->image(imageId + 1).error().kind, FailureKind::NotFound);
    QCOMPARE(store->study(studyId + 1).error().kind, FailureKind::NotFound);
    QCOMPARE(store->patient(patientId + 1).error().kind, FailureKind::NotFound);
    const WorklistRow row = rowOf(*store, studyId);
    QCOMPARE(row.description, QStringLiteral("Thorax pa"));
    QCOMPARE(row.patientId, QStringLiteral("P1"));
    QCOMPARE(row.status, StudyStatus::Refused);
    QCOMPARE(row.reason, QStringLiteral("not-frontal"));
}

void StoreTest::people_are_told_apart_by_id_name_and_birth_date_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("born");
    QTest::addColumn<bool>("same");
    QTest::newRow("the same in all") << "7"
                                     << "DOE^JANE"
                                     << "19600101" << true;
    QTest::newRow("name in another spelling") << "7"
                                              << "Doe Jane"
                                              << "19600101" << true;
    QTest::newRow("name unknown") << "7"
                                  << ""
                                  << "19600101" << true;
    QTest::newRow("birth date unknown") << "7"
                                        << "DOE^JANE"
                                        << "" << true;
    QTest::newRow("another name") << "7"
                                  << "ROE^RICHARD"
                                  << "19600101" << false;
    QTest::newRow("another birth date") << "7"
                                        << "DOE^JANE"
                                        << "19600102" << false;
    QTest::newRow("another id") << "8"
                                << "DOE^JANE"
                                << "19600101" << false;
    QTest::newRow("no id") << ""
                           << "DOE^JANE"
                           << "19600101" << false;
}

void StoreTest::people_are_told_apart_by_id_name_and_birth_date()
{
    QFETCH(QString, id);
    QFETCH(QString, name);
    QFETCH(QString, born);
    QFETCH(bool, same);
    auto store = Store::open(file());
    QVERIFY(store);
    const auto first = store->addStudy(person(QStringLiteral("7"), QStringLiteral("DOE^JANE"), QStringLiteral("19600101")),
                                       examination(QStringLiteral("1")));
    const auto second = store->addStudy(person(id, name, born), examination(QStringLiteral("2")));
    QVERIFY(first && second);
    QCOMPARE(second->patient == first->patient, same);
    QCOMPARE(second->patientAdded, !same);
    QCOMPARE(store->studiesOfPatient(first->patient)->size(), same ? 2u : 1u);
}

void StoreTest::a_study_without_patient_id_is_found_again_by_its_uid()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto first = store->addStudy(person({}), examination(QStringLiteral("1.2")));
    const auto again = store->addStudy(person({}), examination(QStringLiteral("1.2")));
    QVERIFY(first && again);
    QCOMPARE(again->study, first->study);
    QVERIFY(!again->studyAdded && !again->patientAdded);
    const auto fileStudy = store->addStudy(person({}), examination({}));
    const auto otherFileStudy = store->addStudy(person({}), examination({}));
    QVERIFY(fileStudy->study != otherFileStudy->study);
    QVERIFY(fileStudy->patient != otherFileStudy->patient);
}

void StoreTest::an_image_is_found_by_its_identity()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    const ImageRow sought = picture(0, QStringLiteral("1.1"));
    const auto found = store->findImage(sought, examination(QStringLiteral("1")), person(QStringLiteral("P")));
    QVERIFY(found && *found);
    QCOMPARE((*found)->id, imageId);
    QVERIFY(!*store->findImage(sought, examination(QStringLiteral("1")), person(QStringLiteral("Q"))));
    QVERIFY(!*store->findImage(sought, examination(QStringLiteral("2")), person(QStringLiteral("P"))));
    ImageRow frame = sought;
    frame.frame = 1;
    QVERIFY(!*store->findImage(frame, examination(QStringLiteral("1")), person(QStringLiteral("P"))));

    ImageRow raster;
    raster.study = studyId;
    raster.path = QStringLiteral("/a.png");
    raster.contentHash = QByteArray("hash");
    QVERIFY(!*store->findImage(raster, {}, person(QStringLiteral("P"))));
    raster.id = *store->addImage(raster);
    QCOMPARE((*store->findImage(raster, {}, person(QStringLiteral("P"))))->id, raster.id);
    QVERIFY(!*store->findImage(raster, {}, person(QStringLiteral("Q")))); // the same picture as somebody else's is another image
    QVERIFY(*store->hasContent(raster.contentHash) && !*store->hasContent("none"));
    QVERIFY(store->relocateImage(raster.id, QStringLiteral("/b.png"), 5, 6));
    QCOMPARE(store->image(raster.id)->path, QStringLiteral("/b.png"));
    raster.contentHash = QByteArray("other");
    QVERIFY(store->storePredictions(std::array{says(raster.id, 0.7)}));
    QVERIFY(store->replaceImage(raster));
    QVERIFY(store->predictionHistory(raster.id)->empty());
    QCOMPARE(store->image(raster.id)->contentHash, QByteArray("other"));
}

void StoreTest::a_prediction_is_stored_with_scores_maps_and_remarks()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
    StoredPrediction stored = says(imageId, 0.8125);
    cv::Mat map(7, 5, CV_32FC1);
    for (int row = 0; row < 7; ++row)
        for (int column = 0; column < 5; ++column)
            map.at<float>(row, column) = static_cast<float>(row * 10000 - column * 3);
    stored.prediction.activations = {map, cv::Mat::zeros(7, 5, CV_32FC1)};
    stored.prediction.remarks = {imaging::Remark::Inverted, imaging::Remark::OutsideTrainingAges};
    stored.prediction.timings = {1.5, 2.5, 3.5};
    QVERIFY(store->storePredictions(std::array{stored}));

    const auto read = store->prediction(imageId, true);
    QVERIFY(read && *read);
    const model::Prediction& prediction = (*read)->prediction;
    QCOMPARE(prediction.modelName, "net");
    QCOMPARE(prediction.scores.size(), 2u);
    QCOMPARE(prediction.scores[0].finding, "Effusion");
    QCOMPARE(prediction.scores[0].probability, 0.8125);
    QVERIFY(prediction.scores[0].positive && prediction.scores[0].validated && !prediction.scores[1].validated);
    QCOMPARE(prediction.timings.infer, 3.5);
    QCOMPARE(prediction.remarks, stored.prediction.remarks);
    QCOMPARE(prediction.activations.size(), 2u);
    QVERIFY(cv::norm(prediction.activations[0], map, cv::NORM_INF) < 0.001 * 60000);
    QCOMPARE(cv::norm(prediction.activations[1], cv::NORM_INF), 0.0);
    QVERIFY(store->prediction(imageId, false).value()->prediction.activations.empty());
    const WorklistRow row = rowOf(*store, studyId);
    QCOMPARE(row.status, StudyStatus::Scored);
    QCOMPARE(row.finding, QStringLiteral("Effusion")); // Hernia is higher, but not validated
    QCOMPARE(row.probability, 0.8125);
    QVERIFY(row.positive);

    QVERIFY(store->storePredictions(std::array{says(imageId, 0.25)}));
    QCOMPARE(store->predictionHistory(imageId)->size(), 1u); // the same version again replaces
    QCOMPARE(store->prediction(imageId, true).value()->prediction.scores[0].probability, 0.25);
    QVERIFY(store->prediction(imageId, true).value()->prediction.activations.empty());
}

void StoreTest::a_study_shows_its_most_urgent_image_and_hides_no_failure()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, first] = addOne(*store, QStringLiteral("1"));
    const RowId second = *store->addImage(picture(studyId, QStringLiteral("1.2")));
    const RowId third = *store->addImage(picture(studyId, QStringLiteral("1.3")));
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
    QVERIFY(store->storePredictions(std::array{says(first, 0.2), says(second, 0.9)}));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::New);
    QVERIFY(store->setStatus(std::array{third}, StudyStatus::Refused, QStringLiteral("not-frontal")));
    WorklistRow row = rowOf(*store, studyId);
    QCOMPARE(row.status, StudyStatus::Scored);
    QCOMPARE(row.reason, QString());
    QCOMPARE(row.priority, 0.9);
    QCOMPARE(row.imageCount, 3);
    QVERIFY(store->setStatus(std::array{third}, StudyStatus::Failed, QStringLiteral("truncated-pixel-data")));
    row = rowOf(*store, studyId);
    QCOMPARE(row.status, StudyStatus::Failed);
    QCOMPARE(row.reason, QStringLiteral("truncated-pixel-data"));
    QCOMPARE(row.priority, 0.9);
}

void StoreTest::what_a_former_model_said_is_shown_as_such_until_another_has_scored_the_image()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    const auto [refusedStudy, refused] = addOne(*store, QStringLiteral("2"));
    const auto [turnedStudy, turned] = addOne(*store, QStringLiteral("4"));
    const auto [failedStudy, failed] = addOne(*store, QStringLiteral("3"));
    const auto [goneStudy, gone] = addOne(*store, QStringLiteral("5"));
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
    QVERIFY(store->storePredictions(std::array{says(imageId, 0.75), says(gone, 0.5)}));
    QVERIFY(store->setStatus(std::array{turned}, StudyStatus::Refused, QStringLiteral("rotated")));
    QVERIFY(store->setStatus(std::array{refused}, StudyStatus::Refused, QStringLiteral("not-frontal")));
    QVERIFY(store->setStatus(std::array{failed}, StudyStatus::Failed, QStringLiteral("out-of-memory")));
    QVERIFY(store->unscoredImages()->empty());

    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("2"), {}}));
    QCOMPARE(*store->unscoredImages(), (std::vector<RowId>{turned, failed}));
    QCOMPARE(*store->outdatedImages(), (std::vector<RowId>{imageId, gone}));
    WorklistRow row = rowOf(*store, studyId);
    QCOMPARE(row.status, StudyStatus::Outdated);
    QCOMPARE(row.finding, QStringLiteral("Effusion"));
    QCOMPARE(row.model, QStringLiteral("net 1"));
    QVERIFY(row.formerModel);
    QCOMPARE(rowOf(*store, refusedStudy).reason, QStringLiteral("not-frontal"));
    QVERIFY(!*store->prediction(imageId, false)); // it is no answer of the model in use

    // Waiting to be scored anew, and then not scored after all.
    QVERIFY(store->setStatus(std::array{imageId, gone}, StudyStatus::Queued));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::Queued);
    QVERIFY(rowOf(*store, studyId).formerModel && !*store->prediction(imageId, false));
    QVERIFY(store->setStatus(std::array{imageId}, StudyStatus::New));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::Outdated);
    QVERIFY(store->setStatus(std::array{gone}, StudyStatus::Failed, QStringLiteral("not-found")));
    QCOMPARE(rowOf(*store, goneStudy).finding, QString());
    QCOMPARE(store->predictionHistory(gone)->size(), 1u);
    QVERIFY(store->storePredictions(std::array{says(imageId, 0.25, "2")}));
    QCOMPARE(store->predictionHistory(imageId)->size(), 2u);
    row = rowOf(*store, studyId);
    QCOMPARE(row.status, StudyStatus::Scored);
    QCOMPARE(row.model, QStringLiteral("net 2"));
    QVERIFY(!row.formerModel);

    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::Scored);
    QCOMPARE(rowOf(*store, studyId).probability, 0.75);
    QCOMPARE(*store->modelInUse(), (ModelIdentity{QStringLiteral("net"), QStringLiteral("1"), {}}));
}

void StoreTest::a_prediction_of_a_model_not_in_use_is_kept_but_not_shown()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("2"), {}}));
    QVERIFY(store->storePredictions(std::array{says(imageId, 0.75, "1")}));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::New);
    QVERIFY(!*store->prediction(imageId, false));
    QCOMPARE(store->predictionHistory(imageId)->size(), 1u);
}

void StoreTest::labels_and_boxes_of_a_source_are_replaced()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const RowId image = addOne(*store, QStringLiteral("1")).second;
    const QString table = QStringLiteral("labels.csv"), other = QStringLiteral("other.csv");
    const auto label = [image = image](const char* finding) { return LabelRow{image, QString::fromLatin1(finding), {}}; };
    QVERIFY(store->setLabels(table, std::array{label("Mass"), label("Nodule")}));
    QVERIFY(store->setLabels(other, std::array{label("No Finding")}));
    QVERIFY(store->setLabels(table, std::array{label("Effusion")}));
    const auto labels = store->labels(image);
    QCOMPARE(labels->size(), 2u);
    QCOMPARE((*labels)[0].finding, QStringLiteral("Effusion"));
    QCOMPARE((*labels)[1].source, other);
    const ReferenceBox box{image, QStringLiteral("Mass"), QRectF(1.25, 2, 3, 4), {}};
    QVERIFY(store->setBoxes(table, std::array{box, box}));
    QCOMPARE(store->boxes(image)->size(), 2u);
    QVERIFY(store->setBoxes(table, std::array{box}));
    QCOMPARE(store->boxes(image)->size(), 1u);
    QCOMPARE(store->boxes(image)->front().box, QRectF(1.25, 2, 3, 4));
}

void StoreTest::a_transaction_without_commit_leaves_nothing()
{
    auto store = Store::open(file());
    QVERIFY(store);
    {
        const auto transaction = store->transaction();
        QVERIFY(transaction);
        addOne(*store, QStringLiteral("1"));
        QCOMPARE(*store->studyCount(), 1);
    }
    QCOMPARE(*store->studyCount(), 0);
    addOne(*store, QStringLiteral("2"));
    QCOMPARE(*store->studyCount(), 1);
}

void StoreTest::a_retrained_model_of_the_same_version_is_another_model()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    const ModelIdentity first{QStringLiteral("net"), QStringLiteral("1"), QStringLiteral("aaaa")};
    const ModelIdentity retrained{QStringLiteral("net"), QStringLiteral("1"), QStringLiteral("bbbb")};
    const auto saidBy = [&](const ModelIdentity& model, double probability) {
        StoredPrediction stored = says(imageId, probability);
        stored.prediction.modelSha256 = model.sha256.toStdString();
        return stored;
    };
    QVERIFY(store->setModelInUse(first));
    QVERIFY(store->storePredictions(std::array{saidBy(first, 0.75)}));
    QCOMPARE(rowOf(*store, studyId).probability, 0.75);
    QVERIFY(store->setModelInUse(retrained));
    QCOMPARE(*store->outdatedImages(), std::vector<RowId>{imageId});
    QVERIFY(store->storePredictions(std::array{saidBy(first, 0.5)})); // a late answer of the former one
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::Outdated);
    QVERIFY(store->storePredictions(std::array{saidBy(retrained, 0.25)}));
    QCOMPARE(rowOf(*store, studyId).probability, 0.25);
    QCOMPARE(store->prediction(imageId, false).value()->prediction.modelSha256, "bbbb");
    QCOMPARE(store->predictionHistory(imageId)->size(), 2u);
    QVERIFY(store->setModelInUse(first));
    QCOMPARE(rowOf(*store, studyId).probability, 0.5);
}

void StoreTest::a_finding_held_back_for_an_unknown_age_does_not_lead_the_row()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    QVERIFY(store->setModelInUse({QStringLiteral("net"), QStringLiteral("1"), {}}));
    StoredPrediction stored = says(imageId, 0.25);
    stored.prediction.scores = {{"Pneumonia (paediatric)", 0.97, true, true, true, false}, {"Effusion", 0.25, false, true, true, true}};
    QVERIFY(store->storePredictions(std::array{stored}));
    QCOMPARE(rowOf(*store, studyId).finding, QStringLiteral("Effusion"));
    QVERIFY(!rowOf(*store, studyId).positive);
    const auto read = store->prediction(imageId, false);
    QVERIFY(!(*read)->prediction.scores[0].leads && (*read)->prediction.scores[1].leads);
    QCOMPARE((*read)->prediction.scores[0].probability, 0.97);
    stored.prediction.scores[0].leads = true;
    QVERIFY(store->storePredictions(std::array{stored}));
    QCOMPARE(rowOf(*store, studyId).finding, QStringLiteral("Pneumonia (paediatric)"));
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
