#include "tests/support/window/readingstation.h"
#include "ui/importreport.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace lucency;
using namespace lucency::ui;

namespace {

app::ImportSummary summary(int added, int known, int failed, bool stopped = false)
{
    app::ImportSummary report;
    report.filesFound = added + known + failed;
    report.imagesAdded = report.studiesAdded = added;
    report.alreadyKnown = known;
    report.stopped = stopped;
    for (int number = 0; number < failed; ++number)
        report.failures << Failure{FailureKind::TruncatedPixelData, "/images/" + std::to_string(number) + ".dcm", {}};
    return report;
}

QTreeWidget* list(const ImportReport& report)
{
    return report.findChild<QTreeWidget*>();
}

} // namespace

class TestImportReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLineSaysWhatHappened_data();
    void theLineSaysWhatHappened();
    void everyFileThatFailedIsNamedWithItsReason();
    void aFileOfDoubtfulIdentityIsNamedWithTheOther();
    void whatAFullDiskLeftUnreadIsCounted();
    void anImportWithoutFailuresHasNoEmptyList();
    void aTableThatMatchedInPartIsCounted();
    void rowsOfATableThatWereNotUsedAreNamed();
    void thousandsOfFailuresAreCountedAndCopiedInFull();
};

void TestImportReport::theLineSaysWhatHappened_data()
{
    QTest::addColumn<int>("added");
    QTest::addColumn<int>("known");
    QTest::addColumn<int>("failed");
    QTest::addColumn<bool>("stopped");
    QTest::addColumn<QString>("line");
    QTest::newRow("all is new") << 24 << 0 << 0 << false << "24 images added";
    QTest::newRow("nothing is new") << 0 << 24 << 0 << false << "0 images added, 24 known";
    QTest::newRow("some failed") << 20 << 1 << 3 << false << "20 images added, 1 known, 3 failed";
    QTest::newRow("the reader stopped it") << 7 << 0 << 0 << true << "7 images added, stopped";
    QTest::newRow("many") << 112120 << 0 << 0 << false << "112,120 images added";
}

void TestImportReport::theLineSaysWhatHappened()
{
    QFETCH(int, added);
    QFETCH(int, known);
    QFETCH(int, failed);
    QFETCH(bool, stopped);
    QLocale::setDefault(QLocale(QLocale::English));
    QTEST(importLine(summary(added, known, failed, stopped)), "line");
}

void TestImportReport::everyFileThatFailedIsNamedWithItsReason()
{
    app::ImportSummary report = summary(1, 0, 1);
    report.failures << Failure{FailureKind::MissingColumn, "/images/Data_Entry.csv", "Image Index"};
    ImportReport dialog;
    dialog.setSummary(report);
    dialog.show();
    QCOMPARE(list(dialog)->topLevelItemCount(), 2);
    const QString words = test::visibleText(dialog);
    for (const char* expected : {"0.dcm", "Incomplete image", "Data_Entry.csv", "Missing column", "Image Index"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
    // Choosing a line, by mouse or key, shows all of it with the folder.
    list(dialog)->setFocus();
    QTest::keyClick(list(dialog), Qt::Key_Down);
    QVERIFY(test::visibleText(dialog).contains(QStringLiteral("/images/Data_Entry.csv: a column is missing.")));
}

void TestImportReport::aFileOfDoubtfulIdentityIsNamedWithTheOther()
{
    app::ImportSummary report = summary(2, 0, 0);
    report.filesFound = 3;
    report.sameIdentity << app::SameIdentity{QStringLiteral("/images/b.dcm"), QStringLiteral("/images/a.dcm")};
    QCOMPARE(importLine(report), QStringLiteral("2 images added, 1 of doubtful identity"));
    ImportReport dialog;
    dialog.setSummary(report);
    dialog.show();
    QCOMPARE(list(dialog)->topLevelItemCount(), 1);
    const QString words = test::visibleText(dialog);
    for (const char* expected : {"b.dcm", "Same identity, other pixels", "/images/a.dcm"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
}

void TestImportReport::whatAFullDiskLeftUnreadIsCounted()
{
    app::ImportSummary report = summary(500, 0, 0);
    report.filesFound = 1500;
    report.notReached = 1000;
    report.failures << Failure{FailureKind::DiskFull, "/store/lucency.sqlite", {}};
    QCOMPARE(importLine(report), QStringLiteral("500 images added, 1 failed"));
    ImportReport dialog;
    dialog.setSummary(report);
    dialog.show();
    const QString words = test::visibleText(dialog);
    for (const char* expected : {"1,500 files found", "500 images added", "1,000 files not read any more", "Disk full"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
}

void TestImportReport::anImportWithoutFailuresHasNoEmptyList()
{
    ImportReport dialog;
    dialog.setSummary(summary(1, 0, 2));
    dialog.show();
    QVERIFY(list(dialog)->isVisible());
    dialog.setSummary(summary(3, 0, 0)); // the next import, while the report is open
    QVERIFY(!list(dialog)->isVisible());
    QVERIFY(!test::visibleText(dialog).contains(QStringLiteral(".dcm")));
    QVERIFY(test::visibleText(dialog).contains(QStringLiteral("3 images added")));
}

void TestImportReport::aTableThatMatchedInPartIsCounted()
{
    app::ImportSummary report = summary(2, 0, 0);
    report.tables << app::TableSummary{
        app::TableSummary::Kind::Boxes, QStringLiteral("/n/BBox_List_2017.csv"), 984, 3, 981, 1, 0, 0, 0, {}};
    ImportReport dialog;
    dialog.setSummary(report);
    dialog.show();
    QVERIFY(test::visibleText(dialog).contains(
        QStringLiteral("BBox_List_2017.csv (boxes): 3 of 984 rows found their image, 981 did not; 1 images have no row.")));
}

void TestImportReport::rowsOfATableThatWereNotUsedAreNamed()
{
    using Reason = app::LeftOutRow::Reason;
    QLocale::setDefault(QLocale(QLocale::English));
    app::ImportSummary report = summary(2, 0, 0);
    app::TableSummary table{app::TableSummary::Kind::Labels, QStringLiteral("/n/labels.csv"), 100, 20, 5, 1, 0, 0, 0, {}};
    table.severalImages = 30;
    table.wrong = 45;
    table.clipped = 2;
    table.leftOut << app::LeftOutRow{7, QStringLiteral("a.png"), Reason::UnknownFinding, QStringLiteral("Zebra")}
                  << app::LeftOutRow{9, QStringLiteral("1.png"), Reason::SeveralImages, QStringLiteral("/n/p1/1.png\n/n/p2/1.png")};
    report.tables << table;
    QCOMPARE(importLine(report), QStringLiteral("2 images added, 75 rows not used"));
    ImportReport dialog;
    dialog.setSummary(report);
    dialog.show();
    QCOMPARE(list(dialog)->topLevelItemCount(), 3);
    QCOMPARE(list(dialog)->topLevelItem(0)->text(0), QStringLiteral("labels.csv, line 7"));
    QCOMPARE(list(dialog)->topLevelItem(0)->text(1), QStringLiteral("Unknown finding: Zebra"));
    QVERIFY(list(dialog)->topLevelItem(0)->text(2).startsWith(QStringLiteral("a.png: the row was left out.")));
    QVERIFY(list(dialog)->topLevelItem(1)->text(2).endsWith(QStringLiteral("/n/p1/1.png\n/n/p2/1.png")));
    QCOMPARE(list(dialog)->topLevelItem(2)->text(1), QStringLiteral("73 more rows not used"));
    const QString words = test::visibleText(dialog);
    for (const char* expected : {"30 rows name several images", "45 rows were left out", "2 boxes were cut off"})
        QVERIFY2(words.contains(QLatin1String(expected)), qPrintable(words));
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text() == QLatin1String("Copy the list")) button->click();
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("/n/labels.csv, line 7\tUnknown finding: Zebra")));
    // The next import, while the report is open, had no such rows.
    dialog.setSummary(summary(1, 0, 0));
    QVERIFY(!list(dialog)->isVisible());
    QVERIFY(!test::visibleText(dialog).contains(QStringLiteral("labels.csv")));
}

void TestImportReport::thousandsOfFailuresAreCountedAndCopiedInFull()
{
    ImportReport dialog;
    dialog.setSummary(summary(0, 0, 2500));
    dialog.show();
    QCOMPARE(list(dialog)->topLevelItemCount(), ImportReport::failuresShown);
    QVERIFY(test::visibleText(dialog).contains(QStringLiteral("1,500 more could not be used")));
    for (QPushButton* button : dialog.findChildren<QPushButton*>())
        if (button->text() == QLatin1String("Copy the list")) button->click();
    const QStringList copied = QApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(copied.size(), 2500);
    QCOMPARE(copied.last(), QStringLiteral("/images/2499.dcm\tIncomplete image"));
}

QTEST_MAIN(TestImportReport)
#include "tst_importreport.moc"
