#include "imaging/read.h"

#include "tests/support/baddicom.h"

#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace lucency;
using namespace lucency::imaging;
using namespace lucency::test;

namespace {

constexpr int columns = badColumns, rows = badRows;

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray refusal(const QByteArray& bytes, bool headerToo = true) { return test::refusal(m_folder.path(), bytes, headerToo); }

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
