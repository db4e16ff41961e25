#include "app/evaluationlabels.h"
#include "app/predictiontable.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lucency;
using namespace lucency::app;

/// Tables of predictions and labels as people bring them, and what is wrong with the bad ones, by row and by name.
class tst_predictiontable : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const QByteArray& text) const
    {
        static int number = 0;
        const QString name = m_folder.filePath(QStringLiteral("%1.csv").arg(++number));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly)) qFatal("no room for a test file");
        file.write(text);
        return name.toStdString();
    }

    PredictionTable table(const QByteArray& rows) const
    {
        auto read = readPredictions(write("path,patient_id,finding,label,probability\n" + rows), true);
        if (!read) qFatal("%s", read.error().detail.c_str());
        return *std::move(read);
    }

    static std::vector<int> labelsOf(const PredictionTable& table, const char* finding)
    {
        const auto& labels = table.findings.at(static_cast<std::size_t>(table.indexOf(finding))).labels;
        return {labels.begin(), labels.end()};
    }

private Q_SLOTS:
    void readsThePredictionsOfAnyProgram()
    {
        const auto read = readPredictions(write("\xEF\xBB\xBFprobability,finding,path,label,extra,sex,age\r\n"
                                                "0.25,Effusion,\"a,1.png\",1,x,F,41\r\n"
                                                "1,Mass,\"a,1.png\",,x,F,41\r\n"
                                                "0,Effusion,b.png,0.0,,,\r\n"
                                                "1e-3,Effusion,c.png,,,,\r\n"),
                                          true);
        QVERIFY(read);
        QCOMPARE(read->images.size(), std::size_t{3});
        QCOMPARE(read->images[0].path, std::string("a,1.png"));
        QCOMPARE(read->images[0].sex, std::string("F"));
        QCOMPARE(read->images[0].age, 41.0);
        QVERIFY(std::isnan(read->images[1].age));
        QCOMPARE(read->findings.size(), std::size_t{2});
        QCOMPARE(read->findings[0].probabilities[2], 1e-3);
        QCOMPARE(labelsOf(*read, "Effusion"), (std::vector<int>{1, 0, -1}));
        QCOMPARE(labelsOf(*read, "Mass"), (std::vector<int>{-1, -1, -1}));
        QVERIFY(std::isnan(read->findings[1].probabilities[1])); // nothing is predicted there
    }

    void readsTablesOfAGermanSpreadsheet()
    {
        const auto read = readPredictions(write("path;finding;label;probability\r\na.png;Effusion;1;0,25\r\nb.png;Effusion;0;1\r\n"), true);
        QVERIFY(read);
        QCOMPARE(read->findings[0].probabilities, (std::vector<double>{0.25, 1}));
        QCOMPARE(labelsOf(*read, "Effusion"), (std::vector<int>{1, 0}));
        QCOMPARE(readPredictions(write("path;finding;label;probability\na.png;Effusion;1;1,25\n"), true).error().kind,
                 FailureKind::BadNumber);
    }

    void meetsRowsOfOtherComputers()
    {
        auto met = table("d/a.png,1,Effusion,,0.1\nd/b.png,2,Effusion,,0.2\nd/B.png,3,Effusion,,0.3\nd/c.png,4,Effusion,,0.4\n");
        const auto join = joinLabels(
            met, write("image index;finding labels\nC:\\img\\A.PNG;Effusion\nC:\\img\\C.png;Mass; Effusion\nC:\\img\\B.PNG;Effusion\n"),
            {});
        QVERIFY(join);
        // Two images are called b.png in some case: neither of them is meant for certain.
        QCOMPARE(labelsOf(met, "Effusion"), (std::vector<int>{1, -1, -1, 0}));
        QCOMPARE(join->met, std::size_t{2});
        auto listed = table("a.png,1,Effusion,,0.1\nb.png,2,Effusion,,0.2\n");
        QVERIFY(joinLabels(listed, write("Image Index,Finding Labels\na.png,Mass; Effusion\nb.png,No Finding\n"), {}));
        QCOMPARE(labelsOf(listed, "Effusion"), (std::vector<int>{1, 0}));
    }

    void agesAndGroupsAreReadHoweverTheyAreWritten()
    {
        const auto read = readPredictions(write("path,finding,label,probability,sex,age,view\n"
                                                "a.png,Effusion,1,0.1,m,045Y,pa\n"
                                                "b.png,Effusion,1,0.1,M ,540M,PA\n"
                                                "c.png,Effusion,1,0.1,f,045y,Ap\n"
                                                "d.png,Effusion,1,0.1,,052W,\n"
                                                "e.png,Effusion,1,0.1,,old,\n"
                                                "f.png,Effusion,1,0.1,,-3,\n"
                                                "g.png,Effusion,1,0.1,, 7.5 ,\n"),
                                          true);
        QVERIFY(read);
        for (const std::size_t image : {0U, 1U, 2U})
            QCOMPARE(read->images[image].age, 45.0);
        QVERIFY(std::abs(read->images[3].age - 1) < 0.01);
        QVERIFY(std::isnan(read->images[4].age) && std::isnan(read->images[5].age));
        QCOMPARE(read->images[6].age, 7.5);
        QCOMPARE(read->images[0].sex, std::string("M"));
        QCOMPARE(read->images[1].sex, std::string("M"));
        QCOMPARE(read->images[2].sex, std::string("F"));
        QCOMPARE(read->images[0].view, std::string("PA"));
        QCOMPARE(read->images[2].view, std::string("AP"));
    }

    void readsWhatScoreWrites()
    {
        const auto file =
            write("path,patient_id,study_uid,sop_instance_uid,outcome,reason,remarks,scores,positive,priority,model,milliseconds\n"
                  "a.png,7,,,scored,,,Effusion=0.25;Pneumonia (paediatric)=0.5,,0.1,default 1,decode=1\n"
                  "b.txt,,,,failed,not-an-image,,,,0,default 1,decode=1\n");
        QCOMPARE(readPredictions(file, true).error().kind, FailureKind::MissingColumn); // it has no labels
        const auto read = readPredictions(file, false);
        QVERIFY(read);
        QCOMPARE(read->images.size(), std::size_t{2});
        QCOMPARE(read->images[0].patient, std::string("7"));
        QCOMPARE(read->findings.size(), std::size_t{2});
        QCOMPARE(read->findings[1].name, std::string("Pneumonia (paediatric)"));
        QCOMPARE(read->findings[1].probabilities[0], 0.5);
        QCOMPARE(read->notScored, std::size_t{1});
    }

    void writesWhatItReads()
    {
        const auto first = table("\"a,1.png\",7,Effusion,1,0.1\nb.png,8,Effusion,,0.30000000000000004\nb.png,8,Mass,0,5e-324\n");
        const auto again = readPredictions(write(QByteArray::fromStdString(predictionsCsv(first))), true);
        QVERIFY(again);
        QCOMPARE(again->images.size(), first.images.size());
        QCOMPARE(again->findings[0].probabilities[1], 0.30000000000000004);
        QCOMPARE(again->findings[1].probabilities[1], 5e-324);
        QCOMPARE(labelsOf(*again, "Effusion"), labelsOf(first, "Effusion"));
        QCOMPARE(predictionsCsv(*again), predictionsCsv(first));
    }

    void badPredictionsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("detail");
        const QByteArray header = "path,patient_id,finding,label,probability\n", good = "a.png,1,Effusion,1,0.5\n";
        const auto kind = [](FailureKind failure) { return static_cast<int>(failure); };
        QTest::newRow("empty file") << QByteArray() << kind(FailureKind::NotALabelTable) << "empty";
        QTest::newRow("no probability") << QByteArray("path,finding,label\n") << kind(FailureKind::MissingColumn) << "probability";
        QTest::newRow("no label") << QByteArray("path,finding,probability\n") << kind(FailureKind::MissingColumn) << "label";
        QTest::newRow("no finding, no path") << QByteArray("label,probability\n") << kind(FailureKind::MissingColumn) << "path, finding";
        QTest::newRow("another table") << QByteArray("a,b\n1,2\n") << kind(FailureKind::MissingColumn)
                                       << "path, finding, label, probability";
        QTest::newRow("two probabilities") << QByteArray("path,finding,label,probability,probability\na.png,Effusion,1,0.5,0.9\n")
                                           << kind(FailureKind::BadArgument) << "two columns are called probability";
        QTest::newRow("NaN") << header + good + "b.png,1,Effusion,0,nan\n"
                             << kind(FailureKind::BadNumber) << "row 3: probability 'nan' of b.png";
        QTest::newRow("infinite") << header + "b.png,1,Effusion,0,inf\n"
                                  << kind(FailureKind::BadNumber) << "row 2: probability 'inf' of b.png";
        QTest::newRow("a word") << header + "b.png,1,Effusion,0,high\n" << kind(FailureKind::BadNumber) << "'high'";
        QTest::newRow("a percentage") << header + "b.png,1,Effusion,0,52\n" << kind(FailureKind::BadNumber) << "0 to 1";
        QTest::newRow("below 0") << header + "b.png,1,Effusion,0,-0.01\n" << kind(FailureKind::BadNumber) << "'-0.01'";
        QTest::newRow("no probability in a row") << header + "b.png,1,Effusion,0\n" << kind(FailureKind::BadNumber) << "row 2";
        QTest::newRow("a comma too many") << header + "b.png,1,Effusion,0,\"0,5,1\"\n" << kind(FailureKind::BadNumber) << "'0,5,1'";
        QTest::newRow("a label of 2") << header + "b.png,1,Effusion,2,0.5\n"
                                      << kind(FailureKind::BadNumber) << "row 2: label '2' is not 0, 1";
        QTest::newRow("a label of yes") << header + "b.png,1,Effusion,yes,0.5\n" << kind(FailureKind::BadNumber) << "label 'yes'";
        QTest::newRow("an image twice") << header + good + "b.png,1,Effusion,0,0.5\n" + good << kind(FailureKind::BadArgument)
                                        << "row 4: a.png is there twice with Effusion";
        QTest::newRow("no path in a row") << header + ",1,Effusion,0,0.5\n" << kind(FailureKind::BadArgument) << "row 2: no path";
        QTest::newRow("no finding in a row") << header + "a.png,1,,0,0.5\n" << kind(FailureKind::BadArgument) << "row 2: no finding";
        QTest::newRow("an open quote") << header + "\"a.png,1,Effusion,0,0.5\n" << kind(FailureKind::NotALabelTable) << "quote";
    }
    void badPredictionsAreNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(QString, detail);
        const auto file = write(text);
        const auto read = readPredictions(file, true);
        QVERIFY(!read);
        QCOMPARE(static_cast<int>(read.error().kind), kind);
        QCOMPARE(read.error().subject, file);
        QVERIFY2(read.error().detail.find(detail.toStdString()) != std::string::npos, read.error().detail.c_str());
    }

    void aMissingFileIsNotFound() { QCOMPARE(readPredictions("/nowhere/p.csv", true).error().kind, FailureKind::NotFound); }

    void labelsAreJoinedByBaseName()
    {
        auto predictions = table(
            "dir/a.png,,Effusion,1,0.5\ndir/a.png,,Mass,1,0.5\nb.png,,Effusion,,0.5\nb.png,,Infiltration,,0.5\nc.png,,Effusion,1,0.5\n");
        const auto joined = joinLabels(predictions, write("Image Index,Finding Labels,Patient ID,Patient Age,Patient Gender,View Position\n"
                                                          "a.png,No Finding,12,057Y,M,AP\n"
                                                          "b.png,Effusion|Infiltrate,13,8,F,PA\n"
                                                          "z.png,Effusion,14,50,F,PA\n"));
        QVERIFY(joined);
        QCOMPARE(joined->rows, std::size_t{3});
        QCOMPARE(joined->met, std::size_t{2});
        QCOMPARE(joined->imagesWithoutRow, std::size_t{1});
        QCOMPARE(labelsOf(predictions, "Effusion"), (std::vector<int>{0, 1, -1})); // c.png had a label, but the table has none of it
        QCOMPARE(labelsOf(predictions, "Infiltration"), (std::vector<int>{0, 1, -1}));
        QCOMPARE(labelsOf(predictions, "Mass"), (std::vector<int>{-1, -1, -1})); // no row speaks of masses
        QCOMPARE(predictions.images[0].patient, std::string("12"));
        QCOMPARE(predictions.images[0].age, 57.0);
        QCOMPARE(predictions.images[1].view, std::string("PA"));
    }

    void badLabelsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("detail");
        const QByteArray header = "Image Index,Finding Labels\n";
        const auto kind = [](FailureKind failure) { return static_cast<int>(failure); };
        QTest::newRow("empty file") << QByteArray() << kind(FailureKind::NotALabelTable) << "empty";
        QTest::newRow("no labels") << QByteArray("Image Index,Other\n") << kind(FailureKind::MissingColumn) << "Finding Labels";
        QTest::newRow("neither") << QByteArray("x,y\n") << kind(FailureKind::MissingColumn) << "Image Index, Finding Labels";
        QTest::newRow("an unknown finding") << header + "a.png,Effusion\nb.png,Effusion|Gout\n"
                                            << kind(FailureKind::UnknownFinding) << "row 3: Gout";
        QTest::newRow("an image twice") << header + "a.png,Effusion\nb.png,No Finding\nx/a.png,No Finding\n"
                                        << kind(FailureKind::BadArgument) << "row 4: a.png is there twice";
        QTest::newRow("none of the images") << header + "x.png,Effusion\ny.png,No Finding\n"
                                            << kind(FailureKind::NoLabelledImages) << "none of the 2 images is among its 2 rows";
        QTest::newRow("none of the findings") << header + "a.png,Hernia\nb.png,No Finding\n"
                                              << kind(FailureKind::NoLabelledImages) << "none of the predicted findings";
    }
    void badLabelsAreNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(QString, detail);
        auto predictions = table("a.png,,Effusion,,0.5\nb.png,,Effusion,,0.5\n");
        const auto joined = joinLabels(predictions, write(text));
        QVERIFY(!joined);
        QCOMPARE(static_cast<int>(joined.error().kind), kind);
        QVERIFY2(joined.error().detail.find(detail.toStdString()) != std::string::npos, joined.error().detail.c_str());
    }

    void twoImagesOfOneNameAreRefused()
    {
        auto predictions = table("train/a.png,,Effusion,,0.5\ntest/a.png,,Effusion,,0.5\n");
        const auto joined = joinLabels(predictions, write("Image Index,Finding Labels\na.png,Effusion\n"));
        QCOMPARE(joined.error().kind, FailureKind::BadArgument);
        QCOMPARE(joined.error().subject, std::string("test/a.png"));
    }

    void labelsOfAnotherNameAreTaken()
    {
        auto predictions = table("a.png,,Pneumonia (paediatric),,0.5\nb.png,,Pneumonia (paediatric),,0.5\n");
        const auto file = write("path,labels\na.png,lung inflamed\nb.png,fine\n");
        QCOMPARE(joinLabels(predictions, file).error().kind, FailureKind::UnknownFinding);
        QCOMPARE(joinLabels(predictions, file, {{"lung inflamed", "Gout"}}).error().kind, FailureKind::UnknownFinding);
        QVERIFY(joinLabels(predictions, file, {{"lung inflamed", "Pneumonia (paediatric)"}, {"fine", ""}}));
        QCOMPARE(labelsOf(predictions, "Pneumonia (paediatric)"), (std::vector<int>{1, 0}));
    }

    void foldersAreLabels()
    {
        auto predictions = table("t/NORMAL/a.png,,Pneumonia (paediatric),,0.5\nt/PNEUMONIA/b.png,,Pneumonia (paediatric),,0.5\n"
                                 "t/PNEUMONIA/b.png,,Effusion,,0.5\n");
        const auto joined = labelByFolder(predictions, "t");
        QVERIFY(joined);
        QCOMPARE(joined->findings, std::vector<std::string>{"Pneumonia (paediatric)"});
        QCOMPARE(labelsOf(predictions, "Pneumonia (paediatric)"), (std::vector<int>{0, 1}));
        QCOMPARE(labelsOf(predictions, "Effusion"), (std::vector<int>{-1, -1}));

        auto unknown = table("t/NORMAL/a.png,,Effusion,,0.5\nt/holiday/b.png,,Effusion,,0.5\n");
        QCOMPARE(labelByFolder(unknown, "t").error().kind, FailureKind::UnknownFinding);
        QCOMPARE(labelByFolder(unknown, "t").error().detail, std::string("folder holiday"));
        QVERIFY(labelByFolder(unknown, "t", {{"holiday", "Effusion"}}));
        auto normal = table("t/NORMAL/a.png,,Effusion,,0.5\n");
        QCOMPARE(labelByFolder(normal, "t").error().kind, FailureKind::NoLabelledImages);
    }

    void patientsComeFromNames()
    {
        auto predictions =
            table("00000013_002.png,,Effusion,,0.5\nx/person7_virus_3.jpeg,,Effusion,,0.5\nc.png,9,Effusion,,0.5\nd.png,,Effusion,,0.5\n");
        QCOMPARE(fillPatients(predictions, {std::regex("^(person\\d+)_")}), std::size_t{1});
        QCOMPARE(predictions.images[0].patient, std::string("00000013"));
        QCOMPARE(predictions.images[1].patient, std::string("person7"));
        QCOMPARE(predictions.images[2].patient, std::string("9"));
        QCOMPARE(predictions.images[3].patient, std::string("d.png"));
    }

    void boxesAreSharesOfTheImage()
    {
        const auto boxes = readBoxes(write("Image Index,Finding Label,Bbox [x,y,w,h],,,\na.png,Infiltrate,256,512,128,64\n"));
        QVERIFY(boxes);
        const auto& box = boxes->at("a.png").at("Infiltration").front();
        QCOMPARE(box.x, 0.25);
        QCOMPARE(box.y, 0.5);
        QCOMPARE(box.width, 0.125);
        QCOMPARE(box.height, 0.0625);
        QCOMPARE(readBoxes(write("Image Index,Finding Labels\na.png,Mass\n")).error().kind, FailureKind::NotALabelTable);
    }

    void framesAreOfTheirFile()
    {
        QCOMPARE(baseName("/x/y.dcm#12"), std::string("y.dcm"));
        QCOMPARE(baseName("y#a.png"), std::string("y#a.png"));
        QCOMPARE(baseName("c:\\x\\y.png"), std::string("y.png"));
    }
};

QTEST_GUILESS_MAIN(tst_predictiontable)
#include "tst_predictiontable.moc"
