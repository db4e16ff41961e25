#include "imaging/overlay.h"
#include "imaging/read.h"

#include "tests/support/dicomplane.h"

#include <QtTest>

#include <opencv2/core.hpp>

#include <algorithm>
#include <set>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomPlane;
using lucency::test::dicomTag;
using lucency::test::packed;
using lucency::test::someBits;

namespace {

constexpr int columns = 61, rows = 47; // nothing falls on a whole byte

bool has(const Radiograph& radiograph, Remark remark)
{
    return std::ranges::count(radiograph.remarks, remark) == 1;
}

/// Where the plane's bits fall on the image, by the words of the standard.
std::set<std::pair<int, int>> expectedMarks(const DicomPlane& plane, int frame = 0)
{
    std::set<std::pair<int, int>> marks;
    const auto each = static_cast<std::size_t>(plane.rows) * static_cast<std::size_t>(plane.columns);
    for (std::size_t bit : plane.bits) {
        if (bit / each != static_cast<std::size_t>(frame)) continue;
        bit %= each;
        const int row = static_cast<int>(bit / static_cast<std::size_t>(plane.columns)) + plane.top - 1;
        const int column = static_cast<int>(bit % static_cast<std::size_t>(plane.columns)) + plane.left - 1;
        if (row >= 0 && row < rows && column >= 0 && column < columns) marks.insert({row, column});
    }
    return marks;
}

std::set<std::pair<int, int>> marksOf(const OverlayPlane& plane)
{
    std::set<std::pair<int, int>> marks;
    for (int row = -3; row < rows + 3; ++row)
        for (int column = -3; column < columns + 3; ++column)
            if (plane.at(row, column)) marks.insert({row, column});
    return marks;
}

/// Puts a plane into one bit of pixels that are in the file.
void embed(std::vector<std::uint32_t>& values, const std::set<std::size_t>& bits, int position)
{
    for (const std::size_t bit : bits)
        values[bit] |= 1U << position;
}

const char* const uncompressed[] = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"};

} // namespace

Q_DECLARE_METATYPE(DicomPlane)

/// Planes of marks over the image, PS3.3 C.9.2 and C.9.3.
class OverlayTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    Result<Radiograph> reread(const DicomMaker& maker, int frame = 0)
    {
        return imaging::read(maker.write(m_folder.path(), QStringLiteral("image")).toStdString(), frame);
    }

private Q_SLOTS:
    void marksLieWhereTheFileSays_data()
    {
        QTest::addColumn<DicomPlane>("plane");
        const auto row = [](const char* name, DicomPlane plane) {
            plane.bits = someBits(plane.rows, plane.columns);
            QTest::newRow(name) << plane;
        };
        row("over the whole image", {});
        row("as bytes", {.vr = "OB"});
        row("the last group", {.group = 0x601E});
        row("offset", {.rows = 10, .columns = 13, .top = 8, .left = 30});
        row("negative origin", {.rows = 20, .columns = 30, .top = -4, .left = -9});
        row("origin zero", {.rows = 20, .columns = 30, .top = 0, .left = 0});
        row("larger than the image on all sides", {.rows = 80, .columns = 100, .top = -10, .left = -17});
        row("beyond the right and lower edge", {.rows = 30, .columns = 30, .top = 40, .left = 50});
        row("wholly beside the image", {.rows = 10, .columns = 10, .top = 100, .left = 100});
        row("one row", {.rows = 1, .columns = 61, .top = 20});
        row("one column", {.rows = 47, .columns = 1, .left = 61});
        row("a region of interest", {.rows = 20, .columns = 20, .top = 5, .left = 5, .type = "R"});
    }

    void marksLieWhereTheFileSays()
    {
        QFETCH(DicomPlane, plane);
        const auto expected = expectedMarks(plane);
        for (const char* syntax : uncompressed) {
            DicomMaker maker = DicomMaker::chest(columns, rows);
            maker.transferSyntax = syntax;
            add(maker, plane);
            maker.text(dicomTag(plane.group, 0x1500), "LO", "MARKER");
            maker.text(dicomTag(plane.group, 0x0022), "LO", "side of the patient");
            const Result<Radiograph> read = reread(maker);
            QVERIFY(read);
            QCOMPARE(read->overlays.size(), std::size_t(1));
            const OverlayPlane& found = read->overlays.front();
            QVERIFY(found.readable);
            QVERIFY(!found.embedded);
            QCOMPARE(found.group, static_cast<int>(plane.group));
            QCOMPARE(found.kind, plane.type == "R" ? OverlayPlane::Kind::RegionOfInterest : OverlayPlane::Kind::Graphics);
            QCOMPARE(cv::Rect(found.left, found.top, found.columns, found.rows),
                     cv::Rect(plane.left - 1, plane.top - 1, plane.columns, plane.rows));
            QCOMPARE(QByteArray::fromStdString(found.label), QByteArray("MARKER"));
            QCOMPARE(QByteArray::fromStdString(found.description), QByteArray("side of the patient"));
            QVERIFY(marksOf(found) == expected);
            QVERIFY((found.area & cv::Rect(0, 0, columns, rows)) == found.area);
            QCOMPARE(hasMarks(read->overlays), !expected.empty());
            QVERIFY(!has(*read, Remark::OverlayNotShown));
        }
    }

    /// What is scored and trained on.
    void thePixelsKnowNothingOfThePlanes()
    {
        const Result<Radiograph> bare = reread(DicomMaker::chest(columns, rows));
        DicomMaker maker = DicomMaker::chest(columns, rows);
        add(maker, {.bits = someBits(rows, columns)});
        describe(maker, {.group = 0x6002});
        maker.words(dicomTag(0x6002, 0x0102), "US", {13});
        auto values = test::scene(columns, rows);
        embed(values, someBits(rows, columns, 2), 13);
        maker.setPixels(columns, rows, values);
        const Result<Radiograph> read = reread(maker);
        QVERIFY(bare && read);
        QCOMPARE(read->overlays.size(), std::size_t(2));
        QVERIFY(hasMarks({read->overlays[0]}) && hasMarks({read->overlays[1]}));
        QCOMPARE(cv::countNonZero(bare->pixels != read->pixels), 0);
    }

    void planesInBitsOfThePixels_data()
    {
        QTest::addColumn<int>("allocated");
        QTest::addColumn<int>("stored");
        QTest::addColumn<int>("highBit");
        QTest::addColumn<int>("position");
        QTest::newRow("above the stored bits") << 16 << 12 << 11 << 12;
        QTest::newRow("the highest bit") << 16 << 12 << 11 << 15;
        QTest::newRow("below the stored bits") << 16 << 12 << 15 << 0;
        QTest::newRow("the byte below the stored bits") << 16 << 8 << 15 << 7;
        QTest::newRow("8-bit pixels") << 8 << 7 << 6 << 7;
    }

    void planesInBitsOfThePixels()
    {
        QFETCH(int, allocated);
        QFETCH(int, stored);
        QFETCH(int, highBit);
        QFETCH(int, position);
        for (const char* syntax : uncompressed) {
            if (allocated == 8 && qstrcmp(syntax, "1.2.840.10008.1.2.2") == 0) continue; // the maker writes no bytes as turned words
            DicomMaker maker = DicomMaker::chest(columns, rows);
            maker.transferSyntax = syntax;
            DicomPlane plane;
            plane.bits = someBits(rows, columns);
            describe(maker, plane);
            maker.words(dicomTag(0x6000, 0x0100), "US", {static_cast<std::uint32_t>(allocated)});
            maker.words(dicomTag(0x6000, 0x0102), "US", {static_cast<std::uint32_t>(position)});
            maker.words(dicomTag(0x0028, 0x0100), "US", {static_cast<std::uint32_t>(allocated)});
            maker.words(dicomTag(0x0028, 0x0101), "US", {static_cast<std::uint32_t>(stored)});
            maker.words(dicomTag(0x0028, 0x0102), "US", {static_cast<std::uint32_t>(highBit)});
            const auto plain = test::scene(columns, rows, stored);
            auto values = plain;
            for (std::uint32_t& value : values)
                value <<= highBit + 1 - stored;
            embed(values, plane.bits, position);
            maker.setPixels(columns, rows, values);
            if (allocated == 8) maker.words(dicomTag(0x7FE0, 0x0010), "OB", values);
            const Result<Radiograph> read = reread(maker);
            QVERIFY(read);
            QCOMPARE(read->overlays.size(), std::size_t(1));
            QVERIFY(read->overlays.front().embedded);
            QVERIFY(marksOf(read->overlays.front()) == expectedMarks(plane));
            QVERIFY(!has(*read, Remark::OverlayNotShown));
            for (std::size_t i = 0; i < plain.size(); ++i)
                QCOMPARE(std::uint32_t(read->pixels.ptr<std::uint16_t>()[i]), plain[i]);

            const Result<Radiograph> header = readHeader(m_folder.filePath(QStringLiteral("image")).toStdString());
            QVERIFY(header);
            QVERIFY(header->overlays.size() == 1 && header->overlays.front().readable && !hasMarks(header->overlays));
            QVERIFY(header->remarks == read->remarks);
        }
    }

    void planesOfTheirOwnFrames()
    {
        // Three frames, of which the second and third have a plane in group 6000; that of group 6002 lies over all.
        DicomMaker maker = DicomMaker::chest(columns, rows);
        auto values = test::scene(columns, rows);
        const auto one = values;
        for (int more = 0; more < 2; ++more)
            values.insert(values.end(), one.begin(), one.end());
        DicomPlane embedded{.group = 0x6004};
        describe(maker, embedded);
        maker.words(dicomTag(0x6004, 0x0102), "US", {14});
        embedded.bits = {5 + one.size(), 77 + 2 * one.size()};
        embed(values, embedded.bits, 14);
        maker.setPixels(columns, rows, values);
        maker.text(dicomTag(0x0028, 0x0008), "IS", "3");
        DicomPlane own{.rows = 11, .columns = 7, .top = 3, .left = 50, .frames = 2};
        own.bits = {0, 5, 76, 77, 80, 153};
        add(maker, own);
        maker.words(dicomTag(0x6000, 0x0051), "US", {2});
        const DicomPlane all{.group = 0x6002, .bits = someBits(rows, columns)};
        add(maker, all);

        const Result<Radiograph> frames[] = {reread(maker, 0), reread(maker, 1), reread(maker, 2)};
        for (const auto& frame : frames) {
            QVERIFY(frame);
            QVERIFY(!has(*frame, Remark::OverlayNotShown));
        }
        QCOMPARE(frames[0]->overlays.size(), std::size_t(2));
        QVERIFY(marksOf(frames[0]->overlays[0]) == expectedMarks(all));
        QVERIFY(marksOf(frames[0]->overlays[1]).empty());
        for (int frame : {1, 2}) {
            const auto& overlays = frames[frame]->overlays;
            QCOMPARE(overlays.size(), std::size_t(3));
            QVERIFY(marksOf(overlays[0]) == expectedMarks(own, frame - 1));
            QVERIFY(marksOf(overlays[1]) == expectedMarks(all));
            QVERIFY(marksOf(overlays[2]) == expectedMarks(embedded, frame));
            QCOMPARE(marksOf(overlays[2]).size(), std::size_t(1));
        }
        QVERIFY(!reread(maker, 3));
    }

    void whatDoesNotFitIsToldAndNotDrawn_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char* damage : {"truncated", "gigantic", "no rows", "no columns", "no origin", "half an origin", "sixteen bits a mark",
                                   "short of its frames", "a frame without frames", "embedded in another size", "embedded and compressed"})
            QTest::newRow(damage) << QString::fromLatin1(damage);
    }

    void whatDoesNotFitIsToldAndNotDrawn()
    {
        QFETCH(QString, damage);
        for (const bool withGoodOne : {false, true}) {
            DicomMaker maker = DicomMaker::chest(columns, rows);
            DicomPlane plane{.bits = someBits(rows, columns)};
            add(maker, plane);
            const auto number = [&maker](unsigned element, std::uint32_t value) { maker.words(dicomTag(0x6000, element), "US", {value}); };
            if (damage == QLatin1String("truncated")) {
                auto data = packed(plane);
                data.pop_back();
                maker.words(dicomTag(0x6000, 0x3000), "OW", data);
            } else if (damage == QLatin1String("gigantic")) {
                number(0x0010, 65535);
                number(0x0011, 65535);
            } else if (damage == QLatin1String("no rows")) {
                number(0x0010, 0);
            } else if (damage == QLatin1String("no columns")) {
                maker.remove(dicomTag(0x6000, 0x0011));
            } else if (damage == QLatin1String("no origin")) {
                maker.remove(dicomTag(0x6000, 0x0050));
            } else if (damage == QLatin1String("half an origin")) {
                maker.words(dicomTag(0x6000, 0x0050), "SS", {1});
            } else if (damage == QLatin1String("sixteen bits a mark")) {
                number(0x0100, 16);
                maker.words(dicomTag(0x6000, 0x3000), "OW", std::vector<std::uint32_t>(columns * rows, 1));
            } else if (damage == QLatin1String("short of its frames")) {
                maker.text(dicomTag(0x6000, 0x0015), "IS", "2147483647");
            } else if (damage == QLatin1String("a frame without frames")) {
                number(0x0051, 2);
            } else {
                maker.remove(dicomTag(0x6000, 0x3000));
                number(0x0102, 12);
                if (damage == QLatin1String("embedded in another size")) number(0x0010, rows - 1);
            }
            const DicomPlane good{.group = 0x6002, .bits = someBits(rows, columns, 3)};
            if (withGoodOne) add(maker, good);
            QString file = maker.write(m_folder.path(), QStringLiteral("image"));
            if (damage == QLatin1String("embedded and compressed")) {
                const QString compressed = m_folder.filePath(QStringLiteral("compressed"));
                if (QProcess::execute(QStringLiteral("dcmcrle"), {file, compressed}) != 0) QSKIP("dcmcrle is not installed");
                file = compressed;
            }
            const Result<Radiograph> read = imaging::read(file.toStdString());
            QVERIFY(read);
            QVERIFY(has(*read, Remark::OverlayNotShown));
            QCOMPARE(read->overlays.size(), std::size_t(withGoodOne ? 2 : 1));
            QVERIFY(!read->overlays.front().readable && marksOf(read->overlays.front()).empty());
            if (withGoodOne) QVERIFY(marksOf(read->overlays.back()) == expectedMarks(good));
            const Result<Radiograph> header = readHeader(file.toStdString());
            QVERIFY(header && header->remarks == read->remarks);
        }
    }

    void ofAnEmptyPlaneNothingIsMissing()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        add(maker, {});
        const Result<Radiograph> read = reread(maker);
        QVERIFY(read);
        QVERIFY(read->overlays.size() == 1 && read->overlays.front().readable && !hasMarks(read->overlays));
        QVERIFY(!has(*read, Remark::OverlayNotShown));
        maker.remove(dicomTag(0x6000, 0x0050));
        const Result<Radiograph> nowhere = reread(maker);
        QVERIFY(nowhere);
        QVERIFY(!nowhere->overlays.front().readable);
        QVERIFY(!has(*nowhere, Remark::OverlayNotShown));
    }

    void marksAtAnyResolution_data()
    {
        QTest::addColumn<double>("scaleX");
        QTest::addColumn<double>("scaleY");
        QTest::addColumn<bool>("turned");
        QTest::newRow("pixel for pixel") << 1.0 << 1.0 << false;
        QTest::newRow("mirrored") << -1.0 << 1.0 << false;
        QTest::newRow("turned by a quarter") << 1.0 << -1.0 << true;
        QTest::newRow("enlarged") << 3.0 << 3.0 << false;
        QTest::newRow("enlarged, turned and mirrored") << -2.5 << 2.5 << true;
        QTest::newRow("reduced") << 0.4 << 0.4 << false;
        QTest::newRow("reduced and upside down") << 0.3 << -0.3 << false;
        QTest::newRow("pixels that are not square") << 0.8 << 1.6 << false;
    }

    /// Against the rule spelt out for each pixel. No mark ends at the very centre of a pixel, where either answer would do.
    void marksAtAnyResolution()
    {
        QFETCH(double, scaleX);
        QFETCH(double, scaleY);
        QFETCH(bool, turned);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        add(maker, {.rows = 30, .columns = 41, .top = 9, .left = 12, .bits = someBits(30, 41)});
        const Result<Radiograph> read = reread(maker);
        QVERIFY(read);
        const OverlayPlane& plane = read->overlays.front();
        const cv::Size size(90, 80);
        const cv::Matx23d map = turned ? cv::Matx23d(0, scaleX, scaleX < 0 ? 85.1213 : 2.2317, scaleY, 0, scaleY < 0 ? 75.4171 : 3.3719)
                                       : cv::Matx23d(scaleX, 0, scaleX < 0 ? 85.1213 : 2.2317, 0, scaleY, scaleY < 0 ? 75.4171 : 3.3719);
        const cv::Mat marks = marksIn(plane, map, size);
        QCOMPARE(marks.size(), size);
        cv::Mat expected = cv::Mat::zeros(size, CV_8UC1);
        const auto to = [&](double x, double y) { return map * cv::Vec3d(x, y, 1); };
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                if (!plane.at(row, column)) continue;
                const cv::Vec2d first = to(column, row), last = to(column + 1, row + 1), centre = to(column + 0.5, row + 0.5);
                // Enlarged: every pixel whose centre the mark covers. Reduced: the one pixel that the mark's centre falls into.
                const auto span = [&](int axis) {
                    const double low = std::min(first[axis], last[axis]), high = std::max(first[axis], last[axis]);
                    if (high - low < 1)
                        return std::pair(static_cast<int>(std::floor(centre[axis])), static_cast<int>(std::floor(centre[axis])) + 1);
                    return std::pair(static_cast<int>(std::ceil(low - 0.5)), static_cast<int>(std::ceil(high - 0.5)));
                };
                const auto across = span(0), down = span(1);
                for (int y = std::max(0, down.first); y < std::min(size.height, down.second); ++y)
                    for (int x = std::max(0, across.first); x < std::min(size.width, across.second); ++x)
                        expected.at<std::uint8_t>(y, x) = 255;
            }
        QVERIFY(cv::countNonZero(expected) > 20);
        QCOMPARE(cv::countNonZero(marks != expected), 0);
    }
};

QTEST_APPLESS_MAIN(OverlayTest)
#include "tst_overlay.moc"
