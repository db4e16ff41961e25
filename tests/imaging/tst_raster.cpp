#include "imaging/raster.h"

#include "tests/support/data.h"

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

namespace {

using Bytes = std::vector<std::uint8_t>;

/// What OpenCV sees, as grey 16-bit values by the same rule: equal channels as they are, others by luminance.
cv::Mat expectedGrey(const Bytes& file, int flags = cv::IMREAD_UNCHANGED)
{
    const cv::Mat image = cv::imdecode(file, flags);
    if (image.empty()) return {};
    cv::Mat grey = image;
    if (image.channels() > 1) cv::cvtColor(image, grey, image.channels() == 4 ? cv::COLOR_BGRA2GRAY : cv::COLOR_BGR2GRAY);
    cv::Mat wide;
    grey.convertTo(wide, CV_16U);
    return wide;
}

double largestDifference(const cv::Mat& a, const cv::Mat& b)
{
    if (a.size() != b.size() || a.type() != b.type()) return 1e9;
    return cv::norm(a, b, cv::NORM_INF);
}

bool has(const Radiograph& radiograph, Remark remark)
{
    return std::ranges::count(radiograph.remarks, remark) == 1;
}

/// Smooth with noise, so that encoders choose every kind of filter.
cv::Mat scene(int columns, int rows, int type)
{
    cv::Mat image(rows, columns, CV_MAKETYPE(CV_16U, CV_MAT_CN(type)));
    cv::RNG random(static_cast<std::uint64_t>(columns * 7919 + rows * 31 + type));
    for (int y = 0; y < rows; ++y)
        for (int i = 0; i < columns * image.channels(); ++i)
            image.ptr<std::uint16_t>(y)[i] = cv::saturate_cast<std::uint16_t>(30000 + 20000 * std::sin(i * 0.05) * std::cos(y * 0.07) +
                                                                              (y > rows / 2 ? random.uniform(0, 4000) : 0));
    if (CV_MAT_DEPTH(type) == CV_16U) return image;
    cv::Mat narrow;
    image.convertTo(narrow, CV_8U, 1 / 256.0);
    return narrow;
}

Bytes encoded(const char* extension, const cv::Mat& image, const std::vector<int>& options = {})
{
    Bytes bytes;
    cv::imencode(extension, image, bytes, options);
    return bytes;
}

void put32(Bytes& bytes, std::size_t at, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

std::uint32_t crc(const std::uint8_t* data, std::size_t size)
{
    std::uint32_t sum = 0xffffffffu;
    for (std::size_t i = 0; i < size; ++i) {
        sum ^= data[i];
        for (int k = 0; k < 8; ++k)
            sum = sum & 1 ? 0xedb88320u ^ (sum >> 1) : sum >> 1;
    }
    return ~sum;
}

/// A PNG whose header says something else, with a right checksum.
Bytes withHeader(Bytes png, std::uint32_t columns, std::uint32_t rows, int depth = -1, int type = -1, int interlace = -1)
{
    put32(png, 16, columns);
    put32(png, 20, rows);
    if (depth >= 0) png[24] = static_cast<std::uint8_t>(depth);
    if (type >= 0) png[25] = static_cast<std::uint8_t>(type);
    if (interlace >= 0) png[28] = static_cast<std::uint8_t>(interlace);
    put32(png, 29, crc(png.data() + 12, 17));
    return png;
}

void appendChunk(Bytes& png, const char* type, const Bytes& data)
{
    const std::size_t at = png.size();
    png.resize(at + 12 + data.size());
    put32(png, at, static_cast<std::uint32_t>(data.size()));
    std::copy_n(type, 4, png.begin() + static_cast<std::ptrdiff_t>(at) + 4);
    std::ranges::copy(data, png.begin() + static_cast<std::ptrdiff_t>(at) + 8);
    put32(png, at + 8 + data.size(), crc(png.data() + at + 4, data.size() + 4));
}

/// A PNG of unfiltered rows made by hand: stored deflate blocks through Qt's zlib.
Bytes pngOf(int columns, int rows, int depth, int type, const Bytes& filteredRows, const Bytes& palette = {}, bool interlaced = false)
{
    Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    Bytes header(13, 0);
    put32(header, 0, static_cast<std::uint32_t>(columns));
    put32(header, 4, static_cast<std::uint32_t>(rows));
    header[8] = static_cast<std::uint8_t>(depth);
    header[9] = static_cast<std::uint8_t>(type);
    header[12] = interlaced;
    appendChunk(png, "IHDR", header);
    if (!palette.empty()) appendChunk(png, "PLTE", palette);
    const QByteArray z = qCompress(filteredRows.data(), static_cast<int>(filteredRows.size())).mid(4);
    appendChunk(png, "IDAT", Bytes(z.begin(), z.end()));
    appendChunk(png, "IEND", {});
    return png;
}

Bytes littleBmp(int depth, std::uint32_t compression, int columns, int rows, const Bytes& palette, const Bytes& pixels)
{
    Bytes bmp(54, 0);
    const auto put = [&bmp](std::size_t at, std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            bmp[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (8 * i));
    };
    bmp[0] = 'B';
    bmp[1] = 'M';
    put(10, static_cast<std::uint32_t>(54 + palette.size()), 4);
    put(14, 40, 4);
    put(18, static_cast<std::uint32_t>(columns), 4);
    put(22, static_cast<std::uint32_t>(rows), 4);
    put(26, 1, 2);
    put(28, static_cast<std::uint32_t>(depth), 2);
    put(30, compression, 4);
    put(46, static_cast<std::uint32_t>(palette.size() / 4), 4);
    bmp.insert(bmp.end(), palette.begin(), palette.end());
    bmp.insert(bmp.end(), pixels.begin(), pixels.end());
    return bmp;
}

const Bytes FourGreys = {0, 0, 0, 0, 85, 85, 85, 0, 170, 170, 170, 0, 255, 255, 255, 0};

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

    void verifyFails(const Bytes& file, FailureKind kind, const ReadLimits& limits = {})
    {
        const Result<Radiograph> read = readBytes(file, limits);
        QVERIFY(!read);
        QCOMPARE(QString::fromUtf8(slug(read.error().kind).data()), QString::fromUtf8(slug(kind).data()));
        QVERIFY(QString::fromStdString(read.error().subject).endsWith(QLatin1String("image.bin")));
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
        QTest::newRow("16 bit 555") << 16 << 0 << QByteArray::fromHex("0000ff7fff7f00000000ff7f0000ff7f")
                                    << QList<int>{0, 255, 0, 255, 0, 255, 255, 0};
    }

    void bmpKinds()
    {
        QFETCH(int, depth);
        QFETCH(int, compression);
        QFETCH(QByteArray, pixels);
        QFETCH(QList<int>, expected);
        const Bytes file = littleBmp(depth, static_cast<std::uint32_t>(compression), 4, 2, depth <= 8 ? FourGreys : Bytes(),
                                     Bytes(pixels.begin(), pixels.end()));
        const Result<Radiograph> read = readBytes(file);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QList<int> got;
        for (int i = 0; i < 8; ++i)
            got << read->pixels.at<std::uint16_t>(i / 4, i % 4);
        QCOMPARE(got, expected);
    }

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
        row("BMP without columns", littleBmp(8, 0, 0, 4, FourGreys, Bytes(64)), FailureKind::InvalidDimensions);
        row("BMP of 30,000 x 30,000", littleBmp(8, 0, 30000, 30000, FourGreys, Bytes(64)), FailureKind::TooLarge);
        row("BMP with more rows than bytes", littleBmp(8, 0, 64, 64, FourGreys, Bytes(4095)), FailureKind::TruncatedPixelData);
        row("BMP runs without end", littleBmp(8, 1, 4, 2, FourGreys, {4, 1, 0, 0}), FailureKind::TruncatedPixelData);
        row("BMP run beyond the row", littleBmp(8, 1, 4, 2, FourGreys, {5, 1, 0, 1}), FailureKind::CorruptFile);
        row("BMP with more rows than runs can skip", littleBmp(8, 1, 1, 100'000'000, FourGreys, {0, 1}), FailureKind::TruncatedPixelData);
        row("BMP of 7 bits", littleBmp(7, 0, 4, 2, {}, Bytes(64)), FailureKind::UnsupportedPixelFormat);
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
