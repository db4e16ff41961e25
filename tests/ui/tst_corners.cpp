// What the corners of a radiograph say, whose it is and when, and that nothing is written over them.
#include "ui/reading/overlays.h"
#include "ui/reading/studystanding.h"
#include "ui/reading/words.h"

#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace lucency;
using namespace lucency::ui;

namespace {

/// The words of the German translation for views, which is part of the program alone.
class ViewsInGerman : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int) const override
    {
        if (qstrcmp(source, "AP") == 0) return QStringLiteral("a.p.");
        if (qstrcmp(source, "PA") == 0) return QStringLiteral("p.a.");
        return qstrcmp(source, "lateral") == 0 ? QStringLiteral("seitlich") : QString();
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestCorners : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyAnEarlierStudyIsAPrior_data();
    void onlyAnEarlierStudyIsAPrior();
    void agesThatSayTheOppositeTellNoOrder_data();
    void agesThatSayTheOppositeTellNoOrder();
    void aNameAndATableCountDifferently();
    void aViewHasOneWordWhereverItIsSaid();
    void theOpenStudyIsCurrent();
    void whatTheFileDoesNotSayIsFilledIn();
    void theHeaderOfTheFileWins();
    void zerosOfAnAnonymisedHeaderAreNotShown_data();
    void zerosOfAnAnonymisedHeaderAreNotShown();
    void anAgeThatContradictsTheBirthDateIsSaid_data();
    void anAgeThatContradictsTheBirthDateIsSaid();
    void aLabelIsOffTheTextsAndAtItsBox_data();
    void aLabelIsOffTheTextsAndAtItsBox();
    void boxesPaintNoLabelOverTexts();
};

void TestCorners::onlyAnEarlierStudyIsAPrior_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<int>("followUp");
    QTest::addColumn<QString>("openDate");
    QTest::addColumn<int>("openFollowUp");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* date, int followUp, const char* openDate, int openFollowUp, const char* said) {
        QTest::newRow(name) << QString::fromLatin1(date) << followUp << QString::fromLatin1(openDate) << openFollowUp
                            << QString::fromLatin1(said);
    };
    row("a day before", "20191231", -1, "20200101", -1, "PRIOR");
    row("years after", "20241201", -1, "20200101", -1, "LATER");
    row("the same day", "20200101", -1, "20200101", -1, "OTHER STUDY");
    row("without a date", "", -1, "20200101", -1, "OTHER STUDY");
    row("beside one without a date", "20200101", -1, "", -1, "OTHER STUDY");
    row("both without", "", -1, "", -1, "OTHER STUDY");
    row("a date of zeros", "00000000", -1, "20200101", -1, "OTHER STUDY");
    row("a date that is none", "20201399", -1, "20210101", -1, "OTHER STUDY");
    row("a lower follow-up", "", 10, "", 52, "PRIOR");
    row("a higher follow-up", "", 52, "", 10, "LATER");
    row("the same follow-up", "", 3, "", 3, "OTHER STUDY");
    row("follow-up beside a date", "", 0, "20200101", -1, "OTHER STUDY");
    row("dates before follow-ups", "20190101", 9, "20200101", 1, "PRIOR");
}

void TestCorners::onlyAnEarlierStudyIsAPrior()
{
    QFETCH(QString, date);
    QFETCH(int, followUp);
    QFETCH(QString, openDate);
    QFETCH(int, openFollowUp);
    app::StudyRow study, open;
    study.id = 1;
    study.date = date;
    study.followUp = followUp;
    open.id = 2;
    open.date = openDate;
    open.followUp = openFollowUp;
    QTEST(standingText(standingOf(study, open)), "said");
}

void TestCorners::agesThatSayTheOppositeTellNoOrder_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<int>("followUp");
    QTest::addColumn<QString>("age");
    QTest::addColumn<QString>("said"); // of the study, beside an open one of 2020, number 5 and 54 years
    const auto row = [](const char* name, const char* date, int followUp, const char* age, const char* said) {
        QTest::newRow(name) << QString::fromLatin1(date) << followUp << QString::fromLatin1(age) << QString::fromLatin1(said);
    };
    row("a lower number, younger", "", 4, "053Y", "PRIOR");
    row("a lower number, as old", "", 4, "054Y", "PRIOR");
    row("a lower number, a year older", "", 4, "055Y", "OTHER STUDY");
    row("a higher number, older", "", 6, "055Y", "LATER");
    row("a higher number, a year younger", "", 6, "053Y", "OTHER STUDY");
    row("a lower number, age unknown", "", 4, "", "PRIOR");
    row("a higher number, the zero of an anonymised age", "", 6, "000Y", "LATER");
    row("a lower number, months within the year", "", 4, "655M", "PRIOR");
    row("a lower number, months beyond the year", "", 4, "660M", "OTHER STUDY");
    row("an earlier date, a year older: an age that was rounded", "20190101", -1, "055Y", "PRIOR");
    row("an earlier date, two years older", "20190101", -1, "056Y", "OTHER STUDY");
    row("a later date, much younger", "20210101", -1, "017Y", "OTHER STUDY");
}

void TestCorners::agesThatSayTheOppositeTellNoOrder()
{
    QFETCH(QString, date);
    QFETCH(int, followUp);
    QFETCH(QString, age);
    app::StudyRow study, open;
    study.id = 1;
    study.date = date;
    study.followUp = followUp;
    study.age = age;
    open.id = 2;
    open.followUp = 5;
    open.age = QStringLiteral("054Y");
    if (!date.isEmpty()) open.date = QStringLiteral("20200101");
    QTEST(standingText(standingOf(study, open)), "said");
}

void TestCorners::aNameAndATableCountDifferently()
{
    app::StudyRow study, open;
    study.id = 1;
    study.followUp = 1;
    open.id = 2;
    open.followUp = 2;
    study.followUpFromTable = true;
    QCOMPARE(standingText(standingOf(study, open)), QStringLiteral("OTHER STUDY"));
    QCOMPARE(standingText(standingOf(open, study)), QStringLiteral("OTHER STUDY"));
    open.followUpFromTable = true;
    QCOMPARE(standingText(standingOf(study, open)), QStringLiteral("PRIOR"));
    QCOMPARE(standingText(standingOf(open, study)), QStringLiteral("LATER"));
}

void TestCorners::aViewHasOneWordWhereverItIsSaid()
{
    ViewsInGerman german;
    QVERIFY(QCoreApplication::installTranslator(&german));
    const auto corner = [](imaging::View view, const char* position) {
        imaging::Radiograph radiograph;
        radiograph.identity.view = view;
        radiograph.identity.viewPosition = position;
        KnownOfImage known;
        known.viewPosition = position;
        return identityTexts(radiograph, known).topRight.value(0);
    };
    QCOMPARE(viewName(QStringLiteral("AP")), QStringLiteral("a.p.")); // of the thumbnail
    QCOMPARE(corner(imaging::View::FrontalAP, "AP"), QStringLiteral("a.p."));
    QCOMPARE(corner(imaging::View::Unknown, "AP"), QStringLiteral("a.p.")); // a table said it
    QCOMPARE(corner(imaging::View::Lateral, "LL"), QStringLiteral("seitlich"));
    QCOMPARE(viewName(QStringLiteral("LL")), QStringLiteral("seitlich"));
    QCOMPARE(viewName(QStringLiteral("LLO")), QStringLiteral("LLO"));
    QVERIFY(QCoreApplication::removeTranslator(&german));
    QCOMPARE(viewName(QStringLiteral("LL")), QStringLiteral("lateral"));
}

void TestCorners::theOpenStudyIsCurrent()
{
    app::StudyRow open;
    open.id = 7;
    open.date = QStringLiteral("20200101");
    QCOMPARE(standingText(standingOf(open, open)), QStringLiteral("CURRENT"));
}

void TestCorners::whatTheFileDoesNotSayIsFilledIn()
{
    imaging::Radiograph radiograph;
    radiograph.path = "/images/00000150_002.png";
    const KnownOfImage known{"00000150", "F", "055Y", "AP", 2};
    const CornerTexts bare = identityTexts(radiograph), texts = identityTexts(radiograph, known);
    QVERIFY(bare.topLeft.isEmpty() && bare.topRight.isEmpty());
    QCOMPARE(texts.topLeft, (QStringList{QStringLiteral("00000150"), QStringLiteral("female  55 y")}));
    QCOMPARE(texts.topRight, (QStringList{QStringLiteral("follow-up 2"), QStringLiteral("AP")}));
}

void TestCorners::theHeaderOfTheFileWins()
{
    imaging::Radiograph radiograph;
    imaging::Identity& identity = radiograph.identity;
    identity.isDicom = true;
    identity.patientId = "P1";
    identity.sex = "M";
    identity.age = "034Y";
    identity.studyDate = "20240301";
    identity.view = imaging::View::FrontalPA;
    const CornerTexts texts = identityTexts(radiograph, {"other", "F", "055Y", "AP", 2});
    QCOMPARE(texts.topLeft, (QStringList{QStringLiteral("P1"), QStringLiteral("male  34 y")}));
    QCOMPARE(texts.topRight, (QStringList{QStringLiteral("2024-03-01"), QStringLiteral("PA")}));
    // An age by the header's own dates is the header's word, too.
    identity.age.clear();
    identity.birthDate = "19840101";
    QVERIFY(identityTexts(radiograph, {"", "", "055Y", "", -1}).topLeft.last().contains(QStringLiteral("40 y")));
}

void TestCorners::zerosOfAnAnonymisedHeaderAreNotShown_data()
{
    QTest::addColumn<QString>("birthDate");
    QTest::addColumn<QString>("age");
    QTest::addColumn<QString>("shown");
    QTest::newRow("all zeros") << "00000000"
                               << "000Y"
                               << "male";
    QTest::newRow("age in days") << ""
                                 << "000D"
                                 << "male";
    QTest::newRow("only the age is blank") << "19840101"
                                           << "000Y"
                                           << "1984-01-01  male  40 y";
    QTest::newRow("only the birth date is blank") << "00000000"
                                                  << "034Y"
                                                  << "male  34 y";
    QTest::newRow("a newborn") << "20240201"
                               << "000M"
                               << "2024-02-01  male  0 months";
}

void TestCorners::zerosOfAnAnonymisedHeaderAreNotShown()
{
    QFETCH(QString, birthDate);
    QFETCH(QString, age);
    imaging::Radiograph radiograph;
    radiograph.identity.sex = "M";
    radiograph.identity.studyDate = "20240301";
    radiograph.identity.birthDate = birthDate.toStdString();
    radiograph.identity.age = age.toStdString();
    const QStringList lines = identityTexts(radiograph).topLeft;
    QCOMPARE(lines.size(), 1);
    QTEST(lines.first(), "shown");
}

void TestCorners::anAgeThatContradictsTheBirthDateIsSaid_data()
{
    QTest::addColumn<QString>("age");
    QTest::addColumn<bool>("said");
    QTest::newRow("agrees") << "060Y" << false;
    QTest::newRow("rounded up") << "061Y" << false;
    QTest::newRow("a child's") << "003Y" << true;
    QTest::newRow("none") << "" << false;
    QTest::newRow("blank") << "000Y" << false;
}

void TestCorners::anAgeThatContradictsTheBirthDateIsSaid()
{
    QFETCH(QString, age);
    imaging::Radiograph radiograph;
    radiograph.identity.birthDate = "19600101";
    radiograph.identity.studyDate = "20200601";
    radiograph.identity.age = age.toStdString();
    QTEST(identityTexts(radiograph).topLeft.contains(QStringLiteral("birth date and age disagree")), "said");
}

void TestCorners::aLabelIsOffTheTextsAndAtItsBox_data()
{
    QTest::addColumn<QRectF>("frame");
    QTest::addColumn<double>("top");
    // A view of 800 x 600 with texts of 250 x 60 in the upper left corner; labels are 120 x 16.
    QTest::newRow("nothing in the way: above") << QRectF(300, 200, 200, 150) << 181.0;
    QTest::newRow("above is the corner: within") << QRectF(30, 75, 200, 150) << 78.0;
    QTest::newRow("above is beyond the view: within") << QRectF(400, 5, 200, 150) << 8.0;
    QTest::newRow("a box about the corner: under it") << QRectF(0, 0, 220, 300) << 303.0;
    QTest::newRow("a flat box in the corner: under it") << QRectF(10, 50, 180, 22) << 75.0;
    QTest::newRow("a box larger than the view: in its other corner") << QRectF(-500, -500, 2000, 2000) << 3.0;
    QTest::newRow("a narrow view within a box: beneath the texts") << QRectF(-500, -500, 770, 2000) << 75.0;
}

void TestCorners::aLabelIsOffTheTextsAndAtItsBox()
{
    QFETCH(QRectF, frame);
    QFETCH(double, top);
    const QRectF view(0, 0, 800, 600);
    const std::vector<QRectF> taken{QRectF(8, 8, 250, 20), QRectF(8, 28, 250, 20), QRectF(8, 48, 200, 20)};
    const QRectF label = placedLabel(frame, {120, 16}, view, taken);
    QVERIFY(view.contains(label));
    QVERIFY(std::ranges::none_of(taken, [&label](const QRectF& area) { return area.intersects(label); }));
    QVERIFY2(frame.adjusted(-1, -20, 1, 20).intersects(label), "it belongs to its box");
    QVERIFY2(std::abs(label.top() - top) <= 8, qPrintable(QString::number(label.top())));
}

/// As a picture: with the texts' area taken, no pixel of it is touched by a label.
void TestCorners::boxesPaintNoLabelOverTexts()
{
    const QRect corner(8, 8, 250, 60);
    const std::vector<OverlayBox> boxes{{OverlayBox::Source::Model, QRectF(20, 75, 200, 150), QStringLiteral("Pneumonia 37 % (model)")}};
    const auto touched = [&](const std::vector<QRectF>& taken) {
        QImage picture(800, 600, QImage::Format_RGB32);
        picture.fill(Qt::black);
        QPainter painter(&picture);
        drawBoxes(painter, boxes, QTransform(), QRectF(picture.rect()), true, taken);
        painter.end();
        const QImage part = picture.copy(corner);
        QImage black(part.size(), part.format());
        black.fill(Qt::black);
        return part != black;
    };
    QVERIFY2(touched({}), "else this test shows nothing");
    QVERIFY(!touched({QRectF(corner)}));
}

QTEST_MAIN(TestCorners)
#include "tst_corners.moc"
