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

class TestRasterDamage : public QObject {
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

    void verifyFails(const Bytes& file, FailureKind kind, const ReadLimits& limits = {})
    {
        const Result<Radiograph> read = readBytes(file, limits);
        QVERIFY(!read);
        QCOMPARE(QString::fromUtf8(slug(read.error().kind).data()), QString::fromUtf8(slug(kind).data()));
        QVERIFY(QString::fromStdString(read.error().subject).endsWith(QLatin1String("image.bin")));
    }

private Q_SLOTS:
    void truncatedAnywhereIsNeverAnImage_data()
    {
        QTest::addColumn<QByteArray>("extension");
        QTest::addColumn<int>("type");
        QTest::newRow("PNG") << QByteArray(".png") << CV_8UC1;
        QTest::newRow("16-bit PNG") << QByteArray(".png") << CV_16UC1;
        QTest::newRow("JPEG") << QByteArray(".jpg") << CV_8UC1;
        QTest::newRow("colour JPEG") << QByteArray(".jpg") << CV_8UC3;
        QTest::newRow("TIFF") << QByteArray(".tiff") << CV_16UC1;
        QTest::newRow("BMP") << QByteArray(".bmp") << CV_8UC3;
    }

    void truncatedAnywhereIsNeverAnImage()
    {
        QFETCH(QByteArray, extension);
        QFETCH(int, type);
        const Bytes whole = encoded(extension.constData(), scene(90, 70, type));
        QVERIFY(readBytes(whole));
        for (const double share : {0.999, 0.9, 0.5, 0.2, 0.05}) {
            Bytes cut = whole;
            cut.resize(static_cast<std::size_t>(static_cast<double>(whole.size()) * share));
            const Result<Radiograph> read = readBytes(cut);
            QVERIFY(!read);
            QCOMPARE(QString::fromUtf8(slug(read.error().kind).data()), QStringLiteral("truncated-pixel-data"));
        }
        for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 60) { // and no length does anything worse
            Bytes cut = whole;
            cut.resize(size);
            QVERIFY(!readBytes(cut));
        }
    }

    void jpegEndingWithoutItsEndMarkerIsTruncated()
    {
        Bytes jpeg = encoded(".jpg", scene(64, 64, CV_8UC1));
        jpeg.resize(jpeg.size() - 2);
        verifyFails(jpeg, FailureKind::TruncatedPixelData);
    }

    void damagedPixelsAreNeverShown_data()
    {
        QTest::addColumn<QByteArray>("extension");
        QTest::addColumn<int>("type");
        QTest::newRow("PNG") << QByteArray(".png") << CV_8UC1; // TIFF and BMP hold no sums
        QTest::newRow("16-bit colour PNG") << QByteArray(".png") << CV_16UC3;
        QTest::newRow("JPEG") << QByteArray(".jpg") << CV_8UC1;
        QTest::newRow("colour JPEG") << QByteArray(".jpg") << CV_8UC3;
    }

    void damagedPixelsAreNeverShown()
    {
        QFETCH(QByteArray, extension);
        QFETCH(int, type);
        const Bytes whole = encoded(extension.constData(), scene(90, 70, type));
        const cv::Mat right = readBytes(whole)->pixels;
        int refused = 0;
        for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 100) {
            Bytes bad = whole;
            bad[at] ^= 0x41;
            const Result<Radiograph> read = readBytes(bad);
            refused += !read;
            // A flipped bit in a JPEG's coefficients can be another JPEG; in a PNG the sums say so unless it is not about pixels.
            if (read && extension == ".png") QCOMPARE(largestDifference(read->pixels, right), 0.0);
        }
        QVERIFY2(refused > (extension == ".png" ? 95 : 10), qPrintable(QString::number(refused)));
    }

    void jpegWithACutOutMiddleIsRefused()
    {
        Bytes jpeg = encoded(".jpg", scene(300, 300, CV_8UC1));
        jpeg.erase(jpeg.begin() + static_cast<std::ptrdiff_t>(jpeg.size() / 2), jpeg.end() - 2); // the end marker is still there
        const cv::Mat padded = cv::imdecode(jpeg, cv::IMREAD_GRAYSCALE);
        QVERIFY(!padded.empty()); // what must not happen here: half of it is invented
        verifyFails(jpeg, FailureKind::CorruptFile);
    }

    void headersThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("kind");
        const Bytes png = encoded(".png", scene(64, 64, CV_8UC1));
        const auto row = [](const char* name, const Bytes& bytes, FailureKind kind) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
                                << int(kind);
        };
        row("no columns", withHeader(png, 0, 64), FailureKind::InvalidDimensions);
        row("no rows", withHeader(png, 64, 0), FailureKind::InvalidDimensions);
        row("negative columns", withHeader(png, 0x80000001u, 64), FailureKind::InvalidDimensions);
        row("gigantic", withHeader(png, 0x7fffffffu, 0x7fffffffu), FailureKind::TooLarge);
        row("more rows than a deflate stream can hold", withHeader(png, 14000, 14000), FailureKind::TruncatedPixelData);
        row("one row more than there is", withHeader(png, 64, 65), FailureKind::TruncatedPixelData);
        row("unknown depth", withHeader(png, 64, 64, 5), FailureKind::CorruptFile);
        row("unknown colour type", withHeader(png, 64, 64, 8, 5), FailureKind::CorruptFile);
        row("palette of 16 bits", withHeader(png, 64, 64, 16, 3), FailureKind::CorruptFile);
        row("palette missing", withHeader(png, 64, 64, 8, 3), FailureKind::CorruptFile);
        row("unknown interlacing", withHeader(png, 64, 64, 8, 0, 2), FailureKind::CorruptFile);
        Bytes unsummed = png;
        unsummed[20] ^= 1;
        row("header with a wrong sum", unsummed, FailureKind::CorruptFile);
        row("unknown filter", pngOf(2, 1, 8, 0, {5, 1, 2}), FailureKind::CorruptFile);
        row("pixel outside its palette", pngOf(2, 1, 8, 3, {0, 0, 3}, {1, 2, 3, 4, 5, 6}), FailureKind::CorruptFile);
        Bytes empty(png.begin(), png.begin() + 33);
        appendChunk(empty, "IEND", {});
        row("no pixel data", empty, FailureKind::NoPixelData);
        row("BMP without columns", bmpOf(8, 0, 0, 4, fourGreys(), Bytes(64)), FailureKind::InvalidDimensions);
        row("BMP of 30,000 x 30,000", bmpOf(8, 0, 30000, 30000, fourGreys(), Bytes(64)), FailureKind::TooLarge);
        row("BMP with more rows than bytes", bmpOf(8, 0, 64, 64, fourGreys(), Bytes(4095)), FailureKind::TruncatedPixelData);
        row("BMP runs without end", bmpOf(8, 1, 4, 2, fourGreys(), {4, 1, 0, 0}), FailureKind::TruncatedPixelData);
        row("BMP run beyond the row", bmpOf(8, 1, 4, 2, fourGreys(), {5, 1, 0, 1}), FailureKind::CorruptFile);
        row("BMP with more rows than runs can skip", bmpOf(8, 1, 1, 100'000'000, fourGreys(), {0, 1}), FailureKind::TruncatedPixelData);
        row("BMP of 7 bits", bmpOf(7, 0, 4, 2, {}, Bytes(64)), FailureKind::UnsupportedPixelFormat);
        Bytes jpeg = encoded(".jpg", scene(16, 16, CV_8UC1));
        const Bytes marker = {0xff, 0xc0};
        const auto frame = std::ranges::search(jpeg, marker).begin();
        Bytes twelve = jpeg;
        twelve[static_cast<std::size_t>(frame - jpeg.begin()) + 4] = 12;
        row("JPEG of 12 bits", twelve, FailureKind::UnsupportedPixelFormat);
        Bytes flat = jpeg;
        flat[static_cast<std::size_t>(frame - jpeg.begin()) + 5] = 0;
        flat[static_cast<std::size_t>(frame - jpeg.begin()) + 6] = 0;
        row("JPEG without rows", flat, FailureKind::InvalidDimensions);
        Bytes tall = jpeg;
        for (std::size_t i = 5; i < 9; ++i)
            tall[static_cast<std::size_t>(frame - jpeg.begin()) + i] = 0x2e; // 11,822 x 11,822
        row("JPEG too short for its dimensions", tall, FailureKind::TruncatedPixelData);
        row("text", {'H', 'e', 'l', 'l', 'o', ',', ' ', 'w', 'o', 'r', 'l', 'd', '!'}, FailureKind::NotAnImage);
        row("nothing", {}, FailureKind::NotAnImage);
        row(
            "floating-point TIFF",
            [] {
                cv::Mat real;
                scene(8, 8, CV_8UC1).convertTo(real, CV_32F);
                return encoded(".tiff", real);
            }(),
            FailureKind::UnsupportedPixelFormat);
    }

    void headersThatCannotBe()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, kind);
        verifyFails(Bytes(file.begin(), file.end()), static_cast<FailureKind>(kind));
    }

    void limitsAreKept()
    {
        ReadLimits limits;
        limits.pixels = 63 * 64;
        for (const char* extension : {".png", ".jpg", ".tiff", ".bmp"}) {
            verifyFails(encoded(extension, scene(64, 64, CV_8UC1)), FailureKind::TooLarge, limits);
            QVERIFY(readBytes(encoded(extension, scene(63, 64, CV_8UC1)), limits));
            QVERIFY(!readRasterHeader(write(encoded(extension, scene(64, 64, CV_8UC1))), limits));
        }
        limits.inflatedBytes = 100;
        verifyFails(encoded(".bmp", scene(10, 10, CV_8UC1)), FailureKind::TooLarge, limits);
    }

    void filesThatCannotBeRead()
    {
        const std::filesystem::path folder(m_folder.path().toStdString());
        QCOMPARE(readRaster(folder / "absent.png", {}).error().kind, FailureKind::NotFound);
        QCOMPARE(readRaster(folder, {}).error().kind, FailureKind::Unreadable);
        QCOMPARE(readRaster(folder / "absent.png", {}).error().subject, (folder / "absent.png").string());
    }

    void contentDecidesNotTheName()
    {
        const std::filesystem::path file = write(encoded(".png", scene(8, 8, CV_8UC1)), "really_a_png.jpg");
        QVERIFY(readRaster(file, {}));
    }

    void looksLikeRaster_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<bool>("raster");
        QTest::newRow("PNG") << QByteArray::fromHex("89504e470d0a1a0a0000000d") << true;
        QTest::newRow("PNG mangled by a text transfer") << QByteArray::fromHex("89504e470a1a0a0000000d49") << false;
        QTest::newRow("JPEG") << QByteArray::fromHex("ffd8ffe000104a4649460001") << true;
        QTest::newRow("JPEG 2000") << QByteArray::fromHex("0000000c6a5020200d0a870a") << false;
        QTest::newRow("TIFF, little") << QByteArray::fromHex("49492a000800000000000000") << true;
        QTest::newRow("TIFF, big") << QByteArray::fromHex("4d4d002a0000000800000000") << true;
        QTest::newRow("BigTIFF") << QByteArray::fromHex("49492b000800000010000000") << true;
        QTest::newRow("BMP") << QByteArray::fromHex("424d36000000000000003600") << true;
        QTest::newRow("text that begins with BM") << QByteArray("BMI of 24.5, ") << false;
        QTest::newRow("DICOM preamble") << QByteArray(12, '\0') << false;
        QTest::newRow("too short") << QByteArray::fromHex("ffd8ff") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }

    void looksLikeRaster()
    {
        QFETCH(QByteArray, head);
        QFETCH(bool, raster);
        QCOMPARE(imaging::looksLikeRaster({reinterpret_cast<const std::uint8_t*>(head.constData()), static_cast<std::size_t>(head.size())}),
                 raster);
    }
};

QTEST_APPLESS_MAIN(TestRasterDamage)
#include "tst_rasterdamage.moc"
