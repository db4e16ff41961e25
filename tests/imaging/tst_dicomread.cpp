#include "imaging/read.h"

#include "tests/support/dicommaker.h"

#include <QtTest>

#include <opencv2/core.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace lucency;
using namespace lucency::imaging;
using lucency::test::DicomMaker;
using lucency::test::DicomSet;
using lucency::test::dicomTag;
using lucency::test::scene;

namespace {

constexpr int columns = 61, rows = 47;

bool has(const Radiograph& radiograph, Remark remark)
{
    return std::ranges::count(radiograph.remarks, remark) == 1;
}

/// First pixel that differs from the expected stored values, or -1.
int firstDifference(const Radiograph& radiograph, const std::vector<std::uint32_t>& expected)
{
    if (radiograph.pixels.total() != expected.size() || !radiograph.pixels.isContinuous()) return 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const int at = static_cast<int>(i);
        const int stored =
            radiograph.pixels.type() == CV_16SC1 ? radiograph.pixels.ptr<std::int16_t>()[at] : radiograph.pixels.ptr<std::uint16_t>()[at];
        if (stored != static_cast<std::int32_t>(expected[i])) return at;
    }
    return -1;
}

QByteArray utf8(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

#define READ(result, file)                                                                                                                 \
    const Result<Radiograph> result = read((file).toStdString());                                                                          \
    QVERIFY2(result.has_value(), (result) ? "" : (std::string(slug((result).error().kind)) + ": " + (result).error().detail).c_str())

class DicomReadTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString written(const DicomMaker& maker) { return maker.write(m_folder.path(), QStringLiteral("image")); }

private Q_SLOTS:
    void everyWayToWriteTheSamePixels_data()
    {
        QTest::addColumn<QByteArray>("transferSyntax");
        QTest::addColumn<bool>("preamble");
        QTest::addColumn<bool>("meta");
        QTest::newRow("explicit little endian") << QByteArray("1.2.840.10008.1.2.1") << true << true;
        QTest::newRow("implicit little endian") << QByteArray("1.2.840.10008.1.2") << true << true;
        QTest::newRow("explicit big endian") << QByteArray("1.2.840.10008.1.2.2") << true << true;
        QTest::newRow("deflated") << QByteArray("1.2.840.10008.1.2.1.99") << true << true;
        QTest::newRow("meta header without preamble") << QByteArray("1.2.840.10008.1.2.1") << false << true;
        QTest::newRow("preamble without meta header") << QByteArray("1.2.840.10008.1.2.1") << true << false;
        QTest::newRow("bare, explicit") << QByteArray("1.2.840.10008.1.2.1") << false << false;
        QTest::newRow("bare, implicit") << QByteArray("1.2.840.10008.1.2") << false << false;
        QTest::newRow("bare, big endian") << QByteArray("1.2.840.10008.1.2.2") << false << false;
    }
    void everyWayToWriteTheSamePixels()
    {
        QFETCH(QByteArray, transferSyntax);
        QFETCH(bool, preamble);
        QFETCH(bool, meta);
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.transferSyntax = transferSyntax;
        maker.preamble = preamble;
        maker.meta = meta;
        const QString file = written(maker);
        READ(image, file);
        QCOMPARE(firstDifference(*image, scene(columns, rows)), -1);
        QCOMPARE(image->pixels.rows, rows);
        QCOMPARE(image->bitsStored, 12);
        QCOMPARE(utf8(image->transferSyntax), transferSyntax);
        QCOMPARE(has(*image, Remark::NoPreamble), !preamble);
        QCOMPARE(has(*image, Remark::NoMetaHeader), !meta);
        QCOMPARE(utf8(image->identity.patientName), QByteArray("Phantom^Test"));
        QCOMPARE(utf8(image->path), file.toUtf8());

        const Result<Radiograph> header = readHeader(file.toStdString());
        QVERIFY(header.has_value());
        QVERIFY(header->pixels.empty());
        QCOMPARE(header->identity.patientId, image->identity.patientId);
        QVERIFY(header->remarks == image->remarks);
    }

    void aHeaderThatStatesTheWrongUncompressedSyntaxIsSeenThrough()
    {
        DicomMaker maker = DicomMaker::chest(columns, rows);
        maker.transferSyntax = "1.2.840.10008.1.2";
        DicomMaker liar = DicomMaker::chest(columns, rows);
        const QByteArray lie = liar.bytes();
        const QByteArray bytes = lie.left(lie.size() - liar.dataset().size()) + maker.dataset();
        READ(image, test::writeFile(m_folder.path(), QStringLiteral("liar"), bytes));
        QCOMPARE(firstDifference(*image, scene(columns, rows)), -1);
        QCOMPARE(utf8(image->transferSyntax), QByteArray("1.2.840.10008.1.2"));
    }

    void bitsOutsideOfBitsStoredAreNoPartOfTheValue_data()
    {
        QTest::addColumn<int>("bitsStored");
        QTest::addColumn<int>("highBit");
        QTest::addColumn<bool>("isSigned");
        QTest::addColumn<uint>("word");
        QTest::addColumn<int>("value");
        QTest::newRow("an overlay in bit 15") << 12 << 11 << false << 0x8123U << 0x123;
        QTest::newRow("high bit above the lowest place") << 12 << 15 << false << 0x1234U << 0x123;
        QTest::newRow("negative 12 bits") << 12 << 11 << true << 0x0FFFU << -1;
        QTest::newRow("lowest of 12 bits") << 12 << 11 << true << 0x0800U << -2048;
        QTest::newRow("negative with an overlay above") << 12 << 11 << true << 0x4800U << -2048;
        QTest::newRow("positive 12 bits signed") << 12 << 11 << true << 0x07FFU << 2047;
        QTest::newRow("16 bits unsigned") << 16 << 15 << false << 0xFFFFU << 65535;
        QTest::newRow("16 bits signed") << 16 << 15 << true << 0xFFFFU << -1;
        QTest::newRow("1 bit of 16") << 1 << 0 << false << 0xFFFFU << 1;
    }
    void bitsOutsideOfBitsStoredAreNoPartOfTheValue()
    {
        QFETCH(int, bitsStored);
        QFETCH(int, highBit);
        QFETCH(bool, isSigned);
        QFETCH(uint, word);
        QFETCH(int, value);
        DicomMaker maker = DicomMaker::chest();
        maker.words(dicomTag(0x0028, 0x0101), "US", {static_cast<std::uint32_t>(bitsStored)});
        maker.words(dicomTag(0x0028, 0x0102), "US", {static_cast<std::uint32_t>(highBit)});
        maker.words(dicomTag(0x0028, 0x0103), "US", {isSigned ? 1U : 0U});
        maker.setPixels(2, 1, {word, 0});
        READ(image, written(maker));
        QCOMPARE(image->pixels.type(), isSigned ? CV_16SC1 : CV_16UC1);
        QCOMPARE(firstDifference(*image, {static_cast<std::uint32_t>(value), 0}), -1);
        QCOMPARE(image->bitsStored, bitsStored);
    }

    void eightBits_data()
    {
        QTest::addColumn<QByteArray>("transferSyntax");
        QTest::addColumn<QByteArray>("vr");
        QTest::newRow("bytes, little endian") << QByteArray("1.2.840.10008.1.2.1") << QByteArray("OB");
        QTest::newRow("words, little endian") << QByteArray("1.2.840.10008.1.2.1") << QByteArray("OW");
        QTest::newRow("bytes, big endian") << QByteArray("1.2.840.10008.1.2.2") << QByteArray("OB");
        QTest::newRow("words, big endian") << QByteArray("1.2.840.10008.1.2.2") << QByteArray("OW");
    }
    void eightBits()
    {
        QFETCH(QByteArray, transferSyntax);
        QFETCH(QByteArray, vr);
        DicomMaker maker = DicomMaker::chest();
        maker.transferSyntax = transferSyntax;
        for (const auto& [element, value] : {std::pair{0x0100U, 8U}, {0x0101U, 8U}, {0x0102U, 7U}})
            maker.words(dicomTag(0x0028, element), "US", {value});
        maker.text(dicomTag(0x0028, 0x0008), "IS", "3");
        maker.setPixels(3, 3, {});
        std::vector<std::uint32_t> all(27);
        for (std::uint32_t i = 0; i < 27; ++i)
            all[i] = i * 9;
        if (vr == "OB") {
            maker.words(dicomTag(0x7FE0, 0x0010), "OB", all);
        } else {
            std::vector<std::uint32_t> words;
            for (std::size_t i = 0; i < 27; i += 2)
                words.push_back(all[i] | (i + 1 < 27 ? all[i + 1] << 8 : 0));
            maker.words(dicomTag(0x7FE0, 0x0010), "OW", words);
        }
        const std::string file = written(maker).toStdString();
        for (int frame = 0; frame < 3; ++frame) {
            const Result<Radiograph> image = read(file, frame);
            QVERIFY(image.has_value());
            QCOMPARE(firstDifference(*image, {all.begin() + frame * 9, all.begin() + frame * 9 + 9}), -1);
            QCOMPARE(image->frame, frame);
            QCOMPARE(image->frameCount, 3);
            QVERIFY(has(*image, Remark::MultiFrame));
        }
        const Result<Radiograph> beyond = read(file, 3);
        QVERIFY(!beyond);
        QCOMPARE(slug(beyond.error().kind), "bad-argument");
    }

    void colourBecomesLuminance_data()
    {
        QTest::addColumn<QByteArray>("photometric");
        QTest::addColumn<bool>("planar");
        QTest::addColumn<QByteArray>("bytes");
        // Two pixels: a colour (200, 100, 50) and a grey of 77. By BT.601 the first is 124.
        QTest::newRow("RGB by pixel") << QByteArray("RGB") << false << QByteArray("\xC8\x64\x32\x4D\x4D\x4D");
        QTest::newRow("RGB by plane") << QByteArray("RGB") << true << QByteArray("\xC8\x4D\x64\x4D\x32\x4D");
        QTest::newRow("YBR_FULL by pixel") << QByteArray("YBR_FULL") << false << QByteArray("\x7C\x10\x20\x4D\x80\x80");
        QTest::newRow("YBR_FULL by plane") << QByteArray("YBR_FULL") << true << QByteArray("\x7C\x4D\x10\x80\x20\x80");
        QTest::newRow("YBR_FULL_422") << QByteArray("YBR_FULL_422") << false << QByteArray("\x7C\x4D\x10\x20");
    }
    void colourBecomesLuminance()
    {
        QFETCH(QByteArray, photometric);
        QFETCH(bool, planar);
        QFETCH(QByteArray, bytes);
        DicomMaker maker = DicomMaker::chest();
        for (const auto& [element, value] :
             {std::pair{0x0002U, 3U}, {0x0006U, planar ? 1U : 0U}, {0x0100U, 8U}, {0x0101U, 8U}, {0x0102U, 7U}}) {
            maker.words(dicomTag(0x0028, element), "US", {value});
        }
        maker.text(dicomTag(0x0028, 0x0004), "CS", photometric);
        maker.setPixels(2, 1, {});
        maker.text(dicomTag(0x7FE0, 0x0010), "OB", bytes);
        READ(image, written(maker));
        QCOMPARE(firstDifference(*image, {124, 77}), -1);
        QCOMPARE(image->bitsStored, 8);
        QVERIFY(has(*image, Remark::ColourConverted));
        QVERIFY(!image->meaning.inverted());
    }

    void aPaletteBecomesLuminance()
    {
        DicomMaker maker = DicomMaker::chest();
        maker.text(dicomTag(0x0028, 0x0004), "CS", "PALETTE COLOR");
        for (const auto& [element, value] : {std::pair{0x0100U, 8U}, {0x0101U, 8U}, {0x0102U, 7U}})
            maker.words(dicomTag(0x0028, element), "US", {value});
        for (const std::uint32_t element : {0x1101U, 0x1102U, 0x1103U})
            maker.words(dicomTag(0x0028, element), "US", {3, 1, 16});
        maker.words(dicomTag(0x0028, 0x1201), "OW", {0, 65535, 1000});
        maker.words(dicomTag(0x0028, 0x1202), "OW", {0, 65535, 2000});
        maker.words(dicomTag(0x0028, 0x1203), "OW", {0, 65535, 3000});
        maker.setPixels(4, 1, {});
        maker.words(dicomTag(0x7FE0, 0x0010), "OB", {0, 1, 2, 3});
        READ(image, written(maker));
        // 0 lies before the first entry and takes it; 0.299 x 1000 + 0.587 x 2000 + 0.114 x 3000 = 1815.
        QCOMPARE(firstDifference(*image, {0, 0, 65535, 1815}), -1);
        QCOMPARE(image->bitsStored, 16);
    }

    void surplusBytesAreIgnoredAndSaid()
    {
        DicomMaker maker = DicomMaker::chest();
        std::vector<std::uint32_t> values = scene(columns, rows);
        values.insert(values.end(), 5, 4095);
        maker.words(dicomTag(0x7FE0, 0x0010), "OW", values);
        READ(image, written(maker));
        QCOMPARE(firstDifference(*image, scene(columns, rows)), -1);
        QVERIFY(has(*image, Remark::TrailingPixelData));
    }

    void attributesThatHaveAnObviousValueMayBeAbsent()
    {
        DicomMaker maker = DicomMaker::chest();
        for (const std::uint32_t element : {0x0002U, 0x0004U, 0x0102U, 0x0103U})
            maker.remove(dicomTag(0x0028, element));
        READ(image, written(maker));
        QCOMPARE(firstDifference(*image, scene(columns, rows)), -1);
    }

    void textInEveryCharacterSet_data()
    {
        QTest::addColumn<QByteArray>("characterSet");
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("known");
        const auto row = [](const char* name, const char* set, const char* raw, const char* text, bool known = true) {
            QTest::newRow(name) << QByteArray(set) << QByteArray(raw) << QByteArray(text) << known;
        };
        row("ASCII", "", "Phantom^Test", "Phantom^Test");
        row("Latin 1", "ISO_IR 100", "Buc^J\xE9r\xF4me", "Buc^Jérôme");
        row("Latin 2", "ISO_IR 101",
            "Wa\xB3"
            "\xEAsa",
            "Wałęsa");
        row("Greek", "ISO_IR 126", "\xC4\xE9\xEF\xED\xF5\xF3\xE9\xEF\xF2", "Διονυσιος");
        row("Cyrillic", "ISO_IR 144", "\xBB\xEE\xDA\x63", "Люкc");
        row("Thai", "ISO_IR 166", "\xB9\xD2\xC2", "นาย");
        row("UTF-8", "ISO_IR 192", "Wang^XiaoDong=王^小東=", "Wang^XiaoDong=王^小東");
        row("GB18030", "GB18030", "Wang=\xCD\xF5^\xD0\xA1\xB6\xAB", "Wang=王^小东");
        row("GBK", "GBK", "\xCD\xF5", "王");
        row("Japanese, ISO 2022 IR 87", "\\ISO 2022 IR 87", "Yamada^Tarou=\x1B$B;3ED\x1B(B^\x1B$BB@O:\x1B(B", "Yamada^Tarou=山田^太郎");
        row("Japanese, IR 13 and IR 87", "ISO 2022 IR 13\\ISO 2022 IR 87",
            "\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=\x1B$B;3ED\x1B(J^\x1B$BB@O:\x1B(J", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎");
        row("Korean, ISO 2022 IR 149", "\\ISO 2022 IR 149", "Hong=\x1B$)C\xFB\xF3^\x1B$)C\xD1\xCE\xD4\xD7", "Hong=洪^吉洞");
        row("Chinese, ISO 2022 IR 58", "\\ISO 2022 IR 58", "Zhang=\x1B$)A\xD5\xC5^\x1B$)A\xD0\xA1\xB6\xAB", "Zhang=张^小东");
        row("several Latin sets", "ISO 2022 IR 100\\ISO 2022 IR 144", "\xC4neas=\x1B-L\xBB\xEE\xDA", "Äneas=Люк");
        row("UTF-8 without saying so", "", "Jérôme", "Jérôme", false);
        row("Latin 1 without saying so", "", "J\xE9r\xF4me", "Jérôme", false);
        row("a set that does not exist", "ISO_IR 999", "J\xE9r\xF4me", "Jérôme", false);
        row("bytes that the set does not have", "ISO_IR 192", "J\xE9r\xF4me", "Jérôme", false);
    }
    void textInEveryCharacterSet()
    {
        QFETCH(QByteArray, characterSet);
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, text);
        QFETCH(bool, known);
        DicomMaker maker = DicomMaker::chest();
        if (!characterSet.isEmpty()) maker.text(dicomTag(0x0008, 0x0005), "CS", characterSet);
        maker.text(dicomTag(0x0010, 0x0010), "PN", raw);
        READ(image, written(maker));
        QCOMPARE(utf8(image->identity.patientName), text);
        QCOMPARE(has(*image, Remark::UnknownCharacterSet), !known);
    }

    void itIsReadFromManyThreadsAtOnce()
    {
        const std::string file = written(DicomMaker::chest(columns, rows)).toStdString();
        std::atomic<int> right = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 10; ++k) {
                    const Result<Radiograph> image = read(file);
                    if (image && firstDifference(*image, scene(columns, rows)) == -1) ++right;
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(right.load(), 80);
    }
};

QTEST_APPLESS_MAIN(DicomReadTest)
#include "tst_dicomread.moc"
