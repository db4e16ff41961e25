#include "imaging/dicom/writer.h"
#include "imaging/display.h"
#include "imaging/read.h"

#include "tests/support/app/program.h"
#include "tests/support/data.h"
#include "tests/support/dicomplane.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

using namespace lucency;
using namespace lucency::imaging;
using nlohmann::json;

namespace {

struct Outcome {
    int code = -1;
    QByteArray output;
    QByteArray messages;

    json object() const { return json::parse(output.toStdString(), nullptr, false); }
    int messageLines() const { return static_cast<int>(messages.count('\n')); }
};

Outcome inspect(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("LUCENCY_BINARY"), QStringList{QStringLiteral("inspect")} + arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Whether the value is that, with the value in the log where it is not.
bool says(const json& value, const json& expected)
{
    if (value == expected) return true;
    qWarning("says %s instead of %s", value.dump().c_str(), expected.dump().c_str());
    return false;
}

/// A ramp of 12 bits with all that a chest radiograph's file says.
Radiograph made()
{
    Radiograph radiograph;
    radiograph.pixels.create(64, 64, CV_16UC1);
    for (int i = 0; i < 4096; ++i)
        radiograph.pixels.at<std::uint16_t>(i / 64, i % 64) = static_cast<std::uint16_t>(i);
    radiograph.rows = radiograph.columns = 64;
    radiograph.bitsStored = 12;
    radiograph.meaning.windows = {{2048, 4096, VoiFunction::Linear, "WHOLE"}, {1000, 500, VoiFunction::Linear, "NARROW"}};
    radiograph.identity.modality = "DX";
    radiograph.identity.bodyPart = "CHEST";
    radiograph.identity.viewPosition = "PA";
    radiograph.identity.patientId = "T-17";
    radiograph.identity.patientName = "Prüfkörper^Größe"; // not a person
    radiograph.identity.studyUid = "2.25.1";
    radiograph.identity.seriesUid = "2.25.2";
    radiograph.identity.sopInstanceUid = "2.25.3";
    radiograph.spacing = {0.2, 0.2, SpacingSource::AtDetector};
    return radiograph;
}

} // namespace

class TestInspect : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_dicom;
    QString m_png;

    QString path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(lucency::test::hasProgram(), "build the target lucency first");
        m_dicom = path("made.dcm");
        QVERIFY(writeDicom(made(), {}, DicomEncoding::ExplicitLittleEndian, m_dicom.toStdString()));
        m_png = path("picture.png");
        cv::Mat picture(20, 30, CV_8UC1);
        cv::randu(picture, 0, 256);
        QVERIFY(cv::imwrite(m_png.toStdString(), picture));
    }

    void saysWhatADicomFileHolds()
    {
        const Outcome outcome = inspect({m_dicom});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.messages.isEmpty(), outcome.messages.constData());
        const json object = outcome.object();
        QVERIFY(object.is_object());
        QVERIFY(says(object["format"], "dicom"));
        QVERIFY(says(object["rows"], 64));
        QVERIFY(says(object["columns"], 64));
        QVERIFY(says(object["bits_stored"], 12));
        QVERIFY(says(object["signed"], false));
        QVERIFY(says(object["stored_range"], json({0, 4095})));
        QVERIFY(says(object["transfer_syntax"], "1.2.840.10008.1.2.1"));
        QVERIFY(says(object["frame"], 1));
        QVERIFY(says(object["frames"], 1));
        QVERIFY(says(object["photometric"], "MONOCHROME2"));
        QVERIFY(says(object["inverted"], false));
        QVERIFY(says(object["pixel_spacing"]["row"], 0.2));
        QVERIFY(says(object["pixel_spacing"]["source"], "at-detector"));
        QCOMPARE(object["windows"].size(), 2U);
        QVERIFY(says(object["windows"][1]["center"], 1000.0));
        QVERIFY(says(object["windows"][1]["explanation"], "NARROW"));
        QVERIFY(says(object["choices"][0]["name"], "WHOLE"));
        QVERIFY(says(object["choices"][2]["name"], "full-range"));
        QVERIFY(says(object["choices"][2]["voi"], 2));
        QVERIFY(says(object["identity"]["patient_name"], "Prüfkörper^Größe"));
        QVERIFY(says(object["identity"]["patient_id"], "T-17"));
        QVERIFY(says(object["identity"]["sop_instance_uid"], "2.25.3"));
        QVERIFY(says(object["identity"]["view"], "frontal-pa"));
        QVERIFY(says(object["scorable"]["verdict"], "scorable"));
        QVERIFY(says(object["scorable"]["reason"], ""));
    }

    void saysWhichOverlaysThereAre()
    {
        test::DicomMaker maker = test::DicomMaker::chest();
        QVERIFY(says(inspect({maker.write(m_folder.path(), QStringLiteral("bare"))}).object()["overlays"], json::array()));
        test::add(maker, {.rows = 9, .columns = 11, .top = -2, .left = 30, .bits = {0, 33, 34, 98}});
        maker.text(test::dicomTag(0x6000, 0x1500), "LO", "MARKER");
        maker.text(test::dicomTag(0x6000, 0x0022), "LO", "side");
        test::add(maker, {.group = 0x601E, .type = "R", .bits = {7}});
        maker.remove(test::dicomTag(0x601E, 0x0050)); // without an origin it cannot be drawn
        const QString file = maker.write(m_folder.path(), QStringLiteral("overlays")), display = path("display.png");
        const Outcome outcome = inspect({file, QStringLiteral("--render"), display});
        QCOMPARE(outcome.code, 0);
        const json overlays = outcome.object()["overlays"];
        QCOMPARE(overlays.size(), std::size_t(2));
        QVERIFY(says(overlays[0], json({{"group", "6000"},
                                        {"type", "graphics"},
                                        {"rows", 9},
                                        {"columns", 11},
                                        {"origin", {-2, 30}},
                                        {"embedded", false},
                                        {"shown", true},
                                        {"marked_pixels", 3}, // the first of its bits lies above the image
                                        {"label", "MARKER"},
                                        {"description", "side"}})));
        QVERIFY(says(overlays[1]["group"], "601E"));
        QVERIFY(says(overlays[1]["type"], "region-of-interest"));
        QVERIFY(says(overlays[1]["shown"], false));
        QVERIFY(outcome.object()["remarks"].dump().find("overlay-not-shown") != std::string::npos);

        const cv::Mat with = cv::imread(display.toStdString(), cv::IMREAD_UNCHANGED);
        QCOMPARE(inspect({file, QStringLiteral("--no-overlay"), QStringLiteral("--render"), display}).code, 0);
        const cv::Mat without = cv::imread(display.toStdString(), cv::IMREAD_UNCHANGED);
        QVERIFY(says(outcome.object()["stored_range"], inspect({path("bare")}).object()["stored_range"]));
        for (int row = 0; row < with.rows; ++row)
            for (int column = 0; column < with.cols; ++column) {
                const bool marked = (row == 0 && (column == 29 || column == 30)) || (row == 5 && column == 39);
                QCOMPARE(int(with.at<std::uint8_t>(row, column)), marked ? 255 : int(without.at<std::uint8_t>(row, column)));
            }
    }

    void saysWhatAPictureHolds()
    {
        const Outcome outcome = inspect({m_png});
        QCOMPARE(outcome.code, 0);
        const json object = outcome.object();
        QVERIFY(says(object["format"], "raster"));
        QVERIFY(says(object["bits_stored"], 8));
        QVERIFY(says(object["transfer_syntax"], ""));
        QVERIFY(says(object["pixel_spacing"]["source"], "none"));
        QVERIFY(says(object["remarks"], json({"no-pixel-spacing"})));
        QVERIFY(says(object["choices"][0]["origin"], "full-range"));
    }

    void saysWhyAnImageIsNotScored()
    {
        Radiograph foot = made();
        foot.identity.bodyPart = "FOOT";
        const QString file = path("foot.dcm");
        QVERIFY(writeDicom(foot, {}, DicomEncoding::ExplicitLittleEndian, file.toStdString()));
        const Outcome outcome = inspect({file});
        QCOMPARE(outcome.code, 0); // it can be shown
        QVERIFY(says(outcome.object()["scorable"]["verdict"], "refused"));
        QVERIFY(says(outcome.object()["scorable"]["reason"], "not-a-chest-radiograph"));
    }

    void rendersTheDisplay_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<double>("center");
        QTest::addColumn<double>("width");
        QTest::newRow("by default the first window") << QStringList() << 2048.0 << 4096.0;
        QTest::newRow("the second choice") << QStringList{QStringLiteral("--voi"), QStringLiteral("1")} << 1000.0 << 500.0;
        QTest::newRow("a window of one's own") << QStringList{QStringLiteral("--window"), QStringLiteral("1500.5,100")} << 1500.5 << 100.0;
        QTest::newRow("a negative centre") << QStringList{QStringLiteral("--window"), QStringLiteral("-20,1000")} << -20.0 << 1000.0;
    }

    void rendersTheDisplay()
    {
        QFETCH(QStringList, options);
        QFETCH(double, center);
        QFETCH(double, width);
        const QString out = path("rendered.png");
        QFile::remove(out);
        const Outcome outcome = inspect(QStringList{m_dicom, QStringLiteral("--render"), out} + options);
        QVERIFY2(outcome.code == 0, outcome.messages.constData());
        QVERIFY(outcome.object().is_object());
        const cv::Mat rendered = cv::imread(out.toStdString(), cv::IMREAD_UNCHANGED);
        QCOMPARE(rendered.type(), CV_8UC1);
        const Radiograph radiograph = made();
        cv::Mat expected;
        DisplayTable(radiograph, {VoiChoice::Origin::Reader, VoiWindow{center, width, VoiFunction::Linear, {}}, {}})
            .apply(radiograph.pixels, expected);
        QCOMPARE(rendered.size(), expected.size());
        QCOMPARE(cv::norm(rendered, expected, cv::NORM_INF), 0.0);
        QVERIFY(cv::norm(expected, cv::NORM_INF) > 0);
    }

    void aPictureIsRenderedAsItIs()
    {
        const QString out = path("same.png");
        QCOMPARE(inspect({m_png, QStringLiteral("--render"), out}).code, 0);
        QCOMPARE(cv::norm(cv::imread(out.toStdString(), cv::IMREAD_UNCHANGED), cv::imread(m_png.toStdString(), cv::IMREAD_UNCHANGED),
                          cv::NORM_INF),
                 0.0);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no file") << QStringList();
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--loud"), m_png};
        QTest::newRow("window without width") << QStringList{m_png, QStringLiteral("--window"), QStringLiteral("100")};
        QTest::newRow("window of words") << QStringList{m_png, QStringLiteral("--window"), QStringLiteral("a,b")};
        QTest::newRow("window with a rest") << QStringList{m_png, QStringLiteral("--window"), QStringLiteral("1,2,3")};
        QTest::newRow("window of width zero") << QStringList{m_png, QStringLiteral("--window"), QStringLiteral("1,0")};
        QTest::newRow("window that is no number") << QStringList{m_png, QStringLiteral("--window"), QStringLiteral("nan,10")};
        QTest::newRow("window and choice") << QStringList{m_png, QStringLiteral("--window"), QStringLiteral("1,2"), QStringLiteral("--voi"),
                                                          QStringLiteral("0")};
        QTest::newRow("choice that is not there") << QStringList{m_png, QStringLiteral("--voi"), QStringLiteral("99")};
        QTest::newRow("negative choice") << QStringList{m_png, QStringLiteral("--voi"), QStringLiteral("-1")};
        QTest::newRow("frame zero") << QStringList{m_png, QStringLiteral("--frame"), QStringLiteral("0")};
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = inspect(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.output.isEmpty());
        QVERIFY(!outcome.messages.isEmpty());
    }

    void aFrameThatIsNotThereIsWrongUsage_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("of a DICOM file") << m_dicom;
        QTest::newRow("of a picture") << m_png;
    }

    void aFrameThatIsNotThereIsWrongUsage()
    {
        QFETCH(QString, file);
        const Outcome outcome = inspect({file, QStringLiteral("--frame"), QStringLiteral("2")});
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.output.isEmpty());
        QCOMPARE(outcome.messages, "lucency: --frame 2: " + file.toUtf8() + " has 1 frame\n");
    }

    void failuresAreOneLineThatNamesTheFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("slug");
        QFile png(m_png);
        QVERIFY(png.open(QIODevice::ReadOnly));
        const QByteArray whole = png.readAll();
        QTest::newRow("text") << QByteArray("Dear colleague, the radiograph is attached.") << QByteArray("not-an-image");
        QTest::newRow("empty") << QByteArray("") << QByteArray("not-an-image");
        QTest::newRow("half a PNG") << whole.left(whole.size() / 2) << QByteArray("truncated-pixel-data");
        QFile dicom(m_dicom);
        QVERIFY(dicom.open(QIODevice::ReadOnly));
        const QByteArray file = dicom.readAll();
        QTest::newRow("half a DICOM file") << file.left(file.size() / 2) << QByteArray("truncated-pixel-data");
    }

    void failuresAreOneLineThatNamesTheFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, slug);
        const QString name = path("bad image.dcm");
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const QString out = path("never.png");
        const Outcome outcome = inspect({name, QStringLiteral("--render"), out});
        QCOMPARE(outcome.code, 4);
        QVERIFY(outcome.output.isEmpty());
        QCOMPARE(outcome.messageLines(), 1);
        QVERIFY2(outcome.messages.contains("bad image.dcm"), outcome.messages.constData());
        QVERIFY2(outcome.messages.contains('[' + slug + ']'), outcome.messages.constData());
        QVERIFY(!QFile::exists(out));
    }

    void absentFile()
    {
        const Outcome outcome = inspect({path("absent.dcm")});
        QCOMPARE(outcome.code, 4);
        QCOMPARE(outcome.messageLines(), 1);
        QVERIFY(outcome.messages.contains("[not-found]"));
    }

    void aPictureThatCannotBeWrittenIsAFailure()
    {
        const Outcome outcome = inspect({m_png, QStringLiteral("--render"), path("no/such/folder/out.png")});
        QCOMPARE(outcome.code, 4);
        QVERIFY(outcome.output.isEmpty());
        QCOMPARE(outcome.messageLines(), 1);
        QVERIFY2(outcome.messages.contains("[cannot-write]"), outcome.messages.constData());
    }

    void everyRealFileIsOneObject_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(test::dataFolder() + QStringLiteral("/dicom"));
        for (const QString& name : folder.entryList({QStringLiteral("*.dcm")}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
        QTest::newRow("") << QString();
    }

    void everyRealFileIsOneObject()
    {
        LUCENCY_NEEDS_DATA;
        QFETCH(QString, file);
        if (file.isEmpty()) return;
        const Outcome outcome = inspect({file});
        QVERIFY2(outcome.code == 0, outcome.messages.constData());
        const json object = outcome.object();
        const bool chest = file.contains(QLatin1String("chest"));
        QCOMPARE(QByteArray(object["scorable"]["verdict"].get<std::string>().c_str()), QByteArray(chest ? "scorable" : "refused"));
        QVERIFY(object["rows"].get<int>() >= 440);
        QCOMPARE(object["inverted"].get<bool>(), !file.contains(QLatin1String("breast")));
    }
};

QTEST_GUILESS_MAIN(TestInspect)
#include "tst_inspect.moc"
