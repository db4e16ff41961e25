#include "imaging/dicom/rle.h"
#include "imaging/read.h"
#include "tests/support/baddicom.h"
#include "tests/support/dicommaker.h"

#include <opencv2/core.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace lucency;
using namespace lucency::imaging;
using namespace lucency::imaging::dicom;
using namespace lucency::test;

namespace {

constexpr int columns = 61, rows = 47;

/// Runs of a row of bytes, PS3.5 section G.3.1: equal bytes in twos, all others as they are.
QByteArray runsOf(const QByteArray& row)
{
    QByteArray runs;
    for (qsizetype at = 0; at < row.size();) {
        qsizetype same = 1;
        while (at + same < row.size() && row[at + same] == row[at] && same < 128)
            ++same;
        if (same > 1) {
            runs += static_cast<char>(257 - same);
            runs += row[at];
            at += same;
            continue;
        }
        qsizetype apart = 1;
        while (at + apart < row.size() && row[at + apart] != row[at + apart - 1] && apart < 128)
            ++apart;
        if (at + apart < row.size() && apart > 1) --apart;
        runs += static_cast<char>(apart - 1);
        runs += row.mid(at, apart);
        at += apart;
    }
    return runs;
}

/// A frame of segments behind the head that says where they begin.
QByteArray frameOf(const QList<QByteArray>& segments)
{
    QByteArray head(64, '\0'), body;
    const auto put = [&head](qsizetype at, qsizetype value) {
        for (int i = 0; i < 4; ++i)
            head[at + i] = static_cast<char>(value >> (8 * i));
    };
    put(0, segments.size());
    for (qsizetype s = 0; s < segments.size(); ++s) {
        put(4 + 4 * s, 64 + body.size());
        body += segments[s];
        if (body.size() % 2 == 1) body += '\0';
    }
    return head + body;
}

/// The chest of DicomMaker as one frame of two segments.
QByteArray chestFrame()
{
    const auto values = scene(columns, rows);
    QByteArray high, low;
    for (int row = 0; row < rows; ++row) {
        QByteArray highs, lows;
        for (int column = 0; column < columns; ++column) {
            const auto value = values[static_cast<std::size_t>(row * columns + column)];
            highs += static_cast<char>(value >> 8);
            lows += static_cast<char>(value);
        }
        high += runsOf(highs);
        low += runsOf(lows);
    }
    return frameOf({high, low});
}

std::vector<std::uint8_t> bytesOf(const QByteArray& text)
{
    return {text.begin(), text.end()};
}

} // namespace

/// RLE, PS3.5 annex G.
class RleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runs_data()
    {
        QTest::addColumn<QByteArray>("segment");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QByteArray>("decoded");
        const auto row = [](const char* name, const char* segment, RleOutcome outcome, const char* decoded = "") {
            QTest::newRow(name) << QByteArray::fromHex(segment) << static_cast<int>(outcome) << QByteArray::fromHex(decoded);
        };
        row("as they are", "040102030405", RleOutcome::Whole, "0102030405");
        row("equal ones", "FC07", RleOutcome::Whole, "0707070707");
        row("both, and nothing between them", "010102FE05", RleOutcome::Whole, "0102050505");
        row("a byte that means nothing", "01010280FE05", RleOutcome::Whole, "0102050505");
        row("padded with zero", "FC0700", RleOutcome::Whole, "0707070707");
        row("padded with more zeros", "FC07000000000000", RleOutcome::Whole, "0707070707");
        row("padded with the byte that means nothing", "FC0780", RleOutcome::Whole, "0707070707");
        row("an odd number of pixels coded with their padding", "FB07", RleOutcome::Whole, "0707070707");
        row("two bytes too many", "FA07", RleOutcome::OtherShape);
        row("a run too many", "FC07FC07", RleOutcome::OtherShape);
        row("one byte missing", "FD07", RleOutcome::EndsEarly);
        row("a run without its byte", "0001FE", RleOutcome::EndsEarly);
        row("bytes that are announced and missing", "0401020304", RleOutcome::EndsEarly);
        row("nothing", "", RleOutcome::EndsEarly);
    }
    void runs()
    {
        QFETCH(QByteArray, segment);
        QFETCH(int, outcome);
        QFETCH(QByteArray, decoded);
        // frameOf() would pad.
        QByteArray head(64, '\0');
        head[0] = 1;
        head[4] = 64;
        std::vector<std::uint8_t> to(5);
        QCOMPARE(static_cast<int>(decodeRle(bytesOf(head + segment), {5, 1, 1}, to)), outcome);
        if (!decoded.isEmpty()) QCOMPARE(to, bytesOf(decoded));
    }

    void heads_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("outcome");
        const QByteArray runs = QByteArray::fromHex("FC07"), whole = frameOf({runs, runs});
        const auto changed = [&whole](qsizetype at, char value) {
            QByteArray frame = whole;
            frame[at] = value;
            return frame;
        };
        QTest::newRow("two segments") << whole << static_cast<int>(RleOutcome::Whole);
        QTest::newRow("one segment") << frameOf({runs}) << static_cast<int>(RleOutcome::OtherShape);
        QTest::newRow("three segments") << frameOf({runs, runs, runs}) << static_cast<int>(RleOutcome::OtherShape);
        QTest::newRow("a head that ends early") << whole.left(63) << static_cast<int>(RleOutcome::EndsEarly);
        QTest::newRow("a segment that begins in the head") << changed(4, 60) << static_cast<int>(RleOutcome::EndsEarly);
        QTest::newRow("segments in the wrong order") << changed(4, 67) << static_cast<int>(RleOutcome::EndsEarly);
        QTest::newRow("a segment behind the end") << changed(11, '\x7F') << static_cast<int>(RleOutcome::EndsEarly);
    }
    void heads()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, outcome);
        std::vector<std::uint8_t> to(10);
        QCOMPARE(static_cast<int>(decodeRle(bytesOf(frame), {5, 1, 2}, to)), outcome);
    }

    void theComponentsOfColoursFollowOneAnother()
    {
        const QByteArray frame = frameOf({QByteArray::fromHex("0001"), QByteArray::fromHex("0002"), QByteArray::fromHex("0003"),
                                          QByteArray::fromHex("0004"), QByteArray::fromHex("0005"), QByteArray::fromHex("0006")});
        std::vector<std::uint8_t> to(6);
        QCOMPARE(decodeRle(bytesOf(frame), {1, 3, 2}, to), RleOutcome::Whole);
        QCOMPARE(to, bytesOf(QByteArray::fromHex("020104030605"))); // the low byte of a word first
    }

    void fragmentsOfAFrameAreJoined_data()
    {
        QTest::addColumn<QList<QByteArray>>("fragments");
        const QByteArray frame = chestFrame();
        const auto most = frame.size() * 4 / 5 / 2 * 2;
        QTest::newRow("one") << QList<QByteArray>{frame};
        QTest::newRow("an empty one first") << QList<QByteArray>{{}, frame};
        QTest::newRow("an empty one in the middle") << QList<QByteArray>{frame.left(most), {}, frame.mid(most)};
        QTest::newRow("an empty one at the end") << QList<QByteArray>{frame, {}};
        QTest::newRow("two bytes first") << QList<QByteArray>{frame.left(2), frame.mid(2)};
        QTest::newRow("ten bytes first") << QList<QByteArray>{frame.left(10), frame.mid(10)};
        QTest::newRow("within a segment") << QList<QByteArray>{frame.left(most), frame.mid(most)};
    }
    void fragmentsOfAFrameAreJoined()
    {
        QFETCH(QList<QByteArray>, fragments);
        const auto image = readFile(encapsulated(rle, fragments, columns, rows).bytes());
        QVERIFY2(image.has_value(), image ? "" : slug(image.error().kind).data());
        const auto plain = readFile(DicomMaker::chest(columns, rows).bytes());
        QVERIFY(plain.has_value());
        QCOMPARE(image->pixels.type(), plain->pixels.type());
        QCOMPARE(cv::norm(image->pixels, plain->pixels, cv::NORM_INF), 0.0);
    }

    void framesOfAnotherShapeAreRefused_data()
    {
        QTest::addColumn<int>("claimedColumns");
        QTest::addColumn<int>("claimedRows");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("as it is") << columns << rows << QByteArray();
        QTest::newRow("a row less") << columns << rows - 1 << QByteArray("pixel-data-mismatch");
        QTest::newRow("half the rows") << columns << rows / 2 << QByteArray("pixel-data-mismatch");
        QTest::newRow("a column less") << columns - 1 << rows << QByteArray("pixel-data-mismatch");
        QTest::newRow("more columns and fewer rows") << columns + 5 << rows - 9 << QByteArray("pixel-data-mismatch");
        QTest::newRow("a row more") << columns << rows + 1 << QByteArray("truncated-pixel-data");
        QTest::newRow("a column more") << columns + 1 << rows << QByteArray("truncated-pixel-data");
    }
    void framesOfAnotherShapeAreRefused()
    {
        QFETCH(int, claimedColumns);
        QFETCH(int, claimedRows);
        QFETCH(QByteArray, reason);
        QCOMPARE(refusal(m_folder.path(), encapsulated(rle, {chestFrame()}, claimedColumns, claimedRows).bytes(), false), reason);
    }

private:
    Result<Radiograph> readFile(const QByteArray& bytes) const
    {
        return read(writeFile(m_folder.path(), QStringLiteral("image.dcm"), bytes).toStdString());
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(RleTest)
#include "tst_rle.moc"
