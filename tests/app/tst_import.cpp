#include "app/commands/phantomorder.h"
#include "app/import.h"
#include "app/importer.h"
#include "app/labeltable.h"
#include "imaging/phantom.h"
#include "tests/support/data.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <cstdio>

using namespace lucency;
using namespace lucency::app;

namespace {

/// A PNG whose content is its number's.
void writePng(const QString& path, int number, int columns = 16, int rows = 16)
{
    QDir().mkpath(QFileInfo(path).path());
    cv::Mat pixels(rows, columns, CV_8UC1);
    for (int i = 0; i < rows * columns; ++i)
        pixels.data[i] = static_cast<uchar>((i * 7 + number * 13 + (number >> (i % 16))) & 255);
    QVERIFY(cv::imwrite(path.toStdString(), pixels));
}

void writeText(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

struct Dicom {
    std::string patientId = "P1", name = "Phantom^One", study = "1.2.3", instance = "1.2.3.4";
};

void writeDicom(const QString& path, const Dicom& dicom)
{
    static const imaging::Phantom phantom = [] {
        imaging::PhantomDescription description;
        description.size = 64;
        return imaging::drawPhantom(description);
    }();
    QDir().mkpath(QFileInfo(path).path());
    imaging::PhantomIdentity identity = imaging::phantomIdentity(phantom.description, 0);
    identity.patientId = dicom.patientId;
    identity.patientName = dicom.name;
    identity.studyUid = dicom.study;
    identity.sopInstanceUid = dicom.instance;
    QVERIFY(imaging::writePhantom(phantom, identity, imaging::PhantomFormat::Dicom, path.toStdString()));
}

std::vector<WorklistRow> worklistOf(const Store& store)
{
    std::vector<WorklistRow> rows;
    (void)store.worklist([&rows](const WorklistRow& row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

int imageCount(const Store& store)
{
    int count = 0;
    for (const WorklistRow& row : worklistOf(store))
        count += row.imageCount;
    return count;
}

/// What the child process does: imports a folder and says each batch.
int importAndTell(const QString& file, const QString& folder)
{
    auto store = Store::open(file);
    if (!store) return 1;
    ImportListener listener;
    listener.committed = [](const QList<qint64>&, const QList<qint64>& images) {
        std::printf("%d\n", int(images.size()));
        std::fflush(stdout);
    };
    return importPaths(*store, {folder}, listener) ? 0 : 1;
}

} // namespace

class ImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void raster_files_are_studies_of_their_own();
    void nih_names_give_patient_and_follow_up();
    void dicom_files_join_their_studies_and_people();
    void importing_again_adds_nothing();
    void a_file_that_moved_was_touched_or_copied_is_known();
    void a_file_with_new_content_replaces_the_image();
    void the_same_picture_of_two_patients_stays_two_images();
    void files_that_fail_are_listed_and_the_rest_goes_on();
    void an_image_not_meant_for_the_model_is_in_the_list_as_refused();
    void tables_are_joined_and_boxes_scaled();
    void boxes_of_phantoms_of_any_size_fit_their_images();
    void a_table_brought_later_is_joined_with_the_store();
    void a_wrong_table_is_listed_and_the_images_come_in();
    void nothing_to_import_is_a_failure_data();
    void nothing_to_import_is_a_failure();
    void a_dicomdir_brings_its_images();
    void a_stopped_import_keeps_what_it_has_and_goes_on_later();
    void a_killed_import_leaves_a_sound_store_and_goes_on_later();
    void a_full_store_ends_the_import_and_stays_sound();
    void the_importer_works_down_its_requests();
    void the_importer_stops_what_runs_and_what_waits();
    void the_nih_folder_comes_in_with_its_tables();
    void real_dicom_files_come_in();

private:
    ImportSummary import(const QStringList& paths);
    QString in(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

void ImportTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto store = Store::open(in("store.sqlite"));
    QVERIFY(store);
    m_store = std::make_unique<Store>(std::move(*store));
}

ImportSummary ImportTest::import(const QStringList& paths)
{
    auto summary = importPaths(*m_store, paths);
    if (!summary) {
        QTest::qFail(summary.error().detail.c_str(), __FILE__, __LINE__);
        return {};
    }
    return *summary;
}

void ImportTest::raster_files_are_studies_of_their_own()
{
    writePng(in("a/one.png"), 1, 20, 30);
    writePng(in("a/b/two.png"), 2);
    writePng(in("named.png"), 3);
    const ImportSummary summary = import({in("a"), in("named.png")});
    QCOMPARE(summary.filesFound, 3);
    QCOMPARE(summary.filesAdded, 3);
    QCOMPARE(summary.studiesAdded, 3);
    QCOMPARE(summary.patientsAdded, 3); // nothing says that they are one person
    QCOMPARE(summary.studies.size(), 3);
    QVERIFY(summary.failures.isEmpty());
    const auto images = m_store->imagesOfFile(QFileInfo(in("a/one.png")).canonicalFilePath());
    QCOMPARE(images->size(), 1u);
    QCOMPARE(images->front().columns, 20);
    QCOMPARE(images->front().rows, 30);
    QCOMPARE(images->front().status, StudyStatus::New);
    QCOMPARE(m_store->study(images->front().study)->description, QStringLiteral("one.png"));
}

void ImportTest::nih_names_give_patient_and_follow_up()
{
    writePng(in("n/00000013_000.png"), 1);
    writePng(in("n/00000013_002.png"), 2);
    writePng(in("n/00000014_000.png"), 3);
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.studiesAdded, 3);
    QCOMPARE(summary.patientsAdded, 2);
    const auto studies = m_store->studiesOfPatient(m_store->study(summary.studies[0])->patient);
    QCOMPARE(studies->size(), 2u);
    QCOMPARE((*studies)[1].followUp, 2);
    QCOMPARE(m_store->patient((*studies)[0].patient)->patientId, QStringLiteral("00000013"));
}

void ImportTest::dicom_files_join_their_studies_and_people()
{
    writeDicom(in("d/1.dcm"), {"P1", "Phantom^One", "1.1", "1.1.1"});
    writeDicom(in("d/2.dcm"), {"P1", "Phantom^One", "1.1", "1.1.2"});
    writeDicom(in("d/3"), {"P1", "Phantom^One", "1.2", "1.2.1"});
    writeDicom(in("d/4.dcm"), {"P2", "Phantom^Two", "1.3", "1.3.1"});
    const ImportSummary summary = import({in("d")});
    QCOMPARE(summary.imagesAdded, 4);
    QCOMPARE(summary.studiesAdded, 3);
    QCOMPARE(summary.patientsAdded, 2);
    const auto images = m_store->images(summary.studies[0]);
    QCOMPARE(images->size(), 2u);
    QCOMPARE(images->front().rows, 64);
    QCOMPARE(images->front().columns, 64);
    QCOMPARE(images->front().sopInstanceUid, QStringLiteral("1.1.1"));
    QCOMPARE(m_store->patient(m_store->study(summary.studies[0])->patient)->name, QStringLiteral("Phantom^One"));
}

void ImportTest::importing_again_adds_nothing()
{
    writeDicom(in("d/1.dcm"), {});
    writeDicom(in("d/2.dcm"), {"", "", "1.9", "1.9.1"}); // nobody says whose it is
    writePng(in("d/a.png"), 1);
    writePng(in("d/00000013_002.png"), 2);
    const ImportSummary first = import({in("d")});
    QCOMPARE(first.filesAdded, 4);
    const ImportSummary again = import({in("d"), in("d/a.png")});
    QCOMPARE(again.filesFound, 4);
    QCOMPARE(again.alreadyKnown, 4);
    QCOMPARE(again.filesAdded + again.imagesAdded + again.studiesAdded + again.patientsAdded + again.duplicates, 0);
    QCOMPARE(again.studies, first.studies); // so that a window can show what was asked for
    QCOMPARE(*m_store->studyCount(), 4);
    QCOMPARE(imageCount(*m_store), 4);
}

void ImportTest::a_file_that_moved_was_touched_or_copied_is_known()
{
    writeDicom(in("d/1.dcm"), {});
    writePng(in("d/a.png"), 1);
    writePng(in("d/b.png"), 2);
    import({in("d")});
    QVERIFY(QFile::rename(in("d/1.dcm"), in("d/moved.dcm")));
    QVERIFY(QFile::rename(in("d/a.png"), in("d/moved.png")));
    QVERIFY(QFile::copy(in("d/b.png"), in("d/copy of b.png")));
    QVERIFY(QFile::copy(in("d/moved.dcm"), in("d/zcopy.dcm")));
    QFile touched(in("d/b.png"));
    QVERIFY(touched.open(QIODevice::ReadWrite));
    QVERIFY(touched.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
    touched.close();
    const ImportSummary summary = import({in("d")});
    QCOMPARE(summary.filesFound, 5);
    QCOMPARE(summary.relocated, 3);
    QCOMPARE(summary.alreadyKnown, 3);
    QCOMPARE(summary.duplicates, 2);
    QCOMPARE(summary.filesAdded, 0);
    QCOMPARE(imageCount(*m_store), 3);
    QCOMPARE(m_store->imagesOfFile(QFileInfo(in("d/moved.dcm")).canonicalFilePath())->size(), 1u);
    QCOMPARE(m_store->imagesOfFile(QFileInfo(in("d/moved.png")).canonicalFilePath())->size(), 1u);
}

void ImportTest::a_file_with_new_content_replaces_the_image()
{
    writePng(in("a.png"), 1);
    const ImportSummary first = import({in("a.png")});
    const RowId image = m_store->images(first.studies[0])->front().id;
    StoredPrediction stored;
    stored.image = image;
    stored.prediction.modelName = "net";
    QVERIFY(m_store->setModelInUse(QStringLiteral("net"), {}));
    QVERIFY(m_store->storePredictions(std::array{stored}));
    QCOMPARE(m_store->image(image)->status, StudyStatus::Scored);
    writePng(in("a.png"), 2, 40, 40);
    const ImportSummary again = import({in("a.png")});
    QCOMPARE(again.replaced, 1);
    QCOMPARE(again.imagesAdded, 0);
    QCOMPARE(m_store->image(image)->columns, 40);
    QCOMPARE(m_store->image(image)->status, StudyStatus::New); // what was said of the former picture is not shown for this one
    QVERIFY(!*m_store->prediction(image, false));
}

void ImportTest::the_same_picture_of_two_patients_stays_two_images()
{
    writePng(in("n/00000001_000.png"), 1);
    QVERIFY(QFile::copy(in("n/00000001_000.png"), in("n/00000002_000.png")));
    QDir().mkpath(in("n/again"));
    QVERIFY(QFile::copy(in("n/00000001_000.png"), in("n/again/00000001_000.png")));
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.filesAdded, 2);
    QCOMPARE(summary.sameContent, 1);
    QCOMPARE(summary.duplicates, 1);
    QCOMPARE(summary.patientsAdded, 2);
}

void ImportTest::files_that_fail_are_listed_and_the_rest_goes_on()
{
    writePng(in("d/good.png"), 1);
    writeText(in("d/text.dcm"), "This is a text and no image, whatever its name says.");
    writeText(in("d/empty.png"), "");
    writeDicom(in("d/whole.dcm"), {});
    QFile whole(in("d/whole.dcm"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    writeText(in("d/cut.dcm"), whole.read(whole.size() - 3000));
    const ImportSummary summary = import({in("d")});
    QCOMPARE(summary.filesFound, 5);
    QCOMPARE(summary.filesAdded, 2);
    QStringList said;
    for (const Failure& failure : summary.failures)
        said << QFileInfo(QString::fromStdString(failure.subject)).fileName() + QLatin1Char(' ') +
                    QString::fromStdString(std::string(slug(failure.kind)));
    QCOMPARE(said, (QStringList{QStringLiteral("cut.dcm truncated-pixel-data"), QStringLiteral("empty.png not-an-image"),
                                QStringLiteral("text.dcm not-an-image")}));
}

void ImportTest::an_image_not_meant_for_the_model_is_in_the_list_as_refused()
{
    LUCENCY_NEEDS_DATA;
    const ImportSummary summary = import({lucency::test::dataFolder() + QStringLiteral("/dicom/breast_mg_voi_lut.dcm")});
    QCOMPARE(summary.filesAdded, 1);
    const auto rows = worklistOf(*m_store);
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].status, StudyStatus::Refused);
    QCOMPARE(rows[0].reason, QStringLiteral("not-a-chest-radiograph"));
    QVERIFY(m_store->unscoredImages()->empty());
}

void ImportTest::tables_are_joined_and_boxes_scaled()
{
    writePng(in("n/images/00000001_000.png"), 1, 512, 256);
    writePng(in("n/images/00000001_001.png"), 2, 1024, 1024);
    writePng(in("n/images/other.png"), 3);
    writeText(in("n/Data_Entry_2017.csv"), "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position\n"
                                           "00000001_000.png,Infiltrate|Mass,0,1,57,F,PA\n00000001_001.png,No Finding,1,1,58,F,AP\n"
                                           "00000002_000.png,Hernia,0,2,80,M,PA\n");
    writeText(in("n/BBox_List_2017.csv"), "Image Index,Finding Label,Bbox [x,y,w,h],,,\n00000001_000.png,Infiltrate,512,256,128,64\n"
                                          "00000001_001.png,Mass,10,20,30,40\n00000009_000.png,Mass,1,2,3,4\n");
    writeText(in("n/rsna_boxes.csv"), "Image Index,RSNA class,x,y,w,h\n00000001_000.png,Normal,,,,\n");
    const ImportSummary summary = import({in("n")});
    QVERIFY(summary.failures.isEmpty());
    QCOMPARE(summary.tables.size(), 2);
    const TableSummary &boxTable = summary.tables[0], &labelTable = summary.tables[1];
    QCOMPARE(boxTable.kind, TableSummary::Kind::Boxes);
    QCOMPARE(boxTable.rows, 3);
    QCOMPARE(boxTable.found, 2);
    QCOMPARE(boxTable.notFound, 1);
    QCOMPARE(boxTable.imagesWithoutRow, 1);
    QCOMPARE(labelTable.kind, TableSummary::Kind::Labels);
    QCOMPARE(labelTable.rows, 3);
    QCOMPARE(labelTable.found, 2);
    QCOMPARE(labelTable.notFound, 1);
    QCOMPARE(labelTable.imagesWithoutRow, 1);
    const ImageRow first = m_store->imagesOfFile(QFileInfo(in("n/images/00000001_000.png")).canonicalFilePath())->front();
    const auto boxes = m_store->boxes(first.id);
    QCOMPARE(boxes->size(), 1u);
    QCOMPARE(boxes->front().finding, QStringLiteral("Infiltration"));
    QCOMPARE(boxes->front().box, QRectF(256, 64, 64, 16)); // half of the width, a quarter of the height
    QCOMPARE(boxes->front().source, QStringLiteral("BBox_List_2017.csv"));
    const auto labels = m_store->labels(first.id);
    QCOMPARE(labels->size(), 2u);
    QCOMPARE(labels->front().finding, QStringLiteral("Infiltration"));
    QCOMPARE(m_store->study(first.study)->age, QStringLiteral("057Y"));
    QCOMPARE(m_store->patient(m_store->study(first.study)->patient)->sex, QStringLiteral("F"));
    QCOMPARE(m_store->patient(m_store->study(first.study)->patient)->patientId, QStringLiteral("00000001"));
    QCOMPARE(first.viewPosition, QStringLiteral("PA"));
    import({in("n")});
    QCOMPARE(m_store->boxes(first.id)->size(), 1u);
    QCOMPARE(m_store->labels(first.id)->size(), 2u);
}

void ImportTest::boxes_of_phantoms_of_any_size_fit_their_images()
{
    writePng(in("p/PHANTOM-0001_000.png"), 1, 96, 96);
    const imaging::PhantomBox drawn{imaging::PhantomFinding::Effusion, cv::Rect2d(10, 20, 31, 47)};
    writeText(in("p/BBox_List_phantoms.csv"), QByteArray::fromStdString(boxHeader() + boxRows({drawn}, 96, "PHANTOM-0001_000.png")));
    const ImportSummary summary = import({in("p")});
    const auto boxes = m_store->boxes(m_store->images(summary.studies[0])->front().id);
    QCOMPARE(boxes->size(), 1u);
    const QRectF box = boxes->front().box;
    QVERIFY(qAbs(box.x() - 10) < 1e-3 && qAbs(box.y() - 20) < 1e-3 && qAbs(box.width() - 31) < 1e-3 && qAbs(box.height() - 47) < 1e-3);
}

void ImportTest::a_table_brought_later_is_joined_with_the_store()
{
    writePng(in("n/a.png"), 1);
    const ImportSummary images = import({in("n")});
    writeText(in("labels.csv"), "Image Index,Finding Labels\na.png,Effusion\nb.png,Effusion\n");
    const ImportSummary summary = import({in("labels.csv")});
    QCOMPARE(summary.filesFound, 0);
    QCOMPARE(summary.tables.size(), 1);
    QCOMPARE(summary.tables[0].found, 1);
    QCOMPARE(summary.tables[0].notFound, 1);
    QCOMPARE(m_store->labels(m_store->images(images.studies[0])->front().id)->size(), 1u);
}

void ImportTest::a_wrong_table_is_listed_and_the_images_come_in()
{
    writePng(in("n/a.png"), 1);
    writeText(in("n/Data_Entry.csv"), "Image Index,Class\na.png,Effusion\n");
    writeText(in("n/labels.csv"), "Image Index,Finding Labels\na.png,Effusion|Zebra\n");
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.filesAdded, 1);
    QVERIFY(summary.tables.isEmpty());
    QCOMPARE(summary.failures.size(), 2);
    QCOMPARE(summary.failures[0].kind, FailureKind::MissingColumn);
    QCOMPARE(summary.failures[0].detail, "Finding Labels");
    QCOMPARE(summary.failures[1].kind, FailureKind::UnknownFinding);
    QCOMPARE(summary.failures[1].detail, "Zebra");
    QVERIFY(m_store->labels(m_store->images(summary.studies[0])->front().id)->empty());
}

void ImportTest::nothing_to_import_is_a_failure_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<FailureKind>("kind");
    QTest::newRow("nothing there") << "absent" << FailureKind::NotFound;
    QTest::newRow("an empty folder") << "empty" << FailureKind::EmptyFolder;
    QTest::newRow("a wrong table") << "wrong.csv" << FailureKind::NotALabelTable;
}

void ImportTest::nothing_to_import_is_a_failure()
{
    QFETCH(QString, path);
    QFETCH(FailureKind, kind);
    QDir().mkpath(in("empty"));
    writeText(in("wrong.csv"), "a,b\n1,2\n");
    const QString given = m_folder->filePath(path);
    const auto alone = importPaths(*m_store, {given});
    QVERIFY(!alone);
    QCOMPARE(slug(alone.error().kind), slug(kind));
    QCOMPARE(alone.error().subject, given.toStdString());
    writePng(in("good.png"), 1);
    const ImportSummary together = import({given, in("good.png")});
    QCOMPARE(together.filesAdded, 1);
    QCOMPARE(together.failures.size(), 1);
}

void ImportTest::a_dicomdir_brings_its_images()
{
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("dcmmkdir"));
    if (tool.isEmpty()) QSKIP("no dcmmkdir here");
    writeDicom(in("media/IMG/ONE"), {"P1", "Phantom^One", "1.1", "1.1.1"});
    writeDicom(in("media/IMG/TWO"), {"P1", "Phantom^One", "1.1", "1.1.2"});
    writeDicom(in("media/NOTLIST"), {"P1", "Phantom^One", "1.1", "1.1.3"});
    QProcess make;
    make.setWorkingDirectory(in("media"));
    make.start(tool, {QStringLiteral("+I"), QStringLiteral("-Pgp"), QStringLiteral("-W"), QStringLiteral("-Nxc"), QStringLiteral("IMG/ONE"),
                      QStringLiteral("IMG/TWO")});
    QVERIFY(make.waitForFinished());
    if (make.exitCode() != 0) QSKIP(make.readAllStandardError());
    const ImportSummary summary = import({in("media/DICOMDIR")});
    QCOMPARE(summary.filesFound, 2);
    QCOMPARE(summary.filesAdded, 2);
    QCOMPARE(summary.studiesAdded, 1);
    QCOMPARE(import({in("media")}).filesAdded, 1);
}

void ImportTest::a_stopped_import_keeps_what_it_has_and_goes_on_later()
{
    for (int i = 0; i < 350; ++i)
        writePng(m_folder->filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    std::stop_source stop;
    ImportListener listener;
    int told = 0;
    listener.committed = [&stop, &told](const QList<qint64>&, const QList<qint64>& images) {
        told += int(images.size());
        stop.request_stop();
    };
    const auto stopped = importPaths(*m_store, {in("d")}, listener, stop.get_token());
    QVERIFY(stopped);
    QVERIFY(stopped->stopped);
    QVERIFY(stopped->filesAdded > 0 && stopped->filesAdded < 350);
    QCOMPARE(told, stopped->filesAdded);
    QCOMPARE(imageCount(*m_store), stopped->filesAdded);
    const ImportSummary rest = import({in("d")});
    QCOMPARE(rest.filesAdded + rest.alreadyKnown, 350);
    QCOMPARE(imageCount(*m_store), 350);
}

void ImportTest::a_killed_import_leaves_a_sound_store_and_goes_on_later()
{
    constexpr int files = 2000;
    for (int i = 0; i < files; ++i)
        writePng(m_folder->filePath(QStringLiteral("d/%1.png").arg(i, 5, 10, QLatin1Char('0'))), i);
    m_store.reset();
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--import"), in("store.sqlite"), in("d")});
    QVERIFY(child.waitForStarted());
    QByteArray said;
    while (said.count('\n') < 2 && child.waitForReadyRead())
        said += child.readAllStandardOutput();
    child.kill(); // SIGKILL
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);
    said += child.readAllStandardOutput();
    int committed = 0;
    for (const QByteArray& line : said.split('\n'))
        committed += line.toInt();

    auto store = Store::open(in("store.sqlite")); // checks the integrity
    QVERIFY(store);
    const int kept = imageCount(*store);
    QVERIFY(kept >= committed);
    QVERIFY(kept < files);
    const auto rest = importPaths(*store, {in("d")});
    QVERIFY(rest);
    QCOMPARE(rest->alreadyKnown, kept);
    QCOMPARE(rest->filesAdded, files - kept);
    QCOMPARE(imageCount(*store), files);
    QCOMPARE(*store->studyCount(), files);
}

void ImportTest::a_full_store_ends_the_import_and_stays_sound()
{
    for (int i = 0; i < 400; ++i)
        writePng(m_folder->filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    m_store.reset();
    {
        StoreOptions options;
        options.maximumPages = 40;
        auto small = Store::open(in("store.sqlite"), options);
        QVERIFY(small);
        const auto full = importPaths(*small, {in("d")});
        QVERIFY(!full);
        QCOMPARE(slug(full.error().kind), slug(FailureKind::DiskFull));
    }
    auto store = Store::open(in("store.sqlite"));
    QVERIFY(store);
    const int kept = imageCount(*store);
    QVERIFY(kept > 0 && kept < 400);
    QCOMPARE(importPaths(*store, {in("d")})->filesAdded, 400 - kept);
}

void ImportTest::the_importer_works_down_its_requests()
{
    for (int i = 0; i < 150; ++i)
        writePng(m_folder->filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    writeText(in("d/bad.png"), "no image");
    Importer importer(in("store.sqlite"));
    QSignalSpy started(&importer, &Importer::started), progress(&importer, &Importer::progress),
        changed(&importer, &Importer::studiesChanged);
    QSignalSpy bad(&importer, &Importer::fileFailed), finished(&importer, &Importer::finished), failed(&importer, &Importer::failed);
    connect(&importer, &Importer::finished, this, [] { QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread()); });
    importer.importPaths({in("d")});
    importer.importPaths({in("absent")});
    importer.importPaths({in("d")});
    QVERIFY(importer.isRunning());
    QTRY_COMPARE(finished.count() + failed.count(), 3);
    QVERIFY(!importer.isRunning());
    QCOMPARE(started.count(), 3);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed[0][0].value<Failure>().kind, FailureKind::NotFound);
    QCOMPARE(finished[0][0].value<ImportSummary>().filesAdded, 150);
    QCOMPARE(finished[1][0].value<ImportSummary>().alreadyKnown, 150);
    QCOMPARE(bad.count(), 3); // twice the file, once the path that is not there
    QCOMPARE(progress.first()[0].toInt(), 151);
    QCOMPARE(progress.last()[1].toInt(), 151);
    int told = 0;
    for (const auto& arguments : changed)
        told += int(arguments[1].value<QList<qint64>>().size());
    QCOMPARE(told, 150);
}

void ImportTest::the_importer_stops_what_runs_and_what_waits()
{
    for (int i = 0; i < 1500; ++i)
        writePng(m_folder->filePath(QStringLiteral("d/%1.png").arg(i, 4, 10, QLatin1Char('0'))), i);
    Importer importer(in("store.sqlite"));
    QSignalSpy finished(&importer, &Importer::finished);
    connect(&importer, &Importer::studiesChanged, &importer, &Importer::stop);
    importer.importPaths({in("d")});
    importer.importPaths({in("d")});
    QTRY_COMPARE(finished.count(), 1);
    const auto summary = finished[0][0].value<ImportSummary>();
    QVERIFY(summary.stopped);
    QVERIFY(summary.filesAdded > 0 && summary.filesAdded < 1500);
    QTRY_VERIFY(!importer.isRunning());
    QCOMPARE(finished.count(), 1);
    QCOMPARE(imageCount(*m_store), summary.filesAdded);
}

void ImportTest::the_nih_folder_comes_in_with_its_tables()
{
    LUCENCY_NEEDS_DATA;
    const QString nih = lucency::test::dataFolder() + QStringLiteral("/nih");
    const int files = int(QDir(nih + QStringLiteral("/images_1024")).entryList(QDir::Files).size() +
                          QDir(nih + QStringLiteral("/images_512")).entryList(QDir::Files).size() +
                          QDir(nih + QStringLiteral("/images_64")).entryList(QDir::Files).size());
    const ImportSummary summary = import({nih});
    QVERIFY2(summary.failures.isEmpty(), summary.failures.isEmpty() ? "" : summary.failures[0].subject.c_str());
    QCOMPARE(summary.filesFound, files);
    QCOMPARE(summary.filesAdded, files);
    QCOMPARE(summary.tables.size(), 3);
    const auto table = [&summary](const char* name) {
        for (const TableSummary& each : summary.tables)
            if (each.file.endsWith(QLatin1String(name))) return each;
        return TableSummary();
    };
    const TableSummary entries = table("Data_Entry_2017_v2020.csv"), boxes = table("BBox_List_2017.csv"),
                       two = table("training_labels.csv");
    QCOMPARE(entries.rows, 112120);
    QCOMPARE(entries.found, files);
    QCOMPARE(entries.notFound, 112120 - files);
    QCOMPARE(entries.imagesWithoutRow, 0);
    QCOMPARE(boxes.rows, 984);
    QCOMPARE(two.rows, two.found);
    QCOMPARE(two.imagesWithoutRow, files - two.rows);
    // Counted here by another way: the names of the box list that are in the store.
    auto list = readLabelTable(nih + QStringLiteral("/BBox_List_2017.csv"));
    QVERIFY(list);
    int found = 0;
    for (const BoxedName& boxed : list->boxes) {
        for (const char* size : {"1024", "512", "64"}) {
            const QString path = QFileInfo(nih + QStringLiteral("/images_%1/").arg(QLatin1String(size)) + boxed.name).canonicalFilePath();
            if (path.isEmpty()) continue;
            ++found;
            const auto images = m_store->imagesOfFile(path);
            QCOMPARE(images->size(), 1u);
            const double scale = QLatin1String(size).latin1()[0] == '1' ? 1 : QString::fromLatin1(size).toInt() / 1024.0;
            const auto stored = m_store->boxes(images->front().id);
            const bool isThere = std::any_of(stored->begin(), stored->end(), [&boxed, scale](const ReferenceBox& box) {
                return box.finding == boxed.finding && qFuzzyCompare(box.box.x(), boxed.box.x() * scale) &&
                       qFuzzyCompare(box.box.height(), boxed.box.height() * scale);
            });
            QVERIFY2(isThere, qPrintable(boxed.name));
        }
    }
    QCOMPARE(boxes.found, found);
    QVERIFY(found > 0);
    QCOMPARE(import({nih}).alreadyKnown, files);
}

void ImportTest::real_dicom_files_come_in()
{
    LUCENCY_NEEDS_DATA;
    const ImportSummary summary = import({lucency::test::dataFolder() + QStringLiteral("/dicom")});
    QCOMPARE(summary.filesFound, 9);
    QCOMPARE(summary.filesAdded, 9);
    QVERIFY(summary.failures.isEmpty());
    QCOMPARE(imageCount(*m_store), 9);
    for (const RowId study : summary.studies) {
        const auto images = m_store->images(study);
        QVERIFY(images);
        for (const ImageRow& image : *images)
            QVERIFY2(image.rows > 100 && image.columns > 100, qPrintable(image.path));
    }
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--import")) return importAndTell(arguments.value(2), arguments.value(3));
    ImportTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_import.moc"
