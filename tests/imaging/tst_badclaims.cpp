#include "tests/support/baddicom.h"

#include <QtTest>

using namespace lucency;
using namespace lucency::imaging;
using namespace lucency::test;

namespace {

constexpr int columns = badColumns, rows = badRows;

/// A frame of RLE, JPEG, ... that claims a size: just enough of a head to be believed or not.
QByteArray jpegHead(int claimedColumns, int claimedRows, bool lossless)
{
    QByteArray head("\xFF\xD8\xFF", 3);
    head.append(lossless ? '\xC3' : '\xC0');
    head.append(QByteArray::fromHex("000B08"));
    for (const int size : {claimedRows, claimedColumns})
        head.append(static_cast<char>(size >> 8)).append(static_cast<char>(size));
    return head.append(QByteArray::fromHex("01011100")).append(QByteArray("\xFF\xD9", 2));
}

QByteArray jpeg2000Head(quint32 width, quint32 height, quint32 tile, const QByteArray& codingStyle)
{
    QByteArray head = QByteArray::fromHex("FF4FFF5100290000");
    const auto put = [&head](quint32 value) {
        for (int shift = 24; shift >= 0; shift -= 8)
            head.append(static_cast<char>(value >> shift));
    };
    for (const quint32 value : {width, height, 0U, 0U, tile, tile, 0U, 0U})
        put(value);
    return head.append(QByteArray::fromHex("00010F0101"))
        .append(codingStyle)
        .append(QByteArray::fromHex("FF90000A0000000000000001FF93FFD9"));
}

/// How far the resident memory of this process rose at most since this was made.
class PeakMemory {
public:
    PeakMemory()
    {
        QFile reset(QStringLiteral("/proc/self/clear_refs"));
        if (reset.open(QIODevice::WriteOnly)) reset.write("5");
        m_before = kilobytes();
    }
    long risenKilobytes() const { return kilobytes() - m_before; }

private:
    static long kilobytes()
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly)) return 0;
        const QByteArray all = status.readAll();
        const auto at = all.indexOf("VmHWM:");
        return at < 0 ? 0 : all.mid(at + 6, all.indexOf("kB", at) - at - 6).trimmed().toLong();
    }

    long m_before = 0;
};

} // namespace

/// Files that claim, or make the reader do, far more than their length justifies.
class BadClaimsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray refusal(const QByteArray& bytes, bool headerToo = true) { return test::refusal(m_folder.path(), bytes, headerToo); }

private Q_SLOTS:
    void sequencesNestedTooDeep_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("undefinedLength");
        QTest::addColumn<QByteArray>("transferSyntax");
        QTest::addColumn<QByteArray>("reason");
        for (const bool undefinedLength : {true, false}) {
            for (const char* syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"}) {
                const QByteArray name = QByteArray(syntax) + (undefinedLength ? " by delimiters" : " by lengths");
                QTest::newRow(name + ", 10,000") << 10000 << undefinedLength << QByteArray(syntax) << QByteArray("nested-too-deep");
                QTest::newRow(name + ", 65") << 65 << undefinedLength << QByteArray(syntax) << QByteArray("nested-too-deep");
                QTest::newRow(name + ", 64") << 64 << undefinedLength << QByteArray(syntax) << QByteArray();
            }
        }
        QTest::newRow("300,000") << 300000 << true << QByteArray("1.2.840.10008.1.2.1") << QByteArray("nested-too-deep");
    }
    void sequencesNestedTooDeep()
    {
        QFETCH(int, depth);
        QFETCH(bool, undefinedLength);
        QFETCH(QByteArray, transferSyntax);
        QFETCH(QByteArray, reason);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.transferSyntax = transferSyntax;
        const QByteArray head = headOf(maker);
        const bool deflated = transferSyntax.endsWith(".99");
        if (deflated) maker.transferSyntax = "1.2.840.10008.1.2.1";
        const bool explicitVr = transferSyntax != "1.2.840.10008.1.2", bigEndian = transferSyntax == "1.2.840.10008.1.2.2";
        const QByteArray plain = test::nestedSequences(depth, undefinedLength, explicitVr, bigEndian) + maker.dataset();
        QCOMPARE(refusal(head + (deflated ? test::deflated(plain) : plain)), reason);
    }

    void sequencesHiddenInAnUnknownValueCountAsWell()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        QByteArray nested = test::nestedSequences(10000, true, false);
        nested = nested.mid(8); // the value of the outermost sequence: items
        maker.text(dicomTag(0x0009, 0x1001), "UN", nested);
        QCOMPARE(refusal(maker.bytes()), QByteArray("nested-too-deep"));
    }

    void aValueThatOnlyLooksLikeASequenceIsLetBe()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.text(dicomTag(0x0009, 0x1001), "UN", QByteArray::fromHex("FEFF00E0FFFFFFFF") + QByteArray(64, '\x5A'));
        QCOMPARE(refusal(maker.bytes()), QByteArray());
    }

    void deflateBombs()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.transferSyntax = "1.2.840.10008.1.2.1.99";
        const QByteArray head = headOf(maker);
        // 400 MB of one private value in 400 KB.
        QByteArray plain = QByteArray::fromHex("090010004F4200000000F217") + QByteArray(400'000'000, '\0');
        const QByteArray bomb = test::deflated(plain);
        plain = {};
        QVERIFY(bomb.size() < 500'000);
        const PeakMemory memory;
        QCOMPARE(refusal(head + bomb), QByteArray("too-large"));
        QVERIFY2(memory.risenKilobytes() < 200'000, "more was allocated than the bomb justifies");
        QCOMPARE(refusal(head + QByteArray(1000, '\xFF')), QByteArray("corrupt-file"));
    }

    void compressedFramesThatClaimMoreThanTheyHold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray small(200, 'a');
        QTest::newRow("RLE of 196 million pixels in 200 bytes")
            << encapsulated(rle, {small}, 14000, 14000).bytes() << QByteArray("truncated-pixel-data");
        QTest::newRow("JPEG that is no JPEG") << encapsulated(jpegLossless, {small}).bytes() << QByteArray("corrupt-file");
        QTest::newRow("JPEG of another size") << encapsulated(jpeg, {jpegHead(512, 512, false)}).bytes()
                                              << QByteArray("pixel-data-mismatch");
        QTest::newRow("lossless JPEG of another size")
            << encapsulated(jpegLossless, {jpegHead(61, 48, true)}).bytes() << QByteArray("pixel-data-mismatch");
        QTest::newRow("lossless JPEG without its pixels")
            << encapsulated(jpegLossless, {jpegHead(61, 47, true)}).bytes() << QByteArray("corrupt-file");
        QTest::newRow("lossless JPEG of 196 million pixels")
            << encapsulated(jpegLossless, {jpegHead(14000, 14000, true)}, 14000, 14000).bytes() << QByteArray("truncated-pixel-data");
        QTest::newRow("JPEG-LS that is no JPEG-LS") << encapsulated(jpegLs, {small}).bytes() << QByteArray("corrupt-file");
        QTest::newRow("JPEG 2000 of another size")
            << encapsulated(jpeg2000, {jpeg2000Head(4000, 4000, 4000, {})}).bytes() << QByteArray("pixel-data-mismatch");
        QTest::newRow("JPEG 2000 of 196 million pixels")
            << encapsulated(jpeg2000, {jpeg2000Head(14000, 14000, 14000, {})}, 14000, 14000).bytes() << QByteArray("truncated-pixel-data");
        QTest::newRow("JPEG 2000 of 16 million tiles")
            << encapsulated(jpeg2000, {jpeg2000Head(4000, 4000, 1, {})}, 4000, 4000).bytes() << QByteArray("truncated-pixel-data");
        QTest::newRow("JPEG 2000 of 16 million precincts")
            << encapsulated(jpeg2000,
                            {jpeg2000Head(4000, 4000, 4000, QByteArray::fromHex("FF52000D01000001000004040001") + QByteArray(1, '\0'))},
                            4000, 4000)
                   .bytes()
            << QByteArray("truncated-pixel-data");
        QTest::newRow("JPEG 2000 without packets")
            << encapsulated(jpeg2000, {jpeg2000Head(61, 47, 61, {})}).bytes() << QByteArray("corrupt-file");
        QTest::newRow("a JPEG without an end") << encapsulated(jpeg, {jpegHead(61, 47, false).chopped(2)}).bytes()
                                               << QByteArray("truncated-pixel-data");
    }
    void compressedFramesThatClaimMoreThanTheyHold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, reason);
        const PeakMemory memory;
        QCOMPARE(refusal(bytes, false), reason);
        QVERIFY2(memory.risenKilobytes() < 100'000, "more was allocated than the file justifies");
    }

    void millionsOfTinyElementsOrFragments()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        const QByteArray elements = QByteArray::fromHex("0900100053480000").repeated(1'100'000);
        QCOMPARE(refusal(headOf(maker) + elements + maker.dataset()), QByteArray("too-large"));
        const QByteArray fragments = encapsulated(rle, {QByteArray(10, 'a')}).bytes();
        const QByteArray many = fragments.chopped(8) + QByteArray::fromHex("FEFF00E000000000").repeated(1'100'000) + fragments.right(8);
        QCOMPARE(refusal(many), QByteArray("too-large"));
    }
};

QTEST_APPLESS_MAIN(BadClaimsTest)
#include "tst_badclaims.moc"
