#include "app/commands/phantomorder.h"
#include "app/importer.h"
#include "app/labeltable.h"
#include "tests/support/app/tableimport.h"
#include "tests/support/data.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

/// Label and box tables that come with the images, before them or after them.
class ImportTablesTest : public QObject, TableImport {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void tables_are_joined_and_boxes_scaled();
    void boxes_of_phantoms_of_any_size_fit_their_images();
    void a_table_brought_later_is_joined_with_the_store();
    void a_wrong_table_is_listed_and_the_images_come_in();
    void one_wrong_row_does_not_take_the_others_with_it();
    void names_with_folders_mean_the_image_at_that_path_data();
    void names_with_folders_mean_the_image_at_that_path();
    void a_name_at_another_path_means_no_image();
    void a_bare_name_of_several_images_means_none_of_them();
    void each_folder_has_its_own_table();
    void the_same_image_twice_is_one();
    void the_nih_folder_comes_in_with_its_tables();
};

void ImportTablesTest::tables_are_joined_and_boxes_scaled()
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
    const ImageRow first = store().imagesOfFile(QFileInfo(in("n/images/00000001_000.png")).canonicalFilePath())->front();
    const auto boxes = store().boxes(first.id);
    QCOMPARE(boxes->size(), 1u);
    QCOMPARE(boxes->front().finding, QStringLiteral("Infiltration"));
    QCOMPARE(boxes->front().box, QRectF(256, 64, 64, 16)); // half of the width, a quarter of the height
    QCOMPARE(boxes->front().source, QStringLiteral("BBox_List_2017.csv"));
    const auto labels = store().labels(first.id);
    QCOMPARE(labels->size(), 2u);
    QCOMPARE(labels->front().finding, QStringLiteral("Infiltration"));
    QCOMPARE(store().study(first.study)->age, QStringLiteral("057Y"));
    QCOMPARE(store().patient(store().study(first.study)->patient)->sex, QStringLiteral("F"));
    QCOMPARE(store().patient(store().study(first.study)->patient)->patientId, QStringLiteral("00000001"));
    QCOMPARE(first.viewPosition, QStringLiteral("PA"));
    import({in("n")});
    QCOMPARE(store().boxes(first.id)->size(), 1u);
    QCOMPARE(store().labels(first.id)->size(), 2u);
}

void ImportTablesTest::boxes_of_phantoms_of_any_size_fit_their_images()
{
    writePng(in("p/PHANTOM-0001_000.png"), 1, 96, 96);
    const imaging::PhantomBox drawn{imaging::PhantomFinding::Effusion, cv::Rect2d(10, 20, 31, 47)};
    writeText(in("p/BBox_List_phantoms.csv"), QByteArray::fromStdString(boxHeader() + boxRows({drawn}, 96, "PHANTOM-0001_000.png")));
    const ImportSummary summary = import({in("p")});
    const auto boxes = store().boxes(store().images(summary.studies[0])->front().id);
    QCOMPARE(boxes->size(), 1u);
    const QRectF box = boxes->front().box;
    QVERIFY(qAbs(box.x() - 10) < 1e-3 && qAbs(box.y() - 20) < 1e-3 && qAbs(box.width() - 31) < 1e-3 && qAbs(box.height() - 47) < 1e-3);
}

void ImportTablesTest::a_table_brought_later_is_joined_with_the_store()
{
    writePng(in("n/a.png"), 1);
    const ImportSummary images = import({in("n")});
    writeText(in("labels.csv"), "Image Index,Finding Labels\na.png,Effusion\nb.png,Effusion\n");
    const ImportSummary summary = import({in("labels.csv")});
    QCOMPARE(summary.filesFound, 0);
    QCOMPARE(summary.tables.size(), 1);
    QCOMPARE(summary.tables[0].found, 1);
    QCOMPARE(summary.tables[0].notFound, 1);
    QCOMPARE(store().labels(store().images(images.studies[0])->front().id)->size(), 1u);
}

void ImportTablesTest::a_wrong_table_is_listed_and_the_images_come_in()
{
    writePng(in("n/a.png"), 1);
    writeText(in("n/Data_Entry.csv"), "Image Index,Class\na.png,Effusion\n");
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.filesAdded, 1);
    QVERIFY(summary.tables.isEmpty());
    QCOMPARE(summary.failures.size(), 1);
    QCOMPARE(summary.failures[0].kind, FailureKind::MissingColumn);
    QCOMPARE(summary.failures[0].detail, "Finding Labels");
    QVERIFY(store().labels(store().images(summary.studies[0])->front().id)->empty());
}

void ImportTablesTest::one_wrong_row_does_not_take_the_others_with_it()
{
    writePng(in("n/a.png"), 1);
    writePng(in("n/b.png"), 2, 512, 512);
    writeText(in("n/labels.csv"), "Image Index,Finding Labels\na.png,Effusion|Zebra\nb.png,Mass\nc.png,Mass\n");
    writeText(in("n/BBox_List.csv"), "Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Mass,abc,1,2,3\nb.png,Mass,-20,10,50,60\n");
    const ImportSummary summary = import({in("n")});
    QVERIFY(summary.failures.isEmpty());
    QCOMPARE(labelsOf("n/a.png"), QStringList());
    QCOMPARE(labelsOf("n/b.png"), QStringList{QStringLiteral("Mass")});
    QCOMPARE(boxesOf("n/a.png").size(), 0u);
    QCOMPARE(boxesOf("n/b.png").size(), 1u);
    QCOMPARE(boxesOf("n/b.png").front().box, QRectF(0, 5, 15, 30));
    const TableSummary &boxes = summary.tables[0], &labels = summary.tables[1];
    QCOMPARE(labels.rows, 3);
    QCOMPARE(labels.found, 1);
    QCOMPARE(labels.notFound, 1);
    QCOMPARE(labels.wrong, 1);
    QCOMPARE(labels.leftOut.size(), 1);
    QCOMPARE(labels.leftOut[0].line, 2);
    QCOMPARE(boxes.found, 1);
    QCOMPARE(boxes.wrong, 1);
    QCOMPARE(boxes.clipped, 1);
    QByteArray many = "Image Index,Finding Labels\n";
    for (int i = 0; i < 80; ++i)
        many += "a.png,Zebra\n";
    writeText(in("n/labels.csv"), many + "b.png,Hernia\n");
    const TableSummary again = import({in("n")}).tables[1];
    QCOMPARE(again.wrong, 80);
    QCOMPARE(again.leftOut.size(), TableSummary::leftOutNamed);
    QCOMPARE(labelsOf("n/b.png"), QStringList{QStringLiteral("Hernia")});
}

void ImportTablesTest::names_with_folders_mean_the_image_at_that_path_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("two");
    QTest::addColumn<QStringList>("given");
    const QStringList folder{QStringLiteral("amb")};
    QTest::newRow("relative to the table") << QByteArray("p1/1.png") << QByteArray("p2/1.png") << folder;
    QTest::newRow("relative with a point") << QByteArray("./p1/1.png") << QByteArray("./p2/1.png") << folder;
    QTest::newRow("as Windows writes it") << QByteArray("p1\\1.PNG") << QByteArray("p2\\1.PNG") << folder;
    QTest::newRow("without extension") << QByteArray("p1/1") << QByteArray("p2/1") << folder;
    QTest::newRow("absolute") << QByteArray("@/amb/p1/1.png") << QByteArray("@/amb/p2/1.png") << folder;
    QTest::newRow("up from the table") << QByteArray("../amb/p1/1.png") << QByteArray("../amb/p2/1.png") << folder;
    QTest::newRow("relative to a folder above it") << QByteArray("amb/p1/1.png") << QByteArray("amb/p2/1.png") << folder;
    QTest::newRow("the folders alone, and the table")
        << QByteArray("p1/1.png") << QByteArray("p2/1.png")
        << QStringList{QStringLiteral("amb/p1"), QStringLiteral("amb/p2"), QStringLiteral("amb/labels.csv"),
                       QStringLiteral("amb/BBox_List_x.csv")};
}

void ImportTablesTest::names_with_folders_mean_the_image_at_that_path()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, two);
    QFETCH(QStringList, given);
    writePng(in("amb/p1/1.png"), 1, 1024, 1024);
    writePng(in("amb/p2/1.png"), 2, 1024, 1024);
    for (QByteArray* name : {&one, &two})
        name->replace('@', m_case->folder.path().toUtf8());
    writeText(in("amb/labels.csv"), "Image Index,Finding Labels,Patient Age\n" + one + ",Effusion,40\n" + two + ",No Finding,7\n");
    writeText(in("amb/BBox_List_x.csv"), "Image Index,Finding Label,Bbox [x,y,w,h],,,\n" + one + ",Effusion,100,200,300,300\n");
    QStringList paths;
    for (const QString& path : given)
        paths << m_case->folder.filePath(path);
    const ImportSummary summary = import(paths);
    QCOMPARE(labelsOf("amb/p1/1.png"), QStringList{QStringLiteral("Effusion")});
    QCOMPARE(labelsOf("amb/p2/1.png"), QStringList{QStringLiteral("No Finding")});
    QCOMPARE(ageOf("amb/p1/1.png"), QStringLiteral("040Y"));
    QCOMPARE(ageOf("amb/p2/1.png"), QStringLiteral("007Y"));
    QCOMPARE(boxesOf("amb/p1/1.png").size(), 1u);
    QCOMPARE(boxesOf("amb/p2/1.png").size(), 0u);
    for (const TableSummary& table : summary.tables) {
        QCOMPARE(table.found, table.rows);
        QCOMPARE(table.severalImages, 0);
    }
}

void ImportTablesTest::a_name_at_another_path_means_no_image()
{
    writePng(in("n/p1/1.png"), 1);
    writeText(in("n/labels.csv"), "Image Index,Finding Labels\np2/1.png,Effusion\n1/1.png,Mass\n");
    const ImportSummary summary = import({in("n")});
    QCOMPARE(labelsOf("n/p1/1.png"), QStringList());
    QCOMPARE(summary.tables[0].found, 0);
    QCOMPARE(summary.tables[0].notFound, 2);
    QCOMPARE(summary.tables[0].imagesWithoutRow, 1);
}

void ImportTablesTest::a_bare_name_of_several_images_means_none_of_them()
{
    writePng(in("n/p1/1.png"), 1);
    writePng(in("n/p2/1.png"), 2);
    writePng(in("n/p2/2.png"), 3);
    // An import of one of the folders alone, by which the name was not yet ambiguous.
    writeText(in("labels.csv"), "Image Index,Finding Labels\n1.png,Effusion\n2.png,Mass\n");
    QCOMPARE(import({in("n/p1"), in("labels.csv")}).tables[0].found, 1);
    QCOMPARE(labelsOf("n/p1/1.png"), QStringList{QStringLiteral("Effusion")});
    const ImportSummary summary = import({in("n"), in("labels.csv")});
    QCOMPARE(labelsOf("n/p1/1.png"), QStringList());
    QCOMPARE(labelsOf("n/p2/1.png"), QStringList());
    QCOMPARE(labelsOf("n/p2/2.png"), QStringList{QStringLiteral("Mass")});
    const TableSummary table = summary.tables[0];
    QCOMPARE(table.rows, 2);
    QCOMPARE(table.found, 1);
    QCOMPARE(table.notFound, 0);
    QCOMPARE(table.severalImages, 1);
    QCOMPARE(table.leftOut.size(), 1);
    QCOMPARE(table.leftOut[0].line, 2);
    QCOMPARE(table.leftOut[0].name, QStringLiteral("1.png"));
    QCOMPARE(table.leftOut[0].reason, LeftOutRow::Reason::SeveralImages);
    QCOMPARE(table.leftOut[0].detail, canonical("n/p1/1.png") + QLatin1Char('\n') + canonical("n/p2/1.png"));
    // The table alone, for what is in the store by now, says no more.
    QCOMPARE(import({in("labels.csv")}).tables[0].severalImages, 1);
    QCOMPARE(labelsOf("n/p1/1.png"), QStringList());
}

void ImportTablesTest::each_folder_has_its_own_table()
{
    for (const char* folder : {"n/train", "n/test"}) {
        const QString place = m_case->folder.filePath(QLatin1String(folder));
        writePng(place + QStringLiteral("/images/1.png"), folder[3] == 'r' ? 1 : 2);
        writeText(place + QStringLiteral("/labels.csv"),
                  QByteArray("Image Index,Finding Labels\n1.png,") + (folder[3] == 'r' ? "Mass\n" : "Hernia\n"));
    }
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.tables[0].severalImages + summary.tables[1].severalImages, 0);
    QCOMPARE(labelsOf("n/train/images/1.png"), QStringList{QStringLiteral("Mass")});
    QCOMPARE(labelsOf("n/test/images/1.png"), QStringList{QStringLiteral("Hernia")});
}

void ImportTablesTest::the_same_image_twice_is_one()
{
    writePng(in("n/p1/1.png"), 1);
    QDir().mkpath(in("n/p2"));
    QVERIFY(QFile::copy(in("n/p1/1.png"), in("n/p2/1.png")));
    writePng(in("n/p1/2.png"), 2);
    QVERIFY(QFile::copy(in("n/p1/2.png"), in("n/p2/2.png")));
    writeText(in("n/labels.csv"), "Image Index,Finding Labels\n1.png,Effusion\np2/2.png,Mass\n");
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.duplicates, 2);
    QCOMPARE(summary.tables[0].found, 2);
    QCOMPARE(summary.tables[0].severalImages, 0);
    QCOMPARE(labelsOf("n/p1/1.png"), QStringList{QStringLiteral("Effusion")});
    QCOMPARE(labelsOf("n/p1/2.png"), QStringList{QStringLiteral("Mass")}); // said of its copy
}

void ImportTablesTest::the_nih_folder_comes_in_with_its_tables()
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
            const auto images = store().imagesOfFile(path);
            QCOMPARE(images->size(), 1u);
            const double scale = QLatin1String(size).latin1()[0] == '1' ? 1 : QString::fromLatin1(size).toInt() / 1024.0;
            const auto stored = store().boxes(images->front().id);
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

QTEST_GUILESS_MAIN(ImportTablesTest)
#include "tst_importtables.moc"
