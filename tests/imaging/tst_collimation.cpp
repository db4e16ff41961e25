#include "imaging/collimation.h"

#include <QTest>

#include <opencv2/core.hpp>

#include <set>

using lucency::imaging::collimated;

/// Bands around a field that is smaller than the image.
class CollimationTest : public QObject {
    Q_OBJECT

    /// Grey values of their own at every place, none of them black or white.
    static cv::Mat radiograph()
    {
        cv::Mat grey(80, 100, CV_32FC1);
        for (int row = 0; row < grey.rows; ++row)
            for (int column = 0; column < grey.cols; ++column)
                grey.at<float>(row, column) = 20.0F + static_cast<float>(row) * 2 + static_cast<float>(column) * 0.01F;
        return grey;
    }

    static bool isBand(const cv::Mat& line)
    {
        double low = 0, high = 0;
        cv::minMaxLoc(line, &low, &high);
        return low == high && (low == 0 || low == 255);
    }

    static cv::Rect fieldOf(const cv::Mat& image)
    {
        int top = 0, bottom = image.rows, left = 0, right = image.cols;
        while (top < bottom && isBand(image.row(top)))
            ++top;
        while (bottom > top && isBand(image.row(bottom - 1)))
            --bottom;
        while (left < right && isBand(image.col(left)))
            ++left;
        while (right > left && isBand(image.col(right - 1)))
            --right;
        return {left, top, right - left, bottom - top};
    }

private Q_SLOTS:
    void bands_of_one_grey_surround_a_field_that_holds_most_of_the_image()
    {
        const cv::Mat grey = radiograph();
        std::set<float> colours;
        std::set<bool> cutOff;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const cv::Mat image = collimated(grey, seed);
            QCOMPARE(image.size(), grey.size());
            QCOMPARE(image.type(), CV_32FC1);
            const auto field = fieldOf(image);
            QVERIFY(field.area() < image.size().area());
            QVERIFY2(field.height >= 0.55 * image.rows - 1 && field.width >= 0.8 * image.cols - 1, qPrintable(QString::number(seed)));
            cv::Mat outside = image.clone();
            const float colour = image.at<float>(field.y > 0 || field.x > 0 ? 0 : image.rows - 1, field.x > 0 ? 0 : image.cols - 1);
            outside(field).setTo(colour);
            QCOMPARE(cv::countNonZero(outside != colour), 0);
            colours.insert(colour);
            cutOff.insert(cv::norm(image(field), grey(field), cv::NORM_INF) == 0);
        }
        QCOMPARE(colours, (std::set{0.0F, 255.0F}));
        QCOMPARE(cutOff, (std::set{false, true})); // else the whole of it stands in the field
    }

    void a_reduced_image_keeps_its_edges()
    {
        const cv::Mat grey = radiograph();
        int reduced = 0;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const cv::Mat image = collimated(grey, seed), inside = image(fieldOf(image));
            if (cv::norm(inside, grey(fieldOf(image)), cv::NORM_INF) == 0) continue;
            ++reduced;
            QVERIFY(std::abs(inside.at<float>(0, 0) - grey.at<float>(0, 0)) < 3);
            QVERIFY(std::abs(inside.at<float>(inside.rows - 1, 0) - grey.at<float>(grey.rows - 1, 0)) < 3);
        }
        QVERIFY(reduced > 5);
    }

    void the_same_seed_gives_the_same_pixels_and_the_image_stays_as_it_was()
    {
        const cv::Mat grey = radiograph(), before = grey.clone();
        QCOMPARE(cv::norm(collimated(grey, 7), collimated(grey, 7), cv::NORM_INF), 0.0);
        QVERIFY(cv::norm(collimated(grey, 7), collimated(grey, 8), cv::NORM_INF) > 0);
        QCOMPARE(cv::norm(grey, before, cv::NORM_INF), 0.0);
    }

    void what_is_too_small_for_bands_stays_as_it_is()
    {
        const cv::Mat tiny(10, 40, CV_32FC1, cv::Scalar(9));
        QCOMPARE(cv::norm(collimated(tiny, 1), tiny, cv::NORM_INF), 0.0);
        QVERIFY(collimated({}, 1).empty());
    }
};

QTEST_APPLESS_MAIN(CollimationTest)
#include "tst_collimation.moc"
