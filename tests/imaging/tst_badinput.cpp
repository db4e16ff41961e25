#include "imaging/read.h"

#include "tests/support/dicommaker.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomSet;
using lucency::test::dicomTag;
using lucency::test::scene;

namespace {

constexpr int columns = 61, rows = 47;

QByteArray headOf(const DicomMaker& maker)
{
    const QByteArray all = maker.bytes();
    return all.left(all.size() - maker.dataset().size());
}

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

DicomMaker encapsulated(const char* transferSyntax, const QList<QByteArray>& fragments, int width = columns, int height = rows)
{
    DicomMaker maker = DicomMaker::chest(width > 200 ? 1 : width, height > 200 ? 1 : height);
    maker.words(dicomTag(0x0028, 0x0010), "US", {static_cast<std::uint32_t>(height)});
    maker.words(dicomTag(0x0028, 0x0011), "US", {static_cast<std::uint32_t>(width)});
    maker.remove(dicomTag(0x7FE0, 0x0010));
    maker.transferSyntax = transferSyntax;
    maker.fragments = fragments;
    return maker;
}

constexpr auto rle = "1.2.840.10008.1.2.5", jpegLossless = "1.2.840.10008.1.2.4.70", jpeg = "1.2.840.10008.1.2.4.50",
               jpegLs = "1.2.840.10008.1.2.4.80", jpeg2000 = "1.2.840.10008.1.2.4.90";

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

class BadInputTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// The slug of the refusal, or "" when it was read. The header must be refused as well where headerToo is set.
    QByteArray refusal(const QByteArray& bytes, bool headerToo = true)
    {
        const QString file = test::writeFile(m_folder.path(), QStringLiteral("image.dcm"), bytes);
        const Result<Radiograph> image = read(file.toStdString());
        const Result<Radiograph> header = readHeader(file.toStdString());
        if (image) return {};
        if (image.error().subject != file.toStdString()) return "the failure does not name the file";
        if (headerToo && (header || header.error().kind != image.error().kind)) return "the header was not refused alike";
        return QByteArray::fromStdString(std::string(slug(image.error().kind)));
    }

private Q_SLOTS:
    void filesThatAreNoImage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a single byte") << QByteArray("x");
        QTest::newRow("a text file named .dcm") << QByteArray("This is a letter to the radiologist, and no image at all.\n").repeated(20);
        QTest::newRow("zeros") << QByteArray(5000, '\0');
        QTest::newRow("a table") << QByteArray("Image Index,Finding Labels\n00000001_000.png,Effusion\n");
        QTest::newRow("an archive") << QByteArray::fromHex("504B0304140000000800") + QByteArray(300, 'x');
        QTest::newRow("the first tag of a data set and rubbish") << QByteArray::fromHex("0800050043530A00") + QByteArray(300, '\xEE');
    }
    void filesThatAreNoImage()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(refusal(bytes), QByteArray("not-an-image"));
    }

    void truncatedPixels_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("missing");
        const QByteArray native = DicomMaker::chest(columns, rows).bytes();
        const QByteArray packets = encapsulated(rle, {QByteArray(500, 'a'), QByteArray(500, 'b')}).bytes();
        DicomMaker deflated = DicomMaker::chest(columns, rows);
        deflated.transferSyntax = "1.2.840.10008.1.2.1.99";
        QTest::newRow("native, one pixel short") << native << 2;
        QTest::newRow("native, half") << native << columns * rows;
        QTest::newRow("native, all but one byte") << native << columns * rows * 2 - 1;
        QTest::newRow("encapsulated, no delimiter") << packets << 8;
        QTest::newRow("encapsulated, within a fragment") << packets << 100;
        QTest::newRow("encapsulated, between fragments") << packets << 8 + 508;
        QTest::newRow("deflated") << deflated.bytes() << 1000;
    }
    void truncatedPixels()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, missing);
        QCOMPARE(refusal(bytes.left(bytes.size() - missing)), QByteArray("truncated-pixel-data"));
    }

    void aHeaderThatEndsEarlyIsCorrupt()
    {
        const DicomMaker maker = DicomMaker::chest(columns, rows);
        const QByteArray bytes = maker.bytes();
        QCOMPARE(refusal(bytes.left(headOf(maker).size() + 100)), QByteArray("corrupt-file"));
    }

    void sizesThatDoNotFit_data()
    {
        QTest::addColumn<uint>("claimedColumns");
        QTest::addColumn<uint>("claimedRows");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("as it is") << 61U << 47U << QByteArray();
        QTest::newRow("more rows than data") << 61U << 470U << QByteArray("pixel-data-mismatch");
        QTest::newRow("one row more") << 61U << 48U << QByteArray("pixel-data-mismatch");
        QTest::newRow("half of the rows") << 61U << 23U << QByteArray("pixel-data-mismatch");
        QTest::newRow("half of the columns") << 30U << 47U << QByteArray("pixel-data-mismatch");
        QTest::newRow("no rows") << 61U << 0U << QByteArray("invalid-dimensions");
        QTest::newRow("no columns") << 0U << 47U << QByteArray("invalid-dimensions");
        QTest::newRow("gigantic") << 65535U << 65535U << QByteArray("too-large");
        QTest::newRow("large, within the limits") << 14000U << 14000U << QByteArray("pixel-data-mismatch");
    }
    void sizesThatDoNotFit()
    {
        QFETCH(uint, claimedColumns);
        QFETCH(uint, claimedRows);
        QFETCH(QByteArray, reason);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.words(dicomTag(0x0028, 0x0010), "US", {claimedRows});
        maker.words(dicomTag(0x0028, 0x0011), "US", {claimedColumns});
        QCOMPARE(refusal(maker.bytes()), reason);
    }

    void missingOrImpossibleAttributes_data()
    {
        QTest::addColumn<uint>("element");
        QTest::addColumn<int>("value");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no rows at all") << 0x0010U << -1 << QByteArray("invalid-dimensions");
        QTest::newRow("64 bits allocated") << 0x0100U << 64 << QByteArray("unsupported-pixel-format");
        QTest::newRow("12 bits allocated") << 0x0100U << 12 << QByteArray("unsupported-pixel-format");
        QTest::newRow("more bits stored than allocated") << 0x0101U << 17 << QByteArray("unsupported-pixel-format");
        QTest::newRow("high bit below the stored") << 0x0102U << 3 << QByteArray("unsupported-pixel-format");
        QTest::newRow("high bit beyond the allocated") << 0x0102U << 60 << QByteArray("unsupported-pixel-format");
        QTest::newRow("three samples of grey") << 0x0002U << 3 << QByteArray("unsupported-pixel-format");
    }
    void missingOrImpossibleAttributes()
    {
        QFETCH(uint, element);
        QFETCH(int, value);
        QFETCH(QByteArray, reason);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        if (value < 0)
            maker.remove(dicomTag(0x0028, element));
        else
            maker.words(dicomTag(0x0028, element), "US", {static_cast<std::uint32_t>(value)});
        QCOMPARE(refusal(maker.bytes()), reason);
    }

    void frames_data()
    {
        QTest::addColumn<QByteArray>("frames");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("one") << QByteArray("1") << QByteArray();
        QTest::newRow("negative means one") << QByteArray("-4") << QByteArray();
        QTest::newRow("no number means one") << QByteArray("many") << QByteArray();
        QTest::newRow("more than there are") << QByteArray("2") << QByteArray("pixel-data-mismatch");
        QTest::newRow("beyond the limit") << QByteArray("2000000000") << QByteArray("too-large");
    }
    void frames()
    {
        QFETCH(QByteArray, frames);
        QFETCH(QByteArray, reason);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.text(dicomTag(0x0028, 0x0008), "IS", frames);
        QCOMPARE(refusal(maker.bytes()), reason);
    }

    void pixelsThatAreNotThere()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.words(dicomTag(0x7FE0, 0x0010), "OW", {});
        QCOMPARE(refusal(maker.bytes()), QByteArray("no-pixel-data"));
        maker.remove(dicomTag(0x7FE0, 0x0010));
        QCOMPARE(refusal(maker.bytes()), QByteArray("no-pixel-data"));
        maker.text(dicomTag(0x7FE0, 0x0008), "OF", QByteArray(400, 'f'));
        QCOMPARE(refusal(maker.bytes()), QByteArray("unsupported-pixel-format"));
        QCOMPARE(refusal(encapsulated(rle, {QByteArray()}).bytes()), QByteArray("no-pixel-data"));
    }

    void transferSyntaxesNobodyKnows_data()
    {
        QTest::addColumn<QByteArray>("uid");
        QTest::newRow("invented") << QByteArray("1.2.3.4.5");
        QTest::newRow("MPEG-2") << QByteArray("1.2.840.10008.1.2.4.100");
        QTest::newRow("JPIP") << QByteArray("1.2.840.10008.1.2.4.94");
        QTest::newRow("private, implicit big endian") << QByteArray("1.2.840.113619.5.2");
    }
    void transferSyntaxesNobodyKnows()
    {
        QFETCH(QByteArray, uid);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.transferSyntax = uid;
        QCOMPARE(refusal(maker.bytes()), QByteArray("unsupported-transfer-syntax"));
    }

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

    void filesThatCannotBeRead()
    {
        const Result<Radiograph> missing = read((m_folder.path() + QStringLiteral("/nowhere.dcm")).toStdString());
        QVERIFY(!missing);
        QCOMPARE(slug(missing.error().kind), "not-found");
        const Result<Radiograph> folder = read(m_folder.path().toStdString());
        QVERIFY(!folder);
        QCOMPARE(slug(folder.error().kind), "unreadable");
        // A pipe would be waited for without end.
        const std::string pipe = (m_folder.path() + QStringLiteral("/pipe")).toStdString();
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        const Result<Radiograph> fromPipe = read(pipe);
        QVERIFY(!fromPipe);
        QCOMPARE(slug(fromPipe.error().kind), "unreadable");
        // Reading the first byte of this file is an input/output error, also for root.
        const Result<Radiograph> broken = read("/proc/self/mem");
        QVERIFY(!broken);
        QCOMPARE(slug(broken.error().kind), "unreadable");
    }

    void filesThatMayNotBeRead()
    {
        if (geteuid() == 0) QSKIP("root may read every file");
        const QString file = DicomMaker::chest().write(m_folder.path(), QStringLiteral("secret.dcm"));
        QVERIFY(QFile::setPermissions(file, QFileDevice::WriteOwner));
        const Result<Radiograph> image = read(file.toStdString());
        QVERIFY(!image);
        QCOMPARE(slug(image.error().kind), "unreadable");
    }

    void imagesOfSomethingElseAreShownButRefusedForScoring_data()
    {
        QTest::addColumn<QByteArray>("modality");
        QTest::addColumn<QByteArray>("bodyPart");
        QTest::addColumn<QByteArray>("position");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a frontal chest") << QByteArray("DX") << QByteArray("CHEST") << QByteArray("PA") << QByteArray();
        QTest::newRow("a CT") << QByteArray("CT") << QByteArray("CHEST") << QByteArray() << QByteArray("not-a-radiograph");
        QTest::newRow("a lateral chest") << QByteArray("DX") << QByteArray("CHEST") << QByteArray("LL") << QByteArray("not-frontal");
        QTest::newRow("a mammogram") << QByteArray("MG") << QByteArray("BREAST") << QByteArray("MLO")
                                     << QByteArray("not-a-chest-radiograph");
        QTest::newRow("a foot") << QByteArray("CR") << QByteArray("FOOT") << QByteArray("AP") << QByteArray("not-a-chest-radiograph");
        QTest::newRow("a tooth") << QByteArray("IO") << QByteArray() << QByteArray() << QByteArray("not-a-chest-radiograph");
    }
    void imagesOfSomethingElseAreShownButRefusedForScoring()
    {
        QFETCH(QByteArray, modality);
        QFETCH(QByteArray, bodyPart);
        QFETCH(QByteArray, position);
        QFETCH(QByteArray, reason);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.text(dicomTag(0x0008, 0x0060), "CS", modality);
        maker.text(dicomTag(0x0018, 0x0015), "CS", bodyPart);
        maker.text(dicomTag(0x0018, 0x5101), "CS", position);
        const Result<Radiograph> image = read(maker.write(m_folder.path(), QStringLiteral("other.dcm")).toStdString());
        QVERIFY(image.has_value());
        QCOMPARE(image->pixels.cols, columns);
        const Done scorable = checkScorable(*image);
        QCOMPARE(scorable ? QByteArray() : QByteArray::fromStdString(std::string(slug(scorable.error().kind))), reason);
    }

    void damageBehindThePixelsCostsNothing()
    {
        const QByteArray bytes = DicomMaker::chest(columns, rows).bytes();
        QCOMPARE(refusal(bytes + QByteArray(3, '\0')), QByteArray());
        QCOMPARE(refusal(bytes + QByteArray(300, '\xA5')), QByteArray());
    }
};

QTEST_APPLESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
