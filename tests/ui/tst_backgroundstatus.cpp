#include "tests/support/window/readingstation.h"
#include "ui/backgroundstatus.h"

#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace lucency::ui;

class TestBackgroundStatus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void estimatesAreAsFineAsTheyDeserve_data();
    void estimatesAreAsFineAsTheyDeserve();
    void saysHowFarTheWorkIs_data();
    void saysHowFarTheWorkIs();
    void workThatWaitsPromisesNoTime();
    void itsButtonAsksForAStop();
};

void TestBackgroundStatus::estimatesAreAsFineAsTheyDeserve_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("over in a moment") << 0.2 << "1 s";
    QTest::newRow("seconds") << 41.0 << "41 s";
    QTest::newRow("a minute") << 59.5 << "1 min";
    QTest::newRow("minutes") << 130.0 << "2 min";
    QTest::newRow("an hour") << 3599.0 << "1 h 0 min";
    QTest::newRow("hours") << 4800.0 << "1 h 20 min";
}

void TestBackgroundStatus::estimatesAreAsFineAsTheyDeserve()
{
    QFETCH(double, seconds);
    QTEST(durationText(seconds), "text");
}

void TestBackgroundStatus::saysHowFarTheWorkIs_data()
{
    QTest::addColumn<int>("done");
    QTest::addColumn<int>("total");
    QTest::addColumn<double>("left");
    QTest::addColumn<QString>("text"); ///< empty: hidden
    QTest::newRow("searching") << 0 << 0 << -1.0 << "Importing ...";
    QTest::newRow("begun") << 0 << 24 << -1.0 << "Importing 0 of 24";
    QTest::newRow("going") << 1200 << 4800 << 75.0 << "Importing 1,200 of 4,800, 1 min left";
    QTest::newRow("done") << 24 << 24 << 0.0 << "";
}

void TestBackgroundStatus::saysHowFarTheWorkIs()
{
    QFETCH(int, done);
    QFETCH(int, total);
    QFETCH(double, left);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(QLocale::English));
    BackgroundStatus status(QStringLiteral("Importing"), QStringLiteral("Stop the import"));
    QVERIFY(!status.isVisible());
    status.setProgress(done, total, left);
    QCOMPARE(status.isVisible(), !text.isEmpty());
    if (!text.isEmpty()) {
        QCOMPARE(status.text(), text);
        const auto* bar = status.findChild<QProgressBar*>();
        QCOMPARE(bar->maximum(), total);
        QVERIFY(total == 0 || bar->value() == done);
    }
    status.finish();
    QVERIFY(!status.isVisible());
}

void TestBackgroundStatus::workThatWaitsPromisesNoTime()
{
    QLocale::setDefault(QLocale(QLocale::English));
    BackgroundStatus status(QStringLiteral("Scoring"), QStringLiteral("Stop scoring"));
    status.setProgress(73, 400, 5);
    status.setWaiting(true);
    QCOMPARE(status.text(), QStringLiteral("Scoring 73 of 400, waiting"));
    status.setProgress(73, 500, 6);
    QCOMPARE(status.text(), QStringLiteral("Scoring 73 of 500, waiting"));
    status.setWaiting(false);
    QCOMPARE(status.text(), QStringLiteral("Scoring 73 of 500, 6 s left"));
}

void TestBackgroundStatus::itsButtonAsksForAStop()
{
    BackgroundStatus status(QStringLiteral("Importing"), QStringLiteral("Stop the import"));
    status.setProgress(1, 2, -1);
    QSignalSpy asked(&status, &BackgroundStatus::stopAsked);
    QTest::keyClick(status.findChild<QToolButton*>(), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
}

QTEST_MAIN(TestBackgroundStatus)
#include "tst_backgroundstatus.moc"
