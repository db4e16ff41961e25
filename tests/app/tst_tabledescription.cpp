#include "app/labeltable.h"
#include "tests/support/app/tableimport.h"
#include "tests/support/data.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <string>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

/// What label tables say of a person and a study beside the labels: age, sex, view and follow-up number.
class TableDescriptionTest : public QObject, TableImport {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void a_table_brought_later_says_age_sex_and_view_data();
    void a_table_brought_later_says_age_sex_and_view();
    void a_header_wins_over_a_table();
    void the_follow_up_of_a_row_decides_over_that_of_the_name_data();
    void the_follow_up_of_a_row_decides_over_that_of_the_name();
    void a_follow_up_changes_nothing_of_what_a_file_is_known_by();
    void a_dated_study_is_not_numbered_by_a_table();
    void the_follow_ups_of_the_nih_table_are_in_the_store();
};

void TableDescriptionTest::a_table_brought_later_says_age_sex_and_view_data()
{
    QTest::addColumn<bool>("alone");
    QTest::newRow("the folder with the table in it") << false;
    QTest::newRow("the table alone") << true;
}

void TableDescriptionTest::a_table_brought_later_says_age_sex_and_view()
{
    QFETCH(bool, alone);
    writePng(in("n/00000001_000.png"), 1);
    writePng(in("n/00000002_000.png"), 2);
    import({in("n")});
    QVERIFY(store().setModelInUse({QStringLiteral("net"), {}, {}}));
    const RowId image = imageAt("n/00000001_000.png").id, other = imageAt("n/00000002_000.png").id;
    const auto score = [this, image, other] {
        for (const RowId each : {image, other}) {
            StoredPrediction stored;
            stored.image = each;
            stored.prediction.modelName = "net";
            stored.prediction.scores = {{"Pneumonia (child)", 0.99, true, true, true, true}};
            QVERIFY(store().storePredictions(std::array{stored}));
        }
    };
    score();
    QList<qint64> studies, images;
    ImportListener listener;
    listener.committed = [&](const QList<qint64>& changed, const QList<qint64>& unscored) {
        studies << changed;
        images << unscored;
    };
    const auto bring = [&](const QByteArray& rows) {
        studies.clear();
        images.clear();
        writeText(in("n/Data_Entry.csv"), "Image Index,Finding Labels,Patient Age,Patient Gender,View Position\n" + rows);
        QVERIFY(importPaths(store(), {alone ? in("n/Data_Entry.csv") : in("n")}, listener));
    };
    bring("00000001_000.png,Mass,52,F,AP\n");
    const auto patient = [&] { return *store().patient(store().study(imageAt("n/00000001_000.png").study)->patient); };
    QCOMPARE(ageOf("n/00000001_000.png"), QStringLiteral("052Y"));
    QCOMPARE(patient().sex, QStringLiteral("F"));
    QCOMPARE(imageAt("n/00000001_000.png").viewPosition, QStringLiteral("AP"));
    QCOMPARE(studies, QList<qint64>{imageAt("n/00000001_000.png").study});
    QCOMPARE(images, QList<qint64>{image}); // to be scored anew
    QCOMPARE(store().image(image)->status, StudyStatus::New);
    QVERIFY(!*store().prediction(image, false)); // what was said of a child's pneumonia is gone at once
    QCOMPARE(worklistOf(store())[0].finding, QString());
    QCOMPARE(store().image(other)->status, StudyStatus::Scored); // of whom the table says nothing
    QVERIFY(*store().prediction(other, false));

    score();
    bring("00000001_000.png,Mass,52,M,AP\n"); // a correction that leaves the scores as they are
    QCOMPARE(patient().sex, QStringLiteral("M"));
    QCOMPARE(studies.size(), 1);
    QVERIFY(images.isEmpty());
    QCOMPARE(store().image(image)->status, StudyStatus::Scored);
    bring("00000001_000.png,Mass,25,M,AP\n");
    QCOMPARE(ageOf("n/00000001_000.png"), QStringLiteral("025Y"));
    QCOMPARE(images, QList<qint64>{image});
    score();
    bring("00000001_000.png,Mass,,,\n"); // an empty cell takes nothing back
    QCOMPARE(ageOf("n/00000001_000.png"), QStringLiteral("025Y"));
    QVERIFY(images.isEmpty() && studies.isEmpty());
    QCOMPARE(store().image(image)->status, StudyStatus::Scored);
}

void TableDescriptionTest::a_header_wins_over_a_table()
{
    writeDicom(in("d/one.dcm"), {"P1", "Phantom^One", "1.1", "1.1.1"});
    import({in("d")});
    const ImageRow before = imageAt("d/one.dcm");
    const StudyRow study = *store().study(before.study);
    const PatientRow person = *store().patient(study.patient);
    QVERIFY(!study.age.isEmpty() && !person.sex.isEmpty() && !before.viewPosition.isEmpty());
    const QByteArray sex = person.sex == QLatin1String("F") ? "M" : "F", view = before.viewPosition == QLatin1String("PA") ? "AP" : "PA";
    writeText(in("d/labels.csv"),
              "Image Index,Finding Labels,Patient Age,Patient Gender,View Position\none.dcm,Mass,3," + sex + "," + view + "\n");
    import({in("d")});
    QCOMPARE(labelsOf("d/one.dcm"), QStringList{QStringLiteral("Mass")});
    QCOMPARE(store().study(before.study)->age, study.age);
    QCOMPARE(store().patient(study.patient)->sex, person.sex);
    QCOMPARE(imageAt("d/one.dcm").viewPosition, before.viewPosition);
}

void TableDescriptionTest::the_follow_up_of_a_row_decides_over_that_of_the_name_data()
{
    QTest::addColumn<bool>("tableComesLater");
    QTest::newRow("table with the images") << false;
    QTest::newRow("table after the images") << true;
}

void TableDescriptionTest::the_follow_up_of_a_row_decides_over_that_of_the_name()
{
    QFETCH(bool, tableComesLater);
    for (int number = 0; number < 3; ++number)
        writePng(in(("n/00000199_00" + std::to_string(number) + ".png").c_str()), number + 1);
    const QByteArray table = "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age\n"
                             "00000199_000.png,No Finding,3,199,55\n00000199_001.png,No Finding,0,199,50\n00000199_002.png,Mass,,199,\n";
    if (tableComesLater) {
        import({in("n")});
        QCOMPARE(studyOf("n/00000199_000.png").followUp, 0);
        writeText(in("labels.csv"), table);
        import({in("labels.csv")});
    } else {
        writeText(in("n/labels.csv"), table);
        import({in("n")});
    }
    QCOMPARE(studyOf("n/00000199_000.png").followUp, 3);
    QVERIFY(studyOf("n/00000199_000.png").followUpFromTable);
    QCOMPARE(studyOf("n/00000199_001.png").followUp, 0);
    QCOMPARE(studyOf("n/00000199_002.png").followUp, 2); // its row says none
    QVERIFY(!studyOf("n/00000199_002.png").followUpFromTable);
    const RowId patient = studyOf("n/00000199_000.png").patient;
    QCOMPARE(store().patient(patient)->patientId, QStringLiteral("00000199")); // and not "199"
    QList<int> numbers, listed;
    const auto studies = store().studiesOfPatient(patient);
    for (const StudyRow& study : *studies)
        numbers << study.followUp;
    QCOMPARE(numbers, (QList<int>{0, 2, 3}));
    for (const WorklistRow& row : worklistOf(store()))
        listed << row.followUp;
    std::sort(listed.begin(), listed.end());
    QCOMPARE(listed, numbers);
}

void TableDescriptionTest::a_follow_up_changes_nothing_of_what_a_file_is_known_by()
{
    writePng(in("n/00000199_000.png"), 1);
    writeText(in("n/labels.csv"), "Image Index,Finding Labels,Follow-up #\n00000199_000.png,No Finding,3\n");
    import({in("n")});
    QDir().mkpath(in("copy"));
    QVERIFY(QFile::copy(in("n/00000199_000.png"), in("copy/00000199_000.png")));
    const ImportSummary copied = import({in("copy")}); // without the table
    QCOMPARE(copied.duplicates, 1);
    QCOMPARE(imageCount(store()), 1);
    QCOMPARE(studyOf("n/00000199_000.png").followUp, 3);
    writeText(in("n/labels.csv"), "Image Index,Finding Labels,Follow-up #\n00000199_000.png,No Finding,7\n");
    QCOMPARE(import({in("n")}).alreadyKnown, 1);
    QCOMPARE(studyOf("n/00000199_000.png").followUp, 7); // a corrected table
    writeText(in("n/labels.csv"), "Image Index,Finding Labels,Follow-up #\n00000199_000.png,No Finding,\n");
    import({in("n")});
    QCOMPARE(studyOf("n/00000199_000.png").followUp, 7); // an empty cell takes nothing back
}

void TableDescriptionTest::a_dated_study_is_not_numbered_by_a_table()
{
    writeDicom(in("d/1.dcm"), {"P1", "Phantom^One", "1.1", "1.1.1"});
    writeText(in("d/labels.csv"), "Image Index,Finding Labels,Follow-up #\n1.dcm,No Finding,3\n");
    import({in("d")});
    QVERIFY(!studyOf("d/1.dcm").date.isEmpty());
    QCOMPARE(labelsOf("d/1.dcm"), QStringList{QStringLiteral("No Finding")});
    QCOMPARE(studyOf("d/1.dcm").followUp, -1);
}

/// Every image of the data beside its row in the table, each read anew.
void TableDescriptionTest::the_follow_ups_of_the_nih_table_are_in_the_store()
{
    LUCENCY_NEEDS_DATA;
    const QString nih = lucency::test::dataFolder() + QStringLiteral("/nih"), table = nih + QStringLiteral("/Data_Entry_2017_v2020.csv");
    const auto rows = readLabelTable(table);
    QVERIFY(rows);
    QHash<QString, int> said;
    for (const LabelledName& row : rows->labels)
        said.insert(row.name, row.followUp);
    import(
        {nih + QStringLiteral("/images_1024"), nih + QStringLiteral("/images_512"), nih + QStringLiteral("/images_64")}); // by their names
    import({table});
    int images = 0, unlikeName = 0;
    QVERIFY(store().allImages([&](const ImageRow& image) {
        const QString name = QFileInfo(image.path).fileName();
        const int shown = store().study(image.study)->followUp;
        ++images;
        unlikeName += shown != name.mid(9, 3).toInt();
        return shown == said.value(name, -1);
    }));
    QVERIFY(images > 100);
    QVERIFY(unlikeName > 0);
}

QTEST_GUILESS_MAIN(TableDescriptionTest)
#include "tst_tabledescription.moc"
