#include "model/imagelook.h"
#include "model/likelooks.h"
#include "model/relieffit.h"
#include "tests/support/model/imagecopies.h"

#include <QTest>

#include <opencv2/core.hpp>

#include <cmath>
#include <numbers>
#include <vector>

using namespace lucency;
using namespace lucency::model;
using namespace lucency::test;

/// What is kept of an image to find others that show the same, and how two are laid over each other.
class TestImageLook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bordersAreCutOff_data();
    void bordersAreCutOff();
    void invertedReliefIsTheNegative();
    void fitFindsThePlacement();
    void likeLooksNameTheVariant_data();
    void likeLooksNameTheVariant();
};

void TestImageLook::bordersAreCutOff_data()
{
    QTest::addColumn<int>("top");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("grey");
    QTest::newRow("none") << 0 << 0 << 0;
    QTest::newRow("black") << 20 << 20 << 0;
    QTest::newRow("white") << 10 << 30 << 255;
    QTest::newRow("at the sides alone") << 0 << 24 << 128;
}

void TestImageLook::bordersAreCutOff()
{
    QFETCH(int, top);
    QFETCH(int, left);
    QFETCH(int, grey);
    cv::Mat image(100, 120, CV_8U);
    cv::RNG random(3);
    random.fill(image, cv::RNG::UNIFORM, 0, 256);
    const auto content = contentOf(framed(image, top, left, grey));
    // Beside what was cut a line more goes.
    const auto more = [](int border) { return border > 0 ? 1 : 0; };
    QCOMPARE(content.x, left + more(left));
    QCOMPARE(content.y, top + more(top));
    QCOMPARE(content.width, 120 - 2 * more(left));
    QCOMPARE(content.height, 100 - 2 * more(top));
    // Of what is one grey all over something is left.
    const auto plain = contentOf(cv::Mat(100, 120, CV_8U, cv::Scalar::all(grey)));
    QVERIFY(plain.width >= 50 && plain.height >= 40);
}

void TestImageLook::invertedReliefIsTheNegative()
{
    const auto relief = reliefOf(persons()[0], 64), negative = reliefOf(inverted(persons()[0]), 64);
    QCOMPARE(relief.type(), CV_8SC1);
    QVERIFY(cv::countNonZero(relief) > 3000);
    cv::Mat sum;
    cv::add(relief, negative, sum, {}, CV_32S);
    QVERIFY(cv::norm(sum, cv::NORM_INF) <= 2);
}

void TestImageLook::fitFindsThePlacement()
{
    constexpr double degrees = 3, radians = degrees * std::numbers::pi / 180;
    const auto relief = reliefOf(persons()[0], 64);
    ReliefFitter fitter(relief);
    const auto fit = fitter.fit(reliefOf(turned(persons()[0], degrees), 64), {}, 1, 12);
    QVERIFY2(fit.likeness > 0.93, qPrintable(QString::number(fit.likeness)));
    QVERIFY(std::abs(fit.place.a - std::cos(radians)) < 0.01);
    QVERIFY(std::abs(fit.place.b - std::sin(radians)) < 0.01);
    QVERIFY(std::abs(fit.place.d + std::sin(radians)) < 0.01);
    QVERIFY(std::abs(fit.place.c) < 0.3 && std::abs(fit.place.f) < 0.3);
    QVERIFY(fitter.fit(reliefOf(persons()[1], 64), {}, 1, 12).likeness < 0.8);
    // With the wrong sign nothing fits, and without any relief nothing does.
    QVERIFY(fitter.fit(relief, {}, -1, 12).likeness < 0.5);
    QVERIFY(ReliefFitter(cv::Mat::zeros(64, 64, CV_8S)).fit(relief, {}, 1, 12).likeness < 0.5);
    QVERIFY(fitter.fit(cv::Mat::zeros(64, 64, CV_8S), {}, 1, 12).likeness < 0.5);
    QCOMPARE(fitter.fit(relief, {}, 1, 0).likeness > 0.999, true);
}

void TestImageLook::likeLooksNameTheVariant_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isMirrored");
    QTest::addColumn<bool>("isInverted");
    QTest::newRow("turned") << Change([](const cv::Mat& image) { return turned(image, 2); }) << false << false;
    QTest::newRow("mirrored") << Change(mirrored) << true << false;
    QTest::newRow("inverted") << Change(inverted) << false << true;
    QTest::newRow("both") << Change([](const cv::Mat& image) { return inverted(mirrored(image)); }) << true << true;
}

void TestImageLook::likeLooksNameTheVariant()
{
    QFETCH(Change, change);
    QFETCH(bool, isMirrored);
    QFETCH(bool, isInverted);
    std::vector<ImageLook> looks;
    for (const auto& image : persons())
        looks.push_back(lookAt(image));
    looks.push_back(lookAt(change(persons()[5])));
    looks.push_back(lookAt(cv::Mat(192, 192, CV_8U, cv::Scalar::all(90))));
    QVERIFY(looks.back().isPlain);
    const auto like = likeLooks(looks, 2);
    QCOMPARE(like.size(), looks.size());
    QVERIFY(like.back().empty());
    QVERIFY(!like[people].empty());
    const auto& best = like[people].front();
    QCOMPARE(best.image, 5U);
    QCOMPARE(best.mirrored, isMirrored);
    QCOMPARE(best.inverted, isInverted);
    for (std::size_t i = 0; i < like.size(); ++i)
        for (const auto& each : like[i])
            QVERIFY(each.image < i);
}

QTEST_APPLESS_MAIN(TestImageLook)
#include "tst_imagelook.moc"
