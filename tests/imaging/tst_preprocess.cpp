#include "imaging/preprocess.h"
#include "imaging/raster.h"

#include "tests/support/data.h"

#include <QtTest>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

using namespace lucency;
using namespace lucency::imaging;

Q_DECLARE_METATYPE(lucency::imaging::Normalisation)

namespace {

Radiograph picture(int columns, int rows, int bits, std::uint64_t seed = 1)
{
    Radiograph radiograph;
    radiograph.pixels.create(rows, columns, CV_16UC1);
    cv::RNG random(seed);
    random.fill(radiograph.pixels, cv::RNG::UNIFORM, 0, bits == 8 ? 256 : 65536);
    radiograph.rows = rows;
    radiograph.columns = columns;
    radiograph.bitsStored = bits;
    return radiograph;
}

/// What score_torch.py does: float values, INTER_AREA, (x - min) / max(1e-6, max - min) * 2 - 1.
cv::Mat asInPython(const cv::Mat& pixels, int size)
{
    cv::Mat image;
    pixels.convertTo(image, CV_32F);
    cv::resize(image, image, cv::Size(size, size), 0, 0, cv::INTER_AREA);
    double low = 0;
    double high = 0;
    cv::minMaxLoc(image, &low, &high);
    image = (image - low) / std::max(1e-6, high - low);
    return image * 2 - 1;
}

double largestDifference(const cv::Mat& a, const cv::Mat& b)
{
    return a.size() == b.size() && a.type() == b.type() ? cv::norm(a, b, cv::NORM_INF) : 1e9;
}

cv::Mat channel(const cv::Mat& image, int index)
{
    cv::Mat out;
    cv::extractChannel(image, out, index);
    return out;
}

} // namespace

class TestPreprocess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void minMaxEqualsPython_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("size");
        for (const int bits : {8, 16})
            for (const auto& [columns, rows, size] : {std::array{1024, 1024, 224},
                                                      {1024, 1024, 256},
                                                      {512, 512, 224},
                                                      {1000, 700, 224},
                                                      {224, 224, 224},
                                                      {225, 224, 224},
                                                      {64, 64, 224},
                                                      {64, 64, 64},
                                                      {300, 100, 224},
                                                      {100, 300, 224},
                                                      {7, 5, 3},
                                                      {2, 1, 8},
                                                      {1, 500, 4},
                                                      {2021, 1773, 320},
                                                      {448, 449, 224}})
                QTest::addRow("%d x %d, %d bit, to %d", columns, rows, bits, size) << columns << rows << bits << size;
    }

    void minMaxEqualsPython()
    {
        QFETCH(int, columns);
        QFETCH(int, rows);
        QFETCH(int, bits);
        QFETCH(int, size);
        const Radiograph radiograph = picture(columns, rows, bits);
        const cv::Mat input = preprocess(radiograph, {size, 1, Normalisation::MinMax});
        QCOMPARE(input.type(), CV_32FC1);
        QVERIFY(input.isContinuous());
        const double difference = largestDifference(input, asInPython(radiograph.pixels, size));
        QVERIFY2(difference < 1e-5, qPrintable(QString::number(difference)));
    }

    void realRadiographsEqualPython_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("NIH as published") << "nih/images_1024";
        QTest::newRow("NIH reduced") << "nih/images_512";
        QTest::newRow("NIH 64, enlarged") << "nih/images_64";
        QTest::newRow("Kermany") << "kermany/train/NORMAL";
    }

    void realRadiographsEqualPython()
    {
        LUCENCY_NEEDS_DATA;
        QFETCH(QString, file);
        const QDir folder(test::dataFolder() + QLatin1Char('/') + file);
        const QStringList names = folder.entryList(QDir::Files, QDir::Name);
        QVERIFY(names.size() > 100);
        for (qsizetype i = 0; i < names.size(); i += names.size() / 6) {
            const std::string path = folder.filePath(names[i]).toStdString();
            const Result<Radiograph> read = readRaster(path, {});
            QVERIFY(read);
            cv::Mat image = cv::imread(path, cv::IMREAD_UNCHANGED); // Python averages three channels; here they are equal
            if (image.channels() > 1) image = channel(image, 0);
            const cv::Mat input = preprocess(*read, {224, 3, Normalisation::MinMax});
            for (int c = 0; c < 3; ++c)
                QVERIFY2(largestDifference(channel(input, c), asInPython(image, 224)) < 1e-5, path.c_str());
        }
    }

    void valuesOfEachNormalisation()
    {
        Radiograph radiograph = picture(2, 2, 8);
        const int values[4] = {0, 51, 102, 255};
        for (int i = 0; i < 4; ++i)
            radiograph.pixels.at<std::uint16_t>(i / 2, i % 2) = static_cast<std::uint16_t>(values[i]);
        const auto at = [&](Normalisation normalisation, int i) {
            return preprocess(radiograph, {2, 1, normalisation}).at<float>(i / 2, i % 2);
        };
        QVERIFY(std::abs(at(Normalisation::MinMax, 0) + 1) < 1e-6 && std::abs(at(Normalisation::MinMax, 3) - 1) < 1e-6);
        QVERIFY(std::abs(at(Normalisation::MinMax, 1) + 0.6) < 1e-6);
        QVERIFY(std::abs(at(Normalisation::Unit, 2) - 0.4) < 1e-6);
        const double mean = 102;
        const double deviation = std::sqrt((102 * 102 + 51 * 51 + 0 + 153 * 153) / 4.0);
        QVERIFY(std::abs(at(Normalisation::MeanStd, 3) - (255 - mean) / deviation) < 1e-5);
        // numpy.percentile([0, 51, 102, 255], [1, 99]) = 1.53, 250.41
        QVERIFY(std::abs(at(Normalisation::Percentiles, 1) - ((51 - 1.53) / (250.41 - 1.53) * 2 - 1)) < 1e-5);
        QCOMPARE(at(Normalisation::Percentiles, 0), -1.0F);
        QCOMPARE(at(Normalisation::Percentiles, 3), 1.0F);
        const cv::Mat three = preprocess(radiograph, {2, 3, Normalisation::ImageNet});
        QCOMPARE(three.type(), CV_32FC3);
        const cv::Vec3f last = three.at<cv::Vec3f>(1, 0);
        QVERIFY(std::abs(last[0] - (0.4 - 0.485) / 0.229) < 1e-5);
        QVERIFY(std::abs(last[1] - (0.4 - 0.456) / 0.224) < 1e-5);
        QVERIFY(std::abs(last[2] - (0.4 - 0.406) / 0.225) < 1e-5);
    }

    void sixteenBitsFillTheSameRange_data()
    {
        QTest::addColumn<Normalisation>("normalisation");
        QTest::newRow("unit") << Normalisation::Unit;
        QTest::newRow("ImageNet") << Normalisation::ImageNet;
    }

    void sixteenBitsFillTheSameRange()
    {
        QFETCH(Normalisation, normalisation);
        const Radiograph narrow = picture(64, 64, 8);
        Radiograph wide = narrow;
        wide.bitsStored = 16;
        wide.pixels.release();
        narrow.pixels.convertTo(wide.pixels, CV_16U, 257);
        QVERIFY(largestDifference(preprocess(narrow, {32, 3, normalisation}), preprocess(wide, {32, 3, normalisation})) < 1e-5);
    }

    void presentationValuesOfPictures()
    {
        const Radiograph narrow = picture(20, 10, 8);
        const cv::Mat values = presentationValues(narrow);
        QCOMPARE(values.type(), CV_16UC1);
        for (int y = 0; y < 10; ++y)
            for (int x = 0; x < 20; ++x)
                QCOMPARE(int(values.at<std::uint16_t>(y, x)), narrow.pixels.at<std::uint16_t>(y, x) * 257);
        const Radiograph wide = picture(20, 10, 16);
        QCOMPARE(largestDifference(presentationValues(wide), wide.pixels), 0.0);
        Radiograph white = wide; // a TIFF whose zero is white
        white.meaning.photometric = Photometric::Monochrome1;
        QVERIFY(largestDifference(presentationValues(white), 65535 - wide.pixels) <= 1);
    }

    void dicomGoesThroughTheDisplayPipeline()
    {
        Radiograph radiograph;
        radiograph.pixels.create(1, 4096, CV_16UC1);
        for (int i = 0; i < 4096; ++i)
            radiograph.pixels.at<std::uint16_t>(0, i) = static_cast<std::uint16_t>(i);
        radiograph.bitsStored = 12;
        radiograph.identity.isDicom = true;
        radiograph.meaning.rescaleSlope = 2;
        radiograph.meaning.windows = {{4000, 2001, VoiFunction::Linear, {}}};
        cv::Mat values = presentationValues(radiograph);
        QCOMPARE(int(values.at<std::uint16_t>(0, 1499)), 0);
        QCOMPARE(int(values.at<std::uint16_t>(0, 2500)), 65535);
        QVERIFY(std::abs(values.at<std::uint16_t>(0, 2000) - 32784) <= 1); // 65,535 ((4000 - 3999.5) / 2000 + 1/2)
        radiograph.meaning.photometric = Photometric::Monochrome1;
        const cv::Mat inverted = presentationValues(radiograph);
        for (int i = 0; i < 4096; ++i)
            QVERIFY(std::abs(inverted.at<std::uint16_t>(0, i) + values.at<std::uint16_t>(0, i) - 65535) <= 1);
        radiograph.meaning.padding = {{3000, 3100}};
        QCOMPARE(int(presentationValues(radiograph).at<std::uint16_t>(0, 3050)), 0);
        radiograph.meaning.photometric = Photometric::Monochrome2;
        QCOMPARE(int(presentationValues(radiograph).at<std::uint16_t>(0, 3050)), 0); // black, where it would be white
    }

    void inversionDoesNotChangeTheInput()
    {
        // The same radiograph as MONOCHROME2 and, stored the other way round, as MONOCHROME1.
        Radiograph bright = picture(300, 280, 16);
        bright.identity.isDicom = true;
        bright.meaning.windows = {{32767.5, 65535, VoiFunction::LinearExact, {}}};
        Radiograph dark = bright;
        dark.pixels.release();
        dark.pixels = 65535 - bright.pixels;
        dark.meaning.photometric = Photometric::Monochrome1;
        QVERIFY(largestDifference(preprocess(bright, {224, 1, Normalisation::MinMax}), preprocess(dark, {224, 1, Normalisation::MinMax})) <
                1e-5);
    }

    void signedStoredValues()
    {
        Radiograph plain = picture(300, 280, 16);
        plain.identity.isDicom = true;
        Radiograph shifted = plain;
        shifted.pixels.create(plain.pixels.size(), CV_16SC1);
        for (int y = 0; y < plain.pixels.rows; ++y)
            for (int x = 0; x < plain.pixels.cols; ++x)
                shifted.pixels.at<std::int16_t>(y, x) = static_cast<std::int16_t>(plain.pixels.at<std::uint16_t>(y, x) - 32768);
        for (const Normalisation normalisation : {Normalisation::MinMax, Normalisation::Unit})
            QVERIFY(largestDifference(preprocess(plain, {100, 1, normalisation}), preprocess(shifted, {100, 1, normalisation})) < 1e-5);
    }

    void oneGreyIsNoDivisionByZero_data()
    {
        QTest::addColumn<Normalisation>("normalisation");
        QTest::newRow("min max") << Normalisation::MinMax;
        QTest::newRow("percentiles") << Normalisation::Percentiles;
        QTest::newRow("mean and deviation") << Normalisation::MeanStd;
    }

    void oneGreyIsNoDivisionByZero()
    {
        QFETCH(Normalisation, normalisation);
        Radiograph radiograph = picture(50, 50, 8);
        radiograph.pixels.setTo(77);
        const cv::Mat input = preprocess(radiograph, {16, 1, normalisation});
        QVERIFY(cv::checkRange(input));
        double low = 0;
        double high = 0;
        cv::minMaxLoc(input, &low, &high);
        QVERIFY2(low >= -1.001 && high <= 1.001, qPrintable(QString::number(high)));
    }

    void sameResultInEveryThread()
    {
        const Radiograph radiograph = picture(700, 500, 16);
        const cv::Mat expected = preprocess(radiograph, {224, 3, Normalisation::ImageNet});
        std::vector<double> differences(4, 1);
        std::vector<std::jthread> threads;
        for (double& difference : differences)
            threads.emplace_back([&] {
                difference = 0;
                for (int i = 0; i < 5; ++i)
                    difference += largestDifference(preprocess(radiograph, {224, 3, Normalisation::ImageNet}), expected);
            });
        threads.clear();
        QCOMPARE(*std::ranges::max_element(differences), 0.0);
    }

    void normaliseIsTheSecondHalf()
    {
        const Radiograph radiograph = picture(96, 96, 8);
        cv::Mat grey;
        radiograph.pixels.convertTo(grey, CV_32F);
        for (const Normalisation normalisation :
             {Normalisation::MinMax, Normalisation::ImageNet, Normalisation::Unit, Normalisation::Percentiles, Normalisation::MeanStd})
            for (const int channels : {1, 3})
                QVERIFY(largestDifference(normalise(grey, {96, channels, normalisation}),
                                          preprocess(radiograph, {96, channels, normalisation})) < 1e-5);
    }

    void nothingFromNothing()
    {
        QVERIFY(preprocess(Radiograph{}, {}).empty());
        QVERIFY(normalise(cv::Mat(), {}).empty());
        QVERIFY(presentationValues(Radiograph{}).empty());
    }
};

QTEST_APPLESS_MAIN(TestPreprocess)
#include "tst_preprocess.moc"
