#include "imaging/augmentation.h"
#include "imaging/badrange.h"

#include <QtTest>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

using namespace lucency::imaging;

namespace {

/// A smooth field without symmetry, so that every movement of it shows.
cv::Mat field(int columns, int rows)
{
    cv::Mat image(rows, columns, CV_8UC1);
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) {
            const double u = static_cast<double>(x) / columns;
            const double v = static_cast<double>(y) / rows;
            image.at<std::uint8_t>(y, x) = cv::saturate_cast<std::uint8_t>(40 + 120 * u + 60 * v * v + 20 * std::sin(9 * u * v));
        }
    return image;
}

/// A bright disc at a place given as shares of the sides.
cv::Mat disc(int size, double x, double y)
{
    cv::Mat image = cv::Mat::zeros(size, size, CV_8UC1);
    cv::circle(image, cv::Point2d(x * size, y * size), size / 12, cv::Scalar(255), cv::FILLED, cv::LINE_AA);
    return image;
}

cv::Point2d centreOfMass(const cv::Mat& image)
{
    const cv::Moments m = cv::moments(image);
    return {(m.m10 / m.m00 + 0.5) / image.cols, (m.m01 / m.m00 + 0.5) / image.rows};
}

bool same(const cv::Mat& a, const cv::Mat& b)
{
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

AugmentationRanges everything()
{
    AugmentationRanges ranges;
    ranges.rotation = {-20, 20, 1};
    ranges.zoom = {0.8, 1.2, 1};
    ranges.shiftX = {-0.1, 0.1, 1};
    ranges.shiftY = {-0.1, 0.1, 1};
    ranges.shear = {-8, 8, 1};
    ranges.horizontalFlip = 0.5;
    ranges.crop = {0.8, 1, 1};
    ranges.brightness = {-0.15, 0.15, 1};
    ranges.contrast = {0.7, 1.3, 1};
    ranges.gamma = {0.7, 1.4, 1};
    ranges.noise = {0, 0.05, 1};
    ranges.blur = {0, 1.2, 1};
    ranges.cutOut = {0.1, 0.3, 1};
    return ranges;
}

} // namespace

class TestAugmentation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutRangesTheImageIsThatOfValidation()
    {
        const cv::Mat image = field(200, 150);
        cv::Mat expected;
        image.convertTo(expected, CV_32F);
        cv::resize(expected, expected, cv::Size(64, 64), 0, 0, cv::INTER_AREA);
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            QVERIFY(same(augment(image, 64, {}, seed), expected));
        cv::Mat whole;
        field(64, 64).convertTo(whole, CV_32F);
        QVERIFY(same(augment(field(64, 64), 64, {}, 1), whole));
    }

    void sameSeedGivesSamePixelsInAnyThread()
    {
        const cv::Mat image = field(192, 192);
        std::vector<cv::Mat> expected;
        for (std::uint64_t seed = 0; seed < 32; ++seed)
            expected.push_back(augment(image, 96, everything(), seed));
        std::vector<int> equal(4, 0);
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < equal.size(); ++t)
            threads.emplace_back([&, t] {
                for (std::size_t i = 32; i-- > 0;)
                    equal[t] += same(augment(image, 96, everything(), i), expected[i]);
            });
        threads.clear();
        for (const int count : equal)
            QCOMPARE(count, 32);
    }

    void otherSeedGivesOtherPixels()
    {
        const cv::Mat image = field(192, 192);
        const cv::Mat first = augment(image, 96, everything(), 1);
        for (std::uint64_t seed = 2; seed < 30; ++seed)
            QVERIFY(!same(augment(image, 96, everything(), seed), first));
    }

    void pixelsAreTheSameOnEveryRunOfEveryBuild()
    {
        // Drawn once and frozen: a recipe that repeats a run relies on it. Means over the image absorb the last bits of libm.
        AugmentationRanges ranges = everything();
        ranges.blur = {0, 0, 1};
        const double mean1 = cv::mean(augment(field(192, 192), 96, ranges, 1))[0];
        const double mean2 = cv::mean(augment(field(192, 192), 96, ranges, 0xfedcba9876543210u))[0];
        QVERIFY2(std::abs(mean1 - 109.72865) < 1e-3, qPrintable(QString::number(mean1, 'f', 5)));
        QVERIFY2(std::abs(mean2 - 103.71065) < 1e-3, qPrintable(QString::number(mean2, 'f', 5)));
    }

    void valuesStayWithinGrey()
    {
        AugmentationRanges wild = everything();
        wild.brightness = {-1, 1, 1};
        wild.contrast = {0.1, 5, 1};
        wild.noise = {0.2, 0.5, 1};
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const cv::Mat out = augment(field(80, 120), 64, wild, seed);
            QCOMPARE(out.type(), CV_32FC1);
            QCOMPARE(out.size(), cv::Size(64, 64));
            double low = 0;
            double high = 0;
            cv::minMaxLoc(out, &low, &high);
            QVERIFY(low >= 0 && high <= 255);
        }
    }

    void movesTheWayItSays_data()
    {
        QTest::addColumn<double>("rotation");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("shiftX");
        QTest::addColumn<double>("shiftY");
        QTest::addColumn<double>("shear");
        QTest::addColumn<double>("flip");
        QTest::addColumn<double>("expectedX");
        QTest::addColumn<double>("expectedY");
        // The disc is at (0.7, 0.5): 0.2 to the right of the middle.
        QTest::newRow("turned a quarter to the left it is above the middle") << 90.0 << 1.0 << 0.0 << 0.0 << 0.0 << 0.0 << 0.5 << 0.3;
        QTest::newRow("turned by 30 degrees") << 30.0 << 1.0 << 0.0 << 0.0 << 0.0 << 0.0 << 0.5 + 0.2 * std::cos(CV_PI / 6) << 0.4;
        QTest::newRow("enlarged it is further out") << 0.0 << 1.5 << 0.0 << 0.0 << 0.0 << 0.0 << 0.8 << 0.5;
        QTest::newRow("reduced it is further in") << 0.0 << 0.8 << 0.0 << 0.0 << 0.0 << 0.0 << 0.66 << 0.5;
        QTest::newRow("shifted right") << 0.0 << 1.0 << 0.1 << 0.0 << 0.0 << 0.0 << 0.8 << 0.5;
        QTest::newRow("shifted down") << 0.0 << 1.0 << 0.0 << 0.1 << 0.0 << 0.0 << 0.7 << 0.6;
        QTest::newRow("mirrored") << 0.0 << 1.0 << 0.0 << 0.0 << 0.0 << 1.0 << 0.3 << 0.5;
        QTest::newRow("a shear leaves the middle row, then it is shifted up") << 0.0 << 1.0 << 0.0 << -0.2 << 10.0 << 0.0 << 0.7 << 0.3;
    }

    void movesTheWayItSays()
    {
        QFETCH(double, rotation);
        QFETCH(double, zoom);
        QFETCH(double, shiftX);
        QFETCH(double, shiftY);
        QFETCH(double, shear);
        QFETCH(double, flip);
        QFETCH(double, expectedX);
        QFETCH(double, expectedY);
        AugmentationRanges ranges;
        ranges.rotation = {rotation, rotation, 1};
        ranges.zoom = {zoom, zoom, 1};
        ranges.shiftX = {shiftX, shiftX, 1};
        ranges.shiftY = {shiftY, shiftY, 1};
        ranges.shear = {shear, shear, 1};
        ranges.horizontalFlip = flip;
        for (const int size : {192, 600}) { // the larger one is reduced before the warp
            const cv::Point2d at = centreOfMass(augment(disc(size, 0.7, 0.5), 160, ranges, 3));
            QVERIFY2(std::abs(at.x - expectedX) < 0.006 && std::abs(at.y - expectedY) < 0.006,
                     qPrintable(QStringLiteral("%1 %2").arg(at.x).arg(at.y)));
        }
    }

    void shearMovesRowsApart()
    {
        AugmentationRanges ranges;
        ranges.shear = {10, 10, 1};
        const cv::Point2d upper = centreOfMass(augment(disc(192, 0.5, 0.3), 160, ranges, 3));
        const cv::Point2d lower = centreOfMass(augment(disc(192, 0.5, 0.7), 160, ranges, 3));
        const double expected = 0.4 * std::tan(10 * CV_PI / 180);
        QVERIFY(std::abs(lower.x - upper.x - expected) < 0.006);
        QVERIFY(std::abs(lower.y - upper.y - 0.4) < 0.006);
    }

    void stretchWidensAndKeepsTheArea_data()
    {
        QTest::addColumn<double>("stretch");
        QTest::newRow("twice as wide as high") << 2.0;
        QTest::newRow("a little wider") << 1.2;
        QTest::newRow("neutral") << 1.0;
        QTest::newRow("half as wide as high") << 0.5;
    }

    void stretchWidensAndKeepsTheArea()
    {
        QFETCH(double, stretch);
        AugmentationRanges ranges;
        ranges.stretch = {stretch, stretch, 1};
        const cv::Mat out = augment(disc(480, 0.5, 0.5), 160, ranges, 3);
        const cv::Moments m = cv::moments(out);
        // Of an ellipse the second moments are to each other as the squares of its axes.
        const double widthOverHeight = std::sqrt(m.mu20 / m.mu02);
        QVERIFY2(std::abs(widthOverHeight / stretch - 1) < 0.02, qPrintable(QString::number(widthOverHeight)));
        const double area = m.m00 / cv::moments(augment(disc(480, 0.5, 0.5), 160, {}, 3)).m00;
        QVERIFY2(std::abs(area - 1) < 0.01, qPrintable(QString::number(area)));
        const cv::Point2d middle = centreOfMass(out);
        QVERIFY(std::abs(middle.x - 0.5) < 0.004 && std::abs(middle.y - 0.5) < 0.004);
        // What is off the middle moves as far as it must.
        const cv::Point2d right = centreOfMass(augment(disc(480, 0.6, 0.5), 160, ranges, 3));
        const cv::Point2d below = centreOfMass(augment(disc(480, 0.5, 0.6), 160, ranges, 3));
        QVERIFY2(std::abs(right.x - (0.5 + 0.1 * std::sqrt(stretch))) < 0.006, qPrintable(QString::number(right.x)));
        QVERIFY2(std::abs(below.y - (0.5 + 0.1 / std::sqrt(stretch))) < 0.006, qPrintable(QString::number(below.y)));
    }

    void stretchGoesAlongTheImageWhateverTheRotation()
    {
        AugmentationRanges ranges;
        ranges.stretch = {1.5, 1.5, 1};
        ranges.rotation = {90, 90, 1};
        const cv::Moments m = cv::moments(augment(disc(480, 0.5, 0.5), 160, ranges, 3));
        QVERIFY(std::abs(std::sqrt(m.mu02 / m.mu20) / 1.5 - 1) < 0.02); // stretched first, then turned
    }

    void anImpossibleStretchIsBounded()
    {
        for (const double stretch : {0.0, -3.0, 1e9}) {
            AugmentationRanges ranges;
            ranges.stretch = {stretch, stretch, 1};
            const cv::Mat out = augment(field(64, 64), 32, ranges, 1);
            QCOMPARE(out.size(), cv::Size(32, 32));
            QVERIFY(cv::checkRange(out, true, nullptr, 0, 255.001));
        }
    }

    void borderIsReplicated()
    {
        AugmentationRanges ranges;
        ranges.shiftX = {0.25, 0.25, 1};
        const cv::Mat out = augment(field(64, 64), 64, ranges, 1);
        for (int y = 0; y < 64; ++y)
            QCOMPARE(out.at<float>(y, 3), static_cast<float>(field(64, 64).at<std::uint8_t>(y, 0)));
        QCOMPARE(out.at<float>(10, 16), static_cast<float>(field(64, 64).at<std::uint8_t>(10, 0)));
        QCOMPARE(out.at<float>(10, 40), static_cast<float>(field(64, 64).at<std::uint8_t>(10, 24)));
    }

    void probabilityIsTheShareOfChangedImages()
    {
        const cv::Mat image = field(24, 24);
        const cv::Mat plain = augment(image, 24, {}, 0);
        AugmentationRanges ranges;
        ranges.rotation = {5, 15, 0.3};
        int changed = 0;
        for (std::uint64_t seed = 0; seed < 4000; ++seed)
            changed += !same(augment(image, 24, ranges, seed), plain);
        QVERIFY2(changed > 1060 && changed < 1340, qPrintable(QString::number(changed))); // 1200 +- 4.8 deviations
        ranges = {};
        ranges.horizontalFlip = 0.5;
        changed = 0;
        for (std::uint64_t seed = 0; seed < 4000; ++seed)
            changed += !same(augment(image, 24, ranges, seed), plain);
        QVERIFY2(changed > 1850 && changed < 2150, qPrintable(QString::number(changed)));
    }

    void tonesChangeTheWayTheySay()
    {
        const cv::Mat image(32, 32, CV_8UC1, cv::Scalar(100));
        AugmentationRanges ranges;
        ranges.brightness = {0.1, 0.1, 1};
        QVERIFY(std::abs(augment(image, 32, ranges, 1).at<float>(5, 5) - 125.5F) < 1e-3);
        ranges = {};
        ranges.gamma = {2, 2, 1};
        QVERIFY(std::abs(augment(image, 32, ranges, 1).at<float>(5, 5) - 100.0F * 100.0F / 255.0F) < 1e-2);
        ranges = {};
        ranges.contrast = {1.5, 1.5, 1};
        cv::Mat halves = image.clone();
        halves.rowRange(16, 32).setTo(140);
        const cv::Mat out = augment(halves, 32, ranges, 1);
        QVERIFY(std::abs(out.at<float>(2, 2) - 90) < 1e-3);
        QVERIFY(std::abs(out.at<float>(30, 2) - 150) < 1e-3);
    }

    void noiseHasTheDeviationAsked()
    {
        const cv::Mat image(128, 128, CV_8UC1, cv::Scalar(128));
        AugmentationRanges ranges;
        ranges.noise = {0.05, 0.05, 1};
        cv::Scalar mean;
        cv::Scalar deviation;
        cv::meanStdDev(augment(image, 128, ranges, 9), mean, deviation);
        QVERIFY(std::abs(mean[0] - 128) < 0.6);
        QVERIFY(std::abs(deviation[0] - 12.75) < 0.4);
    }

    void blurKeepsTheMeanAndTakesContrast()
    {
        AugmentationRanges ranges;
        ranges.blur = {2, 2, 1};
        const cv::Mat image = disc(128, 0.5, 0.5);
        const cv::Mat out = augment(image, 128, ranges, 1);
        QVERIFY(std::abs(cv::mean(out)[0] - cv::mean(image)[0]) < 0.1);
        cv::Mat gradient;
        cv::Sobel(out, gradient, CV_32F, 1, 0);
        cv::Mat plain;
        cv::Sobel(augment(image, 128, {}, 1), plain, CV_32F, 1, 0);
        QVERIFY(cv::norm(gradient, cv::NORM_INF) < 0.5 * cv::norm(plain, cv::NORM_INF));
    }

    void cutOutFillsOneSquareWithTheMean()
    {
        AugmentationRanges ranges;
        ranges.cutOut = {0.25, 0.25, 1};
        const cv::Mat image = field(64, 64);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const cv::Mat changed = augment(image, 64, ranges, seed) != augment(image, 64, {}, seed);
            const cv::Rect box = cv::boundingRect(changed);
            QVERIFY(box.width <= 16 && box.height <= 16 && box.width >= 14 && box.height >= 14);
        }
    }

    void oddImages_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::newRow("one pixel") << 1 << 1;
        QTest::newRow("one row") << 50 << 1;
        QTest::newRow("one column") << 1 << 50;
        QTest::newRow("very wide") << 3000 << 20;
    }

    void oddImages()
    {
        QFETCH(int, columns);
        QFETCH(int, rows);
        const cv::Mat out = augment(field(columns, rows), 32, everything(), 5);
        QCOMPARE(out.size(), cv::Size(32, 32));
        QVERIFY(cv::checkRange(out, true, nullptr, 0, 255.001));
    }

    void rangesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("probability");
        constexpr double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
        QTest::newRow("no number") << none << 1.0 << 1.0;
        QTest::newRow("no upper number") << 0.0 << none << 1.0;
        QTest::newRow("endless") << -endless << endless << 1.0;
        QTest::newRow("falling") << 1.0 << 0.0 << 1.0;
        QTest::newRow("no probability") << 0.0 << 1.0 << none;
        QTest::newRow("probability over one") << 0.0 << 1.0 << 1.5;
    }

    void rangesThatAreNoneAreRefused()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(double, probability);
        using Ranges = AugmentationRanges;
        for (const auto range :
             {&Ranges::rotation, &Ranges::zoom, &Ranges::stretch, &Ranges::shiftX, &Ranges::shiftY, &Ranges::shear, &Ranges::crop,
              &Ranges::brightness, &Ranges::contrast, &Ranges::gamma, &Ranges::noise, &Ranges::blur, &Ranges::cutOut}) {
            Ranges ranges;
            QVERIFY(badRange(ranges).empty());
            ranges.*range = {low, high, probability};
            QVERIFY(!badRange(ranges).empty());
            QVERIFY(augment(field(32, 32), 32, ranges, 1).empty());
        }
        Ranges ranges;
        ranges.shiftX = {low, high, probability};
        QCOMPARE(badRange(ranges), std::string_view("shiftX"));
        ranges = {};
        ranges.horizontalFlip = -0.1;
        QCOMPARE(badRange(ranges), std::string_view("horizontalFlip"));
    }

    void nothingFromNothing()
    {
        QVERIFY(augment(cv::Mat(), 32, everything(), 1).empty());
        QVERIFY(augment(cv::Mat(8, 8, CV_16UC1, cv::Scalar(1)), 32, everything(), 1).empty());
        QVERIFY(augment(field(8, 8), 0, everything(), 1).empty());
    }
};

QTEST_APPLESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
