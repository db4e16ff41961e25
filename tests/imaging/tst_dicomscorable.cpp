#include "imaging/bodypart.h"
#include "imaging/read.h"

#include "tests/support/data.h"

#include <QtTest>

using namespace lucency;
using namespace lucency::imaging;

class DicomScorableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHeaderDecides_data()
    {
        QTest::addColumn<QByteArray>("modality");
        QTest::addColumn<QByteArray>("sopClass");
        QTest::addColumn<QByteArray>("bodyPart");
        QTest::addColumn<int>("view");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const char* modality, const char* sopClass, const char* bodyPart, View view,
                            const char* reason) {
            QTest::newRow(name) << QByteArray(modality) << QByteArray(sopClass) << QByteArray(bodyPart) << static_cast<int>(view)
                                << QByteArray(reason);
        };
        row("a picture file that says nothing", "", "", "", View::Unknown, "");
        row("CR of the chest, PA", "CR", "1.2.840.10008.5.1.4.1.1.1", "CHEST", View::FrontalPA, "");
        row("DX of the chest, AP", "DX", "1.2.840.10008.5.1.4.1.1.1.1", "CHEST", View::FrontalAP, "");
        row("secondary capture", "OT", "1.2.840.10008.5.1.4.1.1.7", "", View::Unknown, "");
        row("CR that does not name body part or view", "CR", "", "", View::Unknown, "");
        row("CT", "CT", "1.2.840.10008.5.1.4.1.1.2", "CHEST", View::Unknown, "not-a-radiograph");
        row("CT by its class alone", "", "1.2.840.10008.5.1.4.1.1.2", "CHEST", View::Unknown, "not-a-radiograph");
        row("a captured CT", "CT", "1.2.840.10008.5.1.4.1.1.7", "CHEST", View::Unknown, "not-a-radiograph");
        row("MR", "MR", "", "", View::Unknown, "not-a-radiograph");
        row("ultrasound", "US", "", "", View::Unknown, "not-a-radiograph");
        row("mammography", "MG", "1.2.840.10008.5.1.4.1.1.1.2", "BREAST", View::Other, "not-a-chest-radiograph");
        row("dental", "IO", "", "", View::Unknown, "not-a-chest-radiograph");
        row("foot", "CR", "", "FOOT", View::Unknown, "not-a-chest-radiograph");
        row("foot, lower case and side", "CR", "", "left foot", View::Unknown, "not-a-chest-radiograph");
        row("lateral chest", "CR", "", "CHEST", View::Lateral, "not-frontal");
        row("decubitus chest", "CR", "", "CHEST", View::Other, "not-frontal");
        row("lateral foot", "CR", "", "FOOT", View::Lateral, "not-a-chest-radiograph");
        row("a body part that nobody knows", "CR", "", "XYZZY", View::FrontalPA, "");
    }
    void theHeaderDecides()
    {
        QFETCH(QByteArray, modality);
        QFETCH(QByteArray, sopClass);
        QFETCH(QByteArray, bodyPart);
        QFETCH(int, view);
        QFETCH(QByteArray, reason);
        Radiograph image;
        image.path = "image";
        image.identity.modality = modality.toStdString();
        image.identity.sopClassUid = sopClass.toStdString();
        image.identity.bodyPart = bodyPart.toStdString();
        image.identity.view = static_cast<View>(view);
        const Done outcome = checkScorable(image);
        QCOMPARE(outcome.has_value(), reason.isEmpty());
        if (outcome) return;
        QCOMPARE(QByteArray::fromStdString(std::string(slug(outcome.error().kind))), reason);
        QCOMPARE(outcome.error().subject, std::string("image"));
    }

    void descriptionsSpeakWhereTheBodyPartIsSilent_data()
    {
        QTest::addColumn<QByteArray>("bodyPart");
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<QByteArray>("study");
        QTest::addColumn<bool>("scorable");
        QTest::newRow("teeth in the series") << QByteArray() << QByteArray("PANORAMA - TEETH") << QByteArray() << false;
        QTest::newRow("knee in the study") << QByteArray() << QByteArray("AP") << QByteArray("XR KNEE LEFT") << false;
        QTest::newRow("chest and knee in the study") << QByteArray() << QByteArray() << QByteArray("XR CHEST, XR KNEE") << true;
        QTest::newRow("the body part comes first") << QByteArray("CHEST") << QByteArray("HAND") << QByteArray() << true;
        QTest::newRow("nothing anywhere") << QByteArray() << QByteArray("pa") << QByteArray("routine") << true;
    }
    void descriptionsSpeakWhereTheBodyPartIsSilent()
    {
        QFETCH(QByteArray, bodyPart);
        QFETCH(QByteArray, series);
        QFETCH(QByteArray, study);
        QFETCH(bool, scorable);
        Radiograph image;
        image.identity.modality = "CR";
        image.identity.bodyPart = bodyPart.toStdString();
        image.identity.seriesDescription = series.toStdString();
        image.identity.studyDescription = study.toStdString();
        const Done outcome = checkScorable(image);
        QCOMPARE(outcome.has_value(), scorable);
        if (outcome) return;
        QCOMPARE(slug(outcome.error().kind), "not-a-chest-radiograph");
        QCOMPARE(outcome.error().detail, "described as " + (series.contains("TEETH") ? series : study).toStdString());
    }

    void realFiles_data()
    {
        QTest::addColumn<QByteArray>("reason");
        for (const char* chest : {"chest_cr_mono1_10bit", "chest_cr_mono1_15bit_j2k_lossy", "chest_dx_mono1_12bit_j2k_lossless"})
            QTest::newRow(chest) << QByteArray();
        for (const char* other : {"breast_mg_voi_lut", "dental_cr_modality_lut", "foot_cr_mono1_10bit_rle"})
            QTest::newRow(other) << QByteArray("not-a-chest-radiograph");
    }
    void realFiles()
    {
        LUCENCY_NEEDS_DATA;
        QFETCH(QByteArray, reason);
        const QString file =
            test::dataFolder() + QStringLiteral("/dicom/") + QLatin1String(QTest::currentDataTag()) + QStringLiteral(".dcm");
        const Result<Radiograph> header = readHeader(file.toStdString());
        QVERIFY(header.has_value());
        const Done outcome = checkScorable(*header);
        QCOMPARE(outcome ? QByteArray() : QByteArray::fromStdString(std::string(slug(outcome.error().kind))), reason);
    }

    void bodyPartsAsVendorsWriteThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("meaning");
        const auto row = [](const char* text, BodyPart meaning) { QTest::newRow(text) << QByteArray(text) << static_cast<int>(meaning); };
        row("", BodyPart::Unknown);
        row("CHEST", BodyPart::Chest);
        row("PORT CHEST", BodyPart::Chest);
        row("CHEST_PA", BodyPart::Chest);
        row("Thorax", BodyPart::Chest);
        row("CHEST ABDOMEN", BodyPart::Chest);
        row("LUNG", BodyPart::Chest);
        row("THORACIC SPINE", BodyPart::Other);
        row("T SPINE", BodyPart::Other);
        row("TSPINE", BodyPart::Other);
        row("LOWER LEG", BodyPart::Other);
        row("ABDOMEN", BodyPart::Other);
        row("RIBS", BodyPart::Other);
        row("UNDEFINED", BodyPart::Unknown);
    }
    void bodyPartsAsVendorsWriteThem()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, meaning);
        QCOMPARE(static_cast<int>(bodyPartMeaning(text.toStdString())), meaning);
    }
};

QTEST_APPLESS_MAIN(DicomScorableTest)
#include "tst_dicomscorable.moc"
