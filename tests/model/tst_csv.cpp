#include "model/csv.h"
#include "model/textencoding.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lucency;
using namespace lucency::model;

using Rows = std::vector<std::vector<std::string>>;

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsComeAsTheyStand_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Rows>("expected");
        QTest::newRow("two records") << QByteArray("a,b\n1,2\n") << Rows{{"a", "b"}, {"1", "2"}};
        QTest::newRow("no line end at the end") << QByteArray("a,b\n1,2") << Rows{{"a", "b"}, {"1", "2"}};
        QTest::newRow("Windows lines") << QByteArray("a,b\r\n1,2\r\n") << Rows{{"a", "b"}, {"1", "2"}};
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                       "a\n")
                                         << Rows{{"a"}};
        QTest::newRow("quotes, commas and lines in a field") << QByteArray("\"a, \"\"b\"\"\nc\",d\n") << Rows{{"a, \"b\"\nc", "d"}};
        QTest::newRow("empty fields") << QByteArray("a,,\n") << Rows{{"a", "", ""}};
        QTest::newRow("nothing") << QByteArray() << Rows{};
    }
    void recordsComeAsTheyStand()
    {
        QFETCH(QByteArray, text);
        QFETCH(Rows, expected);
        QCOMPARE(parsed(text), expected);
        QCOMPARE(read(text), expected);
    }

    void separatorIsThatOfTheFirstLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Rows>("expected");
        QTest::newRow("semicolons, as a German Excel writes") << QByteArray("Image Index;Finding Labels\na.png;Mass, large\n")
                                                              << Rows{{"Image Index", "Finding Labels"}, {"a.png", "Mass, large"}};
        QTest::newRow("tabs") << QByteArray("a\tb\tc\n1;2\t\t3,4\n") << Rows{{"a", "b", "c"}, {"1;2", "", "3,4"}};
        QTest::newRow("commas, semicolons within the fields")
            << QByteArray("file,labels\na.png,Effusion; Mass; Nodule\n") << Rows{{"file", "labels"}, {"a.png", "Effusion; Mass; Nodule"}};
        QTest::newRow("commas within brackets")
            << QByteArray("file;label;Bbox [x,y,w,h]\na;b;c\n") << Rows{{"file", "label", "Bbox [x,y,w,h]"}, {"a", "b", "c"}};
        QTest::newRow("semicolons within brackets and quotes")
            << QByteArray("file,size (cm; mean),\"a;b;c\"\n1,2,3\n") << Rows{{"file", "size (cm; mean)", "a;b;c"}, {"1", "2", "3"}};
        QTest::newRow("one column") << QByteArray("path\na;b\n") << Rows{{"path"}, {"a;b"}};
    }
    void separatorIsThatOfTheFirstLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(Rows, expected);
        QCOMPARE(parsed(text), expected);
        QCOMPARE(read(text), expected);
    }

    void textIsUtf8WhateverItWasWrittenIn_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("windows1252");
        QTest::newRow("UTF-8") << QByteArray("Gr\xc3\xb6\xc3\x9f"
                                             "e,\xe2\x82\xac\n")
                               << false;
        QTest::newRow("Windows-1252") << QByteArray("Gr\xf6\xdf"
                                                    "e,\x80\n")
                                      << true;
        const auto utf16 = [](const char* order, bool big) {
            QByteArray bytes(order, 2);
            for (const auto unit : QStringLiteral("Größe,€\n"))
                for (const int shift : {big ? 8 : 0, big ? 0 : 8})
                    bytes += static_cast<char>(unit.unicode() >> shift & 0xFF);
            return bytes;
        };
        QTest::newRow("UTF-16, little end first") << utf16("\xff\xfe", false) << false;
        QTest::newRow("UTF-16, big end first") << utf16("\xfe\xff", true) << false;
    }
    void textIsUtf8WhateverItWasWrittenIn()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, windows1252);
        const Rows expected{{"Gr\xc3\xb6\xc3\x9f"
                             "e",
                             "\xe2\x82\xac"}};
        QCOMPARE(parsed(text), expected);
        QCOMPARE(read(text), expected);
        const auto table = readCsvTable(write(text));
        QVERIFY(table);
        QCOMPARE(table->columns, expected.front());
        QCOMPARE(table->windows1252, windows1252);
    }

    void textIsShownWithoutBytesThatAreNoText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("UTF-8") << QByteArray("L\xc3\xbcnge \xf0\x9f\xab\x81") << QByteArray("L\xc3\xbcnge \xf0\x9f\xab\x81");
        QTest::newRow("Latin-1") << QByteArray("L\xfcnge") << QByteArray("L\xef\xbf\xbdnge");
        QTest::newRow("cut off") << QByteArray("L\xc3") << QByteArray("L\xef\xbf\xbd");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    }
    void textIsShownWithoutBytesThatAreNoText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(showable(text.toStdString())), shown);
        QCOMPARE(isUtf8(text.toStdString()), text == shown);
    }

    void readingEndsWhereItIsEnough()
    {
        int records = 0;
        QVERIFY(parseCsv("a\nb\n\"never closed", "subject", [&records](const auto&) { return ++records < 2; }));
        QCOMPARE(records, 2);
    }

    void aBrokenQuoteIsNamedByItsRow_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("not closed") << QByteArray("a,b\n1,\"2\n");
        QTest::newRow("within a plain field") << QByteArray("a,b\n1,2\"3\n");
    }
    void aBrokenQuoteIsNamedByItsRow()
    {
        QFETCH(QByteArray, text);
        const auto broken = parseCsv(text.toStdString(), "subject", [](const auto&) { return true; });
        QVERIFY(!broken);
        QCOMPARE(slug(broken.error().kind), slug(FailureKind::NotALabelTable));
        QCOMPARE(broken.error().subject, std::string("subject"));
        QVERIFY2(broken.error().detail.starts_with("row 2:"), broken.error().detail.c_str());
    }

    void aFileLargerThanABlockIsReadWhole()
    {
        QByteArray text;
        for (int i = 0; i < 20'000; ++i)
            text += QByteArray::number(i) + ",\"x, y\"\n";
        const Rows rows = read(text);
        QCOMPARE(rows.size(), 20'000u);
        for (int i = 0; i < 20'000; ++i)
            QCOMPARE(rows[static_cast<std::size_t>(i)], (std::vector<std::string>{std::to_string(i), "x, y"}));
    }

    void rowsOfATableAreAsLongAsItsHeader()
    {
        const auto table = readCsvTable(write("a,b,c\n1\n1,2,3,4\n"));
        QVERIFY(table);
        QCOMPARE(table->column("c"), 2);
        QCOMPARE(table->column("d"), -1);
        QCOMPARE(table->rows, (Rows{{"1", "", ""}, {"1", "2", "3"}}));
    }

    void whatCannotBeReadSaysWhy()
    {
        QCOMPARE(slug(readCsvTable("/absent.csv").error().kind), slug(FailureKind::NotFound));
        QCOMPARE(slug(readCsvTable(m_folder.path().toStdString()).error().kind), slug(FailureKind::Unreadable));
        QCOMPARE(slug(readCsvTable("/dev/zero").error().kind), slug(FailureKind::Unreadable));
        QCOMPARE(slug(readCsvTable(write("")).error().kind), slug(FailureKind::NotALabelTable));
    }

    void aWrittenFieldIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("plain") << QByteArray("plain");
        QTest::newRow("comma") << QByteArray("a,b");
        QTest::newRow("quote") << QByteArray("a \"b\"");
        QTest::newRow("lines") << QByteArray("a\r\nb");
    }
    void aWrittenFieldIsReadBack()
    {
        QFETCH(QByteArray, field);
        QCOMPARE(parsed(QByteArray::fromStdString(csvField(field.toStdString()) + ",x\n")), (Rows{{field.toStdString(), "x"}}));
    }

private:
    static Rows parsed(const QByteArray& text)
    {
        Rows rows;
        const auto parsed = parseCsv(text.toStdString(), {}, [&rows](const auto& fields) {
            rows.push_back(fields);
            return true;
        });
        return parsed ? rows : Rows{{"failed"}};
    }
    Rows read(const QByteArray& text)
    {
        Rows rows;
        const auto done = readCsv(write(text), [&rows](const auto& fields) {
            rows.push_back(fields);
            return true;
        });
        return done ? rows : Rows{{"failed"}};
    }
    std::filesystem::path write(const QByteArray& text)
    {
        QFile file(m_folder.filePath(QStringLiteral("table.csv")));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName().toStdString();
    }
    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
