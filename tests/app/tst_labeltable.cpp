#include "app/labeltable.h"
#include "tests/support/data.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::app;

class LabelTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_table_is_read_data();
    void a_table_is_read();
    void the_further_columns_are_read();
    void boxes_are_read_with_trailing_empty_columns();
    void a_wrong_table_says_what_is_wrong_data();
    void a_wrong_table_says_what_is_wrong();
    void rows_that_are_wrong_are_left_out_with_line_and_reason();
    void boxes_that_are_partly_outside_are_clipped();
    void only_the_right_headers_look_like_tables();
    void the_real_tables_are_read_whole();

private:
    QString write(const QByteArray& content)
    {
        QFile file(m_folder.filePath(QStringLiteral("table.csv")));
        if (file.open(QIODevice::WriteOnly)) file.write(content);
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

void LabelTableTest::a_table_is_read_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QStringList>("findings");
    const QStringList one = {QStringLiteral("Effusion")};
    QTest::newRow("two columns") << QByteArray("Image Index,Finding Labels\na.png,Effusion\n") << 1 << one;
    QTest::newRow("no newline at the end") << QByteArray("Image Index,Finding Labels\na.png,Effusion") << 1 << one;
    QTest::newRow("Windows lines") << QByteArray("Image Index,Finding Labels\r\na.png,Effusion\r\nb.png,Mass\r\n") << 2 << one;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfImage Index,Finding Labels\na.png,Effusion\n") << 1 << one;
    QTest::newRow("columns the other way round") << QByteArray("Finding Labels,Image Index\nEffusion,a.png\n") << 1 << one;
    QTest::newRow("quoted") << QByteArray("\"Image Index\",\"Finding Labels\"\n\"a.png\",\"Effusion\"\n") << 1 << one;
    QTest::newRow("several findings") << QByteArray("Image Index,Finding Labels\na.png,Effusion|Infiltrate|Pleural Thickening|Effusion\n")
                                      << 1
                                      << QStringList{QStringLiteral("Effusion"), QStringLiteral("Infiltration"),
                                                     QStringLiteral("Pleural_Thickening")};
    QTest::newRow("nothing found") << QByteArray("Image Index,Finding Labels\na.png,No Finding\n") << 1
                                   << QStringList{QStringLiteral("No Finding")};
    QTest::newRow("empty lines at the end") << QByteArray("Image Index,Finding Labels\na.png,Effusion\n,\n\n") << 1 << one;
}

void LabelTableTest::a_table_is_read()
{
    QFETCH(QByteArray, content);
    QFETCH(int, rows);
    QFETCH(QStringList, findings);
    const auto table = readLabelTable(write(content));
    QVERIFY(table);
    QCOMPARE(table->kind, LabelTable::Kind::Labels);
    QCOMPARE(int(table->labels.size()), rows);
    QCOMPARE(table->labels[0].name, QStringLiteral("a.png"));
    QCOMPARE(table->labels[0].findings, findings);
    QCOMPARE(table->labels[0].followUp, -1);
}

void LabelTableTest::the_further_columns_are_read()
{
    const auto table = readLabelTable(write("Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position\n"
                                            "00000001_002.png,Mass,2,1,58,M,PA\n00000002_000.png,Mass,0,2,081Y,F,AP\n"
                                            "00000003_000.png,Mass,,3,412,X,\n"));
    QVERIFY(table);
    QCOMPARE(table->labels[0].age, QStringLiteral("058Y"));
    QCOMPARE(table->labels[0].sex, QStringLiteral("M"));
    QCOMPARE(table->labels[0].followUp, 2);
    QCOMPARE(table->labels[0].patientId, QStringLiteral("1"));
    QCOMPARE(table->labels[0].viewPosition, QStringLiteral("PA"));
    QCOMPARE(table->labels[1].age, QStringLiteral("081Y"));
    QCOMPARE(table->labels[2].age, QString()); // 412 years is an error of the table
    QCOMPARE(table->labels[2].sex, QString());
    QCOMPARE(table->labels[2].followUp, -1);
}

void LabelTableTest::boxes_are_read_with_trailing_empty_columns()
{
    const auto table = readLabelTable(write("Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Infiltrate,1.5,2.25,30,40\n"));
    QVERIFY(table);
    QCOMPARE(table->kind, LabelTable::Kind::Boxes);
    QCOMPARE(table->boxes.size(), 1u);
    QCOMPARE(table->boxes[0].finding, QStringLiteral("Infiltration"));
    QCOMPARE(table->boxes[0].box, QRectF(1.5, 2.25, 30, 40));
    QCOMPARE(table->boxes[0].original, QSizeF(1024, 1024));
    const auto sized =
        readLabelTable(write("Image Index,Finding Label,Bbox [x,y,w,h],\"OriginalImage[Width\",Height]\na.png,Mass,1,2,3,4,640,480\n"));
    QVERIFY(sized);
    QCOMPARE(sized->boxes[0].original, QSizeF(640, 480));
}

void LabelTableTest::a_wrong_table_says_what_is_wrong_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("empty") << QByteArray() << FailureKind::NotALabelTable << "no header";
    QTest::newRow("something else") << QByteArray("a,b\n1,2\n") << FailureKind::NotALabelTable << "columns";
    QTest::newRow("a binary file") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11) << FailureKind::NotALabelTable << "columns";
    QTest::newRow("no names") << QByteArray("File,Finding Labels\na.png,Mass\n") << FailureKind::MissingColumn << "Image Index";
    QTest::newRow("no labels") << QByteArray("Image Index,Class\na.png,Mass\n") << FailureKind::MissingColumn << "Finding Labels";
    QTest::newRow("boxes without coordinates") << QByteArray("Image Index,Finding Label\na.png,Mass\n") << FailureKind::MissingColumn
                                               << "Bbox [x,y,w,h]";
    QTest::newRow("unknown findings") << QByteArray("Image Index,Finding Labels\na.png,Mass|Zebra\nb.png,Apple|Zebra\n")
                                      << FailureKind::UnknownFinding << "Apple, Zebra";
    QTest::newRow("a box that is no number") << QByteArray("Image Index,Finding Label,Bbox [x,y,w,h]\na.png,Mass,1,2,x,4\n")
                                             << FailureKind::BadNumber << "line 2, column 5";
    QTest::newRow("a box of negative size") << QByteArray("Image Index,Finding Label,Bbox [x,y,w,h]\na.png,Mass,1,2,-3,4\n")
                                            << FailureKind::BadNumber << "line 2, column 5";
    QTest::newRow("a quote that is not closed")
        << QByteArray("Image Index,Finding Labels\n\"a.png,Mass\nb.png,Mass\n") << FailureKind::NotALabelTable << "quote";
}

void LabelTableTest::a_wrong_table_says_what_is_wrong()
{
    QFETCH(QByteArray, content);
    QFETCH(FailureKind, kind);
    QFETCH(QString, detail);
    const QString file = write(content);
    const auto table = readLabelTable(file);
    QVERIFY(!table);
    QCOMPARE(slug(table.error().kind), slug(kind));
    QCOMPARE(table.error().subject, file.toStdString());
    QVERIFY2(QString::fromStdString(table.error().detail).contains(detail), table.error().detail.c_str());
}

void LabelTableTest::rows_that_are_wrong_are_left_out_with_line_and_reason()
{
    using Reason = LeftOutRow::Reason;
    const QString labels = write("Image Index,Finding Labels,Patient ID\na.png,Zebra|Mass,1\n\nb.png,Effusion,\"2\n3\"\nc.png,Apple,4\n");
    QCOMPARE(slug(readLabelTable(labels).error().kind), slug(FailureKind::UnknownFinding)); // as the command line has it
    const auto table = readLabelTable(labels, WrongRows::LeaveOut);
    QVERIFY(table);
    QCOMPARE(table->labels.size(), 1u);
    QCOMPARE(table->labels[0].name, QStringLiteral("b.png"));
    QCOMPARE(table->leftOut.size(), 2u);
    QCOMPARE(table->leftOut[0].line, 2);
    QCOMPARE(table->leftOut[0].name, QStringLiteral("a.png"));
    QCOMPARE(table->leftOut[0].reason, Reason::UnknownFinding);
    QCOMPARE(table->leftOut[0].detail, QStringLiteral("Zebra"));
    QCOMPARE(table->leftOut[1].line, 6); // after an empty line and a cell of two lines

    const auto boxes = readLabelTable(write("Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Mass,10,20,30,40\na.png,Zebra,10,20,30,40\n"
                                            "a.png,Mass,1,2,x,4\na.png,Mass,1,2,-3,4\na.png,Mass,1,2,3,0\na.png,Mass,nan,2,3,4\n"
                                            "a.png,Mass,1,2\na.png,Mass,2000,2000,5,5\na.png,Mass,-20,1,20,5\n"),
                                      WrongRows::LeaveOut);
    QVERIFY(boxes);
    QCOMPARE(boxes->boxes.size(), 1u);
    QCOMPARE(boxes->clipped, 0);
    const std::vector<Reason> expected{Reason::UnknownFinding, Reason::BadNumber, Reason::EmptyBox,     Reason::EmptyBox,
                                       Reason::BadNumber,      Reason::BadNumber, Reason::OutsideImage, Reason::OutsideImage};
    QCOMPARE(boxes->leftOut.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(boxes->leftOut[i].reason, expected[i]);
        QCOMPARE(boxes->leftOut[i].line, int(i) + 3);
    }
    QCOMPARE(boxes->leftOut[1].detail, QStringLiteral("5: x"));

    const auto wrong = readLabelTable(write("Image Index,Class\na.png,Mass\n"), WrongRows::LeaveOut);
    QVERIFY(!wrong);
    QCOMPARE(slug(wrong.error().kind), slug(FailureKind::MissingColumn));
}

void LabelTableTest::boxes_that_are_partly_outside_are_clipped()
{
    const QString file = write("Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Mass,-20,10,50,60\na.png,Mass,1000,1000,500,500\n"
                               "a.png,Mass,924,0,100.2,50\na.png,Mass,0,0,1024,1024\n");
    QCOMPARE(slug(readLabelTable(file).error().kind), slug(FailureKind::BadNumber));
    const auto table = readLabelTable(file, WrongRows::LeaveOut);
    QVERIFY(table);
    QVERIFY(table->leftOut.empty());
    QCOMPARE(table->clipped, 2); // a fifth of a pixel is how a table is written
    QCOMPARE(table->boxes.size(), 4u);
    QCOMPARE(table->boxes[0].box, QRectF(0, 10, 30, 60));
    QCOMPARE(table->boxes[1].box, QRectF(1000, 1000, 24, 24));
    QCOMPARE(table->boxes[2].box, QRectF(924, 0, 100, 50));
    QCOMPARE(table->boxes[3].box, QRectF(0, 0, 1024, 1024));
}

void LabelTableTest::only_the_right_headers_look_like_tables()
{
    QVERIFY(looksLikeLabelTable("Image Index,Finding Labels\r\n"));
    QVERIFY(looksLikeLabelTable("Image Index,Finding Label,Bbox [x,y,w,h],,,\n"));
    QVERIFY(!looksLikeLabelTable("Image Index,RSNA class,x,y,w,h\r\n"));
    QVERIFY(!looksLikeLabelTable("path,patient_id,finding,label,probability\n"));
    QVERIFY(!looksLikeLabelTable(""));
    QCOMPARE(readLabelTable(m_folder.filePath(QStringLiteral("absent.csv"))).error().kind, FailureKind::NotFound);
}

void LabelTableTest::the_real_tables_are_read_whole()
{
    LUCENCY_NEEDS_DATA;
    const QString folder = lucency::test::dataFolder() + QStringLiteral("/nih/");
    const auto labels = readLabelTable(folder + QStringLiteral("Data_Entry_2017_v2020.csv"));
    QVERIFY(labels);
    QCOMPARE(labels->labels.size(), 112120u);
    QCOMPARE(labels->labels[1].findings, (QStringList{QStringLiteral("Cardiomegaly"), QStringLiteral("Emphysema")}));
    const auto boxes = readLabelTable(folder + QStringLiteral("BBox_List_2017.csv"));
    QVERIFY(boxes);
    QCOMPARE(boxes->boxes.size(), 984u);
    QCOMPARE(boxes->boxes[0].box.x(), 225.084745762712);
    QCOMPARE(readLabelTable(folder + QStringLiteral("training_labels.csv"))->labels.size(), 979u);
    QCOMPARE(readLabelTable(folder + QStringLiteral("rsna_boxes.csv")).error().kind, FailureKind::MissingColumn);
}

QTEST_GUILESS_MAIN(LabelTableTest)
#include "tst_labeltable.moc"
