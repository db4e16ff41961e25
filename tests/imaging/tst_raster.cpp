#include "imaging/raster.h"

#include "tests/support/data.h"
#include "tests/support/rasterfiles.h"

#include <QtTest>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <tiffio.h>

using namespace lucency;
using namespace lucency::imaging;
using namespace lucency::test;

namespace {

bool has(const Radiograph& radiograph, Remark remark)
{
    return std::ranges::count(radiograph.remarks, remark) == 1;
}

} // namespace

class TestRaster : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const Bytes& bytes, const char* name = "image.bin")
    {
        const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return file;
    }

    Result<Radiograph> readBytes(const Bytes& bytes, const ReadLimits& limits = {}) { return readRaster(write(bytes), limits); }

    void verifyEqualsOpenCv(const Bytes& file, double tolerance)
    {
        const Result<Radiograph> read = readBytes(file);
        QVERIFY2(read, read ? "" : (std::string(slug(read.error().kind)) + " " + read.error().detail).c_str());
        const double difference = largestDifference(read->pixels, expectedGrey(file));
        QVERIFY2(difference <= tolerance, qPrintable(QString::number(difference)));
    }

private Q_SLOTS:
    void equalsOpenCv_data()
    {
        QTest::addColumn<QByteArray>("extension");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("tolerance");
        for (const int type : {CV_8UC1, CV_8UC3, CV_8UC4, CV_16UC1, CV_16UC3, CV_16UC4})
            for (const auto& [columns, rows] : {std::pair{1, 1}, {2, 1}, {7, 5}, {8, 8}, {9, 17}, {64, 64}, {251, 130}, {5, 300}})
                for (const char* extension : {".png", ".tiff", ".bmp", ".jpg"}) {
                    const bool deep = CV_MAT_DEPTH(type) == CV_16U;
                    const bool jpeg = std::string_view(extension) == ".jpg";
                    if ((deep || CV_MAT_CN(type) == 4) && (jpeg || std::string_view(extension) == ".bmp")) continue;
                    // Luminance is rounded once here and twice by OpenCV (16 bit), or computed in JPEG's own colours.
                    const double tolerance = CV_MAT_CN(type) == 1 ? 0 : jpeg ? 2 : deep ? 1 : 0;
                    QTest::addRow("%s %d bit %d channels %d x %d", extension, deep ? 16 : 8, CV_MAT_CN(type), columns, rows)
                        << QByteArray(extension) << type << columns << rows << tolerance;
                }
    }

    void equalsOpenCv()
    {
        QFETCH(QByteArray, extension);
        QFETCH(int, type);
        QFETCH(int, columns);
        QFETCH(int, rows);
        QFETCH(double, tolerance);
        const Bytes file = encoded(extension.constData(), scene(columns, rows, type));
        verifyEqualsOpenCv(file, tolerance);
        const Result<Radiograph> read = readBytes(file);
        QVERIFY(read);
        QCOMPARE(read->bitsStored, CV_MAT_DEPTH(type) == CV_16U ? 16 : 8);
        QCOMPARE(read->rows, rows);
        QCOMPARE(read->columns, columns);
        QVERIFY(read->pixels.isContinuous());
        QCOMPARE(read->spacing.source, SpacingSource::None);
        QVERIFY(!read->identity.isDicom);
    }

    void everyPngFilter_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<int>("type");
        for (const int type : {CV_8UC1, CV_8UC3, CV_8UC4, CV_16UC1, CV_16UC3, CV_16UC4})
            for (int filter = 0; filter <= 5; ++filter) // five is a mixture
                QTest::addRow("filter %d, %d bit %d channels", filter, CV_MAT_DEPTH(type) == CV_16U ? 16 : 8, CV_MAT_CN(type))
                    << filter << type;
    }

    /// Random bytes under a filter are still an image; OpenCV's libpng says which.

    void everyPngFilter()
    {
        QFETCH(int, strategy);
        QFETCH(int, type);
        cv::RNG random(static_cast<std::uint64_t>(type));
        const std::size_t bytesPerPixel = static_cast<std::size_t>(CV_ELEM_SIZE(type));
        for (const auto& [columns, rows] : {std::pair{1, 9}, {3, 3}, {16, 16}, {17, 31}, {40, 1}, {133, 29}}) {
            Bytes filtered;
            for (int y = 0; y < rows; ++y) {
                filtered.push_back(static_cast<std::uint8_t>(strategy < 5 ? strategy : random.uniform(0, 5)));
                for (std::size_t i = 0; i < static_cast<std::size_t>(columns) * bytesPerPixel; ++i)
                    filtered.push_back(static_cast<std::uint8_t>(random.uniform(0, 256)));
            }
            const int colour = CV_MAT_CN(type) == 1 ? 0 : CV_MAT_CN(type) == 3 ? 2 : 6;
            verifyEqualsOpenCv(pngOf(columns, rows, CV_MAT_DEPTH(type) == CV_16U ? 16 : 8, colour, filtered),
                               CV_MAT_CN(type) > 1 && CV_MAT_DEPTH(type) == CV_16U ? 1 : 0);
        }
    }

    void smallDepthsAndPalettes_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("palette");
        QTest::addColumn<bool>("interlaced");
        for (const int depth : {1, 2, 4, 8})
            for (const bool palette : {false, true})
                for (const bool interlaced : {false, true})
                    QTest::addRow("%d bit %s%s", depth, palette ? "palette" : "grey", interlaced ? " interlaced" : "")
                        << depth << palette << interlaced;
    }

    void smallDepthsAndPalettes()
    {
        QFETCH(int, depth);
        QFETCH(bool, palette);
        QFETCH(bool, interlaced);
        cv::RNG random(static_cast<std::uint64_t>(depth));
        Bytes colours;
        for (int i = 0; palette && i < 3 << depth; ++i)
            colours.push_back(static_cast<std::uint8_t>(random.uniform(0, 256)));
        for (const auto& [columns, rows] : {std::pair{1, 1}, {3, 2}, {13, 11}, {32, 9}}) {
            Bytes filtered;
            const auto pass = [&](int passColumns, int passRows) {
                for (int y = 0; passColumns > 0 && y < passRows; ++y) {
                    filtered.push_back(static_cast<std::uint8_t>(random.uniform(0, 5)));
                    for (int i = 0; i < (passColumns * depth + 7) / 8; ++i)
                        filtered.push_back(static_cast<std::uint8_t>(random.uniform(0, 256)));
                }
            };
            const auto part = [](int length, int from, int step) { return length <= from ? 0 : (length - from + step - 1) / step; };
            constexpr int Adam7[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
            if (!interlaced) pass(columns, rows);
            for (int i = 0; interlaced && i < 7; ++i)
                pass(part(columns, Adam7[i][0], Adam7[i][2]), part(rows, Adam7[i][1], Adam7[i][3]));
            verifyEqualsOpenCv(pngOf(columns, rows, depth, palette ? 3 : 0, filtered, colours, interlaced), 0);
        }
    }

    void eightBitsStayAsTheyAre()
    {
        const cv::Mat image = scene(40, 30, CV_8UC1);
        for (const char* extension : {".png", ".tiff", ".bmp"}) {
            const Result<Radiograph> read = readBytes(encoded(extension, image));
            QVERIFY(read);
            QCOMPARE(read->pixels.type(), CV_16UC1);
            for (int y = 0; y < 30; ++y)
                for (int x = 0; x < 40; ++x)
                    QCOMPARE(int(read->pixels.at<std::uint16_t>(y, x)), int(image.at<std::uint8_t>(y, x)));
            QVERIFY(has(*read, Remark::NoPixelSpacing));
            QVERIFY(!has(*read, Remark::ColourConverted));
            QVERIFY(!has(*read, Remark::LossyCompressed));
        }
    }

    void equalChannelsAreGreyExactly()
    {
        const cv::Mat grey8 = scene(33, 21, CV_8UC1);
        const cv::Mat grey16 = scene(33, 21, CV_16UC1);
        for (const cv::Mat& grey : {grey8, grey16})
            for (const int code : {cv::COLOR_GRAY2BGR, cv::COLOR_GRAY2BGRA}) {
                cv::Mat channels;
                cv::cvtColor(grey, channels, code);
                cv::Mat expected;
                grey.convertTo(expected, CV_16U);
                for (const char* extension : {".png", ".tiff"}) {
                    const Result<Radiograph> read = readBytes(encoded(extension, channels));
                    QVERIFY(read);
                    QCOMPARE(largestDifference(read->pixels, expected), 0.0);
                    QVERIFY(!has(*read, Remark::ColourConverted));
                    QCOMPARE(has(*read, Remark::AlphaIgnored), code == cv::COLOR_GRAY2BGRA);
                }
            }
        // A grey radiograph saved as a colour JPEG: neutral chroma, so the same values as from the grey JPEG.
        cv::Mat colour;
        cv::cvtColor(grey8, colour, cv::COLOR_GRAY2BGR);
        const Bytes jpeg = encoded(".jpg", colour, {cv::IMWRITE_JPEG_QUALITY, 95});
        const Result<Radiograph> read = readBytes(jpeg);
        QVERIFY(read);
        QVERIFY(!has(*read, Remark::ColourConverted));
        QVERIFY(has(*read, Remark::LossyCompressed));
        QCOMPARE(largestDifference(read->pixels, expectedGrey(jpeg)), 0.0);
    }

    void trueColourIsLuminanceWithARemark()
    {
        cv::Mat colour(4, 4, CV_8UC3, cv::Scalar(10, 100, 200)); // blue, green, red
        const Result<Radiograph> read = readBytes(encoded(".png", colour));
        QVERIFY(read);
        QVERIFY(has(*read, Remark::ColourConverted));
        QCOMPARE(int(read->pixels.at<std::uint16_t>(1, 1)), 120); // 0.299 * 200 + 0.587 * 100 + 0.114 * 10
    }

    void printResolutionIsNoPixelSpacing()
    {
        Bytes png = encoded(".png", scene(8, 8, CV_8UC1));
        Bytes chunk;
        appendChunk(chunk, "pHYs", {0, 0, 0x1b, 0xaf, 0, 0, 0x1b, 0xaf, 1}); // 7,087 pixels a metre
        png.insert(png.begin() + 33, chunk.begin(), chunk.end());
        const Result<Radiograph> read = readBytes(png);
        QVERIFY(read);
        QCOMPARE(read->spacing.source, SpacingSource::None);
        QCOMPARE(read->spacing.row, 0.0);
    }

    void pixelsInManyChunksAndSurplus()
    {
        const Bytes whole = encoded(".png", scene(64, 64, CV_8UC1));
        const Result<Radiograph> expected = readBytes(whole);
        Bytes filtered;
        for (int y = 0; y < 70; ++y) { // six rows too many
            filtered.push_back(0);
            for (int x = 0; x < 64; ++x)
                filtered.push_back(static_cast<std::uint8_t>(std::min(y, 63) * 3 + x % 7));
        }
        const Result<Radiograph> surplus = readBytes(withHeader(pngOf(64, 70, 8, 0, filtered), 64, 64));
        QVERIFY(surplus);
        QVERIFY(has(*surplus, Remark::TrailingPixelData));
        QCOMPARE(int(surplus->pixels.at<std::uint16_t>(63, 5)), 63 * 3 + 5);
        Bytes pieces(whole.begin(), whole.begin() + 33);
        Bytes data;
        for (std::size_t at = 33; at < whole.size();) {
            const std::size_t length =
                std::size_t{whole[at]} << 24 | std::size_t{whole[at + 1]} << 16 | std::size_t{whole[at + 2]} << 8 | whole[at + 3];
            if (std::equal(whole.begin() + static_cast<std::ptrdiff_t>(at) + 4, whole.begin() + static_cast<std::ptrdiff_t>(at) + 8,
                           "IDAT"))
                data.insert(data.end(), whole.begin() + static_cast<std::ptrdiff_t>(at) + 8,
                            whole.begin() + static_cast<std::ptrdiff_t>(at + 8 + length));
            at += 12 + length;
        }
        for (std::size_t at = 0; at < data.size(); at += 13)
            appendChunk(pieces, "IDAT",
                        Bytes(data.begin() + static_cast<std::ptrdiff_t>(at),
                              data.begin() + static_cast<std::ptrdiff_t>(std::min(at + 13, data.size()))));
        appendChunk(pieces, "IEND", {});
        const Result<Radiograph> joined = readBytes(pieces);
        QVERIFY(joined);
        QCOMPARE(largestDifference(joined->pixels, expected->pixels), 0.0);
    }

    void headerAloneKnowsTheSize()
    {
        for (const char* extension : {".png", ".jpg", ".tiff", ".bmp"}) {
            const Result<Radiograph> header = readRasterHeader(write(encoded(extension, scene(61, 47, CV_8UC3))), {});
            QVERIFY(header);
            QVERIFY(header->pixels.empty());
            QCOMPARE(header->columns, 61);
            QCOMPARE(header->rows, 47);
        }
    }

    void realRadiographsEqualOpenCv_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("step");
        QTest::newRow("NIH as published") << "nih/images_1024" << 6;
        QTest::newRow("NIH reduced") << "nih/images_512" << 20;
        QTest::newRow("NIH 64, mixed channels") << "nih/images_64" << 1;
        QTest::newRow("Kermany normal") << "kermany/train/NORMAL" << 30;
        QTest::newRow("Kermany pneumonia") << "kermany/train/PNEUMONIA" << 80;
    }

    void realRadiographsEqualOpenCv()
    {
        LUCENCY_NEEDS_DATA;
        QFETCH(QString, folder);
        QFETCH(int, step);
        const std::string where = (test::dataFolder() + QLatin1Char('/') + folder).toStdString();
        std::set<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(where))
            files.insert(entry.path());
        int index = 0;
        for (const std::filesystem::path& file : files) {
            if (index++ % step) continue;
            const Result<Radiograph> read = readRaster(file, {});
            QVERIFY2(read, file.c_str());
            const cv::Mat image = cv::imread(file.string(), cv::IMREAD_UNCHANGED);
            cv::Mat channel = image;
            if (image.channels() > 1) cv::extractChannel(image, channel, 0);
            cv::Mat expected;
            channel.convertTo(expected, CV_16U);
            QVERIFY2(!has(*read, Remark::ColourConverted), file.c_str()); // each of them is grey, whatever its channels
            QCOMPARE(has(*read, Remark::AlphaIgnored), image.channels() == 4);
            QVERIFY2(largestDifference(read->pixels, expected) == 0, file.c_str());
        }
        QVERIFY(index > 100);
    }
};

QTEST_APPLESS_MAIN(TestRaster)
#include "tst_raster.moc"
