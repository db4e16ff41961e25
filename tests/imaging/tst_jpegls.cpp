#include "imaging/dicom/jpegls.h"
#include "imaging/read.h"

#include "tests/support/baddicom.h"
#include "tests/support/data.h"
#include "tests/support/jpeglswriter.h"

#include <QtTest>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <dcmtk/oflog/oflog.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <random>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::jpegLsStream;
using lucency::test::JpegLsWriting;

namespace {

using Samples = std::vector<std::uint16_t>;

/// What a picture can look like to an encoder that predicts: noise, slopes, grains, areas, spots on them, and jumps between the extremes
/// after long quiet, which need the longest codes; checks are foretold too low and a saddle too high until the correction can grow no
/// more.
enum class Scene { Noise, Slope, Grain, Areas, Spots, Jumps, Constant, Checks, Saddle };
constexpr unsigned sceneCount = 9;

Samples draw(Scene scene, const JpegLsWriting& how, unsigned seed)
{
    std::mt19937 random(seed);
    const int largest = (1 << how.precision) - 1;
    const auto chance = [&](unsigned oneIn) { return random() % oneIn == 0; };
    const auto any = [&] { return static_cast<int>(random() % static_cast<unsigned>(largest + 1)); };
    int value = any();
    Samples samples(static_cast<std::size_t>(how.columns) * static_cast<std::size_t>(how.rows));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const int x = static_cast<int>(i) % how.columns, y = static_cast<int>(i) / how.columns;
        switch (scene) {
        case Scene::Noise:
            value = any();
            break;
        case Scene::Slope:
            value += static_cast<int>(random() % 5) - 1;
            break;
        case Scene::Grain:
            value += static_cast<int>(random() % 201) - 100;
            break;
        case Scene::Areas:
            if (chance(60)) value = any();
            break;
        case Scene::Spots:
            if (chance(9)) value += static_cast<int>(random() % 3) - 1;
            break;
        case Scene::Jumps:
            value = chance(150) ? largest : 0;
            break;
        case Scene::Constant:
            break;
        case Scene::Checks:
            value = (x + y) % 2 == 0 ? largest / 4 : largest / 2;
            break;
        case Scene::Saddle:
            value = 200 * x * (how.rows - y);
            break;
        }
        value = std::clamp(value, 0, largest);
        samples[i] = static_cast<std::uint16_t>(value);
    }
    return samples;
}

std::size_t bytesOf(const JpegLsWriting& how)
{
    return static_cast<std::size_t>(how.columns) * static_cast<std::size_t>(how.rows) * (how.precision > 8 ? 2 : 1);
}

/// What our decoder makes of a stream; nothing where it leaves it to DCMTK. The stream is copied to memory of exactly its size.
std::optional<std::vector<std::uint8_t>> byUs(const QByteArray& stream, const JpegLsWriting& how)
{
    const std::vector<std::uint8_t> exact(stream.begin(), stream.end());
    std::vector<std::uint8_t> samples(bytesOf(how));
    const dicom::JpegLsShape shape{static_cast<std::uint32_t>(how.rows), static_cast<std::uint32_t>(how.columns), how.precision};
    if (!dicom::decodeJpegLs(exact, shape, samples)) return std::nullopt;
    return samples;
}

/// What DCMTK makes of a stream, and what it says.
std::optional<std::vector<std::uint8_t>> byDcmtk(QByteArray stream, const JpegLsWriting& how, std::string* said = nullptr)
{
    if (stream.size() % 2 == 1) stream.append('\0');
    const Uint16 allocated = how.precision > 8 ? 16 : 8;
    DcmDataset set;
    set.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    set.putAndInsertString(DCM_PhotometricInterpretation, "MONOCHROME2");
    set.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(how.rows));
    set.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(how.columns));
    set.putAndInsertUint16(DCM_BitsAllocated, allocated);
    set.putAndInsertUint16(DCM_BitsStored, static_cast<Uint16>(how.precision));
    set.putAndInsertUint16(DCM_HighBit, static_cast<Uint16>(how.precision - 1));
    auto* const sequence = new DcmPixelSequence(DcmTag(DCM_PixelData, EVR_OB));
    auto* const pixels = new DcmPixelData(DCM_PixelData);
    for (const QByteArray& bytes : {QByteArray(), stream}) {
        auto* const item = new DcmPixelItem(DcmTag(DCM_Item, EVR_OB));
        if (!bytes.isEmpty())
            item->putUint8Array(reinterpret_cast<const Uint8*>(bytes.constData()), static_cast<unsigned long>(bytes.size()));
        sequence->insert(item);
    }
    pixels->putOriginalRepresentation(EXS_JPEGLSLossless, nullptr, sequence);
    set.insert(pixels);
    std::vector<std::uint8_t> samples(bytesOf(how) + bytesOf(how) % 2);
    Uint32 first = 1;
    OFString model;
    const OFCondition outcome = pixels->getUncompressedFrame(&set, 0, first, samples.data(), static_cast<Uint32>(samples.size()), model);
    if (said != nullptr) *said = outcome.text();
    if (outcome.bad()) return std::nullopt;
    samples.resize(bytesOf(how));
    return samples;
}

/// Largest difference of decoded samples from those that were encoded.
int farthest(const std::vector<std::uint8_t>& decoded, const Samples& original, int precision)
{
    int most = 0;
    for (std::size_t i = 0; i < original.size(); ++i) {
        std::uint16_t sample = decoded[precision > 8 ? 2 * i : i];
        if (precision > 8) std::memcpy(&sample, decoded.data() + 2 * i, 2);
        most = std::max(most, std::abs(int{sample} - int{original[i]}));
    }
    return most;
}

/// Where the entropy-coded bytes begin.
qsizetype dataOf(const QByteArray& stream)
{
    return stream.indexOf(QByteArray::fromHex("FFDA0008")) + 10;
}

/// Flips, overwrites, doubles, loses bytes, mostly of the entropy-coded ones.
QByteArray damaged(QByteArray stream, std::mt19937& random)
{
    const qsizetype data = dataOf(stream);
    for (auto times = 1 + random() % 3; times > 0 && stream.size() > data + 4; --times) {
        const qsizetype from = random() % 8 == 0 ? 0 : data;
        const qsizetype at = from + static_cast<qsizetype>(random() % static_cast<unsigned>(stream.size() - from));
        switch (random() % 6) {
        case 0:
        case 1:
            stream[at] = static_cast<char>(stream[at] ^ static_cast<char>(1U << random() % 8));
            break;
        case 2:
            stream[at] = static_cast<char>(random() % 256);
            break;
        case 3:
            stream[at] = random() % 2 ? '\xFF' : '\0';
            break;
        case 4:
            stream.insert(at, stream.mid(at, static_cast<qsizetype>(random() % 8)));
            break;
        default:
            stream.remove(at, static_cast<qsizetype>(1 + random() % 3));
        }
    }
    return stream;
}

JpegLsWriting someWriting(std::mt19937& random)
{
    JpegLsWriting how;
    constexpr int precisions[] = {8, 10, 12, 15, 16};
    how.precision = precisions[random() % 5];
    how.columns = 1 + static_cast<int>(random() % 24);
    how.rows = 1 + static_cast<int>(random() % 12);
    how.near = random() % 3 == 0 ? static_cast<int>(random() % 6) : 0;
    how.presets = random() % 3 == 0;
    return how;
}

Samples someSamples(const JpegLsWriting& how, std::mt19937& random)
{
    const auto scene = static_cast<Scene>(random() % sceneCount);
    return draw(scene, how, static_cast<unsigned>(random()));
}

} // namespace

/// The decoder of our own against the encoder of the tests, which goes by the standard, and against DCMTK's decoder.
class JpegLsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        OFLog::configure(OFLogger::OFF_LOG_LEVEL);
        DJLSDecoderRegistration::registerCodecs();
    }

    void decodesWhatWasEncoded_data()
    {
        QTest::addColumn<JpegLsWriting>("how");
        QTest::addColumn<int>("scene");
        const auto row = [](const char* name, Scene scene, const JpegLsWriting& how) {
            QTest::newRow(name) << how << static_cast<int>(scene);
        };
        constexpr std::pair<const char*, Scene> scenes[] = {
            {"noise", Scene::Noise},       {"slope", Scene::Slope},   {"grain", Scene::Grain},
            {"areas", Scene::Areas},       {"spots", Scene::Spots},   {"jumps", Scene::Jumps},
            {"constant", Scene::Constant}, {"checks", Scene::Checks}, {"saddle", Scene::Saddle}};
        for (int precision = 2; precision <= 16; ++precision) {
            for (const auto& [name, scene] : scenes)
                row(qPrintable(QStringLiteral("%1 bits, %2").arg(precision).arg(QLatin1String(name))), scene, {97, 61, precision});
        }
        for (const int precision : {8, 10, 12, 16}) {
            for (int near = 1; near <= 5; ++near) {
                for (const auto& [name, scene] : scenes)
                    row(qPrintable(QStringLiteral("%1 bits, %2, near %3").arg(precision).arg(QLatin1String(name)).arg(near)), scene,
                        {67, 45, precision, near});
            }
        }
        row("8 bits, coarsest", Scene::Grain, {67, 45, 8, 127});
        row("16 bits, coarsest", Scene::Noise, {67, 45, 16, 255});
        for (const int size : {1, 2, 3, 5, 40000}) {
            row(qPrintable(QStringLiteral("one row of %1").arg(size)), Scene::Areas, {size, 1, 12});
            row(qPrintable(QStringLiteral("one column of %1").arg(size)), Scene::Grain, {1, size, 16});
            row(qPrintable(QStringLiteral("constant row of %1").arg(size)), Scene::Constant, {size, 1, 8});
        }
        row("long runs", Scene::Constant, {3000, 40, 16});
        row("default presets written out", Scene::Grain, {97, 61, 12, 0, 0, 0, 0, 0, true});
        row("thresholds of its own", Scene::Grain, {97, 61, 16, 0, 5, 300, 2000, 0, true});
        row("equal thresholds", Scene::Grain, {97, 61, 10, 0, 40, 40, 40, 0, true});
        row("thresholds of its own, near", Scene::Slope, {97, 61, 12, 2, 3, 9, 30, 0, true});
        row("halves early", Scene::Grain, {97, 61, 16, 0, 0, 0, 0, 3, true});
        row("halves late", Scene::Slope, {197, 161, 8, 0, 0, 0, 0, 255, true});
    }
    void decodesWhatWasEncoded()
    {
        QFETCH(JpegLsWriting, how);
        QFETCH(int, scene);
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const Samples original = draw(static_cast<Scene>(scene), how, seed);
            const QByteArray stream = jpegLsStream(original, how);
            const auto ours = byUs(stream, how);
            QVERIFY2(ours, "left to DCMTK");
            QVERIFY2(farthest(*ours, original, how.precision) <= how.near, "samples differ from the original");
            // DCMTK refuses fewer than 6 bits and has other thresholds than the standard below 8.
            if (how.precision < 8) continue;
            const auto theirs = byDcmtk(stream, how);
            QVERIFY(theirs);
            QVERIFY2(*ours == *theirs, "samples differ from DCMTK's");
        }
    }

    /// A byte FF takes a zero after it wherever it falls, and at the very end of the data too.
    void stuffedBitsAreLeftOut()
    {
        int inside = 0, last = 0;
        for (unsigned seed = 1; seed <= 3000; ++seed) {
            const JpegLsWriting how{9, 2, seed % 2 == 0 ? 8 : 12};
            const Samples original = draw(Scene::Noise, how, seed);
            const QByteArray stream = jpegLsStream(original, how), data = stream.mid(dataOf(stream)).chopped(2);
            inside += data.contains('\xFF') ? 1 : 0;
            last += data.endsWith(QByteArray("\xFF\0", 2)) ? 1 : 0;
            const auto ours = byUs(stream, how);
            QVERIFY(ours);
            QCOMPARE(farthest(*ours, original, how.precision), 0);
        }
        QVERIFY(inside > 100);
        QVERIFY(last > 2);
    }

    void theRealFileIsNotLeftToDcmtk()
    {
        LUCENCY_NEEDS_DATA;
        DcmFileFormat file;
        QVERIFY(file.loadFile((test::dataFolder() + QStringLiteral("/dicom/foot_cr_mono1_10bit_jpegls.dcm")).toUtf8().constData()).good());
        DcmElement* element = nullptr;
        QVERIFY(file.getDataset()->findAndGetElement(DCM_PixelData, element).good());
        E_TransferSyntax syntax{};
        const DcmRepresentationParameter* parameter = nullptr;
        DcmPixelSequence* sequence = nullptr;
        auto* const pixels = static_cast<DcmPixelData*>(element);
        pixels->getOriginalRepresentationKey(syntax, parameter);
        QVERIFY(pixels->getEncapsulatedRepresentation(syntax, parameter, sequence).good());
        QByteArray stream;
        for (unsigned long i = 1; i < sequence->card(); ++i) {
            DcmPixelItem* item = nullptr;
            Uint8* bytes = nullptr;
            QVERIFY(sequence->getItem(item, i).good() && item->getUint8Array(bytes).good());
            stream.append(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(item->getLength()));
        }
        const JpegLsWriting how{1760, 1760, 10};
        const auto ours = byUs(stream, how), theirs = byDcmtk(stream, how);
        QVERIFY(ours);
        QVERIFY(theirs);
        QVERIFY(*ours == *theirs);
    }

    void leavesTheRestToDcmtk_data()
    {
        QTest::addColumn<QByteArray>("stream");
        const JpegLsWriting how{20, 10, 12};
        const QByteArray good = jpegLsStream(draw(Scene::Grain, how, 1), how);
        const auto row = [&](const char* name, const std::function<void(QByteArray&)>& change) {
            QByteArray stream = good;
            change(stream);
            QTest::newRow(name) << stream;
        };
        const auto put = [](qsizetype at, char byte) { return [=](QByteArray& stream) { stream[at] = byte; }; };
        const qsizetype scan = dataOf(good) - 10;
        row("nothing", [](QByteArray& stream) { stream.clear(); });
        row("no start", put(1, '\xD9'));
        row("another process", put(3, '\xC3'));
        row("another precision", put(6, 11));
        row("another height", put(8, 11));
        row("another width", put(10, 21));
        row("three components", put(11, 3));
        row("two components in the scan", put(scan + 4, 2));
        row("a mapping table", put(scan + 6, 1));
        row("interleaved", put(scan + 8, 1));
        row("a point transform", put(scan + 9, 1));
        row("near beyond its bound", put(scan + 7, '\xFF'));
        row("restart intervals", [&](QByteArray& stream) { stream.insert(scan, QByteArray::fromHex("FFDD00040005")); });
        row("a frame twice", [](QByteArray& stream) { stream.insert(15, stream.mid(2, 13)); });
        row("a largest sample of its own",
            [&](QByteArray& stream) { stream.insert(scan, QByteArray::fromHex("FFF8000D010FFE00120043011400 40")); });
        row("thresholds out of order",
            [&](QByteArray& stream) { stream.insert(scan, QByteArray::fromHex("FFF8000D010FFF00430012011400 40")); });
        row("a threshold beyond the samples",
            [&](QByteArray& stream) { stream.insert(scan, QByteArray::fromHex("FFF8000D010FFF0012004310010040")); });
        row("a segment longer than the stream", put(5, '\xFF'));
        row("no end marker", [](QByteArray& stream) { stream.chop(2); });
        row("half of it", [&](QByteArray& stream) { stream.truncate(stream.size() / 2); });
        row("half of it with an end marker", [&](QByteArray& stream) {
            stream.truncate(stream.size() / 2);
            stream.append("\xFF\xD9");
        });
        row("the last byte lost", [](QByteArray& stream) { stream.remove(stream.size() - 3, 1); });
        row("a byte too many", [](QByteArray& stream) { stream.insert(stream.size() - 2, '\0'); });
        row("padded with ones", [](QByteArray& stream) { stream.insert(stream.size() - 2, '\x7F'); });
        row("a code that does not end",
            [&](QByteArray& stream) { stream.replace(scan + 10, stream.size() - scan - 12, QByteArray(400, '\0')); });
        row("only ones", [&](QByteArray& stream) { stream.replace(scan + 10, stream.size() - scan - 12, QByteArray(400, '\x7F')); });
    }
    void leavesTheRestToDcmtk()
    {
        QFETCH(QByteArray, stream);
        QVERIFY(!byUs(stream, {20, 10, 12}));
    }

    /// DCMTK refuses fewer than 6 bits and decodes 6 and 7 with thresholds that are not the standard's.
    void fewBitsAreRead()
    {
        for (const int precision : {2, 4, 6, 7}) {
            const JpegLsWriting how{61, 47, precision};
            const Samples original = draw(Scene::Slope, how, 1);
            QByteArray stream = jpegLsStream(original, how);
            if (stream.size() % 2 == 1) stream.append('\0');
            test::DicomMaker maker = test::encapsulated(test::jpegLs, {stream}, how.columns, how.rows);
            maker.words(test::dicomTag(0x0028, 0x0100), "US", {8});
            maker.words(test::dicomTag(0x0028, 0x0101), "US", {static_cast<std::uint32_t>(precision)});
            maker.words(test::dicomTag(0x0028, 0x0102), "US", {static_cast<std::uint32_t>(precision - 1)});
            const QString file = test::writeFile(m_folder.path(), QStringLiteral("few.dcm"), maker.bytes());
            const Result<Radiograph> image = imaging::read(file.toStdString());
            QVERIFY2(image, qPrintable(QString::number(precision)));
            QVERIFY(std::equal(original.begin(), original.end(), image->pixels.begin<std::uint16_t>()));
        }
    }

    /// Where a damaged stream still decodes to its end, it does so with the samples that DCMTK finds; all else is DCMTK's to judge.
    void damagedStreamsAreJudgedAsByDcmtk()
    {
        std::mt19937 random(14495);
        int decoded = 0, left = 0;
        for (int i = 0; i < 30000; ++i) {
            const JpegLsWriting how = someWriting(random);
            const QByteArray stream = damaged(jpegLsStream(someSamples(how, random), how), random);
            const auto ours = byUs(stream, how);
            if (!ours) {
                ++left;
                continue;
            }
            ++decoded;
            const auto theirs = byDcmtk(stream, how);
            QVERIFY2(theirs, qPrintable(QStringLiteral("DCMTK refuses stream %1").arg(i)));
            QVERIFY2(*ours == *theirs, qPrintable(QStringLiteral("stream %1 differs").arg(i)));
        }
        QVERIFY2(decoded > 500, "the damage leaves nothing to compare");
        QVERIFY2(left > 15000, "the damage does not reach anything");
    }

    /// The whole way from a file: DCMTK's samples, or DCMTK's words.
    void damagedFilesAreReadAsByDcmtk()
    {
        std::mt19937 random(81);
        int read = 0, refused = 0;
        for (int i = 0; i < 1500; ++i) {
            JpegLsWriting how = someWriting(random);
            how.precision = 12;
            const QByteArray whole = jpegLsStream(someSamples(how, random), how);
            // The head stays, and the end: what is wrong with them is seen before any decoding.
            QByteArray stream = whole.left(dataOf(whole)) + damaged(whole, random).mid(dataOf(whole));
            if (!stream.endsWith("\xFF\xD9")) stream.append("\xFF\xD9");
            if (stream.size() % 2 == 1) stream.append('\0');
            const test::DicomMaker maker = test::encapsulated(test::jpegLs, {stream}, how.columns, how.rows);
            const QString file = test::writeFile(m_folder.path(), QStringLiteral("damaged.dcm"), maker.bytes());
            std::string said;
            const auto theirs = byDcmtk(stream, how, &said);
            const Result<Radiograph> image = imaging::read(file.toStdString());
            QCOMPARE(image.has_value(), theirs.has_value());
            if (image) {
                ++read;
                QVERIFY(std::memcmp(image->pixels.data, theirs->data(), theirs->size()) == 0);
            } else {
                ++refused;
                QCOMPARE(slug(image.error().kind), slug(FailureKind::CorruptFile));
                QCOMPARE(image.error().detail, said);
            }
        }
        QVERIFY(read > 50);
        QVERIFY(refused > 500);
    }
};

QTEST_GUILESS_MAIN(JpegLsTest)
#include "tst_jpegls.moc"
