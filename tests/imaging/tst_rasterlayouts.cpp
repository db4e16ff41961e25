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

/// An Exif directory that holds the orientation alone.
Bytes exifOf(int orientation, bool little = false)
{
    const auto value = static_cast<std::uint8_t>(orientation);
    if (little) return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0};
    return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0};
}

Bytes jpegSegmentOf(const Bytes& exif)
{
    Bytes segment = {0xff, 0xe1, 0, static_cast<std::uint8_t>(exif.size() + 8), 'E', 'x', 'i', 'f', 0, 0};
    segment.insert(segment.end(), exif.begin(), exif.end());
    return segment;
}

} // namespace

class TestRasterLayouts : public QObject {
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

private Q_SLOTS:
    void whiteIsZeroTiffIsShownInverted()
    {
        const Bytes bytes = encoded(".tiff", scene(16, 16, CV_16UC1), {cv::IMWRITE_TIFF_COMPRESSION, COMPRESSION_NONE});
        const std::filesystem::path file = write(bytes, "white.tiff");
        TIFF* const tiff = TIFFOpen(file.c_str(), "r+");
        QVERIFY(tiff);
        TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
        TIFFRewriteDirectory(tiff);
        TIFFClose(tiff);
        const Result<Radiograph> read = readRaster(file, {});
        QVERIFY(read);
        QCOMPARE(read->meaning.photometric, Photometric::Monochrome1);
        QVERIFY(has(*read, Remark::Inverted));
        QCOMPARE(largestDifference(read->pixels, scene(16, 16, CV_16UC1)), 0.0);
    }

    void tiffLayouts_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("planar");
        QTest::addColumn<int>("tile");
        QTest::addColumn<int>("compression");
        QTest::newRow("16 bit tiles") << 16 << 1 << PLANARCONFIG_CONTIG << 16 << COMPRESSION_NONE;
        QTest::newRow("8 bit tiles, deflate") << 8 << 1 << PLANARCONFIG_CONTIG << 32 << COMPRESSION_ADOBE_DEFLATE;
        QTest::newRow("16 bit RGB planes, LZW") << 16 << 3 << PLANARCONFIG_SEPARATE << 0 << COMPRESSION_LZW;
        QTest::newRow("8 bit RGB planes in tiles") << 8 << 3 << PLANARCONFIG_SEPARATE << 16 << COMPRESSION_PACKBITS;
        QTest::newRow("8 bit RGBA strips") << 8 << 4 << PLANARCONFIG_CONTIG << 0 << COMPRESSION_PACKBITS;
        QTest::newRow("1 bit, G4") << 1 << 1 << PLANARCONFIG_CONTIG << 0 << COMPRESSION_CCITTFAX4;
        QTest::newRow("4 bit") << 4 << 1 << PLANARCONFIG_CONTIG << 0 << COMPRESSION_NONE;
        QTest::newRow("12 bit packed") << 12 << 1 << PLANARCONFIG_CONTIG << 0 << COMPRESSION_LZW;
    }

    void tiffLayouts()
    {
        QFETCH(int, depth);
        QFETCH(int, channels);
        QFETCH(int, planar);
        QFETCH(int, tile);
        QFETCH(int, compression);
        const int columns = 45;
        const int rows = 38;
        const auto value = [depth](int x, int y) {
            return ((x * 2654435761u) ^ (static_cast<unsigned>(y) * 40503u)) >> 7 & ((1u << depth) - 1);
        };
        const std::filesystem::path file = write({}, "layout.tiff");
        TIFF* const tiff = TIFFOpen(file.c_str(), "w");
        QVERIFY(tiff);
        TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, columns);
        TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, rows);
        TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, depth);
        TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
        TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, planar);
        TIFFSetField(tiff, TIFFTAG_COMPRESSION, compression);
        TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, channels >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
        if (channels == 4) {
            const std::uint16_t extra[] = {EXTRASAMPLE_UNASSALPHA};
            TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, extra);
        }
        const int width = tile ? tile : columns;
        const int height = tile ? tile : 7;
        if (tile) {
            TIFFSetField(tiff, TIFFTAG_TILEWIDTH, tile);
            TIFFSetField(tiff, TIFFTAG_TILELENGTH, tile);
        } else {
            TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
        }
        const int inRow = planar == PLANARCONFIG_SEPARATE ? 1 : channels;
        for (int plane = 0; plane < (planar == PLANARCONFIG_SEPARATE ? channels : 1); ++plane)
            for (int y0 = 0; y0 < rows; y0 += height)
                for (int x0 = 0; x0 < columns; x0 += width) {
                    Bytes block;
                    const int high = tile ? height : std::min(height, rows - y0);
                    for (int y = y0; y < y0 + high; ++y) {
                        unsigned bits = 0;
                        int held = 0;
                        for (int i = 0; i < width * inRow; ++i) {
                            const unsigned v = value(x0 + i / inRow, y);
                            if (depth == 16) {
                                block.push_back(static_cast<std::uint8_t>(v));
                                block.push_back(static_cast<std::uint8_t>(v >> 8));
                                continue;
                            }
                            bits = bits << depth | v;
                            for (held += depth; held >= 8; held -= 8)
                                block.push_back(static_cast<std::uint8_t>(bits >> (held - 8)));
                        }
                        if (held > 0) block.push_back(static_cast<std::uint8_t>(bits << (8 - held)));
                    }
                    const auto sample = static_cast<std::uint16_t>(plane);
                    if (tile)
                        TIFFWriteEncodedTile(
                            tiff, TIFFComputeTile(tiff, static_cast<std::uint32_t>(x0), static_cast<std::uint32_t>(y0), 0, sample),
                            block.data(), static_cast<tmsize_t>(block.size()));
                    else
                        TIFFWriteEncodedStrip(tiff, TIFFComputeStrip(tiff, static_cast<std::uint32_t>(y0), sample), block.data(),
                                              static_cast<tmsize_t>(block.size()));
                }
        TIFFClose(tiff);
        const Result<Radiograph> read = readRaster(file, {});
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->bitsStored, depth <= 8 ? 8 : depth);
        QCOMPARE(has(*read, Remark::AlphaIgnored), channels == 4);
        for (int y = 0; y < rows; ++y)
            for (int x = 0; x < columns; ++x)
                QCOMPARE(unsigned(read->pixels.at<std::uint16_t>(y, x)), depth < 8 ? value(x, y) * 255 / ((1u << depth) - 1) : value(x, y));
    }

    void bmpKinds_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("compression");
        QTest::addColumn<QByteArray>("pixels");
        QTest::addColumn<QList<int>>("expected"); // top row first, 4 x 2
        QTest::newRow("4 bit palette") << 4 << 0 << QByteArray::fromHex("0123000032100000") << QList<int>{255, 170, 85, 0, 0, 85, 170, 255};
        QTest::newRow("8 bit palette") << 8 << 0 << QByteArray::fromHex("0001020303020100") << QList<int>{255, 170, 85, 0, 0, 85, 170, 255};
        QTest::newRow("8 bit runs") << 8 << 1 << QByteArray::fromHex("03020103000000040001020200000001")
                                    << QList<int>{0, 85, 170, 170, 170, 170, 170, 255};
        QTest::newRow("4 bit runs") << 4 << 2 << QByteArray::fromHex("04120000041300000001")
                                    << QList<int>{85, 255, 85, 255, 85, 170, 85, 170};
        QTest::newRow("4 bit runs that skip") << 4 << 2 << QByteArray::fromHex("00020201021100000001")
                                              << QList<int>{0, 0, 85, 85, 0, 0, 0, 0};
        QTest::newRow("16 bit 555") << 16 << 0 << QByteArray::fromHex("0000ff7fff7f00000000ff7f0000ff7f")
                                    << QList<int>{0, 255, 0, 255, 0, 255, 255, 0};
    }

    void bmpKinds()
    {
        QFETCH(int, depth);
        QFETCH(int, compression);
        QFETCH(QByteArray, pixels);
        QFETCH(QList<int>, expected);
        const Bytes file = bmpOf(depth, static_cast<std::uint32_t>(compression), 4, 2, depth <= 8 ? fourGreys() : Bytes(),
                                 Bytes(pixels.begin(), pixels.end()));
        const Result<Radiograph> read = readBytes(file);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QList<int> got;
        for (int i = 0; i < 8; ++i)
            got << read->pixels.at<std::uint16_t>(i / 4, i % 4);
        QCOMPARE(got, expected);
    }

    void bmpRunsMayFillTheirRowsToWholeWords_data()
    {
        QTest::addColumn<int>("compression");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QByteArray>("pixels");
        QTest::addColumn<QList<int>>("expected"); // top row first, two rows; empty where it is damaged
        const QList<int> three = {255, 85, 85, 85, 85, 170};
        QTest::newRow("8 bit, 3 columns, not filled") << 1 << 3 << QByteArray::fromHex("020101020000010302010001") << three;
        QTest::newRow("8 bit, 3 columns in runs of 4") << 1 << 3
                                                       << QByteArray::fromHex("02010202000001030301"
                                                                              "0001")
                                                       << three;
        QTest::newRow("8 bit, 3 columns in literals of 4") << 1 << 3 << QByteArray::fromHex("00040101020000000004030101000001") << three;
        QTest::newRow("8 bit, 3 columns in runs of 5") << 1 << 3
                                                       << QByteArray::fromHex("02010302000001030301"
                                                                              "0001")
                                                       << QList<int>{};
        QTest::newRow("8 bit, 3 columns, jump behind the row") << 1 << 3
                                                               << QByteArray::fromHex("000204000101"
                                                                                      "0001")
                                                               << QList<int>{};
        QTest::newRow("4 bit, 3 columns in runs of 8") << 2 << 3 << QByteArray::fromHex("0211062200000133071100000001") << three;
        QTest::newRow("4 bit, 3 columns in literals of 8") << 2 << 3 << QByteArray::fromHex("00081120000000000008311000000001") << three;
        QTest::newRow("4 bit, 3 columns in runs of 9") << 2 << 3 << QByteArray::fromHex("0211072200000133071100000001") << QList<int>{};
        QTest::newRow("8 bit, 4 columns in runs of 5") << 1 << 4
                                                       << QByteArray::fromHex("05010000"
                                                                              "04010001")
                                                       << QList<int>{};
    }

    void bmpRunsMayFillTheirRowsToWholeWords()
    {
        QFETCH(int, compression);
        QFETCH(int, columns);
        QFETCH(QByteArray, pixels);
        QFETCH(QList<int>, expected);
        const Bytes file = bmpOf(compression == 1 ? 8 : 4, static_cast<std::uint32_t>(compression), columns, 2, fourGreys(),
                                 Bytes(pixels.begin(), pixels.end()));
        const Result<Radiograph> read = readBytes(file);
        if (expected.isEmpty()) {
            QVERIFY(!read);
            QCOMPARE(QString::fromUtf8(slug(read.error().kind).data()), QStringLiteral("corrupt-file"));
            return;
        }
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QList<int> got;
        for (int y = 0; y < 2; ++y)
            for (int x = 0; x < columns; ++x)
                got << read->pixels.at<std::uint16_t>(y, x);
        QCOMPARE(got, expected);
    }

    void orientationIsApplied_data()
    {
        QTest::addColumn<int>("orientation");
        for (int i = 1; i <= 8; ++i)
            QTest::addRow("orientation %d", i) << i;
    }

    void orientationIsApplied()
    {
        QFETCH(int, orientation);
        Bytes jpeg = encoded(".jpg", scene(40, 24, CV_8UC1));
        const Bytes exif = jpegSegmentOf(exifOf(orientation));
        jpeg.insert(jpeg.begin() + 2, exif.begin(), exif.end());
        const Result<Radiograph> read = readBytes(jpeg);
        QVERIFY(read);
        cv::Mat expected;
        cv::imdecode(jpeg, cv::IMREAD_GRAYSCALE).convertTo(expected, CV_16U); // turns it by Exif
        QCOMPARE(expected.cols, orientation >= 5 ? 24 : 40);
        QCOMPARE(largestDifference(read->pixels, expected), 0.0);
        QCOMPARE(read->columns, expected.cols);
        const Result<Radiograph> header = readRasterHeader(write(jpeg), {});
        QVERIFY(header);
        QCOMPARE(header->rows, expected.rows);
        const std::filesystem::path file = write(encoded(".tiff", scene(40, 24, CV_8UC1)), "turned.tiff");
        TIFF* const tiff = TIFFOpen(file.c_str(), "r+");
        QVERIFY(tiff);
        TIFFSetField(tiff, TIFFTAG_ORIENTATION, orientation);
        TIFFRewriteDirectory(tiff);
        TIFFClose(tiff);
        const Result<Radiograph> turned = readRaster(file, {});
        QVERIFY(turned);
        QCOMPARE(turned->pixels.size(), expected.size());
        const std::uint16_t corner = scene(40, 24, CV_8UC1).at<std::uint8_t>(0, 0);
        const bool right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
        const bool bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
        QCOMPARE(turned->pixels.at<std::uint16_t>(bottom ? expected.rows - 1 : 0, right ? expected.cols - 1 : 0), corner);
    }

    void orientationOfAPngIsApplied_data()
    {
        QTest::addColumn<Bytes>("exif");
        QTest::addColumn<int>("orientation");
        QTest::addColumn<bool>("behindPixels");
        for (int i = 1; i <= 8; ++i)
            for (const bool behind : {false, true})
                QTest::addRow("orientation %d, %s the pixels", i, behind ? "behind" : "before") << exifOf(i) << i << behind;
        QTest::newRow("little endian") << exifOf(6, true) << 6 << false;
        Bytes prefixed = exifOf(5);
        const Bytes prefix = {'E', 'x', 'i', 'f', 0, 0};
        prefixed.insert(prefixed.begin(), prefix.begin(), prefix.end());
        QTest::newRow("with the six letters of a JPEG segment") << prefixed << 5 << false;
        QTest::newRow("an orientation that is none") << exifOf(9) << 1 << false;
        QTest::newRow("directory behind the end") << Bytes{'M', 'M', 0, 42, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0} << 1 << false;
        QTest::newRow("no Exif at all") << Bytes{'n', 'o', 'n', 's', 'e', 'n', 's', 'e', 0, 0, 0, 8, 0, 1, 1, 0x12} << 1 << false;
        QTest::newRow("empty") << Bytes{} << 1 << false;
    }

    void orientationOfAPngIsApplied()
    {
        QFETCH(Bytes, exif);
        QFETCH(int, orientation);
        QFETCH(bool, behindPixels);
        const cv::Mat stored = scene(40, 24, CV_8UC1);
        Bytes png = encoded(".png", stored);
        Bytes chunk;
        appendChunk(chunk, "eXIf", exif);
        png.insert(behindPixels ? png.end() - 12 : png.begin() + 33, chunk.begin(), chunk.end());
        // The same turns as those of a JPEG, which OpenCV tells.
        Bytes jpeg = encoded(".jpg", stored, {cv::IMWRITE_JPEG_QUALITY, 100});
        const Bytes segment = jpegSegmentOf(exifOf(orientation));
        jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
        cv::Mat expected;
        cv::imdecode(jpeg, cv::IMREAD_GRAYSCALE).convertTo(expected, CV_16U);
        const Result<Radiograph> read = readBytes(png);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(largestDifference(read->pixels, expected) <= 2); // of the JPEG's loss
        QCOMPARE(read->rows, expected.rows);
        const Result<Radiograph> header = readRasterHeader(write(png), {});
        QVERIFY(header);
        QCOMPARE(header->rows, expected.rows);
        QCOMPARE(header->columns, expected.cols);
    }

    /// The header of a long file is read from its beginning alone, unless the orientation may stand at its end.
    void orientationAtTheEndOfALongPngIsKnownToTheHeader()
    {
        cv::Mat noise(700, 500, CV_8UC1);
        cv::randu(noise, 0, 256);
        Bytes png = encoded(".png", noise);
        QVERIFY(png.size() > 300'000);
        Bytes chunk;
        appendChunk(chunk, "eXIf", exifOf(8));
        png.insert(png.end() - 12, chunk.begin(), chunk.end());
        const Result<Radiograph> header = readRasterHeader(write(png), {});
        QVERIFY(header);
        QCOMPARE(header->rows, 500);
        QCOMPARE(header->columns, 700);
        png.resize(280'000); // a header may stand at the head of a file that ends early
        const Result<Radiograph> cut = readRasterHeader(write(png), {});
        QVERIFY(cut);
        QCOMPARE(cut->rows, 700);
    }

    void orientationWithAWrongSumIsRefused()
    {
        Bytes png = encoded(".png", scene(40, 24, CV_8UC1));
        Bytes chunk;
        appendChunk(chunk, "eXIf", exifOf(6));
        png.insert(png.begin() + 33, chunk.begin(), chunk.end());
        QVERIFY(readBytes(png));
        png[33 + 8 + 19] = 1; // the orientation
        const Result<Radiograph> read = readBytes(png);
        QVERIFY(!read);
        QCOMPARE(QString::fromUtf8(slug(read.error().kind).data()), QStringLiteral("corrupt-file"));
    }
};

QTEST_APPLESS_MAIN(TestRasterLayouts)
#include "tst_rasterlayouts.moc"
