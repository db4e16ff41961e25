// Every page of a TIFF is a frame that can be reached, and none is lost without a word.

#include "imaging/read.h"

#include "tests/support/rasterfiles.h"

#include <QtTest>

#include <opencv2/core.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <tiffio.h>

using namespace lucency;
using namespace lucency::imaging;
using namespace lucency::test;

namespace {

struct Page {
    cv::Mat pixels; ///< CV_8UC1 or CV_16UC1
    int orientation = ORIENTATION_TOPLEFT;
    int photometric = PHOTOMETRIC_MINISBLACK;
    int subfile = -1;
    int compression = COMPRESSION_NONE;
    bool real = false; ///< floating point, which is not read
};

void writePage(TIFF* tiff, const Page& page)
{
    const int bits = page.pixels.depth() == CV_8U ? 8 : 16;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, page.pixels.cols);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, page.pixels.rows);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 7);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, page.compression);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, page.photometric);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, page.orientation);
    if (page.real) TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP);
    if (page.subfile >= 0) TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, page.subfile);
    cv::Mat pixels = page.pixels.clone(); // libtiff turns the bytes of what it is given
    for (int y = 0; y < pixels.rows; ++y)
        TIFFWriteScanline(tiff, pixels.ptr(y), static_cast<std::uint32_t>(y), 0);
    TIFFWriteDirectory(tiff);
}

cv::Mat wide(const cv::Mat& image)
{
    cv::Mat result;
    image.convertTo(result, CV_16U);
    return result;
}

bool has(const Radiograph& radiograph, Remark remark)
{
    return std::ranges::count(radiograph.remarks, remark) == 1;
}

QString word(const Failure& failure)
{
    return QString::fromUtf8(slug(failure.kind).data());
}

} // namespace

class TestTiffPages : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const std::vector<Page>& pages, const char* mode = "w")
    {
        const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "pages.tif";
        TIFF* const tiff = TIFFOpen(file.c_str(), mode);
        for (const Page& page : pages)
            writePage(tiff, page);
        TIFFClose(tiff);
        return file;
    }

    static void verifyPages(const std::filesystem::path& file, const std::vector<cv::Mat>& expected)
    {
        const int count = static_cast<int>(expected.size());
        const Result<Radiograph> header = readHeader(file);
        QVERIFY2(header, header ? "" : header.error().detail.c_str());
        QCOMPARE(header->frameCount, count);
        QCOMPARE(header->rows, expected.front().rows);
        QCOMPARE(has(*header, Remark::MultiFrame), count > 1);
        for (int i = 0; i < count; ++i) {
            const Result<Radiograph> page = read(file, i);
            QVERIFY2(page, page ? "" : page.error().detail.c_str());
            QCOMPARE(page->frame, i);
            QCOMPARE(page->frameCount, count);
            QCOMPARE(page->columns, expected[static_cast<std::size_t>(i)].cols);
            QCOMPARE(has(*page, Remark::MultiFrame), count > 1);
            QCOMPARE(largestDifference(page->pixels, wide(expected[static_cast<std::size_t>(i)])), 0.0);
        }
        for (const int beyond : {-1, count, count + 1000}) {
            const Result<Radiograph> none = read(file, beyond);
            QVERIFY(!none);
            QCOMPARE(word(none.error()), QStringLiteral("bad-argument"));
        }
    }

private Q_SLOTS:
    void everyPageIsAFrame_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("little endian") << QByteArray("wl");
        QTest::newRow("big endian") << QByteArray("wb");
        QTest::newRow("BigTIFF, little endian") << QByteArray("w8l");
        QTest::newRow("BigTIFF, big endian") << QByteArray("w8b");
    }

    void everyPageIsAFrame()
    {
        QFETCH(QByteArray, mode);
        const cv::Mat first = scene(40, 24, CV_16UC1), second = scene(33, 51, CV_8UC1), third = scene(40, 24, CV_8UC1);
        verifyPages(write({{first}}, mode), {first});
        Page deflated{second};
        deflated.compression = COMPRESSION_ADOBE_DEFLATE;
        verifyPages(write({{first}, deflated, {third}}, mode), {first, second, third});
    }

    void aPageHasItsOwnMeaning()
    {
        const cv::Mat image = scene(40, 24, CV_8UC1);
        Page turned{image}, white{image};
        turned.orientation = ORIENTATION_RIGHTTOP;
        white.photometric = PHOTOMETRIC_MINISWHITE;
        const std::filesystem::path file = write({{image}, turned, white});
        const Result<Radiograph> upright = read(file, 0), right = read(file, 1), inverted = read(file, 2);
        QVERIFY(upright && right && inverted);
        QCOMPARE(upright->rows, 24);
        QCOMPARE(right->rows, 40);
        QCOMPARE(right->pixels.rows, 40);
        QVERIFY(!has(*upright, Remark::Inverted) && !has(*right, Remark::Inverted));
        QVERIFY(has(*inverted, Remark::Inverted));
    }

    void previewsAndMasksAreNoPages()
    {
        const cv::Mat image = scene(40, 24, CV_8UC1), other = scene(20, 12, CV_8UC1);
        Page preview{other}, mask{other}, page{image};
        preview.subfile = FILETYPE_REDUCEDIMAGE;
        mask.subfile = FILETYPE_MASK;
        page.subfile = FILETYPE_PAGE;
        verifyPages(write({{image}, preview, mask}), {image});
        verifyPages(write({preview, {image}}), {image});
        verifyPages(write({page, preview, page}), {image, image});
        verifyPages(write({preview, preview}), {other, other}); // nothing else is there to be shown
    }

    void aPageThatCannotBeReadLeavesTheOthers()
    {
        const cv::Mat image = scene(40, 24, CV_8UC1);
        Page real{scene(40, 24, CV_16UC1)};
        real.real = true;
        const std::filesystem::path file = write({{image}, real, {image}});
        for (const int good : {0, 2})
            QVERIFY(read(file, good));
        QCOMPARE(word(read(file, 1).error()), QStringLiteral("unsupported-pixel-format"));
    }

    void aPageThatIsCutOffIsMissedAloud()
    {
        const cv::Mat image = scene(40, 24, CV_8UC1);
        const std::filesystem::path file = write({{image}, {image}, {image}});
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 20); // within the last directory
        const Result<Radiograph> header = readHeader(file);
        QVERIFY(header);
        QCOMPARE(header->frameCount, 3);
        QVERIFY(read(file, 0));
        QVERIFY(read(file, 1));
        QCOMPARE(word(read(file, 2).error()), QStringLiteral("truncated-pixel-data"));
        QCOMPARE(word(read(file, 3).error()), QStringLiteral("bad-argument"));
    }

    /// A header is read from the first quarter of a million bytes; the second page of this file begins behind them.
    void pagesBehindTheBytesOfAHeaderAreCounted()
    {
        cv::Mat noise(700, 500, CV_8UC1);
        cv::randu(noise, 0, 256);
        Page small{scene(40, 24, CV_8UC1)};
        verifyPages(write({small, {noise}, {noise}}), {small.pixels, noise, noise});
    }

    void directoriesInACircleEnd()
    {
        const cv::Mat image = scene(40, 24, CV_8UC1);
        const std::filesystem::path file = write({{image}, {image}});
        std::vector<std::uint8_t> bytes(std::filesystem::file_size(file));
        std::ifstream(file, std::ios::binary).read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        std::uint32_t first = 0;
        std::memcpy(&first, bytes.data() + 4, 4);
        std::uint16_t entries = 0;
        std::memcpy(&entries, bytes.data() + first, 2);
        std::uint32_t second = 0;
        std::memcpy(&second, bytes.data() + first + 2 + entries * 12, 4);
        std::memcpy(&entries, bytes.data() + second, 2);
        for (const std::uint32_t back : {first, second}) {
            std::memcpy(bytes.data() + second + 2 + entries * 12, &back, 4);
            std::ofstream(file, std::ios::binary)
                .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
            verifyPages(file, {image, image});
        }
    }

    void morePagesThanTheLimitAreTooLarge()
    {
        const cv::Mat image = scene(8, 8, CV_8UC1);
        const std::filesystem::path file = write({{image}, {image}, {image}});
        ReadLimits limits;
        limits.frames = 3;
        QVERIFY(read(file, 2, limits));
        limits.frames = 2;
        QCOMPARE(word(read(file, 0, limits).error()), QStringLiteral("too-large"));
        QCOMPARE(word(readHeader(file, limits).error()), QStringLiteral("too-large"));
    }

    void otherFilesHaveOneFrame()
    {
        const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "one";
        for (const char* extension : {".png", ".jpg", ".bmp"}) {
            const Bytes bytes = encoded(extension, scene(16, 16, CV_8UC1));
            std::ofstream(file, std::ios::binary)
                .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
            QCOMPARE(read(file, 0)->frameCount, 1);
            QCOMPARE(word(read(file, 1).error()), QStringLiteral("bad-argument"));
            QCOMPARE(read(file, 1).error().detail, std::string("frame 2 of 1"));
        }
    }

    /// Whatever byte of the directories is wrong, nothing worse happens than a failure.
    void damagedDirectoriesAreBearable()
    {
        const std::filesystem::path file = write({{scene(8, 8, CV_8UC1)}, {scene(8, 8, CV_8UC1)}});
        std::vector<std::uint8_t> whole(std::filesystem::file_size(file));
        std::ifstream(file, std::ios::binary).read(reinterpret_cast<char*>(whole.data()), static_cast<std::streamsize>(whole.size()));
        int refused = 0;
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (const int flip : {0x01, 0xff}) {
                std::vector<std::uint8_t> bad = whole;
                bad[at] = static_cast<std::uint8_t>(bad[at] ^ flip);
                std::ofstream(file, std::ios::binary)
                    .write(reinterpret_cast<const char*>(bad.data()), static_cast<std::streamsize>(bad.size()));
                const Result<Radiograph> header = readHeader(file);
                for (int frame = 0; frame < 3; ++frame)
                    refused += !read(file, frame);
                if (header) QVERIFY(header->frameCount >= 1);
            }
        QVERIFY(refused > static_cast<int>(whole.size()));
    }
};

QTEST_APPLESS_MAIN(TestTiffPages)
#include "tst_tiffpages.moc"
