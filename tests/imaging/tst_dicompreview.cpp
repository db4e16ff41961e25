// The coarse first look at large JPEG 2000 frames: near the full image, in the right place, and nothing where it would mislead.
#include "imaging/dicom/writer.h"
#include "imaging/display.h"
#include "imaging/preprocess.h"
#include "imaging/read.h"

#include "tests/support/data.h"
#include "tests/support/dicommaker.h"

#include <QtEndian>
#include <QtTest>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <random>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::dicomTag;
using lucency::test::scene;

namespace {

constexpr int columns = 1598, rows = 1521; ///< two wavelet levels are left out, and neither side is a multiple of four

struct Kind {
    const char* name;
    int allocated, stored;
    bool isSigned;
    bool mono1;
    bool lossy;
};

const QList<Kind>& kinds()
{
    static const QList<Kind> all = {
        {"8 bits", 8, 8, false, false, false},
        {"10 bits", 16, 10, false, false, false},
        {"12 bits, MONOCHROME1", 16, 12, false, true, false},
        {"16 bits", 16, 16, false, false, false},
        {"12 bits signed", 16, 12, true, false, false},
        {"16 bits signed", 16, 16, true, false, false},
        {"16 bits lossy", 16, 16, false, false, true},
    };
    return all;
}

DicomMaker makerOf(const Kind& kind, std::vector<std::uint32_t> values, int width = columns, int height = rows)
{
    DicomMaker maker = DicomMaker::chest(width, height);
    maker.text(dicomTag(0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.7"); // secondary capture may have any depth
    maker.words(dicomTag(0x0028, 0x0100), "US", {static_cast<std::uint32_t>(kind.allocated)});
    maker.words(dicomTag(0x0028, 0x0101), "US", {static_cast<std::uint32_t>(kind.stored)});
    maker.words(dicomTag(0x0028, 0x0102), "US", {static_cast<std::uint32_t>(kind.stored - 1)});
    maker.words(dicomTag(0x0028, 0x0103), "US", {kind.isSigned ? 1U : 0U});
    maker.text(dicomTag(0x0028, 0x0004), "CS", kind.mono1 ? "MONOCHROME1" : "MONOCHROME2");
    // Signed values are spread around zero and fill their words, as encoders demand.
    if (kind.isSigned) {
        for (std::uint32_t& value : values)
            value = (value - (1U << (kind.stored - 1))) & 0xFFFF;
    }
    maker.setPixels(width, height, values);
    if (kind.allocated == 8) maker.words(dicomTag(0x7FE0, 0x0010), "OB", values);
    return maker;
}

/// The codestream in a file with one frame and one fragment.
QByteArray streamOf(const QByteArray& file, qsizetype* begin = nullptr)
{
    const qsizetype item = file.indexOf(QByteArray::fromHex("FEFF00E0"), file.lastIndexOf(QByteArray::fromHex("E07F10004F42"))) + 8;
    const qsizetype first = item + static_cast<qsizetype>(qFromLittleEndian<quint32>(file.constData() + item - 4)) + 8;
    if (begin) *begin = first;
    return file.mid(first, static_cast<qsizetype>(qFromLittleEndian<quint32>(file.constData() + first - 4)));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Means of squares of 64 pixels, and how far two images differ in them at most.
double farthestMeans(const cv::Mat& a, const cv::Mat& b)
{
    cv::Mat means[2];
    const cv::Rect whole(0, 0, a.cols / 64 * 64, a.rows / 64 * 64);
    int at = 0;
    for (const cv::Mat& image : {a, b}) {
        cv::Mat values;
        image(whole).convertTo(values, CV_32F);
        cv::resize(values, means[at++], {}, 1.0 / 64, 1.0 / 64, cv::INTER_AREA);
    }
    return cv::norm(means[0], means[1], cv::NORM_INF);
}

} // namespace

class DicomPreviewTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }

    /// Writes as it is and compresses by GDCM; empty where its tool is not installed.
    QString compressed(const DicomMaker& maker, const QString& name, bool lossy = false) const
    {
        if (QStandardPaths::findExecutable(QStringLiteral("gdcmconv")).isEmpty()) return {};
        const QString plain = maker.write(m_folder.path(), QStringLiteral("plain.dcm")), result = at(name);
        QStringList options{QStringLiteral("--j2k")};
        if (lossy)
            options << QStringList{QStringLiteral("--lossy"), QStringLiteral("--irreversible"), QStringLiteral("-q"), QStringLiteral("60")};
        return QProcess::execute(QStringLiteral("gdcmconv"), options + QStringList{plain, result}) == 0 ? result : QString();
    }

    /// The 12-bit scene, compressed once for the tests that damage it.
    QString sound()
    {
        if (m_sound.isEmpty()) m_sound = compressed(makerOf(kinds()[2], scene(columns, rows)), QStringLiteral("sound.dcm"));
        return m_sound;
    }
    QString m_sound;

private Q_SLOTS:
    void isNearTheFullImage_data()
    {
        QTest::addColumn<int>("kind");
        for (int k = 0; k < kinds().size(); ++k)
            QTest::newRow(kinds()[k].name) << k;
    }
    void isNearTheFullImage()
    {
        QFETCH(int, kind);
        const Kind& how = kinds()[kind];
        const QString file = compressed(makerOf(how, scene(columns, rows, how.stored)), QStringLiteral("kind.dcm"), how.lossy);
        if (file.isEmpty()) QSKIP("gdcmconv is not installed or cannot write this");
        const Result<Radiograph> full = read(file.toStdString());
        const std::optional<Radiograph> coarse = readPreview(file.toStdString());
        QVERIFY(full.has_value());
        QVERIFY(coarse.has_value());
        QVERIFY(coarse->coarse && !full->coarse);
        QCOMPARE(coarse->pixels.size(), full->pixels.size());
        QCOMPARE(coarse->pixels.type(), how.isSigned ? CV_16SC1 : CV_16UC1);
        QCOMPARE(coarse->pixels.type(), full->pixels.type());
        QVERIFY(coarse->pixels.isContinuous());
        QCOMPARE(coarse->rows, rows);
        QCOMPARE(coarse->columns, columns);
        QCOMPARE(coarse->bitsStored, how.stored);
        QCOMPARE(coarse->meaning.inverted(), how.mono1);
        QCOMPARE(coarse->identity.patientName, full->identity.patientName);
        QCOMPARE(coarse->spacing.row, full->spacing.row);
        QVERIFY(coarse->remarks == full->remarks);
        // The scene has waves over 9/10 of the range; a lost sign or a wrong mask is off by half of it.
        QVERIFY2(farthestMeans(coarse->pixels, full->pixels) < std::ldexp(1.0, how.stored) / 200, "means differ");
        double low[2], high[2];
        cv::minMaxLoc(full->pixels, &low[0], &high[0]);
        cv::minMaxLoc(coarse->pixels, &low[1], &high[1]);
        QVERIFY(low[1] >= low[0] && high[1] <= high[0]); // its corners hold both ends of the range
        // Seen as it will be shown: by one window of its own.
        Radiograph windowed = *full;
        windowed.pixels = coarse->pixels;
        windowed.meaning.windows = {
            {how.isSigned ? 0.0 : std::ldexp(0.5, how.stored), std::ldexp(1.0, how.stored), VoiFunction::Linear, {}}};
        Radiograph witness = windowed;
        witness.pixels = full->pixels;
        QVERIFY(farthestMeans(renderDefault(windowed), renderDefault(witness)) < 2);
    }

    /// Linear slopes pass through the wavelets unchanged, so every pixel tells where it came from: half a coarse pixel to the side would be
    /// 50 grey levels.
    void liesWhereTheFullImageLies()
    {
        std::vector<std::uint32_t> slope;
        for (unsigned y = 0; y < rows; ++y)
            for (unsigned x = 0; x < columns; ++x)
                slope.push_back(20 * x + 13 * y);
        const QString file = compressed(makerOf(kinds()[3], slope), QStringLiteral("slope.dcm"));
        if (file.isEmpty()) QSKIP("gdcmconv is not installed");
        const Result<Radiograph> full = read(file.toStdString());
        const std::optional<Radiograph> coarse = readPreview(file.toStdString());
        QVERIFY(full && coarse);
        cv::Mat difference;
        cv::absdiff(full->pixels, coarse->pixels, difference);
        // Mirrored at their ends, slopes bend there.
        double farthest = 0;
        cv::minMaxLoc(difference(cv::Rect(16, 16, columns - 32, rows - 32)), nullptr, &farthest);
        QVERIFY2(farthest <= 3, qPrintable(QString::number(farthest)));
    }

    void readsTheFrameAskedFor()
    {
        DicomMaker maker = makerOf(kinds()[2], {});
        maker.text(dicomTag(0x0028, 0x0008), "IS", "2");
        maker.words(dicomTag(0x0028, 0x0010), "US", {rows});
        maker.words(dicomTag(0x0028, 0x0011), "US", {columns});
        maker.remove(dicomTag(0x7FE0, 0x0010));
        maker.transferSyntax = "1.2.840.10008.1.2.4.90";
        for (const std::uint32_t grey : {500U, 3000U}) {
            const QString flat =
                compressed(makerOf(kinds()[2], std::vector(std::size_t{columns} * rows, grey)), QStringLiteral("flat.dcm"));
            if (flat.isEmpty()) QSKIP("gdcmconv is not installed");
            const QByteArray stream = streamOf(contentOf(flat));
            maker.fragments << stream.left(100) << stream.mid(100);
        }
        const QString file = maker.write(m_folder.path(), QStringLiteral("frames.dcm"));
        for (const auto& [frame, grey] : {std::pair{1, 3000}, {0, 500}}) {
            const std::optional<Radiograph> coarse = readPreview(file.toStdString(), frame);
            QVERIFY(coarse.has_value());
            QCOMPARE(coarse->frame, frame);
            QCOMPARE(coarse->frameCount, 2);
            QCOMPARE(cv::mean(coarse->pixels)[0], double(grey));
        }
        QVERIFY(!readPreview(file.toStdString(), 2));
        QVERIFY(!readPreview(file.toStdString(), -1));
    }

    /// Whatever is there soon enough in full, or would be misread.
    void isNotMadeOfOtherFiles_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"small", "colour", "uncompressed", "JPEG-LS", "signed by its header alone", "high bit elsewhere", "PNG", "text", "no file"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void isNotMadeOfOtherFiles()
    {
        QFETCH(QString, what);
        const Kind& twelve = kinds()[2];
        DicomMaker maker = makerOf(twelve, scene(columns, rows));
        QString file;
        bool readable = true;
        if (what == QLatin1String("small")) {
            file = compressed(makerOf(twelve, scene(1024, 1024), 1024, 1024), QStringLiteral("small.dcm"));
        } else if (what == QLatin1String("colour")) {
            std::vector<std::uint32_t> colours = scene(columns * 3, rows, 8);
            maker = makerOf(kinds()[0], colours);
            maker.words(dicomTag(0x0028, 0x0002), "US", {3});
            maker.words(dicomTag(0x0028, 0x0006), "US", {0});
            maker.text(dicomTag(0x0028, 0x0004), "CS", "RGB");
            file = compressed(maker, QStringLiteral("colour.dcm"));
        } else if (what == QLatin1String("uncompressed")) {
            file = maker.write(m_folder.path(), QStringLiteral("plain.dcm"));
        } else if (what == QLatin1String("JPEG-LS")) {
            const Result<Radiograph> plain = read(maker.write(m_folder.path(), QStringLiteral("plain.dcm")).toStdString());
            file = at(QStringLiteral("ls.dcm"));
            QVERIFY(plain && writeDicom(*plain, {}, DicomEncoding::JpegLsLossless, file.toStdString()));
        } else if (what == QLatin1String("signed by its header alone") || what == QLatin1String("high bit elsewhere")) {
            if (sound().isEmpty()) QSKIP("gdcmconv is not installed");
            const bool sign = what.startsWith(QLatin1String("signed"));
            if (sign)
                maker.words(dicomTag(0x0028, 0x0103), "US", {1});
            else
                maker.words(dicomTag(0x0028, 0x0102), "US", {15});
            maker.remove(dicomTag(0x7FE0, 0x0010));
            maker.transferSyntax = "1.2.840.10008.1.2.4.90";
            maker.fragments = {streamOf(contentOf(sound()))};
            file = maker.write(m_folder.path(), QStringLiteral("other.dcm"));
        } else if (what == QLatin1String("PNG")) {
            file = at(QStringLiteral("large.png"));
            QVERIFY(cv::imwrite(file.toStdString(), cv::Mat(rows, columns, CV_8UC1, cv::Scalar(100))));
        } else {
            readable = false;
            file = what == QLatin1String("text") ? test::writeFile(m_folder.path(), QStringLiteral("text.dcm"), "no image at all")
                                                 : at(QStringLiteral("nowhere.dcm"));
        }
        if (file.isEmpty()) QSKIP("gdcmconv is not installed");
        QCOMPARE(read(file.toStdString()).has_value(), readable);
        QVERIFY(!readPreview(file.toStdString()));
    }

    /// The full image tells what is wrong; half a picture is shown at no time.
    void isNotMadeOfDamagedFiles_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("reason");
        QTest::newRow("half a stream") << "half"
                                       << "corrupt-file";
        QTest::newRow("half a stream with an end marker") << "marked"
                                                          << "corrupt-file";
        QTest::newRow("the file ends early") << "cut"
                                             << "truncated-pixel-data";
        QTest::newRow("other rows than the stream has") << "rows"
                                                        << "pixel-data-mismatch";
        QTest::newRow("rows and columns of a bomb") << "bomb"
                                                    << "truncated-pixel-data";
        QTest::newRow("a head and nothing else") << "head"
                                                 << "corrupt-file";
    }
    void isNotMadeOfDamagedFiles()
    {
        QFETCH(QString, damage);
        QFETCH(QString, reason);
        if (sound().isEmpty()) QSKIP("gdcmconv is not installed");
        QVERIFY(readPreview(sound().toStdString()).has_value());
        QByteArray stream = streamOf(contentOf(sound()));
        QVERIFY(stream.startsWith(QByteArray::fromHex("FF4FFF51")));
        DicomMaker maker = makerOf(kinds()[2], {});
        maker.words(dicomTag(0x0028, 0x0010), "US", {rows});
        maker.remove(dicomTag(0x7FE0, 0x0010));
        maker.transferSyntax = "1.2.840.10008.1.2.4.90";
        if (damage == QLatin1String("half") || damage == QLatin1String("marked")) stream.truncate(stream.size() / 4 * 2);
        if (damage == QLatin1String("marked")) stream.append("\xFF\xD9");
        if (damage == QLatin1String("rows")) maker.words(dicomTag(0x0028, 0x0010), "US", {rows - 7});
        if (damage == QLatin1String("head")) stream.truncate(stream.indexOf(QByteArray::fromHex("FF90")) + 14);
        if (damage == QLatin1String("bomb")) {
            maker.words(dicomTag(0x0028, 0x0010), "US", {14000});
            maker.words(dicomTag(0x0028, 0x0011), "US", {14000});
            for (const int field : {8, 12, 24, 28}) // size of the image and of its only tile
                qToBigEndian<quint32>(14000, stream.data() + field);
            stream.truncate(4096);
        }
        maker.fragments = {stream};
        QByteArray bytes = maker.bytes();
        if (damage == QLatin1String("cut")) bytes.chop(stream.size() / 2);
        const std::string file = test::writeFile(m_folder.path(), QStringLiteral("damaged.dcm"), bytes).toStdString();
        const Result<Radiograph> full = read(file);
        QVERIFY(!full);
        QCOMPARE(QString::fromStdString(std::string(slug(full.error().kind))), reason);
        QVERIFY(!readPreview(file));
    }

    /// Flipped bits: an image of the right shape and range or none, and never anything else.
    void standsDamageAnywhere()
    {
        if (sound().isEmpty()) QSKIP("gdcmconv is not installed");
        const QByteArray file = contentOf(sound());
        qsizetype begin = 0;
        const QByteArray stream = streamOf(file, &begin);
        std::mt19937 random(7);
        int shown = 0;
        for (int i = 0; i < 60; ++i) {
            QByteArray bytes = file;
            // Half of them in the first bytes, where the shape is told.
            const auto reach = static_cast<unsigned>(i % 2 == 0 ? 200 : stream.size());
            for (auto flips = 1 + random() % 3; flips > 0; --flips) {
                const auto place = begin + static_cast<qsizetype>(random() % reach);
                bytes[place] = static_cast<char>(bytes[place] ^ static_cast<char>(1U << random() % 8));
            }
            const std::optional<Radiograph> coarse =
                readPreview(test::writeFile(m_folder.path(), QStringLiteral("flipped.dcm"), bytes).toStdString());
            if (!coarse) continue;
            ++shown;
            QCOMPARE(coarse->pixels.size(), cv::Size(columns, rows));
            double highest = 0;
            cv::minMaxLoc(coarse->pixels, nullptr, &highest);
            QVERIFY(highest <= 4095);
        }
        QVERIFY(shown > 0 && shown < 60);
    }

    void isNeverScoredNorWritten()
    {
        Radiograph radiograph;
        radiograph.pixels = cv::Mat(300, 300, CV_16UC1, cv::Scalar(100));
        radiograph.rows = radiograph.columns = 300;
        radiograph.identity.modality = "DX";
        const std::filesystem::path file = at(QStringLiteral("written.dcm")).toStdString();
        QVERIFY(checkScorable(radiograph));
        QVERIFY(!preprocess(radiograph, {}).empty());
        QVERIFY(writeDicom(radiograph, {}, DicomEncoding::ExplicitLittleEndian, file));
        std::filesystem::remove(file);
        radiograph.coarse = true;
        QVERIFY(!checkScorable(radiograph));
        QVERIFY(preprocess(radiograph, {}).empty());
        const Done written = writeDicom(radiograph, {}, DicomEncoding::ExplicitLittleEndian, file);
        QVERIFY(!written);
        QCOMPARE(slug(written.error().kind), std::string_view("unsupported-pixel-format"));
        QVERIFY(!std::filesystem::exists(file));
    }

    void realRadiographs_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"chest_dx_mono1_12bit_j2k_lossless.dcm", "chest_cr_mono1_15bit_j2k_lossy.dcm", "foot_cr_mono1_10bit_j2k_lossless.dcm"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void realRadiographs()
    {
        LUCENCY_NEEDS_DATA;
        QFETCH(QString, name);
        const std::string file = (test::dataFolder() + QStringLiteral("/dicom/") + name).toStdString();
        const Result<Radiograph> full = read(file);
        const std::optional<Radiograph> coarse = readPreview(file);
        QVERIFY(full && coarse);
        QVERIFY(farthestMeans(renderDefault(*coarse), renderDefault(*full)) < 3);
        QVERIFY(farthestMeans(coarse->pixels, full->pixels) < std::ldexp(1.0, full->bitsStored) / 100);
    }
};

QTEST_GUILESS_MAIN(DicomPreviewTest)
#include "tst_dicompreview.moc"
