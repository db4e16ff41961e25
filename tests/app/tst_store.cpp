#include "app/store/schema.h"
#include "app/store/store.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/core.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

using namespace lucency;
using namespace lucency::app;

namespace {

/// A connection to the file that is not a Store's.
class Raw {
public:
    explicit Raw(const QString& file)
        : m_name(QStringLiteral("raw-%1").arg(++s_count))
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        database.setDatabaseName(file);
        database.open();
    }
    ~Raw() { QSqlDatabase::removeDatabase(m_name); }
    QVariant ask(const QString& sql) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        if (!query.exec(sql)) qWarning() << sql << query.lastError();
        return query.next() ? query.value(0) : QVariant();
    }
    QSqlDatabase database() const { return QSqlDatabase::database(m_name); }

private:
    static inline int s_count = 0;
    QString m_name;
};

PatientRow person(const QString& id, const QString& name = {}, const QString& born = {})
{
    return {0, id, name, born, {}};
}

StudyRow examination(const QString& uid, const QString& date = QStringLiteral("20240102"))
{
    StudyRow study;
    study.studyUid = uid;
    study.date = date;
    return study;
}

ImageRow picture(RowId study, const QString& uid)
{
    ImageRow image;
    image.study = study;
    image.path = QStringLiteral("/images/") + uid;
    image.sopInstanceUid = uid;
    image.rows = 100;
    image.columns = 80;
    return image;
}

StoredPrediction says(RowId image, double probability, const std::string& version = "1")
{
    StoredPrediction stored;
    stored.image = image;
    stored.prediction.modelName = "net";
    stored.prediction.modelVersion = version;
    stored.prediction.scores = {{"Effusion", probability, probability >= 0.5, true, true}, {"Hernia", 0.99, true, false, true}};
    stored.prediction.priority = probability;
    return stored;
}

/// Adds one study with one image and returns the ids of both.
std::pair<RowId, RowId> addOne(Store& store, const QString& uid, const QString& patientId = QStringLiteral("P"))
{
    const auto study = store.addStudy(person(patientId), examination(uid));
    if (!study) return {};
    const auto image = store.addImage(picture(study->study, uid + QStringLiteral(".1")));
    return {study->study, image ? *image : 0};
}

WorklistRow rowOf(const Store& store, RowId study)
{
    WorklistRow found;
    const RowId ids[] = {study};
    (void)store.worklist(ids, [&found](const WorklistRow& row) {
        found = row;
        return true;
    });
    return found;
}

/// What the child process does: adds studies until something fails, and says each one that has been committed.
int addUntilKilled(const QString& file)
{
    auto store = Store::open(file);
    if (!store) {
        std::printf("failed %s\n", std::string(slug(store.error().kind)).c_str());
        return 1;
    }
    for (int number = 0;; ++number) {
        const QString uid = QString::number(number);
        auto transaction = store->transaction();
        if (!transaction) return 1;
        auto study = store->addStudy(person(QStringLiteral("P") + uid, QString(400, QLatin1Char('x'))), examination(uid));
        if (study) {
            auto image = store->addImage(picture(study->study, uid));
            auto committed = image ? transaction->commit() : Done(image.error());
            if (!committed) study = committed.error();
        }
        if (!study) {
            std::printf("failed %s\n", std::string(slug(study.error().kind)).c_str());
            std::fflush(stdout);
            return 1;
        }
        std::printf("committed %d\n", number);
        std::fflush(stdout);
    }
}

} // namespace

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
    void another_model_makes_scored_images_new_and_the_former_ones_known_again();
    void a_prediction_of_a_model_not_in_use_is_kept_but_not_shown();
    void labels_and_boxes_of_a_source_are_replaced();
    void a_transaction_without_commit_leaves_nothing();
    void a_store_of_the_first_schema_is_migrated_with_its_data();
    void a_store_from_a_newer_version_is_refused_untouched();
    void what_is_no_store_is_refused_untouched_data();
    void what_is_no_store_is_refused_untouched();
    void a_damaged_page_is_found_at_start();
    void damaged_heat_maps_are_found_by_the_second_check();
    void a_read_only_folder_is_said();
    void a_folder_that_cannot_be_made_is_said();
    void a_store_locked_by_another_writer_is_busy();
    void a_store_that_may_not_grow_is_full_and_stays_sound();
    void a_file_size_limit_stops_the_write_and_leaves_the_store_sound();
    void a_full_file_system_is_said_and_leaves_the_store_sound();
    void a_killed_writer_leaves_all_that_it_committed();

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
    QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("1")));
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
    QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("1")));
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

void StoreTest::another_model_makes_scored_images_new_and_the_former_ones_known_again()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    const auto [refusedStudy, refused] = addOne(*store, QStringLiteral("2"));
    const auto [failedStudy, failed] = addOne(*store, QStringLiteral("3"));
    QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("1")));
    QVERIFY(store->storePredictions(std::array{says(imageId, 0.75)}));
    QVERIFY(store->setStatus(std::array{refused}, StudyStatus::Refused, QStringLiteral("not-frontal")));
    QVERIFY(store->setStatus(std::array{failed}, StudyStatus::Failed, QStringLiteral("out-of-memory")));
    QVERIFY(store->unscoredImages()->empty());

    QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("2")));
    QCOMPARE(*store->unscoredImages(), (std::vector<RowId>{imageId, failed}));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::New);
    QCOMPARE(rowOf(*store, studyId).finding, QString());
    QCOMPARE(rowOf(*store, refusedStudy).reason, QStringLiteral("not-frontal"));
    QVERIFY(!*store->prediction(imageId, false));
    QVERIFY(store->storePredictions(std::array{says(imageId, 0.25, "2")}));
    QCOMPARE(store->predictionHistory(imageId)->size(), 2u);

    QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("1")));
    QCOMPARE(rowOf(*store, studyId).status, StudyStatus::Scored);
    QCOMPARE(rowOf(*store, studyId).probability, 0.75);
    QCOMPARE(*store->modelInUse(), std::pair(QStringLiteral("net"), QStringLiteral("1")));
}

void StoreTest::a_prediction_of_a_model_not_in_use_is_kept_but_not_shown()
{
    auto store = Store::open(file());
    QVERIFY(store);
    const auto [studyId, imageId] = addOne(*store, QStringLiteral("1"));
    QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("2")));
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

void StoreTest::a_store_of_the_first_schema_is_migrated_with_its_data()
{
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    {
        const Raw raw(file());
        auto database = raw.database();
        QVERIFY(migrateSchema(database, 1));
        QCOMPARE(raw.ask(QStringLiteral("PRAGMA user_version")).toInt(), 1);
        QVERIFY(!raw.ask(QStringLiteral("SELECT 1 FROM sqlite_schema WHERE name = 'boxes'")).isValid());
        raw.ask(QStringLiteral("INSERT INTO patients VALUES (1, 'OLD', 'Old^Patient', '', '')"));
        raw.ask(QStringLiteral("INSERT INTO studies VALUES (1, 1, '1.2', '20200101', '', '', 'kept', '', '', -1)"));
    }
    auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchemaVersion());
    QCOMPARE(rowOf(*store, 1).description, QStringLiteral("kept"));
    const auto image = store->addImage(picture(1, QStringLiteral("1.2.1")));
    QVERIFY(store->setBoxes(QStringLiteral("b"), std::array{ReferenceBox{*image, QStringLiteral("Mass"), QRectF(0, 0, 1, 1), {}}}));
}

void StoreTest::a_store_from_a_newer_version_is_refused_untouched()
{
    {
        QVERIFY(Store::open(file()));
    }
    Raw(file()).ask(QStringLiteral("PRAGMA user_version = %1").arg(currentSchemaVersion() + 1));
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::StoreTooNew);
    QCOMPARE(store.error().subject, file().toStdString());
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchemaVersion() + 1);
}

void StoreTest::what_is_no_store_is_refused_untouched_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("These are notes and no database, and long enough for a header of one.");
    QTest::newRow("a few bytes") << QByteArray("x");
    QTest::newRow("a header and nothing else") << QByteArray("SQLite format 3", 16) + QByteArray(200, '\x7f');
    QTest::newRow("another program's database") << QByteArray();
}

void StoreTest::what_is_no_store_is_refused_untouched()
{
    QFETCH(QByteArray, content);
    QVERIFY(QDir().mkpath(QFileInfo(file()).path()));
    if (content.isEmpty()) {
        Raw(file()).ask(QStringLiteral("CREATE TABLE recipes (name TEXT)"));
    } else {
        QFile written(file());
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(content);
    }
    const auto bytes = [this] {
        QFile read(file());
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::StoreDamaged);
    QCOMPARE(bytes(), before);
}

void StoreTest::a_damaged_page_is_found_at_start()
{
    {
        auto store = Store::open(file());
        QVERIFY(store);
        for (int i = 0; i < 200; ++i)
            addOne(*store, QString::number(i));
    }
    QFile damagedFile(file());
    QVERIFY(damagedFile.open(QIODevice::ReadWrite));
    QVERIFY(damagedFile.size() > 5 * 4096);
    for (qint64 at = 2 * 4096; at < damagedFile.size(); at += 4096) {
        damagedFile.seek(at);
        damagedFile.write(QByteArray(300, '\xa5'));
    }
    damagedFile.close();
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::StoreDamaged);
}

void StoreTest::damaged_heat_maps_are_found_by_the_second_check()
{
    RowId image = 0;
    {
        auto store = Store::open(file());
        QVERIFY(store);
        image = addOne(*store, QStringLiteral("1")).second;
        QVERIFY(store->setModelInUse(QStringLiteral("net"), QStringLiteral("1")));
        StoredPrediction stored = says(image, 0.75);
        stored.prediction.activations = {cv::Mat(300, 300, CV_32FC1, cv::Scalar(1))}; // 180 kB: a chain of pages at the end of the file
        QVERIFY(store->storePredictions(std::array{stored}));
        QVERIFY(store->checkDerived());
    }
    QFile damagedFile(file());
    QVERIFY(damagedFile.open(QIODevice::ReadWrite));
    damagedFile.seek(damagedFile.size() - 20 * 4096);
    damagedFile.write(QByteArray(4, '\x7f')); // the number of the next page
    damagedFile.close();
    const auto store = Store::open(file());
    QVERIFY(store); // the list of studies is sound
    QCOMPARE(*store->studyCount(), 1);
    const auto checked = store->checkDerived();
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, FailureKind::StoreDamaged);
}

void StoreTest::a_read_only_folder_is_said()
{
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    const uid_t user = geteuid();
    if (user == 0) QCOMPARE(seteuid(65534), 0); // permissions do not bind root
    const auto inNewFolder = Store::open(file());
    const auto inFolder = Store::open(m_folder->filePath(QStringLiteral("lucency.sqlite")));
    if (user == 0) QCOMPARE(seteuid(0), 0);
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(!inNewFolder);
    QCOMPARE(inNewFolder.error().kind, FailureKind::CannotWrite);
    QVERIFY(!inFolder);
    QCOMPARE(inFolder.error().kind, FailureKind::CannotWrite);
}

void StoreTest::a_folder_that_cannot_be_made_is_said()
{
    QFile blocking(m_folder->filePath(QStringLiteral("folder")));
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    const auto store = Store::open(file());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, FailureKind::CannotWrite);
}

void StoreTest::a_store_locked_by_another_writer_is_busy()
{
    auto writer = Store::open(file());
    QVERIFY(writer);
    StoreOptions impatient;
    impatient.busyMilliseconds = 20;
    auto other = Store::open(file(), impatient);
    QVERIFY(other);
    auto transaction = writer->transaction();
    QVERIFY(transaction);
    const auto study = other->addStudy(person(QStringLiteral("P")), examination(QStringLiteral("1")));
    QVERIFY(!study);
    QCOMPARE(study.error().kind, FailureKind::StoreBusy);
    QCOMPARE(*other->studyCount(), 0); // readers are not held up
    QVERIFY(transaction->commit());
    QVERIFY(other->addStudy(person(QStringLiteral("P")), examination(QStringLiteral("1"))));
}

void StoreTest::a_store_that_may_not_grow_is_full_and_stays_sound()
{
    qint64 stored = 0;
    {
        {
            QVERIFY(Store::open(file()));
        }
        StoreOptions options;
        options.maximumPages = 60;
        auto store = Store::open(file(), options);
        QVERIFY(store);
        std::optional<Failure> failure;
        for (int number = 0; number < 10000 && !failure; ++number) {
            const auto study =
                store->addStudy(person(QString::number(number), QString(200, QLatin1Char('n'))), examination(QString::number(number)));
            if (!study) failure = study.error();
        }
        QVERIFY(failure);
        QCOMPARE(failure->kind, FailureKind::DiskFull);
        stored = *store->studyCount();
        QVERIFY(stored > 0);
    }
    auto roomier = Store::open(file());
    QVERIFY(roomier);
    QCOMPARE(*roomier->studyCount(), stored);
    QVERIFY(roomier->addStudy(person(QStringLiteral("x")), examination(QStringLiteral("x"))));
}

void StoreTest::a_file_size_limit_stops_the_write_and_leaves_the_store_sound()
{
    {
        QVERIFY(Store::open(file()));
    }
    qint64 stored = 0;
    {
        auto store = Store::open(file());
        QVERIFY(store);
        const auto former = std::signal(SIGXFSZ, SIG_IGN);
        rlimit unlimited{};
        getrlimit(RLIMIT_FSIZE, &unlimited);
        rlimit small = unlimited;
        small.rlim_cur = 400'000;
        setrlimit(RLIMIT_FSIZE, &small);
        std::optional<Failure> failure;
        for (int number = 0; number < 10000 && !failure; ++number) {
            const auto study =
                store->addStudy(person(QString::number(number), QString(200, QLatin1Char('n'))), examination(QString::number(number)));
            if (!study) failure = study.error();
        }
        setrlimit(RLIMIT_FSIZE, &unlimited);
        std::signal(SIGXFSZ, former);
        QVERIFY(failure);
        QCOMPARE(failure->kind, FailureKind::CannotWrite); // there is room, but not for us
        stored = *store->studyCount();
        QVERIFY(stored > 0);
    }
    const auto store = Store::open(file());
    QVERIFY(store);
    QCOMPARE(*store->studyCount(), stored);
}

void StoreTest::a_full_file_system_is_said_and_leaves_the_store_sound()
{
    const QString unshare = QStandardPaths::findExecutable(QStringLiteral("unshare"));
    if (unshare.isEmpty()) QSKIP("no unshare here, so no small file system can be mounted");
    // In a mount space of its own: fill 500 kB until it fails, then open the store once more, all on the full file system.
    QProcess child;
    child.start(unshare, {QStringLiteral("-Urm"), QStringLiteral("sh"), QStringLiteral("-c"),
                          QStringLiteral("mount -t tmpfs -o size=500k tmpfs \"$1\" || { echo no-mount; exit 0; }\n"
                                         "\"$0\" --add-until-killed \"$1/lucency.sqlite\" | tail -n 2\n"
                                         "\"$0\" --count \"$1/lucency.sqlite\"\n"),
                          QCoreApplication::applicationFilePath(), m_folder->path()});
    QVERIFY(child.waitForFinished());
    const QString said = QString::fromUtf8(child.readAllStandardOutput());
    if (said.isEmpty() || said.contains(QLatin1String("no-mount"))) QSKIP("no file system can be mounted here");
    const QStringList lines = said.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(QLatin1String("committed ")), qPrintable(said));
    QCOMPARE(lines[1], QStringLiteral("failed disk-full"));
    QCOMPARE(lines[2], QString::number(lines[0].mid(10).toInt() + 1));
}

void StoreTest::a_killed_writer_leaves_all_that_it_committed()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--add-until-killed"), file()});
    QVERIFY(child.waitForStarted());
    QByteArray said;
    while (said.count('\n') < 60 && child.waitForReadyRead())
        said += child.readAllStandardOutput();
    child.kill(); // SIGKILL
    QVERIFY(child.waitForFinished());
    said += child.readAllStandardOutput();
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    said.truncate(said.lastIndexOf('\n'));
    const int committed = said.mid(said.lastIndexOf(' ') + 1).toInt() + 1;
    QVERIFY(committed >= 60);

    const auto store = Store::open(file());
    QVERIFY(store);
    QVERIFY(*store->studyCount() >= committed && *store->studyCount() <= committed + 1);
    int whole = 0;
    QVERIFY(store->worklist([&whole](const WorklistRow& row) {
        whole += row.imageCount;
        return true;
    }));
    QCOMPARE(whole, *store->studyCount());
    QCOMPARE(Raw(file()).ask(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
    QVERIFY(!Raw(file()).ask(QStringLiteral("PRAGMA foreign_key_check")).isValid());
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--add-until-killed")) return addUntilKilled(arguments.value(2));
    if (arguments.value(1) == QLatin1String("--count")) {
        const auto store = Store::open(arguments.value(2));
        std::printf("%s\n", store ? std::to_string(*store->studyCount()).c_str() : store.error().detail.c_str());
        return 0;
    }
    StoreTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store.moc"
