#include "imaging/display.h"

#include <QtTest>

#include <opencv2/core.hpp>

#include <cmath>

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

} // namespace

class TestDisplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
