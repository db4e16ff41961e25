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

namespace {

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

/// Pixels hold every stored value of that many bits once, from low to high.
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
    const int side = 1 << (made.bitsStored / 2);
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

/// The display against that of DCMTK: at most one grey level apart on 99.9 % of the pixels.
class TestDisplayAgreement : public QObject {
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
            drawOverlays(read->overlays, ours);
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
};

QTEST_APPLESS_MAIN(TestDisplayAgreement)
#include "tst_displayagreement.moc"
