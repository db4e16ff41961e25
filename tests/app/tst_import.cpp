#include "app/commands/phantomorder.h"
#include "app/importer.h"
#include "tests/support/app/importcase.h"
#include "tests/support/data.h"
#include "tests/support/dicommaker.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

class ImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_case = std::make_unique<ImportCase>();
        QVERIFY(m_case->store);
    }
    void raster_files_are_studies_of_their_own();
    void nih_names_give_patient_and_follow_up();
    void dicom_files_join_their_studies_and_people();
    void importing_again_adds_nothing();
    void a_file_that_moved_was_touched_or_copied_is_known();
    void a_file_with_new_content_replaces_the_image();
    void a_dicom_file_that_is_written_anew_replaces_the_image();
    void the_same_picture_of_two_patients_stays_two_images();
    void a_file_with_the_identity_of_another_is_a_copy_only_with_its_pixels_data();
    void a_file_with_the_identity_of_another_is_a_copy_only_with_its_pixels();
    void files_that_fail_are_listed_and_the_rest_goes_on();
    void an_image_not_meant_for_the_model_is_in_the_list_as_refused();
    void nothing_to_import_is_a_failure_data();
    void nothing_to_import_is_a_failure();
    void a_dicomdir_brings_its_images();
    void real_dicom_files_come_in();

private:
    ImportSummary import(const QStringList& paths) const { return m_case->import(paths); }
    QString in(const char* name) const { return m_case->in(name); }
    Store& store() const { return *m_case->store; }
    std::unique_ptr<ImportCase> m_case;
};

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
    const auto images = store().imagesOfFile(QFileInfo(in("a/one.png")).canonicalFilePath());
    QCOMPARE(images->size(), 1u);
    QCOMPARE(images->front().columns, 20);
    QCOMPARE(images->front().rows, 30);
    QCOMPARE(images->front().status, StudyStatus::New);
    QCOMPARE(store().study(images->front().study)->description, QStringLiteral("one.png"));
}

void ImportTest::nih_names_give_patient_and_follow_up()
{
    writePng(in("n/00000013_000.png"), 1);
    writePng(in("n/00000013_002.png"), 2);
    writePng(in("n/00000014_000.png"), 3);
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.studiesAdded, 3);
    QCOMPARE(summary.patientsAdded, 2);
    const auto studies = store().studiesOfPatient(store().study(summary.studies[0])->patient);
    QCOMPARE(studies->size(), 2u);
    QCOMPARE((*studies)[1].followUp, 2);
    QCOMPARE(store().patient((*studies)[0].patient)->patientId, QStringLiteral("00000013"));
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
    const auto images = store().images(summary.studies[0]);
    QCOMPARE(images->size(), 2u);
    QCOMPARE(images->front().rows, 64);
    QCOMPARE(images->front().columns, 64);
    QCOMPARE(images->front().sopInstanceUid, QStringLiteral("1.1.1"));
    QCOMPARE(store().patient(store().study(summary.studies[0])->patient)->name, QStringLiteral("Phantom^One"));
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
    QCOMPARE(*store().studyCount(), 4);
    QCOMPARE(imageCount(store()), 4);
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
    QCOMPARE(imageCount(store()), 3);
    QCOMPARE(store().imagesOfFile(QFileInfo(in("d/moved.dcm")).canonicalFilePath())->size(), 1u);
    QCOMPARE(store().imagesOfFile(QFileInfo(in("d/moved.png")).canonicalFilePath())->size(), 1u);
}

void ImportTest::a_file_with_new_content_replaces_the_image()
{
    writePng(in("a.png"), 1);
    const ImportSummary first = import({in("a.png")});
    const RowId image = store().images(first.studies[0])->front().id;
    StoredPrediction stored;
    stored.image = image;
    stored.prediction.modelName = "net";
    QVERIFY(store().setModelInUse({QStringLiteral("net"), {}, {}}));
    QVERIFY(store().storePredictions(std::array{stored}));
    QCOMPARE(store().image(image)->status, StudyStatus::Scored);
    writePng(in("a.png"), 2, 40, 40);
    const ImportSummary again = import({in("a.png")});
    QCOMPARE(again.replaced, 1);
    QCOMPARE(again.imagesAdded, 0);
    QCOMPARE(store().image(image)->columns, 40);
    QCOMPARE(store().image(image)->status, StudyStatus::New); // what was said of the former picture is not shown for this one
    QVERIFY(!*store().prediction(image, false));
}

void ImportTest::a_dicom_file_that_is_written_anew_replaces_the_image()
{
    QDir().mkpath(in("d"));
    DicomMaker maker = DicomMaker::chest();
    maker.write(in("d"), QStringLiteral("a.dcm"));
    const RowId image = store().images(import({in("d")}).studies[0])->front().id;
    QVERIFY(store().setStatus(std::array{image}, StudyStatus::Failed, QStringLiteral("corrupt-file")));
    maker.setPixels(80, 40, scene(80, 40));
    maker.write(in("d"), QStringLiteral("a.dcm"));
    QCOMPARE(import({in("d")}).replaced, 1);
    QCOMPARE(store().image(image)->columns, 80);
    QCOMPARE(store().image(image)->status, StudyStatus::New);
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

void ImportTest::a_file_with_the_identity_of_another_is_a_copy_only_with_its_pixels_data()
{
    QTest::addColumn<bool>("together");
    QTest::addColumn<bool>("otherPixels");
    QTest::newRow("other pixels, in one import") << true << true;
    QTest::newRow("other pixels, in a later import") << false << true;
    QTest::newRow("another header alone, in one import") << true << false;
    QTest::newRow("another header alone, in a later import") << false << false;
}

void ImportTest::a_file_with_the_identity_of_another_is_a_copy_only_with_its_pixels()
{
    QFETCH(bool, together);
    QFETCH(bool, otherPixels);
    const QString folder = in("d");
    QDir().mkpath(folder);
    DicomMaker maker = DicomMaker::chest();
    const QString first = maker.write(folder, QStringLiteral("a.dcm"));
    if (!together) QCOMPARE(import({first}).filesAdded, 1);
    if (otherPixels)
        maker.setPixels(61, 47, scene(61, 47, 12, 2));
    else
        maker.text(dicomTag(0x0008, 0x0080), "LO", "Another institution");
    const QString second = maker.write(folder, QStringLiteral("b.dcm"));
    const ImportSummary summary = import({folder});
    QCOMPARE(summary.filesFound, 2);
    QCOMPARE(imageCount(store()), 1);
    QCOMPARE(summary.duplicates, otherPixels ? 0 : 1);
    QCOMPARE(summary.sameIdentity.size(), otherPixels ? 1 : 0);
    QCOMPARE(summary.notReached, 0);
    QVERIFY(summary.failures.isEmpty());
    if (!otherPixels) return;
    QCOMPARE(summary.sameIdentity[0].file, QFileInfo(second).canonicalFilePath());
    QCOMPARE(summary.sameIdentity[0].kept, QFileInfo(first).canonicalFilePath());
    QCOMPARE(import({folder}).sameIdentity.size(), 1); // and said every time
    // Who takes the first away means the second, of which nothing has been said yet.
    const RowId image = store().imagesOfFile(QFileInfo(first).canonicalFilePath())->front().id;
    StoredPrediction stored;
    stored.image = image;
    stored.prediction.modelName = "net";
    QVERIFY(store().setModelInUse({QStringLiteral("net"), {}, {}}));
    QVERIFY(store().storePredictions(std::array{stored}));
    QVERIFY(QFile::remove(first));
    QCOMPARE(import({folder}).replaced, 1);
    QCOMPARE(store().image(image)->path, QFileInfo(second).canonicalFilePath());
    QCOMPARE(store().image(image)->status, StudyStatus::New);
    QVERIFY(!*store().prediction(image, false));
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
    const auto rows = worklistOf(store());
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].status, StudyStatus::Refused);
    QCOMPARE(rows[0].reason, QStringLiteral("not-a-chest-radiograph"));
    QVERIFY(store().unscoredImages()->empty());
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
    const QString given = m_case->folder.filePath(path);
    const auto alone = importPaths(store(), {given});
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

void ImportTest::real_dicom_files_come_in()
{
    LUCENCY_NEEDS_DATA;
    const ImportSummary summary = import({lucency::test::dataFolder() + QStringLiteral("/dicom")});
    QCOMPARE(summary.filesFound, 9);
    QCOMPARE(summary.filesAdded, 9);
    QVERIFY(summary.failures.isEmpty());
    QCOMPARE(imageCount(store()), 9);
    for (const RowId study : summary.studies) {
        const auto images = store().images(study);
        QVERIFY(images);
        for (const ImageRow& image : *images)
            QVERIFY2(image.rows > 100 && image.columns > 100, qPrintable(image.path));
    }
}

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
