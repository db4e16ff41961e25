#include "imaging/display.h"
#include "imaging/read.h"

#include "tests/support/dicommaker.h"

#include <QtTest>

#include <random>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomSet;
using lucency::test::dicomTag;

namespace {

/// A small file of each way of writing, with everything in it that is parsed: tables, sequences, character sets.
DicomMaker rich()
{
    DicomMaker maker = DicomMaker::chest(23, 17);
    maker.text(dicomTag(0x0008, 0x0005), "CS", "ISO 2022 IR 13\\ISO 2022 IR 87");
    maker.text(dicomTag(0x0010, 0x0010), "PN", "\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=\x1B$B;3ED\x1B(J^\x1B$BB@O:\x1B(J");
    DicomSet lut;
    lut.words(dicomTag(0x0028, 0x3002), "US", {8, 0, 12});
    lut.text(dicomTag(0x0028, 0x3003), "LO", "NORMAL");
    lut.words(dicomTag(0x0028, 0x3006), "OW", {0, 100, 200, 300, 400, 500, 600, 4095});
    maker.sequence(dicomTag(0x0028, 0x3000), {lut}, true);
    maker.sequence(dicomTag(0x0028, 0x3010), {lut, lut});
    DicomSet code;
    code.text(dicomTag(0x0008, 0x0100), "SH", "R-10206");
    code.text(dicomTag(0x0008, 0x0104), "LO", "antero-posterior");
    maker.sequence(dicomTag(0x0054, 0x0220), {code}, true);
    maker.words(dicomTag(0x0028, 0x0120), "US", {0});
    for (const unsigned group : {0x6000U, 0x6002U}) { // a plane beside the pixels and one in them
        maker.words(dicomTag(group, 0x0010), "US", {17});
        maker.words(dicomTag(group, 0x0011), "US", {23});
        maker.words(dicomTag(group, 0x0050), "SS", {1, 1});
        maker.words(dicomTag(group, 0x0100), "US", {group == 0x6000 ? 1U : 16U});
        maker.words(dicomTag(group, 0x0102), "US", {group == 0x6000 ? 0U : 12U});
    }
    maker.words(dicomTag(0x6000, 0x3000), "OW", std::vector<std::uint32_t>(25, 0x5A3C));
    return maker;
}

QByteArray compressed(const QString& folder, const char* program, const QStringList& options)
{
    const QString original = DicomMaker::chest(23, 17).write(folder, QStringLiteral("original.dcm")),
                  result = folder + QStringLiteral("/compressed.dcm");
    QFile::remove(result);
    QProcess process;
    process.start(QString::fromLatin1(program), options + QStringList{original, result});
    process.waitForFinished();
    QFile file(result);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Flips, overwrites, cuts, doubles: what a bad disc, a bad line or a bad program does.
QByteArray damaged(QByteArray bytes, std::mt19937& random)
{
    // The first 128 bytes have no meaning; most damage goes where it has.
    const auto place = [&] { return static_cast<qsizetype>(128 + random() % static_cast<unsigned>(bytes.size() - 128)); };
    const unsigned times = 1 + random() % 4;
    for (unsigned i = 0; i < times; ++i) {
        switch (random() % 6) {
        case 0:
        case 1:
            bytes[place()] = static_cast<char>(bytes[place()] ^ static_cast<char>(1U << random() % 8));
            break;
        case 2:
            bytes[place()] = static_cast<char>(random());
            break;
        case 3:
            bytes[place()] = random() % 2 ? '\xFF' : '\0';
            break;
        case 4: {
            const qsizetype at = place();
            bytes.insert(at, bytes.mid(at, static_cast<qsizetype>(random() % 40)));
            break;
        }
        default:
            if (bytes.size() > 400) bytes.chop(static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size() - 300)));
        }
    }
    return bytes;
}

} // namespace

/// Whatever is done to a file, reading it ends with an image that is whole or with a failure that names it. What the test looks for most,
/// reading beyond a buffer, is seen when it runs under the address sanitizer.
class DicomFuzzTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void damagedFilesNeverDoHarm_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char* syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"}) {
            DicomMaker maker = rich();
            maker.transferSyntax = syntax;
            QTest::newRow(syntax) << maker.bytes();
        }
        const auto row = [this](const char* name, const char* program, const QStringList& options) {
            const QByteArray bytes = compressed(m_folder.path(), program, options);
            if (!bytes.isEmpty()) QTest::newRow(name) << bytes;
        };
        row("RLE", "dcmcrle", {});
        row("JPEG lossless", "dcmcjpeg", {QStringLiteral("+e1")});
        row("JPEG extended", "dcmcjpeg", {QStringLiteral("+ee")});
        row("JPEG-LS", "dcmcjpls", {});
        row("JPEG 2000", "gdcmconv", {QStringLiteral("--j2k")});
    }
    void damagedFilesNeverDoHarm()
    {
        QFETCH(QByteArray, bytes);
        const std::string path = m_folder.filePath(QStringLiteral("damaged.dcm")).toStdString();
        QVERIFY(!test::writeFile(m_folder.path(), QStringLiteral("damaged.dcm"), bytes).isEmpty());
        QVERIFY(read(path).has_value());
        std::mt19937 random(20240229);
        int refused = 0;
        for (int i = 0; i < 250; ++i) {
            const QByteArray worse = damaged(bytes, random);
            QVERIFY(!test::writeFile(m_folder.path(), QStringLiteral("damaged.dcm"), worse).isEmpty());
            const Result<Radiograph> header = readHeader(path);
            const Result<Radiograph> image = read(path);
            if (image) {
                QVERIFY(header.has_value());
                QVERIFY(image->pixels.type() == CV_16UC1 || image->pixels.type() == CV_16SC1);
                QVERIFY(image->pixels.isContinuous() && image->pixels.total() > 0);
                QVERIFY(image->bitsStored >= 1 && image->bitsStored <= 16);
                QVERIFY(image->pixelAspect > 0);
                (void)checkScorable(*image);
                const cv::Rect whole(0, 0, image->columns, image->rows);
                for (const OverlayPlane& plane : image->overlays)
                    QVERIFY((plane.area & whole) == plane.area && plane.bits.rows == plane.area.height &&
                            plane.bits.cols == (plane.area.width + 7) / 8);
                cv::Mat grey = renderDefault(*image);
                drawOverlays(image->overlays, grey);
            } else {
                ++refused;
                QCOMPARE(image.error().subject, path);
                QVERIFY(image.error().kind != FailureKind::Internal);
                QVERIFY(image.error().kind != FailureKind::OutOfMemory);
            }
        }
        QVERIFY2(refused > 50, "the damage does not reach anything");
        QVERIFY2(refused < 250, "the damage leaves nothing to look at");
    }
};

QTEST_GUILESS_MAIN(DicomFuzzTest)
#include "tst_dicomfuzz.moc"
