#include "imaging/read.h"

#include "tests/support/data.h"
#include "tests/support/dicommaker.h"

#include <QtEndian>
#include <QtTest>

#include <opencv2/core.hpp>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::dicomTag;
using lucency::test::scene;

namespace {

const QString pydicomFiles = QStringLiteral("/usr/lib/python3/dist-packages/pydicom/data/test_files/");

/// Runs a tool of DCMTK or GDCM, which are the witnesses here.
bool run(const QString& program, const QStringList& arguments, QString& said)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool finished = process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    said = QString::fromLocal8Bit(process.readAll());
    return finished;
}

bool samePixels(const Radiograph& a, const Radiograph& b)
{
    return a.pixels.size() == b.pixels.size() && a.pixels.type() == b.pixels.type() && cv::norm(a.pixels, b.pixels, cv::NORM_INF) == 0;
}

/// Lossy JPEG 2000 overshoots; GDCM then raises Bits Stored, Lucency keeps to what the header says.
cv::Mat saturated(const cv::Mat& pixels, int bits)
{
    const bool isSigned = pixels.type() == CV_16SC1;
    cv::Mat within = cv::min(pixels, isSigned ? (1 << (bits - 1)) - 1 : (1 << bits) - 1);
    return isSigned ? cv::Mat(cv::max(within, -(1 << (bits - 1)))) : within;
}

/// The words of a frame as they stand in an uncompressed file, read by DCMTK and masked by nobody.
cv::Mat wordsOf(const QString& file, int frame, cv::Size size, int type)
{
    DcmFileFormat format;
    const Uint16* words = nullptr;
    unsigned long count = 0;
    if (format.loadFile(file.toUtf8().constData()).bad() || format.getDataset()->findAndGetUint16Array(DCM_PixelData, words, &count).bad())
        return {};
    const std::size_t first = static_cast<std::size_t>(size.area()) * static_cast<std::size_t>(frame);
    if (first + static_cast<std::size_t>(size.area()) > count) return {};
    return cv::Mat(size, type, const_cast<Uint16*>(words + first)).clone();
}

QString failureOf(const Result<Radiograph>& image)
{
    return image ? QString() : QString::fromStdString(std::string(slug(image.error().kind)) + ": " + image.error().detail);
}

/// One way to write an image and the tool that does it.
struct Encoding {
    const char* name;
    const char* program;
    QStringList options;
    bool lossless;
    int mostBits; ///< allocated bits that it can take
};

const QList<Encoding>& encodings()
{
    static const QList<Encoding> all = {
        {"RLE by DCMTK", "dcmcrle", {}, true, 16},
        {"RLE by GDCM", "gdcmconv", {QStringLiteral("--rle")}, true, 16},
        {"JPEG lossless, first-order", "dcmcjpeg", {QStringLiteral("+e1")}, true, 16},
        {"JPEG lossless, predictor 6", "dcmcjpeg", {QStringLiteral("+el"), QStringLiteral("+sv"), QStringLiteral("6")}, true, 16},
        {"JPEG lossless by GDCM", "gdcmconv", {QStringLiteral("--jpeg")}, true, 16},
        {"JPEG baseline", "dcmcjpeg", {QStringLiteral("+eb")}, false, 8},
        {"JPEG extended, 12 bits", "dcmcjpeg", {QStringLiteral("+ee")}, false, 12},
        {"JPEG-LS lossless", "dcmcjpls", {QStringLiteral("+el")}, true, 16},
        {"JPEG-LS near-lossless", "dcmcjpls", {QStringLiteral("+en"), QStringLiteral("+md"), QStringLiteral("3")}, false, 16},
        {"JPEG-LS by GDCM", "gdcmconv", {QStringLiteral("--jpegls")}, true, 16},
        {"JPEG 2000 lossless", "gdcmconv", {QStringLiteral("--j2k")}, true, 16},
        {"JPEG 2000 lossy",
         "gdcmconv",
         {QStringLiteral("--j2k"), QStringLiteral("--lossy"), QStringLiteral("--irreversible"), QStringLiteral("-q"), QStringLiteral("60")},
         false,
         16},
        {"explicit big endian", "dcmconv", {QStringLiteral("+tb")}, true, 16},
        {"deflated", "dcmconv", {QStringLiteral("+td")}, true, 16},
        {"implicit little endian", "dcmconv", {QStringLiteral("+ti")}, true, 16},
    };
    return all;
}

struct Kind {
    const char* name;
    int allocated, stored;
    bool isSigned, colour;
    int frames;
};

const QList<Kind>& kinds()
{
    static const QList<Kind> all = {
        {"8 bits", 8, 8, false, false, 1},
        {"10 bits", 16, 10, false, false, 1},
        {"12 bits", 16, 12, false, false, 1},
        {"16 bits", 16, 16, false, false, 1},
        {"12 bits signed", 16, 12, true, false, 1},
        {"16 bits signed", 16, 16, true, false, 1},
        {"RGB", 8, 8, false, true, 1},
        {"12 bits, three frames", 16, 12, false, false, 3},
    };
    return all;
}

/// What the encoders can write: the DCT has no signed values, and DCMTK's near-lossless none either.
bool takes(const Encoding& encoding, const Kind& kind)
{
    const QByteArray name = encoding.name;
    const bool unsignedOnly = name.startsWith("JPEG baseline") || name.startsWith("JPEG extended") || name == "JPEG-LS near-lossless";
    return kind.stored <= encoding.mostBits && !(kind.isSigned && unsignedOnly);
}

DicomMaker makerOf(const Kind& kind)
{
    constexpr int columns = 75, rows = 58;
    DicomMaker maker = DicomMaker::chest(columns, rows);
    // Secondary capture may have any of these depths, and frames.
    maker.text(dicomTag(0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.7");
    maker.words(dicomTag(0x0028, 0x0100), "US", {static_cast<std::uint32_t>(kind.allocated)});
    maker.words(dicomTag(0x0028, 0x0101), "US", {static_cast<std::uint32_t>(kind.stored)});
    maker.words(dicomTag(0x0028, 0x0102), "US", {static_cast<std::uint32_t>(kind.stored - 1)});
    maker.words(dicomTag(0x0028, 0x0103), "US", {kind.isSigned ? 1U : 0U});
    if (kind.frames > 1) maker.text(dicomTag(0x0028, 0x0008), "IS", QByteArray::number(kind.frames));
    if (kind.colour) {
        maker.words(dicomTag(0x0028, 0x0002), "US", {3});
        maker.words(dicomTag(0x0028, 0x0006), "US", {0});
        maker.text(dicomTag(0x0028, 0x0004), "CS", "RGB");
    }
    std::vector<std::uint32_t> values;
    for (int i = 0; i < kind.frames * (kind.colour ? 3 : 1); ++i) {
        const std::vector<std::uint32_t> frame = scene(columns, rows, kind.stored, static_cast<unsigned>(i + 1));
        values.insert(values.end(), frame.begin(), frame.end());
    }
    // Signed values fill their words as encoders demand: extended from Bits Stored.
    if (kind.isSigned) {
        for (std::uint32_t& value : values) {
            const std::uint32_t sign = 1U << (kind.stored - 1);
            value = ((value ^ sign) - sign) & 0xFFFF;
        }
    }
    maker.setPixels(columns, rows, values);
    if (kind.allocated == 8) maker.words(dicomTag(0x7FE0, 0x0010), "OB", values);
    return maker;
}

} // namespace

class DicomCodecsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    /// What DCMTK and GDCM compress comes back as it was, or, where it is lossy, as they themselves decompress it.
    void synthetic_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("encoding");
        for (int k = 0; k < kinds().size(); ++k) {
            for (int e = 0; e < encodings().size(); ++e) {
                const Kind& kind = kinds()[k];
                const Encoding& encoding = encodings()[e];
                if (!takes(encoding, kind)) continue;
                QTest::newRow((QByteArray(kind.name) + ", " + encoding.name).constData()) << k << e;
            }
        }
    }
    void synthetic()
    {
        QFETCH(int, kind);
        QFETCH(int, encoding);
        const Encoding& how = encodings()[encoding];
        if (QStandardPaths::findExecutable(QString::fromLatin1(how.program)).isEmpty()) QSKIP("the tool is not installed");
        const QString original = makerOf(kinds()[kind]).write(m_folder.path(), QStringLiteral("original.dcm"));
        const QString compressed = at("compressed.dcm"), plain = at("plain.dcm");
        QFile::remove(compressed);
        QString said;
        if (!run(QString::fromLatin1(how.program), how.options + QStringList{original, compressed}, said)) {
            QSKIP(qPrintable(QStringLiteral("the tool cannot write this: ") + said.left(300)));
        }
        QString reference = original;
        if (!how.lossless) {
            // The decompressor of the same family is the witness.
            const bool gdcm = qstrcmp(how.program, "gdcmconv") == 0, ls = qstrcmp(how.program, "dcmcjpls") == 0;
            const QString program = gdcm ? QStringLiteral("gdcmconv") : ls ? QStringLiteral("dcmdjpls") : QStringLiteral("dcmdjpeg");
            QVERIFY2(run(program, (gdcm ? QStringList{QStringLiteral("--raw")} : QStringList()) + QStringList{compressed, plain}, said),
                     qPrintable(said));
            reference = plain;
        }
        for (int frame = 0; frame < kinds()[kind].frames; ++frame) {
            const Result<Radiograph> decoded = read(compressed.toStdString(), frame), expected = read(reference.toStdString(), frame);
            QVERIFY2(decoded.has_value(), qPrintable(failureOf(decoded)));
            QVERIFY2(expected.has_value(), qPrintable(failureOf(expected)));
            QVERIFY(decoded->transferSyntax != expected->transferSyntax);
            Radiograph within = *expected;
            if (!how.lossless && kinds()[kind].allocated == 16) {
                const cv::Mat words = wordsOf(plain, frame, expected->pixels.size(), expected->pixels.type());
                QVERIFY(!words.empty());
                within.pixels = saturated(words, decoded->bitsStored);
            }
            QVERIFY2(samePixels(*decoded, within), "pixels differ");
            QCOMPARE(decoded->frameCount, kinds()[kind].frames);
        }
        const Result<Radiograph> first = read(compressed.toStdString());
        QCOMPARE(std::ranges::count(first->remarks, Remark::LossyCompressed), how.lossless ? 0 : 1);
    }

    /// Several frames of several fragments each, and no offset table: only the start markers tell the frames apart.
    void framesInSeveralFragments_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("transferSyntax");
        QTest::newRow("JPEG lossless") << QStringLiteral("dcmcjpeg") << QStringLiteral("+e1") << QByteArray("1.2.840.10008.1.2.4.70");
        QTest::newRow("JPEG-LS") << QStringLiteral("dcmcjpls") << QStringLiteral("+el") << QByteArray("1.2.840.10008.1.2.4.80");
        QTest::newRow("JPEG 2000") << QStringLiteral("gdcmconv") << QStringLiteral("--j2k") << QByteArray("1.2.840.10008.1.2.4.90");
    }
    void framesInSeveralFragments()
    {
        QFETCH(QString, program);
        QFETCH(QString, option);
        QFETCH(QByteArray, transferSyntax);
        if (QStandardPaths::findExecutable(program).isEmpty()) QSKIP("the tool is not installed");
        DicomMaker maker = makerOf(kinds().last());
        const QString original = maker.write(m_folder.path(), QStringLiteral("original.dcm")), compressed = at("compressed.dcm");
        QString said;
        QVERIFY2(run(program, {option, original, compressed}, said), qPrintable(said));
        QFile file(compressed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        // The items of the pixels are the last in the file: the offset table and one fragment a frame.
        maker.remove(dicomTag(0x7FE0, 0x0010));
        maker.transferSyntax = transferSyntax;
        qsizetype item = bytes.lastIndexOf(QByteArray::fromHex("E07F10004F420000FFFFFFFF")) + 12;
        for (int i = 0; i < 4; ++i) {
            QVERIFY(bytes.mid(item, 4) == QByteArray::fromHex("FEFF00E0"));
            const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(bytes.constData() + item + 4));
            const QByteArray stream = bytes.mid(item + 8, length);
            item += 8 + length;
            if (i == 0) continue;
            const qsizetype part = stream.size() / 6 * 2;
            maker.fragments << stream.left(part) << stream.mid(part, part) << stream.mid(2 * part);
        }
        const QString split = maker.write(m_folder.path(), QStringLiteral("split.dcm"));
        for (const int frame : {2, 0, 1}) {
            const Result<Radiograph> decoded = read(split.toStdString(), frame), expected = read(original.toStdString(), frame);
            QVERIFY2(decoded.has_value(), qPrintable(failureOf(decoded)));
            QVERIFY(expected.has_value());
            QVERIFY2(samePixels(*decoded, *expected), "pixels differ");
        }
    }

    /// Real files of every syntax against the decompressors of DCMTK and, for JPEG 2000, GDCM.
    void real_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("program");
        const QString data = test::dataFolder();
        const QStringList mine =
            data.isEmpty() ? QStringList() : QDir(data + QStringLiteral("/dicom")).entryList({QStringLiteral("*.dcm")});
        for (const QString& name : mine) {
            const QString program = name.contains(QStringLiteral("j2k"))      ? QStringLiteral("gdcmconv")
                                    : name.contains(QStringLiteral("jpegls")) ? QStringLiteral("dcmdjpls")
                                    : name.contains(QStringLiteral("rle"))    ? QStringLiteral("dcmdrle")
                                                                              : QStringLiteral("dcmdjpeg");
            QTest::newRow(qPrintable(name)) << data + QStringLiteral("/dicom/") + name << program;
        }
        for (const auto& [name, program] : {std::pair{"MR_small_RLE.dcm", "dcmdrle"},
                                            {"MR_small_jp2klossless.dcm", "gdcmconv"},
                                            {"MR_small_jpeg_ls_lossless.dcm", "dcmdjpls"},
                                            {"693_J2KI.dcm", "gdcmconv"},
                                            {"JPEG2000.dcm", "gdcmconv"},
                                            {"JPGExtended.dcm", "dcmdjpeg"},
                                            {"SC_rgb_rle.dcm", "dcmdrle"},
                                            {"SC_rgb_rle_16bit.dcm", "dcmdrle"},
                                            {"SC_rgb_jpeg_gdcm.dcm", "dcmdjpeg"},
                                            {"image_dfl.dcm", "dcmconv"}}) {
            if (QFile::exists(pydicomFiles + QLatin1String(name)))
                QTest::newRow(name) << pydicomFiles + QLatin1String(name) << QString::fromLatin1(program);
        }
        if (mine.isEmpty() && !QFile::exists(pydicomFiles)) QTest::newRow("none here") << QString() << QString();
    }
    void real()
    {
        QFETCH(QString, file);
        QFETCH(QString, program);
        if (file.isEmpty()) QSKIP("no real DICOM files here: set LUCENCY_DATA to their folder or install python3-pydicom");
        if (QStandardPaths::findExecutable(program).isEmpty()) QSKIP("the tool is not installed");
        const QString plain = at("plain.dcm");
        QFile::remove(plain);
        const QStringList options = program == QStringLiteral("gdcmconv") ? QStringList{QStringLiteral("--raw")} : QStringList();
        QString said;
        QVERIFY2(run(program, options + QStringList{file, plain}, said), qPrintable(said));
        const Result<Radiograph> decoded = read(file.toStdString()), expected = read(plain.toStdString());
        QVERIFY2(decoded.has_value(), qPrintable(failureOf(decoded)));
        QVERIFY2(expected.has_value(), qPrintable(failureOf(expected)));
        QVERIFY2(samePixels(*decoded, *expected), "pixels differ");
    }

    /// The three foot files are the same exposure in three lossless encodings.
    void theSameExposureInThreeEncodings()
    {
        LUCENCY_NEEDS_DATA;
        const std::string folder = test::dataFolder().toStdString() + "/dicom/foot_cr_mono1_10bit_";
        const Result<Radiograph> runs = read(folder + "rle.dcm"), jpeg = read(folder + "jpeg_lossless.dcm"),
                                 ls = read(folder + "jpegls.dcm");
        QVERIFY(runs && jpeg && ls);
        QVERIFY(samePixels(*runs, *jpeg));
        QVERIFY(samePixels(*runs, *ls));
    }

    /// Streams that end early are an error, never a picture with a grey half.
    void aStreamThatEndsEarlyIsRefused_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("encoding");
        for (int k = 0; k < kinds().size(); ++k) {
            for (int e = 0; e < encodings().size(); ++e) {
                const bool compressed = qstrcmp(encodings()[e].program, "dcmconv") != 0;
                if (!compressed || !takes(encodings()[e], kinds()[k]) || kinds()[k].frames > 1) continue;
                QTest::newRow((QByteArray(kinds()[k].name) + ", " + encodings()[e].name).constData()) << k << e;
            }
        }
    }
    void aStreamThatEndsEarlyIsRefused()
    {
        QFETCH(int, kind);
        QFETCH(int, encoding);
        const Encoding& how = encodings()[encoding];
        if (QStandardPaths::findExecutable(QString::fromLatin1(how.program)).isEmpty()) QSKIP("the tool is not installed");
        const QString original = makerOf(kinds()[kind]).write(m_folder.path(), QStringLiteral("original.dcm")),
                      compressed = at("compressed.dcm");
        QFile::remove(compressed);
        QString said;
        if (!run(QString::fromLatin1(how.program), how.options + QStringList{original, compressed}, said))
            QSKIP("the tool cannot write this");
        // The last fragment is cut to half, its length corrected: nothing but the decoder can notice.
        QFile file(compressed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto item = bytes.lastIndexOf(QByteArray::fromHex("FEFF00E0"));
        const auto end = bytes.lastIndexOf(QByteArray::fromHex("FEFFDDE000000000"));
        QVERIFY(item > 0 && end > item + 64);
        const auto half = (end - item - 8) / 4 * 2;
        const bool marked = !QByteArray(how.name).startsWith("RLE");
        // A gateway may even have put an end marker on what it got.
        for (const bool endMarker : marked ? QList<bool>{false, true} : QList<bool>{false}) {
            QByteArray stream = bytes.mid(item + 8, half);
            while (stream.endsWith('\xFF'))
                stream.chop(2);
            if (endMarker) stream.append("\xFF\xD9");
            QByteArray shorter = bytes;
            shorter.replace(item + 8, end - item - 8, stream);
            for (int i = 0; i < 4; ++i)
                shorter[item + 4 + i] = static_cast<char>(stream.size() >> (8 * i));
            const QString cut = test::writeFile(m_folder.path(), QStringLiteral("cut.dcm"), shorter);
            const Result<Radiograph> image = read(cut.toStdString());
            QVERIFY2(!image, endMarker ? "half a stream with an end marker was read as an image" : "half a stream was read as an image");
            const QByteArray reason = QByteArray::fromStdString(std::string(slug(image.error().kind)));
            QVERIFY2(reason == "truncated-pixel-data" || reason == "corrupt-file", reason.constData());
        }
    }
};

QTEST_GUILESS_MAIN(DicomCodecsTest)
#include "tst_dicomcodecs.moc"
