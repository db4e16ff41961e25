#include "model/patientage.h"

#include <QTest>

#include <cmath>

using namespace lucency;
using namespace lucency::model;

class TestPatientAge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agesAreReadFromHeaders_data()
    {
        QTest::addColumn<QByteArray>("age");
        QTest::addColumn<QByteArray>("birth");
        QTest::addColumn<QByteArray>("study");
        QTest::addColumn<double>("years"); // negative: unknown
        QTest::newRow("years") << QByteArray("034Y") << QByteArray() << QByteArray() << 34.0;
        QTest::newRow("months") << QByteArray("018M") << QByteArray() << QByteArray() << 1.5;
        QTest::newRow("days") << QByteArray("010D") << QByteArray() << QByteArray() << 10 / 365.25;
        QTest::newRow("weeks") << QByteArray("052W") << QByteArray() << QByteArray() << 364 / 365.25;
        QTest::newRow("dates") << QByteArray() << QByteArray("19700101") << QByteArray("20000101") << 30.0;
        QTest::newRow("age before dates") << QByteArray("050Y") << QByteArray("19700101") << QByteArray("20000101") << 50.0;
        QTest::newRow("malformed age, dates") << QByteArray("34") << QByteArray("19990101") << QByteArray("20000101") << 1.0;
        QTest::newRow("a sign in the age, dates") << QByteArray("-00Y") << QByteArray("19990101") << QByteArray("20000101") << 1.0;
        QTest::newRow("the eighteenth birthday") << QByteArray() << QByteArray("20020101") << QByteArray("20200101") << 18.0;
        QTest::newRow("the day before it") << QByteArray() << QByteArray("20020101") << QByteArray("20191231") << 17 + 364 / 365.0;
        QTest::newRow("the first birthday") << QByteArray() << QByteArray("20190630") << QByteArray("20200630") << 1.0;
        QTest::newRow("the day of birth") << QByteArray() << QByteArray("20200630") << QByteArray("20200630") << 0.0;
        QTest::newRow("born on 29 February, on the 28th")
            << QByteArray() << QByteArray("20000229") << QByteArray("20180228") << 17 + 364 / 365.0;
        QTest::newRow("born on 29 February, on 1 March") << QByteArray() << QByteArray("20000229") << QByteArray("20180301") << 18.0;
        QTest::newRow("born on 29 February, a leap year") << QByteArray() << QByteArray("20000229") << QByteArray("20200229") << 20.0;
        QTest::newRow("born after the study") << QByteArray() << QByteArray("20100101") << QByteArray("20000101") << -1.0;
        QTest::newRow("no 31st of February") << QByteArray() << QByteArray("19700231") << QByteArray("20000101") << -1.0;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray() << -1.0;
    }

    void agesAreReadFromHeaders()
    {
        QFETCH(QByteArray, age);
        QFETCH(QByteArray, birth);
        QFETCH(QByteArray, study);
        QFETCH(double, years);
        imaging::Identity identity;
        identity.age = age.toStdString();
        identity.birthDate = birth.toStdString();
        identity.studyDate = study.toStdString();
        const double read = ageInYears(identity);
        if (years < 0)
            QVERIFY(std::isnan(read));
        else
            QVERIFY(std::abs(read - years) < 1e-9);
    }

    void aStudyMaySayThatItIsOfAChild_data()
    {
        QTest::addColumn<QByteArray>("study");
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<bool>("child");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << false;
        QTest::newRow("an ordinary chest") << QByteArray("CHEST PA AND LATERAL") << QByteArray("PA") << false;
        QTest::newRow("paediatric") << QByteArray("Chest, paediatric, 1 view") << QByteArray() << true;
        QTest::newRow("pediatric") << QByteArray("XR CHEST PEDIATRIC") << QByteArray() << true;
        QTest::newRow("abbreviated") << QByteArray("CHEST_PED_AP") << QByteArray() << true;
        QTest::newRow("in the series") << QByteArray("Chest") << QByteArray("Infant supine") << true;
        QTest::newRow("newborn") << QByteArray("Thorax newborn bedside") << QByteArray() << true;
        QTest::newRow("children") << QByteArray("Children's chest") << QByteArray() << true;
        QTest::newRow("German") << QByteArray("Thorax pädiatrisch") << QByteArray() << true;
        QTest::newRow("another word that begins so") << QByteArray("Chest pedestal, pedicle view") << QByteArray() << false;
        QTest::newRow("adults too") << QByteArray("Chest adult/paediatric") << QByteArray() << false;
        QTest::newRow("not one") << QByteArray("Chest non-pediatric") << QByteArray() << false;
    }
    void aStudyMaySayThatItIsOfAChild()
    {
        QFETCH(QByteArray, study);
        QFETCH(QByteArray, series);
        QFETCH(bool, child);
        imaging::Identity identity;
        identity.studyDescription = study.toStdString();
        identity.seriesDescription = series.toStdString();
        const PatientAge age = patientAge(identity);
        QCOMPARE(age.saidToBeChild, child);
        QVERIFY(!age.isKnown());
        identity.age = "004Y";
        QCOMPARE(patientAge(identity).years, 4.0);
    }

    /// Where the age is unknown, who leads depends on whom the study and the model are for; where it is known, on the age alone.
    void ageDecidesWhatLeads_data()
    {
        QTest::addColumn<double>("minimum");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<QByteArray>("leads"); // unknown, unknown with a child's study, unknown with a child's model, aged 3, aged 50
        constexpr double none = -1;
        QTest::newRow("a finding of all ages") << none << none << QByteArray("yyyyy");
        QTest::newRow("of children") << 1.0 << 5.0 << QByteArray("nyyyn");
        QTest::newRow("of everybody under 16") << none << 16.0 << QByteArray("nyyyn");
        QTest::newRow("of adults") << 18.0 << none << QByteArray("ynnny");
        QTest::newRow("of adults up to 90") << 18.0 << 90.0 << QByteArray("ynnny");
        QTest::newRow("of nearly all") << 1.0 << 95.0 << QByteArray("yyyyy");
    }
    void ageDecidesWhatLeads()
    {
        QFETCH(double, minimum);
        QFETCH(double, maximum);
        QFETCH(QByteArray, leads);
        FindingEntry finding;
        if (minimum >= 0) finding.minimumAge = minimum;
        if (maximum >= 0) finding.maximumAge = maximum;
        PatientAge child;
        child.saidToBeChild = true;
        const bool found[] = {leadsAtAge(finding, {}, false), leadsAtAge(finding, child, false), leadsAtAge(finding, {}, true),
                              leadsAtAge(finding, {3}, false), leadsAtAge(finding, {50}, false)};
        QByteArray marks;
        for (const bool lead : found)
            marks += lead ? 'y' : 'n';
        QCOMPARE(marks, leads);
        QVERIFY(fitsAge(finding, {}));
        QCOMPARE(fitsAge(finding, {3}), leads[3] == 'y');
        QCOMPARE(fitsAge(finding, {50}), leads[4] == 'y');
    }

    void agesAreYearsCompleted_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::addColumn<double>("years");
        QTest::addColumn<bool>("within");
        QTest::newRow("younger") << 1.0 << 5.0 << 0.99 << false;
        QTest::newRow("the first day") << 1.0 << 5.0 << 1.0 << true;
        QTest::newRow("five and a half") << 1.0 << 5.0 << 5.5 << true;
        QTest::newRow("the sixth birthday") << 1.0 << 5.0 << 6.0 << false;
        QTest::newRow("up to half a year, older") << 0.0 << 0.5 << 0.6 << false;
        QTest::newRow("up to half a year, younger") << 0.0 << 0.5 << 0.4 << true;
        QTest::newRow("unknown") << 1.0 << 5.0 << std::nan("") << true;
    }
    void agesAreYearsCompleted()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        QFETCH(double, years);
        QFETCH(bool, within);
        QCOMPARE(isWithinAges(years, from, to), within);
    }

    void anAgeThatNobodyReachesIsInNoBand()
    {
        QCOMPARE(ageBand(17.9), std::string("under 18"));
        QCOMPARE(ageBand(60), std::string("60 and over"));
        QCOMPARE(ageBand(130), std::string("60 and over"));
        QCOMPARE(ageBand(200), std::string());
        QCOMPARE(ageBand(std::nan("")), std::string());
    }

    void aModelIsForChildrenWhenAllThatItMayShowIs()
    {
        ModelManifest manifest;
        QVERIFY(!isForChildren(manifest));
        FindingEntry child, adult;
        child.validated = true;
        child.maximumAge = 5;
        adult.validated = true;
        adult.minimumAge = 18;
        manifest.findings = {child};
        QVERIFY(isForChildren(manifest));
        manifest.findings = {child, adult};
        QVERIFY(!isForChildren(manifest));
        manifest.findings[1].validated = false;
        QVERIFY(isForChildren(manifest));
        manifest.findings = {child, FindingEntry{}};
        manifest.findings[1].validated = true; // of all ages
        QVERIFY(!isForChildren(manifest));
    }
};

QTEST_APPLESS_MAIN(TestPatientAge)
#include "tst_patientage.moc"
