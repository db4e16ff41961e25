#include "app/evaluation.h"
#include "app/evaluationrecord.h"

#include "tests/app/evaluationcases.h"
#include "tests/support/model/seededmodel.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace lucency;
using namespace lucency::app;
using nlohmann::json;
using test::lucencyDoes;
using test::predictions;

class tst_evaluate : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }

    QString write(const QString& name, const QByteArray& text) const
    {
        QFile file(at(name));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no room for a test file");
        file.write(text);
        return file.fileName();
    }

private Q_SLOTS:
    void fitsOnValidationAlone()
    {
        EvaluationRequest request;
        request.predictions = predictions(90, 1000, "test");
        request.resamples = 50;
        const auto plain = evaluate(request);
        QVERIFY(plain);
        QCOMPARE(plain->findings.front().thresholdSource, std::string("default"));
        QCOMPARE(plain->findings.front().report.atThreshold.threshold, 0.5);

        request.validation = predictions(60, 1, "validation");
        request.aim = "sensitivity>=0.9";
        for (const auto method : {CalibrationMethod::Platt, CalibrationMethod::Isotonic}) {
            request.calibration = method;
            const auto fitted = evaluate(request);
            QVERIFY(fitted);
            const auto& finding = fitted->findings.front();
            QCOMPARE(finding.thresholdSource, std::string("validation"));
            QCOMPARE(finding.aimReached, std::optional(true));
            // The probabilities were made to be far off.
            QCOMPARE(finding.brierBefore, plain->findings.front().report.brier.value);
            QVERIFY(finding.report.brier.value < finding.brierBefore);
            QVERIFY(finding.report.calibrationError.value < finding.calibrationErrorBefore);
            QVERIFY(finding.report.atThreshold.sensitivity.value > 0.7);
            if (method == CalibrationMethod::Platt) QCOMPARE(finding.report.auc.value, plain->findings.front().report.auc.value);
        }

        // What is fitted does not change with the cases that are measured.
        auto fewer = request;
        fewer.predictions = predictions(30, 2000, "test");
        QCOMPARE(evaluate(fewer)->findings.front().report.atThreshold.threshold,
                 evaluate(request)->findings.front().report.atThreshold.threshold);
    }

    void validationMayShareNoImage()
    {
        EvaluationRequest request;
        request.predictions = predictions(30, 1, "a");
        request.validation = predictions(30, 30, "a"); // patient 30 is in both
        const auto shared = evaluate(request);
        QCOMPARE(shared.error().kind, FailureKind::BadArgument);
        QCOMPARE(shared.error().subject, std::string("a/30_0.png"));

        request.validation = predictions(30, 30, "b"); // other images of the same patient
        request.resamples = 0;
        const auto leaking = evaluate(request);
        QVERIFY(leaking);
        QCOMPARE(leaking->patientsInValidation, std::size_t{1});
        const auto report = json::parse(evaluationJson(*leaking, {}));
        QVERIFY(report["remarks"].dump().find("patients-in-validation-too") != std::string::npos);
    }

    void aValidationThatFitsNothingIsNamed()
    {
        EvaluationRequest request;
        request.predictions = predictions(30, 1, "a");
        request.calibration = CalibrationMethod::Platt;
        request.validation.emplace();
        QCOMPARE(evaluate(request).error().kind, FailureKind::NoLabelledImages);
        QCOMPARE(evaluate(request).error().detail, std::string("it has no predictions of Effusion"));
        request.validation = predictions(1, 1, "b"); // without a case of the finding
        QCOMPARE(evaluate(request).error().kind, FailureKind::NoLabelledImages);
        QVERIFY(evaluate(request).error().detail.starts_with("Effusion: "));
    }

    void agesThatAModelIsNotForAreASubgroup()
    {
        EvaluationRequest request;
        request.predictions = predictions(60, 1, "a");
        request.resamples = 0;
        request.manifest["Effusion"] = {0.3, true, 18, std::nullopt};
        const auto evaluated = evaluate(request);
        QVERIFY(evaluated);
        const auto& finding = evaluated->findings.front();
        QCOMPARE(finding.thresholdSource, std::string("model"));
        QCOMPARE(finding.report.atThreshold.threshold, 0.3);
        QCOMPARE(finding.outsideAges, std::size_t{24}); // every fifth patient is ten years old
        QCOMPARE(finding.report.positives + finding.report.negatives, 120L);
        const auto report = json::parse(evaluationJson(*evaluated, {}));
        const auto& groups = report["subgroups"];
        QCOMPARE(groups["shown_for_age"]["no"]["Effusion"]["auc"]["positives"].get<int>() +
                     groups["shown_for_age"]["no"]["Effusion"]["auc"]["negatives"].get<int>(),
                 24);
        QVERIFY(groups["sex"].contains("F") && groups["age"].contains("under 18"));
    }

    void theReportHasAllThatWasPromised()
    {
        EvaluationRequest request;
        request.predictions = predictions(60, 1, "a");
        request.prevalences = {0.02};
        const auto evaluated = evaluate(request);
        QVERIFY(evaluated);
        const auto report = json::parse(evaluationJson(*evaluated, {"m 1", "p.csv", {{"x.png", FailureKind::NotAnImage}}}));
        const auto& finding = report["findings"]["Effusion"];
        for (const char* name : {"auc", "auc_by_patient", "average_precision", "partial_auc"}) {
            QVERIFY2(finding[name]["low"].get<double>() <= finding[name]["value"].get<double>(), name);
            QVERIFY2(finding[name]["high"].get<double>() >= finding[name]["value"].get<double>(), name);
        }
        for (const char* name :
             {"threshold", "true_positives", "false_positives", "true_negatives", "false_negatives", "sensitivity", "specificity",
              "precision", "npv", "f1", "accuracy", "balanced_accuracy", "auc_hard_labels", "mcc", "youden", "brier", "calibration_error"})
            QVERIFY2(finding[name].is_number(), name);
        QCOMPARE(finding["roc"].size(), std::size_t{101});
        QCOMPARE(finding["precision_recall"].size(), std::size_t{100});
        QCOMPARE(finding["calibration_curve"].size(), std::size_t{10});
        QCOMPARE(finding["predictive_values"][0]["prevalence"].get<double>(), 0.02);
        QVERIFY(report["macro"]["auc"].is_number() && report["weighted"]["f1"].is_number() && report["micro"]["precision"].is_number());
        QCOMPARE(report["not_scored"][0]["reason"].get<std::string>(), std::string("not-an-image"));
        QCOMPARE(report["images_not_scored"].get<int>(), 1);
        const auto table = evaluationTable(*evaluated, {});
        QVERIFY(table.find("Effusion") != std::string::npos && table.find("120") != std::string::npos);
    }

    void aReportThatIsPassedOnNamesNoPlace()
    {
        EvaluationRequest request;
        request.predictions = predictions(30, 1, "a");
        request.resamples = 0;
        const auto evaluated = evaluate(request);
        QVERIFY(evaluated);
        EvaluationSource source{"m 1", "/home/reader/p.csv", {}, "/home/reader/models/m.safetensors", "/home/reader/images", false};
        source.notScored = {{"/home/reader/images/ward/x.png", FailureKind::NotAnImage}, {"/elsewhere/y.png", FailureKind::NotAnImage}};
        const auto kept = json::parse(evaluationJson(*evaluated, source));
        QCOMPARE(kept["model_file"].get<std::string>(), std::string("/home/reader/models/m.safetensors")); // for heat maps
        QCOMPARE(kept["predictions"].get<std::string>(), std::string("p.csv"));
        QCOMPARE(kept["not_scored"][0]["path"].get<std::string>(), std::string("ward/x.png"));
        QCOMPARE(kept["not_scored"][1]["path"].get<std::string>(), std::string("y.png"));
        source.passedOn = true;
        const auto text = evaluationJson(*evaluated, source);
        QCOMPARE(json::parse(text)["model_file"].get<std::string>(), std::string("m.safetensors"));
        QVERIFY(text.find("/home") == std::string::npos);
    }

    void undefinedFiguresAreNull()
    {
        EvaluationRequest request;
        request.predictions = predictions(30, 1, "a");
        for (auto& label : request.predictions.findings[0].labels)
            label = 0;
        for (auto& probability : request.predictions.findings[0].probabilities)
            probability = 0.1;
        const auto evaluated = evaluate(request);
        QVERIFY(evaluated);
        const auto report = json::parse(evaluationJson(*evaluated, {}));
        const auto& finding = report["findings"]["Effusion"];
        QVERIFY(finding["auc"]["value"].is_null() && finding["auc"]["low"].is_null());
        QVERIFY(finding["sensitivity"].is_null() && finding["precision"].is_null() && finding["mcc"].is_null());
        QCOMPARE(finding["specificity"].get<double>(), 1.0);
        QVERIFY(report["macro"]["auc"].is_null());
        QCOMPARE(report["findings_with_auc"].get<int>(), 0);
        QVERIFY(report["remarks"].dump().find("one-class-only") != std::string::npos);
        QVERIFY(evaluationTable(*evaluated, {}).find("undefined") != std::string::npos);
    }

    void noLabelAtAllIsAFailure()
    {
        EvaluationRequest request;
        request.predictions = predictions(30, 1, "a");
        for (auto& label : request.predictions.findings[0].labels)
            label = PredictionTable::unknownLabel;
        QCOMPARE(evaluate(request).error().kind, FailureKind::NoLabelledImages);
    }

    void stopEndsIt()
    {
        EvaluationRequest request;
        request.predictions = predictions(30, 1, "a");
        std::stop_source source;
        source.request_stop();
        QCOMPARE(evaluate(request, source.get_token()).error().kind, FailureKind::Cancelled);
    }

    void predictionsOnTheCommandLine()
    {
        const auto file = write(QStringLiteral("p.csv"), QByteArray::fromStdString(predictionsCsv(predictions(60, 1, "a"))));
        const auto toStdout = lucencyDoes({QStringLiteral("evaluate"), QStringLiteral("--predictions"), file});
        QCOMPARE(toStdout.code, 0);
        QVERIFY(toStdout.messages.isEmpty());
        const auto report = toStdout.report();
        QVERIFY(report["findings"]["Effusion"]["auc"]["value"].get<double>() > 0.5);
        QCOMPARE(report["patients"].get<int>(), 60);

        const auto target = at(QStringLiteral("report.json"));
        const auto toFile = lucencyDoes({QStringLiteral("evaluate"), QStringLiteral("--predictions"), file, QStringLiteral("--output"),
                                         target, QStringLiteral("--threshold"), QStringLiteral("0.2")});
        QCOMPARE(toFile.code, 0);
        QVERIFY(toFile.output.isEmpty());
        QFile written(target);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const auto other = json::parse(written.readAll().toStdString());
        QCOMPARE(other["findings"]["Effusion"]["threshold"].get<double>(), 0.2);
        QCOMPARE(other["findings"]["Effusion"]["auc"], report["findings"]["Effusion"]["auc"]);
    }

    /// The test part of a run is measured, its validation part fits, its training part and phantoms take no part.
    void aSplitKeepsThePartsApart()
    {
        QByteArray csv = QByteArray::fromStdString(predictionsCsv(predictions(90, 1, "a")));
        QByteArray split = "path,patient_id,part,labels\n";
        for (int patient = 1; patient <= 90; ++patient)
            for (int image = 0; image < 2; ++image)
                split += QStringLiteral("a/%1_%2.png,%1,%3,\n")
                             .arg(patient)
                             .arg((2 * (patient - 1) + image) % 2)
                             .arg(QLatin1String(patient <= 20   ? "train"
                                                : patient <= 50 ? "validation"
                                                                : "test"))
                             .toUtf8();
        csv += "phantom:17,p/17,Effusion,1,0.9\n";
        split += "phantom:17,p/17,test,Effusion\n";
        const QStringList arguments{
            QStringLiteral("evaluate"), QStringLiteral("--predictions"),           write(QStringLiteral("run.csv"), csv),
            QStringLiteral("--split"),  write(QStringLiteral("split.csv"), split), QStringLiteral("--aim"),
            QStringLiteral("youden"),   QStringLiteral("--calibration"),           QStringLiteral("platt")};
        const auto outcome = lucencyDoes(arguments);
        QVERIFY2(outcome.code == 0, outcome.messages.constData());
        const auto report = outcome.report();
        QCOMPARE(report["images"].get<int>(), 80);
        QCOMPARE(report["patients"].get<int>(), 40);
        QCOMPARE(report["patients_in_validation_too"].get<int>(), 0);
        QCOMPARE(report["phantoms_left_out"].get<int>(), 1);

        EvaluationRequest request;
        request.predictions = predictions(40, 51, "a");
        request.validation = predictions(30, 21, "a");
        request.aim = "youden";
        request.calibration = CalibrationMethod::Platt;
        const auto expected = json::parse(evaluationJson(*evaluate(request), {}));
        QCOMPARE(report["findings"].dump(), expected["findings"].dump());

        const auto bad = write(QStringLiteral("badsplit.csv"), "path,part\na/1_0.png,exam\n");
        const auto refused = lucencyDoes({arguments[0], arguments[1], arguments[2], QStringLiteral("--split"), bad});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.messages.contains("row 2: part 'exam'"), refused.messages.constData());
        const auto twice = write(QStringLiteral("twice.csv"), "path,part\na,test\na,train\n");
        QVERIFY(lucencyDoes({arguments[0], arguments[1], arguments[2], QStringLiteral("--split"), twice}).messages.contains("there twice"));
        const auto elsewhere = write(QStringLiteral("elsewhere.csv"), "path,part\nx/1.png,test\n");
        QVERIFY(lucencyDoes({arguments[0], arguments[1], arguments[2], QStringLiteral("--split"), elsewhere})
                    .messages.contains("none of the predicted images is in its test part"));
    }

    void misuseIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const auto file = write(QStringLiteral("good.csv"), QByteArray::fromStdString(predictionsCsv(predictions(20, 1, "a"))));
        const auto bad = write(QStringLiteral("bad.csv"), "path,patient_id,finding,label,probability\na.png,1,Effusion,1,nan\n");
        const auto labels = write(QStringLiteral("labels.csv"), "Image Index,Finding Labels\nz.png,Effusion\n");
        const auto with = [&file](const QStringList& more) { return QStringList{QStringLiteral("--predictions"), file} + more; };
        QTest::newRow("nothing to evaluate") << QStringList{} << 2 << "--data";
        QTest::newRow("an unknown option") << with({QStringLiteral("--luck")}) << 2 << "--luck";
        QTest::newRow("a model without images") << with({QStringLiteral("--model"), QStringLiteral("m")}) << 2 << "--model needs --data";
        QTest::newRow("a device without images")
            << with({QStringLiteral("--device"), QStringLiteral("cpu")}) << 2 << "--device needs --data";
        QTest::newRow("a precision without images")
            << with({QStringLiteral("--precision"), QStringLiteral("bf16")}) << 2 << "--precision needs --data";
        QTest::newRow("a batch without images") << with({QStringLiteral("--batch"), QStringLiteral("4")}) << 2 << "--batch needs --data";
        QTest::newRow("a name of a label without labels")
            << with({QStringLiteral("--label"), QStringLiteral("fluid=Effusion")}) << 2 << "--label needs --labels or --data";
        QTest::newRow("an aim without validation") << with({QStringLiteral("--aim"), QStringLiteral("youden")}) << 2 << "--validation";
        QTest::newRow("calibration without validation")
            << with({QStringLiteral("--calibration"), QStringLiteral("platt")}) << 2 << "--validation";
        QTest::newRow("an unknown aim") << with({QStringLiteral("--aim"), QStringLiteral("luck"), QStringLiteral("--validation"), file})
                                        << 2 << "\"luck\"";
        QTest::newRow("boxes without places") << with({QStringLiteral("--boxes"), file}) << 2 << "--found-boxes";
        QTest::newRow("a prevalence of 2") << with({QStringLiteral("--prevalence"), QStringLiteral("2")}) << 2 << "--prevalence";
        QTest::newRow("a broken pattern") << with({QStringLiteral("--patient-pattern"), QStringLiteral("(")}) << 4 << "[bad-argument]";
        QTest::newRow("a missing file") << QStringList{QStringLiteral("--predictions"), at(QStringLiteral("none.csv"))} << 4
                                        << "none.csv does not exist";
        QTest::newRow("NaN") << QStringList{QStringLiteral("--predictions"), bad} << 4 << "row 2: probability 'nan' of a.png";
        QTest::newRow("nothing but a header") << QStringList{QStringLiteral("--predictions"),
                                                             write(QStringLiteral("header.csv"),
                                                                   "path,patient_id,finding,label,probability\n")}
                                              << 4 << "header.csv: no image";
        QTest::newRow("labels of other images") << with({QStringLiteral("--labels"), labels}) << 4 << "none of the 40 images";
        QTest::newRow("the same validation") << with({QStringLiteral("--validation"), file}) << 4 << "a/1_0.png";
        QTest::newRow("a validation of another finding")
            << with({QStringLiteral("--aim"), QStringLiteral("f1"), QStringLiteral("--validation"),
                     write(QStringLiteral("mass.csv"),
                           "path,patient_id,finding,label,probability\nz.png,9,Mass,1,0.5\ny.png,8,Mass,0,0.25\n")})
            << 4 << "mass.csv";
        QTest::newRow("a folder that is not there")
            << QStringList{QStringLiteral("--data"), at(QStringLiteral("nowhere"))} << 4 << "[not-found]";
        QTest::newRow("a report that cannot be written")
            << with({QStringLiteral("--output"), at(QStringLiteral("no/such/folder/report.json"))}) << 4 << "[cannot-write]";
    }
    void misuseIsTold()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        const auto outcome = lucencyDoes(QStringList{QStringLiteral("evaluate")} + arguments);
        QCOMPARE(outcome.code, code);
        QVERIFY2(outcome.messages.contains(words.toUtf8()), outcome.messages.constData());
        QVERIFY(outcome.output.isEmpty());
        if (code == 4) QCOMPARE(outcome.messages.count('\n'), 1);
    }

    /// Scores labelled images, leaves the broken one out of the figures and in the report, and its predictions give the same figures again.
    void aModelIsMeasuredOnImages()
    {
        const auto model = at(QStringLiteral("model.safetensors"));
        QVERIFY(test::writeSeededModel(model.toStdString(), test::seededManifest()));
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("images")));
        QByteArray labels = "Image Index,Finding Labels,Patient ID,Patient Age,Patient Gender,View Position\n";
        for (int i = 0; i < 12; ++i) {
            cv::Mat image(80, 80, CV_8UC1);
            cv::RNG(static_cast<std::uint64_t>(i + 1)).fill(image, cv::RNG::UNIFORM, 0, 256);
            image.rowRange(0, 40) /= 1 + i % 5;
            QVERIFY(cv::imwrite(at(QStringLiteral("images/%1.png").arg(i)).toStdString(), image));
            labels += QStringLiteral("%1.png,%2,%3,50,%4,PA\n")
                          .arg(i)
                          .arg(i % 3 == 0 ? QStringLiteral("Effusion|Mass") : QStringLiteral("No Finding"))
                          .arg(i / 2)
                          .arg(i % 2 ? QStringLiteral("F") : QStringLiteral("M"))
                          .toUtf8();
        }
        write(QStringLiteral("images/broken.png"), "not an image");
        const auto boxes = write(QStringLiteral("boxes.csv"), "Image Index,Finding Label,Bbox [x,y,w,h]\n0.png,Effusion,100,100,400,400\n"
                                                              "3.png,Effusion,0,0,1024,1024\n99.png,Mass,1,1,1,1\n");
        const auto csv = at(QStringLiteral("scored.csv"));
        const auto outcome = lucencyDoes({QStringLiteral("evaluate"), QStringLiteral("--model"), model, QStringLiteral("--data"),
                                          at(QStringLiteral("images")), QStringLiteral("--labels"),
                                          write(QStringLiteral("entries.csv"), labels), QStringLiteral("--boxes"), boxes,
                                          QStringLiteral("--predictions"), csv, QStringLiteral("--resamples"), QStringLiteral("50")});
        QVERIFY2(outcome.code == 3, outcome.messages.constData());
        const auto report = outcome.report();
        QCOMPARE(report["model"].get<std::string>(), std::string("seeded 1"));
        QCOMPARE(report["images"].get<int>(), 12);
        QCOMPARE(report["patients"].get<int>(), 6);
        QCOMPARE(report["not_scored"].size(), std::size_t{1});
        QCOMPARE(report["not_scored"][0]["path"].get<std::string>(), std::string("broken.png"));
        QCOMPARE(report["not_scored"][0]["reason"].get<std::string>(), std::string("not-an-image"));
        QCOMPARE(report["findings"].size(), std::size_t{2});
        QCOMPARE(report["findings_without_labels"][0].get<std::string>(), std::string("Nodule"));
        QCOMPARE(report["findings"]["Effusion"]["positives"].get<int>(), 4);
        QCOMPARE(report["localisation"]["Effusion"]["images"].get<int>(), 2);
        QVERIFY(report["localisation"]["Effusion"]["random_maps"]["pointing_game"]["value"].get<double>() >=
                0.5); // one box is the whole image
        QVERIFY(!report["localisation"].contains("Mass"));

        const auto again = lucencyDoes({QStringLiteral("evaluate"), QStringLiteral("--predictions"), csv, QStringLiteral("--threshold"),
                                        QString::number(report["findings"]["Effusion"]["threshold"].get<double>()),
                                        QStringLiteral("--resamples"), QStringLiteral("50")});
        QCOMPARE(again.code, 0);
        for (const char* figure : {"auc", "auc_by_patient", "average_precision", "brier", "mcc", "true_positives"})
            QCOMPARE(again.report()["findings"]["Effusion"][figure].dump(), report["findings"]["Effusion"][figure].dump());

        const auto unlabelled = lucencyDoes(
            {QStringLiteral("evaluate"), QStringLiteral("--model"), model, QStringLiteral("--data"), at(QStringLiteral("images"))});
        QCOMPARE(unlabelled.code, 4); // the folder's name is no finding
        QVERIFY2(unlabelled.messages.contains("[unknown-finding]"), unlabelled.messages.constData());
    }
};

QTEST_GUILESS_MAIN(tst_evaluate)
#include "tst_evaluate.moc"
