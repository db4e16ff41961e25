#include "model/csv.h"

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
