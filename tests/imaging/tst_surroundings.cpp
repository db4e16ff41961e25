#include "imaging/surroundings.h"

#include <QTest>

#include <opencv2/core.hpp>

using lucency::imaging::inSurroundingsOf;
using lucency::imaging::lungFields;

class SurroundingsTest : public QObject {
    Q_OBJECT

    static cv::Mat noise(int seed, double mean, double deviation)
    {
        cv::RNG random(static_cast<std::uint64_t>(seed));
        cv::Mat image(100, 100, CV_8UC1);
        random.fill(image, cv::RNG::NORMAL, mean, deviation);
        return image;
    }

private Q_SLOTS:
    void the_fields_lie_left_and_right_of_the_middle_and_end_above_the_abdomen()
    {
        const cv::Mat fields = lungFields(100, 200);
        QCOMPARE(fields.size(), cv::Size(200, 100));
        QCOMPARE(fields.at<float>(44, 60), 1.0F);
        QCOMPARE(fields.at<float>(44, 140), 1.0F);
        for (const cv::Point place : {cv::Point(100, 44), cv::Point(5, 5), cv::Point(195, 95), cv::Point(60, 90), cv::Point(60, 3)})
            QCOMPARE(fields.at<float>(place), 0.0F);
        cv::Mat mirrored;
        cv::flip(fields, mirrored, 1);
        QVERIFY(cv::norm(fields, mirrored, cv::NORM_INF) < 1e-4);
    }

    void lungs_stay_and_all_else_is_the_other_image_in_the_tone_of_the_first()
    {
        const cv::Mat chest = noise(1, 150, 20), other = noise(2, 60, 10);
        const cv::Mat joined = inSurroundingsOf(chest, other), fields = lungFields(100, 100);
        double outsideMean = 0;
        int outside = 0;
        for (int row = 0; row < 100; ++row)
            for (int column = 0; column < 100; ++column) {
                const float inside = fields.at<float>(row, column);
                const int value = joined.at<std::uint8_t>(row, column);
                if (inside == 1.0F) QCOMPARE(value, int(chest.at<std::uint8_t>(row, column)));
                if (inside != 0.0F) continue;
                const double expected = (other.at<std::uint8_t>(row, column) - 60) * 2.0 + 150;
                QVERIFY(std::abs(value - std::min(expected, 255.0)) < 8);
                outsideMean += value;
                ++outside;
            }
        QVERIFY(std::abs(outsideMean / outside - 150) < 3);
        QCOMPARE(cv::norm(inSurroundingsOf(chest, chest), chest, cv::NORM_INF), 0.0); // its own surroundings change nothing
    }

    void what_does_not_fit_leaves_the_image_as_it_is()
    {
        const cv::Mat chest = noise(1, 150, 20), plain(100, 100, CV_8UC1, cv::Scalar(7));
        QCOMPARE(cv::norm(inSurroundingsOf(chest, noise(2, 60, 10)(cv::Rect(0, 0, 50, 50))), chest, cv::NORM_INF), 0.0);
        QVERIFY(inSurroundingsOf({}, chest).empty());
        QVERIFY(!inSurroundingsOf(chest, plain).empty()); // nothing to divide by
    }
};

QTEST_APPLESS_MAIN(SurroundingsTest)
#include "tst_surroundings.moc"
