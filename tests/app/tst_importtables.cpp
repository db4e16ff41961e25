#include "app/commands/phantomorder.h"
#include "app/importer.h"
#include "app/labeltable.h"
#include "tests/support/app/importcase.h"
#include "tests/support/data.h"

#include <QDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;
using namespace lucency::test;

/// Label and box tables that come with the images, before them or after them.
class ImportTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_case = std::make_unique<ImportCase>();
        QVERIFY(m_case->store);
    }
    void tables_are_joined_and_boxes_scaled();
    void boxes_of_phantoms_of_any_size_fit_their_images();
    void a_table_brought_later_is_joined_with_the_store();
    void a_wrong_table_is_listed_and_the_images_come_in();
    void the_nih_folder_comes_in_with_its_tables();

private:
    ImportSummary import(const QStringList& paths) const { return m_case->import(paths); }
    QString in(const char* name) const { return m_case->in(name); }
    Store& store() const { return *m_case->store; }
    std::unique_ptr<ImportCase> m_case;
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
    writeText(in("n/labels.csv"), "Image Index,Finding Labels\na.png,Effusion|Zebra\n");
    const ImportSummary summary = import({in("n")});
    QCOMPARE(summary.filesAdded, 1);
    QVERIFY(summary.tables.isEmpty());
    QCOMPARE(summary.failures.size(), 2);
    QCOMPARE(summary.failures[0].kind, FailureKind::MissingColumn);
    QCOMPARE(summary.failures[0].detail, "Finding Labels");
    QCOMPARE(summary.failures[1].kind, FailureKind::UnknownFinding);
    QCOMPARE(summary.failures[1].detail, "Zebra");
    QVERIFY(store().labels(store().images(summary.studies[0])->front().id)->empty());
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
