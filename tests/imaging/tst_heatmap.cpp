#include "imaging/heatmap.h"

#include <QtTest>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace lucency::imaging;

namespace {

cv::Mat oneHotCell(int cells, int x, int y, float value = 5)
{
    cv::Mat map = cv::Mat::zeros(cells, cells, CV_32FC1);
    map.at<float>(y, x) = value;
    return map;
}

/// CIE lightness of a colour as it is drawn at full opacity.
double lightness(const cv::Vec4b& c)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    const double y = 0.2126 * linear(c[2] / 255.0) + 0.7152 * linear(c[1] / 255.0) + 0.0722 * linear(c[0] / 255.0);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

} // namespace

class TestHeatMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void centreOfACellStaysWhereItIs_data()
    {
        QTest::addColumn<int>("cells");
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("y");
        QTest::addColumn<int>("size");
        QTest::newRow("7 to 224") << 7 << 3 << 3 << 224;
        QTest::newRow("7 to 1024, off the middle") << 7 << 1 << 5 << 1024;
        QTest::newRow("10 to 1000") << 10 << 2 << 6 << 1000;
    }

    void centreOfACellStaysWhereItIs()
    {
        QFETCH(int, cells);
        QFETCH(int, x);
        QFETCH(int, y);
        QFETCH(int, size);
        const cv::Mat scaled = scaleHeatMap(oneHotCell(cells, x, y), cv::Size(size, size));
        const cv::Moments m = cv::moments(scaled);
        const double cell = static_cast<double>(size) / cells;
        QVERIFY(std::abs(m.m10 / m.m00 + 0.5 - (x + 0.5) * cell) < 0.01 * cell);
        QVERIFY(std::abs(m.m01 / m.m00 + 0.5 - (y + 0.5) * cell) < 0.01 * cell);
        double highest = 0;
        cv::Point at;
        cv::minMaxLoc(scaled, nullptr, &highest, nullptr, &at);
        QVERIFY(highest > 0.99 && highest <= 1);
        QVERIFY(std::abs(at.x + 0.5 - (x + 0.5) * cell) <= 1);
    }

    void aMirroredMapGivesAMirroredPicture()
    {
        cv::Mat map(7, 7, CV_32FC1);
        cv::randu(map, 0, 1);
        cv::Mat mirrored;
        cv::flip(map, mirrored, 1);
        cv::Mat back;
        cv::flip(scaleHeatMap(mirrored, cv::Size(301, 200)), back, 1);
        QVERIFY(cv::norm(back, scaleHeatMap(map, cv::Size(301, 200)), cv::NORM_INF) < 1e-4);
    }

    void scaledByThePositiveMaximum()
    {
        cv::Mat map = oneHotCell(7, 2, 2, 40);
        map.at<float>(5, 5) = -100;
        map.at<float>(4, 4) = 20;
        const cv::Mat scaled = scaleHeatMap(map, cv::Size(70, 70));
        QVERIFY(cv::checkRange(scaled, true, nullptr, 0, 1.0001));
        QVERIFY(scaled.at<float>(24, 24) > 0.9);
        QVERIFY(std::abs(scaled.at<float>(44, 44) - 0.5) < 0.1);
        QVERIFY(scaled.at<float>(54, 54) < 0.01); // negative is nothing, and takes nothing from its neighbours
    }

    void aMapThatMeansNextToNothingIsNotStretched_data()
    {
        QTest::addColumn<float>("hottest");
        QTest::addColumn<float>("others");
        QTest::addColumn<double>("strength");
        QTest::newRow("a finding over its point") << 3.0F << -2.0F << 1.0;
        QTest::newRow("half a unit of log odds") << 0.5F << -2.0F << 1.0;
        QTest::newRow("a quarter of it") << 0.125F << -2.0F << 0.25;
        QTest::newRow("a five hundredth among negative ones") << 0.002F << -0.01F << 0.004;
        QTest::newRow("a gradient map, which sums up to the score") << 0.1F << 0.0F << 1.0;
        QTest::newRow("a gradient map of next to nothing") << 0.0001F << 0.00005F << 0.0001 * 49 / 0.5;
        QTest::newRow("nothing positive") << -0.1F << -2.0F << 0.0;
    }

    void aMapThatMeansNextToNothingIsNotStretched()
    {
        QFETCH(float, hottest);
        QFETCH(float, others);
        QFETCH(double, strength);
        cv::Mat map(7, 7, CV_32FC1, cv::Scalar(others));
        map.at<float>(3, 3) = hottest;
        QVERIFY(std::abs(heatMapStrength(map) - strength) < 1e-6);
        double highest = 0;
        cv::minMaxLoc(scaleHeatMap(map, cv::Size(70, 70)), nullptr, &highest);
        QVERIFY(std::abs(highest - strength) < 0.02 * strength + 1e-6);
        // Under the threshold of the colours not a pixel is changed, and no box is drawn round it.
        const cv::Mat grey(70, 70, CV_8UC1, cv::Scalar(99)), drawn = overlayHeatMap(grey, map, {});
        const bool isDrawn = cv::norm(drawn, cv::Mat(70, 70, CV_8UC3, cv::Scalar::all(99)), cv::NORM_INF) > 0;
        QCOMPARE(isDrawn, strength > HeatMapStyle{}.threshold);
        QCOMPARE(!heatMapRegions(map, 0.5, {700, 700}).empty(), strength > 0.5);
    }

    void nothingPositiveIsNothingAtAll_data()
    {
        QTest::addColumn<float>("value");
        QTest::newRow("zero") << 0.0F;
        QTest::newRow("negative") << -3.0F;
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN();
    }

    void nothingPositiveIsNothingAtAll()
    {
        QFETCH(float, value);
        const cv::Mat scaled = scaleHeatMap(cv::Mat(7, 7, CV_32FC1, cv::Scalar(value)), cv::Size(50, 40));
        QCOMPARE(scaled.size(), cv::Size(50, 40));
        QCOMPARE(cv::countNonZero(scaled), 0);
        QCOMPARE(cv::countNonZero(scaleHeatMap(cv::Mat(), cv::Size(5, 4))), 0);
        const cv::Mat grey(40, 50, CV_8UC1, cv::Scalar(99));
        const cv::Mat drawn = overlayHeatMap(grey, cv::Mat(7, 7, CV_32FC1, cv::Scalar(value)), {});
        QCOMPARE(cv::norm(drawn, cv::Mat(40, 50, CV_8UC3, cv::Scalar::all(99)), cv::NORM_INF), 0.0);
    }

    void transparentBelowTheThreshold()
    {
        cv::Mat ramp(1, 1001, CV_32FC1);
        for (int i = 0; i <= 1000; ++i)
            ramp.at<float>(0, i) = static_cast<float>(i) / 1000;
        for (const double threshold : {0.0, 0.3, 0.8}) {
            const cv::Mat colours = colourHeatMap(ramp, {0.5, threshold});
            int last = 0;
            for (int i = 0; i <= 1000; ++i) {
                const cv::Vec4b c = colours.at<cv::Vec4b>(0, i);
                if (i < 1000 * threshold - 1) QCOMPARE(c, cv::Vec4b(0, 0, 0, 0));
                QVERIFY(c[3] >= last); // hotter is never fainter
                for (int k = 0; k < 3; ++k)
                    QVERIFY(c[k] <= c[3]); // premultiplied
                last = c[3];
            }
            QVERIFY(std::abs(last - 127) <= 1);
        }
    }

    void hotterIsLighterAndNeverGrey()
    {
        cv::Mat ramp(1, 101, CV_32FC1);
        for (int i = 0; i <= 100; ++i)
            ramp.at<float>(0, i) = static_cast<float>(i) / 100;
        const cv::Mat colours = colourHeatMap(ramp, {1, 0});
        double before = 0;
        for (int i = 16; i <= 100; ++i) {
            const cv::Vec4b c = colours.at<cv::Vec4b>(0, i);
            const double now = lightness(c);
            QVERIFY2(now > before, qPrintable(QString::number(i)));
            before = now;
            QVERIFY(std::max({c[0], c[1], c[2]}) - std::min({c[0], c[1], c[2]}) > 90);
        }
        QVERIFY(before > 90);
    }

    void overlayLeavesTheRestOfTheImageAlone()
    {
        cv::Mat grey(140, 140, CV_8UC1);
        cv::randu(grey, 0, 255);
        const cv::Mat drawn = overlayHeatMap(grey, oneHotCell(7, 1, 1), {0.5, 0.3});
        QCOMPARE(drawn.type(), CV_8UC3);
        for (int y = 80; y < 140; ++y)
            for (int x = 80; x < 140; ++x)
                QCOMPARE(drawn.at<cv::Vec3b>(y, x), cv::Vec3b::all(grey.at<std::uint8_t>(y, x)));
        const cv::Vec3b hot = drawn.at<cv::Vec3b>(30, 30);
        const int expected =
            static_cast<int>(std::lround(grey.at<std::uint8_t>(30, 30) * 0.5 + 240 * 0.5)); // half grey, half the top colour
        QVERIFY(std::abs(hot[2] - expected) <= 4);
        QVERIFY(hot[2] > hot[0]);
    }

    void regionsAreBoxesAroundWhatIsHotStrongestFirst()
    {
        cv::Mat map = oneHotCell(8, 1, 1, 3);
        map.at<float>(6, 5) = 4;
        const auto regions = heatMapRegions(map, 0.5, {800, 400});
        QCOMPARE(regions.size(), 2u);
        // The centres of the cells in an image of 100 x 50 pixels a cell.
        QVERIFY(regions[0].contains(cv::Point2d(550, 325)));
        QVERIFY(regions[1].contains(cv::Point2d(150, 75)));
        for (const auto& region : regions)
            QVERIFY(region.width > 50 && region.width <= 200 && region.height > 25 && region.height <= 100);
        QCOMPARE(heatMapRegions(map, 0.9, {800, 400}).size(), 1u); // the weaker one is three quarters of the stronger
    }

    void aMapOfNothingHasNoRegions()
    {
        QVERIFY(heatMapRegions(cv::Mat::zeros(7, 7, CV_32FC1), 0.0, {100, 100}).empty());
        QVERIFY(heatMapRegions(cv::Mat(7, 7, CV_32FC1, cv::Scalar(-1)), 0.3, {100, 100}).empty());
        QVERIFY(heatMapRegions({}, 0.3, {100, 100}).empty());
        QVERIFY(heatMapRegions(oneHotCell(7, 3, 3), 0.3, {}).empty());
    }

    void noOpacityIsNoChange()
    {
        const cv::Mat grey(20, 20, CV_8UC1, cv::Scalar(50));
        QCOMPARE(cv::norm(overlayHeatMap(grey, oneHotCell(7, 3, 3), {0, 0}), cv::Mat(20, 20, CV_8UC3, cv::Scalar::all(50)), cv::NORM_INF),
                 0.0);
    }
};

QTEST_APPLESS_MAIN(TestHeatMap)
#include "tst_heatmap.moc"
