#include "imaging/read.h"

#include "tests/support/dicommaker.h"

#include <QtTest>

#include <algorithm>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomSet;
using lucency::test::dicomTag;

Q_DECLARE_METATYPE(lucency::imaging::SpacingSource)
Q_DECLARE_METATYPE(lucency::imaging::View)
Q_DECLARE_METATYPE(lucency::imaging::VoiFunction)

namespace {

bool has(const Radiograph& radiograph, Remark remark)
{
    return std::ranges::count(radiograph.remarks, remark) == 1;
}

DicomSet lut(std::uint32_t entries, std::uint32_t first, std::uint32_t bits, std::vector<std::uint32_t> data, const char* explanation)
{
    DicomSet item;
    item.words(dicomTag(0x0028, 0x3002), "US", {entries, first, bits});
    item.text(dicomTag(0x0028, 0x3003), "LO", explanation);
    item.words(dicomTag(0x0028, 0x3006), "OW", std::move(data));
    return item;
}

} // namespace

class DicomMeaningTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    Radiograph header(const DicomMaker& maker)
    {
        const Result<Radiograph> read = readHeader(maker.write(m_folder.path(), QStringLiteral("image")).toStdString());
        if (!read) {
            qWarning() << QByteArray::fromStdString(std::string(slug(read.error().kind))) << QByteArray::fromStdString(read.error().detail);
            return {};
        }
        return *read;
    }

private Q_SLOTS:
    void functionalGroupsSpeakForTheirFrames()
    {
        const auto window = [](const char* center, const char* width) {
            DicomSet item;
            item.text(dicomTag(0x0028, 0x1050), "DS", center).text(dicomTag(0x0028, 0x1051), "DS", width);
            return item;
        };
        DicomSet measures, shared, transformation, first, second, orientation;
        measures.text(dicomTag(0x0028, 0x0030), "DS", "0.2\\0.2");
        shared.sequence(dicomTag(0x0028, 0x9110), {measures});
        shared.sequence(dicomTag(0x0028, 0x9132), {window("900", "90")});
        transformation.text(dicomTag(0x0028, 0x1052), "DS", "7").text(dicomTag(0x0028, 0x1053), "DS", "3");
        orientation.text(dicomTag(0x0020, 0x0020), "CS", "L\\F");
        first.sequence(dicomTag(0x0028, 0x9132), {window("1000", "500")});
        second.sequence(dicomTag(0x0028, 0x9145), {transformation});
        second.sequence(dicomTag(0x0020, 0x9450), {orientation});
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0028, 0x0008), "IS", "2");
        auto values = test::scene(61, 47);
        values.insert(values.end(), values.begin(), values.begin() + 61 * 47);
        maker.setPixels(61, 47, values);
        maker.text(dicomTag(0x0028, 0x1050), "DS", "2048").text(dicomTag(0x0028, 0x1051), "DS", "4096");
        maker.text(dicomTag(0x0028, 0x1055), "LO", "OF THE FILE");
        const std::string plain = maker.write(m_folder.path(), QStringLiteral("plain")).toStdString();
        QCOMPARE(read(plain, 0)->meaning.windows.at(0).center, 2048.0);
        maker.sequence(dicomTag(0x5200, 0x9229), {shared}).sequence(dicomTag(0x5200, 0x9230), {first, second});
        const std::string file = maker.write(m_folder.path(), QStringLiteral("groups")).toStdString();
        const auto one = read(file, 0), two = read(file, 1);
        QVERIFY(one && two);
        QCOMPARE(one->meaning.windows.size(), std::size_t(1));
        QCOMPARE(one->meaning.windows[0].center, 1000.0);
        QCOMPARE(one->meaning.windows[0].width, 500.0);
        QCOMPARE(one->meaning.windows[0].explanation, std::string()); // that of the file belongs to another window
        QCOMPARE(one->meaning.rescaleSlope, 1.0);
        QCOMPARE(two->meaning.windows.at(0).center, 900.0);
        QCOMPARE(two->meaning.rescaleSlope, 3.0);
        QCOMPARE(two->meaning.rescaleIntercept, 7.0);
        QCOMPARE(two->identity.patientOrientation[0], std::string("L"));
        QCOMPARE(one->spacing.row, 0.2);
        QCOMPARE(two->spacing.row, 0.2);
        QCOMPARE(readHeader(file)->meaning.windows.at(0).center, 1000.0);
    }

    void windowsKeepTheirOrderAndExplanations()
    {
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0028, 0x1050), "DS", "2048\\1000.5\\-20");
        maker.text(dicomTag(0x0028, 0x1051), "DS", "4096\\600\\1");
        maker.text(dicomTag(0x0028, 0x1055), "LO", "NORMAL\\BONE, HARD");
        const std::vector<VoiWindow> windows = header(maker).meaning.windows;
        QCOMPARE(windows.size(), std::size_t(3));
        QCOMPARE(windows[0].center, 2048.0);
        QCOMPARE(windows[0].width, 4096.0);
        QCOMPARE(windows[0].explanation, std::string("NORMAL"));
        QCOMPARE(windows[1].center, 1000.5);
        QCOMPARE(windows[1].explanation, std::string("BONE, HARD"));
        QCOMPARE(windows[2].center, -20.0);
        QVERIFY(windows[2].explanation.empty());
        QVERIFY(windows[0].function == VoiFunction::Linear);
    }

    void widthsThatNoFunctionAllowsAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("function");
        QTest::addColumn<QByteArray>("width");
        QTest::addColumn<int>("kept");
        QTest::addColumn<VoiFunction>("as");
        QTest::newRow("LINEAR, 1") << QByteArray("LINEAR") << QByteArray("1") << 1 << VoiFunction::Linear;
        QTest::newRow("LINEAR, below 1") << QByteArray("LINEAR") << QByteArray("0.5") << 0 << VoiFunction::Linear;
        QTest::newRow("LINEAR_EXACT, below 1") << QByteArray("LINEAR_EXACT") << QByteArray("0.5") << 1 << VoiFunction::LinearExact;
        QTest::newRow("SIGMOID") << QByteArray("SIGMOID") << QByteArray("100") << 1 << VoiFunction::Sigmoid;
        QTest::newRow("SIGMOID, 0") << QByteArray("SIGMOID") << QByteArray("0") << 0 << VoiFunction::Sigmoid;
        QTest::newRow("no number") << QByteArray("LINEAR") << QByteArray("wide") << 0 << VoiFunction::Linear;
    }
    void widthsThatNoFunctionAllowsAreLeftOut()
    {
        QFETCH(QByteArray, function);
        QFETCH(QByteArray, width);
        QFETCH(int, kept);
        QFETCH(VoiFunction, as);
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0028, 0x1056), "CS", function);
        maker.text(dicomTag(0x0028, 0x1051), "DS", width);
        const Radiograph image = header(maker);
        QCOMPARE(static_cast<int>(image.meaning.windows.size()), kept);
        if (kept == 1) QVERIFY(image.meaning.windows[0].function == as);
        QCOMPARE(has(image, Remark::NoVoi), kept == 0);
    }

    void lookupTablesAreRead_data()
    {
        QTest::addColumn<bool>("undefinedLength");
        QTest::addColumn<QByteArray>("transferSyntax");
        QTest::newRow("explicit, lengths") << false << QByteArray("1.2.840.10008.1.2.1");
        QTest::newRow("explicit, delimiters") << true << QByteArray("1.2.840.10008.1.2.1");
        QTest::newRow("implicit, delimiters") << true << QByteArray("1.2.840.10008.1.2");
        QTest::newRow("big endian") << false << QByteArray("1.2.840.10008.1.2.2");
    }
    void lookupTablesAreRead()
    {
        QFETCH(bool, undefinedLength);
        QFETCH(QByteArray, transferSyntax);
        DicomMaker maker = DicomMaker::chest();
        maker.transferSyntax = transferSyntax;
        maker.sequence(dicomTag(0x0028, 0x3000), {lut(4, 10, 12, {0, 100, 2000, 4095}, "to optical density")}, undefinedLength);
        maker.sequence(dicomTag(0x0028, 0x3010), {lut(3, 0, 8, {0, 128, 255}, "NORMAL"), lut(2, 5, 8, {7, 1023}, "HARDER")},
                       undefinedLength);
        const PresentationMeaning meaning = header(maker).meaning;
        QVERIFY(meaning.modalityLut.has_value());
        QCOMPARE(meaning.modalityLut->firstMapped, 10);
        QCOMPARE(meaning.modalityLut->bits, 12);
        QVERIFY((meaning.modalityLut->entries == std::vector<std::uint16_t>{0, 100, 2000, 4095}));
        QCOMPARE(meaning.modalityLut->explanation, std::string("to optical density"));
        QCOMPARE(meaning.voiLuts.size(), std::size_t(2));
        QCOMPARE(meaning.voiLuts[0].explanation, std::string("NORMAL"));
        QCOMPARE(meaning.voiLuts[0].bits, 8);
        QCOMPARE(meaning.voiLuts[1].bits, 10); // stated as 8, but 1023 needs 10
        QCOMPARE(meaning.voiLuts[1].firstMapped, 5);
    }

    void aTableOf65536EntriesAndOnePackedInBytes()
    {
        std::vector<std::uint32_t> whole(65536);
        for (std::uint32_t i = 0; i < 65536; ++i)
            whole[i] = 65535 - i;
        DicomMaker maker = DicomMaker::chest();
        maker.transferSyntax = "1.2.840.10008.1.2"; // OW of 128 KiB: beyond the length of explicit US
        maker.sequence(dicomTag(0x0028, 0x3010), {lut(0, 0, 16, whole, "whole"), lut(4, 0, 8, {0x2010, 0x4030}, "packed")});
        const PresentationMeaning meaning = header(maker).meaning;
        QCOMPARE(meaning.voiLuts.size(), std::size_t(2));
        QCOMPARE(meaning.voiLuts[0].entries.size(), std::size_t(65536));
        QCOMPARE(meaning.voiLuts[0].entries[65535], std::uint16_t(0));
        QVERIFY((meaning.voiLuts[1].entries == std::vector<std::uint16_t>{0x10, 0x20, 0x30, 0x40}));
    }

    void aTableThatDoesNotHoldItsEntriesIsLeftOut()
    {
        DicomMaker maker = DicomMaker::chest();
        maker.sequence(dicomTag(0x0028, 0x3010), {lut(4000, 0, 12, {1, 2, 3}, "short")});
        QVERIFY(header(maker).meaning.voiLuts.empty());
    }

    void rescaleAndPadding()
    {
        DicomMaker maker = DicomMaker::chest();
        maker.words(dicomTag(0x0028, 0x0103), "US", {1});
        maker.text(dicomTag(0x0028, 0x1052), "DS", "-1024");
        maker.text(dicomTag(0x0028, 0x1053), "DS", "2.5");
        maker.words(dicomTag(0x0028, 0x0120), "SS", {0xF830}); // -2000
        maker.words(dicomTag(0x0028, 0x0121), "SS", {0xFFFF});
        const PresentationMeaning meaning = header(maker).meaning;
        QCOMPARE(meaning.rescaleIntercept, -1024.0);
        QCOMPARE(meaning.rescaleSlope, 2.5);
        QVERIFY((meaning.padding == std::array<int, 2>{-2000, -1}));
        maker.text(dicomTag(0x0028, 0x1053), "DS", "0");
        maker.remove(dicomTag(0x0028, 0x0120));
        const PresentationMeaning without = header(maker).meaning;
        QCOMPARE(without.rescaleSlope, 1.0);
        QCOMPARE(without.rescaleIntercept, 0.0);
        QVERIFY(!without.padding.has_value());
    }

    void inversionHappensExactlyOnce_data()
    {
        QTest::addColumn<QByteArray>("photometric");
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<bool>("inverted");
        QTest::newRow("MONOCHROME2") << QByteArray("MONOCHROME2") << QByteArray() << false;
        QTest::newRow("MONOCHROME1") << QByteArray("MONOCHROME1") << QByteArray() << true;
        QTest::newRow("MONOCHROME1 that says INVERSE") << QByteArray("MONOCHROME1") << QByteArray("INVERSE") << true;
        QTest::newRow("MONOCHROME2 that says IDENTITY") << QByteArray("MONOCHROME2") << QByteArray("IDENTITY") << false;
    }
    void inversionHappensExactlyOnce()
    {
        QFETCH(QByteArray, photometric);
        QFETCH(QByteArray, shape);
        QFETCH(bool, inverted);
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0028, 0x0004), "CS", photometric);
        if (!shape.isEmpty()) maker.text(dicomTag(0x2050, 0x0020), "CS", shape);
        const Radiograph image = header(maker);
        QCOMPARE(image.meaning.hasPresentationShape, !shape.isEmpty());
        QCOMPARE(image.meaning.inverted(), inverted);
        QCOMPARE(has(image, Remark::Inverted), inverted);
    }

    void spacingSaysWhereItComesFrom_data()
    {
        QTest::addColumn<QByteArray>("pixel");
        QTest::addColumn<QByteArray>("imager");
        QTest::addColumn<QByteArray>("magnification");
        QTest::addColumn<SpacingSource>("source");
        QTest::addColumn<double>("row");
        QTest::addColumn<double>("aspect");
        const auto row = [](const char* name, const char* pixel, const char* imager, const char* magnification, SpacingSource source,
                            double mm, double aspect = 1) {
            QTest::newRow(name) << QByteArray(pixel) << QByteArray(imager) << QByteArray(magnification) << source << mm << aspect;
        };
        row("none", "", "", "", SpacingSource::None, 0);
        row("pixel spacing alone", "0.14\\0.14", "", "", SpacingSource::Calibrated, 0.14);
        row("at the detector", "", "0.2\\0.2", "", SpacingSource::AtDetector, 0.2);
        row("at the detector, magnified", "", "0.2\\0.2", "1.25", SpacingSource::Magnified, 0.16);
        row("both, and they differ", "0.16\\0.16", "0.2\\0.2", "", SpacingSource::Calibrated, 0.16);
        row("both, and they agree", "0.2\\0.2", "0.2\\0.2", "", SpacingSource::AtDetector, 0.2);
        row("zero", "0\\0", "", "", SpacingSource::None, 0);
        row("one of two zero", "0.2\\0", "", "", SpacingSource::None, 0);
        row("negative", "-0.2\\-0.2", "", "", SpacingSource::None, 0);
        row("zero, but the detector's is there", "0\\0", "0.2\\0.2", "", SpacingSource::AtDetector, 0.2);
        row("magnification of zero", "", "0.2\\0.2", "0", SpacingSource::AtDetector, 0.2);
        row("unequal", "0.4\\0.2", "", "", SpacingSource::Calibrated, 0.4, 2);
    }
    void spacingSaysWhereItComesFrom()
    {
        QFETCH(QByteArray, pixel);
        QFETCH(QByteArray, imager);
        QFETCH(QByteArray, magnification);
        QFETCH(SpacingSource, source);
        QFETCH(double, row);
        QFETCH(double, aspect);
        DicomMaker maker = DicomMaker::chest();
        if (!pixel.isEmpty()) maker.text(dicomTag(0x0028, 0x0030), "DS", pixel);
        if (!imager.isEmpty()) maker.text(dicomTag(0x0018, 0x1164), "DS", imager);
        if (!magnification.isEmpty()) maker.text(dicomTag(0x0018, 0x1114), "DS", magnification);
        const Radiograph image = header(maker);
        QVERIFY(image.spacing.source == source);
        QCOMPARE(image.spacing.row, row);
        QCOMPARE(image.pixelAspect, aspect);
        QCOMPARE(has(image, Remark::NoPixelSpacing), source == SpacingSource::None);
    }

    void aspectRatioSpeaksWhereNoSpacingDoes()
    {
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0028, 0x0034), "IS", "3\\2");
        QCOMPARE(header(maker).pixelAspect, 1.5);
        maker.text(dicomTag(0x0028, 0x0034), "IS", "0\\2");
        QCOMPARE(header(maker).pixelAspect, 1.0);
    }

    void theViewComesFromTheMostSpecificStatement_data()
    {
        QTest::addColumn<QByteArray>("position");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("orientation");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<View>("view");
        const auto row = [](const char* name, const char* position, const char* code, const char* orientation, const char* description,
                            View view) {
            QTest::newRow(name) << QByteArray(position) << QByteArray(code) << QByteArray(orientation) << QByteArray(description) << view;
        };
        row("nothing", "", "", "", "", View::Unknown);
        row("PA", "PA", "", "", "", View::FrontalPA);
        row("AP", "AP", "", "", "", View::FrontalAP);
        row("left lateral", "LL", "", "", "", View::Lateral);
        row("the word", "LATERAL", "", "", "", View::Lateral);
        row("decubitus", "LLD", "", "", "", View::Other);
        row("oblique", "RAO", "", "", "", View::Other);
        row("SNOMED CT code of PA", "", "272479007", "", "", View::FrontalPA);
        row("SRT code of AP", "", "R-10206", "", "", View::FrontalAP);
        row("SRT code of left lateral", "", "R-10236", "", "", View::Lateral);
        row("position before code", "AP", "399067008", "", "", View::FrontalAP);
        row("left to the right", "", "", "L\\F", "", View::Frontal);
        row("right to the left, mirrored", "", "", "R\\F", "", View::Frontal);
        row("rotated by a quarter", "", "", "F\\L", "", View::Frontal);
        row("front to back", "", "", "P\\F", "", View::Lateral);
        row("oblique directions", "", "", "LA\\F", "", View::Unknown);
        row("the series says lateral", "", "", "", "Chest LAT", View::Lateral);
        row("the series says p.a.", "", "", "", "W033 Thorax p.a. PA", View::FrontalPA);
        row("the series says both", "", "", "", "Chest PA and lateral", View::Unknown);
        row("bilateral is not lateral", "", "", "", "bilateral", View::Unknown);
    }
    void theViewComesFromTheMostSpecificStatement()
    {
        QFETCH(QByteArray, position);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, orientation);
        QFETCH(QByteArray, description);
        QFETCH(View, view);
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0018, 0x5101), "CS", position);
        if (!code.isEmpty()) {
            DicomSet item;
            item.text(dicomTag(0x0008, 0x0100), "SH", code);
            maker.sequence(dicomTag(0x0054, 0x0220), {item});
        }
        if (!orientation.isEmpty()) maker.text(dicomTag(0x0020, 0x0020), "CS", orientation);
        maker.text(dicomTag(0x0008, 0x103E), "LO", description);
        const Radiograph image = header(maker);
        QVERIFY(image.identity.view == view);
        QCOMPARE(has(image, Remark::ViewUnknown), view == View::Unknown);
    }

    void identityIsWhole()
    {
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0008, 0x0050), "SH", "ACC-1 ");
        maker.text(dicomTag(0x0010, 0x0040), "CS", "F");
        maker.text(dicomTag(0x0010, 0x1010), "AS", "042Y");
        maker.text(dicomTag(0x0020, 0x0062), "CS", "L");
        maker.text(dicomTag(0x0020, 0x0020), "CS", "L\\F");
        maker.text(dicomTag(0x0020, 0x0013), "IS", "7");
        const Identity identity = header(maker).identity;
        QVERIFY(identity.isDicom);
        QCOMPARE(identity.accessionNumber, std::string("ACC-1"));
        QCOMPARE(identity.patientId, std::string("PHANTOM-1"));
        QCOMPARE(identity.studyDate, std::string("20240229"));
        QCOMPARE(identity.modality, std::string("CR"));
        QCOMPARE(identity.bodyPart, std::string("CHEST"));
        QCOMPARE(identity.sex + identity.age + identity.laterality + identity.instanceNumber, std::string("F042YL7"));
        QCOMPARE(identity.patientOrientation[0] + identity.patientOrientation[1], std::string("LF"));
        QCOMPARE(identity.studyUid, std::string("1.2.826.0.1.3680043.10.999.1"));
    }

    void overlaysThatAreNotShownAreTold_data()
    {
        QTest::addColumn<unsigned>("group");
        QTest::addColumn<QByteArray>("vr");
        QTest::addColumn<int>("setWord"); // of the Overlay Data; below zero for none at all
        QTest::addColumn<int>("bitPosition");
        QTest::addColumn<bool>("told");
        QTest::newRow("no overlay") << 0u << QByteArray() << -1 << 0 << false;
        QTest::newRow("a plane without an origin") << 0x6000u << QByteArray("OW") << 100 << 0 << true;
        QTest::newRow("such a plane as bytes") << 0x6000u << QByteArray("OB") << 100 << 0 << true;
        QTest::newRow("the last bits of the last such plane") << 0x601Eu << QByteArray("OW") << 179 << 0 << true;
        QTest::newRow("such a plane without a mark") << 0x6000u << QByteArray("OW") << 180 << 0 << false;
        QTest::newRow("a description without a plane") << 0x6000u << QByteArray() << -1 << 0 << false;
        QTest::newRow("embedded without an origin, above the stored bits") << 0x6000u << QByteArray() << -1 << 12 << true;
        QTest::newRow("embedded without an origin, in the highest bit") << 0x6002u << QByteArray() << -1 << 15 << true;
        QTest::newRow("a position within the stored bits") << 0x6000u << QByteArray() << -1 << 11 << false;
        QTest::newRow("a position beyond the allocated bits") << 0x6000u << QByteArray() << -1 << 16 << false;
        QTest::newRow("a curve of the odd group beside them") << 0x6001u << QByteArray("OW") << 100 << 0 << false;
        QTest::newRow("a group that is none of overlays") << 0x6020u << QByteArray("OW") << 100 << 0 << false;
    }

    void overlaysThatAreNotShownAreTold()
    {
        QFETCH(unsigned, group);
        QFETCH(QByteArray, vr);
        QFETCH(int, setWord);
        QFETCH(int, bitPosition);
        QFETCH(bool, told);
        for (const char* syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"}) {
            DicomMaker maker = DicomMaker::chest();
            maker.transferSyntax = syntax;
            if (group != 0) {
                maker.words(dicomTag(group, 0x0010), "US", {47});
                maker.words(dicomTag(group, 0x0011), "US", {61});
                maker.words(dicomTag(group, 0x0100), "US", {bitPosition == 0 ? 1u : 16u});
                maker.words(dicomTag(group, 0x0102), "US", {static_cast<std::uint32_t>(bitPosition)});
            }
            if (setWord >= 0) {
                std::vector<std::uint32_t> plane(vr == "OB" ? 360 : 180); // 61 x 47 bits
                if (static_cast<std::size_t>(setWord) < plane.size()) plane[static_cast<std::size_t>(setWord)] = 0x10;
                maker.words(dicomTag(group, 0x3000), vr.constData(), plane);
            }
            QCOMPARE(has(header(maker), Remark::OverlayNotShown), told);
        }
    }

    /// Values of this length stay in the file until they are asked for.
    void overlayOfALargeImageIsTold()
    {
        for (const char* syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"})
            for (const bool drawn : {false, true}) {
                DicomMaker maker = DicomMaker::chest(512, 512);
                maker.transferSyntax = syntax;
                std::vector<std::uint32_t> plane(512 * 512 / 16);
                if (drawn) plane.back() = 0x8000;
                maker.words(dicomTag(0x6000, 0x3000), "OW", plane);
                const Result<Radiograph> read =
                    imaging::read(maker.write(m_folder.path(), QStringLiteral("large")).toStdString()); // the pixels come after it
                QVERIFY(read);
                QCOMPARE(has(*read, Remark::OverlayNotShown), drawn); // it has no size
                QCOMPARE(read->pixels.cols, 512);
            }
    }
};

QTEST_APPLESS_MAIN(DicomMeaningTest)
#include "tst_dicommeaning.moc"
