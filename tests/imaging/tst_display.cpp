#include "imaging/display.h"
#include "imaging/read.h"

#include "tests/support/data.h"

#include <QtTest>

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace lucency;
using namespace lucency::imaging;

Q_DECLARE_METATYPE(lucency::imaging::VoiFunction)

namespace {

/// A radiograph of one row that holds these stored values.
Radiograph rowOf(const std::vector<int>& values, int type = CV_16UC1)
{
    Radiograph radiograph;
    radiograph.pixels.create(1, static_cast<int>(values.size()), type);
    for (std::size_t i = 0; i < values.size(); ++i)
        radiograph.pixels.ptr<std::uint16_t>()[i] = static_cast<std::uint16_t>(values[i]);
    radiograph.rows = 1;
    radiograph.columns = radiograph.pixels.cols;
    radiograph.bitsStored = 12;
    radiograph.identity.isDicom = true;
    radiograph.identity.modality = "DX";
    return radiograph;
}

VoiChoice window(double center, double width, VoiFunction function = VoiFunction::Linear)
{
    return {VoiChoice::Origin::Reader, VoiWindow{center, width, function, {}}, {}};
}

/// Renders by DCMTK: the tool for uncompressed files first, then those with the JPEG codecs. Empty where none can open the file.
cv::Mat renderedByDcmtk(const QString& file, const QStringList& options, const QString& folder)
{
    const QString out = folder + QStringLiteral("/dcmtk.pgm");
    for (const char* tool : {"dcm2pnm", "dcmj2pnm", "dcml2pnm"}) {
        QFile::remove(out);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QLatin1String(tool), QStringList(options) << QStringLiteral("+op") << file << out);
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) continue;
        const cv::Mat image = cv::imread(out.toStdString(), cv::IMREAD_UNCHANGED);
        if (!image.empty()) return image;
    }
    return {};
}

bool dcmtkIsHere()
{
    return !QStandardPaths::findExecutable(QStringLiteral("dcm2pnm")).isEmpty();
}

/// Share of the pixels outside padding that are more than one grey level apart, and whether padding is black here.
struct Agreement {
    double apart = 1;
    int largest = 255;
    bool paddingBlack = true;
};

Agreement compare(const Radiograph& radiograph, const cv::Mat& ours, const cv::Mat& theirs)
{
    if (ours.size() != theirs.size() || theirs.type() != CV_8UC1) return {};
    Agreement agreement{0, 0, true};
    const bool isSigned = radiograph.pixels.depth() == CV_16S;
    for (int y = 0; y < ours.rows; ++y)
        for (int x = 0; x < ours.cols; ++x) {
            const int stored = isSigned ? radiograph.pixels.at<std::int16_t>(y, x) : radiograph.pixels.at<std::uint16_t>(y, x);
            const auto& padding = radiograph.meaning.padding;
            if (padding && stored >= (*padding)[0] && stored <= (*padding)[1]) {
                // Deviation: dcm2pnm shows padding like any value; PS3.3 C.7.5.1.1.2 says that it is no part of the image.
                agreement.paddingBlack = agreement.paddingBlack && ours.at<std::uint8_t>(y, x) == 0;
                continue;
            }
            const int difference = std::abs(ours.at<std::uint8_t>(y, x) - theirs.at<std::uint8_t>(y, x));
            agreement.largest = std::max(agreement.largest, difference);
            agreement.apart += difference > 1;
        }
    agreement.apart /= static_cast<double>(ours.total());
    return agreement;
}

/// The options that make dcm2pnm apply this choice, the n-th of its kind in the file.
QStringList optionsFor(const VoiChoice& choice, int number)
{
    if (std::holds_alternative<LookupTable>(choice.transform)) return {QStringLiteral("+Wl"), QString::number(number)};
    const auto& w = std::get<VoiWindow>(choice.transform);
    const bool exact = w.function == VoiFunction::LinearExact; // unknown to dcm2pnm: the same line by the formula of LINEAR
    QStringList options = {QStringLiteral("+Ww"), QString::number(w.center + (exact ? 0.5 : 0), 'g', 17),
                           QString::number(w.width + (exact ? 1 : 0), 'g', 17),
                           w.function == VoiFunction::Sigmoid ? QStringLiteral("+Wfs") : QStringLiteral("+Wfl")};
    return options;
}

QStringList realFiles()
{
    QStringList files;
    const QString data = test::dataFolder();
    for (const QString& folder : {data.isEmpty() ? QString() : data + QStringLiteral("/dicom"),
                                  QStringLiteral("/usr/lib/python3/dist-packages/pydicom/data/test_files")}) {
        if (folder.isEmpty()) continue;
        const QDir directory(folder);
        for (const QString& name : directory.entryList({QStringLiteral("*.dcm")}, QDir::Files, QDir::Name))
            files << directory.filePath(name);
    }
    return files;
}

/// A DICOM file made for one test.
struct Made {
    QString photometric = QStringLiteral("MONOCHROME2");
    int bitsStored = 12;
    bool isSigned = false;
    std::optional<double> slope, intercept;
    QString centers, widths, function, shape;
    std::optional<int> padding, paddingLimit;
    struct Table {
        int first, bits;
        std::vector<std::uint16_t> entries;
    };
    std::optional<Table> modalityLut;
    std::vector<Table> voiLuts;
};

/// Every stored value of that many bits once, from low to high.
constexpr int SideBits = 2;

void addTable(DcmItem& dataset, const DcmTagKey& sequence, const Made::Table& table, bool isSigned, unsigned long index)
{
    DcmItem* item = nullptr;
    dataset.findOrCreateSequenceItem(sequence, item, static_cast<long>(index));
    const auto count = static_cast<std::uint16_t>(table.entries.size());
    if (isSigned) {
        auto* const descriptor = new DcmSignedShort(DcmTag(DCM_LUTDescriptor, EVR_SS));
        const std::int16_t values[] = {static_cast<std::int16_t>(count), static_cast<std::int16_t>(table.first),
                                       static_cast<std::int16_t>(table.bits)};
        descriptor->putSint16Array(values, 3);
        item->insert(descriptor, true);
    } else {
        auto* const descriptor = new DcmUnsignedShort(DcmTag(DCM_LUTDescriptor, EVR_US));
        const std::uint16_t values[] = {count, static_cast<std::uint16_t>(table.first), static_cast<std::uint16_t>(table.bits)};
        descriptor->putUint16Array(values, 3);
        item->insert(descriptor, true);
    }
    auto* const data = new DcmUnsignedShort(DcmTag(DCM_LUTData, EVR_US));
    data->putUint16Array(table.entries.data(), table.entries.size());
    item->insert(data, true);
    item->putAndInsertString(DCM_ModalityLUTType, "US");
}

void writeMade(const Made& made, const QString& file)
{
    DcmFileFormat format;
    DcmDataset& dataset = *format.getDataset();
    const auto text = [&dataset](const DcmTagKey& tag, const QString& value) {
        if (!value.isEmpty()) dataset.putAndInsertString(tag, value.toLatin1().constData());
    };
    text(DCM_SOPClassUID, QLatin1String(UID_ComputedRadiographyImageStorage));
    text(DCM_SOPInstanceUID, QStringLiteral("2.25.111"));
    text(DCM_Modality, QStringLiteral("CR"));
    text(DCM_BodyPartExamined, QStringLiteral("CHEST"));
    text(DCM_PhotometricInterpretation, made.photometric);
    text(DCM_WindowCenter, made.centers);
    text(DCM_WindowWidth, made.widths);
    text(DCM_VOILUTFunction, made.function);
    text(DCM_PresentationLUTShape, made.shape);
    if (made.slope) text(DCM_RescaleSlope, QString::number(*made.slope));
    if (made.intercept) text(DCM_RescaleIntercept, QString::number(*made.intercept));
    const int side = 1 << (made.bitsStored / SideBits);
    dataset.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    dataset.putAndInsertUint16(DCM_Rows, static_cast<std::uint16_t>(side));
    dataset.putAndInsertUint16(DCM_Columns, static_cast<std::uint16_t>(side));
    dataset.putAndInsertUint16(DCM_BitsAllocated, 16);
    dataset.putAndInsertUint16(DCM_BitsStored, static_cast<std::uint16_t>(made.bitsStored));
    dataset.putAndInsertUint16(DCM_HighBit, static_cast<std::uint16_t>(made.bitsStored - 1));
    dataset.putAndInsertUint16(DCM_PixelRepresentation, made.isSigned);
    const auto paddingTag = [&](const DcmTagKey& tag, const std::optional<int>& value) {
        if (!value) return;
        if (made.isSigned) {
            auto* const element = new DcmSignedShort(DcmTag(tag, EVR_SS));
            element->putSint16(static_cast<std::int16_t>(*value));
            dataset.insert(element, true);
        } else {
            auto* const element = new DcmUnsignedShort(DcmTag(tag, EVR_US));
            element->putUint16(static_cast<std::uint16_t>(*value));
            dataset.insert(element, true);
        }
    };
    paddingTag(DCM_PixelPaddingValue, made.padding);
    paddingTag(DCM_PixelPaddingRangeLimit, made.paddingLimit);
    if (made.modalityLut) addTable(dataset, DCM_ModalityLUTSequence, *made.modalityLut, made.isSigned, 0);
    for (std::size_t i = 0; i < made.voiLuts.size(); ++i)
        addTable(dataset, DCM_VOILUTSequence, made.voiLuts[i], made.isSigned, i);
    std::vector<std::uint16_t> pixels(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    const int lowest = made.isSigned ? -(1 << (made.bitsStored - 1)) : 0;
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<std::uint16_t>(lowest + static_cast<int>(i));
    dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
    QVERIFY(format.saveFile(file.toLocal8Bit().constData(), EXS_LittleEndianExplicit).good());
}

std::vector<std::uint16_t> ramp(int count, int highest, double exponent)
{
    std::vector<std::uint16_t> entries;
    for (int i = 0; i < count; ++i)
        entries.push_back(static_cast<std::uint16_t>(std::lround(highest * std::pow(i / (count - 1.0), exponent))));
    return entries;
}

const std::vector<std::pair<const char*, Made>>& madeFiles()
{
    static const std::vector<std::pair<const char*, Made>> files = [] {
        std::vector<std::pair<const char*, Made>> list;
        Made plain;
        plain.centers = QStringLiteral("2000");
        plain.widths = QStringLiteral("1500");
        list.emplace_back("one window", plain);
        Made several = plain;
        several.centers = QStringLiteral("2000\\1000.5\\3000\\50");
        several.widths = QStringLiteral("1500\\800\\1\\2");
        list.emplace_back("several windows, one as narrow as can be", several);
        Made inverse = plain;
        inverse.photometric = QStringLiteral("MONOCHROME1");
        list.emplace_back("MONOCHROME1", inverse);
        inverse.shape = QStringLiteral("INVERSE");
        list.emplace_back("MONOCHROME1 with shape INVERSE", inverse);
        Made identity = plain;
        identity.shape = QStringLiteral("IDENTITY");
        list.emplace_back("MONOCHROME2 with shape IDENTITY", identity);
        Made sigmoid = several;
        sigmoid.function = QStringLiteral("SIGMOID");
        list.emplace_back("sigmoid", sigmoid);
        Made exact = several;
        exact.function = QStringLiteral("LINEAR_EXACT");
        list.emplace_back("linear exact", exact);
        Made rescaled = plain;
        rescaled.slope = 0.25;
        rescaled.intercept = -300.5;
        rescaled.centers = QStringLiteral("100");
        rescaled.widths = QStringLiteral("450");
        list.emplace_back("rescaled", rescaled);
        rescaled.slope = -1;
        rescaled.intercept = 4095;
        rescaled.centers = QStringLiteral("1800");
        rescaled.widths = QStringLiteral("1000");
        list.emplace_back("falling slope", rescaled);
        Made negative = plain;
        negative.isSigned = true;
        negative.centers = QStringLiteral("-200");
        list.emplace_back("signed", negative);
        negative.photometric = QStringLiteral("MONOCHROME1");
        negative.slope = 2;
        negative.intercept = -10;
        list.emplace_back("signed, rescaled, MONOCHROME1", negative);
        Made wide = plain;
        wide.bitsStored = 16;
        wide.centers = QStringLiteral("40000");
        wide.widths = QStringLiteral("20000");
        list.emplace_back("16 bit", wide);
        wide.isSigned = true;
        wide.centers = QStringLiteral("-4000");
        list.emplace_back("16 bit signed", wide);
        Made padded = plain;
        padded.padding = 0;
        list.emplace_back("padding", padded);
        padded.photometric = QStringLiteral("MONOCHROME1");
        padded.paddingLimit = 1500;
        list.emplace_back("range of padding in MONOCHROME1", padded);
        Made table;
        table.voiLuts = {{500, 8, ramp(3000, 255, 2.0)}};
        list.emplace_back("8-bit VOI LUT", table);
        table.voiLuts = {{500, 16, ramp(3000, 65535, 0.5)}, {0, 12, ramp(4096, 4095, 1.5)}};
        list.emplace_back("16-bit VOI LUT and a 12-bit one", table);
        table.photometric = QStringLiteral("MONOCHROME1");
        table.centers = QStringLiteral("2000");
        table.widths = QStringLiteral("1500");
        list.emplace_back("windows and VOI LUTs, MONOCHROME1", table);
        Made negativeTable;
        negativeTable.isSigned = true;
        negativeTable.voiLuts = {{-1000, 12, ramp(2000, 4095, 1.3)}};
        list.emplace_back("VOI LUT that begins below zero", negativeTable);
        Made modality = plain;
        modality.modalityLut = Made::Table{0, 16, ramp(4096, 65535, 0.7)};
        modality.centers = QStringLiteral("30000");
        modality.widths = QStringLiteral("40000");
        list.emplace_back("modality LUT, then a window", modality);
        modality.modalityLut = Made::Table{100, 12, ramp(1000, 4095, 1.4)};
        modality.centers = QStringLiteral("2000");
        modality.widths = QStringLiteral("3000");
        modality.voiLuts = {{300, 12, ramp(3000, 4095, 0.8)}};
        list.emplace_back("short modality LUT, then a VOI LUT", modality);
        return list;
    }();
    return files;
}

} // namespace

class TestDisplay : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Every window and LUT of the file, and a window of our own, against DCMTK.
    int verifyAgreement(const QString& file)
    {
        const Result<Radiograph> read = imaging::read(file.toStdString());
        if (!read) {
            QTest::qFail(qPrintable(QString::fromStdString(read.error().detail)), __FILE__, __LINE__);
            return 0;
        }
        std::vector<std::pair<VoiChoice, int>> numbered;
        int windows = 0;
        int tables = 0;
        for (const VoiChoice& choice : voiChoices(*read)) {
            const bool table = std::holds_alternative<LookupTable>(choice.transform);
            numbered.emplace_back(choice, table ? ++tables : ++windows);
        }
        int compared = 0;
        for (const auto& [choice, number] : numbered) {
            if (const auto* const w = std::get_if<VoiWindow>(&choice.transform);
                w && w->function == VoiFunction::LinearExact && w->width < 1)
                continue;
            const cv::Mat theirs = renderedByDcmtk(file, optionsFor(choice, number), m_folder.path());
            if (theirs.empty() || theirs.type() != CV_8UC1) continue;
            cv::Mat ours;
            DisplayTable(*read, choice).apply(read->pixels, ours);
            const Agreement agreement = compare(*read, ours, theirs);
            if (agreement.apart > 0.001 || !agreement.paddingBlack)
                QTest::qFail(qPrintable(QStringLiteral("%1 of %2: %3 %% apart, at most %4 levels")
                                            .arg(optionsFor(choice, number).join(QLatin1Char(' ')), file)
                                            .arg(100 * agreement.apart)
                                            .arg(agreement.largest)),
                             __FILE__, __LINE__);
            ++compared;
        }
        return compared;
    }

private Q_SLOTS:
    void madeFilesAgreeWithDcmtk_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < madeFiles().size(); ++i)
            QTest::newRow(madeFiles()[i].first) << static_cast<int>(i);
    }

    void madeFilesAgreeWithDcmtk()
    {
        if (!dcmtkIsHere()) QSKIP("dcm2pnm is not installed");
        QFETCH(int, index);
        const QString file = m_folder.path() + QStringLiteral("/made.dcm");
        writeMade(madeFiles()[static_cast<std::size_t>(index)].second, file);
        QVERIFY(verifyAgreement(file) >= 3);
    }

    void realFilesAgreeWithDcmtk_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString& file : realFiles()) {
            const Result<Radiograph> header = readHeader(file.toStdString());
            if (!header || std::ranges::count(header->remarks, Remark::ColourConverted)) continue; // a colour image has no window
            QTest::newRow(qPrintable(QFileInfo(file).fileName())) << file;
        }
        QTest::newRow("") << QString();
    }

    void realFilesAgreeWithDcmtk()
    {
        QFETCH(QString, file);
        if (file.isEmpty()) return;
        if (!dcmtkIsHere()) QSKIP("dcm2pnm is not installed");
        if (renderedByDcmtk(file, {}, m_folder.path()).empty()) return; // DCMTK cannot open it (JPEG 2000, damaged)
        QVERIFY(verifyAgreement(file) > 0);
    }

    void formulasOfTheStandard_data()
    {
        QTest::addColumn<VoiFunction>("function");
        QTest::addColumn<double>("center");
        QTest::addColumn<double>("width");
        QTest::addColumn<int>("stored");
        QTest::addColumn<int>("grey");
        // PS3.3 C.11.2.1.2.1: c=2048, w=4096 maps 0 to 0 and 4095 to 255.
        QTest::newRow("linear, lowest") << VoiFunction::Linear << 2048.0 << 4096.0 << 0 << 0;
        QTest::newRow("linear, highest") << VoiFunction::Linear << 2048.0 << 4096.0 << 4095 << 255;
        QTest::newRow("linear, beyond") << VoiFunction::Linear << 2048.0 << 4096.0 << 65535 << 255;
        QTest::newRow("linear, a quarter") << VoiFunction::Linear << 2048.0 << 4096.0 << 1024 << 64;
        // "a window center of 0 and a window width of 1 would be a threshold", here at 100
        QTest::newRow("linear of width 1, at the centre") << VoiFunction::Linear << 100.0 << 1.0 << 100 << 255;
        QTest::newRow("linear of width 1, below it") << VoiFunction::Linear << 100.0 << 1.0 << 99 << 0;
        QTest::newRow("linear of width 0 is that of width 1") << VoiFunction::Linear << 100.0 << 0.0 << 100 << 255;
        QTest::newRow("exact, lowest") << VoiFunction::LinearExact << 2048.0 << 4096.0 << 0 << 0;
        QTest::newRow("exact, middle") << VoiFunction::LinearExact << 2048.0 << 4096.0 << 2048 << 127;
        QTest::newRow("exact, one below the end") << VoiFunction::LinearExact << 10.0 << 10.0 << 14 << 229;
        QTest::newRow("exact, at the end") << VoiFunction::LinearExact << 10.0 << 10.0 << 15 << 255;
        QTest::newRow("sigmoid, middle") << VoiFunction::Sigmoid << 1000.0 << 400.0 << 1000 << 127;
        QTest::newRow("sigmoid, a quarter of the width up") << VoiFunction::Sigmoid << 1000.0 << 400.0 << 1100 << 186; // 255 / (1 + 1/e)
        QTest::newRow("sigmoid, far below") << VoiFunction::Sigmoid << 30000.0 << 1.0 << 0 << 0;
    }

    void formulasOfTheStandard()
    {
        QFETCH(VoiFunction, function);
        QFETCH(double, center);
        QFETCH(double, width);
        QFETCH(int, stored);
        QFETCH(int, grey);
        QCOMPARE(int(DisplayTable(rowOf({stored}), window(center, width, function)).at(stored)), grey);
    }

    void invertedExactlyOnce_data()
    {
        QTest::addColumn<bool>("monochrome1");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<bool>("reader");
        QTest::addColumn<bool>("lowIsBright");
        QTest::newRow("MONOCHROME2") << false << "" << false << false;
        QTest::newRow("MONOCHROME1") << true << "" << false << true;
        QTest::newRow("MONOCHROME1 and INVERSE say the same once") << true << "INVERSE" << false << true;
        QTest::newRow("MONOCHROME2 and IDENTITY") << false << "IDENTITY" << false << false;
        // Deviation: dcm2pnm reads no Presentation LUT Shape and goes by the photometric interpretation; PS3.3 C.11.6 lets the shape
        // decide.
        QTest::newRow("MONOCHROME2 but INVERSE") << false << "INVERSE" << false << true;
        QTest::newRow("MONOCHROME1 but IDENTITY") << true << "IDENTITY" << false << false;
        QTest::newRow("inverted by the reader") << false << "" << true << true;
        QTest::newRow("MONOCHROME1 inverted by the reader") << true << "" << true << false;
    }

    void invertedExactlyOnce()
    {
        QFETCH(bool, monochrome1);
        QFETCH(QString, shape);
        QFETCH(bool, reader);
        QFETCH(bool, lowIsBright);
        Radiograph radiograph = rowOf({0, 4095});
        radiograph.meaning.photometric = monochrome1 ? Photometric::Monochrome1 : Photometric::Monochrome2;
        radiograph.meaning.hasPresentationShape = !shape.isEmpty();
        radiograph.meaning.presentationInverse = shape == QLatin1String("INVERSE");
        const DisplayTable table(radiograph, window(2048, 4096), reader);
        QCOMPARE(int(table.at(0)), lowIsBright ? 255 : 0);
        QCOMPARE(int(table.at(4095)), lowIsBright ? 0 : 255);
    }

    void paddingIsBlackHoweverInverted()
    {
        Radiograph radiograph = rowOf({0, 5, 10, 2000, 4000});
        radiograph.meaning.padding = {{0, 10}};
        for (const Photometric photometric : {Photometric::Monochrome1, Photometric::Monochrome2})
            for (const bool invert : {false, true}) {
                radiograph.meaning.photometric = photometric;
                const DisplayTable table(radiograph, window(2048, 4096), invert);
                for (const int stored : {0, 5, 10})
                    QCOMPARE(int(table.at(stored)), 0);
                QVERIFY(std::abs(table.at(11) - (table.at(2048) > table.at(100) ? 0 : 254)) <= 1);
            }
    }

    void paddingTakesNoPartInTheStatistics()
    {
        std::vector<int> values(1000, 4000); // padding outnumbers the image
        for (int i = 0; i < 200; ++i)
            values[static_cast<std::size_t>(i)] = 1000 + i;
        Radiograph radiograph = rowOf(values);
        radiograph.meaning.padding = {{4000, 4000}};
        for (const VoiChoice& choice : voiChoices(radiograph)) {
            const auto& w = std::get<VoiWindow>(choice.transform);
            QVERIFY2(w.center + w.width / 2 < 1400, choice.name.c_str());
            if (choice.origin == VoiChoice::Origin::FullRange) {
                QCOMPARE(w.center - w.width / 2, 1000.0);
                QCOMPARE(w.center + w.width / 2, 1199.0);
            }
        }
    }

    void modalityStage()
    {
        Radiograph radiograph = rowOf({0, 10});
        radiograph.meaning.rescaleSlope = -0.5;
        radiograph.meaning.rescaleIntercept = 3;
        QCOMPARE(modalityValue(radiograph, 10), -2.0);
        LookupTable table;
        table.firstMapped = 5;
        table.entries = {7, 8, 9};
        radiograph.meaning.modalityLut = table;
        QCOMPARE(modalityValue(radiograph, 0), 7.0); // below the first mapped value: the first entry
        QCOMPARE(modalityValue(radiograph, 6), 8.0);
        QCOMPARE(modalityValue(radiograph, 99), 9.0); // beyond the last: the last entry
        table.firstMapped = -2;
        Radiograph negative = rowOf({-3, 0}, CV_16SC1);
        negative.meaning.modalityLut = table;
        QCOMPARE(modalityValue(negative, -1), 8.0);
    }

    void voiLookupTable()
    {
        const Radiograph radiograph = rowOf({0, 4095});
        LookupTable table;
        table.firstMapped = 100;
        table.bits = 8;
        table.entries = {0, 51, 255, 999}; // the last is more than its bits allow
        const DisplayTable display(radiograph, {VoiChoice::Origin::File, table, {}});
        QCOMPARE(int(display.at(0)), 0);
        QCOMPARE(int(display.at(101)), 51);
        QCOMPARE(int(display.at(102)), 255);
        QCOMPARE(int(display.at(4000)), 255);
        const DisplayTable empty(radiograph, {VoiChoice::Origin::File, LookupTable{}, {}});
        QCOMPARE(int(empty.at(17)), 0);
    }

    void applyMapsEveryPixelOfAnyRegion_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("unsigned") << CV_16UC1;
        QTest::newRow("signed") << CV_16SC1;
    }

    void applyMapsEveryPixelOfAnyRegion()
    {
        QFETCH(int, type);
        cv::Mat pixels(67, 45, type);
        cv::randu(pixels, type == CV_16SC1 ? -32768 : 0, type == CV_16SC1 ? 32767 : 65535);
        Radiograph radiograph = rowOf({0}, type);
        radiograph.pixels = pixels;
        const DisplayTable table(radiograph, window(100, 40000));
        for (const cv::Rect& region : {cv::Rect(0, 0, 45, 67), cv::Rect(3, 5, 17, 20), cv::Rect(44, 66, 1, 1), cv::Rect(1, 0, 8, 3)}) {
            cv::Mat grey;
            table.apply(pixels(region), grey);
            QCOMPARE(grey.size(), region.size());
            QCOMPARE(grey.type(), CV_8UC1);
            for (int y = 0; y < region.height; ++y)
                for (int x = 0; x < region.width; ++x) {
                    const int stored = type == CV_16SC1 ? pixels.at<std::int16_t>(region.y + y, region.x + x)
                                                        : pixels.at<std::uint16_t>(region.y + y, region.x + x);
                    QCOMPARE(int(grey.at<std::uint8_t>(y, x)), int(table.at(stored)));
                }
        }
    }

    void choicesAreInTheOrderOfTheReadingRoom()
    {
        std::vector<int> values;
        for (int i = 0; i < 4000; ++i)
            values.push_back(i);
        Radiograph radiograph = rowOf(values);
        const auto names = [&radiograph] {
            QStringList list;
            for (const VoiChoice& choice : voiChoices(radiograph))
                list << QString::fromStdString(choice.name);
            return list;
        };
        const QStringList presets = {QStringLiteral("lungs"), QStringLiteral("mediastinum"), QStringLiteral("high-contrast"),
                                     QStringLiteral("low-contrast")};
        QCOMPARE(names(), QStringList({QStringLiteral("automatic"), QStringLiteral("full-range")}) + presets);
        radiograph.meaning.windows = {{2000, 1000, VoiFunction::Linear, "NORMAL"}, {2100, 800, VoiFunction::Sigmoid, "HARDER"}};
        LookupTable table;
        table.entries = {0, 1};
        table.explanation = "CURVE";
        radiograph.meaning.voiLuts = {table};
        QCOMPARE(names(), QStringList({QStringLiteral("NORMAL"), QStringLiteral("HARDER"), QStringLiteral("CURVE"),
                                       QStringLiteral("full-range"), QStringLiteral("automatic")}) +
                              presets);
        radiograph.meaning.windows.clear();
        QCOMPARE(names().first(), QStringLiteral("CURVE"));
        radiograph.meaning.voiLuts.clear();
        radiograph.identity.modality = "MG";
        radiograph.identity.bodyPart = "BREAST";
        QVERIFY(!names().contains(QStringLiteral("lungs")));
        radiograph.identity.modality = "CT";
        QVERIFY(names().contains(QStringLiteral("lung")));
    }

    void presetsFollowTheBrightnessShown()
    {
        std::vector<int> values;
        for (int i = 0; i < 4000; ++i)
            values.push_back(i);
        Radiograph radiograph = rowOf(values);
        const auto middle = [&radiograph](const char* name) {
            for (const VoiChoice& choice : voiChoices(radiograph))
                if (choice.name == name) return std::get<VoiWindow>(choice.transform).center;
            return -1.0;
        };
        QVERIFY(middle("lungs") < middle("mediastinum"));
        radiograph.meaning.photometric = Photometric::Monochrome1; // dark lungs are high values now
        QVERIFY(middle("lungs") > middle("mediastinum"));
        radiograph.meaning.rescaleSlope = -1; // high values after the modality stage, where the window is
        QVERIFY(middle("lungs") > middle("mediastinum"));
        radiograph.meaning.photometric = Photometric::Monochrome2;
        QVERIFY(middle("lungs") < middle("mediastinum"));
    }

    void defaultChoiceIsTheFirst()
    {
        Radiograph radiograph = rowOf({5, 900, 1000, 1100, 4000});
        const auto same = [&radiograph] {
            const VoiChoice first = voiChoices(radiograph).front();
            const VoiChoice alone = defaultChoice(radiograph);
            if (first.origin != alone.origin || first.name != alone.name || first.transform.index() != alone.transform.index())
                return false;
            const auto* const w = std::get_if<VoiWindow>(&first.transform);
            return !w ||
                   (w->center == std::get<VoiWindow>(alone.transform).center && w->width == std::get<VoiWindow>(alone.transform).width);
        };
        QVERIFY(same());
        radiograph.identity.isDicom = false;
        QVERIFY(same());
        radiograph.bitsStored = 8;
        QVERIFY(same());
        radiograph.meaning.voiLuts = {LookupTable{}};
        QVERIFY(same());
        radiograph.meaning.windows = {{2000, 1000, VoiFunction::Linear, "NORMAL"}};
        QVERIFY(same());
        radiograph.meaning = {};
        radiograph.pixels.release(); // the header alone
        QVERIFY(same());
    }

    void eightBitPicturesAreShownAsTheyAre()
    {
        std::vector<int> values;
        for (int i = 0; i < 256; ++i)
            values.push_back(i);
        Radiograph radiograph = rowOf(values);
        radiograph.identity = {};
        radiograph.bitsStored = 8;
        const cv::Mat grey = renderDefault(radiograph);
        for (int i = 0; i < 256; ++i)
            QCOMPARE(int(grey.at<std::uint8_t>(0, i)), i);
    }

    void oneGreyEverywhere()
    {
        const Radiograph radiograph = rowOf({700, 700, 700});
        for (const VoiChoice& choice : voiChoices(radiograph)) {
            const auto& w = std::get<VoiWindow>(choice.transform);
            QVERIFY(w.width > 0 && std::isfinite(w.center));
        }
        QCOMPARE(renderDefault(radiograph).size(), radiograph.pixels.size());
    }

    void nothingButPadding()
    {
        Radiograph radiograph = rowOf({0, 0, 0});
        radiograph.meaning.padding = {{0, 0}};
        QVERIFY(!voiChoices(radiograph).empty());
        QCOMPARE(cv::countNonZero(renderDefault(radiograph)), 0);
    }
};

QTEST_APPLESS_MAIN(TestDisplay)
#include "tst_display.moc"
